"""Covers, contents, and papers of numbered articles."""

from collections.abc import Mapping
from typing import Any

from huanjie_desktop.documents.blocks import Block, Contents, Cover, Heading, Paragraph, Signature, Title
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CONGRESS, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.material import CongressMaterial
from huanjie_desktop.domain.agenda import label


def compose_cover(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the packet's cover; params: kind (会议材料), sign (who issues it)."""
    foot = [str(params["sign"]), _month(material)]
    return (Cover(material.title_lines, params["kind"], tuple(foot), material.copy_mark),)


def compose_contents(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the contents of a packet from the entries handed in; printed alone, without pages, it numbers them and says of what it is.

    Params: heading, what it is called then.
    """
    alone = not any(page for _, page in material.contents)
    if not alone:
        return (Title("目　录"), Contents(material.contents))
    listed = tuple((f"{at}.{title}", "") for at, (title, _) in enumerate(material.contents, 1))
    return (Title(f"{material.title}\n{params['heading']}"), Contents(listed))


def compose_articles(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a paper of numbered articles; params: heading, articles (title, text), sign.

    The month under the sign is left blank where the congress has no dates.
    """
    blocks: list[Block] = [Title(f"{material.title}\n{params['heading']}")]
    for at, article in enumerate(params["articles"]):
        blocks.append(Heading(1, label(0, at) + article["title"]))
        blocks += [Paragraph(line) for line in article["text"].strip().split("\n")]
    if params.get("sign"):
        blocks.append(Signature(params["sign"], _month(material)))
    return tuple(blocks)


def _month(material: CongressMaterial) -> str:
    start = material.congress.start
    return f"{start.year}年{start.month}月" if start else "　　年　　月"


COVER = Maker(
    compose_cover,
    (CONGRESS,),
    (text("kind", "材料名称", needed=True), text("sign", "落款", needed=True)),
    needs=(needs.dates,),
)
CONTENTS = Maker(compose_contents, (CONGRESS,), (text("heading", "单独印时的标题", needed=True),))
ARTICLES = Maker(
    compose_articles,
    (CONGRESS,),
    (
        text("heading", "标题", needed=True),
        text("articles[].title", "条目标题", needed=True),
        text("articles[].text", "条目正文", needed=True),
        text("sign", "落款"),
    ),
    needs=(needs.dates,),
)
