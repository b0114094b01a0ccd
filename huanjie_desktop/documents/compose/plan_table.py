"""倒排工期表, all steps by date with who, by when, on what ground; and 调度表, what was done, is late and is due, for the meeting."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, Face, Row, Table
from huanjie_desktop.documents.compose.makers import PLAN, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import PlanLine, PlanMaterial
from huanjie_desktop.domain.schedule.steps import PlannedStep, State

CONTINUED = "（续）"
_WEEKDAYS = "一二三四五六日"
_DUE_DAYS = 14
_LEAST_ROW, _MOST_ROW = 5.0, 8.0  # mm


def compose_plan_table(material: PlanMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the table; params: foot, size, brief (without what is brought forth and the weekday, for a narrow sheet)."""
    brief = bool(params.get("brief"))
    columns, heads = _columns(material, brief)
    rows: list[Row] = []
    for month, inside in groupby(material.lines, key=lambda line: (line.planned.start.year, line.planned.start.month)):
        of_month = list(inside)
        words = f"{month[1]}月" if month[0] == material.lines[-1].planned.start.year else f"{month[0]}年\n{month[1]}月"
        for at, line in enumerate(of_month):
            first = Cell(words, rowspan=len(of_month), again=f"{month[1]}月\n{CONTINUED}") if at == 0 else None
            rows.append(Row((first, *_cells(line, material, brief))))
    title = f"{material.title}倒排工期表"
    size = params.get("size", 9)
    done = sum(line.planned.state.state is State.DONE for line in material.lines)
    foot = f"{params.get('foot', '')}共{len(material.lines)}项，已办结{done}项。"
    said = "　　".join(material.days)
    table = Table(
        columns, (Row(heads),), tuple(rows), caption=title, caption_size=18,
        note=f"{said}　　　　{material.host}　{_day(material.today)}", foot=foot, size=size, row_height=5.8,
        least_height=_LEAST_ROW, most_height=_MOST_ROW, balanced=True,
    )  # fmt: skip
    return (table,)


def _columns(material: PlanMaterial, brief: bool) -> tuple[tuple[Column, ...], tuple[CellText, ...]]:
    counted = ("会　　议", Column(30, Align.LEFT, "short")) if material.whole else ("倒　排", Column(19, kind="short"))
    every: list[tuple[str, Column, bool]] = [
        ("月份", Column(11, kind="short"), False),
        ("日　期", Column(26, kind="short"), False),
        ("星期", Column(9), True),
        (*counted, False),
        ("工作事项", Column(70, Align.LEFT), False),
        ("责任单位", Column(26, Align.LEFT, "short"), False),
        ("最　迟", Column(16, kind="short"), False),
        ("依　据", Column(44, Align.LEFT, "short"), False),
        ("应出材料", Column(32, Align.LEFT, "short"), True),
        ("办　结", Column(18, kind="short"), False),
    ]
    kept = [(head, column) for head, column, wide in every if not (wide and brief)]
    return tuple(column for _head, column in kept), tuple(head for head, _column in kept)


def _cells(line: PlanLine, material: PlanMaterial, brief: bool) -> tuple[CellText, ...]:
    planned = line.planned
    hard = bool(planned.latest and planned.step.hard)

    def said(words: str) -> CellText:
        return Cell(words, bold=True, face=Face.HEI) if hard else words

    title = ("▲" if hard else "") + planned.step.title
    span = _span(planned)
    weekday = _WEEKDAYS[planned.start.weekday()] if planned.start == planned.end else ""
    counted = line.congress if material.whole else planned.counted
    latest = _short(planned.latest) if planned.latest else ""
    every = (
        (said(span), False),
        (weekday, True),
        (counted, False),
        (said(title), False),
        (planned.step.who, False),
        (said(latest), False),
        (planned.step.basis, False),
        (planned.step.papers, True),
        (_state(planned), False),
    )
    return tuple(cell for cell, wide in every if not (wide and brief))


