"""What an import reads and what it would do: the request, the rows with what becomes of each, and what is not taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

from huanjie_desktop.domain.outcome import ChangeSet, Finding
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.exchange.spreadsheet import Book
from huanjie_desktop.exchange.tables import LeftOut, Tables
from huanjie_desktop.services.people.form_parts import RowParts

Answer = Literal["accept", "same", "other", "skip", "keep", "remove", "left"]


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
class Decision:
    """What the clerk says of a row in doubt: it is right as it stands (accept), it is this person (same) or another one
    (other), or it is not imported (skip); of somebody who is gone: he stays (keep), is taken off (remove), or has left (left).

    `person_id` is the person that it is, or the key of the row before it in which he stands already.
    """

    kind: Answer
    person_id: str = ""


@dataclass(frozen=True)
class ImportRequest:
    """What to read, and how the clerk corrected and decided it.

    `sheets` None: the first with people. `mapping` is head -> field, "" for none, "own" for a column of the roster's own;
    `edits` are texts by (row's key, field); `decisions` are by a row's key, of those who are gone by the person's id.
    `roster_id` is the roster that the file is a newer version of; without it people are put on the one named `roster_name`.
    A newer version brings its order, unless `keep_order`. `on_doubt` settles what no decision does; `with_hidden` says whether
    hidden rows are people as well, None asks. `units` are words alone in a row that are a unit's and no person's;
    `fill_down` says whether a unit that stands once holds for the rows below in which it is blank, None asks.
    """

    path: Path
    sheets: tuple[str, ...] | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    edits: Mapping[tuple[str, str], str] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    roster_id: str = ""
    roster_name: str = ""
    keep_order: bool = False
    on_doubt: Literal["ask", "accept", "skip"] = "ask"
    with_hidden: bool | None = None
    units: frozenset[str] = frozenset()
    fill_down: bool | None = None


@dataclass(frozen=True)
class ImportRow:
    """A row of the preview, or somebody on the roster who is not in the file (gone).

    `changes` are (old, new) by field, the group's under group_name; `joins` says that somebody known comes onto a roster that is
    there already; `moved` are the old and the new place on it, from 1, of somebody who stands elsewhere among the others.
    `doubts` are what is asked, or was accepted; `answers` what may be said to them and `answer` what was; `candidates` who the
    row might be; `first` is the key of a row before it with
    the same ID number, `twin` of one that may be the same person by the name; `why` says in words why it is not imported, or
    what is asked. Who has a file of his own comes from `source`, with `parts` beside the fields, of which `part_changes` are
    (old, new) in words by what they are called.
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
    joins: bool = False
    moved: tuple[int, int] | None = None
    source: str = ""
    parts: RowParts | None = None
    part_changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)


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
    `reading` is what was read of the file, for what is decided next."""

    request: ImportRequest
    book: Book
    tables: Tables
    guesses: Sequence[Guess]
    rows: Sequence[ImportRow]
    not_taken: NotTaken
    roster: Roster | None = None
    reading: Reading | None = None

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
    def findings(self) -> list[Finding]:
        """Return all findings in the file's order, doubts among them."""
        return [finding for row in self.rows for finding in (*row.findings, *row.doubts)]


@dataclass(frozen=True)
class ImportResult:
    """What an import did, or with `dry_run` would have done; `refused` are the rows that are not imported though meant to be."""

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
