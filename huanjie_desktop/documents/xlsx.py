"""Writes a document's tables to XLSX: title, merged two-line heads, print titles, fit to page width."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from huanjie_desktop.documents.blocks import Align, BarChart, Cell, Document, Drawing, Face, Row, Table, Text, Title
from huanjie_desktop.documents.office_fonts import NAMES
from huanjie_desktop.documents.xlsx_chart import write_chart
from huanjie_desktop.documents.xlsx_drawing import PAPERS, write_drawing
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.names import display_name

_ALIGN = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "left",
    Align.SPREAD: "distributed",
}
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same data gives the same bytes
_CHARS_PER_WEIGHT = 1.05
_LONGEST_NAME = 31
_SHAPES = {"count": "0", "share": "0.0%"}  # how numbers that a spreadsheet computes with are shown


def write_xlsx(documents: Sequence[Document], stream: BinaryIO) -> None:
    """Write each document's tables to a sheet, those with a caption of their own, charts and drawings to further ones.

    UserError for a document without a table or drawing.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": documents[0].title if documents else "", "author": "", "created": _STAMP})
    formats: dict[tuple[Any, ...], Any] = {}
    names: set[str] = set()
    for document in documents:
        parts = _parts(document)
        if not parts:
            raise UserError(f"“{document.title}”里没有表格，不能存为 xlsx。", "请存为 PDF 或 docx。")
        for at, part in enumerate(parts):
            if isinstance(part, BarChart):
                write_chart(book, _sheet_name(part.title, names), part)
                continue
            if isinstance(part, Drawing):
                write_drawing(book, _sheet_name(part.title or document.title, names), part, document.page)
                continue
            name = _sheet_name((at and part[0].caption) or document.title, names)
            _Sheet(book, formats, document, name).write(part)
    book.close()


def _parts(document: Document) -> list[list[Table] | BarChart | Drawing]:
    """Return what stands on each sheet: tables up to the next that has a caption of its own, a chart, or a drawing."""
    parts: list[list[Table] | BarChart | Drawing] = []
    for block in document.blocks:
        last = parts[-1] if parts else None
        if isinstance(block, Drawing) or (isinstance(block, BarChart) and block.bars and parts):
            parts.append(block)
        elif isinstance(block, Table) and isinstance(last, list) and not block.caption:
            last.append(block)
        elif isinstance(block, Table):
            parts.append([block])
    return parts


def _sheet_name(title: str, names: set[str]) -> str:
    """Return a title as a sheet's name: without what may not stand in one, not too long, not taken."""
    plain = "".join("　" if char in "[]:*?/\\" else char for char in title).strip("'")
    name, number = plain[:_LONGEST_NAME], 2
    while name in names:
        ending = f"{number}"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    names.add(name)
    return name


def _number(text: str, kind: str) -> float | None:
    """Return a count or a share as a number; None for what is none (— where a base is 0)."""
    plain = text.removesuffix("%") if kind == "share" else text
    if kind not in _SHAPES or not plain.replace(".", "", 1).isdecimal():
        return None
    return round(float(plain) / 100, 6) if kind == "share" else int(plain)


class _Sheet:
    """One sheet being filled from the top."""

    def __init__(self, book: Any, formats: dict[tuple[Any, ...], Any], document: Document, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._book, self._formats, self._document = book, formats, document
        self._row = 0

    def write(self, tables: Sequence[Table]) -> None:
        """Write the document's title and its tables, and set up the page."""
        first = tables[0]
        width = len(first.columns)
        titles = [block for block in self._document.blocks if isinstance(block, Title)]
        title = first.caption or (titles[0].text if titles else self._document.title)
        for line in title.split("\n"):
            self._merged(width, line, self._format(Face.TITLE, 18, Align.CENTER, border=False), 30)
        for at, column in enumerate(first.columns):
            self._sheet.set_column(at, at, column.width * _CHARS_PER_WEIGHT)
        self._lines(width, first.note, first.note_align)
        self._set_up(self._row, len(first.head))
        for at, table in enumerate(tables):
            self._table(table, with_head=at == 0 or table.head != first.head)

    def _table(self, table: Table, with_head: bool) -> None:
        for row in table.head if with_head else ():
            self._cells(table, row, head=True)
        for row in table.rows:
            self._cells(table, row, head=False)
        self._lines(len(table.columns), table.foot, Align.LEFT)

    def _lines(self, width: int, text: str, align: Align) -> None:
        """Write the lines above or under a table, each over its whole width."""
        for line in text.split("\n") if text else ():
            self._merged(width, line, self._format(Face.SONG, 10, align, border=False), 18)

    def _cells(self, table: Table, row: Row, head: bool) -> None:
        self._sheet.set_row(self._row, max(row.height, table.row_height) * 72 / 25.4)
        for at, content in enumerate(row.cells):
            if content is None:
                continue
            column = table.columns[at]
            bold = head or row.kind == "total"
            align = Align.CENTER if head else column.align
            spans = (1, 1)
            text: Text = content if isinstance(content, str) else content.text
            if isinstance(content, Cell):
                align = content.align or align
                spans = (content.rowspan, content.colspan)
                bold = bold or content.bold
            shown = text if isinstance(text, str) else "".join(run.text for run in text)
            named = column.kind == "name" and row.kind == "row" and not head
            face = Face.HEI if bold else Face.KAI if row.kind == "group" else Face.FANG if named else Face.SONG
            number = None if head else _number(shown, column.kind)
            style = self._format(
                face, table.size, align, shape=_SHAPES.get(column.kind, "@") if number is not None else "@"
            )
            if named:
                shown = display_name(shown)
            if number is not None:
                self._sheet.write_number(self._row, at, number, style)
            elif spans == (1, 1):
                self._sheet.write_string(self._row, at, shown, style)
            else:
                bottom, right = self._row + spans[0] - 1, at + spans[1] - 1
                self._sheet.merge_range(self._row, at, bottom, right, "", style)
                self._sheet.write_string(self._row, at, shown, style)
        self._row += 1

    def _merged(self, width: int, text: str, style: Any, height: float) -> None:
        self._sheet.set_row(self._row, height)
        if width > 1:
            self._sheet.merge_range(self._row, 0, self._row, width - 1, "", style)
        self._sheet.write_string(self._row, 0, text, style)
        self._row += 1

    def _set_up(self, head_row: int, head_rows: int) -> None:
        page, sheet = self._document.page, self._sheet
        sheet.set_paper(PAPERS[page.paper])
        if page.landscape:
            sheet.set_landscape()
        margins = (page.margins.left, page.margins.right, page.margins.top, page.margins.bottom)
        sheet.set_margins(*(margin / 25.4 for margin in margins))
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(head_row, head_row + head_rows - 1)
        sheet.freeze_panes(head_row + head_rows, 0)
        sheet.set_footer("&C第 &P 页　共 &N 页")

    def _format(self, face: Face, size: float, align: Align, border: bool = True, shape: str = "@") -> Any:
        key = (face, size, align, border, shape)
        if key not in self._formats:
            self._formats[key] = self._book.add_format(
                {
                    "font_name": NAMES[face],
                    "font_size": size,
                    "align": _ALIGN[align],
                    "valign": "vcenter",
                    "text_wrap": border,
                    "border": 1 if border else 0,
                    "num_format": shape,
                }
            )
        return self._formats[key]
