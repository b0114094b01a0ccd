"""Writes what an import's preview says: people, their places on the roster, and what heads the clerk chose."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.domain.roster import OWN, Roster, RosterEntry
from huanjie_desktop.services.people.form_parts import write_parts
from huanjie_desktop.services.people.import_decide import arranged
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportRow, Outcome
from huanjie_desktop.services.people.own_columns import add_missing, is_own
from huanjie_desktop.services.people.people import keys_for
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters
from huanjie_desktop.store.settings import read_setting, write_setting
from huanjie_desktop.store.unit_of_work import UnitOfWork

_HEADS = "import_heads"  # the setting that keeps what heads were chosen for, as JSON


def remembered_heads(workspace: Workspace) -> dict[str, str]:
    """Return what the clerk chose in earlier imports: head -> field, "" for what was not to be imported."""
    kept = json.loads(read_setting(workspace.store, _HEADS, "{}"))
    return {str(head): str(field) for head, field in kept.items()}


def remember_heads(workspace: Workspace, work: UnitOfWork, mapping: Mapping[str, str]) -> None:
    """Keep what the clerk chose."""
    known = remembered_heads(workspace)
    heads = known | dict(mapping)
    if heads != known:
        write_setting(work, workspace.store, _HEADS, json.dumps(heads, ensure_ascii=False, sort_keys=True))


def write_preview(
    workspace: Workspace, work: UnitOfWork, roster: Roster, preview: ImportPreview, progress: Progress
) -> None:
    """Write the people of a preview, and put them on the roster; Cancelled where the user stops it."""
    rows = [row for row in preview.rows if row.outcome in (Outcome.ADD, Outcome.CHANGE, Outcome.UNCHANGED)]
    gone = [row for row in preview.rows if row.outcome is Outcome.GONE]
    _change_people(workspace, work, [*rows, *gone])
    own = [guess.field for guess in preview.guesses if is_own(guess.field)]
    ids = _add_people(workspace, work, rows, own)
    if rosters.get_roster(workspace.store, roster.id) is None:
        rosters.add_roster(work, roster)
    texts = {
        id_: {field.removeprefix(OWN): text for field in own if (text := row.values.get(field, ""))}
        for row, id_ in zip(rows, ids, strict=True)
    }
    for row in gone:
        marks = {name.removeprefix(OWN): new for name, (_, new) in row.changes.items() if is_own(name)}
        if marks:
            texts[row.person_id] = marks
    write_parts(
        workspace,
        work,
        [(id_, row.parts) for row, id_ in zip(rows, ids, strict=True) if row.parts is not None],
        progress,
    )
    add_missing(workspace, work, roster.id, [title for each in texts.values() for title in each])
    _write_entries(workspace, work, roster, preview, ids, rows, gone, texts)


def _add_people(workspace: Workspace, work: UnitOfWork, rows: Sequence[ImportRow], own: Sequence[str]) -> list[str]:
    """Add who is new; return every row's person."""
    new = [row for row in rows if not row.person_id]
    keys = keys_for((row.values["name"] for row in new), workspace.names)
    added = workspace.store.new_ids(len(new))
    values = [row.values for row in new]
    if own:
        values = [{name: value for name, value in each.items() if not is_own(name)} for each in values]
    people.add_values(work, dict(zip(added, values, strict=True)), keys)
    fresh = iter(added)
    return [row.person_id or next(fresh) for row in rows]


def _change_people(workspace: Workspace, work: UnitOfWork, rows: Sequence[ImportRow]) -> None:
    changes: dict[str, dict[str, Any]] = {}
    for row in rows:
        new = {name: pair[1] for name, pair in row.changes.items() if name != GROUP and not is_own(name)}
        if new:
            changes[row.person_id] = new
    named = {id_: values["name"] for id_, values in changes.items() if "name" in values}
    keys = keys_for(named.values(), workspace.names)
    people.change_people(work, changes, {id_: keys[name] for id_, name in named.items()})


def _write_entries(
    workspace: Workspace,
    work: UnitOfWork,
    roster: Roster,
    preview: ImportPreview,
    ids: Sequence[str],
    rows: Sequence[ImportRow],
    gone: Sequence[ImportRow],
    own: Mapping[str, Mapping[str, str]],
) -> None:
    store = workspace.store
    entries = rosters.list_entries(store, roster.id)
    known = {entry.person_id: entry for entry in entries}
    removed = {row.person_id for row in gone if row.answer == "remove"}
    changes: dict[str, dict[str, Any]] = {}
    reordered = preview.complete and not preview.request.keep_order
    if reordered:
        new = iter([id_ for row, id_ in zip(rows, ids, strict=True) if not row.person_id])
        order = [person_id or next(new) for person_id in arranged(entries, rows, gone)]
    else:
        order = [entry.person_id for entry in entries if entry.person_id not in removed]
        order += [id_ for id_ in ids if id_ not in known]
    if removed or reordered:
        for at, person_id in enumerate(order):
            entry = known.get(person_id)
            if entry is not None and entry.position != at:
                changes[entry.id] = {"position": at}
    groups = {id_: row.group for row, id_ in zip(rows, ids, strict=True)}
    for person_id, group in groups.items():
        entry = known.get(person_id)
        if entry is not None and group and group != entry.group_name:
            changes.setdefault(entry.id, {})["group_name"] = group
    for person_id, texts in own.items():
        entry = known.get(person_id)
        if entry is not None and texts:
            changes.setdefault(entry.id, {})["own"] = entry.with_own(texts)
    places = [(at, person_id) for at, person_id in enumerate(order) if person_id not in known]
    made = store.new_ids(len(places))
    rosters.remove_entries(work, [known[person_id].id for person_id in removed])
    rosters.change_entries(work, changes)
    rosters.add_entries(
        work,
        [
            RosterEntry(
                id_,
                roster.id,
                person_id,
                at,
                groups[person_id],
                own=tuple(own[person_id].items()),
            )
            for id_, (at, person_id) in zip(made, places, strict=True)
        ],
    )