def _state(planned: PlannedStep) -> str:
    state = planned.state
    if state.state is State.DONE:
        return f"√ {_short(state.day)}" if state.day else "√"
    return "不办" if state.state is State.DROPPED else ""


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _day(day: date) -> str:
    return f"{day.year}年{_short(day)}"


def _span(planned: PlannedStep) -> str:
    first, last = planned.start, planned.end
    return _short(first) if first == last else f"{_short(first)}—{_short(last)}"


def compose_plan_dispatch(material: PlanMaterial, _params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose what was done since the last one was printed, what is late and what is due in two weeks, each with who does it."""
    rows: list[Row] = []
    for head, lines in _sections(material):
        rows.append(
            Row((Cell(f"{head}（{len(lines)}项）", colspan=6, align=Align.LEFT), None, None, None, None, None), "group")
        )
        rows += [Row(_dispatch_cells(number, line)) for number, line in enumerate(lines, 1)]
        if not lines:
            rows.append(Row((Cell("没有", colspan=6), None, None, None, None, None)))
    title = f"{material.title}工作调度表"
    columns = (
        Column(9, kind="number"),
        Column(66, Align.LEFT),
        Column(36, Align.LEFT, "short"),
        Column(30, Align.LEFT, "short"),
        Column(24, kind="short"),
        Column(40, Align.LEFT, "short"),
    )
    heads: tuple[CellText, ...] = ("序号", "工作事项", "会　　议", "责任单位", "应办日期", "办理情况")
    table = Table(
        columns, (Row(heads),), tuple(rows), caption=title, caption_size=20,
        note=f"{_period(material)}　　　　{material.host}　{_day(material.today)}",
        foot="主持人：　　　　　　　　　　　　记录人：", size=10.5, row_height=8,
    )  # fmt: skip
    return (table,)


def _period(material: PlanMaterial) -> str:
    said = f"办结期间：{_short(material.since)}至{_short(material.today)}"
    if material.known:
        return f"{said}（{_short(material.since)}印发上次调度表）"
    return f"{said}（没有印过调度表，按近{(material.today - material.since).days}天）"


def _sections(material: PlanMaterial) -> Iterator[tuple[str, Sequence[PlanLine]]]:
    today, waiting = material.today, (State.OPEN, State.PINNED)
    done = [
        line
        for line in material.lines
        if line.planned.state.state is State.DONE
        and line.planned.state.day
        and material.since <= line.planned.state.day <= today
    ]
    open_ = [line for line in material.lines if line.planned.state.state in waiting]
    until = today + timedelta(days=_DUE_DAYS)
    head = "上次调度以来" if material.known else f"近{(today - material.since).days}天"
    yield f"一、{head}办结", done
    yield "二、逾期", sorted((line for line in open_ if line.planned.late), key=lambda line: -line.planned.late)
    yield (
        f"三、{_short(until)}以前到期",
        sorted(
            (line for line in open_ if not line.planned.late and today <= line.planned.end <= until),
            key=lambda line: line.planned.end,
        ),
    )


def _dispatch_cells(number: int, line: PlanLine) -> tuple[CellText, ...]:
    planned = line.planned
    state = planned.state
    if state.state is State.DONE:
        how = "，".join(
            part for part in (f"{_short(state.day)}办结" if state.day else "", state.by, state.number) if part
        )
    elif planned.late:
        how = f"已过{planned.late}天"
    else:
        how = ""
    last = f"\n最迟{_short(planned.latest)}" if planned.latest and planned.latest != planned.end else ""
    title = ("▲" if planned.step.hard else "") + planned.step.title
    return (str(number), title, line.congress, planned.step.who, _short(planned.end) + last, how)


PLAN_TABLE = Maker(
    compose_plan_table,
    (PLAN,),
    (text("foot", "表后的说明"), plain("size", Kind.NUMBER), plain("brief", Kind.SWITCH)),
)
PLAN_DISPATCH = Maker(compose_plan_dispatch, (PLAN,), (plain("days", Kind.NUMBER),))
