"""DOCX and XLSX: opened again they hold what the blocks say, with fonts, heads and page set-up."""

from io import BytesIO
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from huanjie_desktop.catalog.forms import PERSONS, POSTS
from huanjie_desktop.documents.blocks import (
    TABLE_MARGINS,
    Align,
    Cell,
    Column,
    Document,
    NameGrid,
    PageBreak,
    PageStyle,
    Paragraph,
    Row,
    Table,
    Title,
)
from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.docx_parts import type_width
from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.domain.errors import UserError
from tests.documents.campaigns import form_of, sheet
from tests.documents.papers import cover_paper, pdf, table_paper, text_paper
from workbench.pdf_pages import texts
from workbench.spreadsheets import broken, clipped


def as_docx(*documents: object) -> bytes:
    stream = BytesIO()
    write_docx(documents, stream)  # type: ignore[arg-type]
    return stream.getvalue()


def as_xlsx(*documents: object) -> bytes:
    stream = BytesIO()
    write_xlsx(documents, stream)  # type: ignore[arg-type]
    return stream.getvalue()


def test_docx_is_the_same_each_time_and_opens() -> None:
    papers = (cover_paper(), text_paper(), table_paper(8))
    assert as_docx(*papers) == as_docx(*papers)
    file = docx.Document(BytesIO(as_docx(*papers)))
    assert len(file.sections) == 3
    assert file.core_properties.author == ""


