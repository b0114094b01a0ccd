"""Chinese line layout: 避头尾, 标点挤压, Latin words kept whole, lines justified; text in, placed pieces out.

The rules are those of GB/T 15834 for where marks may stand, and of the trade for how they are squeezed: a full-width mark
takes half its room beside another mark, and at the end of a line where the line would not hold it otherwise.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from huanjie_desktop.documents.faces import Align, Face
from huanjie_desktop.documents.fonts import FontBook

CLOSERS = frozenset("，。、；：？！）》〉」』】〕］｝”’…—·％‰℃,.;:?!)]}%")
OPENERS = frozenset("（《〈「『【〔［｛“‘([{")
_HALF_RIGHT = frozenset("，。、；：？！）》〉」』】〕］｝”’")  # ink in the left half: the right half can go
_HALF_LEFT = frozenset("（《〈「『【〔［｛“‘")  # ink in the right half
_CLOCK = r"(?:[上中下]午|晚上|凌晨)\d{1,2}(?:[:：]\d{2}|[时点](?:\d{1,2}分|半)?)|＿+[名个]?|"
_UNIT = re.compile(_CLOCK + r"[A-Za-z0-9\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f.,:/%'’&+\-_@#]*[A-Za-z0-9%]|\S|\s")
_WHOLE = re.compile(r".+", re.DOTALL)
_SQUEEZE = 0.5
_LONG_LINE = 12  # units; a shorter line would be torn apart by the loss of one


@dataclass(frozen=True)
class Style:
    """How characters are set: `tracking` is added to every advance, pt (the 28-character grid of 16 pt text is -0.2).

    Text of a `whole` style is never broken.
    """

    face: Face
    size: float
    tracking: float = 0.0
    whole: bool = False


@dataclass(frozen=True)
class Piece:
    """Text at one place in a line, `x` pt from the line's start, in one font; `spread` is extra room after each character."""

    text: str
    x: float
    font: str
    size: float
    spread: float


@dataclass(frozen=True)
class Line:
    """One line; `width` is its ink's width as set."""

    pieces: tuple[Piece, ...]
    width: float
    size: float


@dataclass
class _Char:
    text: str
    font: str
    size: float
    tracking: float
    advance: float
    shift: float = 0.0  # how far the glyph moves left when its empty left half is taken
    squeezed: bool = False


@dataclass
class _Unit:
    """What is never broken: one Chinese character, or a Latin word."""

    chars: list[_Char]

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def width(self) -> float:
        return sum(char.advance for char in self.chars)


def set_text(
    runs: Sequence[tuple[str, Style]],
    fonts: FontBook,
    width: float,
    *,
    first_indent: float = 0.0,
    align: Align = Align.LEFT,
) -> list[Line]:
    """Break styled text into lines of at most `width` pt and place its pieces; `\\n` starts a new line."""
    lines: list[Line] = []
    for part in _split_lines(runs):
        units = _squeezed(_units(part, fonts))
        broken = list(_break(units, width, first_indent if not lines else 0.0, paired=align is Align.JUSTIFY))
        for at, chars in enumerate(broken):
            indent = first_indent if not lines else 0.0
            last = at == len(broken) - 1
            lines.append(_place(chars, width, indent, align, last, part))
    return lines


def fits_one_line(text: str, style: Style, fonts: FontBook, width: float) -> float | None:
    """Return the natural width of plain text if one line holds it, else None: the fast way for cells."""
    if "\n" in text:
        return None
    table, glyph = fonts.table(style.face), fonts.glyph
    total = 0.0
    for char in text:
        known = table.get(char)
        total += (known or glyph(style.face, char))[1]
    total *= style.size
    return total if total <= width + 1e-6 else None


def pieces_of(text: str, style: Style, fonts: FontBook, x: float = 0.0) -> tuple[Piece, ...]:
    """Return unbroken text as pieces, one for each stretch in one font."""
    pieces: list[Piece] = []
    start, font, begin = 0, "", x
    for at, char in enumerate(text):
        name, advance = fonts.glyph(style.face, char)
        if name != font:
            if at > start:
                pieces.append(Piece(text[start:at], begin, font, style.size, style.tracking))
            start, font, begin = at, name, x
        x += advance * style.size + style.tracking
    if text[start:]:
        pieces.append(Piece(text[start:], begin, font, style.size, style.tracking))
    return tuple(pieces)


def narrow_marks(text: str, style: Style, fonts: FontBook) -> Line:
    """Return unbroken text in which full-width marks take half their room, as brackets beside names: （女，回族）."""
    units = _units([(text, style)], fonts)
    for unit in units:
        for char in unit.chars:
            if char.text in _HALF_RIGHT or char.text in _HALF_LEFT:
                _shrink(char, from_left=char.text in _HALF_LEFT)
    chars = [char for unit in units for char in unit.chars]
    return _place(chars, 0.0, 0.0, Align.LEFT, True, [(text, style)])


def words_of(line: Line) -> str:
    """Return what a line says."""
    return "".join(piece.text for piece in line.pieces)


def moved(line: Line, by: float) -> Line:
    """Return a line that begins so much further to the right."""
    return Line(tuple(replace(piece, x=piece.x + by) for piece in line.pieces), line.width + by, line.size)


def _split_lines(runs: Sequence[tuple[str, Style]]) -> list[list[tuple[str, Style]]]:
    parts: list[list[tuple[str, Style]]] = [[]]
    for text, style in runs:
        for at, line in enumerate(text.split("\n")):
            if at:
                parts.append([])
            parts[-1].append((line, style))
    return parts


