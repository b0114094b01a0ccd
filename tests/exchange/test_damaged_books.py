"""Spreadsheets that would use up the memory are refused before the reader sees them."""

import os
import struct
from pathlib import Path

import pytest
import xlwt

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.exchange.compound_file import check_compound_file
from huanjie_desktop.exchange.panics import panics_unheard
from huanjie_desktop.exchange.spreadsheet import read_book
from tests.exchange.books import HEAD, simple, write_book


def old_book(path: Path, rows: int = 300) -> bytes:
    """Write an xls with so many rows, so that the stream has more than one sector."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("名册")
    for row in range(rows):
        for column, cell in enumerate(HEAD):
            sheet.write(row, column, f"{cell}{row}")
    book.save(str(path))
    return path.read_bytes()


@pytest.mark.parametrize("rows", [2, 300, 20_000])
def test_sound_old_books_pass(tmp_path: Path, rows: int) -> None:
    check_compound_file(old_book(tmp_path / "a.xls", rows))
    assert len(read_book(tmp_path / "a.xls").sheet().rows) == rows


def sector(content: bytes | bytearray, number: int) -> int:
    return (number + 1) * 512


def test_a_ring_of_sectors_is_refused(tmp_path: Path) -> None:
    content = bytearray(old_book(tmp_path / "a.xls"))
    table = sector(content, struct.unpack_from("<I", content, 76)[0])
    struct.pack_into("<I", content, table + 4 * 5, 3)  # sector 5 leads back to 3
    with pytest.raises(ValueError, match="ring"):
        check_compound_file(bytes(content))
    (tmp_path / "a.xls").write_bytes(content)
    with pytest.raises(UserError, match=r"“a.xls”已损坏"):
        read_book(tmp_path / "a.xls")


def test_a_chain_that_leads_out_of_the_file_is_refused(tmp_path: Path) -> None:
    content = old_book(tmp_path / "a.xls")
    for length in (100, 600, len(content) - 600):
        with pytest.raises(ValueError):
            check_compound_file(content[:length])


def test_a_cell_outside_of_any_sheet_is_refused(tmp_path: Path) -> None:
    content = bytearray(old_book(tmp_path / "a.xls"))
    place = content.index(struct.pack("<HHHH", 0x00FD, 10, 7, 2))  # the cell of row 7, column 2
    struct.pack_into("<H", content, place + 6, 60_000)
    with pytest.raises(ValueError, match="outside"):
        check_compound_file(bytes(content))


@pytest.mark.parametrize("place", [(2, 800), (300_000, 2), (15_000, 300)])
def test_a_stray_cell_far_away_is_refused(tmp_path: Path, place: tuple[int, int]) -> None:
    import openpyxl

    file = simple(tmp_path / "a.xlsx", [1, "林木", "男", "汉族", "1985.07", "", "", ""])
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    sheet.cell(*place, value="x")
    book.save(file)
    with pytest.raises(UserError, match="以外还有内容"):
        read_book(file).sheet()


def test_a_stray_cell_without_a_value_is_no_matter(tmp_path: Path) -> None:
    import openpyxl
    from openpyxl.styles import Font

    file = write_book(tmp_path / "a.xlsx", [HEAD, [1, "林木"]])
    book = openpyxl.load_workbook(file)
    sheet = book.active
    assert sheet is not None
    sheet.cell(2, 16_000).font = Font(bold=True)
    book.save(file)
    assert len(read_book(file).sheet().rows) == 2


@pytest.mark.parametrize(("place", "value"), [(4, 1 << 31), (10, 60_000)])
def test_a_sheet_of_no_possible_size_is_refused(tmp_path: Path, place: int, value: int) -> None:
    content = bytearray(old_book(tmp_path / "a.xls"))
    start = content.index(struct.pack("<HH", 0x0200, 14)) + 4
    struct.pack_into("<I" if place == 4 else "<H", content, start + place, value)
    with pytest.raises(ValueError, match="no possible size"):
        check_compound_file(bytes(content))


def test_what_a_native_reader_says_of_its_panics_is_not_heard(capfd: pytest.CaptureFixture[str]) -> None:
    os.write(2, b"before ")
    with panics_unheard():
        os.write(2, b"panicked at cfb.rs")
    os.write(2, b"after")
    assert capfd.readouterr().err == "before after"
