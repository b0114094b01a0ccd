"""What a long table shows, and in which order: typed words, conditions on columns, sorting with blank cells last."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Condition:
    """筛选条件: a column's text contains `contains`, or is one of `values` ("" stands for blank cells)."""

    field: str
    title: str
    contains: str = ""
    values: frozenset[str] = frozenset()

    def describe(self) -> str:
        """Return the chip's words."""
        if self.values:
            return f"{self.title}：" + "、".join(value or "空白" for value in sorted(self.values))
        return f"{self.title}含“{self.contains}”"

    def holds(self, text: str) -> bool:
        """Tell whether a cell passes."""
        return text in self.values if self.values else self.contains.lower() in text.lower()


def words_of(typed: str) -> tuple[str, ...]:
    """Return the words typed into the search field; each must be found."""
    return tuple(typed.lower().split())


def narrows(before: tuple[str, ...], after: tuple[str, ...]) -> bool:
    """Tell whether whatever passes `after` has passed `before`, so that only that need be looked at."""
    return all(any(word in longer for longer in after) for word in before)


def passing(numbers: Sequence[int], haystacks: Sequence[str], words: tuple[str, ...]) -> list[int]:
    """Return the row numbers whose haystack holds every word, in the order given."""
    left = list(numbers)
    for word in words:
        left = [number for number in left if word in haystacks[number]]
    return left


def common_values(texts: Iterable[str], most: int) -> list[tuple[str, int]]:
    """Return a column's commonest values with their counts, for choosing a condition."""
    return Counter(texts).most_common(most)


def sorted_numbers(keys: Sequence[Any], descending: bool) -> list[int]:
    """Return the row numbers in the order of their keys, blank ones last in either direction; ties stay as they are."""
    blank = [number for number, key in enumerate(keys) if key is None or key == ""]
    filled = [number for number, key in enumerate(keys) if key is not None and key != ""]
    return sorted(filled, key=keys.__getitem__, reverse=descending) + blank


def filter_words(conditions: Iterable[Condition], typed: str) -> str:
    """Say in words what passes conditions and holds what is typed, "" where all does."""
    return "；".join([*(each.describe() for each in conditions), *(f"含“{word}”" for word in typed.split())])
