"""Breaks titles and heads between words: names that are known and words of a list stay whole, and no line ends with 关于."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from huanjie_desktop.paths import resource_dir

_ORDINAL = re.compile(
    r"第[零〇一二三四五六七八九十百\d]+(?:次|届|号|[\u4e00-\u9fff]{0,2}[团组])?|\d[\d.,:年月日至名人%]*|[A-Za-z0-9.]+"
)
_BREAKS_NOT_BEFORE = frozenset("，。、；：？！）》〉」』】〕”’…—·")
_BREAKS_NOT_BEHIND = frozenset("（《〈「『【〔“‘第")
_WITHIN = 5.0  # what a break between words costs inside a known name; elsewhere nothing
_BOUND = 6.0  # against a word that holds on to its neighbour
_INSIDE = 12.0  # inside a word
_LINE = 4.0  # each further line


@dataclass(frozen=True)
class _Words:
    plain: frozenset[str]
    before: frozenset[str]  # nothing breaks before these
    behind: frozenset[str]  # nothing breaks behind these
    longest: int


@cache
def _listed() -> _Words:
    lines = (resource_dir() / "typesetting" / "words.txt").read_text(encoding="utf-8").splitlines()
    words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    before = frozenset(word[:-1] for word in words if word.endswith("<"))
    behind = frozenset(word[:-1] for word in words if word.endswith(">"))
    plain = frozenset(word.rstrip("<>") for word in words)
    return _Words(plain, before, behind, max(map(len, plain)))


@lru_cache(maxsize=4096)
def break_costs(text: str, names: frozenset[str] = frozenset()) -> tuple[float, ...]:
    """Return what a break before each character costs: nothing between words, most inside them; `names` stay whole too."""
    words = _listed()
    costs = [0.0] * len(text)
    at = 0
    while at < len(text):
        word = _word_at(text, at, words)
        for inside in range(at + 1, at + len(word)):
            costs[inside] = _INSIDE
        if word in words.before:
            costs[at] = max(costs[at], _BOUND)
        if word in words.behind and at + len(word) < len(text):
            costs[at + len(word)] = _BOUND
        at += len(word)
    for name in sorted(names, key=len):
        for found in re.finditer(re.escape(name), text):
            _keep(costs, found.start(), found.end(), text)
    for at, char in enumerate(text):
        if char in _BREAKS_NOT_BEFORE:
            costs[at] = inf
        if char in _BREAKS_NOT_BEHIND and at + 1 < len(text):
            costs[at + 1] = inf
    return tuple(costs)


def _keep(costs: list[float], start: int, end: int, text: str) -> None:
    """Make breaks inside a name dear, more so inside a name within a name; never as dear as inside a word."""
    for edge in (start, end):
        if 0 < edge < len(costs) and costs[edge] == _INSIDE:
            costs[edge] = 0.0
    for at in range(start + 1, end):
        if costs[at] < _INSIDE and text[at - 1] != "·":
            costs[at] = min(costs[at] + _WITHIN, _INSIDE - 1)


def _word_at(text: str, at: int, words: _Words) -> str:
    ordinal = _ORDINAL.match(text, at)
    if ordinal:
        return ordinal.group()
    for length in range(min(words.longest, len(text) - at), 1, -1):
        if text[at : at + length] in words.plain:
            return text[at : at + length]
    if text[at] in words.before:
        return text[at]
    end = at + 1  # what no list has runs on to the next word
    while end < len(text) and end - at < 4 and not _begins_word(text, end, words):
        end += 1
    return text[at:end]


def _begins_word(text: str, at: int, words: _Words) -> bool:
    if _ORDINAL.match(text, at) or text[at] in words.before or text[at] in _BREAKS_NOT_BEHIND:
        return True
    longest = min(words.longest, len(text) - at)
    return any(text[at : at + length] in words.plain for length in range(2, longest + 1))


def best_lines(
    text: str,
    width_of: Callable[[str], float],
    room: float,
    names: Collection[str] = (),
    *,
    last_shorter: bool = True,
) -> list[str] | None:
    """Return a text in lines of at most `room`, broken where it costs least and the lines are of about one length.

    None where even single characters do not fit.
    """
    costs = break_costs(text, frozenset(name for name in names if name in text))
    count = len(text)
    best = [0.0] + [inf] * count
    begins = [0] * (count + 1)
    ideal = min(room, width_of(text) / max(1.0, -(-width_of(text) // room)))
    for end in range(1, count + 1):
        for begin in range(end - 1, -1, -1):
            width = width_of(text[begin:end].strip())
            if width > room + 1e-6:
                break
            ragged = ((ideal - width) / room) ** 2 * 4
            cost = best[begin] + _LINE + ragged + (costs[end] if end < count else 0.0)
            if end == count and last_shorter and begin and width > room * 0.75:
                cost += 0.3
            if cost < best[end]:
                best[end], begins[end] = cost, begin
    if best[count] == inf:
        return None
    lines: list[str] = []
    end = count
    while end:
        lines.append(text[begins[end] : end].strip())
        end = begins[end]
    return lines[::-1]


def breaks_no_word(lines: Sequence[str], names: Collection[str] = ()) -> bool:
    """Tell whether lines end between words."""
    text = "".join(lines)
    costs = break_costs(text, frozenset(name for name in names if name in text))
    at, ends = 0, []
    for line in lines[:-1]:
        at += len(line)
        ends.append(at)
    return all(costs[end] < _INSIDE for end in ends)
