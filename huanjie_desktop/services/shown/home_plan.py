"""What the first page shows of the plan: the time line of all congresses, what is due this week and late, each township's stage."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.services.planning.reading import PlannedCongress, RoundReading, read_round
from huanjie_desktop.services.shown.home import Line
from huanjie_desktop.services.shown.plan import PlanRow, short_day
from huanjie_desktop.services.workspace import Workspace

TOWNSHIP = "township"
_WEEK = timedelta(days=7)
_WEEKDAYS = "一二三四五六日"
SOON_DAYS = 7


@dataclass(frozen=True)
class Lane:
    """A line of the time line: the congresses of one kind; `done` is what share of the preparing is done, `flags` last days.

    `congress` is the one that it leads to.
    """

    title: str
    anchor: str
    first: date
    done: float
    meetings: tuple[tuple[date, date], ...]
    flags: tuple[date, ...]
    words: str
    about: str
    over: bool
    congress: str


@dataclass(frozen=True)
class TownshipRow:
    """A township: its congresses by anchor in words (3月26日 已开), how many of its steps are done, how much is wrong."""

    id: str
    stages: Mapping[str, str]
    done: int
    steps: int
    wrong: int
    congress: str

    @property
    def percent(self) -> str:
        """Return what share of its steps is done."""
        return f"{self.done * 100 // self.steps}%" if self.steps else ""


@dataclass(frozen=True)
class HomePlan:
    """The plan on the first page; `due` are lines with their headings, `reminder` is what to say once a day, "" for nothing."""

    today: date
    lanes: tuple[Lane, ...]
    due: tuple[Line, ...]
    townships: tuple[TownshipRow, ...]
    township_anchors: tuple[tuple[str, str], ...]  # (anchor, the kind's title)
    reminder: str


def read_home_plan(workspace: Workspace) -> HomePlan:
    """Return what the first page shows of the plan."""
    reading = read_round(workspace)
    rows = [PlanRow(reading.congresses[plan.course.id], step) for plan in reading.plan.plans for step in plan.steps]
    levels = {kind.id: kind.level for kind in workspace.catalog.congress_kinds.values()}
    towns = [each for each in reading.congresses.values() if levels.get(each.congress.kind) == TOWNSHIP]
    return HomePlan(
        reading.today,
        tuple(_lanes(reading, rows)),
        tuple(_due(rows, reading.today)),
        tuple(_townships(reading, towns, rows)),
        tuple({each.anchor: each.kind_title for each in towns}.items()),
        _reminder(rows, reading.today),
    )


def _lanes(reading: RoundReading, rows: Sequence[PlanRow]) -> Iterator[Lane]:
    by_anchor: dict[str, list[PlannedCongress]] = {}
    for each in reading.congresses.values():
        by_anchor.setdefault(each.anchor, []).append(each)
    for anchor, of_anchor in by_anchor.items():
        ids = {each.id for each in of_anchor}
        own = [row for row in rows if row.congress.id in ids]
        days = sorted(
            (each.congress.start, each.congress.end or each.congress.start) for each in of_anchor if each.congress.start
        )
        before = [row for row in own if row.planned.start < days[0][0]]
        finished = sum(row.planned.state.state in (State.DONE, State.DROPPED) for row in before)
        past = {each.id for each in of_anchor if _last(each) < reading.today}
        hard = [row for row in own if row.waits and row.planned.step.hard and row.congress.id not in past]
        over = sum(end < reading.today for _first, end in days)
        last = max(end for _first, end in days)
        coming = next((each for each in of_anchor if _last(each) >= reading.today), of_anchor[-1])
        yield Lane(
            of_anchor[0].kind_title,
            anchor,
            min((row.planned.start for row in before), default=days[0][0]),
            finished / len(before) if before else 1.0,
            tuple(days),
            tuple(sorted({day for row in hard if (day := row.planned.last_end) and day <= last})),  # not what follows
            _span(days[0][0], last),
            _how_far(days, over, reading.today),
            over == len(days),
            coming.id,
        )


def _last(planned: PlannedCongress) -> date:
    congress = planned.congress
    return congress.end or congress.start or date.max


def _span(first: date, last: date) -> str:
    if first == last:
        return short_day(first)
    return f"{short_day(first)}–{last.day}日" if first.month == last.month else f"{short_day(first)}–{short_day(last)}"


def _how_far(days: Sequence[tuple[date, date]], over: int, today: date) -> str:
    if over == len(days):
        return f"已开 {over} / {over}" if over > 1 else "已开"
    if any(first <= today <= last for first, last in days):
        return "正在开"
    words = f"还有 {(min(first for first, _last in days if first > today) - today).days} 天"
    return f"已开 {over} / {len(days)}，{words}" if over else words


def _due(rows: Sequence[PlanRow], today: date) -> Iterator[Line]:
    """Give what is late, what is due this week and in the next, each under its heading; one step of several places is one line."""
    monday = today - timedelta(days=today.weekday())
    waiting = [row for row in rows if row.waits]
    late = [row for row in waiting if row.is_late]
    this = [row for row in waiting if not row.is_late and monday <= row.planned.end < monday + _WEEK]
    following = [row for row in waiting if monday + _WEEK <= row.planned.end < monday + 2 * _WEEK]
    sunday = monday + _WEEK - timedelta(days=1)
    for title, group, icon in (
        ("逾期", late, ("triangle-alert", "warning")),
        (f"本周　{_span(monday, sunday)}", this, ("circle", "primary")),
        (f"下周　{_span(monday + _WEEK, sunday + _WEEK)}", following, ("circle", "faint")),
    ):
        lines = list(_merged(group, icon))
        if lines:
            yield Line(f"{title}　{len(lines)} 项", "", Subject("plan", ""), ("calendar", icon[1]))
            yield from lines


def _merged(rows: Sequence[PlanRow], icon: tuple[str, str]) -> Iterator[Line]:
    groups: dict[tuple[str, str], list[PlanRow]] = {}
    for row in sorted(rows, key=lambda row: row.planned.end):
        groups.setdefault((row.congress.kind, row.planned.step.id), []).append(row)
    for group in groups.values():
        row = group[0]
        planned = row.planned
        units = list(dict.fromkeys(each.congress.congress.unit for each in group))
        place = f"{len(units)}个乡镇" if len(units) > 1 else row.congress.title
        said = f"，已过{max(each.planned.late for each in group)}天" if row.is_late else ""
        last = f"（最晚{short_day(planned.latest)}{said}）" if planned.latest else f"（{said[1:]}）" if said else ""
        words = f"{short_day(planned.end)} 周{_WEEKDAYS[planned.end.weekday()]}　{planned.step.title}{last}"
        drawing = ("flag", "statutory") if planned.step.hard else icon
        subject = Subject("step", planned.step.id, planned.step.title, row.congress.id)
        yield Line(words, place, subject, drawing)


def _townships(
    reading: RoundReading, towns: Sequence[PlannedCongress], rows: Sequence[PlanRow]
) -> Iterator[TownshipRow]:
    wrong: dict[str, int] = {}
    for finding in reading.findings:
        if finding.subject is not None:
            about = finding.subject.field if finding.subject.kind == "step" else finding.subject.id
            wrong[about] = wrong.get(about, 0) + 1
    by_unit: dict[str, list[PlannedCongress]] = {}
    for each in towns:
        by_unit.setdefault(each.congress.unit, []).append(each)
    for unit, own in by_unit.items():
        ids = {each.id for each in own}
        steps = [row for row in rows if row.congress.id in ids and row.planned.state.state is not State.DROPPED]
        coming = next((each for each in own if _last(each) >= reading.today), own[-1])
        yield TownshipRow(
            unit,
            {each.anchor: _stage(each, reading.today) for each in own},
            sum(row.planned.state.state is State.DONE for row in steps),
            len(steps),
            sum(wrong.get(id_, 0) for id_ in ids),
            coming.id,
        )


def _stage(planned: PlannedCongress, today: date) -> str:
    start = planned.congress.start
    if start is None:
        return ""
    return f"{short_day(start)} {'已开' if _last(planned) < today else '正在开' if start <= today else ''}".strip()


def _reminder(rows: Sequence[PlanRow], today: date) -> str:
    """Return how much is late and due in seven days, "" where nothing is."""
    waiting = [row for row in rows if row.waits]
    late = sum(row.is_late for row in waiting)
    soon = sum(not row.is_late and today <= row.planned.end <= today + timedelta(days=SOON_DAYS) for row in waiting)
    said = [f"{SOON_DAYS}天内到期{soon}项" if soon else "", f"逾期{late}项" if late else ""]
    return "，".join(part for part in said if part)
