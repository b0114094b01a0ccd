"""The journal read back: what can be undone and redone, and the history for the page 记录."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from datetime import datetime

from huanjie_desktop.store import chain
from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.images import keep_image
from huanjie_desktop.store.tables import TABLES, describe_rows

_ALIKE = " ".join(
    f"WHEN table_name = '{table.name}' AND action = 'delete' "
    f"THEN (SELECT sum(json_extract(value, '$.{table.many}')) FROM json_each(images))"
    for table in TABLES.values()
    if table.many
)
_COUNTS = f"""
    WITH RECURSIVE chain (seq, root) AS (
      SELECT seq, seq FROM journal WHERE seq IN ({{marks}})
      UNION ALL SELECT chain.seq, undoes FROM chain JOIN journal ON journal.seq = root WHERE undoes IS NOT NULL
    )
    SELECT chain.seq, table_name, CASE {{counted}} {_ALIKE}
      WHEN action = 'update' THEN (SELECT count(*) FROM json_each(images)) ELSE json_array_length(images) END
    FROM chain JOIN journal ON journal.seq = root AND undoes IS NULL JOIN journal_row ON journal_row.seq = root
    ORDER BY journal_row.id
"""


ImageRow = tuple[str, str, str, str, int]  # action, table, image before, image after, how many things
_LAST = "SELECT max(position) FROM undo_stack WHERE side = ?1"
_TOP = """
    SELECT journal.seq, label, position FROM undo_stack JOIN journal ON journal.seq = undo_stack.seq
    WHERE side = ? ORDER BY position DESC LIMIT 1
"""


@dataclass(frozen=True)
class NewEntry:
    """An entry that is to be written, in the order of chain.ENTRY."""

    seq: int
    at: str
    actor: str
    device: str
    kind: str
    undoes: int | None
    label: str
    reason: str


@dataclass(frozen=True)
class Entry:
    """One unit of work as the history shows it: `kind` is do, undo or redo; `rows` counts changed rows by table."""

    seq: int
    at: str
    actor: str
    device: str
    kind: str
    label: str
    reason: str
    rows: dict[str, int] = field(default_factory=dict)

    @property
    def things(self) -> str:
        """How many of what was changed, in words."""
        return describe_rows(self.rows)


@dataclass(frozen=True)
class Top:
    """What undo or redo would take: the entry to revert, what it is called, and how many lie on its stack."""

    seq: int
    label: str
    depth: int


class UndoStacks:
    """The entries that undo and redo would take, newest on top; they stand in the file, and only the tops are read."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.read()

    def read(self) -> None:
        """Read the tops, after whatever was committed."""
        self.undo, self.redo = self._top("undo"), self._top("redo")
        # the entry at which an upgrade ended undo
        self.floor = int(self._db.conn.execute("SELECT coalesce(max(seq), 0) FROM undo_floor").fetchone()[0])

    def record(self, kind: str, seq: int) -> None:
        """Take in a new entry that can be undone, in its transaction."""
        if kind == "do":
            self.end_redo()
        else:
            self._db.conn.execute(f"DELETE FROM undo_stack WHERE side = ?1 AND position = ({_LAST})", (kind,))
        side = "redo" if kind == "undo" else "undo"
        self._db.conn.execute(f"INSERT INTO undo_stack SELECT ?1, coalesce(({_LAST}), 0) + 1, ?2", (side, seq))

    def end_redo(self) -> None:
        """Leave nothing to be done again, in the transaction of what ends it."""
        self._db.conn.execute("DELETE FROM undo_stack WHERE side = 'redo'")

    def _top(self, side: str) -> Top | None:
        row = self._db.conn.execute(_TOP, (side,)).fetchone()
        return Top(int(row[0]), str(row[1]), int(row[2])) if row else None


def adopt(db: Database) -> None:
    """Link the entries and lay the stacks of a journal that has neither: one of an older schema, or a new one."""
    if db.conn.execute("SELECT 1 FROM journal_head").fetchone() is None:
        chain.link_what_is_not(db)
        for side, seqs in _implied_stacks(db).items():
            db.conn.executemany(
                "INSERT INTO undo_stack VALUES (?, ?, ?)", [(side, *each) for each in enumerate(seqs, 1)]
            )


