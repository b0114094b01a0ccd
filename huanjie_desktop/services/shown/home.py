"""What the first page shows, read in the worker in one go: what is to be done, the congresses, what was printed and reported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.services import package_register
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.import_drafts import list_drafts
from huanjie_desktop.services.printing.print_notes import list_printed
from huanjie_desktop.services.safekeeping.protection import read_protection
from huanjie_desktop.services.shown.backups import age_in_words, last_backup_in_words
from huanjie_desktop.services.shown.passwords import lacking
from huanjie_desktop.services.workspace import Workspace

NEW_ROSTER = "new_roster"  # the kind of a subject that asks the page 名册 for a new one
LATEST = 8
MOST_TO_REPORT = 4  # lines; a whole round at its end has more congresses
_KEYING = {1: "第一遍", 2: "第二遍"}


@dataclass(frozen=True)
class Line:
    """A line of a list: its words, when or how far that is, what it opens, and its drawing with its colour."""

    words: str
    about: str
    subject: Subject
    icon: tuple[str, str]


@dataclass(frozen=True)
class Overview:
    """The county, how many people there are, what is to be done, the congresses, and what left the house last."""

    county: str
    people: int
    todo: Sequence[Line]
    congresses: Sequence[Line]
    sent: Sequence[Line]
    open_to_all: str = ""  # that there is no password, or no recovery code
    backup: str = ""  # how old the last verified one is

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was put into the file yet."""
        return not self.people and not self.congresses


def read_overview(workspace: Workspace) -> Overview:
    """Return what the file holds, what is to be done and what left the house last."""
    count, listed = people.count_people(workspace), congresses.list_congresses(workspace)
    today = workspace.clock.today()
    return Overview(
        workspace.county,
        count,
        list(_todo(workspace, count, listed)),
        [_congress(workspace, each, today) for each in sorted(listed, key=lambda each: _order(each, today))],
        _sent(workspace),
        lacking(read_protection(workspace)),
        last_backup_in_words(workspace),
    )


def _todo(workspace: Workspace, count: int, listed: Sequence[Congress]) -> Iterator[Line]:
    """Give what is left half done, then what has not been begun."""
    for draft in list_drafts(workspace):
        when = f"{age_in_words(draft.kept, workspace.clock.now())}存下"
        yield Line(f"接着导入“{draft.request.path.name}”", when, Subject("import", ""), ("download", "warning"))
    reading = AssessmentReading(workspace)
    for campaign in reading.campaigns:
        under_way = [number for number, each in reading.tallying(campaign.id).rounds.items() if not each.finished]
        if under_way:
            subject = Subject("campaign", campaign.id, campaign.title)
            yield Line(f"录完“{campaign.title}”", f"{_KEYING[under_way[0]]}录入中", subject, ("clock", "warning"))
    if not count:
        yield Line("导入名册", "还没有人员", Subject("import", ""), ("download", "primary"))
    if not listed:
        yield Line("新建会议", "还没有会议", Subject("congress", ""), ("plus", "primary"))
    if listed and not workspace.superior:
        yield Line("填写上级单位", "请示和上报用", Subject("setting", "superior"), ("pencil", "primary"))
    if not workspace.has_base_date:
        yield Line("定年龄计算到哪一天", "没有定，按今天算", Subject("setting", "base_date"), ("calendar", "primary"))
    yield from _to_report(workspace, listed)


def _to_report(workspace: Workspace, listed: Sequence[Congress]) -> Iterator[Line]:
    """Give the congresses that are over and were not reported, a line each; of many those that ended first, and how many more."""
    reported = {export.scope_id for export in package_register.list_exports(workspace)}
    today = workspace.clock.today()
    ended = [(each.end or each.start or today, at, each) for at, each in enumerate(listed) if each.id not in reported]
    over = [each for day, _, each in sorted(ended, key=lambda one: one[:2]) if day < today]
    shown = over if len(over) <= MOST_TO_REPORT else over[: MOST_TO_REPORT - 1]
    for each in shown:
        title = congresses.short_title_of(workspace, each)
        yield Line(f"上报“{title}”", "已闭幕，没有导出过", Subject("package_entry", each.id), ("upload", "primary"))
    if len(over) > len(shown):
        following = Subject("package_entry", over[len(shown)].id)
        yield Line(f"上报另外{len(over) - len(shown)}次会议", "已闭幕，没有导出过", following, ("upload", "primary"))


def _order(congress: Congress, today: date) -> tuple[int, int]:
    """Put what is to come first, the soonest before; then what has no day; then what is over, the latest before."""
    if congress.start is None:
        return 1, 0
    days = (congress.start - today).days
    return (0, days) if (congress.end or congress.start) >= today else (2, -days)


def _congress(workspace: Workspace, congress: Congress, today: date) -> Line:
    subject = Subject("congress", congress.id)
    return Line(
        congresses.title_of(workspace, congress), _days(congress, today), subject, ("presentation", "secondary")
    )


def _days(congress: Congress, today: date) -> str:
    start, end = congress.start, congress.end
    if start is None:
        return "日期未定"
    first = f"{start.month}月{start.day}日"
    days = first if end is None or end == start else f"{first}至{_day(end, start)}"
    if (end or start) < today:
        return f"{days}，已闭幕"
    return f"{days}，还有 {(start - today).days} 天" if start > today else f"{days}，正在开"


def _day(day: date, after: date) -> str:
    return f"{day.day}日" if (day.year, day.month) == (after.year, after.month) else f"{day.month}月{day.day}日"


def _sent(workspace: Workspace) -> list[Line]:
    """Return what was printed, saved and reported last, the newest first."""
    now = workspace.clock.now()
    found = [
        (
            datetime.fromisoformat(each.at),
            f"{each.title}上报包　第{each.version}版",
            Subject("package_entry", each.scope_id),
        )
        for each in package_register.list_exports(workspace)
    ]
    printed = [(each.at, each.words, each.subject) for each in list_printed(workspace, LATEST)]
    lines = sorted([*found, *printed], key=lambda each: each[0], reverse=True)[:LATEST]
    drawing = {"package_entry": "upload"}
    return [
        Line(words, age_in_words(at, now), subject, (drawing.get(subject.kind, "printer"), "secondary"))
        for at, words, subject in lines
    ]
