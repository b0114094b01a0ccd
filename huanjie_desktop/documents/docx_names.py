"""Grids of names in DOCX: a line of tabs for each line of the grid, so that no name is ever broken."""

from collections.abc import Iterator
from itertools import pairwise

from huanjie_desktop.documents.blocks import NameGrid
from huanjie_desktop.documents.docx_parts import BODY, Form, Span
from huanjie_desktop.documents.pdf.names import grid_lines as set_lines
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.typeset import Line, Piece

_NEAR = 0.5  # pt
_CLEAR = 2.0  # pt before the next column


def grid_lines(block: NameGrid, sheets: Sheets) -> Iterator[tuple[list[Span], Form]]:
    """Give the grid's lines as the PDF has them, each name at the tab of its column."""
    left = block.indent * BODY
    column = (sheets.width - left) / block.per_line
    begins = [left + at * column for at in range(block.per_line)]
    form = Form(left=left, right=-BODY, tabs=tuple((begin, "left", "") for begin in begins[1:]))
    for line in set_lines(sheets, block):
        yield _spans(line, block, sheets, begins), form


def _spans(line: Line, block: NameGrid, sheets: Sheets, begins: list[float]) -> list[Span]:
    """Return a line's text: brackets closer where they would not end before the next column begins."""
    cells: list[list[Piece]] = []
    for piece in line.pieces:
        if any(abs(piece.x - begin) < _NEAR for begin in begins):
            cells.append([])
        cells[-1].append(piece)
    ends = [cell[0].x for cell in cells[1:]] + [sheets.width]
    spans: list[Span] = []
    for at, (cell, end) in enumerate(zip(cells, ends, strict=True)):
        spans += [Span("\t", block.face, block.size)] if at else []
        texts = [(cell[0].text, cell[0].size)]
        for one, two in pairwise(cell):
            if one.size == two.size:
                texts[-1] = (texts[-1][0] + two.text, two.size)
            else:
                texts.append((two.text, two.size))
        room = end - cell[0].x - _CLEAR
        for text, size in texts:
            wide = sheets.fonts.width(text, block.face, size)
            closer = min((room - wide) / len(text), 0.0) if len(texts) > 1 else 0.0
            spans.append(Span(text, block.face, size, closer=closer))
            room -= wide
    return spans
