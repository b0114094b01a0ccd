"""Tables and grids of names: heads repeated, rows that wrap and are never split, groups kept with their first row."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from huanjie_desktop.documents.blocks import Align, Cell, CellText, Column, Face, NameGrid, Row, Table
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.pdf.text import BODY, styled
from huanjie_desktop.documents.typeset import Line, Style, fits_one_line, pieces_of, set_text
from huanjie_desktop.domain.names import display_name

_PAD = 1.2 * MM
_LEAST = 8.0  # pt; nothing printed is smaller
_LEADING = 1.3


@dataclass(frozen=True)
class _SetCell:
    """A cell ready to be drawn; `left` and `right` are column borders, `rows` how many rows it spans."""

    lines: tuple[Line, ...]
    left: int
    right: int
    rows: int
    align: Align


@dataclass(frozen=True)
class _SetRow:
    cells: tuple[_SetCell, ...]
    height: float
    covered: frozenset[int]  # columns covered from a row above


class _Setter:
    """Sets a table's cells for one width of the type area."""

    def __init__(self, sheets: Sheets, table: Table) -> None:
        self.sheets = sheets
        self.table = table
        total = sum(column.width for column in table.columns)
        self.borders = [sheets.left]
        for column in table.columns:
            self.borders.append(self.borders[-1] + sheets.width * column.width / total)
        self._memo: dict[tuple[str, int], tuple[tuple[Line, ...], float]] = {}

    def rows(self, rows: Sequence[Row], head: bool = False) -> list[_SetRow]:
        """Set rows; cells that span rows make their last row high enough."""
        set_rows: list[_SetRow] = []
        open_spans: dict[int, int] = {}
        for row in rows:
            covered = frozenset(column for column, left in open_spans.items() if left > 0)
            open_spans = {column: left - 1 for column, left in open_spans.items() if left > 1}
            cells, height = self._row(row, head)
            for cell in cells:
                if cell.rows > 1:
                    open_spans.update(dict.fromkeys(range(cell.left, cell.right), cell.rows - 1))
            set_rows.append(_SetRow(cells, height, covered))
        return set_rows

    def _row(self, row: Row, head: bool) -> tuple[tuple[_SetCell, ...], float]:
        height = max(row.height, self.table.row_height) * MM
        cells: list[_SetCell] = []
        for at, content in enumerate(row.cells):
            if content is None:
                continue
            cell = self._cell(content, at, row.kind, head)
            cells.append(cell)
            if cell.rows == 1:
                height = max(height, len(cell.lines) * self.table.size * _LEADING + 1.6 * _PAD)
        return tuple(cells), height

    def _cell(self, content: CellText, at: int, kind: str, head: bool) -> _SetCell:
        column = self.table.columns[at]
        if isinstance(content, Cell):
            right = min(at + content.colspan, len(self.table.columns))
            align = content.align or (Align.CENTER if head else column.align)
            face = content.face or _face(column, kind, head, content.bold)
            lines = self._lines(content.text, at, right, face, "text")
            return _SetCell(lines, at, right, content.rowspan, align)
        text = content or ""
        if kind == "row" and not head:
            known = self._memo.get((text, at))
            if known is None:
                face = _face(column, kind, head, False)
                known = self._memo[(text, at)] = (self._lines(text, at, at + 1, face, column.kind), 0.0)
            return _SetCell(known[0], at, at + 1, 1, column.align)
        align = Align.CENTER if head or kind == "total" else column.align
        return _SetCell(
            self._lines(text, at, at + 1, _face(column, kind, head, False), column.kind), at, at + 1, 1, align
        )

    def _lines(self, text: object, left: int, right: int, face: Face, kind: str) -> tuple[Line, ...]:
        width = self.borders[right] - self.borders[left] - 2 * _PAD
        size = self.table.size
        fonts = self.sheets.fonts
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
        if kind in ("number", "date", "name") and "\n" not in text:
            shrunk = max(_LEAST, size * width / fonts.width(text, face, size))
            style = Style(face, shrunk)
            natural = fits_one_line(text, style, fonts, width)
            if natural is not None:
                return (Line(pieces_of(text, style, fonts), natural, shrunk),)
        return tuple(set_text([(text, style)], fonts, width))


