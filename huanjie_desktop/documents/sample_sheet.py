"""Writes a sample sheet to XLSX: a title, notes, the heads, and one example row; every column takes what is typed as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

import xlsxwriter

_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same sheet gives the same bytes
_ROWS = 2000  # for so many people there are choices to choose from
_PER_CHARACTER = 1.3
_LEAST = 8


@dataclass(frozen=True)
class SampleColumn:
    """样表栏目: its head, how wide it is in characters, what the example has, and what may be chosen."""

    head: str
    width: float
    example: str
    choices: tuple[str, ...] = ()


def write_sample_sheet(title: str, note: str, columns: Sequence[SampleColumn], stream: BinaryIO) -> None:
    """Write the sheet; numbers typed into it stay text, so that an ID number keeps its digits."""
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": title, "author": "", "created": _STAMP})
    sheet = book.add_worksheet(title)
    plain = {"num_format": "@", "valign": "vcenter", "text_wrap": True}
    text = book.add_format(plain)
    head = book.add_format({**plain, "bold": True, "align": "center", "border": 1})
    example = book.add_format({**plain, "italic": True, "font_color": "#6B7280", "border": 1})
    large = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, title, large)
    sheet.merge_range(1, 0, 1, last, note, book.add_format({"text_wrap": True, "valign": "vcenter"}))
    sheet.set_row(0, 30)
    sheet.set_row(1, 48)
    sheet.set_row(2, 30)
    for at, column in enumerate(columns):
        width = max(column.width, _LEAST, len(column.head) * 2)
        sheet.set_column(at, at, width * _PER_CHARACTER, text)
        sheet.write_string(2, at, column.head, head)
        sheet.write_string(3, at, column.example, example)
        if column.choices:
            sheet.data_validation(3, at, _ROWS, at, {"validate": "list", "source": list(column.choices)})
    sheet.freeze_panes(3, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2, 2)
    book.close()
