"""The journal's entries linked by SHA-256, so that one that was edited, cut, added or moved is found.

An entry is written as a JSON array without blanks, in UTF-8: the columns of ENTRY in their order, then a list of its rows, each
of action, table, the SHA-256 of what was before, that of what came after, and how many things. Its link is the SHA-256, in
hexadecimal, of the link before, a line feed and this text; the first one's link before is 64 zeros. An image counts by its digest
alone. What stands at the end can be cut off without a trace in the chain: its number and link stand in the ledger of backups
and in packages too, and are compared with these (`find_differing`). Whoever has the password can write the whole chain anew after
the last of these; it is no signature.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

from huanjie_desktop.store.driver import Database, Value
from huanjie_desktop.store.images import digest_of_image

START = "0" * 64
SHORT = 12  # hexadecimal digits on paper: 1 in 281 million million
ENTRY = ("seq", "at", "actor", "device", "kind", "undoes", "label", "reason", "skipped")
_ENTRIES = f"SELECT {', '.join(ENTRY)} FROM journal WHERE seq > ? ORDER BY seq"
_ROWS = "SELECT seq, action, table_name, images, images_after, things FROM journal_row WHERE id >= ? ORDER BY id"
_FIRST_ROW = "SELECT coalesce(min(id), 0) FROM journal_row WHERE seq > ?"
# rows of no entry, and rows that stand behind those of a later one
_STRAYS = """
    SELECT DISTINCT seq FROM (SELECT seq, lag(seq) OVER (ORDER BY id) AS before FROM journal_row)
    WHERE seq < before OR seq NOT IN (SELECT seq FROM journal)
"""


@dataclass(frozen=True)
class Head:
    """Where the journal ends: the last entry's number and link."""

    seq: int
    digest: str

    @property
    def short(self) -> str:
        """The link's beginning, as it stands on paper."""
        return self.digest[:SHORT]


@dataclass(frozen=True)
class Break:
    """A place where the chain does not hold: entry `seq` is `what` (changed, missing, extra, cut)."""

    seq: int
    what: str


@dataclass(frozen=True)
class Anchor:
    """An entry's number and link as they stand outside of the file, `where` in words."""

    where: str
    seq: int
    digest: str


def link(previous: str, entry: Sequence[Value], rows: Iterable[Sequence[Value]]) -> str:
    """Return an entry's link: `entry` are the columns of ENTRY, each row action, table, images, images after and things."""
    listed = [
        [action, table, digest_of_image(str(before)), digest_of_image(str(after)), things]
        for action, table, before, after, things in rows
    ]
    text = json.dumps([*entry, listed], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def read_head(db: Database) -> Head:
    """Return where the journal ends."""
    row = db.conn.execute("SELECT seq, digest FROM journal_link ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(int(row[0]), str(row[1])) if row else Head(0, START)


def digest_at(db: Database, seq: int) -> str:
    """Return the link of an entry, "" where it has none."""
    row = db.conn.execute("SELECT digest FROM journal_link WHERE seq = ?", (seq,)).fetchone()
    return str(row[0]) if row else ""


def next_seq(db: Database) -> tuple[int, int]:
    """Return the number of the next entry, and the last one that it skips: numbers given in what a restoring replaced."""
    last = read_head(db).seq
    row = db.conn.execute("SELECT given FROM journal_head").fetchone()
    given = max(last, int(row[0]) if row else 0)
    return given + 1, given if given > last else 0


def skip_given(db: Database, given: int) -> None:
    """Have the next entry's number be behind `given`, to which numbers were given in a file that this one has replaced."""
    if given >= next_seq(db)[0]:
        set_head(db, given, read_head(db).digest)


def add_link(db: Database, entry: Sequence[Value], rows: Iterable[Sequence[Value]]) -> None:
    """Link a new entry to the one before; called when it and its rows are written."""
    _set_link(db, int(entry[0] or 0), link(read_head(db).digest, entry, rows))


def link_what_is_not(db: Database) -> None:
    """Link entries that were written without it: those of older schemas, and what a migration adds."""
    head = read_head(db)
    digest = head.digest
    for entry, rows in _entries(db, head.seq):
        digest = link(digest, entry, rows)
        db.conn.execute("INSERT INTO journal_link (seq, digest) VALUES (?, ?)", (entry[0], digest))
        head = Head(int(entry[0]), digest)
    set_head(db, head.seq, digest)


def set_head(db: Database, given: int, digest: str) -> None:
    """Note the last link, and up to which number numbers are given."""
    db.conn.execute(
        "INSERT INTO journal_head (id, given, digest) VALUES (1, ?1, ?2) "
        "ON CONFLICT (id) DO UPDATE SET given = max(given, ?1), digest = ?2",
        (given, digest),
    )


def find_breaks(db: Database) -> list[Break]:
    """Return where the chain does not hold, entry by entry, in the order of numbers."""
    found: list[Break] = []
    links = iter(db.conn.execute("SELECT seq, digest FROM journal_link ORDER BY seq"))
    linked = next(links, None)
    previous, last = START, 0
    for entry, rows in _entries(db, 0):
        seq, skipped = int(entry[0]), int(entry[-1])
        while linked is not None and linked[0] < seq:
            found.append(Break(int(linked[0]), "missing"))
            previous, last, linked = linked[1], int(linked[0]), next(links, None)
        if seq - 1 not in (last, skipped):
            found.append(Break(last + 1, "missing"))
        last = seq
        if linked is None or linked[0] != seq:
            found.append(Break(seq, "extra"))
            continue
        if link(previous, entry, rows) != linked[1]:
            found.append(Break(seq, "changed"))
        previous, linked = linked[1], next(links, None)
    found += [Break(int(seq), "missing") for seq, _ in chain([linked] if linked else [], links)]
    found += [Break(int(row[0]), "extra") for row in db.conn.execute(_STRAYS)]
    noted = db.conn.execute("SELECT given, digest FROM journal_head").fetchone()
    if noted is None or noted[1] != read_head(db).digest:
        found.append(Break(last + 1, "cut"))
    return found


def find_differing(db: Database, anchors: Iterable[Anchor]) -> tuple[list[Anchor], list[Anchor]]:
    """Return the anchors whose entry has another link here, and those whose entry is not here."""
    found = [(each, digest_at(db, each.seq)) for each in anchors]
    differing = [each for each, digest in found if digest not in ("", each.digest)]
    return differing, [each for each, digest in found if not digest]


def _set_link(db: Database, seq: int, digest: str) -> None:
    db.conn.execute("INSERT INTO journal_link (seq, digest) VALUES (?, ?)", (seq, digest))
    set_head(db, seq, digest)


def _entries(db: Database, after: int) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]]]]:
    """Return entries with their rows, as long as these stand in the entries' order; others belong to none."""
    first = db.conn.execute(_FIRST_ROW, (after,)).fetchone()[0]
    rows = groupby(db.conn.execute(_ROWS, (first,)), key=itemgetter(0))
    seq, group = next(rows, (None, iter(())))
    for entry in db.conn.execute(_ENTRIES, (after,)):
        while seq is not None and seq < entry[0]:
            seq, group = next(rows, (None, iter(())))
        own: list[tuple[Any, ...]] = []
        if seq == entry[0]:
            own = [row[1:] for row in group]
            seq, group = next(rows, (None, iter(())))
        yield entry, own
