"""Covers, contents and red heads in DOCX."""

from collections.abc import Iterator

from huanjie_desktop.documents.blocks import Align, Contents, Cover, Face, RedHead
from huanjie_desktop.documents.docx_parts import BODY, LINE, Form, Span
from huanjie_desktop.documents.pdf.front import (
    FOOT_SIZE,
    KIND_SIZE,
    MARK_SIZE,
    MARK_TOP,
    RED,
    RED_LINE,
    RED_LINE_BELOW,
    foot_lines,
    mark_style,
    signer_parts,
)
from huanjie_desktop.documents.pdf.front import cover_lines as congress_lines
from huanjie_desktop.documents.pdf.sheet import MM, Sheets
from huanjie_desktop.documents.typeset import Style, set_text, words_of

_TOP, _GAP, _FOOT, _FOOT_PITCH = 52 * MM, 24 * MM, 10 * MM, 13 * MM
_LEADING = 1.7


def cover_lines(block: Cover, sheets: Sheets) -> Iterator[tuple[list[Span], Form]]:
    """Give a cover's paragraphs, which fill one page: the last ones stand at its foot."""
    rest = sheets.top - sheets.bottom - LINE
    yield [Span(block.mark, Face.HEI, BODY)] if block.mark else [], Form()
    before = _TOP - LINE
    kind = "　".join(block.kind) if len(block.kind) <= 6 else block.kind
    lines = [(line, line.size) for line in congress_lines(sheets, block)]
    count = len(lines)
    if kind:
        lines += [
            (line, KIND_SIZE) for line in set_text([(kind, Style(Face.TITLE, KIND_SIZE))], sheets.fonts, sheets.width)
        ]
    for at, (line, size) in enumerate(lines):
        before = _GAP if at == count else before
        yield [Span(words_of(line), Face.TITLE, size)], Form(Align.CENTER, size * _LEADING, before=before)
        rest -= size * _LEADING + before
        before = 0.0
    foot = foot_lines(sheets, block)
    before = max(rest - len(foot) * _FOOT_PITCH - _FOOT, 0.0)
    for line in foot:
        form = Form(Align.CENTER, min(_FOOT_PITCH, max(rest / len(foot), 1.0)), before=before)
        yield [Span(words_of(line), Face.KAI, FOOT_SIZE)], form
        before = 0.0


def contents_lines(block: Contents, sheets: Sheets) -> Iterator[tuple[list[Span], Form]]:
    """Give a line for each title, with leaders to its page number."""
    for title, page in block.entries:
        width = sheets.width - sheets.fonts.width(page, Face.FANG, BODY) - 3 * BODY
        lines = set_text([(title, Style(Face.FANG, BODY))], sheets.fonts, width)
        text = "\n".join(map(words_of, lines))
        if not page:
            yield [Span(text, Face.FANG, BODY)], Form()
            continue
        yield [Span(f"{text}\t{page}", Face.FANG, BODY)], Form(tabs=((sheets.width, "right", "middleDot"),))


def red_head_lines(block: RedHead, sheets: Sheets) -> Iterator[tuple[list[Span], Form]]:
    """Give the mark, the line of number and signer with the red line under it, and two empty lines."""
    style = mark_style(sheets, block)
    yield [], Form(line=MARK_TOP * MM)
    yield [Span(block.mark, Face.TITLE, style.size, colour=RED)] if block.mark else [], Form(Align.CENTER, MARK_SIZE)
    name, who = signer_parts(block)
    spans = [Span(f"{block.number}\t{name}", Face.FANG, BODY), Span(who, Face.KAI, BODY)]
    under = (RED, RED_LINE, RED_LINE_BELOW * MM) if block.mark else None
    tab = (sheets.width - BODY, "right", "")
    yield spans, Form(before=2 * LINE, first=BODY, tabs=(tab,), under=under)
    yield [], Form(before=0.0 if block.mark else RED_LINE_BELOW * MM)
    yield [], Form()
