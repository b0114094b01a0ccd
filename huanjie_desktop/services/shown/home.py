"""What the first page shows, read in the worker in one go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.safekeeping.protection import read_protection
from huanjie_desktop.services.shown.backups import last_backup_in_words
from huanjie_desktop.services.shown.passwords import lacking
from huanjie_desktop.services.workspace import Workspace

LATEST = 8
_VERBS = {"undo": "撤销：", "redo": "重做："}


@dataclass(frozen=True)
class Line:
    """A line of a list: what stands on the left, what on the right, and the id of what it opens, "" for nothing."""

    words: str
    about: str
    id: str = ""


@dataclass(frozen=True)
class Overview:
    """The county, its number of people, its rosters and congresses, and what was done last."""

    county: str
    people: int
    rosters: Sequence[Line]
    congresses: Sequence[Line]
    changes: Sequence[Line]
    open_to_all: str = ""  # that there is no password, or no recovery code
    backup: str = ""  # how old the last verified one is


def read_overview(workspace: Workspace) -> Overview:
    """Return what the file holds and what was done last."""
    return Overview(
        workspace.county,
        people.count_people(workspace),
        [Line(roster.name, f"{count} 人", roster.id) for roster, count in rosters.list_rosters(workspace)],
        [
            Line(congresses.title_of(workspace, each), _days(each.start, each.end), each.id)
            for each in congresses.list_congresses(workspace)
        ],
        [
            Line(_VERBS.get(entry.kind, "") + entry.label, entry.at[5:16].replace("T", " ").replace("-", "."))
            for entry in history.list_changes(workspace, LATEST)
        ],
        lacking(read_protection(workspace)),
        last_backup_in_words(workspace),
    )


def _days(start: date | None, end: date | None) -> str:
    if start is None:
        return "日期未定"
    first = f"{start.month}月{start.day}日"
    return first if end is None or end == start else f"{first}至{end.month}月{end.day}日"
