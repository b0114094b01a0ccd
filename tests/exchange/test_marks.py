"""What stands in a spreadsheet beside its values, in every format: errors, hidden rows, how dates are shown, passwords."""

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlrd
import xlwt

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange import book_reader
from huanjie_desktop.exchange.date_formats import as_shown, shown_of
from huanjie_desktop.exchange.spreadsheet import Sheet, read_book
from tests.exchange.ods import cell, row, write_ods

STRICT = {
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}
DAY = date(1992, 2, 1)


def rewritten(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: change(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def strict(name: str, content: bytes) -> bytes:
    for old, new in STRICT.items():
        content = content.replace(old, new)
    return content


def prefixed(name: str, content: bytes) -> bytes:
    if not name.startswith("xl/worksheets/sheet"):
        return content
    text = content.decode().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    return text.replace(" xmlns=", " xmlns:x=").encode()


def turned(name: str, content: bytes) -> bytes:
    import re

    if not name.startswith("xl/worksheets/sheet"):
        return content
    return re.sub(rb'<c r="(\w+)"([^>]*?)(/?)>', rb"<c\2 r='\1'\3>", content)


WRITTEN: dict[str, Callable[[str, bytes], bytes]] = {
    "as it is": lambda _, content: content,
    "strict": strict,
    "prefixed": prefixed,
    "turned": turned,
}


def xlsx(path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    rows: list[list[Any]] = [
        ["姓名", "出生", "年龄"],
        ["甲", "#N/A", 1],
        ["乙", DAY, "=1+1"],
        ["丙", DAY, "=B1"],
        ["丁", DAY, 3],
    ]
    for each in rows:
        page.append(each)
    page["B2"].data_type = "e"
    page["B3"].number_format = 'yyyy"年"m"月"'
    page["B4"].number_format = "yyyy"
    page["B5"].number_format = "yyyy-mm-dd"
    page.row_dimensions[4].hidden = True
    page.merge_cells("A4:A5")
    book.save(path)
    return path


@pytest.mark.parametrize("change", WRITTEN.values(), ids=WRITTEN)
def test_the_marks_of_an_xlsx_however_it_is_written(tmp_path: Path, change: Callable[[str, bytes], bytes]) -> None:
    sheet = read_book(rewritten(xlsx(tmp_path / "a.xlsx"), change)).sheet()
    assert sheet.faults == {(1, 1): "#N/A", (2, 2): "没有结果的公式", (3, 2): "没有结果的公式"}
    assert [each[1] for each in sheet.rows[2:]] == ["1992-02", "1992", DAY]
    assert sheet.hidden == {3}
    assert list(sheet.merged) == [((3, 0), (4, 0))]
    assert sheet.checked


def empty_text(formula: bytes) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if not name.startswith("xl/worksheets/sheet"):
            return content
        return content.replace(b"</sheetData>", b'<row r="9">' + formula + b"</row></sheetData>")

    return change


@pytest.mark.parametrize(
    ("formula", "faulty"),
    [
        (b'<c r="A9" t="str"><f>IF(1,"","")</f><v></v></c>', False),
        (b'<c r="A9" t="str"><f>IF(1,"","")</f><v/></c>', False),
        (b'<c r="A9" s="0" t="str"><f>IF(1,"","")</f></c>', False),
        (b"<c r='A9' t='str'><f>x</f><v></v></c>", False),
        (b'<c r="A9"><f>x</f><v></v></c>', True),
        (b'<c r="A9"><f>x</f></c>', True),
        (b"<c r='A9'><f>x</f></c>", True),
        (b'<c r="A9"><f t="shared" si="0"/></c>', True),
        (b'<c r="A9"><f>x</f><v>0</v></c>', False),
    ],
)
def test_a_formula_with_an_empty_text_has_a_result(tmp_path: Path, formula: bytes, faulty: bool) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["姓名"])
    book.save(tmp_path / "a.xlsx")
    sheet = read_book(rewritten(tmp_path / "a.xlsx", empty_text(formula))).sheet()
    assert sheet.faults == ({(8, 0): "没有结果的公式"} if faulty else {})


def test_dates_counted_from_1904_are_shown_as_they_are(tmp_path: Path) -> None:
    path = rewritten(
        xlsx(tmp_path / "a.xlsx"),
        lambda name, content: (
            content.replace(b"<workbookPr/>", b'<workbookPr date1904="1"/>') if name == "xl/workbook.xml" else content
        ),
    )
    assert [each[1] for each in read_book(path).sheet().rows[2:4]] == ["1996-02", "1996"]


def xls(path: Path, styled: bool = True) -> Path:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("名册")
    page.write(0, 0, "姓名")
    page.write(0, 1, "出生")
    for at, code in enumerate(('yyyy"年"m"月"', "yyyy", "mmm\\-yy", "yyyy\\-mm\\-dd"), 1):
        page.write(at, 0, f"人{at}")
        page.write(at, 1, DAY, xlwt.easyxf(num_format_str=code))
    page.write(5, 0, "人5")
    page.row(2).hidden = True
    page.write_merge(6, 7, 0, 0, "人6")
    page.row(5).set_cell_error(1, "#DIV/0!")
    page.row(6).set_cell_error(1, "#REF!")
    book.save(str(path))
    return path


def test_the_marks_of_an_xls(tmp_path: Path) -> None:
    sheet = read_book(xls(tmp_path / "a.xls")).sheet()
    assert sheet.faults == {(5, 1): "#DIV/0!", (6, 1): "#REF!"}
    assert [each[1] for each in sheet.rows[1:5]] == ["1992-02", "1992", "1992-02", DAY]
    assert sheet.hidden == {2}
    assert list(sheet.merged) == [((6, 0), (7, 0))]


def test_an_xls_that_xlrd_stumbles_over_is_read_and_said_to_be_unchecked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object, **__: object) -> None:
        raise AssertionError("of xlrd")

    monkeypatch.setattr(xlrd, "open_workbook", stumble)
    (sheet,) = book_reader.read_sheets(xls(tmp_path / "a.xls"))
    assert isinstance(sheet, Sheet)
    assert (sheet.checked, sheet.rows[1][0]) == (False, "人1")


STYLES = """
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>年</number:text><number:month/></number:date-style>
<number:date-style style:name="N2"><number:year number:style="long"/></number:date-style>
<number:date-style style:name="N3"><number:year/><number:month/><number:day/></number:date-style>
<style:style style:name="c1" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="c3" style:family="table-cell" style:data-style-name="N3"/>
"""
BORN = 'office:value-type="date" office:date-value="1992-02-01"'


def test_the_marks_of_an_ods(tmp_path: Path) -> None:
    error = 'table:formula="of:=1/0" office:value-type="string" office:string-value="" calcext:value-type="error"'
    rows = (
        '<table:table-column/><table:table-column table:number-columns-repeated="3" table:default-cell-style-name="c1"/>'
        + row("姓名", "出生", "年龄")
        + row("甲", cell("1992年2月", f'{BORN} table:style-name="c1"'), cell("#DIV/0!", error))
        + row("乙", cell("1992", f'{BORN} table:style-name="c2"'), attributes='table:visibility="filter"')
        + row("丙", cell("1992-2-1", f'{BORN} table:style-name="c3"'), attributes='table:visibility="collapse"')
        + row(cell("丁", 'table:number-rows-spanned="2"'), cell("x", BORN))
        + row(cell("", "", "covered-table-cell"), cell("#N/A", 'table:formula="of:=NA()"'))
        + row(
            "戊",
            '<table:table-cell table:number-columns-repeated="2" office:value-type="string"><text:p>#N/A</text:p></table:table-cell>',
        )
        + f'<table:table-row-group table:display="false">{row("己", "x")}</table:table-row-group>'
        + '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
    )
    sheet = read_book(write_ods(tmp_path / "a.ods", rows, STYLES)).sheet()
    assert sheet.faults == {(1, 2): "#DIV/0!", (5, 1): "#N/A"}
    assert [each[1] for each in sheet.rows[1:5]] == ["1992-02", "1992", DAY, "1992-02"]
    assert sheet.hidden == {2, 3, 7}
    assert list(sheet.merged) == [((4, 0), (5, 0))]


@pytest.mark.parametrize(
    "more",
    [
        row(cell("x", 'table:number-columns-repeated="16000"')),
        row("x", attributes='table:number-rows-repeated="1000000"'),
        row('<table:table-cell table:number-columns-repeated="1000"/>', "x"),
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>' + row("x"),
    ],
)
def test_an_ods_with_far_cells_is_refused(tmp_path: Path, more: str) -> None:
    with pytest.raises(UserError, match="以外还有内容"):
        read_book(write_ods(tmp_path / "a.ods", row("姓名") + more)).sheet()


@pytest.mark.parametrize("text", ["&a;", '<table:table-cell table:number-columns-repeated="-1"/>', "<table:table-row>"])
def test_an_ods_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UserError, match="已损坏"):
        read_book(write_ods(tmp_path / "a.ods", row("姓名") + text))


