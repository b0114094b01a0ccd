"""A plan: where the steps of one congress come to lie, by counting, the law's last days, days off and what comes after what.

Each step is placed by counting. One that a rule holds is never later than the rule's last day: days off move it to an
earlier day. Any other is moved by days off to the next working day, unless that would bring it onto its anchor or behind a
step that comes after it; then to the working day before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from huanjie_desktop.domain.schedule.steps import Count, Course, Limit, PlannedStep, State, Step
from huanjie_desktop.domain.schedule.workdays import DAY, Calendar


@dataclass(frozen=True)
class Plan:
    """The plan of a course: its steps by date, and those that have no day because an anchor is not given."""

    course: Course
    steps: tuple[PlannedStep, ...]
    unplaced: tuple[Step, ...] = ()
    refused: tuple[Step, ...] = ()  # the office had moved them behind the law's day; they stay where the law has them

    @cached_property
    def by_id(self) -> Mapping[str, PlannedStep]:
        """Return the placed steps by id."""
        return {planned.step.id: planned for planned in self.steps}

    @property
    def first(self) -> date | None:
        """Return the first day of the plan."""
        return self.steps[0].start if self.steps else None

    @property
    def last(self) -> date | None:
        """Return the last day of the plan."""
        return max((planned.end for planned in self.steps), default=None)


@dataclass
class _Placed:
    """A step while the plan is made; `fixed`: it is a fact or a wish and no order moves it."""

    start: date
    end: date
    latest: date | None
    held_by: Limit | None
    counted: Count | None
    nominal: tuple[date, date]
    fixed: bool
    rolled: bool


def place_steps(course: Course, calendar: Calendar, today: date | None = None) -> Plan:
    """Return the plan of a course; with `today` it is said how late what is still open is.

    Raises OverflowError where a day lies beyond the years of the calendar; a course with a cycle is a ValueError.
    """
    order = _by_what_they_hang_on(course.steps)
    followers = _followers(course.steps)
    caps: dict[str, date] = {}
    floors: dict[str, date] = {}
    for _ in range(2 * len(course.steps) + 1):
        placed, refused = _place_all(course, order, calendar, caps, floors)
        noted = _keep_order(placed, order, followers, caps)
        if not _keep_behind_sittings(placed, order, followers, floors) and not noted:
            break
    titles = {step.id: step.title for step in course.steps}
    asked = today if course.watched else None
    found = [_planned(step, placed[step.id], course, titles, asked) for step in course.steps if step.id in placed]
    left = tuple(step for step in course.steps if step.id not in placed)
    at = {step.id: number for number, step in enumerate(course.steps)}
    found.sort(key=lambda planned: (planned.start, planned.end, at[planned.step.id]))
    return Plan(course, tuple(found), left, tuple(refused))


def find_cycle(steps: Iterable[Step]) -> list[str]:
    """Return the ids of steps that come after each other or hang on each other in a circle; nothing where none do."""
    steps = tuple(steps)
    for graph in (_hangs_on(steps), {step.id: set(step.after) for step in steps}):
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            return list(error.args[1])
    return []


def _hangs_on(steps: Iterable[Step]) -> dict[str, set[str]]:
    graph = {}
    for step in steps:
        counts = [step.count, step.other, *(limit.count for limit in step.limits)]
        graph[step.id] = {count.of for count in counts if count is not None and count.of}
    return graph


def _by_what_they_hang_on(steps: tuple[Step, ...]) -> list[Step]:
    by_id = {step.id: step for step in steps}
    try:
        return [by_id[id_] for id_ in TopologicalSorter(_hangs_on(steps)).static_order() if id_ in by_id]
    except CycleError as error:
        raise ValueError(f"steps hang on each other: {error.args[1]}") from error


def _followers(steps: Iterable[Step]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        for before in step.after:
            found.setdefault(before, []).append(step)
    return found


def _place_all(
    course: Course, order: Iterable[Step], calendar: Calendar, caps: Mapping[str, date], floors: Mapping[str, date]
) -> tuple[dict[str, _Placed], list[Step]]:
    placed: dict[str, _Placed] = {}
    refused = []
    for step in order:
        limit, latest = _limit_of(step, course, placed, calendar)
        found = _counted(step, course, placed, calendar, latest)
        if found is None:
            continue
        one = _Placed(
            *found[1], latest, limit, found[0], found[1], fixed=step.sitting or bool(_held(step, course)), rolled=False
        )
        if not one.fixed:
            _off_days(step, one, course, calendar)
        if _settle(step, one, course):
            refused.append(step)
        cap = caps.get(step.id)
        if cap is not None and not one.fixed and one.end > cap:
            _pull_before(step, one, cap, calendar)
        floor = floors.get(step.id)
        if floor is not None and not one.fixed and one.start < floor:
            _push_behind(one, floor, calendar)
        placed[step.id] = one
    return placed, refused


def _base(count: Count, course: Course, placed: Mapping[str, _Placed]) -> date | None:
    """Return the day that a count starts at: the anchor's, or what the other step was done or begins on."""
    if not count.of:
        return course.anchors.get(count.anchor)
    state = course.state_of(count.of)
    if state.state is State.DONE and state.day is not None:
        return state.day
    return placed[count.of].start if count.of in placed else None


