"""Short ways to write steps and courses in tests of the plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.rules import Ground, Rule
from huanjie_desktop.domain.schedule.plan import Plan, place_steps
from huanjie_desktop.domain.schedule.plan_checks import PLAN_CHECKS, Surroundings, find_in_plan
from huanjie_desktop.domain.schedule.steps import Count, Course, Limit, Step
from huanjie_desktop.domain.schedule.whole_round import ROUND_CHECKS
from huanjie_desktop.domain.schedule.workdays import Calendar, Holiday, Unit, make_calendar

CUSTOM = Ground("CU", "惯例", "惯例")
LAW = Ground("ED", "公布", "《选举法》第28条：选举日的二十日以前公布", "V")
DRAGON_BOAT = Holiday("端午节", date(2026, 6, 19), date(2026, 6, 21))
CALENDAR = make_calendar({2026: [DRAGON_BOAT]})
E = date(2026, 7, 11)


def step(id_: str, offset: int | None = None, **more: Any) -> Step:
    """Return a step; `limit` is the number of days of its law, `of` the step that it hangs on."""
    limit, of = more.pop("limit", None), more.pop("of", "")
    unit, until, anchor = more.pop("unit", Unit.DAY), more.pop("until", None), more.pop("anchor", "E")
    count = None if offset is None else Count("" if of else anchor, offset, unit, until, of)
    limits = () if limit is None else (Limit(LAW, Count("" if of else anchor, limit, Unit.DAY, None, of)),)
    limits = more.pop("limits", limits)
    return Step(id_, f"步骤{id_}", "选委会", count, limits=limits, grounds=more.pop("grounds", (CUSTOM,)), **more)


def course(*steps: Step, anchors: Mapping[str, date] | None = None, **more: Any) -> Course:
    """Return a course with an election on 11 July 2026."""
    return Course("c", "选举", steps, {"E": E} if anchors is None else anchors, **more)


def plan(*steps: Step, calendar: Calendar = CALENDAR, today: date | None = None, **more: Any) -> Plan:
    """Return the plan of a course with these steps."""
    return place_steps(course(*steps, **more), calendar, today)


def starts(made: Plan) -> dict[str, date]:
    """Return the first day of each step."""
    return {planned.step.id: planned.start for planned in made.steps}


def rules(*names: str, **params: Any) -> list[Rule]:
    """Return rules that ask these checks, all where none is named."""
    every = {**dict.fromkeys(PLAN_CHECKS, "plan"), **dict.fromkeys(ROUND_CHECKS, "round")}
    chosen = names or tuple(PLAN_CHECKS)
    return [Rule(name, name, every[name], name, Severity.WARNING, "依据", params=params) for name in chosen]


def found(made: Plan, *names: str, today: date | None = None, **around: Any) -> list[tuple[str, str, str]]:
    """Return code, severity and text of what is found in a plan."""
    surroundings = Surroundings(around.pop("calendar", CALENDAR), today, {"E": "选举日"}, **around)
    asked = rules(*names) if names else []
    return [(each.code, str(each.severity), each.text) for each in find_in_plan(made, asked, surroundings)]