def test_docx_has_chinese_fonts_grid_and_indent() -> None:
    file = docx.Document(BytesIO(as_docx(text_paper())))
    body = next(
        paragraph for paragraph in file.paragraphs if paragraph.text.startswith("中国共产党青禾县第十二次代表大会（")
    )
    assert body.runs[0]._element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert body._p.pPr.ind.get(qn("w:firstLineChars")) == "200"
    grid = file.sections[0]._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("linesAndChars", "579")
    assert (int(grid.get(qn("w:charSpace"))) / 4096 + 16) * 28 == pytest.approx(156 * 72 / 25.4, abs=0.1)
    fields = [each.text for each in file.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE "]


def test_docx_is_chinese_and_for_current_programs() -> None:
    file = docx.Document(BytesIO(as_docx(text_paper())))
    settings, styles = file.settings.element, file.styles.element
    modes = [each for each in settings.iter(qn("w:compatSetting")) if each.get(qn("w:name")) == "compatibilityMode"]
    assert [mode.get(qn("w:val")) for mode in modes] == ["15"]
    languages = [*styles.iter(qn("w:lang")), *settings.iter(qn("w:themeFontLang"))]
    assert {language.get(qn("w:eastAsia")) for language in languages} == {"zh-CN"}


def test_docx_tables_repeat_their_caption_and_merged_head() -> None:
    table = docx.Document(BytesIO(as_docx(table_paper(8)))).tables[0]
    assert len(table.rows) == 1 + 2 + 1 + 8 + 1
    heads = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == 3
    assert table.cell(0, 0).text == "青禾县干部名册\n年龄计算截至2026年7月26日"
    assert table.cell(1, 3).text == table.cell(1, 4).text == "全日制教育"
    assert table.cell(4, 1).text == "林　木"


def wide(cell: Any) -> int:
    return int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w")))


def span(cell: Any) -> int:
    found = cell.tcPr.find(qn("w:gridSpan"))
    return 1 if found is None else int(found.get(qn("w:val")))


@pytest.mark.parametrize("paper", [table_paper(8), sheet(form_of(PERSONS), 30), sheet(form_of(POSTS), 8)])
def test_docx_columns_are_as_wide_as_their_cells(paper: Document) -> None:
    for table in docx.Document(BytesIO(as_docx(paper))).tables:
        grid = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        assert sum(grid) == pytest.approx(type_width(paper.page) / 25.4 * 1440, abs=2)
        for row in table._tbl.iter(qn("w:tr")):
            cells = list(row.iter(qn("w:tc")))
            at = 0
            for cell in cells:
                assert wide(cell) == sum(grid[at : at + span(cell)])
                at += span(cell)
            assert at == len(grid)


def test_docx_leaves_the_grid_of_the_page_inside_tables() -> None:
    tables = docx.Document(BytesIO(as_docx(table_paper(8)))).tables
    for paragraph in tables[0]._tbl.iter(qn("w:p")):
        assert paragraph.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
        assert paragraph.pPr.find(qn("w:spacing")).get(qn("w:lineRule")) == "exact"


def test_docx_names_in_a_grid_stand_at_tabs_whole() -> None:
    names = (("冯凯天", "（满族）"), ("林木", ""), ("阿依古丽·买买提", "（女，维吾尔族）"), ("张三", "（女）"))
    paper = Document("名单", PageStyle(), (NameGrid(names),))
    lines = [each.text for each in docx.Document(BytesIO(as_docx(paper))).paragraphs]
    assert lines == ["冯凯天（满族）\t林　木\t阿依古丽·买买提（女，维吾尔族）", "张　三（女）"]


def test_docx_hangs_items_and_says_on_each_page_what_cells_go_on_with() -> None:
    columns = (Column(10), Column(60, Align.LEFT, "items"))
    rows = [Row((Cell("7月26日", rowspan=60, again="7月26日（续）"), "预备会议\n一、通过议程"))]
    rows += [Row((None, f"第{at}次会议")) for at in range(2, 61)]
    table = Table(columns, (Row(("日期", "内容")),), tuple(rows), again="日程（续）")
    file = docx.Document(BytesIO(as_docx(Document("日程", PageStyle(margins=TABLE_MARGINS), (table,)))))
    assert [each.cell(1, 0).text for each in file.tables] == ["7月26日", *["7月26日（续）"] * (len(file.tables) - 1)]
    assert len(file.tables) > 1
    assert [each.text for each in file.paragraphs if each.text] == ["日程（续）"] * (len(file.tables) - 1)
    first, second = (each._p.pPr.ind for each in file.tables[0].cell(1, 1).paragraphs)
    assert first is None
    assert int(second.get(qn("w:hanging"))) == int(second.get(qn("w:left"))) > 0


def test_docx_sets_closer_what_other_programs_would_need_a_line_more_for() -> None:
    texts = ["《选举法》第25条", *(f"{'县' * more}《选举法》第25条；《选举法》第26条》" for more in range(8))]
    columns = (Column(1), Column(1, Align.LEFT, "short"), Column(3))
    rows = tuple(Row(("7月26日", text, "")) for text in texts)
    paper = Document("依据", PageStyle(margins=TABLE_MARGINS), (Table(columns, (Row(("日期", "依据", "")),), rows),))
    (table,) = docx.Document(BytesIO(as_docx(paper))).tables
    runs = [row.cells[1].paragraphs[0].runs[0] for row in table.rows[1:]]
    assert ["".join(run.text.split()) for run in runs] == texts
    size = runs[0].font.size
    assert size is not None
    first, *others = (-int(each[0].get(qn("w:val"))) / 20 if (each := spacings(run)) else 0.0 for run in runs)
    assert first == 0  # it has room enough
    assert max(others) > 0.4  # the gaps beside its digits and marks that take no less room would not have any
    assert max(others) <= 0.1 * size.pt + 0.05


def spacings(run: Any) -> list[Any]:
    """Return a run's elements that say how close its characters stand."""
    return list(run._element.rPr.findall(qn("w:spacing")))


def test_docx_leaves_nothing_alone_on_a_last_page() -> None:
    for count in range(8, 40):
        paper = table_paper(count)
        pages = texts(pdf(paper)[0])
        tables = docx.Document(BytesIO(as_docx(paper))).tables
        people = [[row.cells[0].text for row in each.rows if row.cells[0].text.isdecimal()] for each in tables]
        assert [each for page in people for each in page] == [str(at + 1) for at in range(count)]
        if len(tables) > 1:
            assert len(people[-1]) >= 3
            assert all(f"{number}" in pages[-1] for number in people[-1])
            assert "柳河镇（续）" in [row.cells[0].text for row in tables[-1].rows]


def test_docx_says_on_each_page_which_group_goes_on() -> None:
    paper = table_paper(60)
    pages = texts(pdf(paper)[0])
    tables = docx.Document(BytesIO(as_docx(paper))).tables
    assert len(tables) == len(pages) > 2
    assert [sum(row.cells[0].text == "柳河镇（续）" for row in table.rows) for table in tables] == [
        0,
        *[1] * (len(pages) - 1),
    ]


def test_docx_begins_a_page_without_an_empty_line() -> None:
    landscape = PageStyle(landscape=True, margins=TABLE_MARGINS)
    (table,) = table_paper(2).blocks
    blocks = (Title("说明"), PageBreak(), Paragraph("正文"), PageBreak(landscape), table, PageBreak(), table)
    file = docx.Document(BytesIO(as_docx(Document("说明", PageStyle(), blocks))))
    before = [each.text for each in file.paragraphs if each.paragraph_format.page_break_before]
    assert before == ["正文"]
    assert [each.orientation for each in file.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE]
    one, two = (next(each._tbl.iter(qn("w:p"))).pPr for each in file.tables)
    assert (one.find(qn("w:pageBreakBefore")), two.find(qn("w:pageBreakBefore"))) != (None, None)
    assert one.find(qn("w:pageBreakBefore")) is None


def test_xlsx_has_title_merged_head_print_titles_and_one_page_width() -> None:
    content = as_xlsx(table_paper(8))
    assert content == as_xlsx(table_paper(8))
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert sheet["A1"].value == "青禾县干部名册"
    assert {"A1:E1", "A3:A4", "D3:E3"} <= {str(area) for area in sheet.merged_cells.ranges}
    assert sheet.print_title_rows == "$3:$4"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.orientation) == (0, "landscape")
    assert sheet["B6"].value == "林木"  # as it is looked for and taken in again
    assert (sheet["A6"].data_type, sheet["A6"].value, sheet["A6"].number_format) == ("n", 1, "0")
    assert (sheet["C6"].data_type, sheet["C6"].value) == ("s", "1985.07")


