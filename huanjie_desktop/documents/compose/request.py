"""请示: a request to the superior in upward form, one matter a paper, from what the workspace knows of the congress."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from huanjie_desktop.documents.blocks import Block, Heading, Paragraph, RedHead, Signature, Space, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.agenda import ITEMS_CHOSEN, principal_items
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.compose.rosters import people_table
from huanjie_desktop.documents.material import CongressMaterial, ElectionMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.templates import BLANK

_TABLE_SIZE = 10.5


@dataclass(frozen=True)
class _Part:
    """What an article says: its own text where there is something to say, or what stands in its place."""

    has: Callable[[CongressMaterial], bool]
    own_text: bool = True


_PARTS: Mapping[str, _Part] = {
    "agenda": _Part(lambda _material: True, own_text=False),
    "text": _Part(lambda _material: True),
    "members": _Part(lambda material: bool(material.members)),
    "candidates": _Part(lambda material: bool(material.candidates)),
    "elections": _Part(lambda material: bool(material.elections)),
    "candidate_tables": _Part(lambda material: bool(material.candidates)),
}
_ENCLOSED: Mapping[str, Callable[[CongressMaterial], bool]] = {
    "always": lambda _material: True,
    "members": lambda material: bool(material.members),
    "candidates": lambda material: bool(material.candidates),
    "agenda": lambda material: bool(material.sessions),
    "nothing": lambda _material: False,
}


def compose_request(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the request; params: red_head, number and signer above the title, heading, opening, articles (title, part, text, order),
    closing, attachments with what each needs to be `enclosed`, columns of the tables of people, note under the signature.

    An article's part says what it needs; one that has nothing to say is left out.
    """
    blocks: list[Block] = _head(params)
    blocks.append(Title(params["heading"]))
    blocks.append(Paragraph(f"{material.superior or BLANK}：", indent=0))
    blocks.append(Paragraph(params["opening"]))
    at = 0
    for article in sorted(params["articles"], key=lambda article: article.get("order", 0)):
        said = _article(material, params, article)
        if said:
            blocks.append(Heading(1, label(0, at) + article["title"]))
            blocks += said
            at += 1
    blocks.append(Paragraph(params["closing"], keep_with_next=True))
    blocks += _attachments(material, params)
    blocks.append(Signature(material.host, "　　年　　月　　日", sealed=True))
    if params.get("note"):
        blocks.append(Paragraph(params["note"]))
    return tuple(blocks)


def _head(params: Mapping[str, Any]) -> list[Block]:
    """Return the head above the title, none where the office's texts have nothing in it."""
    mark, number, signer = (str(params.get(key, "")) for key in ("red_head", "number", "signer"))
    return [RedHead(mark, number, signer)] if mark or number or signer else []


def _attachments(material: CongressMaterial, params: Mapping[str, Any]) -> list[Block]:
    """Return the list of what is enclosed: numbered where there is more than one thing."""
    titles = list(params.get("attachments", ()))
    wanted = list(params.get("enclosed", ())) + ["always"] * len(titles)
    found = [title for title, need in zip(titles, wanted, strict=False) if _ENCLOSED[need](material)]
    if not found:
        return []
    if len(found) == 1:
        return [Space(), Paragraph(f"附件：{found[0]}", keep_with_next=True)]
    lines = [f"{'附件：' if at == 1 else '　　　'}{at}.{title}" for at, title in enumerate(found, 1)]
    return [Space(), *(Paragraph(line, keep_with_next=True) for line in lines)]


def _part(article: Mapping[str, Any]) -> _Part:
    return _PARTS.get(article.get("part", ""), _PARTS["text"])


def _article(material: CongressMaterial, params: Mapping[str, Any], article: Mapping[str, Any]) -> list[Block]:
    part, name = _part(article), article.get("part", "")
    if not part.own_text:
        items = principal_items(material.sessions, params)
        return [Paragraph(label(min(item.depth + 2, 3), item.place) + item.title) for item in items]
    if not part.has(material):
        return []
    blocks: list[Block] = [Paragraph(article["text"])] if article.get("text") else []
    if name == "elections":
        blocks += [
            Paragraph(f"{label(2, at)}{_election(each, material)}") for at, each in enumerate(material.elections)
        ]
    elif name == "candidate_tables":
        blocks += _tables(material, params)
    return blocks


def _election(each: ElectionMaterial, material: CongressMaterial) -> str:
    """Return 委员名额＿＿名，提名候选人39名，差额不少于10%: the seats are the superior's to say."""
    measure = material.words.measure
    surplus = (
        f"，差额不少于{each.percent}%" if each.percent else f"，差额{each.extra}{measure}以上" if each.extra else ""
    )
    return f"{each.title}名额{BLANK}{measure}，提名候选人{each.nominated or BLANK}{measure}{surplus}。"


def _tables(material: CongressMaterial, params: Mapping[str, Any]) -> list[Block]:
    """Return a table of each group of candidates under its name."""
    specs = [material.columns[field] for field in params.get("columns", ())]
    blocks: list[Block] = []
    for at, group in enumerate(material.candidates):
        words = f"（{label(0, at).removesuffix('、')}）{group.name}（{len(group.people)}{material.words.measure}）"
        table = people_table(specs, group.people, material.base_date, _TABLE_SIZE)
        blocks += [Heading(2, words), replace(table, again=f"{group.name}（续）"), Space(0.5)]
    return blocks


def _is_used(material: Any, article: Mapping[str, Any]) -> bool:
    return _part(article).has(material)


REQUEST = Maker(
    compose_request,
    (CONGRESS,),
    (
        text("red_head", "发文机关标志（红头）"),
        text("number", "发文字号"),
        text("signer", "签发人"),
        text("heading", "标题", needed=True),
        text("opening", "开头", needed=True),
        text("articles[].title", "条目标题", needed=True, used=_is_used),
        plain("articles[].part", Kind.WORD, needed=True, choices=tuple(_PARTS)),
        plain("articles[].order", Kind.NUMBER),
        text("articles[].text", "条目正文", used=_is_used, ignored=lambda article: not _part(article).own_text),
        text("closing", "结尾", needed=True),
        text("attachments[]", "附件"),
        plain("enclosed[]", Kind.WORD, choices=tuple(_ENCLOSED)),
        plain("columns[]", Kind.COLUMN),
        text("note", "附注"),
        *ITEMS_CHOSEN,
    ),
    needs=(needs.dates, needs.members, needs.superior),
)
