"""What the page 工期 shows, read in the worker in one go: each step as a row, as it is or as it would be, and what is wrong."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.rules import Ground
from huanjie_desktop.domain.schedule.offsets import Sides
from huanjie_desktop.domain.schedule.steps import PlannedStep, State
from huanjie_desktop.domain.schedule.workdays import Calendar
from huanjie_desktop.services.planning.changing import StepKey
from huanjie_desktop.services.planning.reading import PRESET, PlannedCongress, RoundReading, read_round
from huanjie_desktop.services.planning.trying import Trial, Tried, try_plan
from huanjie_desktop.services.workspace import Workspace

EVERYTHING, OPEN, HARD, LATE, WRONG = "all", "open", "hard", "late", "wrong"
_WEEKDAYS = "一二三四五六日"


def short_day(day: date) -> str:
    """Return 7月11日."""
    return f"{day.month}月{day.day}日"


def day_and_weekday(day: date) -> str:
    """Return 2026年7月11日 周六."""
    return f"{day.year}年{short_day(day)} 周{_WEEKDAYS[day.weekday()]}"


@dataclass(frozen=True)
class PlanRow:
    """A step of a congress; `before` is where it is now while another day is tried, None where it stays; `wrong` is found about it.

    `sides` are the words around its congress's anchors, `where` says briefly which congress it is of.
    """

    congress: PlannedCongress
    planned: PlannedStep
    before: PlannedStep | None = None
    wrong: tuple[Finding, ...] = ()
    sides: Mapping[str, Sides] = field(default_factory=dict)
    where: str = ""

    @property
    def key(self) -> StepKey:
        """Return by what it is known."""
        return self.congress.id, self.planned.step.id

    @property
    def id(self) -> str:
        """Return the same as one text."""
        return "/".join(self.key)

    @property
    def is_anchor(self) -> bool:
        """Tell whether it is the opening day itself, with which the congress moves."""
        count = self.planned.step.count
        opens = self.planned.start == self.congress.congress.start
        return opens and self.planned.step.sitting and count is not None and count.number == 0

    @property
    def moves_congress(self) -> bool:
        """Tell whether it lies on a day of the congress, so that moving it moves that."""
        return self.planned.step.sitting

    @property
    def is_red(self) -> bool:
        """Tell whether a statute is broken."""
        return any(each.severity is Severity.ERROR for each in self.wrong)

    @property
    def waits(self) -> bool:
        """Tell whether it is still to be done."""
        return self.planned.state.state in (State.OPEN, State.PINNED)

    @property
    def is_late(self) -> bool:
        """Tell whether it should have been done."""
        return self.planned.late > 0

    @property
    def days(self) -> str:
        """Return its days in short."""
        first, last = self.planned.start, self.planned.end
        if first == last:
            return short_day(first)
        return (
            f"{short_day(first)}–{last.day}日" if first.month == last.month else f"{short_day(first)}–{short_day(last)}"
        )

    @property
    def begins(self) -> str:
        """Return its first day; 起 says that there are more."""
        return short_day(self.planned.start) + ("起" if self.planned.end > self.planned.start else "")

    @property
    def drawing(self) -> tuple[str, str]:
        """Return the icon of its state with its colour."""
        state = self.planned.state.state
        if state is State.DONE:
            return "circle-check", "done"
        if state is State.DROPPED:
            return "x", "faint"
        if self.is_red:
            return "circle-alert", "error"
        if self.is_late:
            return "triangle-alert", "warning"
        if state is State.PINNED:
            return "pin", "secondary"
        return ("flag", "primary") if self.is_anchor else ("circle", "faint")

    @property
    def state_words(self) -> str:
        """Return how it stands."""
        state = self.planned.state
        if state.state is State.DONE:
            return "已办" + (f"，{state.by}" if state.by else "") + (f"，{state.number}" if state.number else "")
        if state.state is State.DROPPED:
            return f"不办：{state.reason}"
        late = f"已过{self.planned.late}天，" if self.planned.late else ""
        return late + ("固定" if state.state is State.PINNED else "未办")

    @property
    def basis(self) -> str:
        """Return what it rests on, marked where nobody has checked it."""
        return self.planned.step.basis

    @property
    def grounds(self) -> Sequence[Ground]:
        """Return the rules that it rests on."""
        return self.planned.step.grounds


@dataclass(frozen=True)
class PlanShown:
    """The page: rows by date, the congresses by day, those without a day, the trial with its words, presets (id, title)."""

    rows: tuple[PlanRow, ...]
    congresses: tuple[PlannedCongress, ...]
    dateless: int
    calendar: Calendar
    today: date
    anchors: Mapping[str, str]
    trial: Trial
    trial_words: str = ""
    red: tuple[Finding, ...] = ()
    amber: tuple[Finding, ...] = ()
    moved: int = 0
    fixed: int = 0
    refused: tuple[str, ...] = ()
    presets: tuple[tuple[str, str], ...] = ()
    preset: str = ""

    @property
    def is_trial(self) -> bool:
        """Tell whether it is what would be, and not what is."""
        return bool(self.trial.starts or self.trial.moved)


def read_plan(workspace: Workspace, trial: Trial) -> PlanShown:
    """Return what the page shows; a trial for what is gone by now is left out."""
    reading = read_round(workspace)
    trial = _still(reading, trial)
    tried = try_plan(workspace, trial) if trial.starts or trial.moved else None
    after = tried.after if tried is not None else reading
    presets = tuple((preset.id, preset.title) for preset in workspace.own.plans.presets.values())
    shown = PlanShown(
        tuple(_rows(after, tried)),
        tuple(after.congresses.values()),
        len(after.dateless),
        after.around.calendar,
        after.today,
        after.around.anchors,
        trial,
        presets=(("", "不用预设"), *presets),
        preset=workspace.setting(PRESET),
    )
    return shown if tried is None else _with_trial(shown, tried)


def _with_trial(shown: PlanShown, tried: Tried) -> PlanShown:
    comparison = tried.comparison
    return replace(
        shown,
        trial_words=tried.words,
        red=comparison.red,
        amber=comparison.amber,
        moved=len(comparison.moved),
        fixed=len(comparison.fixed),
        refused=tried.refused,
    )


def _still(reading: RoundReading, trial: Trial) -> Trial:
    steps = {(plan.course.id, step_id) for plan in reading.plan.plans for step_id in plan.by_id}
    known = {each.id for each in reading.state.congresses}
    return Trial(
        {id_: day for id_, day in trial.starts.items() if id_ in known},
        {key: day for key, day in trial.moved.items() if key in steps},
    )


def _rows(reading: RoundReading, tried: Tried | None) -> Iterator[PlanRow]:
    wrong: dict[StepKey, list[Finding]] = {}
    for finding in reading.findings:
        if finding.subject is not None and finding.subject.kind == "step":
            wrong.setdefault((finding.subject.field, finding.subject.id), []).append(finding)
    was = (
        {(each.course, each.after.step.id): each.before for each in tried.comparison.moved if each.after}
        if tried
        else {}
    )
    every = [(plan.course, step) for plan in reading.plan.plans for step in plan.steps]
    every.sort(key=lambda each: (each[1].start, each[1].end))
    where = places_of(reading)
    for course, step in every:
        key = course.id, step.step.id
        found = tuple(wrong.get(key, ()))
        yield PlanRow(reading.congresses[course.id], step, was.get(key), found, course.sides, where[course.id])


def places_of(reading: RoundReading) -> dict[str, str]:
    """Return what tells the congresses apart, by id: their kinds, and the place before it where several are of one kind."""
    kinds = Counter(each.kind_title for each in reading.congresses.values())
    return {
        each.id: f"{each.congress.unit} {each.kind_title}" if kinds[each.kind_title] > 1 else each.kind_title
        for each in reading.congresses.values()
    }


def passes(row: PlanRow, which: str) -> bool:
    """Tell whether a row is among those asked for."""
    if which == OPEN:
        return row.waits
    if which == HARD:
        return row.planned.step.hard
    if which == LATE:
        return row.is_late
    return bool(row.wrong) if which == WRONG else True
