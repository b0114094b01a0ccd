"""The journal read back: what can be undone and redone, and the history for the page 记录."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from huanjie_desktop.store.driver import Database
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
    SELECT chain.seq, table_name, CASE {_ALIKE}
      WHEN action = 'update' THEN (SELECT count(*) FROM json_each(images)) ELSE json_array_length(images) END
    FROM chain JOIN journal ON journal.seq = root AND undoes IS NULL JOIN journal_row ON journal_row.seq = root
    ORDER BY journal_row.id
"""


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


@dataclass
class UndoStacks:
    """The entries that undo and redo would take, newest last; each is (seq to revert, label)."""

    undo: list[tuple[int, str]]
    redo: list[tuple[int, str]]
    floor: int = 0  # the entry at which an upgrade ended undo

    @property
    def seqs(self) -> set[int]:
        """The entries whose images undo and redo still need."""
        return {seq for seq, _ in (*self.undo, *self.redo)}

    def add(self, kind: str, seq: int, label: str) -> None:
        """Take in a new journal entry."""
        if kind == "do":
            self.redo.clear()
            self.undo.append((seq, label))
        elif kind == "undo":
            self.undo.pop()
            self.redo.append((seq, label))
        else:
            self.redo.pop()
            self.undo.append((seq, label))


def read_stacks(db: Database) -> UndoStacks:
    """Return the stacks as the journal implies them, so that undo survives a restart; keying in sheets has ended redo."""
    floor = db.conn.execute("SELECT coalesce(max(seq), 0) FROM undo_floor").fetchone()[0]
    stacks = UndoStacks([], [], floor)
    undoable = "EXISTS (SELECT 1 FROM journal_row WHERE journal_row.seq = journal.seq)"
    query = f"SELECT kind, seq, label FROM journal WHERE seq > ? AND {undoable} ORDER BY seq"
    keyed = db.conn.execute("SELECT coalesce(max(keyed), 0) FROM poll").fetchone()[0]
    entries = db.conn.execute(query, (floor,)).fetchall()
    before = sum(seq <= keyed for _, seq, _ in entries)
    for at, (kind, seq, label) in enumerate(entries):
        if at == before:
            stacks.redo.clear()
        stacks.add(kind, seq, label)
    if before == len(entries):
        stacks.redo.clear()
    return stacks


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


def _row_counts(db: Database, seqs: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return how many things of which table each entry changed; an undo or redo as many as what it goes back to."""
    counts: dict[int, dict[str, int]] = {}
    for seq, table, size in db.conn.execute(_COUNTS.format(marks=", ".join("?" * len(seqs))), seqs):
        of_entry = counts.setdefault(seq, {})
        of_entry[table] = of_entry.get(table, 0) + size
    return counts
