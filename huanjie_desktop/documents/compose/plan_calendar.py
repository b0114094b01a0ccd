"""工作历: a sheet a month, a cell a day, with what begins and what is due on it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, PageBreak, Row, Table
from huanjie_desktop.documents.compose.makers import PLAN, Maker
from huanjie_desktop.documents.compose.params import Kind, plain
from huanjie_desktop.documents.material import PlanMaterial
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.domain.schedule.workdays import DAY

_HEADS: tuple[CellText, ...] = tuple(f"星期{day}" for day in "一二三四五六日")
_WEEKS = 198.0  # mm, those of a month on a sheet
_MOST = 6  # steps in a cell; how many more there are is said


def compose_plan_calendar(material: PlanMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the months from the first step to the last; params: size."""
    by_day = _by_day(material)
    blocks: list[Block] = []
    month = min(by_day).replace(day=1)
    while month <= max(by_day):
        following = (month + DAY * 32).replace(day=1)
        if any(month <= day < following for day in by_day):
            if blocks:
                blocks.append(PageBreak())
            blocks.append(_month(month, following, by_day, material, float(params.get("size", 9))))
        month = following
    return tuple(blocks)


def _by_day(material: PlanMaterial) -> Mapping[date, list[str]]:
    """Return what stands on each day: a step where it is due; one of several townships once, with how many they are."""
    places: dict[tuple[date, str], list[str]] = {}
    for line in material.lines:
        if line.planned.state.state is State.DROPPED:
            continue
        planned = line.planned
        mark = "√" if planned.state.state is State.DONE else "▲" if planned.step.hard else ""
        title = planned.step.title.partition("：")[0]
        places.setdefault((planned.end, mark + title), []).append(line.unit)
    found: dict[date, list[str]] = {}
    for (day, title), units in sorted(places.items(), key=lambda item: item[0][0]):
        count = len(set(units))
        found.setdefault(day, []).append(title + (f"（{count}个乡镇）" if count > 1 else ""))
    return found


def _month(
    month: date, following: date, by_day: Mapping[date, list[str]], material: PlanMaterial, size: float
) -> Table:
    weeks: list[tuple[CellText, ...]] = []
    caption = f"{month.year}年{month.month}月工作历（{material.title}）"
    day = month - DAY * month.weekday()
    while day < following:
        week = [day + DAY * at for at in range(7)]
        weeks.append(tuple(_cell(each, month, by_day, material) for each in week))
        day += DAY * 7
    return Table(
        tuple(Column(10, Align.LEFT) for _ in range(7)),
        (Row(_HEADS),),
        tuple(Row(cells, height=_WEEKS / len(weeks)) for cells in weeks),
        caption=caption,
        size=size,
        row_height=7,
    )


def _cell(day: date, month: date, by_day: Mapping[date, list[str]], material: PlanMaterial) -> CellText:
    if (day.year, day.month) != (month.year, month.month):
        return ""
    calendar = material.calendar
    name = calendar.name_of(day) if not calendar.is_working(day) else ""
    worked = "班" if day.weekday() >= 5 and calendar.is_working(day) else ""
    opening = "会议开幕" if day in material.opening else ""
    steps = by_day.get(day, [])
    shown = steps if len(steps) <= _MOST else [*steps[: _MOST - 1], f"另有{len(steps) - _MOST + 1}项"]
    head = "　".join(part for part in (str(day.day), name or worked, opening) if part)
    return Cell("\n".join([head, *shown]))


PLAN_CALENDAR = Maker(compose_plan_calendar, (PLAN,), (plain("size", Kind.NUMBER),))
