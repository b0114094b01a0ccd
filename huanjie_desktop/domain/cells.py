"""What is typed into cells of a table: numbers as people type them, and what is asked for with them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}


@dataclass(frozen=True)
class CellChange:
    """A cell that was typed into: the row's id, the field, the text; numbers come as int, an emptied one as None."""

    row_id: str
    field: str
    value: Any


def by_row(changes: Sequence[CellChange], numbers: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """Return the changed fields by row; in the fields named an emptied number is 0."""
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        value = 0 if change.value is None and change.field in numbers else change.value
        found.setdefault(change.row_id, {})[change.field] = value
    return found


def digits(text: str) -> str:
    """Return a number as it was typed without its points and spaces."""
    return text.strip().replace(",", "").translate(_DIGITS)


def number_of(text: str) -> int | None:
    """Return the number that was typed, None for a blank."""
    return int(digits(text)) if digits(text) else None
