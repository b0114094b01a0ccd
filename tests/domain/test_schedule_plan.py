"""Steps are counted back from the anchors; the law's days never move later, other steps make room for days off."""

from datetime import date

import pytest

from huanjie_desktop.domain.rules import Ground
from huanjie_desktop.domain.schedule.plan import find_cycle, place_steps
from huanjie_desktop.domain.schedule.steps import Count, Limit, State, Step, StepState
from huanjie_desktop.domain.schedule.workdays import Unit
from tests.domain.schedule_builders import CALENDAR, LAW, E, course, found, plan, starts, step


def test_a_statutory_day_that_is_off_is_done_before_it_and_stays_the_last() -> None:
    made = plan(step("list", limit=-20, hard=True))
    planned = made.by_id["list"]
    assert (planned.start, planned.latest, planned.rolled) == (date(2026, 6, 18), date(2026, 6, 21), True)
    assert planned.counted == "E−20"


def test_a_step_of_custom_goes_to_the_next_working_day() -> None:
    assert starts(plan(step("a", -22))) == {"a": date(2026, 6, 22)}  # 19 to 21 June are off


def test_days_off_never_bring_a_step_onto_its_anchor() -> None:
    # the election on a Monday: the day before is off, and the Monday itself is no day for it
    assert starts(plan(step("a", -1), anchors={"E": date(2026, 7, 13)})) == {"a": date(2026, 7, 10)}


def test_days_off_never_bring_a_step_behind_the_one_that_follows() -> None:
    made = plan(step("register", -44, until=-22), step("list", limit=-20, hard=True, after=("register",)))
    registered = made.by_id["register"]
    assert registered.end == date(2026, 6, 18)
    assert registered.end <= made.by_id["list"].start


def test_a_whole_chain_makes_room() -> None:
    made = plan(step("a", -24), step("b", -23, after=("a",)), step("list", limit=-20, hard=True, after=("b",)))
    assert starts(made) == {"a": date(2026, 6, 17), "b": date(2026, 6, 18), "list": date(2026, 6, 18)}


def test_what_follows_the_day_is_shortened_and_not_brought_before_it() -> None:
    limit = (Limit(LAW, Count("Mt", -1)),)
    examined = step("examine", 3, until=15)
    confirmed = step("confirm", 16, limits=limit, hard=True, after=("examine",))
    planned = plan(examined, confirmed, anchors={"E": E, "Mt": date(2026, 7, 16)}).by_id["examine"]
    assert (planned.start, planned.end) == (date(2026, 7, 14), date(2026, 7, 15))


def test_a_sitting_is_on_its_day_whatever_the_weekday() -> None:
    assert starts(plan(step("vote", 0, sitting=True), step("before", -6, sitting=True))) == {
        "vote": E,
        "before": date(2026, 7, 5),  # a Sunday
    }


def test_a_deadline_after_the_day_is_not_brought_before_it() -> None:
    made = plan(step("report", 1, limit=1))  # the election is on a Saturday
    assert starts(made) == {"report": date(2026, 7, 12)}
    assert starts(plan(step("report", 3, limit=3), anchors={"E": date(2026, 7, 16)})) == {"report": date(2026, 7, 17)}


def test_working_days_and_months_are_counted_as_such() -> None:
    made = plan(step("wd", -5, unit=Unit.WORKING_DAY), step("m", 2, unit=Unit.MONTH), step("last", 10))
    assert starts(made) == {"wd": date(2026, 7, 6), "last": date(2026, 7, 21), "m": date(2026, 9, 11)}


def test_a_notice_has_its_working_days_whatever_lies_between() -> None:
    planned = plan(step("notice", -26, until=-22, working_days=5)).by_id["notice"]
    assert (planned.start, planned.end) == (date(2026, 6, 15), date(2026, 6, 22))
    assert CALENDAR.working_days(planned.start, planned.end) == 5


def test_a_step_hangs_on_the_day_of_another() -> None:
    steps = (step("list", limit=-20, hard=True), step("appeal", 4, of="list", limit=5, hard=True))
    assert plan(*steps).by_id["appeal"].latest == date(2026, 6, 23)
    done = plan(*steps, states={"list": StepState(State.DONE, date(2026, 6, 16))})
    assert done.by_id["appeal"].latest == date(2026, 6, 21)
    assert done.by_id["appeal"].counted == "“步骤list”+4"


def test_where_another_anchor_is_given_a_step_hangs_on_it() -> None:
    both = step("elect", -25, other=Count("T", 0))
    assert starts(plan(both)) == {"elect": date(2026, 6, 16)}
    assert starts(plan(both, anchors={"E": E, "T": date(2026, 3, 26)})) == {"elect": date(2026, 3, 26)}


