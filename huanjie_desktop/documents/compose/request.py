"""请示: the request to hold a congress, from what the workspace knows of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from huanjie_desktop.documents.blocks import Block, Heading, Paragraph, Signature, Space, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.agenda import ITEMS_CHOSEN, principal_items
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.templates import BLANK


@dataclass(frozen=True)
class _Part:
    """What an article says: its own text where there is something to say, or the agenda in its place."""

    has: Callable[[CongressMaterial], bool]
    own_text: bool = True


_PARTS: Mapping[str, _Part] = {
    "agenda": _Part(lambda _material: True, own_text=False),
    "text": _Part(lambda _material: True),
    "members": _Part(lambda material: bool(material.members)),
    "candidates": _Part(lambda material: bool(material.candidates)),
}


def compose_request(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the request; params: heading, opening, articles (title, part, text), closing, attachments.

    An article's part (agenda, text, members, candidates) says what it needs; one that has nothing to say is left out.
    """
    blocks: list[Block] = [Title(params["heading"])]
    blocks.append(Paragraph(f"{material.superior or BLANK}：", indent=0))
    blocks.append(Paragraph(params["opening"]))
    at = 0
    for article in params["articles"]:
        lines = _lines(material, params, article)
        if lines:
            blocks.append(Heading(1, label(0, at) + article["title"]))
            blocks += [Paragraph(line) for line in lines]
            at += 1
    blocks.append(Paragraph(params["closing"]))
    blocks.append(Space())
    for place, title in enumerate(params.get("attachments", ()), 1):
        blocks.append(Paragraph(f"{'附件：' if place == 1 else '　　　'}{place}. {title}"))
    blocks.append(Space())
    blocks.append(Signature(material.host, "　　年　　月　　日"))
    return tuple(blocks)


def _part(article: Mapping[str, Any]) -> _Part:
    return _PARTS.get(article.get("part", ""), _PARTS["text"])


def _lines(material: CongressMaterial, params: Mapping[str, Any], article: Mapping[str, Any]) -> list[str]:
    part = _part(article)
    if not part.own_text:
        items = principal_items(material.sessions, params)
        return [label(min(item.depth + 2, 3), item.place) + item.title for item in items]
    return [article.get("text", "")] if part.has(material) else []


REQUEST = Maker(
    compose_request,
    (CONGRESS,),
    (
        text("heading", "标题", needed=True),
        text("opening", "开头", needed=True),
        text(
            "articles[].title",
            "条目标题",
            needed=True,
            used=lambda material, article: _part(article).has(material),
        ),
        plain("articles[].part", Kind.WORD, needed=True, choices=tuple(_PARTS)),
        text(
            "articles[].text",
            "条目正文",
            used=lambda material, article: _part(article).has(material),
            ignored=lambda article: not _part(article).own_text,
        ),
        text("closing", "结尾", needed=True),
        text("attachments[]", "附件"),
        *ITEMS_CHOSEN,
    ),
    needs=(needs.dates, needs.members, needs.superior),
)
