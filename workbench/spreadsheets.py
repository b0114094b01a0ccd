"""What a spreadsheet program would cut off or break of an XLSX file, measured from what stands in the file."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import openpyxl

from huanjie_desktop.documents.blocks import Face
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.office_fonts import NAMES
from huanjie_desktop.documents.typeset import Style, set_text

FACES = {name: face for face, name in NAMES.items()}
PIXEL = 0.75  # pt
INSET = 5  # pixels that a program keeps free beside a cell's text
LEADING = 1.3  # of an em, what one line takes at least


@dataclass(frozen=True)
class Filled:
    """A cell with text: where it is, the text, its face and size, and its room, pt."""

    place: str
    text: str
    style: Style
    width: float
    height: float


def clipped(content: bytes) -> list[str]:
    """Return the cells whose text is higher than their rows."""
    return [f"{cell.place}: {cell.text}" for cell in filled(content) if _height(cell) > cell.height + 1e-6]


def broken(content: bytes, wholes: list[str]) -> list[str]:
    """Return those texts that do not stand in one line, or in no cell."""
    fonts = font_book()
    cells = {cell.text: cell for cell in filled(content)}
    return [
        text
        for text in wholes
        if text not in cells or fonts.width(text, cells[text].style.face, cells[text].style.size) > cells[text].width
    ]


def filled(content: bytes) -> Iterator[Filled]:
    """Give the cells that hold text or numbers."""
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        joined = {area.coord.split(":")[0]: area for area in sheet.merged_cells.ranges}
        widths: dict[int, float] = {}
        for column in sheet.column_dimensions.values():  # like neighbours share one record
            widths.update(dict.fromkeys(range(column.min, column.max + 1), column.width))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or cell.value == "":
                    continue
                area = joined.get(cell.coordinate)
                columns = range(cell.column, (area.max_col if area else cell.column) + 1)
                rows = range(cell.row, (area.max_row if area else cell.row) + 1)
                wide = sum(_pixels(widths[each]) for each in columns) - INSET
                high = sum(_row_height(sheet, each) for each in rows)
                style = Style(FACES.get(cell.font.name, Face.SONG), cell.font.size)
                yield Filled(f"{sheet.title}!{cell.coordinate}", str(cell.value), style, wide * PIXEL, high)


def _row_height(sheet: Any, row: int) -> float:
    return float(sheet.row_dimensions[row].height or 15)


def _pixels(width: float) -> int:
    """Return a column's width, which stands in the file in digits of the usual font."""
    return math.trunc((256 * width + math.trunc(128 / 7)) / 256 * 7)


def _height(cell: Filled) -> float:
    lines = set_text([(cell.text, cell.style)], font_book(), cell.width)
    return max(len(lines), 1) * cell.style.size * LEADING
