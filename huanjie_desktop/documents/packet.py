"""Joins papers into one packet: cover, contents with the true pages, copies with their numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.copies import Marked, write_marked_copies
from huanjie_desktop.documents.pdf import PdfReport, write_pdf
from huanjie_desktop.domain.ports import Progress

Entries = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Part:
    """A paper of a packet: `compose(contents, mark)` makes it, `listed` says whether it stands in the contents."""

    title: str
    compose: Callable[[Entries, str], Document]
    listed: bool = True


def write_packet(
    parts: Sequence[Part],
    stream: BinaryIO,
    *,
    title: str,
    copies: int = 1,
    odd_starts: bool = True,
    progress: Progress | None = None,
) -> PdfReport:
    """Write a packet: its papers are set once to learn their pages, and once more with the contents filled in.

    Copies repeat the pages set; only a paper that bears the copy's number is set for each, all of them in one go. Each
    copy has a bookmark, and with `odd_starts` it begins on a front. `starts` of the report are those of the first copy.
    """

    def set_all(contents: Entries, to: BinaryIO) -> tuple[list[Document], PdfReport]:
        documents = [part.compose(contents, _mark(1, copies)) for part in parts]
        return documents, write_pdf(documents, to, title=title, odd_starts=odd_starts, progress=progress)

    _, report = set_all(tuple((part.title, "000") for part in parts if part.listed), BytesIO())
    contents = tuple((part.title, str(start)) for part, start in zip(parts, report.starts, strict=True) if part.listed)
    if copies == 1:
        return set_all(contents, stream)[1]
    content = BytesIO()
    documents, report = set_all(contents, content)
    marked = [
        _set_marked(part, contents, copies, start)
        for part, document, start in zip(parts, documents, report.starts, strict=True)
        if document != part.compose(contents, "")
    ]
    pages = write_marked_copies(content.getvalue(), marked, copies, stream, title=title, duplex=odd_starts)
    return PdfReport(pages, report.starts, report.missing, report.cut)


def _set_marked(part: Part, contents: Entries, copies: int, start: int) -> Marked:
    """Return a paper's pages for every copy, numbered from page `start` of the packet on."""
    documents = [part.compose(contents, _mark(copy, copies)) for copy in range(1, copies + 1)]
    pages = BytesIO()
    report = write_pdf(documents, pages, first_pages=[start] * copies)
    return Marked(start - 1, report.pages // copies, pages.getvalue())


def _mark(copy: int, copies: int) -> str:
    return f"份号：{copy:03d}" if copies > 1 else ""