def test_the_least_of_several_limits_holds() -> None:
    limits = (Limit(LAW, Count("Mt", -1)), Limit(LAW, Count("Mc", -1)))
    anchors = {"E": E, "Mt": date(2026, 7, 16), "Mc": date(2026, 9, 9)}
    planned = plan(step("confirm", 3, limits=limits, hard=True), anchors=anchors).by_id["confirm"]
    assert (planned.start, planned.latest) == (date(2026, 7, 14), date(2026, 7, 15))


def test_a_step_is_held_on_other_congresses_days_where_they_are_known() -> None:
    first = step("first", limits=(Limit(LAW, Count("E", 2, Unit.MONTH)),), hard=True, held=("Mt", "Mc"))
    assert plan(first).by_id["first"].start == date(2026, 9, 11)
    late = plan(first, anchors={"E": E, "Mc": date(2026, 9, 15)})
    assert late.by_id["first"].start == date(2026, 9, 15)
    assert [code for code, severity, _text in found(late) if severity == "error"] == ["ED"]


def test_what_has_no_anchor_is_named_and_left_out() -> None:
    made = plan(step("a", -1), step("b", 1, anchor="Mt"))
    assert [each.id for each in made.unplaced] == ["b"]
    assert list(starts(made)) == ["a"]


def test_the_office_moves_a_step_of_custom_and_no_statutory_one_behind_its_day() -> None:
    steps = (step("soft", -30), step("list", limit=-20, hard=True))
    moved = plan(*steps, moved={"soft": date(2026, 6, 6), "list": date(2026, 6, 22)})
    assert starts(moved) == {"soft": date(2026, 6, 6), "list": date(2026, 6, 18)}
    assert found(moved) == [
        (
            "ED",
            "error",
            "“步骤list”最晚是2026年6月21日，不能改到2026年6月22日：《选举法》第28条：选举日的二十日以前公布。",
        )
    ]
    assert starts(plan(*steps, moved={"list": date(2026, 6, 20)}))["list"] == date(2026, 6, 20)


def test_a_pinned_and_a_done_step_stay_where_they_are() -> None:
    states = {"a": StepState(State.PINNED, date(2026, 6, 25)), "b": StepState(State.DONE, date(2026, 6, 1))}
    made = plan(step("a", -30), step("b", -10), states=states)
    assert starts(made) == {"a": date(2026, 6, 25), "b": date(2026, 6, 1)}


def test_what_is_late_is_counted_from_its_last_day() -> None:
    steps = (step("list", limit=-20, hard=True), step("soft", -30), step("done", -40))
    states = {"done": StepState(State.DONE, date(2026, 6, 1))}
    made = plan(*steps, states=states, today=date(2026, 6, 23))
    assert {each.step.id: each.late for each in made.steps} == {"done": 0, "soft": 12, "list": 2}


def test_circles_are_found_in_both_orders() -> None:
    assert find_cycle([step("a", 0, after=("b",)), step("b", 0)]) == []
    assert set(find_cycle([step("a", 0, after=("b",)), step("b", 0, after=("a",))])) == {"a", "b"}
    assert set(find_cycle([step("a", 0, of="b"), step("b", 0, of="a")])) == {"a", "b"}
    with pytest.raises(ValueError, match="hang on each other"):
        place_steps(course(step("a", 0, of="b"), step("b", 0, of="a")), CALENDAR)


def test_articles_of_one_law_stand_together_and_what_is_unchecked_by_itself() -> None:
    def said(*basis: tuple[str, str]) -> str:
        grounds = tuple(Ground(f"g{at}", "", text, tag) for at, (text, tag) in enumerate(basis))
        return Step("a", "甲", "乙", Count("T"), grounds=grounds).basis

    assert said(("《选举法》第32条：公布", "V"), ("《选举法》第31条：差额", "V")) == "《选举法》第31、32条"
    assert said(("《条例》第24条：到会", "V2"), ("《条例》：过半数", "V2"), ("惯例", "C")) == "《条例》第24条；惯例"
    assert said(("《条例》：过半数", "V2"), ("《条例》第22、23条：监票人", "V2")) == "《条例》第22、23条"
    assert said(("《条例》第18条：推荐", "V2"), ("《条例》：考察", "M")) == "《条例》第18条；《条例》（待核）"
    assert said(("外地做法：甲", "P"), ("外地做法：乙", "P")) == "外地做法"
