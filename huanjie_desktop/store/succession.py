"""What a restored file takes over from the one that it replaces: the journal, which goes on, and its numbers, given once."""

from pathlib import Path

from huanjie_desktop.store import chain
from huanjie_desktop.store.driver import Database, connect
from huanjie_desktop.store.durable import sync

_ENTRIES = ("journal", "journal_link", "journal_row")
_ALL = (*_ENTRIES, "undo_floor")


def take_over_journal(old: Database, part: Path, key: str | None) -> None:
    """Write into a copy of the newest schema, which nobody has open, what the journal of `old` holds beyond its own.

    What was changed since stays in the journal and is not in the copy's stacks, since its rows are not there. Where the copy's
    journal is not the beginning of the other one (it was upgraded by itself), the other one takes its place and undo ends.
    Raises OSError or DatabaseError.
    """
    new = connect(str(part), key)
    try:
        new.conn.execute("PRAGMA foreign_keys = OFF")
        new.conn.execute("BEGIN IMMEDIATE")
        head = chain.read_head(new)
        if head.seq and chain.digest_at(old, head.seq) != head.digest:
            _forget_journal(new)
            head = chain.Head(0, chain.START)
            _copy_rows(old, new, "undo_floor", "version", 0)
        for table in _ENTRIES:
            _copy_rows(old, new, table, "seq", head.seq)
        for row in old.conn.execute("SELECT digest, content FROM journal_image"):
            new.conn.execute("INSERT INTO journal_image VALUES (?, ?) ON CONFLICT (digest) DO NOTHING", row)
        number, skipped = chain.next_seq(old)
        chain.set_head(new, max(skipped, number - 1), chain.read_head(old).digest)
        new.conn.execute("COMMIT")
    finally:
        new.conn.close()
    sync(part)


def _forget_journal(db: Database) -> None:
    """Take a copy's own journal away, which its triggers would not allow."""
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'journal%'"
    triggers = db.conn.execute(query).fetchall()
    for name, _ in triggers:
        db.conn.execute(f'DROP TRIGGER "{name}"')
    for table in ("undo_stack", "journal_head", *reversed(_ALL)):
        db.conn.execute(f"DELETE FROM {table}")
    for _, sql in triggers:
        db.conn.execute(sql)


def _copy_rows(old: Database, new: Database, table: str, number: str, after: int) -> None:
    """Add the rows of a table whose number is behind `after`; what must keep an order keeps it."""
    columns = [str(row[1]) for row in old.conn.execute(f"PRAGMA table_info({table})")]
    taken = [column for column in columns if (table, column) != ("journal_row", "id")]
    rows = old.conn.execute(
        f"SELECT {', '.join(taken)} FROM {table} WHERE {number} > ? ORDER BY {columns[0]}", (after,)
    )
    new.conn.executemany(f"INSERT INTO {table} ({', '.join(taken)}) VALUES ({', '.join('?' * len(taken))})", rows)