def _implied_stacks(db: Database) -> dict[str, list[int]]:
    """Return the stacks as the entries of an older schema imply them."""
    stacks: dict[str, list[int]] = {"undo": [], "redo": []}
    undoable = "EXISTS (SELECT 1 FROM journal_row WHERE journal_row.seq = journal.seq)"
    floor = "(SELECT coalesce(max(seq), 0) FROM undo_floor)"
    for kind, seq in db.conn.execute(f"SELECT kind, seq FROM journal WHERE seq > {floor} AND {undoable} ORDER BY seq"):
        if kind == "do":
            stacks["redo"].clear()
        else:
            stacks[kind].pop()
        stacks["redo" if kind == "undo" else "undo"].append(seq)
    return stacks


def write_entry(db: Database, entry: NewEntry, rows: Sequence[ImageRow]) -> None:
    """Write an entry with its rows and its link, in its transaction."""
    values = (*astuple(entry), chain.next_seq(db)[1])
    kept = [(action, table, keep_image(db, a), keep_image(db, b), things) for action, table, a, b, things in rows]
    marks = ", ".join("?" * len(values))
    db.conn.execute(f"INSERT INTO journal ({', '.join(chain.ENTRY)}) VALUES ({marks})", values)
    db.conn.executemany(
        "INSERT INTO journal_row (seq, action, table_name, images, images_after, things) VALUES (?, ?, ?, ?, ?, ?)",
        [(entry.seq, *row) for row in kept],
    )
    chain.add_link(db, values, kept)


def begun(db: Database) -> datetime | None:
    """Return when the first entry was made, None where that cannot be read."""
    row = db.conn.execute("SELECT at FROM journal ORDER BY seq LIMIT 1").fetchone()
    with suppress(ValueError):
        return datetime.fromisoformat(str(row[0])).astimezone() if row else None
    return None


def read_history(db: Database, limit: int, before: int | None) -> list[Entry]:
    """Return at most `limit` entries, newest first, older than entry `before`."""
    entries = db.conn.execute(
        "SELECT seq, at, actor, device, kind, label, reason FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?",
        (before if before is not None else 1 << 62, limit),
    ).fetchall()
    counts = _row_counts(db, [entry[0] for entry in entries])
    return [
        Entry(seq, at, actor, device, kind, label, reason, counts.get(seq, {}))
        for seq, at, actor, device, kind, label, reason in entries
    ]


def noted_since(db: Database, label: str, seq: int) -> str:
    """Return the reason of the newest entry of this label that came after entry `seq`, "" for none."""
    row = db.conn.execute(
        "SELECT reason FROM journal WHERE seq > ? AND label = ? ORDER BY seq DESC LIMIT 1", (seq, label)
    ).fetchone()
    return str(row[0]) if row else ""


def read_labelled(db: Database, beginnings: Sequence[str], limit: int) -> list[tuple[str, str]]:
    """Return when the newest entries were made whose labels begin so, and their labels; undoing and redoing apart."""
    begins = " OR ".join("substr(label, 1, length(?)) = ?" for _each in beginnings)
    marks = [each for beginning in beginnings for each in (beginning, beginning)]
    query = f"SELECT at, label FROM journal WHERE kind = 'do' AND ({begins}) ORDER BY seq DESC LIMIT ?"
    return [(str(at), str(label)) for at, label in db.conn.execute(query, (*marks, limit))]


def _row_counts(db: Database, seqs: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how many things of which table each entry changed; an undo or redo as many as what it goes back to."""
    counts: dict[int, dict[str, int]] = {}
    known = db.conn.execute("SELECT 1 FROM pragma_table_info('journal_row') WHERE name = 'things'").fetchone()
    counted = "WHEN things IS NOT NULL THEN things" if known else ""  # a backup of an older schema has none
    for seq, table, size in db.conn.execute(_COUNTS.format(counted=counted, marks=", ".join("?" * len(seqs))), seqs):
        of_entry = counts.setdefault(seq, {})
        of_entry[table] = of_entry.get(table, 0) + size
    return counts
