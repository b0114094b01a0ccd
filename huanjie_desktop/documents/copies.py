"""Puts set papers many times into one PDF: their pages are repeated, not set again."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import pikepdf


@dataclass(frozen=True)
class Stack:
    """A paper (a whole PDF of so many pages) and how often it is wanted; `name` is its bookmark."""

    name: str
    content: bytes
    pages: int
    copies: int


@dataclass(frozen=True)
class Marked:
    """The pages from `start` (counted from 0) on that differ in every copy: a PDF with `pages` of them for each."""

    start: int
    pages: int
    content: bytes


@dataclass
class _Joined:
    """A PDF being put together, with its bookmarks (words, page)."""

    pdf: pikepdf.Pdf
    bookmarks: list[tuple[str, int]]

    def begin(self, name: str) -> None:
        """Set a bookmark at the page that comes next."""
        self.bookmarks.append((name, len(self.pdf.pages)))


def write_copies(stacks: Sequence[Stack], stream: BinaryIO, *, title: str, duplex: bool = False) -> int:
    """Write stacks one behind the other, a bookmark for each; return the pages in all.

    `duplex` puts a blank back behind a copy of an odd number of pages. The same input gives the same bytes.
    """
    with _joined(stream, title) as joined:
        pages = joined.pdf.pages
        for stack in stacks:
            joined.begin(f"{stack.name}（{stack.copies}张）")
            own = _taken(joined, stack.content, duplex)
            for _ in range(stack.copies - 1):
                pages.extend(own)
        return len(pages)


def write_marked_copies(
    content: bytes, marked: Sequence[Marked], copies: int, stream: BinaryIO, *, title: str, duplex: bool = False
) -> int:
    """Write a PDF so many times, each copy with its own marked pages and a bookmark; return the pages in all."""
    with ExitStack() as opened, _joined(stream, title) as joined:
        sources = [list(opened.enter_context(pikepdf.open(BytesIO(each.content))).pages) for each in marked]
        joined.begin(f"第{1:03d}份")
        sheets = _taken(joined, content, duplex)
        for copy in range(1, copies):
            joined.begin(f"第{copy + 1:03d}份")
            for each, source in zip(marked, sources, strict=True):
                sheets[each.start : each.start + each.pages] = source[copy * each.pages : (copy + 1) * each.pages]
            joined.pdf.pages.extend(sheets)
        return len(joined.pdf.pages)


@contextmanager
def _joined(stream: BinaryIO, title: str) -> Iterator[_Joined]:
    with pikepdf.new() as pdf:
        joined = _Joined(pdf, [])
        yield joined
        with pdf.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(name, page) for name, page in joined.bookmarks)
        pdf.docinfo["/Title"] = title
        pdf.save(
            stream,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )


def _taken(joined: _Joined, content: bytes, duplex: bool) -> list[pikepdf.Page]:
    """Add a PDF's pages, with a blank back after an odd number of them if that is wanted; return them."""
    start = len(joined.pdf.pages)
    with pikepdf.open(BytesIO(content)) as source:
        if duplex and len(source.pages) % 2:
            box = source.pages[-1].mediabox
            source.add_blank_page(page_size=(float(box[2] - box[0]), float(box[3] - box[1])))
        joined.pdf.pages.extend(source.pages)
    return list(joined.pdf.pages)[start:]
