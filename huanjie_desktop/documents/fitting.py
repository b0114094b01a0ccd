"""Fits words into a box: the one place where text of a drawing is wrapped, set smaller, or cut."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from huanjie_desktop.documents.drawing import Entries, Valign, Words
from huanjie_desktop.documents.fonts import FontBook
from huanjie_desktop.documents.typeset import Line, Style, pieces_of, set_text

MM = 72 / 25.4
_STEP = 0.5  # pt
_DOWN = 0.34  # of an em, from a line's middle to its baseline
_EM = 1.22  # of an em, what one line takes with what hangs under it
_PITCH = 1.12  # of an em, from one upright character to the next
_UPRIGHT = re.compile(r"(?<![0-9])[0-9]{2}(?![0-9])|\S|\s")  # two digits stand beside each other
_MORE = "…"
_NEARLY = 1e-6


@dataclass(frozen=True)
class SetLine:
    """A line with where it begins, pt from the upper left corner of its box as its reader sees it."""

    line: Line
    x: float
    baseline: float


@dataclass(frozen=True)
class Fitted:
    """Words as they fit their box; `cut` where something of them had no room."""

    lines: tuple[SetLine, ...] = ()
    size: float = 0.0
    cut: bool = False


@dataclass(frozen=True)
class _Room:
    """The room for text, pt, as its reader sees it; `pad` is left of it."""

    width: float
    height: float
    pad: float


def fit(words: Words, fonts: FontBook) -> Fitted:
    """Return words as they stand in their box: at full size, wrapped, smaller, or cut."""
    if not words.text.strip():
        return Fitted()
    turned = words.turn % 180 != 0
    width, height = (words.height, words.width) if turned else (words.width, words.height)
    room = _Room((width - 2 * words.pad) * MM, height * MM, words.pad * MM)
    size = words.size
    while True:
        lines = _set(words, fonts, size, room)
        if lines is not None:
            return Fitted(lines, size)
        if words.optional:
            return Fitted()
        if size <= words.least:
            return Fitted(_cut(words, fonts, room), words.least, True)
        size = max(size - _STEP, words.least)


def fit_entries(entries: Entries, fonts: FontBook) -> Fitted:
    """Return rows as they stand in their box: at the largest size that holds them, else as many lines as have room at the least."""
    fitted, missing = _fit_entries(entries, fonts)
    fonts.missing |= missing
    return fitted


@lru_cache(maxsize=8)  # a form is drawn with every key that is typed elsewhere on it
def _fit_entries(entries: Entries, fonts: FontBook) -> tuple[Fitted, frozenset[str]]:
    fitted = _set_smaller(entries, fonts)
    return fitted, frozenset(fonts.missing.intersection("".join(lead + text for lead, text in entries.rows)))


def _set_smaller(entries: Entries, fonts: FontBook) -> Fitted:
    width, height = (entries.width - 2 * entries.pad) * MM, entries.height * MM
    size = entries.size
    while True:
        lines = _set_entries(entries, fonts, size, width)
        pitch = size + entries.gap
        if len({each.baseline for each in lines}) * pitch <= height + _NEARLY:
            return Fitted(lines, size)
        if size <= entries.least:
            return Fitted(tuple(each for each in lines if each.baseline <= height), size, True)
        size = max(size - _STEP, entries.least)


def _set_entries(entries: Entries, fonts: FontBook, size: float, width: float) -> tuple[SetLine, ...]:
    """Return the lines at a size, however many there are."""
    style, pad, hang = Style(entries.face, size), entries.pad * MM, entries.hang * size
    pitch = size + entries.gap
    found: list[SetLine] = []
    at = 0
    for lead, text in entries.rows:
        lines = set_text([(text, style)], fonts, width - hang)
        baseline = pitch * at + size * (_EM / 2 + _DOWN)
        if lead:
            found.append(SetLine(set_text([(lead, style)], fonts, width)[0], pad, baseline))
        found += [SetLine(line, pad + hang, baseline + pitch * down) for down, line in enumerate(lines)]
        at += max(len(lines), 1)
    return tuple(found)


def _leading(words: Words, size: float) -> float:
    """Return how far apart lines stand, in ems."""
    return words.leading if words.gap is None else (size + words.gap) / size


def _set(words: Words, fonts: FontBook, size: float, room: _Room) -> tuple[SetLine, ...] | None:
    """Return the lines at a size, None if the box does not hold them."""
    return (_set_upright if words.upright else _set_level)(words, fonts, size, room)


def _cut(words: Words, fonts: FontBook, room: _Room) -> tuple[SetLine, ...]:
    """Return as much of the words as the box holds at their least size, followed by …."""
    held: tuple[SetLine, ...] = ()
    low, high = 1, len(words.text) - 1
    while low <= high:
        middle = (low + high) // 2
        tried = replace(words, text=words.text[:middle].rstrip() + _MORE)
        lines = _set(tried, fonts, words.least, room)
        if lines is None:
            high = middle - 1
        else:
            held, low = lines, middle + 1
    return held


def _set_level(words: Words, fonts: FontBook, size: float, room: _Room) -> tuple[SetLine, ...] | None:
    lines = set_text([(words.text, Style(words.face, size))], fonts, room.width, align=words.align)
    used = _across(words, len(lines), size)
    whole = words.wrap or len(lines) == words.text.count("\n") + 1
    if not whole or used > room.height + _NEARLY or any(line.width > room.width + _NEARLY for line in lines):
        return None
    top, leading = _top(words, used, room), _leading(words, size)
    return tuple(
        SetLine(line, room.pad, top + size * (_EM / 2 + _DOWN + at * leading)) for at, line in enumerate(lines)
    )


def _set_upright(words: Words, fonts: FontBook, size: float, room: _Room) -> tuple[SetLine, ...] | None:
    """Return each character as a line of its own, the first column at the right."""
    most = int((room.height - size * _EM) / (size * _PITCH) + 1 + _NEARLY)
    columns: list[list[str]] = []
    for text in words.text.split("\n"):
        units = _UPRIGHT.findall(text)
        if most < 1 or (len(units) > most and not words.wrap):
            return None
        columns += [units[at : at + most] for at in range(0, len(units), most)]
    used = _across(words, len(columns), size)
    if used > room.width + _NEARLY:
        return None
    style, lines = Style(words.face, size), []
    right = room.pad + (room.width + used) / 2
    for at, units in enumerate(columns):
        centre = right - size * (_EM / 2 + at * _leading(words, size))
        top = _top(words, size * (_EM + (len(units) - 1) * _PITCH), room)
        for row, unit in enumerate(units):
            wide = fonts.width(unit, words.face, size)
            line = Line(pieces_of(unit, style, fonts), wide, size)
            lines.append(SetLine(line, centre - wide / 2, top + size * (_EM / 2 + _DOWN + row * _PITCH)))
    return tuple(lines)


def _across(words: Words, count: int, size: float) -> float:
    """Return the room that so many lines take beside each other: the first an em and a little, each further one its leading."""
    return size * (_EM + (count - 1) * _leading(words, size))


def _top(words: Words, used: float, room: _Room) -> float:
    left = room.height - used
    return {Valign.TOP: 0.0, Valign.MIDDLE: left / 2, Valign.BOTTOM: left}[words.valign]
