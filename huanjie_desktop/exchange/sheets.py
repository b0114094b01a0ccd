"""A sheet of a spreadsheet as it was read, and how large one may be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MOST_COLUMNS = 150
MOST_ROWS = 65_536  # of an xls; a county has fewer people to put on a roster

Cell = str | float | int | bool | date | datetime | time | timedelta
Area = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Sheet:
    """A sheet's cells from its first row and column on.

    `merged` are ranges ((top, left), (bottom, right)) counted from 0; `faults` says of cells that hold an error (#REF!)
    or a formula without a value what is there instead, by (row, column); `hidden` are rows that are hidden or filtered out.
    `comments` (批注) and `struck` (删除线; the words that are struck out, "" for all of them) go by cell, too.
    A sheet is not `checked` where the file is so odd that faults, hidden rows and formats of dates could not be looked for.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Area] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()
    visible: bool = True
    checked: bool = True
    comments: Mapping[tuple[int, int], str] = field(default_factory=dict)
    struck: Mapping[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class Marks:
    """What the reader of cells does not tell of a sheet: faults, hidden rows, merged ranges, how dates are shown, comments, and
    what is struck out.

    `dates` says by (row, column) that a date shows its month ("month") or its year ("year") alone.
    """

    faults: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    dates: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    comments: dict[tuple[int, int], str] = field(default_factory=dict)
    struck: dict[tuple[int, int], str] = field(default_factory=dict)


class FarCells(ValueError):  # noqa: N818 - named for what is the matter
    """A sheet has content where no roster has any."""


class Encrypted(ValueError):  # noqa: N818 - named for what is the matter
    """A file has a password for opening."""


def column_letter(at: int) -> str:
    """Return the letters that Excel shows over column `at`, counted from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_content(cell: object) -> bool:
    """Tell whether something stands in a cell."""
    return cell not in ("", None)
