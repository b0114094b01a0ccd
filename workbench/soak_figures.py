"""What soaking measured: memory and widgets after each round, how long each action took, and what of it is over."""

from collections.abc import Sequence
from statistics import median
from typing import Any

MOST_GROWN_BYTES = 50 << 20
MOST_SLOWER = 1.2
LEAST_SLOWER_SECONDS = 0.02  # below it a clock measures the machine
REFERENCE = "reference"  # the same sum each time: what slows it down is the machine's being busy with others
Quarters = tuple[float, float]


class Figures:
    """The first `WARM` rounds warm up: pages are made, libraries are loaded, caches filled."""

    WARM = 3
    LEAST = 8  # rounds

    def __init__(self) -> None:
        self.memory: list[int] = []
        self.widgets: list[int] = []
        self._times: dict[str, list[tuple[float, float]]] = {}

    def add_round(self, memory: int, widgets: int) -> None:
        """Take what there is at rest after a round: bytes and widgets."""
        self.memory.append(memory)
        self.widgets.append(widgets)

    def add_time(self, action: str, seconds: float, busy: float) -> None:
        """Take how long an action took, and how much of that the program itself was at work."""
        self._times.setdefault(action, []).append((seconds, busy))

    def over(self) -> list[str]:
        """Say what is over its bar."""
        found = []
        grown = self._grown()
        if grown > MOST_GROWN_BYTES:
            found.append(f"memory grew by {grown >> 20} MB")
        widgets = self.widgets[self.WARM :]
        if widgets and widgets[-1] > widgets[0]:
            found.append(f"widgets grew from {widgets[0]} to {widgets[-1]}")
        for action, (walls, works) in self._quarters().items():
            if action != REFERENCE and _slower(walls) and _slower(works):
                found.append(f"{action} took {walls[0] * 1000:.0f} ms, then {walls[1] * 1000:.0f} ms")
        return found

    def told(self) -> dict[str, Any]:
        """Return everything for the JSON."""
        return {
            "rounds": len(self.memory),
            "memory_mb": [each >> 20 for each in self.memory],
            "grown_mb": self._grown() >> 20,
            "widgets": self.widgets,
            "milliseconds": {
                action: [round(each * 1000) for each in (*walls, *works)]
                for action, (walls, works) in self._quarters().items()
            },
            "over": self.over(),
        }

    def _quarters(self) -> dict[str, tuple[Quarters, Quarters]]:
        """Return the first and the last quarter of each action, waited and at work, as on the machine of the first."""
        plain = {
            action: (quarters([each[0] for each in times]), quarters([each[1] for each in times]))
            for action, times in self._times.items()
        }
        reference = plain.get(REFERENCE, ((1.0, 1.0), (1.0, 1.0)))
        slower = [max(last / first, 1) if first else 1 for first, last in reference]
        return {
            action: ((walls[0], walls[1] / slower[0]), (works[0], works[1] / slower[1]))
            for action, (walls, works) in plain.items()
        }

    def _grown(self) -> int:
        first, last = quarters(self.memory[self.WARM :])
        return int(last - first)


def quarters(values: Sequence[float]) -> Quarters:
    """Return the medians of the first and of the last quarter."""
    size = max(1, len(values) // 4)
    return (median(values[:size]), median(values[-size:])) if values else (0, 0)


def _slower(medians: Quarters) -> bool:
    first, last = medians
    return last > first * MOST_SLOWER and last - first > LEAST_SLOWER_SECONDS
