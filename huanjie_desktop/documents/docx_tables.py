"""Tables in DOCX: columns, heights of rows and sizes of text as our own layout has them, the caption among the heads."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from huanjie_desktop.documents.blocks import Align, Cell, CellText, Face, Row, Table, Text
from huanjie_desktop.documents.docx_parts import Form, Span, element, paragraph, twips
from huanjie_desktop.documents.office_fonts import NAMES
from huanjie_desktop.documents.pdf.cells import LEADING, Block, SetCell, SetRow, Setter
from huanjie_desktop.documents.pdf.going_on import can_go_on
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.pdf.table_frame import (
    MARK_SIZE,
    NOTE_SIZE,
    caption_lines,
    foot_lines,
    top_height,
)
from huanjie_desktop.documents.pdf.tables import Plan, best_plan, continued, filled_plan, parts_going_on
from huanjie_desktop.documents.typeset import Line, words_of
from huanjie_desktop.domain.agenda import own_number
from huanjie_desktop.domain.names import display_name

_CAPTION_LEADING, _NOTE_LEADING = 1.5, 1.6
_STRONG = "8"  # eighths of a point
_SLACK = 0.4  # pt that a row gives up for its lines, which office programs add to its height
_FEW = 3  # what must stand together on a last page
_LOOSE = 10  # twentieths of a point, beside text that is centred and not to be broken
_GAP = 0.2  # of the size, what some programs put between a character and a digit beside it, whatever the file says
_CLOSEST = 0.1  # of the size, that each character's room becomes less; more would be seen
_ROUNDED = 1.3  # they take off less than they are told, by their rounding
_BESIDE = re.compile(r"(?<=[\u3400-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u3400-\u9fff])")
_LATIN = NAMES[Face.SONG]  # as wide as in the PDF, so that numbers stand in one line there and here


def table_elements(sheets: Sheets, table: Table, new_page: bool) -> Iterator[Any]:
    """Give a table's elements in their order; `sheets` is where the PDF stands before it."""
    if table.balanced:
        yield from _by_page(sheets, table, best_plan(sheets, table), new_page)
        return
    if can_go_on(table.rows):
        yield from _going_on(sheets, table, new_page)
        return
    plan = filled_plan(sheets, table)
    if len(plan.numbers) > 1 and any(row.kind == "group" for row in table.rows):
        yield from _by_page(sheets, table, plan, new_page)
        return
    yield from _filled(sheets, table, plan, new_page)


def _filled(sheets: Sheets, table: Table, plan: Plan, new_page: bool) -> Iterator[Any]:
    """Give one table whose heads are repeated, so that rows can be added; and a last page's few rows as a table of their own,
    since programs would leave what closes it alone there.
    """
    few = len(plan.numbers) > 1 and plan.numbers[-1] <= _FEW
    last = plan.blocks[-plan.numbers[-1] :] if few else []
    set_rows = plan.setter.rows(table.rows)
    start = len(set_rows) - sum(len(block.rows) for block in last)
    grid = _Grid(plan.setter, new_page)
    grid.top(sheets)
    grid.rows(table.head, plan.head, head=True)
    grid.rows(table.rows[:start], set_rows[:start], keep_last=bool(table.foot) and not last)
    yield grid.element
    if last:
        tops = _tops(sheets, table, True, True)
        yield from tops
        grid = _Grid(plan.setter, new_page=False)
        grid.rows(table.head, plan.head, head=True)
        grid.again(table, start, last[0])
        grid.rows(table.rows[start:], set_rows[start:], keep_last=bool(table.foot))
        yield grid.element
    yield from _foot(sheets, table)


