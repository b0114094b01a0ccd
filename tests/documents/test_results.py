"""Papers of results at 1 to 60 names: counts first, shares of their base, in the order of the sheet, with charts."""

from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import docx
import msgspec
import openpyxl
import pytest
from docx.oxml.ns import qn

from huanjie_desktop.catalog.forms import BODY, PERSONS, POSTS, FormItem, FormSpec, MarkRules
from huanjie_desktop.documents.blocks import BarChart, Document, PageStyle, Table
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.greys import greys
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.domain.poll import BUNDLE, PilePlan, make_piles, short_digest
from tests.documents.campaigns import form_of, many_items, result_of, setup_of, spec_of
from tests.documents.papers import NAMES, pdf
from workbench.pdf_pages import outside, texts, unembedded

SIZES = (1, 8, 16, 30, 60)


def summary(form: FormSpec, count: int, **changes: object) -> Document:
    maker = "recommendations" if form.kind == POSTS else "results"
    return compose(spec_of(maker), result_of(form, count, **changes))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("kind", [PERSONS, POSTS])
def test_results_of_any_length_are_whole(kind: str, count: int) -> None:
    document = summary(form_of(kind), count)
    content, report = pdf(document)
    assert report.missing == ()
    assert outside(content, document.page) == []
    assert unembedded(content) == set()
    pages = texts(content)
    for number, page in enumerate(pages, 1):
        assert (f"第{number}页共{len(pages)}页" in page) == (len(pages) > 1)
    whole = "".join(pages)
    assert "收回51张" in whole or "收回推荐票51张" in whole
    assert all(name in whole for name in NAMES[:count])
    signed = sum("统计人" in page for page in pages)
    assert signed == len(tables(document))


def test_a_body_has_its_items_in_rows_and_a_chart() -> None:
    document = summary(form_of(BODY), 1)
    content, report = pdf(document)
    assert (report.pages, report.missing, outside(content, document.page)) == (3, (), [])
    total, by_category = tables(document)
    assert len(total.rows) == 10
    assert len(by_category.rows) == 30
    assert [row.text for row in (total.head[0].cells[0], total.head[0].cells[2])] == ["类别", "优秀"]  # type: ignore[union-attr]


def test_counts_come_first_and_agree_with_their_base() -> None:
    (total, _) = tables(summary(form_of(PERSONS), 3))
    for row in total.rows:
        numbers = [str(cell) for cell in row.cells[3:]]
        counts, shares, rest = numbers[0:8:2], numbers[1:8:2], [int(number) for number in numbers[8:]]
        assert sum(map(int, counts)) + rest[0] + rest[1] == rest[2]
        for count, share in zip(counts, shares, strict=True):
            assert share == f"{round(int(count) * 1000 / rest[2] + 1e-9) / 10:.1f}%"


def test_categories_add_up_to_the_total() -> None:
    total, by_category = tables(summary(form_of(PERSONS), 3))
    lines = [row for row in by_category.rows if row.kind == "row"]
    for at, row in enumerate(total.rows):
        parts = lines[3 * at : 3 * at + 3]
        assert int(str(row.cells[3])) == sum(int(str(part.cells[2])) for part in parts)
        assert [part.cells[1] for part in parts] == ["A票", "B票", "C票"]


def test_names_stand_in_the_order_of_the_sheet_never_by_votes() -> None:
    (table,) = tables(summary(form_of(POSTS), 6, posts=1))
    names = [row.cells[1] for row in table.rows if row.kind == "row"]
    assert names == [*NAMES[:6], "欧阳修"]
    votes = [int(str(row.cells[2])) for row in table.rows if row.kind == "row"]
    assert any(one < two for one, two in pairwise(votes))
    assert [row.cells[0] for row in table.rows if row.kind == "row"] == [str(at + 1) for at in range(7)]


def test_a_recommendation_says_who_took_part() -> None:
    one, two = tables(summary(form_of(POSTS), 6))
    assert one.note.split("\n") == [
        "推荐岗位：镇长（1名）",
        "参加推荐范围：县级领导、乡科级正职、机关干部（共60人）",
        "推荐情况：参加推荐共60人，收回推荐票51张（其中弃权票1张，作废票2张）",
    ]
    assert two.note.startswith("推荐岗位：副镇长（2名）")
    assert [str(getattr(cell, "text", cell)) for cell in one.head[0].cells if cell] == [
        "序号",
        "推荐人选",
        "推荐总体情况",
        "填表人情况",
    ]
    assert "统计日期" in one.foot


