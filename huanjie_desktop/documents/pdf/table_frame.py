"""What stands above and under a table: its caption, the mark beside it, notes, the foot."""

import re

from huanjie_desktop.documents.blocks import Align, Face, Table
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.pdf.text import balanced_lines
from huanjie_desktop.documents.typeset import Line, Style, set_text

CAPTION_SIZES = (22.0, 18.0)
MARK_SIZE = 16.0
_AGAIN_SIZE = 16.0
NOTE_SIZE = 10.5
_HANGING = re.compile(r"\s*(?:\S{2}：)?\d+\.\s")


def caption_lines(sheets: Sheets, table: Table, again: bool) -> list[Line]:
    """Set the caption in one line at a size that allows it, else in two of about one length, clear of the mark."""
    if again and table.again:
        return set_text([(table.again, Style(Face.HEI, _AGAIN_SIZE))], sheets.fonts, sheets.width, align=Align.CENTER)
    text = table.caption + ("（续）" if again and table.caption else "")
    if not text:
        return []
    clear = 2 * (_mark_width(sheets, table) + 3 * MM) if table.mark else 0.0
    for size in (table.caption_size,) if table.caption_size else CAPTION_SIZES:
        if sheets.fonts.width(text, Face.TITLE, size) <= sheets.width - clear:
            return set_text([(text, Style(Face.TITLE, size))], sheets.fonts, sheets.width, align=Align.CENTER)
    return balanced_lines(sheets, text, Style(Face.TITLE, CAPTION_SIZES[1]), sheets.width - clear)


def _mark_width(sheets: Sheets, table: Table) -> float:
    return sheets.fonts.width(table.mark, Face.HEI, MARK_SIZE) + 5 * MM


def top_height(sheets: Sheets, table: Table, again: bool = False) -> float:
    """Return the room that stands above the head, pt; `again` on a sheet that continues the table."""
    lines = caption_lines(sheets, table, again)
    caption = sum(line.size * 1.5 for line in lines)
    notes = len(note_lines(sheets, table, again))
    return max(caption, MARK_SIZE * 1.9 if table.mark else 0.0) + notes * NOTE_SIZE * 1.6


def draw_top(sheets: Sheets, table: Table, again: bool = False) -> None:
    """Draw the caption, the mark beside it and the note under it."""
    top = sheets.y
    for line in caption_lines(sheets, table, again):
        sheets.draw_line(line, sheets.left, sheets.y - line.size * 1.5 * 0.72)
        sheets.y -= line.size * 1.5
    if table.mark:
        width, height = _mark_width(sheets, table), MARK_SIZE * 1.6
        sheets.canvas.setLineWidth(1.0)
        sheets.canvas.rect(sheets.right - width, top - height, width, height)
        style = Style(Face.HEI, MARK_SIZE)
        sheets.draw_centred(table.mark, style, sheets.right - width / 2, top - height / 2 - MARK_SIZE * 0.36)
        sheets.y = min(sheets.y, top - MARK_SIZE * 1.9)
    for line in note_lines(sheets, table, again):
        sheets.draw_line(line, sheets.left, sheets.y - NOTE_SIZE * 1.15)
        sheets.y -= NOTE_SIZE * 1.6


def note_lines(sheets: Sheets, table: Table, again: bool) -> list[Line]:
    """Set the note; `again` on a sheet that continues the table."""
    if not table.note or (again and table.note_once):
        return []
    style = Style(Face.SONG, NOTE_SIZE)
    return set_text([(table.note, style)], sheets.fonts, sheets.width, align=table.note_align)


def foot_lines(sheets: Sheets, text: str) -> list[tuple[str, float, list[Line]]]:
    """Return the foot's lines: a number before one (1. or 说明：1.) hangs, and is given with its width."""
    found = []
    style = Style(Face.SONG, NOTE_SIZE)
    for line in text.split("\n"):
        hanging = _HANGING.match(line)
        label = hanging.group() if hanging else ""
        left = sheets.fonts.width(label, style.face, style.size)
        found.append((label, left, set_text([(line[len(label) :], style)], sheets.fonts, sheets.width - left)))
    return found


def foot_height(sheets: Sheets, table: Table) -> float:
    """Return the room that the foot takes, pt."""
    if not table.foot:
        return 0.0
    return (sum(len(lines) for _, _, lines in foot_lines(sheets, table.foot)) + 0.3) * NOTE_SIZE * 1.6


def draw_foot(sheets: Sheets, table: Table) -> None:
    """Draw the lines under the table."""
    if not table.foot:
        return
    sheets.need(foot_height(sheets, table))
    sheets.y -= 0.3 * NOTE_SIZE * 1.6
    for label, left, lines in foot_lines(sheets, table.foot):
        sheets.draw_text(label, Style(Face.SONG, NOTE_SIZE), sheets.left, sheets.y - NOTE_SIZE * 1.15)
        for line in lines:
            sheets.draw_line(line, sheets.left + left, sheets.y - NOTE_SIZE * 1.15)
            sheets.y -= NOTE_SIZE * 1.6
