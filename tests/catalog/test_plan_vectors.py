"""Every row of the five kinds' tables comes out on its days; the case's round comes out without an error."""

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.catalog.plan_making import (
    course_of_kind,
    planned_kinds,
    steps_of_anchor,
    steps_with_preset,
    surroundings,
)
from huanjie_desktop.catalog.plan_tables import rules_with_preset
from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables, load_rule_book
from huanjie_desktop.domain.schedule.plan import Plan
from huanjie_desktop.domain.schedule.steps import Course
from huanjie_desktop.domain.schedule.whole_round import Meeting, Round, RoundPlan, plan_round

KINDS, BOOK, TABLES = load_catalog().congress_kinds, load_rule_book(), load_plan_tables()
PLANS = tomllib.loads((Path(__file__).parent.parent / "data" / "plan_vectors.toml").read_text("utf-8"))["plans"]
ROWS = {
    "township-party": 37,
    "county-party": 38,
    "deputy-election": 34 + 2 + 25,  # two rows have two deadlines each
    "county-people": 34,
    "county-consultative": 31,
}
DAY = timedelta(days=1)


def planned(kind: str, anchors: dict[str, date], preset: str = "", today: date | None = None) -> RoundPlan:
    chosen = TABLES.presets[preset] if preset else None
    steps = steps_with_preset(KINDS[kind], KINDS, BOOK, chosen)
    course = course_of_kind(KINDS[kind], steps, anchors)
    return plan_round(Round((course,)), rules_with_preset(BOOK, chosen).rules, surroundings(TABLES, today))


def plan(kind: str, anchors: dict[str, date], preset: str = "") -> Plan:
    return planned(kind, anchors, preset).plans[0]


def vectors() -> list[Any]:
    return [
        pytest.param(each["kind"], each["anchors"], row, id=f"{each['kind']}-{row[0]}")
        for each in PLANS
        for row in each["rows"]
    ]


@pytest.mark.parametrize(("kind", "anchors", "row"), vectors())
def test_each_row_comes_out_on_its_days(kind: str, anchors: dict[str, date], row: list[Any]) -> None:
    _number, step_id, first, last, latest, hard, confirmed = row
    found = plan(kind, anchors).by_id[step_id]
    assert (found.start, found.end, found.latest) == (first, last, latest or None)
    assert (found.step.hard, found.step.confirmed) == (hard, confirmed)


def test_the_vectors_are_all_rows_of_all_kinds() -> None:
    assert {each["kind"]: len(each["rows"]) for each in PLANS} == ROWS
    for each in PLANS:
        assert [row[1] for row in each["rows"]] == [step.id for step in KINDS[each["kind"]].steps]
    assert {kind.id for kind in planned_kinds(KINDS)} == set(ROWS)


def test_the_vectors_plans_have_nothing_wrong() -> None:
    for each in PLANS:
        assert planned(each["kind"], each["anchors"]).findings == ()


def test_just_what_a_statute_binds_is_hard() -> None:
    hard = {kind.id: {step.id for step in kind.steps if step.hard} for kind in planned_kinds(KINDS)}
    assert hard == {
        "township-party": set(),
        "county-party": set(),
        "deputy-election": {
            "voter-list",
            "decide-appeals",
            "court-suits",
            "court-judgment",
            "candidate-list",
            "formal-candidates",
            "confirm-deputies",
            "first-sessions",
            "mt-deputies",
        },
        "county-people": {"publish-deputies", "deliberation", "government-appointments"},
        "county-consultative": set(),
    }


