"""How wide a spreadsheet's columns and how high its rows are, so that every text is seen whole: in pixels, 96 an inch.

Text is broken into lines by our own layout. Spreadsheets never make a row of merged cells higher themselves, and set
characters in whole pixels; what is counted here is therefore a little more than they take.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from huanjie_desktop.documents.blocks import Align, Cell, CellText, Column, Face, PageStyle, Paper, Row, Table
from huanjie_desktop.documents.fonts import FontBook
from huanjie_desktop.documents.typeset import Style, fits_one_line, set_text

PIXELS = 96 / 72  # a point
_MM = 96 / 25.4
_LEADING = 1.45  # of an em: what the faces of Linux offices take, those of Windows take less
_SIDES, _ENDS = 7, 4  # pixels beside and above and under the text of a cell
_HIGHEST = 545  # pixels: spreadsheets have no row higher than 409 pt
_LEAST = 6.0  # pt, for text that would stand in a row higher than that
_WIDEST = 400  # pixels; what is longer in one piece is broken
_STEP = 20  # pixels
_LONG = 15  # characters; fewer are never too high, even one a line
_WHOLE = re.compile(r"[0-9A-Za-z][0-9A-Za-z()（）+\-]{6,}")  # numbers of identity cards and telephones
_ONE_LINE = ("number", "date", "name", "count", "share")
_SHEETS = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0)}


@dataclass(frozen=True)
class Shown:
    """A cell as it is shown: its place in the row, its text, how it is set, and how many rows and columns it takes."""

    at: int
    text: str
    face: Face
    align: Align
    rows: int = 1
    columns: int = 1


def shown_cells(table: Table, row: Row, head: bool) -> Iterator[Shown]:
    """Give a row's cells, without those that another one covers."""
    for at, content in enumerate(row.cells):
        if content is not None:
            yield _shown(table.columns[at], at, content, row.kind, head)


def _shown(column: Column, at: int, content: CellText, kind: str, head: bool) -> Shown:
    bold = head or kind == "total"
    align = Align.CENTER if head else column.align
    named = column.kind == "name" and kind == "row" and not head
    usual = Face.KAI if kind == "group" else Face.FANG if named else Face.SONG
    if not isinstance(content, Cell):
        return Shown(at, _plain(content or "", head), Face.HEI if bold else usual, align)
    text = content.text if isinstance(content.text, str) else "".join(run.text for run in content.text)
    text = _plain(text, head)
    face = Face.HEI if bold or content.bold else usual
    return Shown(at, text, face, content.align or align, content.rowspan, content.colspan)


def _plain(text: str, head: bool) -> str:
    """Return a head without the wide space that paper has in it, so that it is found."""
    return text.replace("\u3000", "") if head else text


def column_widths(tables: Sequence[Table], page: PageStyle, fonts: FontBook) -> list[int]:
    """Return the widths of the first table's columns: those on paper, wider where something is never broken."""
    columns = tables[0].columns
    short, long = _SHEETS[page.paper]
    across = (long if page.landscape else short) - page.margins.left - page.margins.right
    total = sum(column.width for column in columns)
    widths = [round(across * _MM * column.width / total) for column in columns]
    for table in tables:
        for row in table.rows:
            for cell in shown_cells(table, row, head=False):
                if cell.columns == 1 and cell.at < len(widths) and row.kind == "row":
                    least = _least(cell, table.columns[cell.at].kind, table.size, fonts)
                    width = max(widths[cell.at], min(least, _WIDEST))
                    widths[cell.at] = _wide_enough(cell, table.size, width, fonts)
    return widths


def _wide_enough(cell: Shown, size: float, width: int, fonts: FontBook) -> int:
    """Return a width in which the highest row there is holds a cell's text, if there is one."""
    while (
        len(cell.text) >= _LONG and width < _WIDEST and text_height(cell.text, cell.face, size, width, fonts) > _HIGHEST
    ):
        width += _STEP
    return width


def _least(cell: Shown, kind: str, size: float, fonts: FontBook) -> int:
    """Return the width that holds what must stay in one line."""
    pieces = cell.text.split("\n") if kind in _ONE_LINE else _WHOLE.findall(cell.text)
    return math.ceil(max((fonts.width(each, cell.face, _drawn(size)) for each in pieces), default=0) * PIXELS) + _SIDES


def _drawn(size: float) -> float:
    """Return the size in which a screen sets text, in whole pixels, pt."""
    return max(size, round(size * PIXELS) / PIXELS)


def text_height(text: str, face: Face, size: float, width: int, fonts: FontBook) -> int:
    """Return how high a cell must be for its text, in a width, both in pixels."""
    style = Style(face, _drawn(size))
    room = max(width - _SIDES, 1) / PIXELS
    one = not text or fits_one_line(text, style, fonts, room) is not None
    lines = 1 if one else len(set_text([(text, style)], fonts, room))
    return math.ceil(lines * style.size * PIXELS * _LEADING) + _ENDS


@dataclass(frozen=True)
class RowLayout:
    """A row's height, pixels, and the size of its text, pt."""

    height: int
    size: float


def row_layouts(table: Table, head: bool, widths: Sequence[int], fonts: FontBook) -> list[RowLayout]:
    """Return how a table's rows, or its heads, stand; cells over several rows make their last row high enough."""
    rows = table.head if head else table.rows
    heights: list[int] = []
    sizes: list[float] = []
    joined: list[tuple[int, int, int]] = []  # first row, row behind the last one, height wanted
    for at, row in enumerate(rows):
        size = table.size
        height, spans = _row(table, row, head, widths, fonts, size)
        while height > _HIGHEST and size > _LEAST:
            size -= 0.5
            height, spans = _row(table, row, head, widths, fonts, size)
        heights.append(min(height, _HIGHEST))
        sizes.append(size)
        joined += [(at, min(at + number, len(rows)), wanted) for number, wanted in spans]
    for first, behind, wanted in joined:
        lacking = wanted - sum(heights[first:behind])
        for at in reversed(range(first, behind)):
            added = max(min(lacking, _HIGHEST - heights[at]), 0)
            heights[at] += added
            lacking -= added
    return [RowLayout(height, size) for height, size in zip(heights, sizes, strict=True)]


def _row(
    table: Table, row: Row, head: bool, widths: Sequence[int], fonts: FontBook, size: float
) -> tuple[int, list[tuple[int, int]]]:
    """Return the height of a row, and of each cell that goes on below its number of rows and the height it wants."""
    height = round(max(row.height, table.row_height) * _MM)
    spans = []
    for cell in shown_cells(table, row, head):
        wanted = text_height(
            cell.text, cell.face, size, sum(widths[cell.at : cell.at + cell.columns]) or widths[-1], fonts
        )
        if cell.rows > 1:
            spans.append((cell.rows, wanted))
        else:
            height = max(height, wanted)
    return height, spans
