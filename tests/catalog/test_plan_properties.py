"""Whatever the days, the holidays and the province: no statutory step is late, every finding has its rule, moves go back."""

from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from huanjie_desktop.catalog.plan_making import planned_kinds, steps_with_preset
from huanjie_desktop.catalog.plan_steps import ANCHORS
from huanjie_desktop.catalog.plan_tables import rules_with_preset
from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables, load_rule_book
from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import Course
from huanjie_desktop.domain.schedule.what_if import compare_plans, move_anchor
from huanjie_desktop.domain.schedule.whole_round import Round, plan_round
from huanjie_desktop.domain.schedule.workdays import DAY, Calendar, Holiday, make_calendar

KINDS, BOOK, PRESETS = load_catalog().congress_kinds, load_rule_book(), load_plan_tables().presets
FIRST, LAST = date(2025, 6, 1), date(2029, 6, 30)
DAYS = st.dates(FIRST, LAST)
DAYS_OFF_BEHIND_THE_CLOSE = make_calendar({2025: [Holiday("假", date(2025, 6, 3), date(2025, 6, 6))]})
PLANS = {
    (kind.id, preset): (
        steps_with_preset(kind, KINDS, BOOK, PRESETS.get(preset)),
        rules_with_preset(BOOK, PRESETS.get(preset)).rules,
    )
    for kind in planned_kinds(KINDS)
    for preset in ("", *PRESETS)
}


@st.composite
def calendars(draw: st.DrawFn) -> Calendar:
    """Return a calendar of random holidays, some weekends of which are worked, over years of which some are not known."""
    years: dict[int, list[Holiday]] = {}
    for first, length, worked in draw(st.lists(st.tuples(DAYS, st.integers(1, 10), st.booleans()), max_size=25)):
        saturday = first - DAY * ((first.weekday() - 5) % 7 or 7)
        work = (saturday,) if worked else ()
        years.setdefault(first.year, []).append(Holiday("假", first, first + DAY * (length - 1), work))
    return make_calendar(years)


ROUNDS = st.tuples(
    st.sampled_from(sorted(PLANS)),
    st.fixed_dictionaries(dict.fromkeys(ANCHORS, DAYS)),
    calendars(),
    st.one_of(st.none(), DAYS),
)


@given(ROUNDS)
@settings(max_examples=150, deadline=None)
def test_no_statutory_step_is_planned_after_its_law_allows_and_every_finding_names_its_rule(
    drawn: tuple[tuple[str, str], dict[str, date], Calendar, date | None],
) -> None:
    chosen, anchors, calendar, today = drawn
    steps, rules = PLANS[chosen]
    planned = plan_round(Round((Course("c", "会", steps, anchors),)), rules, Surroundings(calendar, today))
    for each in planned.plans[0].steps:
        assert each.end >= each.start
        if each.step.hard and not each.step.held:
            assert each.latest is not None
            assert each.start <= each.latest
    assert [each for each in planned.findings if not (each.code and each.basis and each.text)] == []


@given(ROUNDS, st.sampled_from(ANCHORS), DAYS)
@settings(max_examples=80, deadline=None)
def test_moving_an_anchor_and_back_restores_the_plan(
    drawn: tuple[tuple[str, str], dict[str, date], Calendar, date | None], name: str, day: date
) -> None:
    chosen, anchors, calendar, today = drawn
    steps, rules = PLANS[chosen]
    around = Surroundings(calendar, today)
    whole = Round((Course("c", "会", steps, anchors),))
    before = plan_round(whole, rules, around)
    away = move_anchor(whole, name, day)
    back = plan_round(move_anchor(away, name, anchors[name]), rules, around)
    assert back == before
    found = compare_plans(before, back)
    assert (found.moved, found.came, found.went) == ((), (), ())
    there, here = (
        compare_plans(before, plan_round(away, rules, around)),
        compare_plans(plan_round(away, rules, around), before),
    )
    assert {change.after and change.after.step.id for change in there.moved} == {
        change.after and change.after.step.id for change in here.moved
    }
    assert there.came == here.went


@given(st.sampled_from(sorted(PLANS)), DAYS, calendars())
@example(("county-party", ""), date(2025, 6, 1), DAYS_OFF_BEHIND_THE_CLOSE)
@settings(max_examples=150, deadline=None)
def test_days_off_leave_the_order_of_the_steps_as_it_is(chosen: tuple[str, str], day: date, calendar: Calendar) -> None:
    anchors = dict.fromkeys(ANCHORS, day)
    anchors.update({"Mt": day + timedelta(days=40), "Mc": day + timedelta(days=50), "T": day - timedelta(days=120)})
    steps, rules = PLANS[chosen]
    order = [rule for rule in rules if rule.check in ("order_kept", "long_enough")]
    planned = plan_round(Round((Course("c", "会", steps, anchors),)), order, Surroundings(calendar))
    assert [each.text for each in planned.findings] == []
