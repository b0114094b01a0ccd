"""日程: when a congress sits, where, who leads and who comes."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from itertools import groupby
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, Row, Table, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.agenda import ADOPTED, dated, when_adopted
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial, SessionMaterial
from huanjie_desktop.domain.numerals import half_day, twelve_hours, weekday

CONTINUED = "（续）"
UNDATED, UNTIMED = "日期\n待定", "待定"
_HEADS = (Cell("日　期", colspan=2), None, "时　间", "内　　容", "地　点", "主持人", "参加人员")
_COLUMNS = (
    Column(13),
    Column(6),
    Column(10, kind="date"),
    Column(42, Align.LEFT, "items"),
    Column(17, kind="short"),
    Column(13, kind="short"),
    Column(14, kind="short"),
)


def compose_programme(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the programme, a table by day and half day; params: heading, mark （草案）, those of `dated`.

    Sittings without a day stand at the end in their own order, those without a time at the end of their day; the cell of a
    day goes on with （续） where a sheet ends.
    """
    rows: list[Row] = []
    for day, inside in groupby(_in_order(material.sessions), key=lambda each: each.session.day):
        of_day = list(inside)
        halves = [list(half) for _, half in groupby(of_day, key=lambda each: _half(each.session.start))]
        for sessions in halves:
            half = _half(sessions[0].session.start)
            for session in sessions:
                first, starts = not rows or session is of_day[0], session is sessions[0]
                words = _day_words(day)
                rows.append(
                    _row(
                        session,
                        Cell(words, rowspan=len(of_day), again=words + "\n" + CONTINUED) if first else None,
                        Cell(half, rowspan=len(sessions), again=half) if starts else None,
                    )
                )
    title = f"{params['heading']}{params.get('mark', '')}"
    return (
        Title(f"{material.title}\n{title}", dated(material, params)),
        Table(_COLUMNS, (Row(_HEADS),), tuple(rows), size=12, row_height=11, again=title + CONTINUED),
    )


def _row(session: SessionMaterial, day: CellText, half: CellText) -> Row:
    about = session.session
    lines = [about.title, *(placed.words for placed in session.items if placed.depth == 0)]
    when = twelve_hours(about.start) if about.start else UNTIMED
    return Row((day, half, when, "\n".join(lines), about.place, about.chair, about.attendance))


def _in_order(sessions: Sequence[SessionMaterial]) -> list[SessionMaterial]:
    return sorted(sessions, key=_when)


def _when(session: SessionMaterial) -> tuple[date, time, int]:
    """Return where a sitting stands; one without a day is not moved by its clock."""
    about = session.session
    if about.day is None:
        return date.max, time.min, about.position
    return about.day, about.start or time.max, about.position


def _day_words(day: date | None) -> str:
    return f"{day.month}月{day.day}日\n{weekday(day)}" if day else UNDATED


def _half(start: time | None) -> str:
    return half_day(start) if start else ""


PROGRAMME = Maker(
    compose_programme,
    (CONGRESS,),
    (text("heading", "标题", needed=True), text("mark", "标题后的标记"), plain("dated", Kind.SWITCH), *ADOPTED),
    needs=(needs.dates, needs.sessions, needs.times, when_adopted),
)