def _by_page(sheets: Sheets, table: Table, plan: Plan, new_page: bool) -> Iterator[Any]:
    """Give a table for each page, as the PDF shares its rows out: what stands above and under it stands on each.

    So a group that goes on is named again: a program repeats a table's own heads alone.
    """
    new_page = new_page or (not sheets.at_top and sheets.room < plan.begin)
    block_at = row_at = 0
    for page, number in enumerate(plan.numbers or [0]):
        blocks = plan.blocks[block_at : block_at + number]
        tops = _tops(sheets, table, page > 0, new_page)
        yield from tops
        grid = _Grid(plan.setter, new_page and not tops)
        grid.rows(table.head, plan.head, head=True)
        if page and blocks:
            grid.again(table, row_at, blocks[0])
        for block in blocks:
            grid.rows(table.rows[row_at : row_at + len(block.rows)], block.rows)
            row_at += len(block.rows)
        block_at += number
        yield grid.element
        if table.foot_each or block_at == len(plan.blocks):
            yield from _foot(sheets, table)
        new_page = True


def _going_on(sheets: Sheets, table: Table, new_page: bool) -> Iterator[Any]:
    """Give a table for each page, so that cells over several rows say on each what they are about."""
    setter = Setter(sheets, table)
    for part in parts_going_on(sheets, table):
        new_page = new_page or part.new_sheet
        tops = _tops(sheets, table, part.again, new_page)
        yield from tops
        grid = _Grid(setter, new_page and not tops)
        grid.rows(table.head, setter.rows(table.head, head=True), head=True)
        grid.rows(part.rows, setter.rows(part.rows))
        yield grid.element
        new_page = False
    yield from _foot(sheets, table)


def _tops(sheets: Sheets, table: Table, again: bool, new_page: bool) -> list[Any]:
    """Return the paragraphs above a page's table; at least one behind another table, or the two would be joined."""
    tops = [paragraph(spans, form) for spans, form in _top(sheets, table, again, new_page)]
    return tops if tops or not again else [paragraph([], Form(line=1, new_page=new_page))]


def _top(sheets: Sheets, table: Table, again: bool, new_page: bool = False) -> Iterator[tuple[list[Span], Form]]:
    """Give the paragraphs above the head: the caption, beside it the framed mark, and the note."""
    lines = caption_lines(sheets, table, again)
    texts = [_text("", [line]) for line in lines]
    if table.mark and not texts:
        texts = [""]
    for at, text in enumerate(texts):
        size = lines[at].size if lines else MARK_SIZE
        face = Face.HEI if again and table.again else Face.TITLE
        spans = [Span(text, face, size)]
        form = Form(Align.CENTER, size * _CAPTION_LEADING, keep=True, new_page=new_page)
        if table.mark and not at:
            tabs = ((sheets.width / 2, "center", ""), (sheets.width, "right", ""))
            spans = [Span(f"\t{text}\t", face, size), Span(f" {table.mark} ", Face.HEI, MARK_SIZE, framed=True)]
            form = replace(form, align=Align.LEFT, tabs=tabs)
        yield spans, form
        new_page = False
    for line in table.note.split("\n") if table.note and not (again and table.note_once) else ():
        yield (
            [Span(line, Face.SONG, NOTE_SIZE, _LATIN)],
            Form(table.note_align, NOTE_SIZE * _NOTE_LEADING, keep=True, new_page=new_page),
        )
        new_page = False


def _foot(sheets: Sheets, table: Table) -> Iterator[Any]:
    """Give the lines under the last row; a number before one hangs."""
    before = 0.3 * NOTE_SIZE * _NOTE_LEADING
    for label, left, lines in foot_lines(sheets, table.foot) if table.foot else ():
        text = label + _text("", lines)
        form = Form(line=NOTE_SIZE * _NOTE_LEADING, left=left, first=-left, before=before)
        yield paragraph([Span(text, Face.SONG, NOTE_SIZE, _LATIN)], form)
        before = 0.0


def _text(between: str, lines: Sequence[Line]) -> str:
    """Return set lines as text, with what stands between two of them."""
    return between.join("".join(piece.text for piece in line.pieces) for line in lines)


def _unbroken(spans: Sequence[Span], cell: SetCell) -> bool:
    """Tell whether a cell's lines are those that its text has by itself."""
    return bool(cell.lines) and sum(span.text.count("\n") for span in spans) + 1 == len(cell.lines)


