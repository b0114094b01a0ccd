"""Running text on the sheet: titles, headings, paragraphs, labels, signatures (GB/T 9704-2012, 7.3)."""

from collections.abc import Sequence

from huanjie_desktop.documents.blocks import Align, Face, Labelled, Paragraph, Signature, Space, Text, Title
from huanjie_desktop.documents.pdf.sheet import GRID_CHARS, MM, Sheets
from huanjie_desktop.documents.typeset import Line, Style, pieces_of, set_text
from huanjie_desktop.documents.words import best_lines

BODY = 16.0  # 3号
SEAL = 42  # mm across
_ASCENT = 0.86  # of an em, where a line's ink begins above the baseline


def tracking(size: float) -> float:
    """Return what 3号 text gives up for 28 characters to fill 156 mm; other sizes are set solid."""
    return 156 * MM / GRID_CHARS - BODY if size == BODY else 0.0


def styled(content: Text, face: Face, size: float) -> list[tuple[str, Style]]:
    """Return a block's text as runs with their styles."""
    if isinstance(content, str):
        return [(content, Style(face, size, tracking(size)))]
    runs = []
    for run in content:
        own = run.size or size
        chosen = run.face or (Face.HEI if run.bold else face)
        runs.append((run.text, Style(chosen, own, tracking(own), run.whole)))
    return runs


def pitch(sheets: Sheets, size: float) -> float:
    """Return the line height for a size: the grid's for 3号 and smaller, in proportion above."""
    return sheets.line_pitch * max(1.0, size / BODY * 0.95) if size >= BODY else size * 1.6


def draw_title(sheets: Sheets, block: Title) -> None:
    """Draw a title, centred, the longest line not the last; and its subtitle under it."""
    height = pitch(sheets, block.size) * 1.1
    for part in block.text.split("\n"):
        for line in balanced_lines(sheets, part, Style(Face.TITLE, block.size), sheets.width):
            sheets.need(height)
            sheets.draw_line(line, sheets.left, sheets.y - height / 2 - block.size * 0.36)
            sheets.y -= height
    if block.subtitle:
        for line in set_text([(block.subtitle, Style(Face.KAI, BODY))], sheets.fonts, sheets.width, align=Align.CENTER):
            draw_set(sheets, line, sheets.line_pitch)
    sheets.y -= min(sheets.line_pitch, max(sheets.room, 0))
    sheets.running = block.again


def balanced_lines(sheets: Sheets, text: str, style: Style, room: float) -> list[Line]:
    """Break a title between words into lines of about one length, centred on the sheet."""
    width = room * 0.96
    lines = [text]
    if sheets.fonts.width(text, style.face, style.size) > width:
        lines = (
            best_lines(text, lambda part: sheets.fonts.width(part, style.face, style.size), width, sheets.names)
            or lines
        )
    return [
        line for part in lines for line in set_text([(part, style)], sheets.fonts, sheets.width, align=Align.CENTER)
    ]


def begin_height(count: int, height: float) -> float:
    """Return the room that so many lines begin in: two, or all three of three, so that none stands alone."""
    return (count if count <= 3 else 2) * height


def paragraph_lines(sheets: Sheets, block: Paragraph) -> list[Line]:
    """Return a paragraph's lines."""
    indent = block.indent * char_width(block.size) if block.align in (Align.JUSTIFY, Align.LEFT) else 0.0
    return set_text(
        styled(block.text, block.face, block.size),
        sheets.fonts,
        sheets.width - block.left * char_width(block.size),
        first_indent=indent,
        align=block.align,
    )


def labelled_lines(sheets: Sheets, block: Labelled) -> list[Line]:
    """Return the lines of a label's text."""
    room = sheets.width - (block.indent + block.label_width) * char_width(BODY)
    return set_text(styled(block.text, Face.FANG, BODY), sheets.fonts, room, align=Align.LEFT)


