"""Roster 名册: a named, ordered list over the same people."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

OWN = "own:"  # begins the field of a column of a roster's own; its title follows
EXAMPLE = "示例"  # a name that begins with it is the example of a sample sheet, nobody
_PLACE = re.compile(r"^.{1,8}?(?:街道|镇|乡|县|区|市)")


@dataclass(frozen=True)
class Roster:
    """名册: `kind` is the id of a roster kind in the catalogue (干部, 代表, ...); one with `forms` asks for the approval form, photo
    and all, of everybody on it."""

    id: str
    name: str
    kind: str
    position: int = 0
    forms: bool = False


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """名册条目: one person's place in one roster; `group_name` is the unit, delegation or group it is printed under, `own` the
    texts in the roster's own columns, by title."""

    id: str
    roster_id: str
    person_id: str
    position: int
    group_name: str = ""
    note: str = ""
    own: tuple[tuple[str, str], ...] = ()

    def own_text(self, title: str) -> str:
        """Return what stands in a column of the roster's own, "" for nothing."""
        return next((text for known, text in self.own if known == title), "")

    def with_own(self, texts: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
        """Return the roster's own columns with other texts in some; blank ones are left out."""
        return tuple((title, text) for title, text in {**dict(self.own), **texts}.items() if text)


@dataclass(frozen=True)
class RosterColumn:
    """自定义栏: a column of one roster's own, beyond the fields of a person."""

    id: str
    roster_id: str
    title: str
    position: int = 0


def moved_beside(ids: Sequence[str], moved: Collection[str], anchor: str, *, after: bool) -> list[str]:
    """Return the order with some, as they follow each other, beside one that is none of them: before it, or after."""
    rest = [each for each in ids if each not in moved]
    at = rest.index(anchor) + after
    return [*rest[:at], *(each for each in ids if each in moved), *rest[at:]]


def names_in_list(names: Sequence[str]) -> list[str]:
    """Return the names of rosters of one kind as a list under that kind shows them: the place alone, where it is enough
    to tell one from the others."""
    places = [found[0] if (found := _PLACE.match(name)) else "" for name in names]
    count = Counter(places)
    alone = len(names) > 1
    return [place if alone and place and count[place] == 1 else name for name, place in zip(names, places, strict=True)]


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """Return where the longest row of numbers stands that rise from left to right; the first found of several."""
    ends: list[int] = []  # where the smallest last number of a row of each length stands
    before: list[int] = []
    for at, number in enumerate(numbers):
        length = bisect_left(ends, number, key=lambda end: numbers[end])
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [at]
    found: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]
