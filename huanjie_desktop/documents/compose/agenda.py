"""议程: what a congress deals with."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from huanjie_desktop.documents.blocks import Block, Heading, Paragraph, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial, SessionMaterial
from huanjie_desktop.domain.agenda import bare, label
from huanjie_desktop.domain.meeting import MATTER, PLENARY, PROCEDURE, AgendaItem, Session
from huanjie_desktop.domain.numerals import chinese_date, chinese_span

_INDENTS = (2.0, 4.0, 6.0, 7.0)


class Principal(NamedTuple):
    """An item of the congress's own agenda: `depth` 0 for the first level, `place` it has among those beside it."""

    depth: int
    place: int
    title: str


def compose_agenda(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the agenda; params: mark （草案）, by_session (sessions as headings) or one list of all items; those of `dated`."""
    subtitle = dated(material, params)
    blocks: list[Block] = [Title(f"{material.title}\n议程{params.get('mark', '')}", subtitle)]
    if params.get("by_session", False):
        for session in material.sessions:
            blocks.append(Heading(2, session.session.title))
            blocks += _items([(each.depth, each.words) for each in session.items])
        return tuple(blocks)
    items = principal_items(material.sessions, params)
    blocks += _items([(item.depth, label(item.depth, item.place) + item.title) for item in items])
    return tuple(blocks)


def _items(items: Sequence[tuple[int, str]]) -> list[Paragraph]:
    """Return a line for each (depth, words), one that has others below it kept with the first, the last not left alone."""
    depths = [*(depth for depth, _ in items), 0][1:]
    return [
        Paragraph(words, indent=_INDENTS[min(depth, 3)], keep_with_next=below > depth or at == len(items) - 2)
        for at, ((depth, words), below) in enumerate(zip(items, depths, strict=True))
    ]


def principal_items(sessions: Sequence[SessionMaterial], params: Mapping[str, Any]) -> list[Principal]:
    """Return the items of the plenary sittings with all below them, numbered through; procedure is left out.

    What stands on the first level of several sittings with nothing below it (a report heard and then adopted) is one item.
    Params: sessions, leave_out are words by which a kind's own file knows sittings and items of which nobody has said
    what they are.
    """
    found: list[Principal] = []
    seen: dict[str, str] = {}
    index: list[int] = []
    for session in sessions:
        if not _is_plenary(session.session, params):
            continue
        parents = {placed.item.parent_id for placed in session.items}
        left_out: set[str] = set()
        for placed in session.items:
            item = placed.item
            title = bare(item.title)
            again = placed.depth == 0 and item.id not in parents and seen.get(title, session.session.id)
            if item.parent_id in left_out or _is_left_out(item, params) or (again and again != session.session.id):
                left_out.add(item.id)
                continue
            if placed.depth == 0:
                seen[title] = session.session.id
            index = [*index, *([-1] * (placed.depth + 1 - len(index)))][: placed.depth + 1]
            index[-1] += 1
            found.append(Principal(placed.depth, index[-1], title))
    return found


def _is_plenary(session: Session, params: Mapping[str, Any]) -> bool:
    named = any(word in session.title for word in params.get("sessions", ()))
    return session.role == PLENARY or (not session.role and named)


def _is_left_out(item: AgendaItem, params: Mapping[str, Any]) -> bool:
    named = params.get("leave_out")
    if named is None or item.role == MATTER:
        return item.role == PROCEDURE
    return any(word in item.title for word in named)


def dated(material: CongressMaterial, params: Mapping[str, Any]) -> str:
    """Return the days of the congress as a title has them under it; params: dated, whether it has them at all.

    With the param adopted, the role of a sitting, it says instead when and by the first of these the paper was adopted.
    """
    congress = material.congress
    if params.get("adopted"):
        return _adopted(material, params)
    if not params.get("dated", True):
        return ""
    return f"（{chinese_span(congress.start, congress.end) if congress.start else '　　　　年　　月　　日'}）"


def adopting(material: CongressMaterial, params: Mapping[str, Any]) -> Session | None:
    """Return the first sitting that has the role in params adopted, None where there is none."""
    return next((each.session for each in material.sessions if each.session.role == params.get("adopted")), None)


def _adopted(material: CongressMaterial, params: Mapping[str, Any]) -> str:
    """Return 2026年7月25日大会预备会议通过 in brackets, blanks for a day that is not known."""
    session = adopting(material, params)
    title = session.title if session else str(params.get("adopted_by", ""))
    day = chinese_date(session.day) if session and session.day else "　　　　年　　月　　日"
    congress = material.words.congress
    return f"（{day}{congress if congress not in title else ''}{title}通过）"


def when_adopted(material: CongressMaterial, params: Mapping[str, Any]) -> Iterator[str]:
    """Need the day of the sitting that adopts the paper."""
    session = adopting(material, params)
    if params.get("adopted") and (session is None or session.day is None):
        title = session.title if session else str(params.get("adopted_by", ""))
        yield f"没有“{title}”的日期"


ADOPTED = (plain("adopted", Kind.WORD), text("adopted_by", "通过它的会次"))  # what `dated` takes beside it
ITEMS_CHOSEN = (plain("sessions[]", Kind.WORD), plain("leave_out[]", Kind.WORD))  # what `principal_items` takes
AGENDA = Maker(
    compose_agenda,
    (CONGRESS,),
    (
        text("mark", "标题后的标记"),
        plain("by_session", Kind.SWITCH),
        plain("dated", Kind.SWITCH),
        *ADOPTED,
        *ITEMS_CHOSEN,
    ),
    needs=(needs.sessions, when_adopted),
)