def _units(runs: Sequence[tuple[str, Style]], fonts: FontBook) -> list[_Unit]:
    units: list[_Unit] = []
    for text, style in runs:
        for match in (_WHOLE if style.whole else _UNIT).finditer(text):
            chars = []
            for char in match.group():
                font, advance = fonts.glyph(style.face, char)
                chars.append(_Char(char, font, style.size, style.tracking, advance * style.size + style.tracking))
            units.append(_Unit(chars))
    return units


def _squeezed(units: list[_Unit]) -> list[_Unit]:
    """Take half the room of marks that stand beside marks: ）。 」、 ：“ （（."""
    for one, two in pairwise(units):
        left, right = one.chars[-1], two.chars[0]
        if left.text in _HALF_RIGHT and (right.text in _HALF_RIGHT or right.text in _HALF_LEFT):
            _shrink(left)
        elif left.text in _HALF_LEFT and right.text in _HALF_LEFT:
            _shrink(right, from_left=True)
    return units


def _shrink(char: _Char, from_left: bool = False) -> float:
    """Take half an em from a full-width mark; return what was taken."""
    if char.advance < 0.75 * char.size:
        return 0.0
    taken = _SQUEEZE * char.size
    char.advance -= taken
    char.squeezed = True
    if from_left:
        char.shift = taken
    return taken


def _break(units: list[_Unit], width: float, indent: float, *, paired: bool = False) -> Iterator[list[_Char]]:
    """Give the lines; the last of `paired` ones has no character alone, where the line before it can do without one."""
    at, room = 0, width - indent
    if not units:
        yield []
        return
    while at < len(units):
        end, used = at, 0.0
        while end < len(units) and used + units[end].width <= room + 1e-6:
            used += units[end].width
            end += 1
        if end < len(units):
            end = _legal_end(units, at, end, room - used)
            if paired and _is_alone(units, at, end):
                end -= 1
        yield from _emit(units, at, end, room)
        at = end
        while at < len(units) and units[at].text.isspace():
            at += 1
        room = width


def _is_alone(units: list[_Unit], at: int, end: int) -> bool:
    """Tell whether one character would stand alone on the last line that could have the one before it with it."""
    if not any(len(units) == end + count for count in (1, 2)) or end - at < _LONG_LINE:
        return False
    marks_alone = all(unit.text in CLOSERS for unit in units[end + 1 :])
    joined = units[end - 1].text not in CLOSERS and units[end - 2].text not in OPENERS
    return marks_alone and joined and not units[end].text.isascii()


def _emit(units: list[_Unit], at: int, end: int, room: float) -> Iterator[list[_Char]]:
    """Give a line's characters; a word longer than a line alone is cut where it must be."""
    chars = [char for unit in units[at:end] for char in unit.chars]
    while chars and sum(char.advance for char in chars) > room + 1e-6 and len(chars) > 1:
        used, cut = 0.0, 0
        while cut < len(chars) and used + chars[cut].advance <= room + 1e-6:
            used += chars[cut].advance
            cut += 1
        cut = max(cut, 1)
        if all(char.text in CLOSERS for char in chars[cut:]):
            break
        yield chars[:cut]
        chars = chars[cut:]
    yield chars


def _legal_end(units: list[_Unit], at: int, end: int, left: float) -> int:
    """Return where the line ends so that none begins with a closing mark or ends with an opening one."""
    if units[end].text[0] in _HALF_RIGHT and end > at:
        mark = units[end].chars[0]
        follows = units[end + 1].text[0] if end + 1 < len(units) else ""
        if mark.advance - _SQUEEZE * mark.size <= left + 1e-6 and follows not in CLOSERS:
            _shrink(mark)
            return end + 1
    back = end
    while back > at + 1 and (units[back].text[0] in CLOSERS or units[back - 1].text[-1] in OPENERS):
        back -= 1
    if back > at and units[back].text[0] not in CLOSERS and units[back - 1].text[-1] not in OPENERS:
        return back
    while end < len(units) and units[end].text[0] in CLOSERS:  # nothing but marks: hang them on
        end += 1
    return max(end, at + 1)


def _place(
    chars: list[_Char], width: float, indent: float, align: Align, last: bool, part: Sequence[tuple[str, Style]]
) -> Line:
    while chars and chars[-1].text.isspace():
        chars.pop()
    size = max((style.size for _, style in part), default=0.0)
    if not chars:
        return Line((), 0.0, size)
    natural = sum(char.advance for char in chars) - chars[-1].tracking
    room = width - indent - natural
    spread, x = 0.0, indent
    if (align is Align.JUSTIFY and not last) or align is Align.SPREAD:
        spread = room / (len(chars) - 1) if len(chars) > 1 and abs(room) < 0.5 * width else 0.0
    if align is Align.CENTER:
        x += room / 2
    elif align is Align.RIGHT:
        x += room
    begin = x
    stretches: list[tuple[float, list[_Char]]] = []
    for char in chars:
        if stretches and _follows(char, stretches[-1][1][-1]):
            stretches[-1][1].append(char)
        else:
            stretches.append((x - char.shift, [char]))
        x += char.advance + spread
    pieces = tuple(
        Piece("".join(char.text for char in group), start, group[0].font, group[0].size, group[0].tracking + spread)
        for start, group in stretches
    )
    return Line(pieces, x - spread - begin, size)


def _follows(char: _Char, before: _Char) -> bool:
    """Tell whether a character is drawn in one stretch with the one before it."""
    return not char.shift and not before.squeezed and (char.font, char.size) == (before.font, before.size)
