"""Puts a set paper many times into one PDF: its pages are repeated, not set again."""

from collections.abc import Sequence
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


def write_copies(stacks: Sequence[Stack], stream: BinaryIO, *, title: str, duplex: bool = False) -> int:
    """Write stacks one behind the other, a bookmark for each; return the pages in all.

    `duplex` puts a blank back behind a copy of an odd number of pages. The same input gives the same bytes.
    """
    with pikepdf.new() as joined:
        starts = []
        for stack in stacks:
            starts.append(len(joined.pages))
            with pikepdf.open(BytesIO(stack.content)) as source:
                if duplex and stack.pages % 2:
                    box = source.pages[-1].mediabox
                    source.add_blank_page(page_size=(float(box[2] - box[0]), float(box[3] - box[1])))
                joined.pages.extend(source.pages)
            own = list(joined.pages)[starts[-1] :]
            for _ in range(stack.copies - 1):
                joined.pages.extend(own)
        with joined.open_outline() as outline:
            outline.root.extend(
                pikepdf.OutlineItem(f"{stack.name}（{stack.copies}张）", start)
                for stack, start in zip(stacks, starts, strict=True)
            )
        joined.docinfo["/Title"] = title
        count = len(joined.pages)
        joined.save(stream, deterministic_id=True, compress_streams=True)
    return count
