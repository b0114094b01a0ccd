"""Sets a table's rows for one width: cells wrapped or shrunk, rows joined by spans kept together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.documents.blocks import Align, Cell, CellText, Column, Face, Row, Table
from huanjie_desktop.documents.faces import LEAST_SIZE
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.pdf.text import styled
from huanjie_desktop.documents.typeset import Line, Style, fits_one_line, moved, pieces_of, set_text
from huanjie_desktop.documents.words import best_lines, breaks_no_word
from huanjie_desktop.domain.agenda import own_number
from huanjie_desktop.domain.names import display_name

PAD = 1.2 * MM
LEADING = 1.3
_NUMBERS = ("count", "share")
_DOT = "·"
_CROWDED = 8.5  # pt, text of a table with so many columns that they stand closer
_LEAST_LEFT = 0.2  # of the width, for columns whose text is wrapped
_USUAL_NAME = 4
_SHORTER = 1.5  # pt, what short texts are smaller by
_ONE_LINE = ("number", "date", "name", *_NUMBERS)


@dataclass(frozen=True)
class SetCell:
    """A cell ready to be drawn; `left` and `right` are column borders, `rows` how many rows it spans."""

    lines: tuple[Line, ...]
    left: int
    right: int
    rows: int
    align: Align


@dataclass(frozen=True)
class SetRow:
    """A row ready to be drawn."""

    cells: tuple[SetCell, ...]
    height: float
    covered: frozenset[int]  # columns covered from a row above


class Setter:
    """Sets a table's cells for one width of the type area."""

    def __init__(self, sheets: Sheets, table: Table) -> None:
        self.sheets = sheets
        self.table = table
        self.pad = PAD if table.size > _CROWDED else PAD / 2
        self.borders = [sheets.left]
        for width in self._widths():
            self.borders.append(self.borders[-1] + width)
        self._memo: dict[tuple[str, int], tuple[tuple[Line, ...], float]] = {}

    def _widths(self) -> list[float]:
        """Return the columns' widths, pt: by their weights, but what is never broken has its room before the others."""
        columns, room = self.table.columns, self.sheets.width
        needed = [self._never_broken(at) if column.kind in _ONE_LINE else 0.0 for at, column in enumerate(columns)]
        kept: set[int] = set()
        while True:
            left = room - sum(needed[at] for at in kept)
            weight = sum(column.width for at, column in enumerate(columns) if at not in kept)
            if left < room * _LEAST_LEFT or not weight:  # nothing would be left for the others
                weight, left, kept = sum(column.width for column in columns), room, set()
                needed = [0.0] * len(columns)
            unit = left / weight
            short = {at for at in range(len(columns)) if at not in kept and needed[at] > columns[at].width * unit}
            if not short:
                return [needed[at] if at in kept else column.width * unit for at, column in enumerate(columns)]
            kept |= short

    def _never_broken(self, at: int) -> float:
        """Return the room that the longest text of a column needs in one line."""
        column = self.table.columns[at]
        texts = [cell for row in self.table.rows if row.kind == "row" and isinstance(cell := row.cells[at], str)]
        if column.kind == "name":
            return self._longest_name(texts, column)
        most = max(map(len, texts), default=0)
        long = {text for text in texts if len(text) >= most - 1 and "\n" not in text}
        face, size = _face(column, "row", False, False), self.table.size
        return max((self.sheets.fonts.width(text, face, size) for text in long), default=0.0) + 2 * self.pad + 0.1

    def _longest_name(self, names: Sequence[str], column: Column) -> float:
        """Return the room of usual names, or of what stands between the dots of longer ones at the least size."""
        fonts, face = self.sheets.fonts, _face(column, "row", False, False)
        usual = self.table.size * min(_USUAL_NAME, max(map(len, names), default=0))
        parts = {part for name in names if len(name) > _USUAL_NAME for part in _at_dots(name)}
        least = max((fonts.width(part, face, LEAST_SIZE) for part in parts), default=0.0)
        return max(usual, least) + 2 * self.pad + 0.1

    def rows(self, rows: Sequence[Row], head: bool = False) -> list[SetRow]:
        """Set rows; cells that span rows make their last row high enough."""
        set_rows: list[SetRow] = []
        open_spans: dict[int, int] = {}
        for row in rows:
            covered = frozenset(column for column, left in open_spans.items() if left > 0)
            open_spans = {column: left - 1 for column, left in open_spans.items() if left > 1}
            cells, height = self._row(row, head)
            for cell in cells:
                if cell.rows > 1:
                    open_spans.update(dict.fromkeys(range(cell.left, cell.right), cell.rows - 1))
            set_rows.append(SetRow(cells, height, covered))
        return self._raised(set_rows)

    def _row(self, row: Row, head: bool) -> tuple[tuple[SetCell, ...], float]:
        height = max(row.height, self.table.row_height) * MM
        cells: list[SetCell] = []
        for at, content in enumerate(row.cells):
            if content is None:
                continue
            cell = self._cell(content, at, row.kind, head)
            cells.append(cell)
            if cell.rows == 1:
                height = max(height, self._needed(cell))
        return tuple(cells), height

    def _needed(self, cell: SetCell) -> float:
        return len(cell.lines) * self.table.size * LEADING + 1.6 * PAD

    def _raised(self, rows: list[SetRow]) -> list[SetRow]:
        """Make the last row under a spanning cell higher where its rows are not high enough for its text."""
        for at, row in enumerate(rows):
            for cell in row.cells:
                end = min(at + cell.rows, len(rows)) - 1
                short = self._needed(cell) - sum(each.height for each in rows[at : end + 1])
                if end > at and short > 0:
                    rows[end] = replace(rows[end], height=rows[end].height + short)
        return rows

    def _cell(self, content: CellText, at: int, kind: str, head: bool) -> SetCell:
        column = self.table.columns[at]
        if isinstance(content, Cell):
            right = min(at + content.colspan, len(self.table.columns))
            align = content.align or (Align.CENTER if head else column.align)
            face = content.face or _face(column, kind, head, content.bold)
            alone = right == at + 1 and kind == "row" and not head
            lines = self._lines(content.text, at, right, face, column.kind if alone else "head" if head else "text")
            return SetCell(lines, at, right, content.rowspan, align)
        text = content or ""
        if kind == "row" and not head:
            known = self._memo.get((text, at))
            if known is None:
                face = _face(column, kind, head, False)
                known = self._memo[(text, at)] = (self._lines(text, at, at + 1, face, column.kind), 0.0)
            return SetCell(known[0], at, at + 1, 1, column.align)
        align = Align.CENTER if head or kind == "total" else column.align
        return SetCell(
            self._lines(text, at, at + 1, _face(column, kind, head, False), "head" if head else column.kind),
            at,
            at + 1,
            1,
            align,
        )

    def _lines(self, text: object, left: int, right: int, face: Face, kind: str) -> tuple[Line, ...]:
        width = self.borders[right] - self.borders[left] - 2 * self.pad
        size = self.table.size
        fonts = self.sheets.fonts
        if kind == "short" and isinstance(text, str):
            size = max(LEAST_SIZE, size - _SHORTER)
        if kind == "items" and isinstance(text, str):
            return tuple(line for part in text.split("\n") for line in self._hanging(part, face, width))
        if not isinstance(text, str):
            return tuple(set_text(styled(text, face, size), fonts, width))  # type: ignore[arg-type]
        if not text:
            return ()
        if kind == "name":
            text = display_name(text)
        style = Style(face, size)
        natural = fits_one_line(text, style, fonts, width)
        if natural is not None:
            return (Line(pieces_of(text, style, fonts), natural, size),)
        if kind == "head" and "\n" not in text:
            return self._head(text, face, width)
        if kind in _ONE_LINE and "\n" not in text:
            shrunk = max(LEAST_SIZE, size * width / fonts.width(text, face, size))
            style = Style(face, shrunk)
            natural = fits_one_line(text, style, fonts, width)
            if natural is not None:
                return (Line(pieces_of(text, style, fonts), natural, shrunk),)
        if kind == "name" and _DOT in text:
            return self._parted(text, face, width)
        return self._wrapped(text, style, width)

    def _head(self, text: str, face: Face, width: float) -> tuple[Line, ...]:
        """Return a head broken between words, smaller where its longest word has no room else."""
        fonts, size = self.sheets.fonts, self.table.size
        while True:
            style = Style(face, size)
            lines = best_lines(text, lambda part: fonts.width(part, face, 1.0), width / size, last_shorter=False)
            if lines is not None and breaks_no_word(lines):
                return tuple(Line(pieces_of(part, style, fonts), fonts.width(part, face, size), size) for part in lines)
            if size <= LEAST_SIZE:
                return self._wrapped(text, Style(face, self.table.size), width)
            size = max(size - 0.5, LEAST_SIZE)

    def _parted(self, text: str, face: Face, width: float) -> tuple[Line, ...]:
        """Return a name that one line does not hold at any size, broken at its dots and as large as its parts can be."""
        fonts = self.sheets.fonts
        parts = _at_dots(text)
        widest = max(fonts.width(part, face, 1.0) for part in parts)
        size = max(LEAST_SIZE, min(self.table.size, width / widest))
        style = Style(face, size)
        return tuple(Line(pieces_of(part, style, fonts), fonts.width(part, face, size), size) for part in parts)

    def _hanging(self, text: str, face: Face, width: float) -> list[Line]:
        """Return an item's lines, the further ones under the first one's words and not under its number."""
        number = own_number(text)
        style = Style(face, self.table.size)
        left = self.sheets.fonts.width(number, face, style.size)
        lines = list(self._wrapped(text[len(number) :], style, width - left)) if text else []
        hung = [moved(line, left) for line in lines]
        if hung and number:
            first = (*pieces_of(number, style, self.sheets.fonts), *hung[0].pieces)
            hung[0] = Line(first, hung[0].width, style.size)
        return hung

    def _wrapped(self, text: str, style: Style, width: float) -> tuple[Line, ...]:
        """Return text in lines, the last not of one character alone if as many narrower lines hold it."""
        fonts = self.sheets.fonts
        lines = set_text([(text, style)], fonts, width)
        if len(lines) > 1 and "\n" not in text and sum(len(piece.text) for piece in lines[-1].pieces) == 1:
            for narrower in (style.size, 2 * style.size):
                tried = set_text([(text, style)], fonts, width - narrower)
                if len(tried) == len(lines):
                    lines = tried
        return tuple(lines)


