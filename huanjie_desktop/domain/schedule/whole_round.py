"""The whole round: the plans of all its congresses, their order among each other, and what they need at the same time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from huanjie_desktop.domain.outcome import Finding, Subject
from huanjie_desktop.domain.rules import Rule
from huanjie_desktop.domain.schedule.plan import Plan, place_steps
from huanjie_desktop.domain.schedule.plan_checks import Surroundings, day_words, find_in_plan
from huanjie_desktop.domain.schedule.steps import Course, State
from huanjie_desktop.domain.schedule.workdays import DAY, add_months


@dataclass(frozen=True)
class Meeting:
    """A congress in time and place: the sitting days, where, who leads it and who takes part; `anchor` is what its opening is.

    `chairs` are the names of those who lead it, with each day on which they do. `helper` is the group that looks after it
    (指导组); what is not known is "" or empty.
    """

    id: str
    title: str
    anchor: str
    first: date
    last: date
    venue: str = ""
    chairs: frozenset[tuple[str, date]] = frozenset()
    people: frozenset[str] = frozenset()
    helper: str = ""


@dataclass(frozen=True)
class Round:
    """换届: what is planned, and the meetings themselves."""

    courses: tuple[Course, ...]
    meetings: tuple[Meeting, ...] = ()


@dataclass(frozen=True)
class RoundPlan:
    """The plans of a round in the order of its courses, and everything that was found."""

    round: Round
    plans: tuple[Plan, ...]
    findings: tuple[Finding, ...] = ()
    by_course: Mapping[str, Plan] = field(default_factory=dict)


@dataclass
class PlacedBefore:
    """Plans as they were placed before, with what was found in each: taken again where what they rest on is the same."""

    rules: tuple[Rule, ...] = ()
    around: Surroundings | None = None
    by_course: dict[str, tuple[Plan, tuple[Finding, ...]]] = field(default_factory=dict)


Check = Callable[[Rule, "RoundPlan", Surroundings], Iterator[Finding]]


def plan_round(
    whole: Round, rules: Iterable[Rule], around: Surroundings, before: PlacedBefore | None = None
) -> RoundPlan:
    """Return the plans of all courses with what is wrong with each and between them; `before` is what was placed the last time,
    and then holds what is placed now."""
    rules = tuple(rules)
    known = before.by_course if before is not None and (before.rules, before.around) == (rules, around) else {}
    placed = [_placed(course, rules, around, known) for course in whole.courses]
    if before is not None:
        before.rules, before.around = rules, around
        before.by_course = {plan.course.id: (plan, findings) for plan, findings in placed}
    plans = tuple(plan for plan, _findings in placed)
    planned = RoundPlan(whole, plans, (), {plan.course.id: plan for plan in plans})
    found = [finding for _plan, findings in placed for finding in findings]
    for rule in rules:
        if rule.of == "round":
            found += ROUND_CHECKS[rule.check](rule, planned, around)
    return RoundPlan(whole, plans, tuple(dict.fromkeys(found)), planned.by_course)


def _placed(
    course: Course,
    rules: tuple[Rule, ...],
    around: Surroundings,
    known: Mapping[str, tuple[Plan, tuple[Finding, ...]]],
) -> tuple[Plan, tuple[Finding, ...]]:
    if course.id in known and known[course.id][0].course == course:
        return known[course.id]
    plan = place_steps(course, around.calendar, around.today)
    return plan, tuple(find_in_plan(plan, rules, around))


@dataclass(frozen=True)
class _Opening:
    """An anchor's day, and whose it is."""

    name: str
    day: date
    title: str
    subject: Subject | None


def _openings(planned: RoundPlan, around: Surroundings, name: str) -> list[_Opening]:
    """Return the days of an anchor in the round: those of its meetings, else those that the courses count from."""
    of_meetings = [
        _Opening(name, meeting.first, meeting.title, _subject(meeting))
        for meeting in planned.round.meetings
        if meeting.anchor == name
    ]
    if of_meetings:
        return of_meetings
    days = dict.fromkeys(plan.course.anchors[name] for plan in planned.plans if name in plan.course.anchors)
    return [_Opening(name, day, around.anchors.get(name, name), None) for day in days]


def _pairs(rule: Rule, planned: RoundPlan, around: Surroundings) -> Iterator[tuple[_Opening, _Opening]]:
    for earlier in _openings(planned, around, rule.params["first"]):
        for later in _openings(planned, around, rule.params["then"]):
            yield earlier, later


def _said(opening: _Opening) -> str:
    return f"{opening.title}（{opening.name}，{day_words(opening.day)}）"


def _in_order(rule: Rule, planned: RoundPlan, around: Surroundings) -> Iterator[Finding]:
    """One anchor lies before another."""
    for earlier, later in _pairs(rule, planned, around):
        if earlier.day >= later.day:
            yield rule.finding(f"{_said(earlier)}应在{_said(later)}之前。", later.subject, beside=earlier.subject)


