"""What an import is asked to read, and how the clerk corrected and decided it; who only keeps or lists it reads no files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Answer = Literal["accept", "same", "other", "skip", "keep", "remove", "left"]


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
    A newer version brings its order, unless `keep_order`. `complete` says whether everybody of the roster should be in the file,
    so that who is not is asked about; None leaves it to what was read: a sheet is, unless it has one person; forms are not.
    `more` are forms that were chosen together with `path` and are read as one with it. `on_doubt` settles what no decision does;
    `with_hidden` says whether hidden rows are people as well, None asks. `units` are words alone in a row that are a unit's and no
    person's; `fill_down` says whether a unit that stands once holds for the rows below in which it is blank, None asks.
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
    more: tuple[Path, ...] = ()
    complete: bool | None = None
