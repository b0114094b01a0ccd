"""Covers, contents, and the red head of an official letter."""

from huanjie_desktop.documents.blocks import Align, Contents, Cover, Face, RedHead
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.pdf.text import BODY, balanced_lines, draw_lines
from huanjie_desktop.documents.typeset import Line, Style, set_text, words_of
from huanjie_desktop.documents.words import breaks_no_word

_COVER_SIZES = (30.0, 26.0, 22.0)
_MOST_LINES = 4
KIND_SIZE, FOOT_SIZE = 36.0, 18.0
MARK_TOP, MARK_SIZE = 35.0, 48.0  # mm below the type area's top; pt
RED, RED_LINE = "#E60012", 1.5  # pt
RED_LINE_BELOW, _ASCENT = 4.0, 0.86  # mm; of an em


def draw_cover(sheets: Sheets, block: Cover) -> None:
    """Draw a cover: the mark at the top left, the congress in the upper half, 会议材料 below, unit and date at the foot."""
    top = sheets.top
    if block.mark:
        sheets.draw_text(block.mark, Style(Face.HEI, BODY), sheets.left, top - BODY)
    sheets.y = top - 52 * MM
    lines = cover_lines(sheets, block)
    draw_lines(sheets, lines, lines[0].size * 1.7 if lines else 0.0)
    if block.kind:
        sheets.y -= 24 * MM
        spaced = "　".join(block.kind) if len(block.kind) <= 6 else block.kind
        lines = set_text([(spaced, Style(Face.TITLE, KIND_SIZE))], sheets.fonts, sheets.width, align=Align.CENTER)
        draw_lines(sheets, lines, KIND_SIZE * 1.7)
    foot = foot_lines(sheets, block)
    y = sheets.bottom + 14 * MM + (len(foot) - 1) * 13 * MM
    for line in foot:
        sheets.draw_line(line, sheets.left, y)
        y -= 13 * MM
    sheets.y = sheets.bottom


def foot_lines(sheets: Sheets, block: Cover) -> list[Line]:
    """Return the lines at the foot, a long name broken between words."""
    style = Style(Face.KAI, FOOT_SIZE)
    return [line for part in block.foot for line in balanced_lines(sheets, part, style, sheets.width)]


def cover_lines(sheets: Sheets, block: Cover) -> list[Line]:
    """Return the congress's lines at the largest size at which they are not too many, if there is one between words."""
    sizes = [size for size in _COVER_SIZES if len(_cover_lines(sheets, block, size)) <= _MOST_LINES] or _COVER_SIZES[
        -1:
    ]
    size = next((size for size in sizes if _breaks_between_words(sheets, block, size)), sizes[0])
    return _cover_lines(sheets, block, size)


def _breaks_between_words(sheets: Sheets, block: Cover, size: float) -> bool:
    parts = (_title_lines(sheets, part, size) for part in block.lines)
    return all(breaks_no_word(list(map(words_of, lines)), sheets.names) for lines in parts)


def _cover_lines(sheets: Sheets, block: Cover, size: float) -> list[Line]:
    return [line for part in block.lines for line in _title_lines(sheets, part, size)]


def _title_lines(sheets: Sheets, part: str, size: float) -> list[Line]:
    return balanced_lines(sheets, part, Style(Face.TITLE, size), sheets.width)


def draw_red_head(sheets: Sheets, block: RedHead) -> None:
    """Draw the issuer's mark 35 mm below the type area's top and the line of number and signer two lines under it."""
    style = mark_style(sheets, block)
    y = sheets.top - MARK_TOP * MM
    if block.mark:
        with sheets.coloured(RED):
            sheets.draw_centred(block.mark, style, (sheets.left + sheets.right) / 2, y - style.size * _ASCENT)
    sheets.y = y - MARK_SIZE - 2 * sheets.line_pitch
    baseline = sheets.y - sheets.line_pitch / 2 - BODY * 0.36
    body = Style(Face.FANG, BODY)
    sheets.draw_text(block.number, body, sheets.left + BODY, baseline)
    name, who = signer_parts(block)
    left = sheets.right - BODY - sheets.fonts.width(name + who, Face.FANG, BODY)
    sheets.draw_text(name, body, left, baseline)
    sheets.draw_text(who, Style(Face.KAI, BODY), left + sheets.fonts.width(name, Face.FANG, BODY), baseline)
    sheets.y -= sheets.line_pitch + RED_LINE_BELOW * MM
    if block.mark:
        sheets.draw_rule(sheets.y, RED, RED_LINE)
    sheets.y -= 2 * sheets.line_pitch


def mark_style(sheets: Sheets, block: RedHead) -> Style:
    """Return how the mark stands: as large as one line of the type area holds it."""
    wide = sheets.fonts.width(block.mark, Face.TITLE, 1.0) if block.mark else 1.0
    return Style(Face.TITLE, min(MARK_SIZE, sheets.width / wide))


def signer_parts(block: RedHead) -> tuple[str, str]:
    """Return 签发人： and who that is, which stands in 楷体."""
    name, colon, who = block.signer.partition("：")
    return name + colon, who


def draw_contents(sheets: Sheets, block: Contents) -> None:
    """Draw lines of title, leaders and page number."""
    style = Style(Face.FANG, BODY)
    for title, page in block.entries:
        page_width = sheets.fonts.width(page, Face.FANG, BODY)
        lines = set_text([(title, style)], sheets.fonts, sheets.width - page_width - 3 * BODY, align=Align.LEFT)
        for line in lines[:-1]:
            draw_lines(sheets, [line], sheets.line_pitch)
        sheets.need(sheets.line_pitch)
        baseline = sheets.y - sheets.line_pitch / 2 - BODY * 0.36
        end = sheets.left + lines[-1].width
        sheets.draw_line(lines[-1], sheets.left, baseline)
        sheets.y -= sheets.line_pitch
        if not page:
            continue
        dot = sheets.fonts.width("…", Face.FANG, BODY)
        room = sheets.right - page_width - end - BODY
        count = max(int(room / dot), 0)
        sheets.draw_text("…" * count, style, sheets.right - page_width - BODY * 0.4 - count * dot, baseline)
        sheets.draw_text(page, style, sheets.right - page_width, baseline)
