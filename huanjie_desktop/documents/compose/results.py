"""测评结果汇总表: the counts and shares of every subject and item, in all and by category, in the order of the sheet."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from huanjie_desktop.catalog.forms import BASES, KINDS, rule_sentences
from huanjie_desktop.documents.blocks import (
    TABLE_MARGINS,
    Align,
    BarChart,
    Block,
    Cell,
    CellText,
    Column,
    Face,
    PageBreak,
    PageStyle,
    Paper,
    Row,
    Table,
)
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.count_slip import signature_line
from huanjie_desktop.documents.compose.makers import CAMPAIGN, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.compose.sheet_layout import type_area
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import AppraisedSubject
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.poll import short_digest
from huanjie_desktop.domain.results import FEW, Group, Result
from huanjie_desktop.domain.tally import share_words

_SERIAL, _NAME, _ITEM, _CATEGORY = 9.0, 26.0, 24.0, 14.0
_COUNT, _SHARE, _REST = 9.0, 13.0, 10.0
_MOST_JOINED = 12  # items that one cell with a name stands beside
_DAY = "　　年　　月　　日"


def result_page(material: CampaignMaterial) -> PageStyle:
    """Return the smallest paper that holds all grades beside each other."""
    grades = len(material.form.grade_heads)
    needed = _SERIAL + _NAME + _ITEM + grades * (_COUNT + _SHARE) + 3 * _REST
    for paper, landscape in ((Paper.A4, False), (Paper.A4, True)):
        page = PageStyle(paper, landscape, TABLE_MARGINS, "total")
        if needed <= type_area(page)[0]:
            return page
    return PageStyle(Paper.A3, True, TABLE_MARGINS, "total")


def compose_results(material: CampaignMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the summary, its chart and the table by category; params: heading, signatures, overall (the item charted)."""
    caption = params["heading"]
    foot = rules_foot(material, params["signatures"])
    blocks: list[Block] = [_summary(material, caption, foot), _chart(material, params.get("overall", ""))]
    if len(result_in(material).groups) > 1:
        blocks += [PageBreak(), _by_category(material, f"{caption}（分票类）", foot)]
    return tuple(blocks)


def result_in(material: CampaignMaterial) -> Result:
    """Return the result; services see to it that there is one."""
    if material.result is None:
        raise ValueError("a paper of results was composed without one")
    return material.result


def shown_name(material: CampaignMaterial, subject: AppraisedSubject) -> str:
    """Return a subject's name for a `name_column`; who has a namesake has unit and post below it."""
    name = material.setup.named(subject.id, "\n")
    return display_name(name) if material.setup.has_namesakes else name


def name_column(material: CampaignMaterial, width: float) -> Column:
    """Return a column of subjects' names; it breaks its lines where some are told apart."""
    return Column(width, face=Face.FANG) if material.setup.has_namesakes else Column(width, kind="name")


def lead_lines(material: CampaignMaterial) -> list[str]:
    """Return what stands above every table of results: whom it is of, when, and who took part."""
    campaign = material.setup.campaign
    words = [f"测评单位：{campaign.unit}"]
    words += [f"测评时间：{chinese_date(campaign.day)}"] if campaign.day else []
    lines = ["　　　".join(words)]
    return [*lines, f"参加范围：{campaign.scope}"] if campaign.scope else lines


def sheets_line(result: Result, category: Group | None = None) -> str:
    """Return how many sheets were handed out, came back, are valid and void: of one category or in all."""
    box, issued = result.box(category), result.issued(category)
    words = [] if issued is None else [f"发出{issued}张"]
    words += [f"收回{box.collected}张", f"有效{box.valid}张", f"无效{box.void}张"]
    return "，".join(words) + "。"


def rules_foot(material: CampaignMaterial, signatures: Sequence[str], day: str = "") -> str:
    """Return the counting rules, numbered, the short form of the totals' digest, and a line to sign on."""
    result = result_in(material)
    rules = list(rule_sentences(material.form))
    if any(len(group.categories) > 1 for group in result.groups):
        rules.append(f"同一票类的有效票不足{FEW}张的，与其他票类合并列出，以保密")
    lines = [f"{'　　　' if at else '说明：'}{at + 1}. {text}。" for at, text in enumerate(rules)]
    check = f"结果校验：{short_digest(result.digest)}"
    check += f"　　改动记录：{material.journal}" if material.journal else ""
    return "\n".join([*lines, check, "", f"{signature_line(signatures)}　　{day}{_DAY}"])


def _numbers(result: Result, subject: AppraisedSubject, item: int, category: Group | None = None) -> tuple[str, ...]:
    """Return a row's numbers as printed: each grade's count and share, the unmarked, the unreadable, the base."""
    numbers = result.numbers(subject, item, category)
    base = result.base(numbers, category)
    cells: list[str] = []
    for number in numbers[:-1]:
        cells += [str(number), share_words(number, base)]
    cells += ["—", "—"] * (result.grades - len(numbers) + 1)
    return (*cells, str(result.unmarked(numbers, category)), str(numbers[-1]), str(base))


def _number_columns(material: CampaignMaterial) -> tuple[Column, ...]:
    grades = (Column(_COUNT, kind="count", strong=True), Column(_SHARE, kind="share"))
    rest = (Column(_REST, kind="count", strong=True), Column(_REST, kind="count"), Column(_REST, kind="count"))
    return (*(grades * len(material.form.grade_heads)), *rest)


def _head(material: CampaignMaterial, lead: Sequence[str]) -> tuple[Row, Row]:
    upper: list[CellText] = [Cell(text, rowspan=2) for text in lead]
    lower: list[CellText] = [None] * len(lead)
    for grade in material.form.grade_heads:
        upper += [Cell(grade, colspan=2), None]
        lower += ["票数", "比率"]
    upper += [Cell(text, rowspan=2) for text in ("未评", "无法辨认", BASES[material.form.rules.base])]
    return Row(tuple(upper)), Row((*lower, None, None, None))