def test_a_share_without_a_base_is_a_dash() -> None:
    form = form_of(PERSONS, rules=MarkRules(base="issued"))
    material = result_of(form, 2)
    assert material.result is not None
    unknown = tuple(replace(each, issued=None) for each in material.setup.categories)
    setup = replace(material.setup, categories=unknown)
    result = replace(material.result, setup=setup)
    document = compose(spec_of("results"), replace(material, setup=setup, result=result))
    total, by_category = tables(document)
    assert total.rows[0].cells[4] != "—"
    assert {row.cells[3] for row in by_category.rows if row.kind == "row"} == {"—"}
    assert {row.cells[-1] for row in by_category.rows if row.kind == "row"} == {"0"}
    stream = BytesIO()
    write_xlsx([document], stream)
    sheet = openpyxl.load_workbook(stream).worksheets[-1]
    assert "—" in {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize(("items", "grades"), [(10, 9), (20, 3), (40, 2)])
def test_many_items_and_grades_find_their_paper(items: int, grades: int) -> None:
    document = summary(many_items(items, grades), 4)
    content, report = pdf(document)
    assert (report.missing, outside(content, document.page)) == ((), [])
    assert "项目1" in texts(content)[0]


def test_a_spreadsheet_computes_with_counts_and_shares() -> None:
    stream = BytesIO()
    write_xlsx([summary(form_of(PERSONS), 8)], stream)
    book = openpyxl.load_workbook(stream)
    assert len(book.worksheets) == 3
    sheet = book.worksheets[0]
    line = next(row for row in sheet.iter_rows() if row[2].value == "德")
    assert isinstance(line[3].value, int)
    assert isinstance(line[4].value, float)
    assert line[4].value < 1
    assert (line[3].number_format, line[4].number_format, line[0].data_type) == ("0", "0.0%", "n")
    assert sheet.print_title_rows is not None
    chart = book.worksheets[1]
    assert [cell.value for cell in chart[1]][1:5] == ["优秀", "称职", "基本称职", "不称职"]
    assert chart.max_row == 9
    assert len(chart._charts) == 1


def test_a_text_file_has_joined_heads_and_the_chart_as_a_picture() -> None:
    stream, again = BytesIO(), BytesIO()
    document = summary(form_of(POSTS), 8)
    write_docx([document], stream)
    write_docx([document], again)
    assert stream.getvalue() == again.getvalue()
    file = docx.Document(stream)
    assert len(file.inline_shapes) == 2
    table = file.tables[0]
    merges = [each.get(qn("w:val")) for each in table._tbl.iter(qn("w:vMerge"))]
    assert merges.count("restart") == 3
    assert merges.count("continue") == 2 + 2 + 1
    assert table.cell(2, 1).text == "推荐人选"


@pytest.mark.parametrize("count", [1, 8, 30, 60])
def test_a_chart_has_every_bar_and_its_key_on_each_page(count: int) -> None:
    bars = tuple((NAMES[at % len(NAMES)], (at, 2, 1)) for at in range(count))
    chart = BarChart("得票", ("优秀", "称职", "不称职"), bars)
    page = PageStyle(numbering="none")
    content, report = pdf(Document("图", page, (chart,), number_pages=False))
    assert (report.missing, outside(content, page)) == ((), [])
    pages = texts(content)
    assert all("优秀称职不称职" in text for text in pages)
    assert sum(text.count("票") for text in pages) == count + len(pages)
    if count <= 30:  # of more bars the short parts have no room for their numbers
        assert pages[-1].endswith(f"{count - 1 or ''}21{count + 2}票")
    assert [("（续）" in text) for text in pages] == [at > 0 for at in range(len(pages))]


def test_a_chart_of_nothing_is_not_drawn_and_one_of_zeros_is() -> None:
    page = PageStyle(numbering="none")
    for bars, said in (((), False), ((("林木", (0, 0)),), True)):
        content, _ = pdf(Document("图", page, (BarChart("得票", ("甲", "乙"), bars),), number_pages=False))
        assert ("0票" in texts(content)[0]) == said


@pytest.mark.parametrize("count", range(1, 10))
def test_greys_can_be_told_from_each_other(count: int) -> None:
    steps = greys(count)
    assert len(steps) == count
    assert all(two - one > 0.05 for one, two in pairwise(steps))


def test_a_form_with_one_item_is_summed_up_too() -> None:
    form = msgspec.structs.replace(form_of(PERSONS), items=form_of(PERSONS).items[-1:])
    document = summary(form, 16)
    content, report = pdf(document)
    assert (report.missing, outside(content, document.page)) == ((), [])
    assert len(tables(document)[0].rows) == 16


def test_every_pile_has_a_row_that_its_two_tellers_sign() -> None:
    form = form_of(BODY)
    setup = setup_of(form, 1)
    piles = make_piles(setup, PilePlan(BUNDLE, 2, tellers=("周文", "吴武", "郑贤", "王良")))
    document = compose(spec_of("pile_slip"), CampaignMaterial("青禾县", setup, form, piles=piles))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.cells[0] for row in table.rows] == [*(pile.title for pile in piles), "合计"]
    assert [row.cells[-2:] for row in table.rows[:3]] == [
        ("周文：", "吴武："),
        ("郑贤：", "王良："),
        ("周文：", "吴武："),
    ]
    assert table.rows[0].cells[1] == "2"
    content, report = pdf(document)
    assert report.pages > 1
    assert (report.missing, outside(content, document.page)) == ((), [])


