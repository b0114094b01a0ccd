"""What a workspace's rows add up to, kept in the file with every change: rows that came or went otherwise are seen.

Each row has a number that is a digest of its values; a table's sum is what they add up to. A change adds and takes away only
the numbers of the rows that it writes. So half of a change whose journal was left behind, an edit by another program and a
flipped bit all leave a sum that no longer agrees. The journal is not summed: its entries have their own checks.
"""

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import blake2b
from operator import itemgetter

from huanjie_desktop.store.driver import Database, Value
from huanjie_desktop.store.tables import SHOWN

MARKS = "file_mark"
_ID, _SUM, _FOREIGN = "file", "sum:", "foreign"
_MODULUS = 1 << 128
_FUNCTION, _LISTENS = "row_written", "listens"
_MANY = 500  # rows from which on it pays to add up what is given instead of hearing of each row
_PLAIN = {"TEXT": {str}, "INTEGER": {int}}  # values that a strict column holds just as they are given


class ContentSums:
    """Hears of every row that a connection writes, and writes the sums before a commit."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._changes: Counter[str] = Counter()
        self._listens = True
        db.conn.create_function(_FUNCTION, -1, self._hear)
        db.conn.create_function(_LISTENS, 0, lambda: self._listens)
        for table in SHOWN:
            for event, rows in (("INSERT", ("NEW",)), ("DELETE", ("OLD",)), ("UPDATE", ("OLD", "NEW"))):
                heard = " ".join(
                    f"SELECT {_FUNCTION}('{table}', {1 if row == 'NEW' else -1}, {_columns(db, table, f'{row}.')});"
                    for row in rows
                )
                db.conn.execute(
                    f'CREATE TEMP TRIGGER "{table} {event}" AFTER {event} ON main."{table}" '
                    f"WHEN {_LISTENS}() BEGIN {heard} END"
                )

    @contextmanager
    def inserting(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> Iterator[None]:
        """Take many rows that are inserted inside the block as they are given, where they are stored just so."""
        total = self._total(table, columns, rows) if table in SHOWN and len(rows) >= _MANY else None
        if total is None:
            yield
            return
        self._listens = False
        try:
            yield
        finally:
            self._listens = True
        self._changes[table] += total

    def write(self) -> None:
        """Write the sums of the tables that were written to; called inside the transaction, before its commit."""
        changed = {table: change % _MODULUS for table, change in self._changes.items() if change % _MODULUS}
        self._changes.clear()
        if changed:
            stored = _read(self._db)
            _write(self._db, {table: stored.get(table, 0) + change for table, change in changed.items()})

    def forget(self) -> None:
        """Forget what was rolled back."""
        self._changes.clear()

    def _total(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> int | None:
        """Return what rows add up to that have these columns and others by default, None where a value may be stored otherwise."""
        info = self._db.conn.execute(f'PRAGMA table_info("{table}")').fetchall()
        kinds = {str(row[1]): str(row[2]) for row in info}
        for column, values in zip(columns, zip(*rows, strict=True), strict=True):
            if set(map(type, values)) != _PLAIN.get(kinds[column]):
                return None
        missing = [row for row in info if row[1] not in columns]
        said = ["NULL" if row[4] is None else str(row[4]) for row in missing]
        defaults = self._db.conn.execute(f"SELECT {', '.join(['0', *said])}").fetchone()[1:]
        given = [*columns, *(str(row[1]) for row in missing)]
        in_order = itemgetter(*(given.index(name) for name in sorted(kinds)))
        return sum(_number(in_order((*row, *defaults))) for row in rows)

    def _hear(self, table: str, sign: int, *values: Value) -> None:
        self._changes[table] += sign * _number(values)


def settle(db: Database, tables: Iterable[str] = SHOWN, foreign: str = "") -> None:
    """Write what tables add up to as they are, and give the file an id where it has none; inside a transaction.

    `foreign` is said of rows that another program has written: it stays in the file.
    """
    db.conn.execute(f"INSERT OR IGNORE INTO {MARKS} (id, value) VALUES (?, ?)", (_ID, secrets.token_hex(16)))
    _write(db, {table: _measure(db, table) for table in tables})
    if foreign:
        said = "；".join(filter(None, (foreign_changes(db), foreign)))
        db.conn.execute(f"INSERT OR REPLACE INTO {MARKS} (id, value) VALUES (?, ?)", (_FOREIGN, said))


def foreign_changes(db: Database) -> str:
    """Return what another program has changed, in words; "" for nothing."""
    return _mark(db, _FOREIGN)


def differing(db: Database) -> list[str]:
    """Return the tables whose rows are not those that were written through the store."""
    stored = _read(db)
    return [table for table in SHOWN if _measure(db, table) != stored.get(table)]


def id_of(db: Database) -> str:
    """Return the file's id, which its copies and backups share; "" where it has none."""
    return _mark(db, _ID)


def _mark(db: Database, name: str) -> str:
    row = db.conn.execute(f"SELECT value FROM {MARKS} WHERE id = ?", (name,)).fetchone()
    return str(row[0]) if row else ""


def _number(values: Iterable[Value]) -> int:
    said = repr(tuple(values)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(said, digest_size=16).digest(), "big")


def _measure(db: Database, table: str) -> int:
    rows = db.conn.execute(f'SELECT {_columns(db, table)} FROM "{table}"')
    return sum(_number(row) for row in rows) % _MODULUS


def _columns(db: Database, table: str, of: str = "") -> str:
    names = sorted(str(row[1]) for row in db.conn.execute(f'PRAGMA table_info("{table}")'))
    return ", ".join(f'{of}"{name}"' for name in names)


def _read(db: Database) -> dict[str, int]:
    rows = db.conn.execute(f"SELECT id, value FROM {MARKS} WHERE id LIKE '{_SUM}%'")
    return {str(name).removeprefix(_SUM): _as_number(value) for name, value in rows}


def _as_number(text: str) -> int:
    try:
        return int(text, 16)
    except ValueError:  # a damaged sum agrees with nothing
        return -1


def _write(db: Database, sums: Mapping[str, int]) -> None:
    db.conn.executemany(
        f"INSERT INTO {MARKS} (id, value) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value",
        [(f"{_SUM}{table}", f"{value % _MODULUS:032x}") for table, value in sums.items()],
    )
