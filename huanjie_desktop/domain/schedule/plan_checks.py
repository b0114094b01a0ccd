"""What is wrong with the plan of one congress: the law's days, the order, days off that nobody knows.

What a rule of the law says is found by the step's own limit; the rest are checks that the rule book names (of "plan").
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.rules import Rule
from huanjie_desktop.domain.schedule.plan import Plan
from huanjie_desktop.domain.schedule.steps import Limit, PlannedStep, State
from huanjie_desktop.domain.schedule.workdays import DAY, Calendar, gaps_of


@dataclass(frozen=True)
class Surroundings:
    """What plans are looked at with: days off, today (None where nobody asks), what anchors are called, papers that are there.

    `papers` gives what each of these papers of a congress still lacks, by the documents' ids; None where nobody asks.
    """

    calendar: Calendar
    today: date | None = None
    anchors: Mapping[str, str] = field(default_factory=dict)
    papers: Callable[[str, Collection[str]], Mapping[str, Sequence[str]]] | None = None


_MOST_NAMED = 3  # things that a paper lacks
Check = Callable[[Rule, Plan, Surroundings], Iterator[Finding]]


def find_in_plan(plan: Plan, rules: Iterable[Rule], around: Surroundings) -> list[Finding]:
    """Return what is wrong with a plan; each finding names the rule that it breaks, and the step where there is one."""
    found = [finding for planned in plan.steps for finding in _by_limit(plan, planned)]
    found += [_refused(plan, step_id) for step_id in (step.id for step in plan.refused)]
    for rule in rules:
        if rule.of == "plan":
            found += PLAN_CHECKS[rule.check](rule, plan, around)
    return found


def subject_of(plan: Plan, planned: PlannedStep) -> Subject:
    """Return what a finding about a step names: the step, and in `field` the congress."""
    return Subject("step", planned.step.id, planned.step.title, plan.course.id)


def day_words(day: date) -> str:
    """Return a day as sentences name it, 2026年6月21日."""
    return f"{day.year}年{day.month}月{day.day}日"


def move_problem(plan: Plan, step_id: str, day: date) -> str:
    """Return why a step cannot be moved to begin on a day, one sentence with the article; "" where it can."""
    planned = plan.by_id[step_id]
    if not planned.step.hard or planned.latest is None or planned.held_by is None or day <= planned.latest:
        return ""
    ground = planned.held_by.ground
    return (
        f"“{planned.step.title}”最晚是{day_words(planned.latest)}，不能改到{day_words(day)}："
        f"{ground.finding(Severity.ERROR, '').basis}。"
    )


def _by_limit(plan: Plan, planned: PlannedStep) -> Iterator[Finding]:
    limit, latest, step = planned.held_by, planned.latest, planned.step
    if limit is None or latest is None or planned.last_end is None:
        return
    severity = Severity.ERROR if step.hard else Severity.WARNING
    subject = subject_of(plan, planned)
    state = planned.state.state
    counted = limit.count.told(plan.course.sides, {each.step.id: each.step.title for each in plan.steps})
    last = f"最晚是{day_words(latest)}（{counted}）"
    if state is State.DROPPED:
        if step.hard:
            text = f"“{step.title}”是法定的一步，{last}，却已标为不办：{planned.state.reason or '没有写理由'}。"
            yield limit.ground.finding(severity, text, subject)
    elif state is State.DONE:
        if planned.end > planned.last_end:
            text = (
                f"“{step.title}”在{day_words(planned.end)}办结，{last}，晚了{(planned.end - planned.last_end).days}天。"
            )
            yield limit.ground.finding(severity, text, subject)
    elif planned.start > latest:
        text = f"“{step.title}”排在{day_words(planned.start)}，{last}，晚{(planned.start - latest).days}天。"
        yield limit.ground.finding(severity, text + step.late, subject)
    elif planned.late:
        text = f"“{step.title}”{last}，已过{planned.late}天，还没有办结。"
        yield limit.ground.finding(severity, text + step.late, subject)


def _refused(plan: Plan, step_id: str) -> Finding:
    planned = plan.by_id[step_id]
    limit: Limit | None = planned.held_by
    assert limit is not None
    text = move_problem(plan, step_id, plan.course.moved[step_id])
    return limit.ground.finding(Severity.ERROR, text, subject_of(plan, planned))


def _order_kept(rule: Rule, plan: Plan, _around: Surroundings) -> Iterator[Finding]:
    """A step that comes after another does not begin before that one ends."""
    for planned in plan.steps:
        if planned.state.state is State.DROPPED:
            continue
        for before in planned.step.after:
            first = plan.by_id.get(before)
            if first is None or first.state.state is State.DROPPED or planned.start >= first.end:
                continue
            text = (
                f"“{planned.step.title}”（{day_words(planned.start)}）应在“{first.step.title}”之后，"
                f"后者排到{day_words(first.end)}。"
            )
            yield rule.finding(text, subject_of(plan, planned), beside=subject_of(plan, first))


def _not_overdue(rule: Rule, plan: Plan, _around: Surroundings) -> Iterator[Finding]:
    """A step that no rule holds is done by its planned day."""
    for planned in plan.steps:
        if planned.late and planned.latest is None:
            text = f"“{planned.step.title}”排在{day_words(planned.end)}，已过{planned.late}天，还没有办结。"
            yield rule.finding(text + planned.step.late, subject_of(plan, planned))


def _long_enough(rule: Rule, plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """A span that must have so many working days has them."""
    for planned in plan.steps:
        least = planned.step.working_days
        if least and planned.state.state in (State.OPEN, State.PINNED):
            days = around.calendar.working_days(planned.start, planned.end)
            if days < least:
                text = f"“{planned.step.title}”应不少于{least}个工作日，现在只有{days}个。"
                yield rule.finding(text, subject_of(plan, planned))


def _years_known(rule: Rule, plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """The plan lies in years whose holidays are known, and the tables of those lack none."""
    if plan.first is None or plan.last is None:
        return
    for year in range(plan.first.year, plan.last.year + 1):
        holidays = around.calendar.years.get(year)
        if holidays is None:
            yield rule.finding(f"没有{year}年的节假日表，这一年只按周六、周日休息排，日期待核；放假安排公布后请补上。")
        elif gaps := gaps_of(year, holidays):
            yield rule.finding(f"{year}年的节假日表里缺{'、'.join(gaps)}的放假，或者天数不够，请核对。")


def _anchors_given(rule: Rule, plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """No step is left out because its anchor is not given."""
    missing: dict[str, int] = {}
    for step in plan.unplaced:
        name = step.count.anchor if step.count is not None else ""
        missing[name] = missing.get(name, 0) + 1
    for name, count in missing.items():
        if name:
            yield rule.finding(f"没有定{around.anchors.get(name, name)}（{name}），有{count}步没有排。")


def _anchors_ahead(rule: Rule, plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """The days of the congresses are not past."""
    if around.today is None:
        return
    for name, day in plan.course.anchors.items():
        if day < around.today:
            yield rule.finding(f"{around.anchors.get(name, name)}（{name}）{day_words(day)}已经过去。")


def _anchors_worked(rule: Rule, plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """A congress that opens amid a holiday was probably not meant to; a plain weekend is custom."""
    for name, day in plan.course.anchors.items():
        holiday = around.calendar.name_of(day)
        if holiday and not around.calendar.is_working(day):
            yield rule.finding(f"{around.anchors.get(name, name)}（{name}）{day_words(day)}在{holiday}放假期间。")


def _papers_there(rule: Rule, plan: Plan, around: Surroundings) -> Iterator[Finding]:
    """A step that is due within the week has its paper, or all that the paper is made of."""
    if around.papers is None or around.today is None or not plan.course.watched:
        return
    due = [
        planned
        for planned in plan.steps
        if planned.state.state in (State.OPEN, State.PINNED)
        and planned.step.document
        and planned.start - around.today <= DAY * 7
    ]
    if not due:
        return  # only where a step is due: it takes reading all that papers are made of
    lacks = around.papers(plan.course.id, {planned.step.document for planned in due})
    for planned in due:
        if planned.step.document in lacks and not lacks[planned.step.document]:
            continue
        every = lacks.get(planned.step.document, ())
        missing = "、".join(every[:_MOST_NAMED]) + (f"等{len(every)}项" if len(every) > _MOST_NAMED else "")
        text = f"“{planned.step.title}”的材料“{planned.step.papers}”还没有{f'：{missing}' if missing else ''}。"
        yield rule.finding(text, subject_of(plan, planned))


PLAN_CHECKS: Mapping[str, Check] = {
    "order_kept": _order_kept,
    "not_overdue": _not_overdue,
    "long_enough": _long_enough,
    "years_known": _years_known,
    "anchors_given": _anchors_given,
    "anchors_ahead": _anchors_ahead,
    "anchors_worked": _anchors_worked,
    "papers_there": _papers_there,
}
PLAN_PARAMS: Mapping[str, frozenset[str]] = {}
