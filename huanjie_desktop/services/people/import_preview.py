"""What an import would do: the rows with what becomes of each, and what is not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from huanjie_desktop.domain.date_meanings import Meaning
from huanjie_desktop.domain.outcome import ChangeSet, Finding
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.exchange.tables import LeftOut, Tables
from huanjie_desktop.services.people.form_parts import RowParts
from huanjie_desktop.services.people.import_request import Answer, ImportRequest


class Outcome(StrEnum):
    """What becomes of a row."""

    ADD = "add"
    CHANGE = "change"
    UNCHANGED = "unchanged"
    DOUBT = "doubt"
    REFUSED = "refused"
    SKIPPED = "skipped"
    LEFT_OUT = "left_out"
    GONE = "gone"


@dataclass(frozen=True)
class ImportRow:
    """A row of the preview, or somebody on the roster who is not in the file (gone).

    `changes` are (old, new) by field, the group's under group_name; `joins` says that somebody known comes onto a roster that is
    there already; `moved` are the old and the new place on it, from 1, of somebody who stands elsewhere among the others.
    `doubts` are what is asked, or was accepted; `answers` what may be said to them and `answer` what was; `candidates` who the
    row might be; `first` is the key of a row before it with
    the same ID number, `twin` of one that may be the same person by the name, `differs` the fields in which
    it contradicts that row; `why` says in words why it is not imported, or
    what is asked. Who has a file of his own comes from `source`, with `parts` beside the fields, of which `part_changes` are
    (old, new) in words by what they are called. `meanings` are what dates may mean that are doubtful or cannot be read, by field.
    """

    key: str
    sheet: str
    number: int
    outcome: Outcome
    texts: Mapping[str, str]
    values: Mapping[str, Any] = field(default_factory=dict)
    person_id: str = ""
    changes: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)
    group: str = ""
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()
    why: str = ""
    candidates: tuple[Person, ...] = ()
    answers: tuple[Answer, ...] = ()
    answer: str = ""
    first: str = ""
    twin: str = ""
    differs: tuple[str, ...] = ()
    joins: bool = False
    moved: tuple[int, int] | None = None
    source: str = ""
    parts: RowParts | None = None
    part_changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    meanings: Mapping[str, tuple[Meaning, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Conflict:
    """Two rows of one import that say of one person, or of one name, different things in `fields`: the later and the one before."""

    row: ImportRow
    other: ImportRow | None
    fields: tuple[str, ...]


@dataclass(frozen=True)
class NotTaken:
    """未采用的内容: everything in the file that is not taken, each with the reason; a sheet's row is 0."""

    sheets: tuple[LeftOut, ...] = ()
    columns: tuple[Guess, ...] = ()
    rows: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was read of a file before anything was decided; `of` is all that the reading depends on."""

    of: object
    tables: Tables
    guesses: Sequence[Guess]
    rows: Sequence[Any]


@dataclass(frozen=True)
class ImportPreview:
    """What an import would do; nothing is written yet. `roster` is the one that people are put on, None for a new one;
    `reading` is what was read of the file, for what is decided next; `apart` is how many of the roster are not in a file that is
    not taken for all of it, and about whom nothing is asked then; None where there is no such file."""

    request: ImportRequest
    book: Book
    tables: Tables
    guesses: Sequence[Guess]
    rows: Sequence[ImportRow]
    not_taken: NotTaken
    roster: Roster | None = None
    reading: Reading | None = None
    apart: int | None = None

    @property
    def complete(self) -> bool:
        """Tell whether the file is a newer version of the whole roster, whose order and whose people hold."""
        return bool(self.request.roster_id) and self.apart is None

    def count(self, outcome: Outcome) -> int:
        """Return how many rows have this outcome."""
        return sum(row.outcome is outcome for row in self.rows)

    @property
    def read(self) -> int:
        """Return how many rows of people the file has."""
        return sum(row.outcome not in (Outcome.LEFT_OUT, Outcome.GONE) for row in self.rows)

    @property
    def moved(self) -> int:
        """Return how many people stand elsewhere among the others than before."""
        return sum(row.moved is not None for row in self.rows)

    @property
    def stopped(self) -> list[ImportRow]:
        """Return the rows that are not imported though they are meant to be: refused ones, and doubts without an answer."""
        return [row for row in self.rows if row.outcome in (Outcome.REFUSED, Outcome.DOUBT)]

    @property
    def conflicts(self) -> list[Conflict]:
        """Return the rows, or files, that contradict one before them, whatever was said to it."""
        by_key = {row.key: row for row in self.rows}
        return [
            Conflict(row, by_key.get(row.first or row.twin), row.differs)
            for row in self.rows
            if row.outcome is not Outcome.LEFT_OUT and (row.first or row.twin)
        ]

    @property
    def findings(self) -> list[Finding]:
        """Return all findings in the file's order, doubts among them."""
        return [finding for row in self.rows for finding in (*row.findings, *row.doubts)]


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or with `dry_run` would have done; `refused` are the rows that are not imported though meant to be;
    `skipped` those that are left out by a decision; `apart` and `conflicts` as in the preview. `fields` are by heads;
    `open_dates` are rows of which a date may mean several days."""

    read: int
    added: int
    updated: int
    unchanged: int
    refused: int
    findings: Sequence[Finding]
    not_taken: NotTaken
    change_set: ChangeSet
    roster_id: str = ""
    moved: int = 0
    gone: int = 0
    apart: int | None = None
    skipped: int = 0
    conflicts: Sequence[Conflict] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    open_dates: Sequence[ImportRow] = ()
