"""What a backup holds, read without changing it: how many of everything, its last changes, and how it differs."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.errors import UserError, WorldError, os_reason
from huanjie_desktop.store import journal, migrations
from huanjie_desktop.store.driver import Database, connect
from huanjie_desktop.store.durable import copy_durably
from huanjie_desktop.store.tables import TABLES
from huanjie_desktop.store.trouble import explained

_SHOWN_NAMES = 6


@dataclass(frozen=True)
class Difference:
    """How many rows of a table would come, go and change if `old` took the place of `new`; some names of each."""

    coming: int = 0
    going: int = 0
    changing: int = 0
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.coming or self.going or self.changing)


@contextmanager
def opened_copy(copy: Path, key: str | None) -> Iterator[Database]:
    """Open a backup for reading; raises UserError or WorldError where it cannot be read."""
    with explained(copy):
        db = connect(str(copy), key, read_only=True)
        try:
            yield db
        finally:
            db.conn.close()


@contextmanager
def opened_upgraded(copy: Path, key: str | None, now: datetime) -> Iterator[Database]:
    """Open a backup as restoring would leave it: one of an older schema is upgraded in a passing copy beside it.

    Raises UserError or WorldError where it cannot be read, or there is no room for the copy.
    """
    with opened_copy(copy, key) as db:
        if migrations.version_of(db) > migrations.head_version():
            raise UserError(
                f"备份“{copy.name}”是由更新版本的换届工作台保存的，本机的版本打不开。", "请先升级本机的程序。"
            )
        if migrations.version_of(db) == migrations.head_version():
            yield db
            return
    part = copy.with_name(f"{copy.name}.part")  # what the next backup sweeps, if this is interrupted
    try:
        copy_durably(copy, part)
        with explained(copy):
            upgraded = connect(str(part), key)
            try:
                migrations.migrate(upgraded, now, "")
                yield upgraded
            finally:
                upgraded.conn.close()
    except OSError as error:
        raise WorldError(f"备份“{copy.name}”看不了（{os_reason(error)}）。", "请检查磁盘后再试。") from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


def count_rows(db: Database, tables: Sequence[str]) -> dict[str, int]:
    """Return how many things each table holds."""
    counts: dict[str, int] = {}
    for table in tables:
        many = TABLES[table].many
        what = f'coalesce(sum("{many}"), 0)' if many else "count(*)"
        counts[table] = int(db.conn.execute(f'SELECT {what} FROM "{table}"').fetchone()[0])
    return counts


def last_entries(db: Database, limit: int) -> list[journal.Entry]:
    """Return the newest journal entries."""
    return journal.read_history(db, limit, None)


def compare(old: Database, new: Database, tables: Sequence[str]) -> dict[str, Difference]:
    """Return how each table would change if `old` took the place of `new`; equal tables are left out."""
    found: dict[str, Difference] = {}
    for table in tables:
        if TABLES[table].many:
            difference = _difference_in_number(_numbers(old, table), _numbers(new, table))
            found |= {table: difference} if difference else {}
            continue
        before, after = _rows(old, table), _rows(new, table)
        coming = before.keys() - after.keys()
        going = after.keys() - before.keys()
        changing = {id_ for id_ in before.keys() & after.keys() if before[id_] != after[id_]}
        touched = [*sorted(coming), *sorted(going), *sorted(changing)][:_SHOWN_NAMES]
        difference = Difference(len(coming), len(going), len(changing), tuple(_names(old, new, table, touched)))
        if difference:
            found[table] = difference
    return found


def _numbers(db: Database, table: str) -> Counter[str]:
    """Return how many alike things there are, by the row that holds them and what they say."""
    inside = TABLES[table].inside
    query = f"""SELECT "{table}".id || '|' || json_remove(value, '$[#-1]'), value ->> '$[#-1]' FROM "{table}", json_each("{inside}")"""
    return Counter(dict(db.conn.execute(query).fetchall()))


def _difference_in_number(old: Counter[str], new: Counter[str]) -> Difference:
    return Difference((old - new).total(), (new - old).total())


def _columns(db: Database, table: str) -> list[str]:
    return [str(row[1]) for row in db.conn.execute(f'PRAGMA table_info("{table}")')]


def _rows(db: Database, table: str) -> dict[str, int]:
    """Return a hash of each row by id."""
    columns = ", ".join(f'"{column}"' for column in sorted(_columns(db, table)))  # in whatever order they were added
    return {str(row[0]): hash(row) for row in db.conn.execute(f'SELECT id, {columns} FROM "{table}"')}


def _names(old: Database, new: Database, table: str, ids: Sequence[str]) -> Iterator[str]:
    for id_ in ids:
        for db in (new, old):
            columns = _columns(db, table)
            column = next((each for each in ("name", "title") if each in columns), None)
            row = column and db.conn.execute(f'SELECT "{column}" FROM "{table}" WHERE id = ?', (id_,)).fetchone()
            if row:
                yield str(row[0])
                break
