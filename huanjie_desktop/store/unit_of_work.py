"""One labelled transaction: the only way to write, with before-images in the journal and a ChangeSet at the end."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.store.content import ContentSums
from huanjie_desktop.store.driver import Database, Value
from huanjie_desktop.store.images import columns_and_rows, read_image, whole_rows, write_image
from huanjie_desktop.store.journal import ImageRow
from huanjie_desktop.store.tables import TABLES

_CHUNK = 500  # ids in one IN (...), well under SQLite's limit of variables


class UnitOfWork:
    """Writes rows inside an open transaction and remembers what they were before.

    Made by `Store.unit_of_work`. Every table has a text key `id`; rows are mappings of column to value.
    `db` is for the store's own modules: what they write with it leaves no trace in the journal.
    """

    def __init__(self, db: Database, seq: int, label: str, sums: ContentSums) -> None:
        self.db = db
        self._sums = sums
        self._seq = seq
        self._label = label
        self.images: list[ImageRow] = []
        self._touched: dict[str, set[str]] = defaultdict(set)
        self._noted = False
        self.ends_redo = False
        self.said: list[str] = []
        self.change_set = ChangeSet(label, 0)

    @property
    def changed(self) -> bool:
        """Tell whether anything was written that undo can take back."""
        return bool(self.images)

    @property
    def recorded(self) -> bool:
        """Tell whether the journal gets an entry."""
        return self.changed or self._noted

    @property
    def touched(self) -> dict[str, frozenset[str]]:
        """The ids that were written, by table."""
        return {table: frozenset(ids) for table, ids in self._touched.items()}

    def insert(self, table: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Add rows, all with the same columns, `id` among them."""
        rows = list(rows)
        if not rows:
            return
        columns = list(rows[0])
        self.insert_tuples(table, columns, [tuple(row[column] for column in columns) for row in rows])

    def insert_tuples(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
        """Add rows given as tuples in the order of `columns`: the fast way for an import."""
        if not rows:
            return
        _check_replayed(table)
        names = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        with self._sums.inserting(table, columns, rows):
            self.db.conn.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
        at = list(columns).index("id")
        ids = [str(row[at]) for row in rows]
        self._remember("insert", table, ids, whole_rows(columns, rows), _things(table, columns, rows))
        self._touched[table].update(ids)

    def update(self, table: str, id_: str, values: Mapping[str, Value]) -> None:
        """Change columns of one row."""
        self.update_many(table, {id_: values})

    def update_many(self, table: str, changes: Mapping[str, Mapping[str, Value]]) -> None:
        """Change columns of many rows; values that are as they were leave no trace, unknown ids raise KeyError."""
        _check_replayed(table)
        before: dict[str, dict[str, Value]] = {}
        after: dict[str, dict[str, Value]] = {}
        by_columns: dict[tuple[str, ...], list[tuple[Value, ...]]] = defaultdict(list)
        rows = {row["id"]: row for row in self._rows(table, list(changes))}
        for id_, values in changes.items():
            row = rows[id_]
            changed = {column: value for column, value in values.items() if row[column] != value}
            if changed:
                before[id_] = {column: row[column] for column in changed}
                after[id_] = changed
                by_columns[tuple(changed)].append((*changed.values(), id_))
        for columns, parameters in by_columns.items():
            assignments = ", ".join(f'"{column}" = ?' for column in columns)
            self.db.conn.executemany(f'UPDATE "{table}" SET {assignments} WHERE id = ?', parameters)
        if before:
            self._remember("update", table, before, after, len(before))
            self._touched[table].update(before)

    def delete(self, table: str, ids: Iterable[str]) -> None:
        """Remove rows; ids that are not there are passed over."""
        _check_replayed(table)
        rows = self._rows(table, list(ids))
        if not rows:
            return
        self.db.conn.executemany(f'DELETE FROM "{table}" WHERE id = ?', [(row["id"],) for row in rows])
        columns, values = list(rows[0]), [tuple(row.values()) for row in rows]
        self._remember("delete", table, whole_rows(columns, values), None, _things(table, columns, values))
        self._touched[table].update(str(row["id"]) for row in rows)

    def insert_for_good(self, table: str, row: Mapping[str, Value]) -> None:
        """Add a row that stays: the journal says that it happened, and undo passes it by (a register of exports)."""
        columns = ", ".join(f'"{column}"' for column in row)
        marks = ", ".join("?" * len(row))
        self.db.conn.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
        self._touched[table].add(str(row["id"]))
        self._noted = True

    def update_for_good(self, table: str, id_: str, values: Mapping[str, Value]) -> None:
        """Change columns of one row that stay so: undo passes it by (a form that was printed)."""
        assignments = ", ".join(f'"{column}" = ?' for column in values)
        self.db.conn.execute(f'UPDATE "{table}" SET {assignments} WHERE id = ?', (*values.values(), id_))
        self._touched[table].add(id_)
        self._noted = True

    def note(self) -> None:
        """Have the journal say that it happened, though nothing is written that undo could take back."""
        self._noted = True

    def say(self, words: str) -> None:
        """Have the journal's entry say more beside its reason: what came of the change."""
        self.said.append(words)

    def keep(self, table: str, row: Mapping[str, Value]) -> None:
        """Put a row in the place of the one with this `id`, or remove that where the row's `number` is 0.

        Nothing of it goes into the journal: what is kept here (anonymous sheets) must be in no recoverable order. Redo ends:
        what it would do again was before the sheets.
        """
        if TABLES[table].journalled:
            raise ValueError(f"{table} is journalled")
        self.db.conn.execute(f'DELETE FROM "{table}" WHERE id = ?', (row["id"],))
        if row["number"]:
            columns = ", ".join(f'"{column}"' for column in row)
            marks = ", ".join("?" * len(row))
            self.db.conn.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', tuple(row.values()))
        self._touched[table].add(str(row["id"]))
        self.ends_redo = True

    def revert(self, seq: int) -> None:
        """Put back what journal entry `seq` changed, newest first."""
        entries = self.db.conn.execute(
            "SELECT action, table_name, images FROM journal_row WHERE seq = ? ORDER BY id DESC", (seq,)
        ).fetchall()
        for action, table, images in entries:
            image = read_image(self.db, images)
            if action == "insert":
                self.delete(table, image)
            elif action == "update":
                self.update_many(table, image)
            else:
                self.insert_tuples(table, *columns_and_rows(image))

    def finish(self) -> None:
        """Say what was touched; called once, before the commit."""
        self.change_set = ChangeSet(self._label, self._seq if self.recorded else 0, self.touched)

    def _remember(self, action: str, table: str, before: Any, after: Any, things: int) -> None:
        """Keep what rows were and became; of what is counted, undo needs what it was, and nobody what it became."""
        told = after is not None and TABLES[table].journalled
        self.images.append((action, table, write_image(before), write_image(after) if told else "", things))

    def _rows(self, table: str, ids: Sequence[str]) -> list[dict[str, Value]]:
        found: list[dict[str, Value]] = []
        order = "rowid" if TABLES[table].rowid else "id"
        for start in range(0, len(ids), _CHUNK):
            chunk = ids[start : start + _CHUNK]
            marks = ", ".join("?" * len(chunk))
            found += self.db.query(f'SELECT * FROM "{table}" WHERE id IN ({marks}) ORDER BY {order}', chunk)
        return found


def _check_replayed(table: str) -> None:
    if not TABLES[table].replayed:
        raise ValueError(f"undo passes {table} by")


def _things(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Return for how many things rows stand."""
    many = TABLES[table].many
    return sum(row[list(columns).index(many)] for row in rows) if many in columns else len(rows)
