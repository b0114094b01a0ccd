"""Writes a document's tables to XLSX: title, merged two-line heads, print titles, fit to page width."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, BinaryIO

import xlsxwriter

from huanjie_desktop.documents.blocks import Align, BarChart, Document, Drawing, Face, Table, Title
from huanjie_desktop.documents.fonts import font_book
from huanjie_desktop.documents.office_fonts import NAMES
from huanjie_desktop.documents.xlsx_chart import write_chart
from huanjie_desktop.documents.xlsx_drawing import PAPERS, write_drawing
from huanjie_desktop.documents.xlsx_layout import Shown, column_widths, row_layouts, shown_cells, text_height
from huanjie_desktop.domain.errors import UserError

_ALIGN = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "left",
    Align.SPREAD: "distributed",
}
_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same data gives the same bytes
_TITLE_SIZE, _SUBTITLE_SIZE, _NOTE_SIZE = 18.0, 12.0, 10.0
_LONGEST_NAME = 31
_LONGEST_TEXT = 32_767  # characters of a cell; a file with more is called damaged
_MOST_DIGITS = 6  # of what is counted; longer ones tell cards and telephones apart, and stay text
_SHAPES = {"number": "0", "count": "0", "share": "0.0%"}  # how numbers that a spreadsheet computes with are shown


def write_xlsx(documents: Sequence[Document], stream: BinaryIO) -> tuple[str, ...]:
    """Write each document's tables to a sheet, those with a caption of their own, charts and drawings to further ones.

    Returned are the texts that are longer than a cell may be. UserError for a document without a table or drawing.
    """
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"title": documents[0].title if documents else "", "author": "", "created": _STAMP})
    formats: dict[tuple[Any, ...], Any] = {}
    names: set[str] = set()
    cut: list[str] = []
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
            sheet = _Sheet(book, formats, document, name)
            sheet.write(part)
            cut += sheet.cut
    book.close()
    return tuple(dict.fromkeys(cut))


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
    """Return a number, a count or a share as a number; None for what is none (— where a base is 0)."""
    plain = text.removesuffix("%") if kind == "share" else text
    if kind not in _SHAPES or not plain.replace(".", "", 1).isdecimal():
        return None
    if kind == "share":
        return round(float(plain) / 100, 6)
    plainly = plain.isdecimal() and str(int(plain)) == plain and len(plain) <= _MOST_DIGITS
    return int(plain) if plainly else None


class _Sheet:
    """One sheet being filled from the top."""

    def __init__(self, book: Any, formats: dict[tuple[Any, ...], Any], document: Document, name: str) -> None:
        self._sheet = book.add_worksheet(name)
        self._book, self._formats, self._document = book, formats, document
        self._fonts = font_book()
        self._widths: list[int] = []
        self._row = 0
        self.cut: list[str] = []  # texts that are longer than a cell may be

    def write(self, tables: Sequence[Table]) -> None:
        """Write the document's title and its tables, and set up the page."""
        first = tables[0]
        self._widths = column_widths(tables, self._document.page, self._fonts)
        titles = [block for block in self._document.blocks if isinstance(block, Title)]
        title = first.caption or (titles[0].text if titles else self._document.title)
        for at, width in enumerate(self._widths):
            self._sheet.set_column_pixels(at, at, width)
        for line in title.split("\n"):
            self._merged(line, Face.TITLE, _TITLE_SIZE, Align.CENTER)
        if titles and not first.caption and titles[0].subtitle:
            self._merged(titles[0].subtitle, Face.KAI, _SUBTITLE_SIZE, Align.CENTER)
        self._lines(first.note, first.note_align)
        self._set_up(self._row, len(first.head))
        for at, table in enumerate(tables):
            if at == 0 or table.head != first.head:
                self._rows(table, head=True)
            self._rows(table, head=False)
            self._lines(table.foot, Align.LEFT)
        self._sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{self._row + 1}"})

    def _rows(self, table: Table, head: bool) -> None:
        layouts = row_layouts(table, head, self._widths, self._fonts)
        for row, layout in zip(table.head if head else table.rows, layouts, strict=True):
            self._sheet.set_row_pixels(self._row, layout.height)
            for cell in shown_cells(table, row, head):
                self._cell(cell, "text" if head else table.columns[cell.at].kind, layout.size)
            self._row += 1

    def _lines(self, text: str, align: Align) -> None:
        """Write the lines above or under a table, each over its whole width."""
        for line in text.split("\n") if text else ():
            self._merged(line, Face.SONG, _NOTE_SIZE, align)

    def _cell(self, cell: Shown, kind: str, size: float) -> None:
        number = _number(cell.text, kind)
        style = self._format(cell.face, size, cell.align, shape="@" if number is None else _SHAPES[kind])
        if number is not None:
            self._sheet.write_number(self._row, cell.at, number, style)
            return
        if (cell.rows, cell.columns) != (1, 1):
            bottom, right = self._row + cell.rows - 1, cell.at + cell.columns - 1
            self._sheet.merge_range(self._row, cell.at, bottom, right, "", style)
        self._sheet.write_string(self._row, cell.at, self._held(cell.text), style)

    def _merged(self, text: str, face: Face, size: float, align: Align) -> None:
        """Write a line over all columns, as high as it needs."""
        style = self._format(face, size, align, border=False)
        self._sheet.set_row_pixels(self._row, text_height(text, face, size, sum(self._widths), self._fonts))
        if len(self._widths) > 1:
            self._sheet.merge_range(self._row, 0, self._row, len(self._widths) - 1, "", style)
        self._sheet.write_string(self._row, 0, self._held(text), style)
        self._row += 1

    def _held(self, text: str) -> str:
        """Return as much of a text as a cell holds, counted in UTF-16, followed by …."""
        if len(text) <= _LONGEST_TEXT // 2 or len(text.encode("utf-16-le")) <= 2 * _LONGEST_TEXT:
            return text
        self.cut.append(text)
        return text.encode("utf-16-le")[: 2 * (_LONGEST_TEXT - 1)].decode("utf-16-le", "ignore") + "…"

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
                    "text_wrap": True,
                    "border": 1 if border else 0,
                    "num_format": shape,
                }
            )
        return self._formats[key]
