"""How pages end: a last page with only a total or one person, a heading or a label alone at a page's foot."""

import re
from collections.abc import Iterator

from workbench.pdf_pages import Placed, lines_of, words_of

_HEADING = re.compile("Hei|Kai|Bold")
_SERIAL, _TOTAL, _GOING_ON = "序号", "合计", "（续）"
_BESIDE = 9.0  # pt from the middle of a column's head


def feet_alone(pages: list[list[Placed]]) -> Iterator[str]:
    """Give the pages that go on and end with a line wholly in a face of headings."""
    for number, page in enumerate(pages[:-1], 1):
        lines = lines_of(page)
        if len(lines) > 2 and all(_HEADING.search(piece.face) for piece in lines[-1]):
            words = words_of(lines[-1])
            if not words.startswith(_TOTAL):
                yield f"page {number} ends with “{words[:24]}”"


def lonely_last_page(pages: list[list[Placed]]) -> Iterator[str]:
    """Say when the last of several pages has one row, one person or one line, beside what the page before has there too."""
    if len(pages) < 2:
        return
    people, rest = _numbered(pages[-1]), _own_lines(pages[-1], pages[-2])
    if people is not None and people <= 1 and (_numbered(pages[-2]) or 0) > 1:
        yield f"the last page ({len(pages)}) has {people or 'no'} row"
    elif people is None and len(rest) <= 1:
        yield f"the last page ({len(pages)}) has only “{words_of(rest[0])[:24] if rest else ''}”"


def _own_lines(page: list[Placed], before: list[Placed]) -> list[list[Placed]]:
    known = {_where(line) for line in lines_of(before)}
    lines = (line for line in lines_of(page) if not words_of(line).endswith(_GOING_ON))
    return [line for line in lines if _where(line) not in known]


def _where(line: list[Placed]) -> tuple[int, str]:
    return round(line[0].y), words_of(line).replace(_GOING_ON, "")


def _numbered(page: list[Placed]) -> int | None:
    """Return how many numbers stand under 序号, None where there is no such column."""
    heads = [piece for piece in page if piece.words == _SERIAL]
    if not heads:
        return None
    middle = (heads[0].x + heads[0].right) / 2
    return sum(
        piece.words.isdigit() and abs((piece.x + piece.right) / 2 - middle) < _BESIDE and piece.y < heads[0].y
        for piece in page
    )
