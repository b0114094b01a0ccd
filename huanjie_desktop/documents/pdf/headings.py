"""Headings, labels and paragraphs, and what they keep with them."""

from collections.abc import Sequence

from huanjie_desktop.documents.blocks import (
    Align,
    Block,
    Face,
    Heading,
    Labelled,
    NameGrid,
    Paragraph,
    Signature,
    Space,
    Table,
)
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
    seal_below,
    signature_height,
    styled,
)
from huanjie_desktop.documents.typeset import Line, set_text

_NEARLY = 0.01
_LEVELS = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}


def draw_heading(sheets: Sheets, block: Heading) -> None:
    """Draw a heading of its level, on the sheet on which at least two lines of what it is over begin."""
    sheets.need(_heading_room(sheets, block, sheets.following))
    for line in _heading_lines(sheets, block):
        draw_set(sheets, line, sheets.line_pitch)


def begins_sheet(sheets: Sheets, block: Heading | Paragraph, following: Sequence[Block]) -> bool:
    """Tell whether a heading goes to the next sheet with all that is under it, or a paragraph with a signature."""
    if sheets.at_top:
        return False
    if isinstance(block, Heading):
        return block.whole and _heading_room(sheets, block, following) > sheets.room + _NEARLY
    lines, height = paragraph_lines(sheets, block), pitch(sheets, block.size)
    signed = block.keep_with_next and is_signed([each for each in following if not isinstance(each, Paragraph)])
    return signed and len(lines) * height + _kept(sheets, following) > sheets.room + _NEARLY


def _heading_room(sheets: Sheets, block: Heading, following: Sequence[Block]) -> float:
    """Return the room that a sheet must have for a heading to stand on it."""
    own = len(_heading_lines(sheets, block)) * sheets.line_pitch
    spared = sheets.room <= block.spared * sheets.line_pitch
    if spared or block.whole:
        whole = own + _whole(sheets, following)
        if spared or whole <= sheets.room_of_next + _NEARLY:
            return whole
    return own + _kept(sheets, following)


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


def draw_paragraph(sheets: Sheets, block: Paragraph) -> None:
    """Draw a paragraph; neither its first nor its last line stands alone on a sheet, nor a signature after it."""
    left = block.left * char_width(block.size)
    lines = paragraph_lines(sheets, block)
    height = pitch(sheets, block.size)
    after = _after(sheets, block, sheets.following)
    for at, line in enumerate(lines):
        rest = len(lines) - at
        if at == 0:
            sheets.need(begin_height(len(lines), height) + (after if rest <= 3 else 0.0))
        elif rest == 2:
            sheets.need(2 * height + after)
        draw_set(sheets, line, height, left)


def _after(sheets: Sheets, block: Paragraph, following: Sequence[Block]) -> float:
    """Return the room of what must stand on the sheet of a paragraph's end."""
    return _kept(sheets, following) if block.keep_with_next else _signed(sheets, following)


def is_signed(following: Sequence[Block]) -> bool:
    """Tell whether a signature comes next."""
    rest = next((block for block in following if not isinstance(block, Space)), None)
    return isinstance(rest, Signature)


def _signed(sheets: Sheets, following: Sequence[Block]) -> float:
    """Return the room of a signature that comes next, with what stands under it."""
    if not is_signed(following):
        return 0.0
    above = below = 0.0
    for block in following:
        if isinstance(block, Space):
            above += block.lines * sheets.line_pitch
        elif isinstance(block, Signature):
            above += signature_height(sheets, block)
            below -= seal_below(sheets, block)
        elif isinstance(block, Paragraph):
            below += len(paragraph_lines(sheets, block)) * pitch(sheets, block.size)
        else:
            break
    return above + max(below, 0.0)


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
        count = len(paragraph_lines(sheets, block))
        more = _after(sheets, block, rest) if count <= 3 else 0.0
        return begin_height(count, pitch(sheets, block.size)) + more
    if isinstance(block, Space):
        return block.lines * sheets.line_pitch + _kept(sheets, rest)
    if isinstance(block, Signature):
        return _signed(sheets, following)
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
