"""Grids of names in DOCX: a line of tabs for each line of the grid, so that no name is ever broken."""

from collections.abc import Iterator

from huanjie_desktop.documents.blocks import NameGrid
from huanjie_desktop.documents.docx_parts import BODY, Form, Span
from huanjie_desktop.documents.faces import LEAST_SIZE
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.domain.names import display_name


def grid_lines(block: NameGrid, sheets: Sheets) -> Iterator[tuple[list[Span], Form]]:
    """Give the grid's lines; a name with brackets may take the next column's room."""
    left = block.indent * BODY
    cell = (sheets.width - left) / block.per_line
    tabs = tuple((left + at * cell, "left", "") for at in range(1, block.per_line))
    form = Form(left=left, tabs=tabs)
    spans: list[Span] = []
    column = 0
    for name, brackets in block.names:
        shown = display_name(name) + brackets
        width = sheets.fonts.width(shown, block.face, block.size)
        wide = max(1, min(block.per_line, -int(-(width + block.size * 0.5) // cell)))
        if column and column + wide > block.per_line:
            yield spans, form
            spans, column = [], 0
        size = block.size if width <= cell * wide else max(LEAST_SIZE, block.size * cell * wide / width)
        if column:
            spans.append(Span("\t", block.face, block.size))
        spans.append(Span(shown, block.face, size))
        column += wide
        if column >= block.per_line:
            yield spans, form
            spans, column = [], 0
    if spans:
        yield spans, form
