"""An anchor is moved before anybody accepts it: what moves, what stays, what turns red, and the earliest day that will do."""

from dataclasses import replace
from datetime import date

from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import State, StepState
from huanjie_desktop.domain.schedule.what_if import Comparison, compare_plans, earliest_anchor, move_anchor
from huanjie_desktop.domain.schedule.whole_round import Meeting, Round, RoundPlan, plan_round
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


def meeting(id_: str, day: date, venue: str = "县委礼堂") -> Meeting:
    return Meeting(id_, f"{id_}会", "T", day, day, venue)


def test_a_clash_of_another_pair_is_a_new_one() -> None:
    first, second, third = date(2026, 3, 26), date(2026, 3, 27), date(2026, 3, 28)
    asked = rules("one_venue")

    def planned(*days: date) -> RoundPlan:
        held = (meeting(id_, day) for id_, day in zip(("甲", "乙", "丙"), days, strict=True))
        return plan_round(Round((), tuple(held)), asked, AROUND)

    before, after = planned(first, third, first), planned(first, third, third)
    found = compare_plans(before, after)
    assert [each.text for each in found.came] == ["乙会和丙会2026年3月28日都用“县委礼堂”。"]
    assert [each.text for each in found.went] == ["甲会和丙会2026年3月26日都用“县委礼堂”。"]
    later = compare_plans(before, planned(second, third, second))  # the same two on another day
    assert (later.came, later.went) == ((), ())


def test_findings_about_no_congress_are_told_apart_by_what_they_say() -> None:
    asked = rules("anchors_given")
    one = plan_round(Round((course(step("a", -3, anchor="T"), LIST),)), asked, AROUND)
    other = plan_round(Round((course(step("a", -3, anchor="C"), LIST),)), asked, AROUND)
    found = compare_plans(one, other)
    assert [each.text[:5] for each in (*found.came, *found.went)] == ["没有定C（", "没有定T（"]


def test_a_step_behind_another_of_those_before_it_is_a_new_finding() -> None:
    asked = rules("order_kept")
    steps = (step("a", -9), step("b", -9), step("c", -5, after=("a", "b")))
    pinned = {"c": StepState(State.PINNED, date(2026, 7, 6))}

    def planned(**days: int) -> RoundPlan:
        moved = {id_: date(2026, 7, day) for id_, day in days.items()}
        return plan_round(Round((course(*steps, states=pinned, moved=moved),)), asked, AROUND)

    found = compare_plans(planned(a=8, b=2), planned(a=2, b=8))
    assert [each.text for each in found.came] == ["“步骤c”（2026年7月6日）应在“步骤b”之后，后者排到2026年7月8日。"]
    assert len(found.went) == 1
