"""Of every sheet that an office may lay out: what went in comes out, and what is nobody is named."""

from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.exchange.book_reader import read_sheets
from huanjie_desktop.exchange.sheets import Sheet
from tests.exchange.made_sheets import Made, make_sheet, wrong_of


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_what_went_in_comes_out_or_is_named(seed: int) -> None:
    assert wrong_of(make_sheet(seed)) == []


def write_xlsx(sheet: Sheet, path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet.name
    for row in sheet.rows:
        page.append([cell if cell != "" else None for cell in row])
    for (top, left), (bottom, right) in sheet.merged:
        page.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row_number in sheet.hidden:
        page.row_dimensions[row_number + 1].hidden = True
    book.save(path)


def write_xls(sheet: Sheet, path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet.name)
    merged = {area[0]: area for area in sheet.merged}
    for at, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if (at, column) in merged:
                (top, left), (bottom, right) = merged[(at, column)]
                page.write_merge(top, bottom, left, right, cell)
            elif cell != "":
                page.write(at, column, cell)
        page.row(at).hidden = at in sheet.hidden
    book.save(str(path))


@pytest.mark.parametrize("kind", [".xlsx", ".xls"])
@pytest.mark.parametrize("seed", range(12))
def test_a_file_says_the_same(tmp_path: Path, seed: int, kind: str) -> None:
    made = make_sheet(seed)
    path = tmp_path / f"a{kind}"
    (write_xlsx if kind == ".xlsx" else write_xls)(made.sheet, path)
    (read,) = read_sheets(path)
    assert isinstance(read, Sheet)
    assert wrong_of(Made(read, made.people, made.nobody, made.heads)) == []