def test_without_piles_each_category_has_a_row_on_the_slip() -> None:
    form = form_of(BODY)
    document = compose(spec_of("pile_slip"), CampaignMaterial("青禾县", setup_of(form, 1), form))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [row.cells[0] for row in table.rows] == ["A票", "B票", "C票", "合计"]


def test_a_result_says_its_rules_where_they_are_from_and_its_check() -> None:
    rules = msgspec.structs.replace(form_of(PERSONS).rules, base="given", unclear="sheet", source="县委组织部通知")
    items = tuple(
        msgspec.structs.replace(item, unclear="part" if item.title == "德" else "") for item in form_of(PERSONS).items
    )
    material = result_of(form_of(PERSONS, rules=rules, items=items), 2)
    assert material.result is not None
    foot = next(block.foot for block in compose(spec_of("results"), material).blocks if isinstance(block, Table))
    assert "有一项填了两个以上等次或无法辨认的，整张为无效票" in foot
    assert "“德”：某一项未填、填了两个以上等次或无法辨认的，该项不计" in foot
    assert "比率以有效票减弃权票为基数" in foot
    assert "以上计票办法依据：县委组织部通知。" in foot
    assert f"结果校验：{short_digest(material.result.digest)}\n" in foot
    with_journal = replace(material, journal="第7号 3F04-AB12-CD34")
    foot = next(block.foot for block in compose(spec_of("results"), with_journal).blocks if isinstance(block, Table))
    assert f"结果校验：{short_digest(material.result.digest)}　　改动记录：第7号 3F04-AB12-CD34\n" in foot


def test_results_of_items_with_their_own_scales_have_both_words_above() -> None:
    total = FormItem(title="总评", grades=("优秀", "称职", "不称职"))
    form = form_of(PERSONS, grades=("好", "较好", "一般", "差"), items=(*form_of(PERSONS).items[:2], total))
    document = compose(spec_of("results"), result_of(form, 3))
    table = next(block for block in document.blocks if isinstance(block, Table))
    heads = [getattr(cell, "text", cell) for cell in table.head[0].cells if cell is not None]
    assert heads[3:7] == ["好／优秀", "较好／称职", "一般／不称职", "差"]
    assert table.rows[2].cells[-5:-3] == ("—", "—")
    content, report = pdf(document)
    assert (report.missing, outside(content, document.page)) == ((), [])


@pytest.mark.parametrize("base", ["valid", "given", "collected"])
def test_each_base_is_what_its_words_say(base: str) -> None:
    rules = msgspec.structs.replace(form_of(PERSONS).rules, blank="abstain", base=base)
    result = result_of(form_of(PERSONS, rules=rules), 1).result
    assert result is not None
    box = result.box()
    assert (box.collected, box.blank) == (51, 1)
    assert result.base((0,) * 5) == {"valid": box.valid, "given": box.valid - 1, "collected": 51}[base]


def with_namesakes(material: CampaignMaterial) -> CampaignMaterial:
    """Return a campaign in which the second is called as the first is, and the rest as they are."""
    first, second, *others = material.setup.subjects
    setup = replace(material.setup, subjects=(first, replace(second, name=first.name), *others))
    assert material.result is not None
    return replace(material, setup=setup, result=replace(material.result, setup=setup))


@pytest.mark.parametrize("kind", [PERSONS, POSTS])
def test_two_of_one_name_are_told_apart_on_the_paper_and_in_its_chart(kind: str) -> None:
    material = with_namesakes(result_of(form_of(kind), 6))
    document = compose(spec_of("recommendations" if kind == POSTS else "results"), material)
    content, _report = pdf(document)
    assert outside(content, document.page) == []
    column = 1
    cells = [row.cells[column] for row in tables(document)[0].rows]
    names = [str(getattr(cell, "text", cell)) for cell in cells if cell is not None]
    first = NAMES[0]
    shown = first if len(first) > 2 else "　".join(first)
    assert names[:2] == [f"{shown}\n（柳河镇党委委员）", f"{shown}\n（县委办公室主任）"]
    assert names[2] == ("　".join(NAMES[2]) if len(NAMES[2]) == 2 else NAMES[2])
    chart = next(block for block in document.blocks if isinstance(block, BarChart))
    assert [name for name, _numbers in chart.bars[:2]] == [f"{shown}（柳河镇党委委员）", f"{shown}（县委办公室主任）"]
