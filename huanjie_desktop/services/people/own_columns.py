"""自定义栏: columns that one roster has beyond the fields of a person, and what stands in them."""

from collections.abc import Mapping, Sequence

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.normalise import clean_line
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import OWN, RosterColumn
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import rosters
from huanjie_desktop.store.unit_of_work import UnitOfWork

_WIDTH = 12


def list_columns(workspace: Workspace, roster_id: str) -> list[RosterColumn]:
    """Return a roster's own columns in order."""
    return rosters.list_columns(workspace.store, roster_id)


def own_spec(title: str) -> ColumnSpec:
    """Return a column of a roster's own as tables and imports take it."""
    return ColumnSpec(field=own_field(title), title=title, width=_WIDTH, visible=True)


def own_field(title: str) -> str:
    """Return the field of a column of a roster's own."""
    return OWN + title


def own_specs(workspace: Workspace, roster_id: str) -> list[ColumnSpec]:
    """Return a roster's own columns as tables and imports take them."""
    return [own_spec(column.title) for column in list_columns(workspace, roster_id)]


def add_column(workspace: Workspace, roster_id: str, title: str) -> tuple[RosterColumn, ChangeSet]:
    """Give a roster a column of its own, behind those that it has; its title must be new there."""
    title = _checked_title(workspace, roster_id, title)
    with workspace.change(f"增加自定义栏“{title}”", Right.PEOPLE) as work:
        (column,) = add_missing(workspace, work, roster_id, [title])
    return column, work.change_set


def rename_column(workspace: Workspace, roster_id: str, old: str, title: str) -> ChangeSet:
    """Give a roster's column another title; what stands in it stays."""
    column = _column(workspace, roster_id, old)
    title = _checked_title(workspace, roster_id, title, old)
    with workspace.change("自定义栏改名", Right.PEOPLE) as work:
        rosters.change_columns(work, {column.id: {"title": title}})
        changes = {
            entry.id: {"own": tuple((title if known == old else known, text) for known, text in entry.own)}
            for entry in rosters.list_entries(workspace.store, roster_id)
            if entry.own_text(old)
        }
        rosters.change_entries(work, changes)
    return work.change_set


def remove_column(workspace: Workspace, roster_id: str, title: str) -> ChangeSet:
    """Remove a roster's column with what stands in it."""
    column = _column(workspace, roster_id, title)
    with workspace.change(f"删除自定义栏“{title}”", Right.PEOPLE) as work:
        changes = {
            entry.id: {"own": entry.with_own({title: ""})}
            for entry in rosters.list_entries(workspace.store, roster_id)
            if entry.own_text(title)
        }
        rosters.change_entries(work, changes)
        rosters.remove_columns(work, [column.id])
    return work.change_set


def add_missing(workspace: Workspace, work: UnitOfWork, roster_id: str, titles: Sequence[str]) -> list[RosterColumn]:
    """Add the columns of these titles that a roster does not have; return those added."""
    known = rosters.list_columns(workspace.store, roster_id)
    there = {column.title for column in known}
    new = [title for title in dict.fromkeys(titles) if title not in there]
    start = max((column.position for column in known), default=-1) + 1
    added = [RosterColumn(workspace.store.new_id(), roster_id, title, start + at) for at, title in enumerate(new)]
    rosters.add_columns(work, added)
    return added


def write_texts(workspace: Workspace, work: UnitOfWork, roster_id: str, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Write texts into a roster's own columns, by person and title."""
    entries = [entry for entry in rosters.list_entries(workspace.store, roster_id) if entry.person_id in texts]
    rosters.change_entries(work, {entry.id: {"own": entry.with_own(texts[entry.person_id])} for entry in entries})


def read_own_edits(edits: Sequence[CellEdit]) -> dict[str, dict[str, str]]:
    """Return what edits of a roster's own columns set, by person and title."""
    found: dict[str, dict[str, str]] = {}
    for edit in edits:
        if is_own(edit.field):
            found.setdefault(edit.person_id, {}).update(own_texts({edit.field: edit.text}))
    return found


def own_texts(values: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a roster's own columns by title, among values by field."""
    return {field.removeprefix(OWN): clean_line(text) for field, text in values.items() if is_own(field)}


def is_own(field: str) -> bool:
    """Tell whether a field is a column of a roster's own."""
    return field.startswith(OWN)


def _column(workspace: Workspace, roster_id: str, title: str) -> RosterColumn:
    found = next((each for each in list_columns(workspace, roster_id) if each.title == title), None)
    if found is None:
        raise UserError(f"名册里没有“{title}”这一栏。", "请刷新后再试。")
    return found


def _checked_title(workspace: Workspace, roster_id: str, title: str, old: str = "") -> str:
    title = clean_line(title)
    if not title:
        raise UserError("没有填写栏目名称。")
    titles = {spec.title for spec in workspace.catalog.columns.values()}
    titles |= {column.title for column in rosters.list_columns(workspace.store, roster_id)}
    if title != old and title in titles:
        raise UserError(f"已有“{title}”栏。", "请换一个名称。")
    return title
