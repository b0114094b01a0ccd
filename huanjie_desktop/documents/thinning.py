"""Thinner upright strokes in the glyphs of a font: for characters that one face lends another whose strokes are lighter."""

from io import BytesIO
from math import hypot
from typing import Any

from fontTools.ttLib import TTFont

_FURTHEST = 2.0  # times the stroke's loss: a sharp corner moves no further than that
_PARALLEL = 0.05
_Point = tuple[float, float]


def thinned(font: bytes, loss: float) -> bytes:
    """Return a TrueType font whose upright strokes have lost so many units on either side; the widths of glyphs stay.

    Strokes that lie lose nothing, slanting ones a part: so a 宋体 comes near to a 仿宋, and no hairline goes.
    """
    read = TTFont(BytesIO(font), recalcTimestamp=False, recalcBBoxes=False)
    glyphs = read["glyf"]
    for name in read.getGlyphOrder():
        glyph = glyphs[name]
        if glyph.numberOfContours > 0:
            _thin(glyph, glyphs, loss)
    stream = BytesIO()
    read.save(stream)
    return stream.getvalue()


def _thin(glyph: Any, glyphs: Any, loss: float) -> None:
    coordinates, begin = glyph.coordinates, 0
    for end in glyph.endPtsOfContours:
        points = [(float(x), float(y)) for x, y in coordinates[begin : end + 1]]
        for at, (x, y) in enumerate(_moved_in(points, loss), begin):
            coordinates[at] = (round(x), round(y))
        begin = end + 1
    glyph.program.fromBytecode(b"")  # hints are of the strokes that were
    glyph.recalcBounds(glyphs)


def _moved_in(points: list[_Point], loss: float) -> list[_Point]:
    """Return a closed line moved to its inside, which lies on its right, by the loss where it stands upright."""
    edges = [_edge(one, points[(at + 1) % len(points)], loss) for at, one in enumerate(points)]
    found = []
    for at, (x, y) in enumerate(points):
        into = next((edge for edge in (edges[at - back] for back in range(1, len(points) + 1)) if edge), None)
        out = next((edge for edge in (edges[(at + on) % len(points)] for on in range(len(points))) if edge), None)
        found.append((x, y) if into is None or out is None else _corner((x, y), into, out, loss))
    return found


def _edge(one: _Point, other: _Point, loss: float) -> tuple[float, float, float] | None:
    """Return an edge's inward normal, and how far it moves along that; None for one without length."""
    across, up = other[0] - one[0], other[1] - one[1]
    length = hypot(across, up)
    if not length:
        return None
    normal_x, normal_y = up / length, -across / length
    return normal_x, normal_y, loss * normal_x * normal_x


def _corner(point: _Point, into: tuple[float, float, float], out: tuple[float, float, float], loss: float) -> _Point:
    """Return where two moved edges meet; between edges that go nearly the same way it moves with them."""
    (a, b, d), (e, f, g) = into, out
    turn = a * f - b * e
    if abs(turn) < _PARALLEL:
        x, y = (a * d + e * g) / 2, (b * d + f * g) / 2
    else:
        x, y = (d * f - g * b) / turn, (a * g - e * d) / turn
    far = hypot(x, y)
    most = _FURTHEST * loss
    part = most / far if far > most else 1.0
    return point[0] + x * part, point[1] + y * part
