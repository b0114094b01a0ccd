"""What the people's table shows: typed words and conditions on columns."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huanjie_desktop.domain.people import PersonRow
from huanjie_desktop.qt.models.people_cells import cell_text


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

    def holds(self, row: PersonRow, base: date) -> bool:
        """Tell whether a row passes."""
        text = cell_text(row, self.field, base)
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


def common_values(rows: Sequence[PersonRow], field: str, base: date, most: int) -> list[tuple[str, int]]:
    """Return a column's commonest values with their counts, for choosing a condition."""
    return Counter(cell_text(row, field, base) for row in rows).most_common(most)