def _at_dots(name: str) -> list[str]:
    """Return a name's parts, the dots at their ends."""
    parts = name.split(_DOT)
    return [*(f"{part}{_DOT}" for part in parts[:-1]), parts[-1]]


def _face(column: Column, kind: str, head: bool, bold: bool) -> Face:
    if head or kind == "total" or bold:
        return Face.HEI
    if kind == "group":
        return Face.KAI
    return column.face or (Face.FANG if column.kind == "name" else Face.SONG)


@dataclass(frozen=True)
class Block:
    """Rows that must stay together; `at` is the first one's place in the table, `again` the group's line to repeat."""

    rows: tuple[SetRow, ...]
    kind: str
    at: int
    again: tuple[SetRow, ...] = ()

    @property
    def height(self) -> float:
        """Return the room that its rows take, pt."""
        return sum(row.height for row in self.rows)


def blocks_of(rows: Sequence[Row], set_rows: Sequence[SetRow], most: float) -> list[Block]:
    """Return what must stay together: rows joined by spans; joined rows higher than `most` are taken apart."""
    found: list[tuple[list[SetRow], str, int]] = []
    for at, (row, set_row) in enumerate(zip(rows, set_rows, strict=True)):
        if set_row.covered and found:
            found[-1][0].append(set_row)
        else:
            found.append(([set_row], row.kind, at))
    return [
        part
        for block, kind, at in found
        for part in (
            [Block(tuple(block), kind, at)]
            if sum(row.height for row in block) <= most
            else [Block((row,), kind, at) for row in _apart(block)]
        )
    ]


def _apart(block: Sequence[SetRow]) -> list[SetRow]:
    """Take joined rows apart: what spanned them stands in the first, and the others have an empty cell there."""
    parts = []
    for row in block:
        own = [replace(cell, rows=1) for cell in row.cells]
        empty = [SetCell((), column, column + 1, 1, Align.CENTER) for column in sorted(row.covered)]
        parts.append(SetRow((*own, *empty), row.height, frozenset()))
    return parts