def draw_space(sheets: Sheets, block: Space) -> None:
    """Leave lines of the grid empty, but none at the top of a sheet."""
    if not sheets.at_top:
        sheets.y -= min(block.lines * sheets.line_pitch, max(sheets.room, 0))


def draw_signature(sheets: Sheets, block: Signature) -> None:
    """Draw the name and under it the date, the date's first character two right of the name's last line's (7.3.5.2)."""
    char = char_width(BODY)
    sheets.need(signature_height(sheets, block))
    if block.sealed:
        _draw_sealed(sheets, block)
        return
    draw_space(sheets, Space())
    names = signed_names(sheets, block)
    date, name = sheets.fonts.width(block.date, Face.FANG, BODY), max(line.width for line in names)
    name_x = sheets.right - 2 * char - name
    date_x = name_x + (name - names[-1].width) / 2 + 2 * char
    if date_x + date > sheets.right - 2 * char:
        date_x = sheets.right - 2 * char - date
        name_x = min(name_x, date_x - 2 * char)
    for line in names:
        _draw_signed(sheets, line, name_x + (name - line.width) / 2)
    _draw_signed(sheets, _plain(sheets, block.date), date_x)


def signed_names(sheets: Sheets, block: Signature) -> list[Line]:
    """Return the name, broken between words where one line does not hold it with four characters beside it."""
    text, room = block.name, sheets.width - 4 * char_width(BODY)
    parts = best_lines(text, lambda part: sheets.fonts.width(part, Face.FANG, BODY), room, sheets.names) or [text]
    return [_plain(sheets, part) for part in parts]


def _plain(sheets: Sheets, text: str) -> Line:
    return Line(pieces_of(text, Style(Face.FANG, BODY), sheets.fonts), sheets.fonts.width(text, Face.FANG, BODY), BODY)


def _draw_signed(sheets: Sheets, line: Line, x: float) -> None:
    sheets.draw_line(line, x, baseline(sheets, BODY, sheets.line_pitch))
    sheets.y -= sheets.line_pitch


def signature_height(sheets: Sheets, block: Signature) -> float:
    """Return the room of a signature: a line above it, or its seal."""
    more = (len(signed_names(sheets, block)) - 1) * sheets.line_pitch
    return more + (SEAL * MM if block.sealed else 3 * sheets.line_pitch)


def seal_below(sheets: Sheets, block: Signature) -> float:
    """Return how far a seal reaches below the date, beside what stands under it."""
    return SEAL * MM / 2 - 0.5 * sheets.line_pitch if block.sealed else 0.0


def _draw_sealed(sheets: Sheets, block: Signature) -> None:
    """Draw name and date with room for a seal of 42 mm over both, which leaves no more than a line to the text above."""
    sheets.y -= SEAL * MM / 2 - 1.5 * sheets.line_pitch
    names, date = signed_names(sheets, block), _plain(sheets, block.date)
    centre = sheets.right - 4 * char_width(BODY) - date.width / 2
    widest = max(line.width for line in names)
    left = min(centre - widest / 2, sheets.right - widest)
    for line in names:
        _draw_signed(sheets, line, left + (widest - line.width) / 2)
    _draw_signed(sheets, date, centre - date.width / 2)


def draw_lines(sheets: Sheets, lines: Sequence[Line], height: float, left: float = 0.0) -> None:
    """Draw lines one under the other, going on to the next sheet where they must."""
    for line in lines:
        draw_set(sheets, line, height, left)


def draw_set(sheets: Sheets, line: Line, height: float, left: float = 0.0) -> None:
    """Draw a line in the middle of its height, on the next sheet where this one has no room for it."""
    sheets.need(height)
    sheets.draw_line(line, sheets.left + left, baseline(sheets, line.size, height))
    sheets.y -= height


def baseline(sheets: Sheets, size: float, height: float) -> float:
    """Return the baseline that puts a line's ink in the middle of its height."""
    return sheets.y - height / 2 - size * (_ASCENT - 0.5)


def char_width(size: float) -> float:
    """Return the room that a character takes on the grid, pt."""
    return size + tracking(size)
