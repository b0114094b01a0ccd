"""The congresses of a round among each other: their order, their distance, and what they need on one day."""

from datetime import date
from typing import Any

import pytest

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.rules import Rule
from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import Course, State, StepState
from huanjie_desktop.domain.schedule.whole_round import Meeting, Round, plan_round
from tests.domain.schedule_builders import CALENDAR, rules, step

AROUND = Surroundings(CALENDAR, None, {"E": "选举日", "Mt": "乡镇会", "T": "乡镇大会", "C": "县大会"})


def meeting(id_: str, anchor: str, first: date, last: date | None = None, **more: Any) -> Meeting:
    return Meeting(id_, f"{id_}会", anchor, first, last or first, **more)


def said(whole: Round, name: str, **params: Any) -> list[str]:
    planned = plan_round(whole, rules(name, **params), AROUND)
    assert all(each.code == name and each.basis for each in planned.findings)
    return [each.text for each in planned.findings]


def anchored(**anchors: date) -> Round:
    return Round((Course("c", "选举", (), anchors),))


def test_anchors_have_their_order() -> None:
    early, late = date(2026, 3, 26), date(2026, 7, 26)
    assert said(anchored(T=early, C=late), "in_order", first="T", then="C") == []
    assert said(anchored(T=late, C=early), "in_order", first="T", then="C") == [
        "乡镇大会（T，2026年7月26日）应在县大会（C，2026年3月26日）之前。"
    ]
    assert said(anchored(T=late, C=late), "in_order", first="T", then="C") != []
    assert said(anchored(T=late), "in_order", first="T", then="C") == []


def test_of_several_congresses_the_one_that_is_out_of_order_is_named() -> None:
    whole = Round(
        (),
        (
            meeting("甲乡", "T", date(2026, 3, 26)),
            meeting("乙乡", "T", date(2026, 7, 30)),
            meeting("县", "C", date(2026, 7, 26)),
        ),
    )
    assert said(whole, "in_order", first="T", then="C") == [
        "乙乡会（T，2026年7月30日）应在县会（C，2026年7月26日）之前。"
    ]


@pytest.mark.parametrize(("day", "late"), [(date(2026, 9, 11), 0), (date(2026, 9, 12), 1)])
def test_two_months_are_calendar_months(day: date, late: int) -> None:
    texts = said(anchored(E=date(2026, 7, 11), Mt=day), "within_months", first="E", then="Mt", months=2)
    assert [text.endswith(f"最晚2026年9月11日，晚了{late}天。") for text in texts] == [True] * bool(late)


def test_one_congress_opens_just_so_many_days_before_another() -> None:
    params = {"first": "T", "then": "C", "days": 1}
    assert said(anchored(T=date(2026, 9, 8), C=date(2026, 9, 9)), "days_apart", **params) == []
    for day in (7, 9, 10):
        assert len(said(anchored(T=date(2026, 9, day), C=date(2026, 9, 9)), "days_apart", **params)) == 1


def test_a_hall_and_a_chair_serve_one_congress_a_day() -> None:
    led = frozenset({("王某", date(2026, 7, 27)), ("王某", date(2026, 7, 28)), ("李某", date(2026, 7, 28))})
    one = meeting("甲", "T", date(2026, 7, 26), date(2026, 7, 28), venue="礼堂", chairs=led)
    other = meeting("乙", "T", date(2026, 7, 28), venue="礼堂", chairs=frozenset({("王某", date(2026, 7, 28))}))
    whole = Round((), (one, other))
    assert said(whole, "one_venue") == ["甲会和乙会2026年7月28日都用“礼堂”。"]
    assert said(whole, "one_chair") == ["甲会和乙会2026年7月28日都由王某主持。"]
    apart = Round(
        (), (one, meeting("乙", "T", date(2026, 7, 29), venue="礼堂", chairs=frozenset({("王某", date(2026, 7, 29))})))
    )
    nowhere = Round((), (meeting("甲", "T", date(2026, 7, 26)), meeting("乙", "T", date(2026, 7, 26))))
    for whole in (apart, nowhere):
        assert said(whole, "one_venue") == said(whole, "one_chair") == []


def test_nobody_is_in_two_congresses_at_a_time_unless_by_custom() -> None:
    whole = Round(
        (),
        (
            meeting("政", "Z", date(2026, 9, 8), date(2026, 9, 11), people=frozenset({"赵一", "钱二", "孙三"})),
            meeting("人", "Mc", date(2026, 9, 9), date(2026, 9, 13), people=frozenset({"赵一", "钱二", "李四"})),
        ),
    )
    assert said(whole, "one_place_a_person") == [
        "政会和人会2026年9月9日至2026年9月11日同时开，赵一、钱二两边都要参加。"
    ]
    assert said(whole, "one_place_a_person", together=[["Z", "Mc"]]) == []


def test_deadlines_of_several_townships_on_one_day_are_told_to_their_group() -> None:
    last = step("report", 3, limit=3)

    def townships(helper: str, count: int, state: StepState | None = None) -> Round:
        names = "甲乙丙丁"[:count]
        states = {"report": state} if state else {}
        courses = tuple(Course(name, name + "乡", (last,), {"E": date(2026, 3, 24)}, {}, states) for name in names)
        return Round(courses, tuple(meeting(name, "E", date(2026, 3, 24), helper=helper) for name in names))

    assert said(townships("第一指导组", 2), "deadlines_together", most=2) == []
    assert said(townships("", 3), "deadlines_together", most=2) == []
    done = StepState(State.DONE, date(2026, 3, 25))
    assert said(townships("第一指导组", 3, done), "deadlines_together", most=2) == []
    (text,) = said(townships("第一指导组", 3), "deadlines_together", most=2)
    assert text.startswith("2026年3月27日是甲乡“步骤report”、乙乡“步骤report”、丙乡“步骤report”等3项的最晚一天")
    assert text.endswith("都由第一指导组负责。")


def test_a_finding_about_the_round_has_its_rules_severity() -> None:
    grave = Rule("r", "先后", "round", "in_order", Severity.ERROR, "依据", params={"first": "T", "then": "C"})
    planned = plan_round(anchored(T=date(2026, 7, 1), C=date(2026, 6, 1)), [grave], AROUND)
    assert [each.severity for each in planned.findings] == [Severity.ERROR]
