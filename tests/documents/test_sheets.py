"""Assessment sheets at 1 to 60 names: whole, within the margins, legible, and alike but for the category's mark."""

from dataclasses import replace
from io import BytesIO

import docx
import msgspec
import pytest

from huanjie_desktop.catalog.forms import BODY, PERSONS, POSTS, FormItem, FormSpec
from huanjie_desktop.documents.blocks import Document, Table
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.compose.sheet_layout import LEAST_BOX, persons_layout, upright
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.domain.errors import UserError
from tests.documents.campaigns import form_of, many_items, material_of, setup_of, sheet, spec_of
from tests.documents.papers import NAMES, pdf
from workbench.pdf_pages import outside, texts, unembedded

SIZES = (1, 8, 16, 30, 60)
PAGES = {  # how many sheets of paper a voter gets
    PERSONS: (1, 1, 1, 2, 3),
    POSTS: (1, 1, 1, 2, 3),
}


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize(("at", "count"), list(enumerate(SIZES)))
@pytest.mark.parametrize("kind", [PERSONS, POSTS])
def test_a_sheet_of_any_length_is_whole(kind: str, at: int, count: int) -> None:
    document = sheet(form_of(kind), count)
    content, report = pdf(document)
    pages = texts(content)
    assert (report.pages, report.missing) == (PAGES[kind][at], ())
    assert outside(content, document.page) == []
    assert unembedded(content) == set()
    whole = "".join(pages)
    for name in NAMES[:count]:
        assert whole.count(name) == sum(NAMES[other % len(NAMES)] == name for other in range(count))
    for number, page in enumerate(pages, 1):
        assert "A票" in page
        assert ("（续）" in page) == (number > 1)
        assert "说明：1." in page
        assert (f"第{number}页共{len(pages)}页" in page) == (len(pages) > 1)
        assert sum(page.count(name) for name in set(NAMES)) >= min(2, count)


@pytest.mark.parametrize("count", SIZES)
def test_names_without_posts_stand_beside_each_other(count: int) -> None:
    document = sheet(form_of(POSTS), count, about=False, posts=3)
    content, report = pdf(document)
    assert (report.pages, report.missing, outside(content, document.page)) == (1, (), [])


def test_a_body_has_its_items_by_class_and_a_total() -> None:
    document = sheet(form_of(BODY), 1)
    content, report = pdf(document)
    assert (report.pages, outside(content, document.page)) == (1, [])
    (table,) = tables(document)
    assert [row.cells[0].text for row in table.rows if row.cells[0]] == [  # type: ignore[union-attr]
        "思想政治建设",
        "领导能力",
        "工作实绩",
        "党风廉政",
        "总体评价",
    ]


def test_a_body_of_forty_items_without_classes_goes_on() -> None:
    form = form_of(
        BODY, items=tuple(FormItem(title=f"第{at + 1}项") for at in range(40)), grades=tuple("甲乙丙丁戊己庚辛壬")
    )
    document = sheet(form, 1)
    content, report = pdf(document)
    assert (report.pages, outside(content, document.page)) == (2, [])
    assert "第40项" in texts(content)[1]


def test_several_bodies_have_a_page_each() -> None:
    content, report = pdf(sheet(form_of(BODY), 5))
    assert report.pages == 5
    assert "测评对象：欧阳少东" in texts(content)[1]


def test_sheets_of_a_category_are_alike_and_those_of_two_differ_in_the_mark_only() -> None:
    form = form_of(PERSONS)
    assert pdf(sheet(form, 16))[0] == pdf(sheet(form, 16))[0]
    a, b = (texts(pdf(sheet(form, 16, code))[0])[0] for code in "AB")
    assert a.replace("A票", "B票") == b


def test_the_sample_says_so_where_the_mark_would_stand() -> None:
    sample = compose(spec_of("sheet", of="campaign"), material_of(form_of(PERSONS), 3, ""))
    page = texts(pdf(sample)[0])[0]
    assert "样票" in page
    assert "A票" not in page


@pytest.mark.parametrize("grades", range(2, 10))
def test_boxes_can_be_marked(grades: int) -> None:
    for items in range(1, 15):
        form = many_items(items, grades)
        try:
            layout = persons_layout(form, setup_of(form, 30).subjects)
        except UserError:
            assert items * grades > 100
            continue
        assert min(layout.boxes) >= LEAST_BOX
        assert [at for part in layout.parts for at in part] == list(range(items))


def test_many_items_by_many_grades_stand_on_facing_tables() -> None:
    form = many_items(10, 9)
    document = sheet(form, 30)
    one, two = tables(document)
    assert [row.cells[:3] for row in one.rows] == [row.cells[:3] for row in two.rows]
    content, report = pdf(document)
    assert (report.pages, report.missing, outside(content, document.page)) == (4, (), [])
    assert [page.count("第一部分") for page in texts(content)] == [1, 1, 0, 0]


