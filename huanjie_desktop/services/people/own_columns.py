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
    return ColumnSpec(field=OWN + title, title=title, width=_WIDTH, visible=True)


def own_specs(workspace: Workspace, roster_id: str) -> list[ColumnSpec]:
    """Return a roster's own columns as tables and imports take them."""
    return [own_spec(column.title) for column in list_columns(workspace, roster_id)]


def add_column(workspace: Workspace, roster_id: str, title: str) -> tuple[RosterColumn, ChangeSet]:
    """Give a roster a column of its own, behind those that it has; its title must be new there."""
    title = _checked_title(workspace, roster_id, title)
    with workspace.change(f"增加自定义栏“{title}”", Right.PEOPLE) as work:
        (column,) = add_missing(workspace, work, roster_id, [title])
    return column, work.change_set


def rename_column(workspace: Workspace, column: RosterColumn, title: str) -> ChangeSet:
    """Give a column another title; what stands in it stays."""
    title = _checked_title(workspace, column.roster_id, title, column.title)
    with workspace.change("自定义栏改名", Right.PEOPLE) as work:
        rosters.change_columns(work, {column.id: {"title": title}})
        changes = {
            entry.id: {"own": tuple((title if known == column.title else known, text) for known, text in entry.own)}
            for entry in rosters.list_entries(workspace.store, column.roster_id)
            if entry.own_text(column.title)
        }
        rosters.change_entries(work, changes)
    return work.change_set


def remove_column(workspace: Workspace, column: RosterColumn) -> ChangeSet:
    """Remove a column with what stands in it."""
    with workspace.change(f"删除自定义栏“{column.title}”", Right.PEOPLE) as work:
        changes = {
            entry.id: {"own": entry.with_own({column.title: ""})}
            for entry in rosters.list_entries(workspace.store, column.roster_id)
            if entry.own_text(column.title)
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


def write_texts(
    workspace: Workspace, work: UnitOfWork, roster_id: str, texts: Mapping[str, Mapping[str, str]]
) -> None:
    """Write texts into a roster's own columns, by person and title."""
    entries = [entry for entry in rosters.list_entries(workspace.store, roster_id) if entry.person_id in texts]
    rosters.change_entries(work, {entry.id: {"own": entry.with_own(texts[entry.person_id])} for entry in entries})


def read_own_edits(edits: Sequence[CellEdit]) -> dict[str, dict[str, str]]:
    """Return what edits of a roster's own columns set, by person and title."""
    found: dict[str, dict[str, str]] = {}
    for edit in edits:
        if is_own(edit.field):
            found.setdefault(edit.person_id, {})[edit.field.removeprefix(OWN)] = clean_line(edit.text)
    return found


def is_own(field: str) -> bool:
    """Tell whether a field is a column of a roster's own."""
    return field.startswith(OWN)


def _checked_title(workspace: Workspace, roster_id: str, title: str, old: str = "") -> str:
    title = clean_line(title)
    if not title:
        raise UserError("没有填写栏目名称。")
    titles = {spec.title for spec in workspace.catalog.columns.values()}
    titles |= {column.title for column in rosters.list_columns(workspace.store, roster_id)}
    if title != old and title in titles:
        raise UserError(f"已有“{title}”栏。", "请换一个名称。")
    return title
