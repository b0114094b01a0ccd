"""议程 and 日程: what is dealt with, and when."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, Heading, Paragraph, Row, Table, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial, SessionMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.numerals import chinese_span, half_day, weekday

_INDENTS = (2.0, 4.0, 6.0, 7.0)


def compose_agenda(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the agenda; params: mark （草案）, by_session (sessions as headings) or one list of all items."""
    subtitle = _subtitle(material, params)
    blocks: list[Block] = [Title(f"{material.title}\n议程{params.get('mark', '')}", subtitle)]
    if params.get("by_session", False):
        for session in material.sessions:
            blocks.append(Heading(2, session.session.title))
            blocks += _items(session)
        return tuple(blocks)
    for at, item in enumerate(principal_items(material.sessions, params)):
        blocks.append(Paragraph(label(0, at) + item))
    return tuple(blocks)


def _items(session: SessionMaterial) -> list[Block]:
    return [
        Paragraph(placed.label + placed.item.title, indent=_INDENTS[min(placed.depth, 3)]) for placed in session.items
    ]


def principal_items(sessions: Sequence[SessionMaterial], params: Mapping[str, Any]) -> list[str]:
    """Return the items of the plenary sittings, each once; what only opens or closes a sitting is left out.

    Params: sessions, leave_out (words in their titles).
    """
    left_out = tuple(params.get("leave_out", ()))
    found: dict[str, None] = {}
    for session in sessions:
        if not any(word in session.session.title for word in params.get("sessions", ())):
            continue
        for placed in session.items:
            has_children = any(other.item.parent_id == placed.item.id for other in session.items)
            if has_children or any(word in placed.item.title for word in left_out):
                continue
            found.setdefault(placed.item.title)
    return list(found)


def compose_programme(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the programme, a table by day and half day; params: mark （草案）."""
    columns = (
        Column(16),
        Column(11, kind="date"),
        Column(40, Align.LEFT),
        Column(18),
        Column(14),
        Column(16),
    )
    head = (Row(("日期", "时间", "内容", "地点", "主持人", "参加人员")),)
    sessions = sorted(material.sessions, key=_when)
    rows = []
    for at, session in enumerate(sessions):
        first = at == 0 or sessions[at - 1].session.day != session.session.day
        span = sum(other.session.day == session.session.day for other in sessions[at:])
        rows.append(_programme_row(session, span if first else 0))
    return (
        Title(f"{material.title}\n日程{params.get('mark', '')}", _subtitle(material, params)),
        Table(columns, head, tuple(rows), size=12, row_height=11),
    )


def _programme_row(session: SessionMaterial, span: int) -> Row:
    about = session.session
    day: CellText = Cell(_day_words(about.day), rowspan=span) if span else None
    lines = [about.title]
    lines += [f"{placed.label}{placed.item.title}" for placed in session.items if placed.depth == 0]
    return Row((day, _time_words(about.start), "\n".join(lines), about.place, about.chair, about.attendance))


def _when(session: SessionMaterial) -> tuple[date, time, int]:
    about = session.session
    return about.day or date.max, about.start or time.max, about.position


def _day_words(day: date | None) -> str:
    return f"{day.month}月{day.day}日\n（{weekday(day)}）" if day else ""


def _time_words(start: time | None) -> str:
    return f"{half_day(start)}\n{start.hour}:{start.minute:02d}" if start else ""


def _subtitle(material: CongressMaterial, params: Mapping[str, Any]) -> str:
    congress = material.congress
    if not params.get("dated", True) or congress.start is None:
        return ""
    return f"（{chinese_span(congress.start, congress.end)}）"


ITEMS_CHOSEN = (plain("sessions[]", Kind.WORD), plain("leave_out[]", Kind.WORD))  # what `principal_items` takes
AGENDA = Maker(
    compose_agenda,
    (CONGRESS,),
    (text("mark", "标题后的标记"), plain("by_session", Kind.SWITCH), plain("dated", Kind.SWITCH), *ITEMS_CHOSEN),
    needs=(needs.sessions,),
)
PROGRAMME = Maker(
    compose_programme,
    (CONGRESS,),
    (text("mark", "标题后的标记"), plain("dated", Kind.SWITCH)),
    needs=(needs.dates, needs.sessions),
)
