"""Assessment sheets 测评表: items by grades for a body, people by items and grades, names to choose for posts.

A sheet carries its category's mark and nothing else that tells one from another.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from huanjie_desktop.catalog.forms import BODY, PERSONS, POSTS, FormSpec
from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, PageBreak, Row, Table
from huanjie_desktop.documents.compose.choices import compose_posts
from huanjie_desktop.documents.compose.makers import CAMPAIGN, CATEGORY, Maker
from huanjie_desktop.documents.compose.params import text
from huanjie_desktop.documents.compose.sheet_layout import (
    LEAST_SIZE,
    MOST_HEAD,
    PersonsLayout,
    boxes_in,
    head_share,
    page_of,
    persons_layout,
    row_height,
    text_size,
    text_width,
    type_area,
    upright,
)
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import AppraisedSubject
from huanjie_desktop.domain.errors import UserError

_MOST_LEAD = 34.0
_LEAST_GRADE, _MOST_GRADE = 7.0, 18.0
_LEAST_ROW, _MOST_ROW = 7.0, 14.0
APART = "本票类人数较少，经会议主持人决定，结果单独列出。"
NO_GRADE = "—"  # stands where only other items have a grade


def compose_sheet(material: CampaignMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a category's sheet; params: mark, what stands in its place where there is no category (样表)."""
    setup = material.setup
    if not setup.subjects and not setup.posts:
        raise UserError(f"“{setup.campaign.title}”还没有测评对象，不能印制。", "请先在“测评安排”中添加。")
    mark = f"{material.category.code}票" if material.category else str(params.get("mark", ""))
    return _KINDS[material.form.kind](material, mark)


def instructions_of(material: CampaignMaterial) -> str:
    """Return the form's instructions as the lines of a foot, numbered where there are several."""
    lines = material.form.instructions
    if material.category is not None and material.category.apart:
        lines = (*lines, APART)
    if len(lines) < 2:
        return "".join(f"说明：{line}" for line in lines)
    return "\n".join(f"{'　　　' if at else '说明：'}{at + 1}. {line}" for at, line in enumerate(lines))


def _body(material: CampaignMaterial, mark: str) -> tuple[Block, ...]:
    """Compose a table of items for each body, on a page of its own where there are several."""
    subjects = material.setup.subjects
    blocks: list[Block] = []
    for at, subject in enumerate(subjects):
        blocks += [PageBreak()] if at else []
        named = len(subjects) > 1 or subject.name not in material.heading
        blocks.append(_body_table(material, mark, f"测评对象：{subject.name}" if named else ""))
    return tuple(blocks)


def _body_table(material: CampaignMaterial, mark: str, note: str) -> Table:
    form = material.form
    width, _ = type_area(page_of(form))
    grouped, pointed = any(item.group for item in form.items), any(item.points for item in form.items)
    size, grade = _body_grades(form, width * (0.4 if pointed else 0.6))
    lead_widths = [_lead_width((item.group for item in form.items), size)] if grouped else []
    across = max(map(len, form.scales))
    rest = width - grade * across - sum(lead_widths)
    title = _lead_width((item.title for item in form.items), size)
    widths = [*lead_widths, *([title, rest - title] if pointed else [rest])]
    lead = ["类别"] if grouped else []
    lead += ["评价内容", "评价要点"] if pointed else ["评价内容"]
    columns = [Column(each) for each in widths]
    if pointed:
        columns[-1] = Column(widths[-1], Align.LEFT)
    grades = [Column(grade) for _ in range(across)]
    scales = [_filled(upright(scale, grade, size), across) for scale in form.scales]
    head = Row((*lead, *scales[0]))
    rows: list[Row] = []
    above = scales[0]
    for (group, scale), members in groupby(enumerate(form.items), key=lambda each: (each[1].group, scales[each[0]])):
        items = [item for _, item in members]
        if scale != above:
            rows.append(Row((Cell("以下按右边的等次", colspan=len(lead)), *([None] * (len(lead) - 1)), *scale)))
        above = scale
        for at, item in enumerate(items):
            cells: list[CellText] = []
            if grouped and group == items[0].title and len(items) == 1:  # 总体评价 is its own class
                cells += [Cell(group, colspan=2), None]
            else:
                cells += [None if at else Cell(group, rowspan=len(items))] if grouped else []
                cells.append(item.title)
            cells += [item.points] if pointed else []
            rows.append(Row((*cells, *("" if title != NO_GRADE else NO_GRADE for title in scale))))
    return _sheet_table(
        material,
        mark,
        (*columns, *grades),
        (head,),
        tuple(rows),
        note=note,
        size=size,
    )


