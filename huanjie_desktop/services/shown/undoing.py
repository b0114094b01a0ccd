"""撤销 as the window offers it: what would be taken back and where, whether that would be refused, and where it leads."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.catalog.own_kinds import FORM, STROKE_PLACE
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.entry_changes import RowChange, is_there, owner_of
from huanjie_desktop.store.own_entries import list_versions
from huanjie_desktop.store.tables import TABLES, describe_rows

PAGES = {  # on which page such a thing is seen
    "roster": "名册",
    "person": "名册",
    "campaign": "考察测评",
    FORM.id: "考察测评",
    "congress": "会议",
    "session": "会议",
    "participant": "会议",
    "officer": "会议",
    "package_entry": "上报",
    "package_paper": "上报",
    "strokes": "设置",
    "catalogue": "设置",
    "setting": "设置",
}
_PLACES = ("roster", "person", "campaign", "congress", "setting", "own_entry")
_LOOKED_AT = 40  # rows of an entry that are looked at for where it was


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
    """What was taken back or done again, and where that is seen now, None for nowhere."""

    change_set: ChangeSet
    place: Subject | None


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
    return Taken(changes, _place_of(workspace, history.changes_of(workspace, seq, _LOOKED_AT))) if changes else None


def redo(workspace: Workspace) -> Taken | None:
    """Do again what was last taken back; None where there is nothing."""
    changes = history.redo(workspace)
    if changes is None:
        return None
    again = history.changes_of(workspace, workspace.store.undo_seq, _LOOKED_AT)
    return Taken(changes, _place_of(workspace, again))


def _thing(changes: Sequence[RowChange], kind: str) -> str:
    """Return what an entry changed, things of this kind before others: its name where it is one, else how many."""
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
    return Subject({FORM.id: FORM.id, STROKE_PLACE.id: "strokes"}.get(kind, "catalogue"), "")