def _table(
    material: CampaignMaterial,
    lead: Sequence[tuple[str, Column]],
    rows: Sequence[Row],
    caption: str,
    note: str,
    foot: str,
) -> Table:
    return Table(
        (*(column for _, column in lead), *_number_columns(material)),
        _head(material, [text for text, _ in lead]),
        tuple(rows),
        caption=caption,
        note=note,
        note_align=Align.LEFT,
        note_once=True,
        foot=foot,
        size=9,
        row_height=7,
        least_height=6,
        balanced=True,
    )


def _summary(material: CampaignMaterial, caption: str, foot: str) -> Table:
    result, subjects = result_in(material), material.setup.subjects
    note = "\n".join([*lead_lines(material), sheets_line(result)])
    if len(subjects) == 1:
        lead = [("类别", Column(_NAME)), ("测评项目", Column(_ITEM))]
        return _table(material, lead, list(_item_rows(material, subjects[0])), caption, note, foot)
    items = [item.title for item in material.form.items]
    rows: list[Row] = []
    if len(items) > _MOST_JOINED:
        lead = [("测评项目", Column(_SERIAL + _NAME + _ITEM))]
        for at, subject in enumerate(subjects):
            rows.append(_subject_line(at, subject, len(lead) + len(_number_columns(material))))
            rows += [Row((title, *_numbers(result, subject, item))) for item, title in enumerate(items)]
        return _table(material, lead, rows, caption, note, foot)
    for at, subject in enumerate(subjects):
        for item, title in enumerate(items):
            who: tuple[CellText, ...] = (None, None)
            if item == 0:
                who = (
                    Cell(str(at + 1), rowspan=len(items)),
                    Cell(shown_name(material, subject), rowspan=len(items)),
                )
            rows.append(Row((*who, title, *_numbers(result, subject, item))))
    lead = [
        ("序号", Column(_SERIAL, kind="number")),
        ("姓名", name_column(material, _NAME)),
        ("测评项目", Column(_ITEM)),
    ]
    return _table(material, lead, rows, caption, note, foot)


def _item_rows(material: CampaignMaterial, subject: AppraisedSubject) -> Iterator[Row]:
    """Give the items of one subject by class; an item that is its own class, or has none, stands over both columns."""
    result, at = result_in(material), 0
    for group, members in groupby(material.form.items, key=lambda item: item.group):
        items = list(members)
        for place, item in enumerate(items):
            lead: tuple[CellText, ...] = (Cell(group, rowspan=len(items)) if place == 0 else None, item.title)
            if not group or (len(items) == 1 and group == item.title):
                lead = (Cell(item.title, colspan=2), None)
            yield Row((*lead, *_numbers(result, subject, at)))
            at += 1


def _by_category(material: CampaignMaterial, caption: str, foot: str) -> Table:
    result = result_in(material)
    groups = result.groups
    lead = [("测评项目", Column(_SERIAL + _NAME + _ITEM - _CATEGORY)), ("票类", Column(_CATEGORY))]
    rows: list[Row] = []
    for at, subject in enumerate(material.setup.subjects):
        if len(material.setup.subjects) > 1:
            rows.append(_subject_line(at, subject, len(lead) + len(_number_columns(material))))
        for item, title in enumerate(material.form.item_titles):
            for place, group in enumerate(groups):
                first = Cell(title, rowspan=len(groups)) if place == 0 else None
                rows.append(Row((first, group.words, *_numbers(result, subject, item, group))))
    notes = [
        f"{each.words}{f'（{each.title}）' if each.title and each.code else ''}：{sheets_line(result, each)}"
        for each in groups
    ]
    return _table(material, lead, rows, caption, "\n".join([*lead_lines(material), *notes]), foot)


def _subject_line(at: int, subject: AppraisedSubject, columns: int) -> Row:
    words = f"{at + 1}　{subject.name}" + (f"（{subject.about}）" if subject.about else "")
    return Row((Cell(words, colspan=columns, align=Align.LEFT), *([None] * (columns - 1))), kind="group")


def _chart(material: CampaignMaterial, overall: str) -> BarChart:
    """Return a chart of one subject's items, or of all subjects for the overall item, else for the last."""
    result, subjects, titles = result_in(material), material.setup.subjects, material.form.item_titles
    if len(subjects) == 1:
        bars = [(title, _filled(result, result.numbers(subjects[0], at))) for at, title in enumerate(titles)]
        return BarChart(f"{subjects[0].name}各项得票", material.form.grade_heads, tuple(bars))
    item = titles.index(overall) if overall in titles else len(titles) - 1
    bars = [(material.setup.named(subject.id), result.numbers(subject, item)[:-1]) for subject in subjects]
    return BarChart(f"“{titles[item]}”得票", material.form.scale(item), tuple(bars))


def _filled(result: Result, numbers: tuple[int, ...]) -> tuple[int, ...]:
    """Return the numbers of an item's grades, with 0 for those that only other items have."""
    return (*numbers[:-1], *[0] * (result.grades - len(numbers) + 1))


OF_RESULTS = (  # what papers of a result have in common: the kinds of form that they are for, and that they need one
    plain("kinds[]", Kind.WORD, choices=KINDS),
    text("heading", "标题", needed=True),
    text("signatures[]", "签字人", needed=True),
)
RESULTS = Maker(
    compose_results, (CAMPAIGN,), (*OF_RESULTS, plain("overall", Kind.WORD)), result_page, needs=(needs.result,)
)
