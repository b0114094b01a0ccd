"""Headings and labels, and what they keep with them."""

from collections.abc import Sequence

from huanjie_desktop.documents.blocks import Align, Block, Face, Heading, Labelled, NameGrid, Paragraph, Table
from huanjie_desktop.documents.pdf.names import closing_height, grid_lines
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.documents.pdf.text import (
    BODY,
    baseline,
    begin_height,
    char_width,
    draw_set,
    labelled_lines,
    paragraph_lines,
    pitch,
    styled,
)
from huanjie_desktop.documents.typeset import Line, set_text

_LEVELS = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}


def draw_heading(sheets: Sheets, block: Heading) -> None:
    """Draw a heading of its level, on the sheet on which at least two lines of what it is over begin."""
    lines = _heading_lines(sheets, block)
    own = len(lines) * sheets.line_pitch
    sheets.need(own + _kept(sheets, sheets.following))
    if sheets.room <= block.spared * sheets.line_pitch:
        sheets.need(own + _whole(sheets, sheets.following))
    for line in lines:
        draw_set(sheets, line, sheets.line_pitch)


def draw_labelled(sheets: Sheets, block: Labelled) -> None:
    """Draw a label in 黑体 and its text hanging beside it; one without text not as the last line of a sheet."""
    left = block.indent * char_width(BODY)
    lines = labelled_lines(sheets, block)
    after = closing_height(sheets) if block.text else _kept(sheets, sheets.following)
    sheets.need(begin_height(len(lines), sheets.line_pitch) + after)
    label = set_text(styled(block.label, Face.HEI, BODY), sheets.fonts, sheets.width, align=Align.LEFT)
    sheets.draw_line(label[0], sheets.left + left, baseline(sheets, BODY, sheets.line_pitch))
    for line in lines:
        draw_set(sheets, line, sheets.line_pitch, left + block.label_width * char_width(BODY))


def _heading_lines(sheets: Sheets, block: Heading) -> list[Line]:
    indent = block.indent * char_width(BODY)
    text = styled(block.text, _LEVELS[block.level], BODY)
    return set_text(text, sheets.fonts, sheets.width, first_indent=indent, align=Align.JUSTIFY)


def _kept(sheets: Sheets, following: Sequence[Block]) -> float:
    """Return the room of what must stand on the sheet of a heading or a label: down to two lines of text or names."""
    if not following:
        return 0.0
    block, rest = following[0], following[1:]
    if isinstance(block, Heading):
        return len(_heading_lines(sheets, block)) * sheets.line_pitch + _kept(sheets, rest)
    if isinstance(block, Labelled):
        more = _kept(sheets, rest) if rest and isinstance(rest[0], Labelled | NameGrid) else 0.0
        return len(labelled_lines(sheets, block)) * sheets.line_pitch + more
    if isinstance(block, NameGrid):
        count = len(grid_lines(sheets, block))
        return begin_height(count, sheets.line_pitch)
    if isinstance(block, Paragraph):
        more = _kept(sheets, rest) if block.keep_with_next else 0.0
        return begin_height(len(paragraph_lines(sheets, block)), pitch(sheets, block.size)) + more
    return sheets.line_pitch * (3 if isinstance(block, Table) else 1)


def _whole(sheets: Sheets, following: Sequence[Block]) -> float:
    """Return the room of all names and labels under a heading."""
    height = 0.0
    for block in following:
        if isinstance(block, Labelled):
            height += len(labelled_lines(sheets, block)) * sheets.line_pitch
        elif isinstance(block, NameGrid):
            height += len(grid_lines(sheets, block)) * sheets.line_pitch
        else:
            break
    return height
