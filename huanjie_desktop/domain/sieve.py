"""Which rows of a long table are shown, and in which order: typed words, conditions on columns, and a sorting together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from huanjie_desktop.domain.filtering import Condition, narrows, passing, sorted_numbers, words_of

AS_HELD = ""  # the order in which the rows were read


@dataclass(frozen=True)
class RowKind:
    """What a long table asks of its rows, whatever they are: their ids, the text of a field, what an order sorts by.

    `text` knows every field that can be filtered or searched, shown or not; `sort_key` gives the key function of an
    order, whose blank keys come last.
    """

    key: Callable[[Any], str]
    text: Callable[[Any, str], str]
    sort_key: Callable[[str], Callable[[Any], Any]]


class Sieve:
    """筛选和排序: its conditions and order are looked at by each `sift`, but for one that follows `type`."""

    def __init__(self, kind: RowKind) -> None:
        self.kind = kind
        self.haystacks: list[str] = []  # what the typed words are looked for in, a text for each row
        self.conditions: tuple[Condition, ...] = ()
        self.order, self.descending = AS_HELD, False
        self._words: tuple[str, ...] = ()
        self._passed: Sequence[int] = ()  # what passes the conditions, in order
        self._shown: Sequence[int] = ()  # what of it holds the words
        self._narrowed: Sequence[int] | None = None  # what alone is to be looked at for the words

    @property
    def plain(self) -> bool:
        """Whether all rows are shown as they are held."""
        return self.order == AS_HELD and not (self.descending or self._words or self.conditions)

    @property
    def is_sorted(self) -> bool:
        """Whether the rows stand otherwise than as they are held."""
        return self.order != AS_HELD or self.descending

    def type(self, typed: str) -> None:
        """Let the rows pass that hold every word typed."""
        words = words_of(typed)
        self._narrowed = self._shown if narrows(self._words, words) else self._passed
        self._words = words

    def sift(self, rows: Sequence[Any]) -> Sequence[int]:
        """Return the numbers of the rows that pass, in order."""
        if self._narrowed is None:
            self._narrowed = self._passed = self._arranged(rows)
        self._shown = passing(self._narrowed, self.haystacks, self._words) if self._words else self._passed
        self._narrowed = None
        return self._shown

    def ordered(self, rows: Sequence[Any]) -> Sequence[int]:
        """Return the numbers of all rows, whether they pass or not, in the order of the sorting."""
        ordered: Sequence[int] = range(len(rows))
        if self.order != AS_HELD:
            ordered = sorted_numbers(list(map(self.kind.sort_key(self.order), rows)), self.descending)
        elif self.descending:
            ordered = ordered[::-1]
        return ordered

    def _arranged(self, rows: Sequence[Any]) -> Sequence[int]:
        ordered, text = self.ordered(rows), self.kind.text
        for condition in self.conditions:
            ordered = [number for number in ordered if condition.holds(text(rows[number], condition.field))]
        return ordered
