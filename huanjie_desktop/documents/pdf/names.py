"""Grids of names."""

from huanjie_desktop.documents.blocks import NameGrid
from huanjie_desktop.documents.faces import LEAST_SIZE
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.pdf.text import BODY
from huanjie_desktop.documents.typeset import Style
from huanjie_desktop.domain.names import display_name


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
            size = max(LEAST_SIZE, block.size * cell * spans / width)
        sheets.draw_text(shown + brackets, Style(block.face, size), x, baseline)
        column += spans
        if column >= block.per_line:
            sheets.y -= sheets.line_pitch
            if (name, brackets) != block.names[-1]:
                sheets.need(sheets.line_pitch)
            column = 0
    if column:
        sheets.y -= sheets.line_pitch
