"""What is found in a book: tables of people, and everything that is no person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from huanjie_desktop.exchange.spreadsheet import Cell


@dataclass(frozen=True, slots=True)
class Record:
    """一人: a person's line or lines of a table.

    `row` is the index of the first line in the sheet; `cells` stand by the table's columns, merged ranges filled down and
    right, a second line joined with a line break; `group` is the unit's line above, "" for none; `faults`, `comments` and
    `struck` go by place in `cells`. `either` says that a name alone in its row may be a unit's, `together` of how many people
    the cell told whose names were in one.
    """

    row: int
    cells: Sequence[Cell]
    group: str = ""
    hidden: bool = False
    faults: Mapping[int, str] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)
    struck: Mapping[int, str] = field(default_factory=dict)
    either: bool = False
    together: int = 0


@dataclass(frozen=True)
class Table:
    """一张表: `heads` are each column's whole words, no word twice; `columns` are their places in the sheet."""

    sheet: str
    heads: tuple[str, ...]
    uppers: tuple[str, ...]
    columns: tuple[int, ...]
    records: Sequence[Record]
    head_rows: tuple[int, int]
    unnamed: frozenset[int] = frozenset()  # places in `heads` of columns that have no head of their own
    offered: Mapping[int, str] = field(
        default_factory=dict
    )  # columns that are none of the sheet's, and what they may be


@dataclass(frozen=True)
class LeftOut:
    """What is not read as a person: `row` as Excel shows it, 0 for a whole sheet; `words` stand there, `why` says what it is."""

    sheet: str
    row: int
    words: str
    why: str
    source: str = ""  # the file of its own, where each person has one


@dataclass(frozen=True)
class Tables:
    """All tables that were found, the rows that are no people, and the sheets that were not read; `title` is the heading over the
    first of them, "" for none."""

    tables: list[Table]
    left_out: list[LeftOut]
    sheets_left: list[LeftOut]
    title: str = ""
