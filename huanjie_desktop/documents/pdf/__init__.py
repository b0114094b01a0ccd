"""Writes documents to PDF: one canvas, the neutral blocks drawn one after the other on its sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from threading import RLock
from typing import Any, BinaryIO

from huanjie_desktop.documents.blocks import (
    BarChart,
    Block,
    Contents,
    Cover,
    Document,
    Drawing,
    Grid,
    Heading,
    Labelled,
    NameGrid,
    PageBreak,
    Paragraph,
    RedHead,
    Signature,
    Space,
    Table,
    Title,
)
from huanjie_desktop.documents.fonts import FontBook, font_book
from huanjie_desktop.documents.pdf import drawings, front, headings, names, tables, text
from huanjie_desktop.documents.pdf.sheet import Sheets
from huanjie_desktop.domain.bulk import uncollected
from huanjie_desktop.domain.ports import NoProgress, Progress


@dataclass(frozen=True)
class PdfReport:
    """What was written: pages in all (0 of formats that are laid out elsewhere), the page on which each document begins, characters
    that no font has.

    `cut` are texts of drawings that had no room in their box even at the least size.
    """

    pages: int
    starts: tuple[int, ...]
    missing: tuple[str, ...]
    cut: tuple[str, ...] = ()


_ONE_AT_A_TIME = RLock()  # of the two workers: the faces note what none of them has
_DRAW: dict[type[Block], Callable[[Sheets, Any], None]] = {
    Title: text.draw_title,
    RedHead: front.draw_red_head,
    Heading: headings.draw_heading,
    Paragraph: headings.draw_paragraph,
    Space: text.draw_space,
    Labelled: headings.draw_labelled,
    Signature: text.draw_signature,
    NameGrid: names.draw_name_grid,
    Table: tables.draw_table,
    BarChart: drawings.draw_chart,
    Drawing: drawings.draw_drawing,
    Grid: drawings.draw_grid,
    Contents: front.draw_contents,
    Cover: front.draw_cover,
}


@uncollected()
def write_pdf(
    documents: Sequence[Document],
    stream: BinaryIO,
    *,
    title: str = "",
    fonts: FontBook | None = None,
    odd_starts: bool = False,
    first_pages: Sequence[int] = (),
    progress: Progress | None = None,
) -> PdfReport:
    """Write documents one after the other into one PDF, with a bookmark each; the same input gives the same bytes.

    `odd_starts` puts a blank back before a document that would begin on an even page, for printing on both sides.
    Pages are numbered through, without those of documents that are not numbered; or each document's from its number in
    `first_pages` on, where it is set to be put among others.
    """
    with _ONE_AT_A_TIME:
        return _write(documents, stream, title, fonts or font_book(), odd_starts, first_pages, progress or NoProgress())


def _write(
    documents: Sequence[Document],
    stream: BinaryIO,
    title: str,
    fonts: FontBook,
    odd_starts: bool,
    first_pages: Sequence[int],
    progress: Progress,
) -> PdfReport:
    fonts.missing.clear()
    sheets = Sheets(stream, fonts, title or (documents[0].title if documents else ""))
    starts = []
    for at, document in enumerate(documents):
        progress.step(at, len(documents), f"正在排版“{document.title}”")
        if odd_starts and at and sheets.pages % 2:
            sheets.blank_back()
        if first_pages:
            sheets.ahead = first_pages[at] - 1 - sheets.pages
        sheets.of_pages = _count_pages(document, fonts) if document.page.numbering == "total" else 0
        starts.append(_draw(sheets, document))
    sheets.save()
    return PdfReport(sheets.pages, tuple(starts), tuple(sorted(fonts.missing)), tuple(dict.fromkeys(sheets.cut)))


def _draw(sheets: Sheets, document: Document) -> int:
    """Draw one document on new sheets; return its first page."""
    start = sheets.begin(document)
    for place, block in enumerate(document.blocks):
        draw_block(sheets, block, document.blocks[place + 1 :])
    sheets.end()
    return start


def draw_block(sheets: Sheets, block: Block, following: Sequence[Block]) -> None:
    """Draw a block where the pen is; `following` are those that come behind it in its document."""
    sheets.following = following
    if isinstance(block, PageBreak):
        sheets.new_page(block.style)
    else:
        _DRAW[type(block)](sheets, block)


def _count_pages(document: Document, fonts: FontBook) -> int:
    """Return how many pages a document takes, by drawing it for nothing."""
    sheets = Sheets(BytesIO(), fonts, "")
    _draw(sheets, document)
    return sheets.pages
