"""The report of a comparison: one document, whatever it is written to."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from huanjie_desktop.documents.blocks import Cell, Table
from huanjie_desktop.documents.compose.comparison import ComparedLine, ComparisonMaterial, compose_comparison
from huanjie_desktop.documents.html import write_html
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.documents.xlsx import write_xlsx
from tests.documents.text_form import as_text

GOLDEN = Path(__file__).parents[1] / "data" / "golden" / "roster-comparison.txt"
MATERIAL = ComparisonMaterial(
    "青禾县干部名册",
    "干部名册6月.xlsx",
    date(2026, 7, 26),
    ("名册3人，文件4人，对上2人：2人有不同，共3处；只在名册里1人；只在文件里1人；不能确定是谁的1人。",),
    (
        ComparedLine("冯凯天", "现任职务", "柳河镇党委书记", "柳河镇党委书记、三级主任科员", "第6行", "文件"),
        ComparedLine("冯凯天", "职级", "", "三级主任科员", "第6行", "名册"),
        ComparedLine("石义", "民族", "回族", "<汉族>&", "第21行"),
    ),
    only_ours=(("余璧", "柳河镇组织委员"),),
    only_theirs=(("赵六", "玉泉乡乡长", "第9行"),),
    unsure=(("林木", "有两个“林木”", "第12行"),),
    not_taken=(("工作表“说明”", "", "没有人员"), ("第30行", "合计：4人", "合计行")),
    equal=(("大学 和 本科", "12"),),
)
EMPTY = ComparisonMaterial("名册", "a.xlsx", date(2026, 7, 26), ("名册1人，文件1人，对上1人：没有不同。",))


def test_the_report_says_what_was_found() -> None:
    assert as_text(compose_comparison(MATERIAL)) == GOLDEN.read_text(encoding="utf-8")


def test_a_report_of_no_difference_says_so() -> None:
    (table,) = (block for block in compose_comparison(EMPTY).blocks if isinstance(block, Table))
    assert isinstance(table.rows[0].cells[0], Cell)
    assert (len(table.rows), table.rows[0].cells[0].text) == (1, "没有不同。")


def test_one_person_has_one_cell_and_the_next_of_his_name_another() -> None:
    lines = [replace(MATERIAL.lines[0], place=f"第{row}行") for row in (3, 3, 4)]
    table = next(
        block for block in compose_comparison(replace(EMPTY, lines=tuple(lines))).blocks if isinstance(block, Table)
    )
    spans = [cell.rowspan if isinstance(cell, Cell) else 0 for cell in (row.cells[1] for row in table.rows)]
    assert spans == [2, 0, 1]


def test_a_page_escapes_what_files_say_and_names_its_tables() -> None:
    page = write_html(compose_comparison(MATERIAL), {}).decode()
    assert "&lt;汉族&gt;&amp;" in page
    assert "<汉族>" not in page
    assert "<caption>只在文件里的人</caption>" in page


def test_a_spreadsheet_has_a_sheet_for_each_list_and_no_formula() -> None:
    stream = BytesIO()
    line = replace(MATERIAL.lines[0], theirs="=1+1")
    write_xlsx([compose_comparison(replace(MATERIAL, lines=(line,)))], stream)
    book = openpyxl.load_workbook(stream)
    assert "对上2人" in str(book.worksheets[0]["A3"].value)
    assert book.sheetnames[1:] == [
        "只在名册里的人",
        "只在文件里的人",
        "不能确定是谁的",
        "文件里没有核对的内容",
        "写法不同、当作相同的",
    ]
    cell = next(cell for row in book.worksheets[0].iter_rows() for cell in row if cell.value == "=1+1")
    assert cell.data_type == "s"


@pytest.mark.parametrize("count", [1, 60, 400])
def test_long_reports_are_set(count: int) -> None:
    lines = tuple(replace(MATERIAL.lines[0], name=f"张{at // 3}", place=f"第{at // 3}行") for at in range(count))
    stream = BytesIO()
    report = write_pdf([compose_comparison(replace(MATERIAL, lines=lines))], stream)
    assert stream.getvalue().startswith(b"%PDF")
    assert not report.cut
