"""Makes spreadsheets as offices have them."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEAD = ("序号", "姓名", "性别", "民族", "出生年月", "入党时间", "现任职务", "身份证号")


def write_book(path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), sheet: str = "名册") -> Path:
    """Write rows from A1 on, with these ranges merged."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    book.save(path)
    return path


def simple(path: Path, *people: Sequence[Any]) -> Path:
    """Write a book with the usual head and these rows."""
    return write_book(path, [HEAD, *people])