def _filled(cells: Sequence[str], across: int) -> tuple[str, ...]:
    """Return an item's heads, with a dash where only other items have a grade."""
    return (*cells, *[NO_GRADE] * (across - len(cells)))


def _body_grades(form: FormSpec, room: float) -> tuple[float, float]:
    """Return the text's size and a grade's width; the text is smaller where long names would make the head too tall."""
    size = text_size(form)
    while True:
        words = [title for scale in form.scales for title in scale]
        across = max(map(len, form.scales))
        widest = max(text_width(word, size) for word in words) + 4
        grade = min(max(widest, _LEAST_GRADE), _MOST_GRADE)
        if grade * across > room:
            grade = max(_LEAST_GRADE, room / across)
        lines = max(text.count("\n") + 1 for text in upright(words, grade, size))
        if size <= LEAST_SIZE or head_share(lines, size, page_of(form)) <= MOST_HEAD:
            return size, grade
        size = max(size - 0.5, LEAST_SIZE)


def _sheet_table(
    material: CampaignMaterial,
    mark: str,
    columns: tuple[Column, ...],
    head: tuple[Row, ...],
    rows: tuple[Row, ...],
    *,
    note: str,
    size: float,
) -> Table:
    """Return a table as sheets have it: the mark and the instructions on each page, the pages balanced."""
    return Table(
        columns,
        head,
        rows,
        caption=material.heading,
        note=note,
        note_align=Align.LEFT,
        foot=instructions_of(material),
        mark=mark,
        size=size,
        row_height=row_height(material.form),
        least_height=_LEAST_ROW,
        most_height=_MOST_ROW,
        balanced=True,
        foot_each=True,
    )


def _lead_width(texts: Iterable[str], size: float) -> float:
    """Return a width in which the longest text stands in one line, if that is not too much."""
    return min(max(max(text_width(text, size) for text in texts), text_width("评价内容", size)) + 4, _MOST_LEAD)


def _persons(material: CampaignMaterial, mark: str) -> tuple[Block, ...]:
    """Compose a table of people by items and grades; in two parts where one page is too narrow for all boxes."""
    layout = persons_layout(material.form, material.setup.subjects)
    blocks: list[Block] = []
    for at in range(len(layout.parts)):
        blocks += [PageBreak()] if at else []
        blocks.append(_persons_table(material, mark, layout, at))
    return tuple(blocks)


def _persons_table(material: CampaignMaterial, mark: str, layout: PersonsLayout, part: int) -> Table:
    form, size = material.form, layout.size
    items, box = layout.parts[part], layout.boxes[part]
    columns = [Column(layout.serial, kind="number"), Column(layout.name, kind="name")]
    upper: list[CellText] = [Cell(head, rowspan=2) for head in ("序号", "姓名")]
    if layout.about:
        columns.append(Column(layout.about, Align.LEFT))
        upper.append(Cell("现任职务", rowspan=2))
    lower: list[CellText] = [None] * len(columns)
    for item in items:
        scale = form.scale(item)
        columns += [Column(box, strong=at == 0) for at in range(len(scale))]
        upper += [Cell(form.items[item].title, colspan=len(scale)), *([None] * (len(scale) - 1))]
        lower += upright(scale, box, size)
    several = len(layout.parts) > 1
    note = f"第{'一二'[part]}部分：{'、'.join(form.items[item].title for item in items)}" if several else ""
    return _sheet_table(
        material,
        mark,
        tuple(columns),
        (Row(tuple(upper), height=8), Row(tuple(lower), height=8)),
        tuple(
            Row((*_who(at, subject, layout), *("" for _ in range(boxes_in(form, items)))))
            for at, subject in enumerate(material.setup.subjects)
        ),
        note=note,
        size=size,
    )


def _who(at: int, subject: AppraisedSubject, layout: PersonsLayout) -> tuple[str, ...]:
    return (str(at + 1), subject.name, subject.about) if layout.about else (str(at + 1), subject.name)


def _posts(material: CampaignMaterial, mark: str) -> tuple[Block, ...]:
    return (compose_posts(material, mark, instructions_of(material)),)


_KINDS: Mapping[str, Callable[[CampaignMaterial, str], tuple[Block, ...]]] = {
    BODY: _body,
    PERSONS: _persons,
    POSTS: _posts,
}


SHEET = Maker(
    compose_sheet, (CAMPAIGN, CATEGORY), (text("mark", "样票的标记"),), lambda material: page_of(material.form)
)