def _limit_of(
    step: Step, course: Course, placed: Mapping[str, _Placed], calendar: Calendar
) -> tuple[Limit | None, date | None]:
    """Return the limit that allows the least, with its day."""
    found: tuple[Limit | None, date | None] = (None, None)
    for limit in step.limits:
        base = _base(limit.count, course, placed)
        if base is not None:
            day = calendar.add(base, limit.count.number, limit.count.unit)
            if found[1] is None or day < found[1]:
                found = (limit, day)
    return found


def _held(step: Step, course: Course) -> list[date]:
    return sorted(course.anchors[name] for name in step.held if name in course.anchors)


def _counted(
    step: Step, course: Course, placed: Mapping[str, _Placed], calendar: Calendar, latest: date | None
) -> tuple[Count | None, tuple[date, date]] | None:
    """Return by what a step is counted and its days before days off and order move it; None where nothing places it."""
    held = _held(step, course)
    if held:
        return None, (held[-1], held[-1])
    for count in (step.other, step.count):
        base = _base(count, course, placed) if count is not None else None
        if count is not None and base is not None:
            start = calendar.add(base, count.number, count.unit)
            end = start if count.until is None else calendar.add(base, count.until, count.unit)
            return count, (start, max(start, end))
    return (None, (latest, latest)) if latest is not None else None


def _off_days(step: Step, one: _Placed, course: Course, calendar: Calendar) -> None:
    """Move a step off the days that are not worked, and behind no day that its rule allows."""
    start, end = one.nominal
    span = end - start
    base = course.anchors.get(one.counted.anchor) if one.counted is not None and not one.counted.of else None
    if one.latest is not None and start >= one.latest:
        one.start = _back(one.latest, base, calendar)
        one.end = one.start + span
    else:
        one.start = _on(start, base, one.latest, calendar)
        one.end = _on(end, base, None if one.latest is None else one.latest + span, calendar) if span else one.start
        one.end = max(one.start, one.end)
    while step.working_days and calendar.working_days(one.start, one.end) < step.working_days:
        one.end += DAY
    one.rolled = (one.start, one.end) != one.nominal


def _back(day: date, base: date | None, calendar: Calendar) -> date:
    """Return the working day before; the day itself where the anchor lies between, so that nothing comes before it."""
    back = calendar.on_or_before(day)
    return day if base is not None and back < base <= day else back


def _on(day: date, base: date | None, most: date | None, calendar: Calendar) -> date:
    """Return the next working day, or the one before where that is too late or would lie on or behind the anchor."""
    ahead = calendar.on_or_after(day)
    if (most is not None and ahead > most) or (base is not None and day < base <= ahead):
        return _back(day, base, calendar)
    return ahead


