"""Whether two cells say the same in other spellings: 1985.07 and 198507, 大学 and 本科, a unit's short and full name.

A rule names a way to look at a cell; two cells are equal by it where both look the same. What an office allows are its rules.
"""

import re
import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.resume import read_resume

SAME = ""
LEFT, RIGHT = "left", "right"  # the two sides of a comparison, as what is decided of a cell
TERMS, ONE_BY_ONE = (
    "terms",
    "one_by_one",
)  # the ways of units' names, and of fields of which each cell is looked at by itself
_COMMAS = str.maketrans(dict.fromkeys("，,;；。.：:/／|", "、"))
_EDGES = "、 "
_ITEMS = re.compile(r"[、\s]+")
_BRACKETS = re.compile(r"[()（）\[\]【】〔〕]")


@dataclass(frozen=True)
class Said:
    """What one side says: the `text` as it stands, the `value` that an import reads of it (None where it cannot), and the
    unit of the person, which a post may begin with."""

    text: str
    value: object = None
    unit: str = ""


@dataclass(frozen=True)
class CompareRule:
    """核对规则: cells of these `fields` are equal where they look the same in this `way`; `words` are groups of equal words."""

    id: str
    title: str
    way: str
    fields: frozenset[str]
    words: tuple[tuple[str, ...], ...] = ()


def equal_by(ours: Said, theirs: Said, rules: Sequence[CompareRule]) -> str | None:
    """Return the rule by which two cells say the same, SAME where they do so to the letter, None where they differ.

    Where no rule is enough by itself, those that only rewrite a text are taken one after the other.
    """
    if ours.text == theirs.text:
        return SAME
    for rule in rules:
        key = _look(rule, ours)
        if key is not None and key == _look(rule, theirs):
            return rule.id
    left, right = ours, theirs
    for rule in rules:
        if rule.way in REWRITES:
            left, right = _rewritten(rule, left), _rewritten(rule, right)
            if left.text == right.text:
                return rule.id
    return None


def differing_places(ours: str, theirs: str) -> tuple[int, ...]:
    """Return the places, from 0, at which two texts of one length differ; () for texts of two lengths."""
    if len(ours) != len(theirs):
        return ()
    return tuple(at for at, (left, right) in enumerate(zip(ours, theirs, strict=True)) if left != right)


def apart(ours: str, theirs: str, most: int) -> tuple[str, str]:
    """Return two texts in one line each of so many characters at the most, long ones from shortly before where they part."""
    one, other = (" ".join(text.split()) for text in (ours, theirs))
    if max(len(one), len(other)) <= most:
        return one, other
    same = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = max(same - most // 4, 0)
    return _cut(one, start, most), _cut(other, start, most)


def _cut(text: str, start: int, most: int) -> str:
    shown = text[start : start + most]
    return ("……" if start and shown else "") + shown + ("……" if start + most < len(text) else "")


def _rewritten(rule: CompareRule, said: Said) -> Said:
    rewrite = REWRITES[rule.way]
    unit = said.unit and rewrite(said.unit, rule.words, "")
    return Said(rewrite(said.text, rule.words, said.unit), said.value, unit)


def _look(rule: CompareRule, said: Said) -> Hashable:
    if rule.way in REWRITES:
        return REWRITES[rule.way](said.text, rule.words, said.unit)
    return WAYS[rule.way](said, rule.words) if rule.way in WAYS else None


def _date(said: Said, _words: Sequence[Sequence[str]]) -> Hashable:
    return said.value if isinstance(said.value, PartialDate) else None


def _month(said: Said, _words: Sequence[Sequence[str]]) -> Hashable:
    """Return the month of a date; a day or a year alone are no months of their own."""
    if not isinstance(said.value, PartialDate) or said.value.month is None:
        return None
    return said.value.year, said.value.month


def _read(said: Said, _words: Sequence[Sequence[str]]) -> Hashable:
    return said.value if isinstance(said.value, Hashable) and said.value != "" else None


def _items(said: Said, words: Sequence[Sequence[str]]) -> Hashable:
    return tuple(sorted(each for each in _ITEMS.split(_plain(said.text, words, "")) if each))


def _resume(said: Said, _words: Sequence[Sequence[str]]) -> Hashable:
    rows = read_resume(said.text)
    return tuple((str(row.kind), row.start, row.end, row.ongoing, _plain(row.text, (), "")) for row in rows)


def _plain(text: str, _words: Sequence[Sequence[str]], _unit: str) -> str:
    """Return a text half-width, without white space and brackets' shapes, every mark between words the same."""
    half = unicodedata.normalize("NFKC", text)
    marked = _BRACKETS.sub(lambda found: "(" if found[0] in "([（【〔" else ")", "".join(half.split()))
    return re.sub("、+", "、", marked.translate(_COMMAS)).strip(_EDGES)


def _words(text: str, words: Sequence[Sequence[str]], _unit: str) -> str:
    """Return the first word of the group that a whole cell belongs to."""
    close = "".join(text.split())
    return next((group[0] for group in words if close in group), close)


def _terms(text: str, words: Sequence[Sequence[str]], _unit: str) -> str:
    """Return a text in which each term of a group is the group's first; the longest terms are looked for first."""
    close = "".join(text.split())
    first = {term: group[0] for group in words for term in group[1:] if term}
    if not first:
        return close
    pattern = "|".join(re.escape(term) for term in sorted(first, key=lambda term: (-len(term), term)))
    return re.sub(pattern, lambda found: first[found[0]], close)


def _without_unit(text: str, _words: Sequence[Sequence[str]], unit: str) -> str:
    """Return a post without the unit that it begins with."""
    close, begins = "".join(text.split()), "".join(unit.split())
    return close.removeprefix(begins) if begins and close != begins else close


Rewrite = Callable[[str, Sequence[Sequence[str]], str], str]
REWRITES: Mapping[str, Rewrite] = {"plain": _plain, "words": _words, TERMS: _terms, "unit": _without_unit}
WAYS: Mapping[str, Callable[[Said, Sequence[Sequence[str]]], Hashable]] = {
    "date": _date,
    "month": _month,
    "read": _read,
    "items": _items,
    "resume": _resume,
}
NEED_WORDS = frozenset({"words", TERMS})
EVERY_WAY = (*REWRITES, *WAYS, ONE_BY_ONE)
