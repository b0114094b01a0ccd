"""Joins papers into one packet: cover, contents with the true pages, copies with their numbers."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import BinaryIO

import pikepdf

from huanjie_desktop.documents.blocks import Document
from huanjie_desktop.documents.pdf import PdfReport, write_pdf
from huanjie_desktop.domain.ports import Progress

Entries = tuple[tuple[str, str], ...]


def write_packet(
    compose: Callable[[Entries, str], Sequence[Document]],
    stream: BinaryIO,
    *,
    title: str,
    listed: Callable[[Document], bool],
    copies: int = 1,
    odd_starts: bool = True,
    progress: Progress | None = None,
) -> PdfReport:
    """Write a packet; `compose(contents, mark)` gives its papers, `listed` says which stand in the contents.

    The papers are set once to learn their pages, and again with the contents filled in. With several copies each has
    its number as the mark of its cover and its own pages and bookmarks.
    """
    entries: Entries = tuple((document.title, "000") for document in compose((), "") if listed(document))
    report = write_pdf(compose(entries, ""), BytesIO(), title=title, odd_starts=odd_starts, progress=progress)
    documents = compose(entries, "")
    pages = dict(zip((document.title for document in documents), report.starts, strict=True))
    entries = tuple((name, str(pages[name])) for name, _ in entries)
    parts = []
    for copy in range(1, copies + 1):
        part = BytesIO()
        mark = f"份号：{copy:03d}" if copies > 1 else ""
        report = write_pdf(compose(entries, mark), part, title=title, odd_starts=odd_starts, progress=progress)
        parts.append(part)
    if copies == 1:
        stream.write(parts[0].getvalue())
    else:
        _join(parts, stream, title)
    return PdfReport(report.pages * copies, report.starts, report.missing)


def _join(parts: Sequence[BytesIO], stream: BinaryIO, title: str) -> None:
    """Put copies one behind the other, a bookmark for each."""
    with pikepdf.new() as joined:
        starts = []
        for part in parts:
            starts.append(len(joined.pages))
            with pikepdf.open(part) as source:
                joined.pages.extend(source.pages)
        with joined.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(f"第{at:03d}份", start) for at, start in enumerate(starts, 1))
        joined.docinfo["/Title"] = title
        joined.save(stream, deterministic_id=True, compress_streams=True)
