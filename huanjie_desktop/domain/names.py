"""Names: 姓氏笔画 and 姓名笔画 order, surnames of two characters, and how a name is set in a list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

Mode = Literal["surname", "name"]

DOT = "·"
FULL_WIDTH_SPACE = "\u3000"
_BLANK = "0000000"  # 空字: below every character's rank
_UNKNOWN_STROKES = 99
MOST_STROKES = 84


@dataclass(frozen=True)
class StrokeOverride:
    """A character's place as the office sets it: its strokes, and the character it comes behind ("": the last)."""

    strokes: int
    after: str = ""


@dataclass(frozen=True)
class StrokeTable:
    """字序: characters by stroke count, then stroke by stroke (GF 3003).

    `ranks` gives each character of the table a string; ranks compare as plain strings, and no rank begins another, so
    that joined ranks compare character by character. `placed` are characters whose place among equal counts is an
    estimate. `rare` has (strokes, characters) of all others, which come after the table's characters of that count.
    """

    ranks: Mapping[str, str]
    placed: frozenset[str] = frozenset()
    rare: tuple[tuple[int, str], ...] = ()

    @classmethod
    def from_order(
        cls, ordered: Iterable[tuple[int, str]], placed: str = "", rare: Iterable[tuple[int, str]] = ()
    ) -> "StrokeTable":
        """Make a table of (strokes, characters in order) pairs."""
        ranks: dict[str, str] = {}
        for strokes, chars in ordered:
            for place, char in enumerate(chars):
                ranks[char] = f"{strokes:02d}{place:05d}"
        return cls(ranks, frozenset(placed), tuple(rare))

    def rank(self, char: str) -> str:
        """Return the string that this character sorts by; letters come before all Han characters."""
        known = self.ranks.get(char)
        if known is not None:
            return known
        if not is_han(char):
            return f"00{min(ord(char.lower()), 99999):05d}"
        return f"{self._rare_strokes(char):02d}9{ord(char):06d}"

    def strokes(self, char: str) -> int | None:
        """Return the number of strokes; None for what is not a Han character or is in no table."""
        known = self.ranks.get(char)
        if known is not None:
            return int(known[:2])
        count = self._rare_strokes(char) if is_han(char) else _UNKNOWN_STROKES
        return None if count == _UNKNOWN_STROKES else count

    def known(self, char: str) -> bool:
        """Tell whether the place is sure; letters and the dot are."""
        return (char in self.ranks and char not in self.placed) or not is_han(char)

    def with_overrides(self, overrides: Mapping[str, StrokeOverride]) -> "StrokeTable":
        """Return a table in which these characters stand where the office wants them, and are sure."""

        def rank(char: str, above: str = "") -> str:
            place = overrides.get(char)
            if place is None or char in above:
                return self.rank(char)
            if place.after:
                return f"{rank(place.after, above + char)}~{ord(char):06d}"
            return f"{place.strokes:02d}8{ord(char):06d}"

        ranks = {**self.ranks, **{char: rank(char) for char in overrides}}
        return replace(self, ranks=ranks, placed=self.placed - overrides.keys())

    def _rare_strokes(self, char: str) -> int:
        return next((count for count, chars in self.rare if char in chars), _UNKNOWN_STROKES)


@cache  # asked several times of every character of every name
def is_han(char: str) -> bool:
    """Tell whether a character is a Han character, in the BMP or beyond."""
    code = ord(char)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x3FFFF
    )


def split_surname(name: str, compounds: Collection[str]) -> tuple[str, str]:
    """Return (surname, given name); names with a dot or letters have no surname: ("", name).

    A compound surname counts only where a given name is left: 欧阳 alone is 欧 with the given name 阳.
    """
    if DOT in name or not name or not all(map(is_han, name)):
        return "", name
    if len(name) > 2 and name[:2] in compounds:
        return name[:2], name[2:]
    return name[:1], name[1:]


def stroke_key(name: str, table: StrokeTable, mode: Mode, compounds: Collection[str] = ()) -> str:
    """Return the string that a name sorts by, comparable as it is in Python and in SQLite.

    Names compare character by character: 欧阳少东 comes before 洪少东 by its first character. In mode "surname"
    (姓氏笔画: party congresses, 政协) the gap of a 单名 counts as a blank, so it comes first within its surname;
    in mode "name" (姓名笔画: people's congresses) it does not.
    """
    if mode == "surname":
        return stroke_keys(name, table, compounds)[0]
    return "".join(map(table.rank, "".join(name.split()).replace(DOT, "")))


def stroke_keys(name: str, table: StrokeTable, compounds: Collection[str]) -> tuple[str, str]:
    """Return the strings that a name sorts by in the modes "surname" and "name"."""
    bare = "".join(name.split())
    surname, given = split_surname(bare, compounds)
    return keys_of_ranks(list(map(table.rank, bare.replace(DOT, ""))), bool(surname) and len(given) == 1)


def keys_of_ranks(ranks: Sequence[str], is_single: bool) -> tuple[str, str]:
    """Return the keys of both modes for the ranks of a name's characters; `is_single` for a 单名 behind a surname."""
    plain = "".join(ranks)
    return ("".join((*ranks[:-1], _BLANK, ranks[-1])) if is_single else plain), plain


def uncertain_characters(name: str, table: StrokeTable) -> str:
    """Return the characters whose place in the stroke order is not sure, each once, in the order of the name."""
    return "".join(dict.fromkeys([char for char in name if not table.known(char)]))


def display_name(name: str) -> str:
    """Return a name as lists and cards set it: 张三 as 张　三, all others as they are; the space is never stored."""
    if len(name) == 2 and all(map(is_han, name)):
        return f"{name[0]}{FULL_WIDTH_SPACE}{name[1]}"
    return name
