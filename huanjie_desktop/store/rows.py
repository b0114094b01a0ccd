"""Maps the domain's frozen dataclasses to table rows and back, by the types of their fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, time
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar, get_type_hints

from huanjie_desktop.domain.dates import PartialDate, from_iso
from huanjie_desktop.store.driver import Database, DatabaseError
from huanjie_desktop.store.trouble import explain

T = TypeVar("T")
Value = str | int | None


def _same(value: Any) -> Any:
    return value


def _write_optional(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "" if value is None else write(value)


def _read_optional(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


_CODECS: dict[Any, tuple[Callable[[Any], Value], Callable[[Any], Any]]] = {
    bool: (int, bool),
    PartialDate | None: (_write_optional(PartialDate.iso), lru_cache(maxsize=4096)(from_iso)),  # months recur
    date | None: (_write_optional(date.isoformat), _read_optional(date.fromisoformat)),
    time | None: (
        _write_optional(lambda value: value.isoformat(timespec="minutes")),
        _read_optional(time.fromisoformat),
    ),
}


class RowMap(Generic[T]):
    """Maps one dataclass to one table; fields and columns have the same names."""

    def __init__(self, kind: type[T], table: str) -> None:
        hints = get_type_hints(kind)
        self.kind = kind
        self.table = table
        self.columns = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        codecs = [_CODECS.get(hints[name], (_same, _same)) for name in self.columns]
        self._write = dict(zip(self.columns, (write for write, _ in codecs), strict=True))
        self._typed = [(at, write) for at, (write, _) in enumerate(codecs) if write is not _same]
        self._get = attrgetter(*self.columns)
        self._parsed = [(at, read) for at, (_, read) in enumerate(codecs) if read is not _same]
        self._names = ", ".join(f'"{table}"."{name}"' for name in self.columns)

    def values(self, thing: T) -> tuple[Value, ...]:
        """Return a thing's row in the order of `columns`."""
        values = list(self._get(thing))
        for at, write in self._typed:
            values[at] = write(values[at])
        return tuple(values)

    def row(self, thing: T) -> dict[str, Value]:
        """Return a thing's row by column."""
        return dict(zip(self.columns, self.values(thing), strict=True))

    def encode(self, changes: Mapping[str, Any]) -> dict[str, Value]:
        """Return changed fields as column values; an unknown field is a KeyError."""
        return {name: self._write[name](value) for name, value in changes.items()}

    def thing(self, row: Iterable[Any]) -> T:
        """Return the thing that a row in the order of `columns` holds."""
        values = list(row)
        for at, read in self._parsed:
            values[at] = read(values[at])
        return self.kind(*values)

    def select(self, db: Database, rest: str = "", parameters: Iterable[Value] = ()) -> list[T]:
        """Return the things of `SELECT columns FROM table <rest>`."""
        try:
            cursor = db.conn.execute(f'SELECT {self._names} FROM "{self.table}" {rest}', tuple(parameters))
            return [self.thing(row) for row in cursor]
        except DatabaseError as error:  # a page or a text that is damaged
            shown = explain(error, Path(db.conn.execute("PRAGMA database_list").fetchone()[2]))
            if shown is None:
                raise
            raise shown from error

    def find(self, db: Database, id_: str) -> T | None:
        """Return the thing with this id, or None."""
        found = self.select(db, "WHERE id = ?", (id_,))
        return found[0] if found else None
