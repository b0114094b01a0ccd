"""Charts as PNG, for files that hold pictures: drawn as in the PDF, then cut to what is drawn."""

import struct
import zlib
from dataclasses import replace
from io import BytesIO

from huanjie_desktop.documents.blocks import BarChart, Document, PageStyle
from huanjie_desktop.documents.pdf import write_pdf
from huanjie_desktop.documents.pictures import Pages, Picture

_DPI = 200
_MM = _DPI / 25.4
_WHITE = 255


def chart_pictures(chart: BarChart, page: PageStyle) -> list[bytes]:
    """Return a chart as grey PNGs as wide as the page's type area, one for each page that it takes."""
    stream = BytesIO()
    style = replace(page, numbering="none")
    write_pdf([Document(chart.title, style, (chart,), number_pages=False)], stream)
    pages = Pages(stream.getvalue())
    try:
        return [_png(_cut(pages.picture(at, _DPI), style)) for at in range(len(pages))]
    finally:
        pages.close()


def _cut(picture: Picture, page: PageStyle) -> list[bytes]:
    """Return the rows of grey pixels between the side margins, from the first to the last that is not white."""
    left, right = round(page.margins.left * _MM), picture.width - round(page.margins.right * _MM)
    rows = []
    for at in range(picture.height):
        start = at * picture.stride
        rows.append(picture.pixels[start + 4 * left : start + 4 * right : 4])
    blank = bytes([_WHITE]) * (right - left)
    drawn = [at for at, row in enumerate(rows) if row != blank]
    return rows[drawn[0] : drawn[-1] + 1] if drawn else rows[:1]


def _png(rows: list[bytes]) -> bytes:
    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