def test_a_paper_without_a_table_is_no_xlsx() -> None:
    with pytest.raises(UserError, match="没有表格"):
        as_xlsx(text_paper())


def test_xlsx_numbers_that_begin_with_a_nought_stay_text() -> None:
    columns = (Column(1, kind="number"), Column(1))
    table = Table(columns, (Row(("序号", "身份证号码")),), (Row(("12", "990101198507260018")), Row(("007", "男"))))
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(Document("名册", PageStyle(), (table,))))).active
    assert [[cell.value for cell in row] for row in sheet["A3:B4"]] == [[12, "990101198507260018"], ["007", "男"]]
    assert sheet["B3"].data_type == "s"


def test_xlsx_numbers_of_cards_and_telephones_stay_text_in_columns_of_numbers() -> None:
    table = Table((Column(1, kind="number"),), (Row(("号码",)),), (Row(("990101198507260018",)), Row(("19909900123",))))
    sheet = openpyxl.load_workbook(BytesIO(as_xlsx(Document("名册", PageStyle(), (table,))))).active
    assert [cell.value for (cell,) in sheet["A3:A4"]] == ["990101198507260018", "19909900123"]


@pytest.mark.parametrize("size", [8.0, 9.0, 10.5, 12.0, 16.0])
def test_xlsx_shows_long_texts_whole(size: float) -> None:
    post = "中共青禾县委组织部干部监督室主任兼县委老干部局副局长、县换届工作领导小组办公室副主任" * 3
    columns = (Column(5, kind="number"), Column(6, kind="name"), Column(10, Align.LEFT), Column(6), Column(9))
    whole = "阿依古丽·买买提·吐尔逊江"
    rows = [
        Row((Cell("7月26日\n（星期日）" * 9, rowspan=2), "林木", "一、选举\n二、通过", "", "")),
        Row((None,) + ("",) * 4),
    ]
    rows += [Row(("1", whole, post, "990101198507260018", "0990-1234567"))]
    rows += [Row((Cell(post * 2, colspan=5, align=Align.LEFT), None, None, None, None), kind="group")]
    head = (Row(("序\n\n号", "姓名", "单位及职务（全称）" * 5, "身份证号码", "联系电话")),)
    table = Table(columns, head, tuple(rows), caption=post, note=post, foot=post, size=size)
    file = as_xlsx(Document("名册", PageStyle(), (table,)))
    assert clipped(file) == []
    assert broken(file, [whole, "990101198507260018", "0990-1234567"]) == []


def test_xlsx_sets_smaller_what_no_row_is_high_enough_for() -> None:
    columns = (Column(1), Column(9))
    table = Table(columns, (Row(("甲", "乙")),), (Row(("很长的职务" * 80, "")),), size=16)
    file = as_xlsx(Document("名册", PageStyle(), (table,)))
    sheet = openpyxl.load_workbook(BytesIO(file)).active
    assert sheet["A3"].font.size < 16
    assert sheet.row_dimensions[3].height <= 409
    assert clipped(file) == []


def test_heads_of_spreadsheets_are_words_that_can_be_looked_for() -> None:
    columns = (Column(10), Column(10), Column(10))
    head = (Row((Cell("日　期", colspan=2), None, "地　点")),)
    stream = BytesIO()
    write_xlsx(
        [Document("日程", PageStyle(), (Table(columns, head, (Row(("7月26日", "上　午", "县会议中心")),)),))], stream
    )
    rows = list(openpyxl.load_workbook(stream).worksheets[0].iter_rows(values_only=True))
    assert ("日期", None, "地点") in rows
    assert ("7月26日", "上　午", "县会议中心") in rows