@pytest.mark.parametrize(
    ("preset", "step", "latest", "hard"),
    [
        ("", "mt-notice", None, False),
        ("zhejiang", "mt-notice", date(2026, 7, 14), True),
        ("chongqing", "mt-notice", date(2026, 7, 11), True),
        ("zhejiang", "late-registration", date(2026, 6, 29), True),
        ("zhejiang", "mt-papers", date(2026, 7, 20), True),
        ("shanghai", "list-corrections", date(2026, 7, 9), True),
        ("shanghai", "custody-decisions", date(2026, 7, 6), True),
        ("shandong", "set-election-day", date(2026, 5, 26), True),
        ("beijing", "mt-preparatory", None, False),
    ],
)
def test_provinces_bind_what_their_rules_bind(preset: str, step: str, latest: date | None, hard: bool) -> None:
    anchors = {"E": date(2026, 7, 11), "Mt": date(2026, 7, 21)}
    found = plan("deputy-election", anchors, preset).by_id[step]
    assert (found.latest, found.step.hard) == (latest, hard)
    if latest is not None and hard:
        assert found.start <= latest


@pytest.mark.parametrize("preset", TABLES.presets)
def test_a_province_plans_a_round_without_a_finding(preset: str) -> None:
    anchors = {"E": date(2026, 7, 11), "Mt": date(2026, 7, 21)}
    assert planned("deputy-election", anchors, preset).findings == ()


def test_the_polls_are_open_three_days_in_shanghai() -> None:
    polling = plan("deputy-election", {"E": date(2026, 7, 11)}, "shanghai").by_id["polling"]
    assert (polling.start, polling.end) == (date(2026, 7, 11), date(2026, 7, 13))


def of_the_case() -> Round:
    """Return the round of a county of five townships: twelve congresses and an election."""
    courses, meetings = [], []
    c, e, mc, z = date(2026, 7, 26), date(2026, 7, 11), date(2026, 9, 9), date(2026, 9, 8)
    sittings = [date(2026, 7, day) for day in (16, 21, 22, 23, 24)]

    def add(kind: str, id_: str, title: str, anchors: dict[str, date], first: date, days: int, only: str = "") -> None:
        steps = steps_with_preset(KINDS[kind], KINDS, BOOK)
        courses.append(Course(id_, title, steps_of_anchor(steps, only) if only else steps, anchors))
        anchor = only or KINDS[kind].anchor
        meetings.append(Meeting(id_, title, anchor, first, first + DAY * (days - 1), venue=f"{title}会场"))

    for at, name in enumerate("甲乙丙丁戊"):
        t = date(2026, 3, 26) + DAY * at
        add("township-party", f"t{at}", f"{name}镇党代会", {"T": t, "C": c}, t, 1)
        mt = sittings[at]
        add("deputy-election", f"mt{at}", f"{name}镇人代会", {"E": e, "Mt": mt}, mt, 2, only="Mt")
    add("county-party", "c", "县党代会", {"T": date(2026, 3, 26), "C": c}, c, 3)
    anchors = {"E": e, "Mt": sittings[0], "Mc": mc}
    add("deputy-election", "e", "县乡人大代表选举", anchors, e, 1, only="E")
    add("county-people", "mc", "县人代会", {"E": e, "Mc": mc}, mc, 5)
    add("county-consultative", "z", "县政协全会", {"Z": z, "Mc": mc}, z, 4)
    return Round(tuple(courses), tuple(meetings))


def test_the_time_line_of_the_case_comes_out_without_an_error_or_a_warning() -> None:
    found = plan_round(of_the_case(), BOOK.rules, surroundings(TABLES, date(2025, 6, 1)))
    assert [each.text for each in found.findings] == []
    first_steps = {plan.course.id: len(plan.steps) for plan in found.plans}
    assert (first_steps["e"], first_steps["mt0"], len(found.plans)) == (36, 25, 14)


def test_what_would_be_wrong_with_the_case_is_found() -> None:
    whole = of_the_case()
    late = [meeting for meeting in whole.meetings if meeting.id == "mc"]
    wrong = Round(
        whole.courses, (*whole.meetings[:-2], Meeting("mc", "县人代会", "Mc", date(2026, 9, 12), late[0].last, ""))
    )
    found = plan_round(wrong, BOOK.rules, surroundings(TABLES, date(2025, 6, 1)))
    assert {each.code for each in found.findings} == {"round_county_in_two_months", "round_consultative_day_before"}
    assert "组织法》第20条" in next(each.basis for each in found.findings if each.severity == "error")
