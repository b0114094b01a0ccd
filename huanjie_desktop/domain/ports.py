"""What the use cases ask of their surroundings: the time, and somebody to report progress to."""

from datetime import date, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; the only way that code below the entry points may learn it."""

    def now(self) -> datetime:
        """Return the present moment, aware, in local time."""

    def today(self) -> date:
        """Return the present local date."""


class Progress(Protocol):
    """Hears how far a long action is, and may stop it."""

    def step(self, done: int, total: int | None, text: str) -> None:
        """Report `done` of `total` (None: unknown) with what is being done; raise Cancelled to stop."""


class NoProgress:
    """A Progress that nobody watches."""

    def step(self, done: int, total: int | None, text: str) -> None:
        """Ignore the report."""
