"""Covers, contents, and papers of numbered articles."""

from collections.abc import Mapping
from typing import Any

from huanjie_desktop.documents.blocks import Block, Contents, Cover, Heading, Paragraph, Signature, Title
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.domain.agenda import label
from huanjie_desktop.domain.numerals import chinese_date, chinese_span


def congress_words(material: CongressMaterial) -> dict[str, str]:
    """Return what texts of the catalogue may name in braces."""
    congress = material.congress
    return {
        "title": material.title,
        "short_title": material.short_title,
        "county": material.county,
        "unit": congress.unit,
        "venue": congress.venue or "会场",
        "dates": chinese_span(congress.start, congress.end) if congress.start else "",
        "start": chinese_date(congress.start) if congress.start else "",
        "member": material.words.member,
        "group": material.words.group,
        "own_group": material.words.own_group,
        "leader": next(iter(material.kind.roles), ""),
        "congress": material.words.congress,
    }


def compose_cover(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the packet's cover; params: kind (会议材料), sign (who issues it)."""
    words = congress_words(material)
    foot = [str(params["sign"]).format(**words)]
    start = material.congress.start
    if start is not None:
        foot.append(f"{start.year}年{start.month}月")
    return (Cover(material.title_lines, params["kind"], tuple(foot), material.copy_mark),)


def compose_contents(material: CongressMaterial, _params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the contents of a packet from the entries handed in."""
    return (Title("目　录"), Contents(material.contents))


def compose_articles(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a paper of numbered articles; params: heading, articles (title, text), sign.

    Texts may name {title}, {venue}, {dates} and the like; the sign is left out where the congress has no dates.
    """
    words = congress_words(material)
    blocks: list[Block] = [Title(f"{material.title}\n{params['heading']}")]
    for at, article in enumerate(params["articles"]):
        blocks.append(Heading(1, label(0, at) + article["title"]))
        for text in str(article["text"]).format(**words).strip().split("\n"):
            blocks.append(Paragraph(text))
    if params.get("sign") and material.congress.start:
        start = material.congress.start
        blocks.append(Signature(str(params["sign"]).format(**words), f"{start.year}年{start.month}月"))
    return tuple(blocks)