def test_a_password_is_called_one_in_an_ods(tmp_path: Path) -> None:
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    with pytest.raises(UserError, match="打开密码"):
        read_book(write_ods(tmp_path / "a.ods", "", manifest=entry))


def test_a_password_is_called_one_in_an_xls(tmp_path: Path) -> None:
    content = bytearray(xls(tmp_path / "a.xls").read_bytes())
    start = content.index(b"\x09\x08\x10\x00")  # the book's first record; the one behind it is made the password's
    start += 4 + content[start + 2]
    content[start : start + 2] = b"\x2f\x00"
    (tmp_path / "b.xls").write_bytes(content)
    with pytest.raises(UserError, match="打开密码"):
        read_book(tmp_path / "b.xls")


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ('yyyy"年"m"月"', "month"),
        ('yyyy"年"m"月";@', "month"),
        ('[$-804]yyyy"年"m"月"', "month"),
        ('[DBNum1][$-804]yyyy"年"m"月"', "month"),
        ("yyyy.mm", "month"),
        ("yyyy\\-mm", "month"),
        ("mmm-yy", "month"),
        ('e"年"m"月"', "month"),
        ("yyyy", "year"),
        ('yyyy"年"', "year"),
        ("yyyy-mm-dd", ""),
        ('yyyy"年"m"月"d"日"', ""),
        ("yyyy-mm h:mm", ""),
        ("m/d", ""),
        ("h:mm", ""),
        ("General", ""),
        ("0.00E+00", ""),
        ("@", ""),
        ("", ""),
    ],
)
def test_what_a_format_shows_of_a_date(code: str, shown: str) -> None:
    assert shown_of(code) == shown


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (DAY, "month", "1992-02"),
        (33635.0, "month", "1992-02"),
        (33635, "year", "1992"),
        ("x", "month", None),
        (1e12, "year", None),
    ],
)
def test_a_date_as_its_format_shows_it(value: object, shown: str, text: str | None) -> None:
    assert as_shown(value, shown) == text


@pytest.mark.parametrize(
    "empty",
    [
        '<table:table-cell table:number-columns-repeated="16384"/>',
        '<table:table-cell office:value-type="string"><text:p/></table:table-cell>',
        '<table:table-cell/><table:table-cell table:style-name="a"/>',
    ],
)
def test_a_million_empty_rows_of_an_ods_are_none(tmp_path: Path, empty: str) -> None:
    million = f'<table:table-row table:number-rows-repeated="1048500">{empty}</table:table-row>'
    path = write_ods(tmp_path / "a.ods", row("姓名", "性别") + row("赵甲", "男") + million)
    assert read_book(path).sheet().rows == [["姓名", "性别"], ["赵甲", "男"]]


def test_what_stands_behind_too_many_empty_rows_is_not_lost(tmp_path: Path) -> None:
    gap = '<table:table-row table:number-rows-repeated="100000"><table:table-cell/></table:table-row>'
    path = write_ods(tmp_path / "a.ods", row("姓名", "性别") + gap + row("赵甲", "男"))
    with pytest.raises(UserError, match="65536行"):
        read_book(path).sheet()