def _face(column: Column, kind: str, head: bool, bold: bool) -> Face:
    if head or kind == "total" or bold:
        return Face.HEI
    if kind == "group":
        return Face.KAI
    return column.face or (Face.FANG if column.kind == "name" else Face.SONG)


def draw_table(sheets: Sheets, table: Table) -> None:
    """Draw a table over as many sheets as it takes, the head and the caption again on each."""
    setter = _Setter(sheets, table)
    head = setter.rows(table.head, head=True)
    head_height = sum(row.height for row in head)
    most = sheets.top - sheets.bottom - head_height - 22 * 1.5
    body = _blocks(table.rows, setter.rows(table.rows), most)
    _draw_caption(sheets, table, head_height + (body[0][1] if body else 0))
    top = _draw_head(sheets, setter, head)
    for rows, kept in body:
        if sheets.room < kept and sheets.y < top - 0.01:
            _close(sheets, setter, top)
            sheets.new_page()
            _draw_caption(sheets, table, 0, again=True)
            top = _draw_head(sheets, setter, head)
        _draw_rows(sheets, setter, rows)
    _close(sheets, setter, top)
    if table.foot:
        _draw_note(sheets, table.foot, Align.LEFT)


def _blocks(rows: Sequence[Row], set_rows: Sequence[_SetRow], most: float) -> list[tuple[list[_SetRow], float]]:
    """Return what must stay together (rows joined by spans) and the room it asks for.

    A group's line asks for the room of the row under it too. Joined rows higher than `most` are taken apart.
    """
    blocks: list[tuple[list[_SetRow], str]] = []
    for row, set_row in zip(rows, set_rows, strict=True):
        if set_row.covered and blocks:
            blocks[-1][0].append(set_row)
        else:
            blocks.append(([set_row], row.kind))
    blocks = [
        part
        for block, kind in blocks
        for part in ([(block, kind)] if sum(row.height for row in block) <= most else _apart(block, kind))
    ]
    heights = [sum(row.height for row in block) for block, _ in blocks]
    found = []
    for at, ((block, kind), height) in enumerate(zip(blocks, heights, strict=True)):
        follows = heights[at + 1] if kind == "group" and at + 1 < len(heights) else 0.0
        found.append((block, height + follows))
    return found


def _apart(block: Sequence[_SetRow], kind: str) -> list[tuple[list[_SetRow], str]]:
    """Take joined rows apart: what spanned them stands in the first, and the others have an empty cell there."""
    parts = []
    for row in block:
        own = [replace(cell, rows=1) for cell in row.cells]
        empty = [_SetCell((), column, column + 1, 1, Align.CENTER) for column in sorted(row.covered)]
        parts.append(([_SetRow((*own, *empty), row.height, frozenset())], kind))
    return parts


def _draw_caption(sheets: Sheets, table: Table, needed: float, again: bool = False) -> None:
    height = 22 * 1.5 if table.caption else 0.0
    note = table.size * 1.8 if table.note else 0.0
    sheets.need(height + note + needed)
    if table.caption:
        text = table.caption + ("（续）" if again else "")
        style = Style(Face.TITLE, 22 if sheets.fonts.width(text, Face.TITLE, 22) <= sheets.width else 18)
        for line in set_text([(text, style)], sheets.fonts, sheets.width, align=Align.CENTER):
            sheets.draw_line(line, sheets.left, sheets.y - height * 0.72)
            sheets.y -= height
    if table.note:
        _draw_note(sheets, table.note, Align.RIGHT)


def _draw_note(sheets: Sheets, text: str, align: Align) -> None:
    size = 10.5
    for line in set_text([(text, Style(Face.SONG, size))], sheets.fonts, sheets.width, align=align):
        sheets.need(size * 1.6)
        sheets.draw_line(line, sheets.left, sheets.y - size * 1.15)
        sheets.y -= size * 1.6


