"""撤销 as the window offers it: what would be taken back and where, whether that would be refused, and where it leads."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.catalog.own_kinds import FORM, HOLIDAYS, PLAN_PRESET, STROKE_PLACE
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.roster import longest_rising
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.driver import Value
from huanjie_desktop.store.entry_changes import RowChange, is_there, owner_of
from huanjie_desktop.store.own_entries import list_versions
from huanjie_desktop.store.rosters import people_of_entries
from huanjie_desktop.store.tables import TABLES, describe_rows

PAGES = {  # on which page such a thing is seen
    "roster": "名册",
    "person": "名册",
    "campaign": "考察测评",
    FORM.id: "考察测评",
    "congress": "会议",
    "step": "工期",
    "plan": "工期",
    "session": "会议",
    "participant": "会议",
    "officer": "会议",
    "package_entry": "上报",
    "package_paper": "上报",
    "strokes": "设置",
    "plan_tables": "设置",
    "catalogue": "设置",
    "setting": "设置",
    "unit": "设置",
}
_PLACES = ("roster", "person", "unit", "campaign", "congress", "setting", "own_entry")
_OF_PLAN = "plan_"  # so begin the settings that are the plan's: its preset, its versions
_LOOKED_AT = 40  # rows of an entry that are looked at for where it was
_MOVED = re.compile(r"移动(?:“(?P<name>.*)”|(?P<count>\d+)人)")
_MOST_MOVED = 5000  # rows whose places an entry changed, among which those are looked for that were moved


@dataclass(frozen=True)
class NextUndo:
    """What 撤销 would take back: the change, on which page and of what; why it would be refused, "" where it would not."""

    label: str = ""
    place: str = ""
    refusal: str = ""

    @property
    def words(self) -> str:
        """Return the change with its place."""
        return f"{self.label}（{self.place}）" if self.place else self.label


@dataclass(frozen=True)
class Taken:
    """What was taken back or done again, where that is seen now, None for nowhere, and who was moved, by their ids."""

    change_set: ChangeSet
    place: Subject | None
    moved: tuple[str, ...] = ()


def read_next(workspace: Workspace) -> NextUndo:
    """Return what 撤销 would take back now."""
    label = history.undo_labels(workspace)[0]
    refusal = history.refusal_of_undo(workspace) if label else None
    if refusal is not None:
        return NextUndo(label, refusal=str(refusal))
    changes = history.changes_of(workspace, workspace.store.undo_seq, _LOOKED_AT) if label else []
    subject = _place_of(workspace, changes)
    if subject is None:
        return NextUndo(label)
    thing = _thing(changes, subject.kind)
    return NextUndo(
        label, "：".join(part for part in (PAGES[subject.kind], thing if thing not in label else "") if part)
    )


def undo(workspace: Workspace) -> Taken | None:
    """Take back the newest change; None where there is none. Raises UserError where it is refused."""
    seq = workspace.store.undo_seq
    changes = history.undo(workspace)
    return _taken(workspace, changes, seq) if changes else None


def redo(workspace: Workspace) -> Taken | None:
    """Do again what was last taken back; None where there is nothing."""
    changes = history.redo(workspace)
    return _taken(workspace, changes, workspace.store.undo_seq) if changes else None


def _taken(workspace: Workspace, change_set: ChangeSet, seq: int) -> Taken:
    changes = history.changes_of(workspace, seq, _LOOKED_AT)
    place = _place_of(workspace, changes)
    if place is None or not _is_order(changes) or changes[0].table != "roster_entry":
        return Taken(change_set, place)
    every = history.changes_of(workspace, seq, _MOST_MOVED)
    return Taken(change_set, place, tuple(_moved(workspace, every, change_set.label)))


def _is_order(changes: Sequence[RowChange]) -> bool:
    """Tell whether nothing but the places of things of one kind was changed."""
    places = [
        each.before is not None and each.after is not None and set(each.before) | set(each.after) == {"position"}
        for each in changes
    ]
    return bool(changes) and all(places) and len({each.table for each in changes}) == 1


def _moved(workspace: Workspace, changes: Sequence[RowChange], label: str) -> list[str]:
    """Return the people of a roster whom a change has moved, as many as its label says (移动“林木”, 移动3人).

    They are all but the most that follow each other as before, or these, where they alone are so many.
    """
    said = _MOVED.fullmatch(label)
    if said is None:
        return []
    before = sorted(changes, key=lambda each: _place(each.before))
    stay = longest_rising([_place(each.after) for each in before])
    if said["name"] and len(before) == 2:
        stay = [at for at, each in enumerate(before) if each.name != said["name"]]
    moved = [at for at in range(len(before)) if at not in set(stay)]
    wanted = int(said["count"] or 1)
    found = moved if len(moved) == wanted else stay if len(stay) == wanted else []
    return people_of_entries(workspace.store, [before[at].id for at in found])


def _place(image: Mapping[str, Value] | None) -> int:
    place = (image or {}).get("position")
    return place if isinstance(place, int) else 0


def _thing(changes: Sequence[RowChange], kind: str) -> str:
    """Return what an entry changed, things of this kind before others: its name where it is one, else how many."""
    if _is_order(changes):
        return "顺序"
    things = {(each.table, each.id): each.name for each in changes}
    first = kind if any(each.table == kind for each in changes) else changes[0].table
    of_first = [name for (table, _id), name in things.items() if table == first]
    if len(of_first) == 1:
        return of_first[0]
    return describe_rows({first: len(of_first)}) if len(things) < _LOOKED_AT else TABLES[first].noun


def _place_of(workspace: Workspace, changes: Sequence[RowChange]) -> Subject | None:
    """Return what of an entry can be gone to: a list above a person of it, and the first that is still there."""
    db = workspace.store.db
    found = dict.fromkeys(owner_of(db, each, _PLACES) for each in changes)
    for table, id_ in sorted(found, key=lambda each: _PLACES.index(each[0]) if each[0] else len(_PLACES)):
        if table == "own_entry":
            return _entry(workspace, id_)
        if table == "setting" and id_.startswith(_OF_PLAN):
            return Subject("plan", "")
        if table and (table == "setting" or is_there(db, table, id_)):
            paper = any(each.table == "package_paper" for each in changes)
            return Subject("package_entry" if paper else table, id_)
    gone = next((table for table, _id in found if table), "")
    return Subject({"person": "roster"}.get(gone, gone), "") if gone else None


def _entry(workspace: Workspace, id_: str) -> Subject | None:
    version = next((each for each in list_versions(workspace.store) if each.id == id_), None)
    kind = version.kind if version is not None else ""
    if kind == DOCUMENT_TEXT.id:
        return None  # it is seen with each congress
    if version is not None and kind in (HOLIDAYS.id, PLAN_PRESET.id):
        return Subject("plan_tables", version.entry)
    return Subject({FORM.id: FORM.id, STROKE_PLACE.id: "strokes"}.get(kind, "catalogue"), "")
