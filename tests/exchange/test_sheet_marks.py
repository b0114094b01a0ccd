"""A far cell is refused however it is written and wherever its sheet lies in the file; the reader would be aborted."""

import contextlib
import io
import re
import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange import book_reader, sheet_marks, sheet_parts
from huanjie_desktop.exchange.book_reader import read_sheets
from huanjie_desktop.exchange.file_errors import far_error
from huanjie_desktop.exchange.sheet_marks import look_through
from huanjie_desktop.exchange.sheets import FarCells, Sheet
from huanjie_desktop.exchange.spreadsheet import read_book
from tests.exchange.books import HEAD, simple

SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
FAR, NEAR = "XFD1048576", "C30"
MAIN, STRICT = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"  # fmt: skip


def has_far_cells(raw: bytes) -> bool:
    try:
        look_through(raw)
    except FarCells:
        return True
    return False


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(simple(path, [1, "林木", "男", "汉族", "1985.07", "", "", ""])) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_cell(parts: dict[str, bytes], row: str) -> dict[str, bytes]:
    return {**parts, SHEET: parts[SHEET].replace(b"</sheetData>", f"{row}</sheetData>".encode())}


CELLS = {
    "Excel": '<row r="30"><c r="{}"><v>1</v></c></row>',
    "style first": '<row r="30"><c s="0" r="{}"><v>1</v></c></row>',
    "single quotes": "<row r='30'><c r='{}'><v>1</v></c></row>",
    "blanks": '<row r="30"><c r = "{}"><v>1</v></c></row>',
    "line break": '<row r="30"><c\n\tr="{}"\n><v>1</v></c\n></row>',
    "prefix": '<x:row xmlns:x="x" r="30"><x:c r="{}"><x:v>1</x:v></x:c></x:row>',
    "comment": '<row r="30"><!-- <c r="A1"/> --><c r="{}"><v>1</v></c></row>',
}


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_a_far_cell_is_refused_and_a_near_one_read(tmp_path: Path, cell: str) -> None:
    parts = parts_of(tmp_path / "a.xlsx")
    with pytest.raises(UserError, match="以外还有内容"):
        read_book(packed(tmp_path / "far.xlsx", with_cell(parts, cell.format(FAR)))).sheet()
    assert len(read_book(packed(tmp_path / "near.xlsx", with_cell(parts, cell.format(NEAR)))).sheet().rows) == 30


@pytest.mark.parametrize(
    "row",
    [
        '<row r="3"><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="3"><c r="&#88;FD1048576"><v>1</v></c></row>',
        '<row r="3"><c r="A00000000001048576"><v>1</v></c></row>',
        '<row r="1048576"><c><v>1</v></c></row>',
        "<row>" + "<c><v>1</v></c>" * 703 + "</row>",
        "<row r='3'><c r='FA3'><v>1</v></c></row><row r='15000'><c r='A15000'><v>1</v></c></row>",
    ],
)
def test_a_far_cell_is_found_by_its_place(tmp_path: Path, row: str) -> None:
    assert has_far_cells(with_cell(parts_of(tmp_path / "a.xlsx"), row)[SHEET])


@pytest.mark.parametrize(
    "row",
    [
        "<row r='3'><c r='XFD1048576'/><c r='XFD1048576' s='1'></c></row>",
        "<row r='199999'><c><v>1</v></c></row>",
        "<row>" + "<c><v>1</v></c>" * 149 + "</row>",
        "<row>" + "<c><v>1</v></c>" * 100 + "</row><row>" + "<c><v>1</v></c>" * 100 + "</row>",
    ],
)
def test_what_is_not_far_passes(tmp_path: Path, row: str) -> None:
    assert not has_far_cells(with_cell(parts_of(tmp_path / "a.xlsx"), row)[SHEET])


