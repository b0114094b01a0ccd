"""What becomes of a plan if an anchor or a step is moved: what moves, what turns red and why; nothing is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.schedule.plan import place_steps
from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import Course, PlannedStep, State
from huanjie_desktop.domain.schedule.whole_round import Meeting, Round, RoundPlan
from huanjie_desktop.domain.schedule.workdays import DAY

MOST_DAYS = 366


@dataclass(frozen=True)
class StepChange:
    """A step in the plan before and after, None where it is not in it."""

    course: str
    before: PlannedStep | None
    after: PlannedStep | None


@dataclass(frozen=True)
class Comparison:
    """Two plans of a round: steps that moved, stayed because they are pinned or done, and findings that came or went."""

    moved: tuple[StepChange, ...]
    fixed: tuple[StepChange, ...]
    came: tuple[Finding, ...]
    went: tuple[Finding, ...]

    @property
    def red(self) -> tuple[Finding, ...]:
        """Return what cannot be met now, and could before."""
        return tuple(finding for finding in self.came if finding.severity is Severity.ERROR)

    @property
    def amber(self) -> tuple[Finding, ...]:
        """Return what is short of custom now, and was not before."""
        return tuple(finding for finding in self.came if finding.severity is Severity.WARNING)


def move_anchor(whole: Round, name: str, day: date, course_ids: Iterable[str] | None = None) -> Round:
    """Return the round with an anchor on another day, in these courses or in all that know it, and their meetings with it."""
    chosen = None if course_ids is None else set(course_ids)

    def moved(course: Course) -> Course:
        if name not in course.anchors or (chosen is not None and course.id not in chosen):
            return course
        return replace(course, anchors={**course.anchors, name: day})

    def met(meeting: Meeting) -> Meeting:
        if meeting.anchor != name or (chosen is not None and meeting.id not in chosen):
            return meeting
        return replace(meeting, first=day, last=day + (meeting.last - meeting.first))

    return Round(tuple(map(moved, whole.courses)), tuple(map(met, whole.meetings)))


def compare_plans(before: RoundPlan, after: RoundPlan) -> Comparison:
    """Return what differs between two plans of one round; a finding is the same where its rule is, and what it is about."""
    moved, fixed = [], []
    for course_id in dict.fromkeys([*before.by_course, *after.by_course]):
        old = before.by_course[course_id].by_id if course_id in before.by_course else {}
        new = after.by_course[course_id].by_id if course_id in after.by_course else {}
        for step_id in dict.fromkeys([*old, *new]):
            change = StepChange(course_id, old.get(step_id), new.get(step_id))
            if change.before is None or change.after is None or _days(change.before) != _days(change.after):
                moved.append(change)
            elif change.after.state.state in (State.PINNED, State.DONE):
                fixed.append(change)
    known, still = set(map(_same, before.findings)), set(map(_same, after.findings))
    came = tuple(finding for finding in after.findings if _same(finding) not in known)
    went = tuple(finding for finding in before.findings if _same(finding) not in still)
    return Comparison(tuple(moved), tuple(fixed), came, went)


def earliest_anchor(
    course: Course, name: str, ready: Mapping[str, date], around: Surroundings, start: date
) -> date | None:
    """Return the first day from `start` on which an anchor may fall, if these steps can be done on these days at the earliest.

    A step that is late already must still have a lawful day; what is done counts as it was done. None where no day within a
    year will do. Only what a statute forbids stands in the way.
    """
    floor = max(filter(None, (start, around.today)))
    for ahead in range(MOST_DAYS):
        day = floor + DAY * ahead
        plan = place_steps(replace(course, anchors={**course.anchors, name: day}), around.calendar)
        if all(_can_be(planned, ready, around.today) for planned in plan.steps):
            return day
    return None


def _can_be(planned: PlannedStep, ready: Mapping[str, date], today: date | None) -> bool:
    """Tell whether a step has a lawful day left, from when it is ready or from today."""
    if planned.step.held or planned.state.state is State.DROPPED:  # held by other congresses' days, which move along
        return True
    if planned.step.id in ready:
        return (planned.latest or planned.start) >= ready[planned.step.id]
    if not planned.step.hard or planned.latest is None or planned.last_end is None:
        return True
    if planned.state.state is State.DONE:
        return planned.end <= planned.last_end
    return today is None or planned.latest >= today


def _days(planned: PlannedStep) -> tuple[date, date, date | None]:
    return planned.start, planned.end, planned.latest


def _same(finding: Finding) -> tuple[str, ...]:
    """Return by what a finding is known again: its rule and what it is about, both where it is about two; else its text."""
    if finding.subject is None:
        return str(finding.severity), finding.code, finding.text
    subjects = [subject for subject in (finding.subject, finding.beside) if subject is not None]
    return str(finding.severity), finding.code, *(part for each in subjects for part in (each.id, each.field))
