"""图: things at places of their own, for papers that are no running text and no table: forms, ballots, cards, plans.

Lengths are in millimetres from the drawing's upper left corner, downwards; sizes of text and widths of lines in points.
PDF draws it as vectors, DOCX and XLSX take a picture of that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from huanjie_desktop.documents.faces import LEAST_SIZE, Align, Face
from huanjie_desktop.documents.greys import WHITE_BELOW


class Valign(StrEnum):
    """Where lines sit in the height of their box."""

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


@dataclass(frozen=True)
class Rule:
    """线: a straight line; `dash` are lengths drawn and left out in turn, mm, () for a whole line."""

    x1: float
    y1: float
    x2: float
    y2: float
    line: float = 0.5
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Box:
    """框: a rectangle with a line around it (0: none), filled with a grey (0 black, 1 white) or not; `radius` rounds it."""

    x: float
    y: float
    width: float
    height: float
    line: float = 0.5
    fill: float | None = None
    radius: float = 0.0


@dataclass(frozen=True)
class Words:
    """字: text in a box, never outside it: wrapped, then set smaller down to `least`, then cut with … and told.

    `wrap` False keeps each line of the text whole. `upright` sets one character under the other, in columns from the
    right. `turn` 90 reads upwards, 270 downwards, 180 upside down: the box stays where it is. `optional` words are left
    out where they have no room at full size. `pad` is kept free at the sides, `grey` is the text's colour. Lines stand
    `leading` times the size apart, or the size and `gap` points where that is given.
    """

    x: float
    y: float
    width: float
    height: float
    text: str
    face: Face = Face.SONG
    size: float = 10.5
    align: Align = Align.CENTER
    valign: Valign = Valign.MIDDLE
    least: float = LEAST_SIZE
    pad: float = 0.8
    leading: float = 1.3
    wrap: bool = True
    upright: bool = False
    turn: int = 0
    grey: float = 0.0
    optional: bool = False
    gap: float | None = None


@dataclass(frozen=True)
class Entries:
    """逐段的文字: rows of a lead (dates) and a text that hangs `hang` characters in, set smaller together until the box holds
    them all; lines stand the size and `gap` points apart."""

    x: float
    y: float
    width: float
    height: float
    rows: tuple[tuple[str, str], ...]
    face: Face = Face.SONG
    size: float = 14.0
    hang: float = 9.0
    gap: float = 1.0
    least: float = LEAST_SIZE
    pad: float = 0.8


@dataclass(frozen=True)
class Picture:
    """照片, 图片: a JPEG or PNG, as large as the box holds it whole, in its middle."""

    x: float
    y: float
    width: float
    height: float
    content: bytes


Item = Rule | Box | Words | Entries | Picture


@dataclass(frozen=True)
class Drawing:
    """图: items, drawn one over the other; as wide as the type area or narrower, then in its middle; never over two pages.

    `title` is its name where it needs one, and not drawn.
    """

    width: float
    height: float
    items: tuple[Item, ...]
    title: str = ""


@dataclass(frozen=True)
class BarPart:
    """A stretch of a bar, in a grey, with words in it where they have room."""

    width: float
    grey: float
    text: str = ""


def bar(x: float, y: float, height: float, parts: Sequence[BarPart], size: float = LEAST_SIZE) -> tuple[Item, ...]:
    """Return a bar of parts one behind the other, from `x` on; one without width is left out."""
    items: list[Item] = []
    for part in parts:
        if part.width <= 0:
            continue
        items.append(Box(x, y, part.width, height, fill=part.grey))
        if part.text:
            white = 1.0 if part.grey < WHITE_BELOW else 0.0
            items.append(
                Words(x, y, part.width, height, part.text, size=size, pad=0.3, wrap=False, grey=white, optional=True)
            )
        x += part.width
    return tuple(items)
