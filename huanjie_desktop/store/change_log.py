"""What was written since a file was opened, for those who keep what they have read: counts by table, and the last ids."""

from collections import Counter, deque
from collections.abc import Mapping

KEPT = 200  # changes
MOST_IDS = 5000  # of one table in one change

Touched = Mapping[str, frozenset[str] | None]  # by table; None: too many to name them


class ChangeLog:
    """The changes of one connection, in order; `number` is the last one's."""

    def __init__(self) -> None:
        self.number = 0
        self._counts: Counter[str] = Counter()
        self._last: deque[Touched] = deque(maxlen=KEPT)

    def add(self, touched: Mapping[str, frozenset[str]]) -> None:
        """Take down what a change has touched."""
        self.number += 1
        self._counts.update(touched.keys())
        self._last.append({table: ids if len(ids) <= MOST_IDS else None for table, ids in touched.items()})

    def counts(self, tables: tuple[str, ...]) -> tuple[int, ...]:
        """Return how many changes have touched each of these tables."""
        return tuple(self._counts[table] for table in tables)

    def since(self, number: int) -> Touched | None:
        """Return what was touched after change `number`, None where that is no longer known."""
        behind = self.number - number
        if behind > len(self._last):
            return None
        found: dict[str, frozenset[str] | None] = {}
        for touched in list(self._last)[len(self._last) - behind :]:
            for table, ids in touched.items():
                known = found.get(table, frozenset())
                found[table] = None if ids is None or known is None else known | ids
        return found