@pytest.mark.parametrize(
    "inside",
    [
        "<v/>",
        "<v></v>",
        "<v> </v>",
        '<is><t xml:space="preserve">  </t></is>',
        "<is><t>\u3000</t></is>",
        "<is><t/></is>",
    ],
)
@pytest.mark.parametrize("cell", ['<c r="{}"{}>{}</c>', "<c r='{}'{}>{}</c>"])
def test_a_far_cell_in_which_nothing_is_to_be_seen_is_none(tmp_path: Path, cell: str, inside: str) -> None:
    kind = ' t="inlineStr"' if "<is" in inside else ' t="str"'
    parts = parts_of(tmp_path / "a.xlsx")
    for place in ("XFD3", "A1048576"):
        row = f'<row r="30">{cell.format(place, kind, inside)}</row>'
        sheet = read_book(packed(tmp_path / "b.xlsx", with_cell(parts, row))).sheet()
        assert max(map(len, sheet.rows)) == len(HEAD)
    with pytest.raises(UserError, match="以外还有内容"):  # more than can be laid out
        read_book(packed(tmp_path / "c.xlsx", with_cell(parts, f"<row>{cell.format(FAR, kind, inside)}</row>"))).sheet()


@pytest.mark.parametrize(("text", "is_far"), [(" ", False), ("\u3000", False), ("x", True)])
def test_a_shared_text_of_a_space_far_away_is_nothing(tmp_path: Path, text: str, is_far: bool) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))  # it writes shared texts
    page = book.add_worksheet("名册")
    page.write_row(0, 0, HEAD)
    page.write_row(1, 0, ["1", "林木", "男"])
    page.write_string("XFD2", text)
    book.close()
    with zipfile.ZipFile(path) as archive:
        assert b'<c r="XFD2" t="s"' in archive.read(SHEET)
    if is_far:
        with pytest.raises(UserError, match="以外还有内容"):
            read_book(path).sheet()
    else:
        assert read_book(path).sheet().rows[1][1] == "林木"


@pytest.mark.parametrize(
    "row",
    [
        "<row r='3'><c r='$A$3'><v>1</v></c></row>",
        '<row r="3"><c r="A3" r="XFD1048576"><v>1</v></c></row>',
        "<row r='3'><c r=XFD1048576><v>1</v></c></row>",
        "<row r='3'><c r='A3'><v>1</v></row>",
        "<row r='x'><c/></row>",
    ],
)
def test_a_place_that_cannot_be_told_is_refused(tmp_path: Path, row: str) -> None:
    parts = with_cell(parts_of(tmp_path / "a.xlsx"), row)
    with pytest.raises(ValueError):
        has_far_cells(parts[SHEET])
    with pytest.raises(UserError, match=r"“b.xlsx”已损坏"):
        read_book(packed(tmp_path / "b.xlsx", parts)).sheet()


