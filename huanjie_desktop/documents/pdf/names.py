"""Grids of names: even columns, what stands in brackets smaller, no line alone on a sheet."""

from dataclasses import dataclass

from huanjie_desktop.documents.blocks import Labelled, NameGrid, Paragraph, Space
from huanjie_desktop.documents.faces import LEAST_SIZE, Face
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.pdf.text import BODY, labelled_lines, paragraph_lines, pitch
from huanjie_desktop.documents.typeset import Line, Piece, Style, moved, narrow_marks, pieces_of
from huanjie_desktop.domain.names import display_name

_BRACKET_SIZES = (
    (10.5, 3.0),
    (9.0, 3.0),
    (LEAST_SIZE, 0.4),
)  # 五号, 小五, else less; with the gap to the next cell, pt
_BEFORE = 2.0  # pt between a name and its brackets
_LEAST_NAME = 10.5


@dataclass(frozen=True)
class _Cell:
    """A name as it stands in so many columns."""

    line: Line
    spans: int


def grid_lines(sheets: Sheets, block: NameGrid) -> list[Line]:
    """Return the lines of a grid; a name that has no room in a column takes two, and the next one begins at a column."""
    left = block.indent * BODY
    column = (sheets.width - left) / block.per_line
    lines: list[Line] = []
    at = 0
    pieces: list[Piece] = []
    for name, brackets in block.names:
        cell = _cell(sheets, block, display_name(name), brackets, column)
        if at and at + cell.spans > block.per_line:
            lines.append(Line(tuple(pieces), sheets.width, block.size))
            at, pieces = 0, []
        pieces += moved(cell.line, left + at * column).pieces
        at += cell.spans
    if pieces:
        lines.append(Line(tuple(pieces), sheets.width, block.size))
    return lines


def _cell(sheets: Sheets, block: NameGrid, name: str, brackets: str, column: float) -> _Cell:
    """Return a name with its brackets in as few columns as hold it with brackets of one of the usual sizes."""
    size = block.size
    for spans in range(1, block.per_line + 1):
        for small, gap in _BRACKET_SIZES:
            line = _line(sheets, block.face, name, brackets, size, small)
            if line.width <= spans * column - gap:
                return _Cell(line, spans)
    size = max(_LEAST_NAME, size * block.per_line * column / line.width)
    return _Cell(_line(sheets, block.face, name, brackets, size, LEAST_SIZE), block.per_line)


def _line(sheets: Sheets, face: Face, name: str, brackets: str, size: float, small: float) -> Line:
    width = sheets.fonts.width(name, face, size)
    said = pieces_of(name, Style(face, size), sheets.fonts)
    if not brackets:
        return Line(said, width, size)
    marks = moved(narrow_marks(brackets, Style(face, small), sheets.fonts), width + _BEFORE)
    return Line((*said, *marks.pieces), marks.width, size)


def draw_name_grid(sheets: Sheets, block: NameGrid) -> None:
    """Draw names in columns; neither the first nor the last line stands alone, nor does a closing paragraph after them."""
    lines = grid_lines(sheets, block)
    after = closing_height(sheets)
    for at, line in enumerate(lines):
        rest = len(lines) - at
        if rest <= 2:
            room = rest * sheets.line_pitch + after
        elif at == 0:
            room = (3 if rest == 3 else 2) * sheets.line_pitch + (after if rest == 3 else 0.0)
        else:
            room = sheets.line_pitch
        sheets.need(room, block.of if at else "")
        sheets.draw_line(line, sheets.left, sheets.y - sheets.line_pitch / 2 - block.size * 0.36)
        sheets.y -= sheets.line_pitch


def closing_height(sheets: Sheets) -> float:
    """Return the room of what closes a list and does not stand alone: labels with their text, a last paragraph."""
    height, paragraphs = 0.0, 0.0
    for block in sheets.following:
        if isinstance(block, Labelled) and block.text:
            height += len(labelled_lines(sheets, block)) * sheets.line_pitch
        elif isinstance(block, Space):
            paragraphs += block.lines * sheets.line_pitch
        elif isinstance(block, Paragraph):
            paragraphs += len(paragraph_lines(sheets, block)) * pitch(sheets, block.size)
        else:
            return height
    return height + paragraphs
