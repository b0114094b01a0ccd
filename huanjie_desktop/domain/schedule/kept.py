"""What is kept of a plan: how steps stand, what the office has set otherwise, and what is chosen for a congress's plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from huanjie_desktop.domain.schedule.steps import Count, Course, State, Step, StepState


@dataclass(frozen=True)
class KeptStep:
    """One step of one congress: `day` is that of a pinned or a done one; `moved` is the first day that the office has set,
    `offset` the days that it counts instead of the kind's (None for those), `who` who does it ("" for the kind's).
    """

    id: str
    congress_id: str
    step: str
    state: State = State.OPEN
    day: date | None = None
    done_by: str = ""
    paper_number: str = ""
    reason: str = ""
    moved: date | None = None
    offset: int | None = None
    who: str = ""

    @property
    def says_nothing(self) -> bool:
        """Tell whether the step is as if nothing had been said of it."""
        return self == KeptStep(self.id, self.congress_id, self.step)

    @property
    def stands(self) -> StepState:
        """Return how the step stands."""
        return StepState(self.state, self.day, self.done_by, self.paper_number, self.reason)


@dataclass(frozen=True)
class PlanChoice:
    """What is chosen for a congress's plan: a preset, "" for the round's; `helper` is the group that looks after it (指导组)."""

    id: str
    congress_id: str
    preset: str = ""
    helper: str = ""


@dataclass(frozen=True)
class PlanVersion:
    """方案: a plan kept under a name: when it was saved, each congress's opening and last day by id, what was kept of steps.

    What was done or dropped is no part of it: that is a fact, whichever plan holds.
    """

    id: str
    title: str
    saved: datetime
    days: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    kept: tuple[KeptStep, ...] = ()
    choices: tuple[PlanChoice, ...] = ()
    preset: str = ""


def as_planned(version: PlanVersion, congresses: Iterable[str], now: Iterable[KeptStep]) -> tuple[KeptStep, ...]:
    """Return what is kept of the steps of these congresses by a version: days, offsets and doers are the version's.

    What is done or dropped now stays so. Congresses that the version does not know have what is kept of them now.
    """
    there, before = set(congresses), {(each.congress_id, each.step): each for each in now}
    found = {key: each for key, each in before.items() if key[0] not in version.days}
    wanted = {(each.congress_id, each.step): each for each in version.kept if each.congress_id in there}
    for key in dict.fromkeys((*before, *wanted)):
        if key in found or key[0] not in there:
            continue
        old, new = before.get(key), wanted.get(key)
        planned = new or KeptStep(old.id if old else "", *key)
        if new is not None and new.state in (State.DONE, State.DROPPED):  # it was so then; now it may be open again
            planned = replace(new, state=State.OPEN, day=None, done_by="", paper_number="", reason="")
        if old is not None and old.state in (State.DONE, State.DROPPED):
            facts = {name: getattr(old, name) for name in ("state", "day", "done_by", "paper_number", "reason")}
            planned = replace(planned, **facts)
        found[key] = replace(planned, id=old.id if old is not None else planned.id)
    return tuple(found.values())


def with_kept(course: Course, kept: Iterable[KeptStep]) -> Course:
    """Return a course as the office has it: its own offsets and doers, moved days, and how each step stands."""
    by_step = {each.step: each for each in kept}
    steps = tuple(_as_set(step, by_step[step.id], course) if step.id in by_step else step for step in course.steps)
    moved = {each.step: each.moved for each in by_step.values() if each.moved is not None}
    states = {each.step: each.stands for each in by_step.values() if each.state is not State.OPEN}
    return replace(course, steps=steps, moved=moved, states=states)


def _as_set(step: Step, kept: KeptStep, course: Course) -> Step:
    if kept.who:
        step = replace(step, who=kept.who)
    if kept.offset is None:
        return step
    other = step.other
    if other is not None and (other.of or other.anchor in course.anchors):
        return replace(step, other=_counted_by(other, kept.offset))
    return replace(step, count=_counted_by(step.count, kept.offset)) if step.count is not None else step


def _counted_by(count: Count, number: int) -> Count:
    until = None if count.until is None else count.until + number - count.number
    return replace(count, number=number, until=until)
