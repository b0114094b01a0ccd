"""What was printed and saved as files: the journal says so, for the page 记录 and the first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store.campaigns import list_campaigns
from huanjie_desktop.store.journal import read_labelled

_PRINTED, _SAVED, _RESULT = "打印“", "存为文件“", "印出《"  # the last is what `note_printed` of a result begins with

_LOOKED = 500  # how many notes of one paper are looked through for those of earlier days


@dataclass(frozen=True)
class PrintedPaper:
    """One paper that was printed or saved: when, what in words, and of what it is (the journal where that is gone)."""

    at: datetime
    words: str
    subject: Subject


def note_print(workspace: Workspace, name: str, *, saved: bool) -> ChangeSet:
    """Note in the journal that a paper went to a printer, or was saved as a file; undo passes it by."""
    with workspace.change(f"{_SAVED if saved else _PRINTED}{name}”", Right.PRINTING) as work:
        work.note()
    return work.change_set


def paper_name(title: str, owner: str) -> str:
    """Return by which name a paper with this title, of what is called `owner`, is noted and offered as a file."""
    plain = title.replace("（", "").replace("）", "")
    return owner if owner in plain else f"{owner}{plain}"


def last_printed(workspace: Workspace, name: str, before: date) -> date | None:
    """Return the last day before another on which a paper was printed or saved under a name, None where it never was."""
    labels = tuple(f"{begins}{name}”" for begins in (_PRINTED, _SAVED))
    days = (
        datetime.fromisoformat(at).astimezone().date()
        for at, _label in read_labelled(workspace.store.db, labels, _LOOKED)
    )
    return next((day for day in days if day < before), None)


def list_printed(workspace: Workspace, most: int) -> list[PrintedPaper]:
    """Return what was printed or saved last, the newest first."""
    found = read_labelled(workspace.store.db, (_PRINTED, _SAVED, _RESULT), most)
    names = _things(workspace) if found else {}
    return [PrintedPaper(datetime.fromisoformat(at), label, _place_of(label, names)) for at, label in found]


def _things(workspace: Workspace) -> Mapping[str, Subject]:
    """Return by their names of what papers are printed; a longer name comes before one that it begins with."""
    named = {each.title: Subject("campaign", each.id) for each in list_campaigns(workspace.store)}
    named |= {each.name: Subject("roster", each.id) for each, _ in rosters.list_rosters(workspace)}
    for each in congresses.list_congresses(workspace):
        named[congresses.short_title_of(workspace, each)] = Subject("congress", each.id)
    return dict(sorted(named.items(), key=lambda item: -len(item[0])))


def _place_of(label: str, names: Mapping[str, Subject]) -> Subject:
    return next((subject for name, subject in names.items() if name in label), Subject("history", ""))
