"""The plan of a county's round: all its congresses at once, what-if of its election day, and a round of 10,000 steps."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.timing import seconds_of
from huanjie_desktop.catalog.plan_making import planned_kinds, steps_of_anchor, steps_with_preset, surroundings
from huanjie_desktop.catalog.shipped import load_catalog, load_plan_tables, load_rule_book
from huanjie_desktop.domain.schedule.steps import Course
from huanjie_desktop.domain.schedule.what_if import compare_plans, move_anchor
from huanjie_desktop.domain.schedule.whole_round import Meeting, Round, plan_round

BAR_MS, WHAT_IF_BAR_MS, TIMES = 50, 100, 7
DAY = timedelta(days=1)
ANCHORS = {
    "T": date(2026, 3, 26),
    "C": date(2026, 7, 26),
    "E": date(2026, 7, 11),
    "Mt": date(2026, 7, 21),
    "Mc": date(2026, 9, 9),
    "Z": date(2026, 9, 8),
}


def round_of(townships: int) -> Round:
    """Return a round of so many townships: what is of a township is planned once for each."""
    kinds, rules = load_catalog().congress_kinds, load_rule_book()
    courses, meetings = [], []
    for kind in planned_kinds(kinds):
        steps = steps_with_preset(kind, kinds, rules)
        for name in dict.fromkeys(spec.anchor for spec in kind.steps):
            for at in range(townships if name in ("T", "Mt") else 1):
                day = ANCHORS[name] + DAY * (at % 5 if name in ("T", "Mt") else 0)
                anchors = {**ANCHORS, name: day}
                courses.append(Course(f"{name}{at}", f"{kind.title}{at}", steps_of_anchor(steps, name), anchors))
                meetings.append(Meeting(f"{name}{at}", f"{kind.title}{at}", name, day, day, helper=f"第{at % 5}组"))
    return Round(tuple(courses), tuple(meetings))


def measure_plan(_folder: Path) -> dict[str, Any]:
    """Measure the plan with its findings, and what-if from a typed day to what turns red."""
    rules = load_rule_book().rules
    around = surroundings(load_plan_tables(), date(2025, 11, 1))
    said: dict[str, Any] = {}
    for name, townships in (("round", 5), ("many", 154)):
        whole = round_of(townships)
        before = plan_round(whole, rules, around)
        said[f"{name}_steps"] = sum(len(plan.steps) for plan in before.plans)
        said[f"{name}_ms"] = round(seconds_of(lambda w=whole: plan_round(w, rules, around), TIMES) * 1000, 1)  # type: ignore[misc]

        def what_if(whole: Round = whole, before: Any = before) -> object:
            return compare_plans(before, plan_round(move_anchor(whole, "E", date(2026, 7, 4)), rules, around))

        said[f"{name}_what_if_ms"] = round(seconds_of(what_if, TIMES) * 1000, 1)
    return {**said, "bar_ms": BAR_MS, "what_if_bar_ms": WHAT_IF_BAR_MS}
