"""Drawings and charts as PNG, for files that hold pictures: drawn as in the PDF, then cut to what is drawn."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO

from huanjie_desktop.documents.blocks import BarChart, Document, Drawing, PageStyle
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.documents.pictures import Pages, Picture

_DPI = 300
_MM = _DPI / 25.4
_WHITE = 255
_GREY, _COLOUR = 0, 2  # PNG's own numbers for how pixels are kept


def drawn_pictures(block: BarChart | Drawing, page: PageStyle) -> list[bytes]:
    """Return a block as PNGs as wide as the page's type area, one for each page that it takes; the same bytes each time."""
    stream = BytesIO()
    style = replace(page, numbering="none")
    write_pdf([Document(block.title, style, (block,), number_pages=False)], stream)
    pages = Pages(stream.getvalue())
    try:
        return [_png(*_cut(pages.picture(at, _DPI), style)) for at in range(len(pages))]
    finally:
        pages.close()


def _cut(picture: Picture, page: PageStyle) -> tuple[list[bytes], int]:
    """Return the rows of pixels between the side margins, from the first to the last that is not white; grey if they are."""
    left, right = round(page.margins.left * _MM), picture.width - round(page.margins.right * _MM)
    rows = []
    for at in range(picture.height):
        start = at * picture.stride
        rows.append(picture.pixels[start + 4 * left : start + 4 * right])
    blank = bytes([_WHITE]) * (right - left)
    drawn = [at for at, row in enumerate(rows) if row[::4] != blank or row[1::4] != blank or row[2::4] != blank]
    rows = rows[drawn[0] : drawn[-1] + 1] if drawn else rows[:1]
    if all(row[::4] == row[1::4] == row[2::4] for row in rows):
        return [row[::4] for row in rows], _GREY
    return [_rgb(row) for row in rows], _COLOUR


def _rgb(row: bytes) -> bytes:
    """Return a row's pixels of blue, green, red and nothing as red, green, blue."""
    turned = bytearray(len(row) // 4 * 3)
    for at in range(3):
        turned[at::3] = row[2 - at :: 4]
    return bytes(turned)


def _png(rows: list[bytes], kind: int) -> bytes:
    width = len(rows[0]) // (3 if kind == _COLOUR else 1)
    head = struct.pack(">IIBBBBB", width, len(rows), 8, kind, 0, 0, 0)
    density = struct.pack(">IIB", round(_MM * 1000), round(_MM * 1000), 1)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 6)
    parts = ((b"IHDR", head), (b"pHYs", density), (b"IDAT", pixels), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
