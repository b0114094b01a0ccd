"""DOCX and XLSX: opened again they hold what the blocks say, with fonts, heads and page set-up."""

from io import BytesIO

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn

from huanjie_desktop.documents.docx import write_docx
from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.domain.errors import UserError
from tests.documents.papers import cover_paper, table_paper, text_paper


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
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "580")
    fields = [each.text for each in file.sections[0].footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE "]


def test_docx_tables_repeat_their_merged_head() -> None:
    table = docx.Document(BytesIO(as_docx(table_paper(8)))).tables[0]
    assert len(table.rows) == 2 + 1 + 8 + 1
    heads = [row for row in table.rows if row._tr.trPr.find(qn("w:tblHeader")) is not None]
    assert len(heads) == 2
    assert table.cell(0, 3).text == table.cell(0, 4).text == "全日制教育"
    assert table.cell(3, 1).text == "林　木"


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
    assert sheet["B6"].value == "林　木"
    assert sheet["A6"].data_type == "s"


def test_a_paper_without_a_table_is_no_xlsx() -> None:
    with pytest.raises(UserError, match="没有表格"):
        as_xlsx(text_paper())
