"""推荐情况统计表: for each post the votes of the listed names and of those written in, in all and by category."""

from collections.abc import Mapping
from typing import Any

from huanjie_desktop.documents.blocks import (
    TABLE_MARGINS,
    Align,
    BarChart,
    Block,
    Cell,
    CellText,
    Column,
    PageBreak,
    PageStyle,
    Paper,
    Row,
    Table,
)
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CAMPAIGN, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.compose.results import OF_RESULTS, name_column, result_in, rules_foot, shown_name
from huanjie_desktop.documents.compose.sheet_layout import type_area
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import Post
from huanjie_desktop.domain.results import Group
from huanjie_desktop.domain.tally import share_words

_SERIAL, _NAME, _COUNT, _SHARE = 10.0, 28.0, 12.0, 15.0
_WRITTEN = "另推荐人选"


def recommendation_page(material: CampaignMaterial) -> PageStyle:
    """Return the smallest paper that holds all categories beside each other."""
    needed = _SERIAL + _NAME + (1 + len(result_in(material).groups)) * (_COUNT + _SHARE)
    for paper, landscape in ((Paper.A4, False), (Paper.A4, True)):
        page = PageStyle(paper, landscape, TABLE_MARGINS, "total")
        if needed <= type_area(page)[0]:
            return page
    return PageStyle(Paper.A3, True, TABLE_MARGINS, "total")


def compose_recommendations(material: CampaignMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a table and a chart for each post, each post on a page of its own; params: heading, signatures, day."""
    caption = params["heading"]
    foot = rules_foot(material, params["signatures"], params["day"])
    blocks: list[Block] = []
    for at, post in enumerate(material.setup.posts):
        blocks += [PageBreak()] if at else []
        blocks += [_table(material, post, caption, foot), _chart(material, post)]
    return tuple(blocks)


def _table(material: CampaignMaterial, post: Post, caption: str, foot: str) -> Table:
    categories = result_in(material).groups
    votes = (Column(_COUNT, kind="count", strong=True), Column(_SHARE, kind="share"))
    columns = (Column(_SERIAL, kind="number"), name_column(material, _NAME), *(votes * (1 + len(categories))))
    return Table(
        columns,
        _head(categories),
        tuple(_rows(material, post, len(columns))),
        caption=caption,
        note="\n".join(_notes(material, post)),
        note_align=Align.LEFT,
        note_once=True,
        foot=foot,
        row_height=9,
        least_height=7,
        balanced=True,
    )


def _head(categories: tuple[Group, ...]) -> tuple[Row, ...]:
    """Return the head of three lines: 推荐总体情况, and 填表人情况 with each category under it."""
    upper: list[CellText] = [Cell("序号", rowspan=3), Cell("推荐人选", rowspan=3)]
    upper += [Cell("推荐总体情况", colspan=2, rowspan=2), None]
    if categories:
        upper += [Cell("填表人情况", colspan=2 * len(categories)), *([None] * (2 * len(categories) - 1))]
    middle: list[CellText] = [None] * 4
    for category in categories:
        title = f"\n（{category.title}）" if category.code and category.title else ""
        middle += [Cell(category.words + title, colspan=2), None]
    lower = ("票数", "比率") * (1 + len(categories))
    return Row(tuple(upper)), Row(tuple(middle)), Row((None, None, *lower))


def _rows(material: CampaignMaterial, post: Post, columns: int) -> list[Row]:
    """Return the listed names in their order, then those written in."""
    result, categories = result_in(material), (None, *result_in(material).groups)
    rows: list[Row] = []
    for subject in material.setup.subjects_of(post):
        cells = [str(len(rows) + 1), shown_name(material, subject)]
        for category in categories:
            numbers = result.numbers(subject, 0, category)
            cells += [str(numbers[0]), share_words(numbers[0], result.base(numbers, category))]
        rows.append(Row(tuple(cells)))
    written = result.written_in(post)
    serial = len(rows)
    if written:
        rows.append(Row((Cell(_WRITTEN, colspan=columns, align=Align.LEFT), *([None] * (columns - 1))), kind="group"))
    for at, name in enumerate(written, serial + 1):
        cells = [str(at), name]
        for category in categories:
            votes = result.votes(post, name, category)
            cells += [str(votes), share_words(votes, result.base((votes, 0), category))]
        rows.append(Row(tuple(cells)))
    return rows


def _notes(material: CampaignMaterial, post: Post) -> list[str]:
    campaign, box = material.setup.campaign, result_in(material).box()
    entitled = sum(each.entitled for each in material.setup.categories) or campaign.issued
    abstained = box.blank if material.form.rules.blank == "abstain" else 0
    return [
        f"推荐岗位：{post.title}（{post.seats}名）",
        f"参加推荐范围：{campaign.scope or '＿＿＿＿＿＿'}（共{entitled}人）",
        f"推荐情况：参加推荐共{campaign.issued}人，收回推荐票{box.collected}张"
        f"（其中弃权票{abstained}张，作废票{box.void}张）",
    ]


def _chart(material: CampaignMaterial, post: Post) -> BarChart:
    result, categories = result_in(material), result_in(material).groups
    parts = categories or (None,)
    bars = [
        (material.setup.named(subject.id), tuple(result.numbers(subject, 0, each)[0] for each in parts))
        for subject in material.setup.subjects_of(post)
    ]
    bars += [(name, tuple(result.votes(post, name, each) for each in parts)) for name in result.written_in(post)]
    series = tuple(each.words for each in categories) or ("得票",)
    return BarChart(f"推荐岗位“{post.title}”得票", series, tuple(bars))


RECOMMENDATIONS = Maker(
    compose_recommendations,
    (CAMPAIGN,),
    (*OF_RESULTS, text("day", "统计日期前的字", needed=True)),
    recommendation_page,
    needs=(needs.result,),
)