def test_what_a_paper_cannot_hold_is_refused_with_the_one_that_can() -> None:
    with pytest.raises(UserError, match=r"10项、9个等次在A4纵向上排不下.*改用A3横向"):
        sheet(many_items(10, 9, "A4", False), 30)
    with pytest.raises(UserError, match="请减少测评项目或等次"):
        sheet(many_items(40, 9), 30)


def test_heads_stand_upright_together_and_keep_numbers_whole() -> None:
    assert upright(("优秀", "基本称职"), 12, 9) == ["优\n秀", "基\n本\n称\n职"]
    assert upright(("优秀", "称职"), 12, 9) == ["优秀", "称职"]
    assert upright(("90分",), 5, 9) == ["90\n分"]


def test_a_sheet_without_anybody_is_refused() -> None:
    form = form_of(PERSONS)
    with pytest.raises(UserError, match="还没有测评对象"):
        sheet(form, 0)


def test_any_heading_is_printed_as_it_is() -> None:
    form = form_of(PERSONS, heading="{unit}{x}测评表" + "很长的名称" * 8)
    document = sheet(form, 3)
    content, _ = pdf(document)
    assert outside(content, document.page) == []
    assert "柳河镇{x}测评表" in texts(content)[0]


@pytest.mark.parametrize("kind", [BODY, PERSONS, POSTS])
def test_a_sheet_opens_in_a_text_program(kind: str) -> None:
    stream = BytesIO()
    write_docx([sheet(form_of(kind), 8 if kind != BODY else 1)], stream)
    file = docx.Document(stream)
    assert any(paragraph.text.endswith("\t A票 ") for paragraph in file.paragraphs)
    assert any("说明：1." in paragraph.text for paragraph in file.paragraphs)
    assert len(file.tables) == 1


@pytest.mark.parametrize("kind", [PERSONS, POSTS])
def test_the_slip_has_what_is_known_and_lines_for_the_rest(kind: str) -> None:
    document = compose(spec_of("count_slip"), material_of(form_of(kind), 8))
    content, report = pdf(document)
    assert (report.pages, report.missing, outside(content, document.page)) == (1, (), [])
    (table,) = tables(document)
    assert table.rows[-1].cells == ("合计", "", "60", "66", "", "", "", "", "")
    assert "监督人" in table.foot


def form_with(form: FormSpec, **layout: object) -> FormSpec:
    return msgspec.structs.replace(form, layout=msgspec.structs.replace(form.layout, **layout))


@pytest.mark.parametrize("size", [1.0, 40.0])
def test_a_size_that_cannot_be_read_or_held_is_kept_within_bounds(size: float) -> None:
    document = sheet(form_with(form_of(PERSONS), size=size), 30)
    content, _ = pdf(document)
    assert outside(content, document.page) == []
    assert 8 <= tables(document)[0].size <= 16


def two_scales(kind: str) -> FormSpec:
    """Return a form whose items are judged 好 to 差, and whose total by three of its own words."""
    form = form_of(kind)
    total = FormItem(title="总评", group="总评" if kind == BODY else "", grades=("优秀", "称职", "不称职"))
    return msgspec.structs.replace(form, grades=("好", "较好", "一般", "差"), items=(*form.items[:3], total))


def test_an_item_with_a_scale_of_its_own_has_its_own_heads() -> None:
    (table,) = tables(sheet(two_scales(BODY), 1))
    rows = [[getattr(cell, "text", cell) for cell in row.cells] for row in table.rows]
    assert [row[-4:] for row in rows] == [[""] * 4] * 3 + [["优秀", "称职", "不称职", "—"], ["", "", "", "—"]]
    assert rows[3][0] == "以下按右边的等次"
    assert [getattr(cell, "text", cell) for cell in table.head[0].cells][-4:] == ["好", "较好", "一般", "差"]
    (table,) = tables(sheet(two_scales(PERSONS), 8))
    lower = [text for text in table.head[1].cells if text is not None]
    assert lower == ["好", "较好", "一般", "差"] * 3 + ["优秀", "称职", "不称职"]
    for kind, count in ((BODY, 1), (PERSONS, 60)):
        document = sheet(two_scales(kind), count)
        content, report = pdf(document)
        assert (report.missing, outside(content, document.page)) == ((), [])


def test_a_category_that_stands_apart_says_so_on_its_sheet() -> None:
    material = material_of(form_of(BODY), 1)
    assert material.category is not None
    apart = replace(material, category=replace(material.category, apart=True))
    words = "本票类人数较少，经会议主持人决定，结果单独列出。"
    assert [words in "".join(texts(pdf(compose(spec_of("sheet"), each))[0])) for each in (material, apart)] == [
        False,
        True,
    ]