def _within_months(rule: Rule, planned: RoundPlan, around: Surroundings) -> Iterator[Finding]:
    """One anchor lies no more than so many calendar months after another."""
    months = rule.params["months"]
    for earlier, later in _pairs(rule, planned, around):
        last = add_months(earlier.day, months)
        if later.day > last:
            text = f"{_said(later)}应在{_said(earlier)}之后{months}个月内，最晚{day_words(last)}，晚了{(later.day - last).days}天。"
            yield rule.finding(text, later.subject, beside=earlier.subject)


def _days_apart(rule: Rule, planned: RoundPlan, around: Surroundings) -> Iterator[Finding]:
    """One anchor lies just so many days before another."""
    days = rule.params["days"]
    for earlier, later in _pairs(rule, planned, around):
        if later.day - earlier.day != DAY * days:
            yield rule.finding(
                f"{_said(earlier)}一般在{_said(later)}前{days}天。", earlier.subject, beside=later.subject
            )


def _meetings_clash(planned: RoundPlan) -> Iterator[tuple[Meeting, Meeting, str]]:
    for one, other in combinations(planned.round.meetings, 2):
        first, last = max(one.first, other.first), min(one.last, other.last)
        if first <= last:
            span = day_words(first) if first == last else f"{day_words(first)}至{day_words(last)}"
            yield one, other, span


def _subject(meeting: Meeting) -> Subject:
    return Subject("congress", meeting.id, meeting.title)


def _one_venue(rule: Rule, planned: RoundPlan, _around: Surroundings) -> Iterator[Finding]:
    """Two congresses do not use one hall on one day."""
    for one, other, span in _meetings_clash(planned):
        if one.venue and one.venue == other.venue:
            text = f"{one.title}和{other.title}{span}都用“{one.venue}”。"
            yield rule.finding(text, _subject(other), beside=_subject(one))


def _one_chair(rule: Rule, planned: RoundPlan, _around: Surroundings) -> Iterator[Finding]:
    """One person does not lead two congresses on one day."""
    for one, other, _span in _meetings_clash(planned):
        both = sorted((day, name) for name, day in one.chairs & other.chairs)
        if both:
            days = "、".join(day_words(day) for day in dict.fromkeys(day for day, _name in both))
            names = "、".join(dict.fromkeys(name for _day, name in both))
            text = f"{one.title}和{other.title}{days}都由{names}主持。"
            yield rule.finding(text, _subject(other), beside=_subject(one))


def _one_place_a_person(rule: Rule, planned: RoundPlan, _around: Surroundings) -> Iterator[Finding]:
    """Nobody takes part in two congresses on one day; those that are attended by custom are named in the rule."""
    together = {frozenset(pair) for pair in rule.params.get("together", ())}
    for one, other, span in _meetings_clash(planned):
        both = sorted(one.people & other.people)
        if both and frozenset((one.anchor, other.anchor)) not in together:
            names = "、".join(both[:5]) + (f"等{len(both)}人" if len(both) > 5 else "")
            text = f"{one.title}和{other.title}{span}同时开，{names}两边都要参加。"
            yield rule.finding(text, _subject(other), beside=_subject(one))


def _deadlines_together(rule: Rule, planned: RoundPlan, _around: Surroundings) -> Iterator[Finding]:
    """One group does not have more than so many open steps with a last day on one day, of different congresses."""
    helpers = {meeting.id: meeting.helper for meeting in planned.round.meetings if meeting.helper}
    due: dict[tuple[str, date], dict[str, str]] = {}
    for plan in planned.plans:
        helper = helpers.get(plan.course.id)
        if helper is None:
            continue
        for each in plan.steps:
            if each.latest is not None and each.state.state in (State.OPEN, State.PINNED):
                due.setdefault((helper, each.latest), {})[plan.course.title] = each.step.title
    for (helper, day), steps in sorted(due.items(), key=lambda item: (item[0][1], item[0][0])):
        if len(steps) > rule.params["most"]:
            named = "、".join(f"{course}“{title}”" for course, title in list(steps.items())[:5])
            yield rule.finding(f"{day_words(day)}是{named}等{len(steps)}项的最晚一天，都由{helper}负责。")


ROUND_CHECKS: Mapping[str, Check] = {
    "in_order": _in_order,
    "within_months": _within_months,
    "days_apart": _days_apart,
    "one_venue": _one_venue,
    "one_chair": _one_chair,
    "one_place_a_person": _one_place_a_person,
    "deadlines_together": _deadlines_together,
}
ROUND_PARAMS: Mapping[str, frozenset[str]] = {
    "in_order": frozenset({"first", "then"}),
    "within_months": frozenset({"first", "then", "months"}),
    "days_apart": frozenset({"first", "then", "days"}),
    "deadlines_together": frozenset({"most"}),
}