def test_a_document_type_is_not_followed(tmp_path: Path) -> None:
    raw = with_cell(parts_of(tmp_path / "a.xlsx"), "<row><c/></row>")[SHEET]
    with pytest.raises(ValueError, match="document type"):
        has_far_cells(re.sub(rb"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', raw, count=1))


def test_a_sheet_in_another_encoding_is_looked_into(tmp_path: Path) -> None:
    raw = with_cell(parts_of(tmp_path / "a.xlsx"), CELLS["Excel"].format(FAR))[SHEET].decode()
    assert has_far_cells(raw.replace("UTF-8", "UTF-16").encode("utf-16"))


HIDDEN = {
    "strict": ({MAIN: STRICT}, {}),
    "upper case": ({}, {SHEET: "xl/worksheets/SHEET1.xml"}),
    "folder": ({}, {SHEET: "XL/worksheets/sheet1.xml", BOOK: "XL/workbook.xml", RELATIONS: "XL/_rels/workbook.xml.rels"}),
    "backslash": ({}, {SHEET: "xl\\worksheets\\sheet1.xml"}),
    "name": ({'name="名册"'.encode(): 'name="名\n册"'.encode()}, {}),
    "entity": ({'name="名册"'.encode(): 'name="名&amp;&#20876;"'.encode()}, {}),
}  # fmt: skip


@pytest.mark.parametrize(("put", "moved"), HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("place", [FAR, NEAR])
def test_a_sheet_is_looked_into_wherever_the_reader_finds_it(
    tmp_path: Path, put: dict[bytes, bytes], moved: dict[str, str], place: str
) -> None:
    parts = with_cell(parts_of(tmp_path / "a.xlsx"), CELLS["Excel"].format(place))
    for old, new in put.items():
        parts = {name: content.replace(old, new) for name, content in parts.items()}
    book = read_book(packed(tmp_path / "b.xlsx", {moved.get(name, name): content for name, content in parts.items()}))
    if place == NEAR:
        assert len(book.sheet().rows) == 30
    else:
        with pytest.raises(UserError, match="以外还有内容"):
            book.sheet()


def test_a_far_cell_on_another_sheet_is_no_matter(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(list(HEAD))
    book.create_sheet("乙").cell(1_000_000, 1, value="x")
    book.save(tmp_path / "a.xlsx")
    assert len(read_book(tmp_path / "a.xlsx").sheet().rows) == 1
    with pytest.raises(UserError, match="以外还有内容"):
        read_book(tmp_path / "a.xlsx").sheet("乙")


def test_of_two_parts_with_one_name_each_is_looked_into(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "a.xlsx")
    far = with_cell(parts, CELLS["Excel"].format(FAR))
    path = packed(tmp_path / "b.xlsx", {**far, "xl/worksheets/Sheet1.xml": parts[SHEET]})
    with pytest.raises(UserError, match="以外还有内容"):
        read_book(path).sheet()


def test_a_binary_workbook_of_another_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="已损坏或不是 Excel"):
        read_book(packed(tmp_path / "b.xlsx", {**parts_of(tmp_path / "a.xlsx"), "xl/Workbook.bin": b""}))


def test_a_part_larger_than_any_roster_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "b.xlsx", {**parts_of(tmp_path / "a.xlsx"), "xl/more.xml": b" " * 50_000})
    assert list(read_sheets(path))
    monkeypatch.setattr(sheet_parts, "LARGEST", 49_000)
    with pytest.raises(UserError, match=r"“b.xlsx”的内容太大"):
        list(read_sheets(path))


def test_a_large_sheet_of_no_office_program_is_not_parsed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "a.xlsx")
    monkeypatch.setattr(sheet_marks, "LARGEST_IRREGULAR", 500)
    assert not has_far_cells(parts[SHEET])
    with pytest.raises(ValueError, match="large"):
        has_far_cells(with_cell(parts, "<row><c/></row>")[SHEET])


def test_no_text_makes_the_search_slow() -> None:
    def seconds(text: bytes) -> float:
        started = time.process_time()
        with contextlib.suppress(ValueError):
            look_through(text, {1: "month"})
        return time.process_time() - started

    for text in (
        b'<c r="AAA1" ',
        b'<c r="A1" t="e">',
        b'<c r="A1"><f',
        b'r="AAA1"',
        b"<a:",
        b'<c r="A1" t="e"><f>',
        b'<c r="A1" a="b" ',
        b'<row r="1" ',
    ):
        assert seconds(text * 60_000) < 2, text  # what goes over the text for each of them is far slower


def test_a_part_that_cannot_be_unpacked_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "b.xlsx", with_cell(parts_of(tmp_path / "a.xlsx"), CELLS["Excel"].format(NEAR)))
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo(SHEET).header_offset
    content[at + 14 + 40] ^= 255
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"“b.xlsx”已损坏"):
        read_book(path).sheet()


def test_a_large_sheet_is_looked_through_beside_its_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = parts_of(tmp_path / "a.xlsx")
    hidden = parts[SHEET].replace(b'<row r="2"', b'<row r="2" hidden="1"')
    sound = packed(tmp_path / "c.xlsx", {**parts, SHEET: hidden})
    in_turn = list(read_sheets(sound))
    monkeypatch.setattr(book_reader, "_LARGE", 1)
    assert list(read_sheets(sound)) == in_turn
    assert isinstance(in_turn[0], Sheet)
    assert in_turn[0].hidden
    with pytest.raises(UserError, match="以外还有内容"):
        book_reader._beside(lambda: refuse_far(sound), lambda: int("没有"))


def refuse_far(path: Path) -> None:
    raise far_error(path, "名册")
