"""请示: the request to hold a congress, from what the workspace knows of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from huanjie_desktop.documents.blocks import Block, Heading, Paragraph, Signature, Space, Title
from huanjie_desktop.documents.compose.agenda import principal_items
from huanjie_desktop.documents.compose.front import congress_words
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.people import Person

_BLANK = "＿＿＿＿＿＿"
_MAJORITY, _FEMALE = "汉族", "女"


def compose_request(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the request; params: heading, opening, articles (title, part, text), closing, attachments.

    An article's part (agenda, text, members, candidates) says what it needs; one that has nothing to say is left out.
    """
    words = _words(material)
    blocks: list[Block] = [Title(str(params["heading"]).format(**words))]
    blocks.append(Paragraph(f"{material.superior or _BLANK}：", indent=0))
    blocks.append(Paragraph(str(params["opening"]).format(**words)))
    at = 0
    for article in params["articles"]:
        texts = _PARTS[article["part"]](material, params, str(article.get("text", "")).format(**words))
        if texts:
            blocks.append(Heading(1, label(0, at) + article["title"]))
            blocks += [Paragraph(text) for text in texts]
            at += 1
    blocks.append(Paragraph(params["closing"]))
    blocks.append(Space())
    for place, title in enumerate(params.get("attachments", ()), 1):
        blocks.append(Paragraph(f"{'附件：' if place == 1 else '　　　'}{place}. {title}"))
    blocks.append(Space())
    blocks.append(Signature(material.host, "　　年　　月　　日"))
    return tuple(blocks)


def _words(material: CongressMaterial) -> dict[str, str]:
    members = material.members
    women = sum(person.sex == _FEMALE for person in members)
    minorities = sum(person.ethnic_group not in ("", _MAJORITY) for person in members)
    congress = material.congress
    days = (congress.end - congress.start).days + 1 if congress.start and congress.end else 1
    groups = [(group.name or "候选人预备人选", len(group.people)) for group in material.candidates]
    return congress_words(material) | {
        "host": material.host,
        "days": str(days),
        "dates": congress_words(material)["dates"] or _BLANK,
        "start": chinese_date(congress.start) if congress.start else _BLANK,
        "members": str(len(members)),
        "groups": str(sum(bool(each.members) for each in material.groups)),
        "women": str(women),
        "women_share": _share(women, members),
        "minorities": str(minorities),
        "minorities_share": _share(minorities, members),
        "candidates": str(sum(count for _, count in groups)),
        "candidate_groups": "，".join(f"{name}{count}名" for name, count in groups),
    }


def _share(count: int, of: Sequence[Person]) -> str:
    return f"{count * 100 / len(of):.1f}" if of else "0"


def _agenda(material: CongressMaterial, params: Mapping[str, Any], _text: str) -> list[str]:
    items = principal_items(material.sessions, params)
    return [f"（{label(0, at).removesuffix('、')}）{item}" for at, item in enumerate(items)]


def _text(_material: CongressMaterial, _params: Mapping[str, Any], text: str) -> list[str]:
    return [text]


def _members(material: CongressMaterial, _params: Mapping[str, Any], text: str) -> list[str]:
    return [text] if material.members else []


def _candidates(material: CongressMaterial, _params: Mapping[str, Any], text: str) -> list[str]:
    return [text] if material.candidates else []


_PARTS: Mapping[str, Callable[[CongressMaterial, Mapping[str, Any], str], list[str]]] = {
    "agenda": _agenda,
    "text": _text,
    "members": _members,
    "candidates": _candidates,
}