@dataclass(frozen=True)
class _Cell:
    """A cell as the file has it; `down` "restart" begins one that goes on in the rows under it, "continue" goes on.

    A `loose` one has its whole width for its text, which then stays in its lines also in programs that set it wider.
    """

    width: int
    span: int
    down: str
    strong: bool
    paragraphs: tuple[Any, ...]
    loose: bool = False
    bare: bool = False


class _Grid:
    """A table's element being filled with rows."""

    def __init__(self, setter: Setter, new_page: bool) -> None:
        table = self._table = setter.table
        self._pad = setter.pad
        self._new_page, self._fonts = new_page, setter.sheets.fonts
        borders = [twips(border - setter.borders[0]) for border in setter.borders]
        self._widths = [right - left for left, right in pairwise(borders)]
        self._open: dict[int, tuple[int, int]] = {}  # by column: the rows left and the columns wide of what goes on
        lines = []
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            width = table.inner if side.startswith("inside") else table.outer
            lines.append(element(side, val="single", sz=round(width * 8), space=0, color="000000"))
        margins = [
            element(side, w=twips(setter.pad) if side in ("left", "right") else 0, type="dxa")
            for side in ("top", "left", "bottom", "right")
        ]
        self.element = element(
            "tbl",
            element(
                "tblPr",
                element("tblW", w=borders[-1], type="dxa"),
                element("jc", val="center"),
                element("tblBorders", *lines),
                element("tblLayout", type="fixed"),
                element("tblCellMar", *margins),
            ),
            element("tblGrid", *(element("gridCol", w=width) for width in self._widths)),
        )

    def top(self, sheets: Sheets) -> None:
        """Put what stands above the head into a row without lines, which is repeated on each page as the heads are."""
        tops = [paragraph(spans, form) for spans, form in _top(sheets, self._table, False, self._new_page)]
        if tops:
            self._new_page = False
            cell = _Cell(sum(self._widths), len(self._widths), "", False, tuple(tops), bare=True)
            self._row([cell], top_height(sheets, self._table) - _SLACK, head=True)

    def again(self, table: Table, at: int, block: Block) -> None:
        """Add the line of the group that a page begins within, at a row of the table."""
        if block.again:
            group = next(row for row in reversed(table.rows[:at]) if row.kind == "group")
            self.rows([continued(group)], block.again)

    def rows(
        self, rows: Sequence[Row], set_rows: Sequence[SetRow], head: bool = False, keep_last: bool = False
    ) -> None:
        """Add rows with the heights and the sizes of text that our own layout gave them."""
        for at, (row, set_row) in enumerate(zip(rows, set_rows, strict=True)):
            set_cells = {cell.left: cell for cell in set_row.cells if cell.lines}
            keep = head or row.kind == "group" or (keep_last and at == len(rows) - 1)
            cells = list(self._cells(row, head, keep, set_cells))
            self._row(cells, set_row.height - _SLACK, head)

    def _cells(self, row: Row, head: bool, keep: bool, set_cells: dict[int, SetCell]) -> Iterator[_Cell]:
        at = 0
        while at < len(self._widths):
            content = row.cells[at] if at < len(row.cells) else None
            down, span = "", 1
            if content is None and at in self._open:
                left, span = self._open[at]
                down = "continue"
                self._open[at] = (left - 1, span)
                if left == 1:
                    del self._open[at]
            elif isinstance(content, Cell):
                span = max(min(content.colspan, len(self._widths) - at), 1)
                if content.rowspan > 1:
                    down = "restart"
                    self._open[at] = (content.rowspan - 1, span)
            set_cell = set_cells.get(at)
            size = set_cell.lines[0].size if set_cell else self._table.size
            form = Form(self._align(content, at, head, row.kind), size * LEADING, keep=keep)
            if self._new_page:
                form, self._new_page = replace(form, new_page=True), False
            if down == "continue" or set_cell is None:
                spans = []
            else:
                spans = self._spans(content, at, row.kind, head, size)
                if head or self._table.columns[at].kind == "short":  # broken between words, as in the PDF
                    spans = [replace(spans[0], text=_text("\n", set_cell.lines))]
                spans = self._closer(spans, set_cell)
            paragraphs = [paragraph(spans, form)]
            if self._table.columns[at].kind == "items" and not head and isinstance(content, str):
                paragraphs = list(self._items(content, form, size, spans))
            strong = self._table.columns[at].strong and at > 0
            loose = form.align is Align.CENTER and set_cell is not None and _unbroken(spans, set_cell)
            yield _Cell(sum(self._widths[at : at + span]), span, down, strong, tuple(paragraphs), loose)
            at += span

    def _closer(self, spans: Sequence[Span], cell: SetCell) -> list[Span]:
        """Return text a little closer where programs that squeeze no mark at a line's end would need a line more for it."""
        room = sum(self._widths[cell.left : cell.right]) / 20 - 2 * self._pad - 2 * self._table.outer
        wanted = 0.0
        for span in spans[:1]:
            for words in map(words_of, cell.lines):
                wide = self._fonts.width(words, span.face, span.size) + len(_BESIDE.findall(words)) * _GAP * span.size
                wanted = max(wanted, _ROUNDED * (wide - room) / max(len(words), 1))
        return [replace(span, closer=-min(wanted, _CLOSEST * span.size)) if wanted > 0 else span for span in spans]

    def _items(self, text: str, form: Form, size: float, spans: Sequence[Span]) -> Iterator[Any]:
        """Give a paragraph for each item, its further lines under the first one's words."""
        face = spans[0].face if spans else Face.SONG
        for part in text.split("\n"):
            left = self._fonts.width(own_number(part), face, size)
            yield paragraph([Span(part, face, size, _LATIN)] if part else [], replace(form, left=left, first=-left))
            form = replace(form, new_page=False)

    def _align(self, content: CellText, at: int, head: bool, kind: str) -> Align:
        if isinstance(content, Cell):
            return content.align or (Align.CENTER if head else self._table.columns[at].align)
        return Align.CENTER if head or kind == "total" else self._table.columns[at].align

    def _spans(self, content: CellText, at: int, kind: str, head: bool, size: float) -> list[Span]:
        column = self._table.columns[at]
        named = column.kind == "name" and kind == "row" and not head
        bold = head or kind == "total"
        own: Face | None = None
        text: Text = ""
        if isinstance(content, Cell):
            bold, own, text = bold or content.bold, content.face, content.text
        elif content is not None:
            text = content
        usual = Face.KAI if kind == "group" else column.face or (Face.FANG if named else Face.SONG)
        face = own or (Face.HEI if bold else usual)
        if isinstance(text, str):
            shown = display_name(text) if named else text
            return [Span(shown, face, size, _LATIN)] if shown else []
        return [Span(run.text, run.face or (Face.HEI if run.bold else face), run.size or size, _LATIN) for run in text]

    def _row(self, cells: Sequence[_Cell], height: float, head: bool = False) -> None:
        properties = element("trPr", element("cantSplit"), element("trHeight", val=twips(height), hRule="atLeast"))
        if head:
            properties.append(element("tblHeader"))
        self.element.append(element("tr", properties, *(self._cell(cell) for cell in cells)))

    def _cell(self, cell: _Cell) -> Any:
        properties = element("tcPr", element("tcW", w=cell.width, type="dxa"))
        if cell.span > 1:
            properties.append(element("gridSpan", val=cell.span))
        if cell.down:
            properties.append(element("vMerge", val=cell.down))
        if cell.bare:
            none = [element(side, val="nil") for side in ("top", "left")]
            outer = element("bottom", val="single", sz=round(self._table.outer * 8), space=0, color="000000")
            properties.append(element("tcBorders", *none, outer, element("right", val="nil")))
        elif cell.strong:
            line = element("left", val="single", sz=_STRONG, space=0, color="000000")
            properties.append(element("tcBorders", line))
        if cell.loose:
            sides = [element(side, w=_LOOSE, type="dxa") for side in ("left", "right")]
            properties.append(element("tcMar", *sides))
        properties.append(element("vAlign", val="top" if cell.bare else "center"))
        return element("tc", properties, *cell.paragraphs)