def _draw_head(sheets: Sheets, setter: _Setter, head: Sequence[_SetRow]) -> float:
    top = sheets.y
    _draw_rows(sheets, setter, head)
    return top


def _draw_rows(sheets: Sheets, setter: _Setter, rows: Sequence[_SetRow]) -> None:
    """Draw rows' text and inner lines from the pen down."""
    canvas, borders = sheets.canvas, setter.borders
    canvas.setLineWidth(setter.table.inner)
    bottoms = []
    y = sheets.y
    for row in rows:
        y -= row.height
        bottoms.append(y)
    lines: list[tuple[float, float, float, float]] = []
    y = sheets.y
    for at, row in enumerate(rows):
        for cell in row.cells:
            low = bottoms[min(at + cell.rows, len(rows)) - 1]
            _draw_cell(sheets, cell, borders, y, low)
            lines.append((borders[cell.left], low, borders[cell.right], low))
            if cell.right < len(borders) - 1:
                lines.append((borders[cell.right], low, borders[cell.right], y))
        y = bottoms[at]
    canvas.lines(_merged(lines))
    sheets.y = y


def _merged(lines: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """Join level lines that meet, so that a row's rule is one stroke."""
    level = sorted((line for line in lines if line[1] == line[3]), key=lambda line: (-line[1], line[0]))
    joined: list[tuple[float, float, float, float]] = []
    for line in level:
        if joined and joined[-1][1] == line[1] and abs(joined[-1][2] - line[0]) < 0.01:
            joined[-1] = (joined[-1][0], line[1], line[2], line[1])
        else:
            joined.append(line)
    return joined + [line for line in lines if line[1] != line[3]]


def _draw_cell(sheets: Sheets, cell: _SetCell, borders: Sequence[float], top: float, low: float) -> None:
    if not cell.lines:
        return
    left, right = borders[cell.left] + _PAD, borders[cell.right] - _PAD
    size = cell.lines[0].size
    pitch = size * _LEADING
    y = (top + low) / 2 + len(cell.lines) * pitch / 2
    for line in cell.lines:
        x = left
        if cell.align is Align.CENTER:
            x = (left + right - line.width) / 2
        elif cell.align is Align.RIGHT:
            x = right - line.width
        sheets.draw_line(line, x, y - pitch / 2 - size * 0.36)
        y -= pitch


def _close(sheets: Sheets, setter: _Setter, top: float) -> None:
    """Draw the frame around what stands on this sheet."""
    sheets.canvas.setLineWidth(setter.table.outer)
    sheets.canvas.rect(setter.borders[0], sheets.y, setter.borders[-1] - setter.borders[0], top - sheets.y)


def draw_name_grid(sheets: Sheets, block: NameGrid) -> None:
    """Draw names in columns; a name with brackets may take the next column's room, and the ones after it move on."""
    left = block.indent * BODY if block.indent else 0.0
    cell = (sheets.width - left) / block.per_line
    column = 0
    sheets.need(sheets.line_pitch)
    for name, brackets in block.names:
        shown = display_name(name)
        width = sheets.fonts.width(shown + brackets, block.face, block.size)
        spans = max(1, min(block.per_line, -int(-(width + block.size * 0.5) // cell)))
        if column + spans > block.per_line and column:
            sheets.y -= sheets.line_pitch
            sheets.need(sheets.line_pitch)
            column = 0
        baseline = sheets.y - sheets.line_pitch / 2 - block.size * 0.36
        x = sheets.left + left + column * cell
        size = block.size
        if width > cell * spans:
            size = max(_LEAST, block.size * cell * spans / width)
        sheets.draw_text(shown + brackets, Style(block.face, size), x, baseline)
        column += spans
        if column >= block.per_line:
            sheets.y -= sheets.line_pitch
            if (name, brackets) != block.names[-1]:
                sheets.need(sheets.line_pitch)
            column = 0
    if column:
        sheets.y -= sheets.line_pitch
