"""An anchor is moved before anybody accepts it: what moves, what stays, what turns red, and the earliest day that will do."""

from dataclasses import replace
from datetime import date

from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import State, StepState
from huanjie_desktop.domain.schedule.what_if import Comparison, compare_plans, earliest_anchor, move_anchor
from huanjie_desktop.domain.schedule.whole_round import Meeting, Round, plan_round
from tests.domain.schedule_builders import CALENDAR, E, course, rules, step

TODAY = date(2026, 6, 15)
AROUND = Surroundings(CALENDAR, TODAY, {"E": "选举日"})
LIST, NAMES = step("list", limit=-20, hard=True), step("names", limit=-15, hard=True)
STATES = {"vet": StepState(State.PINNED, date(2026, 6, 25)), "drawn": StepState(State.DONE, date(2026, 5, 29))}
STEPS = (LIST, NAMES, step("vet", -16), step("drawn", -43), step("print", -3, after=("vet",)))
WHOLE = Round((course(*STEPS, states=STATES),), (Meeting("c", "选举", "E", E, E),))


def compared(day: date) -> Comparison:
    asked = rules("order_kept")
    before = plan_round(WHOLE, asked, AROUND)
    return compare_plans(before, plan_round(move_anchor(WHOLE, "E", day), asked, AROUND))


def test_what_moves_and_what_stays_is_told() -> None:
    found = compared(date(2026, 7, 10))
    assert {change.before.step.id for change in found.moved if change.before} == {"list", "names", "print"}
    assert {change.after.step.id for change in found.fixed if change.after} == {"vet", "drawn"}
    assert (found.came, found.went) == ((), ())


def test_what_turns_red_has_its_article() -> None:
    found = compared(date(2026, 7, 4))  # its list was due on 14 June, yesterday
    assert [(each.code, each.subject and each.subject.id) for each in found.red] == [("ED", "list")]
    assert "已过1天" in found.red[0].text
    earlier = compared(date(2026, 6, 27))
    assert {each.subject.id for each in earlier.red if each.subject} == {"list", "names"}
    assert [each.code for each in earlier.amber] == ["order_kept"]  # the pinned step is behind its follower now


def test_moving_an_anchor_and_back_gives_the_same_plan() -> None:
    moved = move_anchor(WHOLE, "E", date(2026, 7, 4))
    assert moved.meetings[0].first == date(2026, 7, 4)
    assert move_anchor(moved, "E", E) == WHOLE


def test_an_anchor_can_be_moved_for_some_congresses_alone() -> None:
    two = Round((replace(WHOLE.courses[0], id="a"), replace(WHOLE.courses[0], id="b")))
    moved = move_anchor(two, "E", date(2026, 7, 4), ["a"])
    assert [each.anchors["E"] for each in moved.courses] == [date(2026, 7, 4), E]


def test_the_earliest_day_follows_from_when_the_candidates_came() -> None:
    whole = course(*STEPS, states={**STATES, "list": StepState(State.DONE, date(2026, 6, 15))})
    ready = {"names": date(2026, 6, 29)}
    assert earliest_anchor(whole, "E", ready, AROUND, TODAY) == date(2026, 7, 14)
    assert earliest_anchor(whole, "E", {}, AROUND, TODAY) == date(2026, 7, 5)  # the list came out on the 15th
    assert earliest_anchor(whole, "E", {"names": date(2028, 1, 1)}, AROUND, TODAY) is None


def test_a_day_that_is_past_is_no_earliest_day() -> None:
    assert earliest_anchor(course(step("a", -1)), "E", {}, AROUND, date(2020, 1, 1)) == TODAY
