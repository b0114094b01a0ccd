"""Ways to tamper with a journal behind the program's back: its triggers taken away, one thing done, the triggers put back."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from huanjie_desktop.store.driver import Database

Tampering = Callable[[Database, random.Random], str]


@contextmanager
def unguarded(db: Database) -> Iterator[Any]:
    """Open a transaction without the journal's triggers and without foreign keys; the triggers come back at its end."""
    db.conn.execute("PRAGMA foreign_keys = OFF")
    db.conn.execute("BEGIN")
    triggers = db.conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.conn.execute(f'DROP TRIGGER "{name}"')
    yield db.conn
    for _, sql in triggers:
        db.conn.execute(sql)
    db.conn.execute("COMMIT")
    db.conn.execute("PRAGMA foreign_keys = ON")


def some_seq(db: Database, rng: random.Random) -> int:
    return int(rng.choice(db.conn.execute("SELECT seq FROM journal").fetchall())[0])


def edit_entry(db: Database, rng: random.Random) -> str:
    """Change one value of one entry."""
    seq, column = (
        some_seq(db, rng),
        rng.choice(("at", "actor", "device", "label", "reason", "skipped", "undoes", "kind")),
    )
    with unguarded(db) as conn:
        put = {"kind": "CASE kind WHEN 'do' THEN 'undo' ELSE 'do' END", "undoes": "coalesce(undoes, 0) + 1"}
        put["skipped"] = "skipped + 1"
        conn.execute(
            f"UPDATE journal SET {column} = {put.get(column, f'{column} || char(26446)')} WHERE seq = ?", (seq,)
        )
    return f"{column} of {seq}"


def edit_row(db: Database, rng: random.Random) -> str:
    """Change what one entry says that rows were or became."""
    row = rng.choice(db.conn.execute("SELECT id FROM journal_row").fetchall())[0]
    column = rng.choice(("action", "table_name", "images", "images_after", "things", "seq"))
    put = {"action": "CASE action WHEN 'insert' THEN 'delete' ELSE 'insert' END", "things": "coalesce(things, 0) + 1"}
    put["seq"] = "seq + 1"
    with unguarded(db) as conn:
        conn.execute(f"UPDATE journal_row SET {column} = {put.get(column, f'{column} || 1')} WHERE id = ?", (row,))
    return f"{column} of row {row}"


def cut_entries(db: Database, rng: random.Random) -> str:
    """Remove one entry or a run of them, their rows and their links."""
    first = some_seq(db, rng)
    last = first + rng.choice((0, 0, 1, 5, 1000))
    tables = rng.choice((("journal",), ("journal", "journal_row"), ("journal", "journal_row", "journal_link")))
    with unguarded(db) as conn:
        for table in tables:
            conn.execute(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", (first, last))
    return f"{first} to {last} of {tables}"


def cut_row(db: Database, rng: random.Random) -> str:
    """Remove one row of an entry."""
    row = rng.choice(db.conn.execute("SELECT id FROM journal_row").fetchall())[0]
    with unguarded(db) as conn:
        conn.execute("DELETE FROM journal_row WHERE id = ?", (row,))
    return f"row {row}"


def close_the_gap(db: Database, rng: random.Random) -> str:
    """Remove an entry and give its number, and all later ones, to those that follow."""
    seq = some_seq(db, rng)
    with unguarded(db) as conn:
        for table in ("journal", "journal_row", "journal_link"):
            conn.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
            conn.execute(f"UPDATE {table} SET seq = -(seq - 1) WHERE seq > ?", (seq,))
            conn.execute(f"UPDATE {table} SET seq = -seq WHERE seq < 0")
    return f"{seq}"


def add_entry(db: Database, rng: random.Random) -> str:
    """Write an entry that nobody made, in a gap made for it or at the end, with a link copied from another or without one."""
    last = db.conn.execute("SELECT max(seq) FROM journal").fetchone()[0]
    with unguarded(db) as conn:
        conn.execute(
            "INSERT INTO journal SELECT ?, at, actor, device, kind, undoes, label, reason, skipped FROM journal WHERE seq = ?",
            (last + 1, some_seq(db, rng)),
        )
        if rng.random() < 0.5:
            conn.execute("INSERT INTO journal_link SELECT ?, digest FROM journal_link WHERE seq = ?", (last + 1, last))
    return f"{last + 1}"


def add_row(db: Database, rng: random.Random) -> str:
    """Write a row into an entry that has none of it."""
    with unguarded(db) as conn:
        conn.execute(
            "INSERT INTO journal_row (seq, action, table_name, images) VALUES (?, 'insert', 'person', '[]')",
            (some_seq(db, rng),),
        )
    return "a row"


def exchange_entries(db: Database, rng: random.Random) -> str:
    """Exchange two entries, with or without their rows."""
    one, other = (int(row[0]) for row in rng.sample(db.conn.execute("SELECT seq FROM journal").fetchall(), 2))
    tables = rng.choice((("journal",), ("journal", "journal_row"), ("journal", "journal_row", "journal_link")))
    with unguarded(db) as conn:
        for table in tables:
            for old, new in ((one, -1), (other, one), (-1, other)):
                conn.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))
    return f"{one} and {other} of {tables}"


def spoil_image(db: Database, rng: random.Random) -> str:
    """Change or remove an image that stands apart."""
    digest = rng.choice(db.conn.execute("SELECT digest FROM journal_image").fetchall())[0]
    with unguarded(db) as conn:
        if rng.random() < 0.5:
            conn.execute("UPDATE journal_image SET content = CAST('x' || content AS BLOB) WHERE digest = ?", (digest,))
        else:
            conn.execute("DELETE FROM journal_image WHERE digest = ?", (digest,))
    return str(digest)


def change_link(db: Database, rng: random.Random) -> str:
    """Change a link, or the last one that is noted."""
    with unguarded(db) as conn:
        if rng.random() < 0.5:
            conn.execute("UPDATE journal_head SET digest = ?", (f"{rng.getrandbits(256):064x}",))
            return "head"
        seq = some_seq(db, rng)
        conn.execute("UPDATE journal_link SET digest = ? WHERE seq = ?", (f"{rng.getrandbits(256):064x}", seq))
    return f"link {seq}"


TAMPERINGS: tuple[Tampering, ...] = (
    edit_entry,
    edit_row,
    cut_entries,
    cut_row,
    close_the_gap,
    add_entry,
    add_row,
    exchange_entries,
    spoil_image,
    change_link,
)