def _settle(step: Step, one: _Placed, course: Course) -> bool:
    """Put a step where the office has it; tell whether that was refused because a statute allows no later day."""
    state = course.state_of(step.id)
    moved = course.moved.get(step.id)
    if state.state in (State.PINNED, State.DONE) and state.day is not None:
        one.start, one.end, one.fixed, one.rolled = state.day, state.day, True, False
        if state.state is State.PINNED:
            one.end = state.day + (one.nominal[1] - one.nominal[0])
    elif moved is not None:
        if step.hard and one.latest is not None and moved > one.latest:
            return True
        one.start, one.end, one.fixed, one.rolled = moved, moved + (one.end - one.start), True, False
    return False


def _pull_before(step: Step, one: _Placed, cap: date, calendar: Calendar) -> None:
    """Move a step to end on a working day no later than `cap`; one before its anchor stays as long as it was planned."""
    one.end = calendar.on_or_before(cap)
    if one.counted is not None and one.counted.number < 0:
        one.start = min(one.start, calendar.on_or_before(one.end - (one.nominal[1] - one.nominal[0])))
    else:
        one.start = min(one.start, one.end)
    while step.working_days and calendar.working_days(one.start, one.end) < step.working_days:
        one.start -= DAY
    one.rolled = True


def _push_behind(one: _Placed, floor: date, calendar: Calendar) -> None:
    """Move a step to begin no earlier than `floor`, on a working day where its rule has one left, else on a day off."""
    span = one.end - one.start
    ahead = calendar.on_or_after(floor)
    one.start = floor if one.latest is not None and floor <= one.latest < ahead else ahead
    one.end = one.start + span
    one.rolled = True


def _keep_behind_sittings(
    placed: Mapping[str, _Placed], order: Iterable[Step], followers: Mapping[str, list[Step]], floors: dict[str, date]
) -> bool:
    """Note where days off brought a step before a sitting that it comes after; tell whether anything new was noted.

    A sitting is held on its day, whatever day that is, so that the step has to wait for it.
    """
    changed = False
    for step in order:
        one = placed.get(step.id)
        if one is None or not step.sitting:
            continue
        for follower in followers.get(step.id, ()):
            after = placed.get(follower.id)
            if after is None or after.fixed or after.start >= one.end or after.nominal[0] < one.nominal[1]:
                continue
            floor = max(one.end, floors.get(follower.id, one.end))
            changed = changed or floors.get(follower.id) != floor
            floors[follower.id] = floor
    return changed


def _keep_order(
    placed: Mapping[str, _Placed], order: Iterable[Step], followers: Mapping[str, list[Step]], caps: dict[str, date]
) -> bool:
    """Note where days off brought a step behind one that comes after it; tell whether anything new was noted.

    What the office has set is not followed: an order broken by it is a finding.
    """
    changed = False
    for step in order:
        one = placed.get(step.id)
        if one is None or one.fixed:
            continue
        for follower in followers.get(step.id, ()):
            after = placed.get(follower.id)
            if after is None or (after.fixed and not follower.sitting) or _counts_from(follower, step.id):
                continue
            if one.end > after.start and one.nominal[1] <= after.nominal[0]:
                cap = min(after.start, caps.get(step.id, after.start))
                changed = changed or caps.get(step.id) != cap
                caps[step.id] = cap
    return changed


def _counts_from(step: Step, other: str) -> bool:
    return any(count is not None and count.of == other for count in (step.count, step.other))


def _planned(step: Step, one: _Placed, course: Course, titles: Mapping[str, str], today: date | None) -> PlannedStep:
    state = course.state_of(step.id)
    due = one.end if one.latest is None else one.latest + (one.end - one.start)
    waits = state.state in (State.OPEN, State.PINNED)
    late = max(0, (today - due).days) if today is not None and waits else 0
    counted = one.counted or (one.held_by.count if one.held_by and not _held(step, course) else None)
    words = counted.words(titles) if counted else "、".join(name for name in step.held if name in course.anchors)
    told = counted.told(course.sides, titles) if counted else ""
    return PlannedStep(
        step, one.start, one.end, one.latest, one.held_by, words, one.rolled, state, late, told, one.counted
    )
