"""Maps the domain's frozen dataclasses to table rows and back, by the types of their fields."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import partial
from itertools import accumulate
from operator import attrgetter
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Any, Generic, TypeVar, get_type_hints

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.store.codecs import codec_of, same
from huanjie_desktop.store.driver import Database, DatabaseError, Value
from huanjie_desktop.store.tables import TABLES
from huanjie_desktop.store.trouble import explain

T = TypeVar("T")
ROW_MAPS: dict[str, "RowMap[Any]"] = {}  # by table: one of those that read it
_SHOWN = 20
_TITLES = {
    "birth": "出生年月",
    "party_joined": "入党时间",
    "work_started": "参加工作时间",
    "post_since": "任现职时间",
    "rank_since": "任现职级时间",
    "grade_since": "任现级别时间",
    "retires": "到龄时间",
    "age_base": "计算年龄时间",
    "filled_on": "填表时间",
    "day": "日期",
    "start": "开始时间",
    "end": "结束时间",
    "base_date": "年龄计算日期",
    "at": "时间",
    "term": "届次",
    "sitting": "会次",
}


class RowMap(Generic[T]):
    """Maps one dataclass to one table; fields and columns have the same names. A type it does not know is a TypeError.

    `recurring` are fields of which many rows have the same text: it is held once, which takes a third off a register in memory.
    `within` says of numbers which there can be.
    """

    def __init__(
        self,
        kind: type[T],
        table: str,
        recurring: Iterable[str] = (),
        within: Mapping[str, range] = MappingProxyType({}),
    ) -> None:
        hints = get_type_hints(kind)
        self.kind = kind
        self.table = table
        if table in TABLES:
            ROW_MAPS.setdefault(table, self)
        self.columns = tuple(field.name for field in fields(kind))  # type: ignore[arg-type]
        codecs = [codec_of(hints[name], f"{kind.__name__}.{name}") for name in self.columns]
        self._write = dict(zip(self.columns, (codec.write for codec in codecs), strict=True))
        self._typed = [(at, codec.write) for at, codec in enumerate(codecs) if codec.write is not same]
        self._get = attrgetter(*self.columns)
        self._parsed = [(at, codec.read) for at, codec in enumerate(codecs) if codec.read is not same]
        self._parsed += [(self.columns.index(name), intern) for name in recurring]
        self._parsed += [(self.columns.index(name), partial(_number_in, numbers)) for name, numbers in within.items()]
        self.names = ", ".join(f'"{table}"."{name}"' for name in self.columns)

    def values(self, thing: T) -> tuple[Value, ...]:
        """Return a thing's row in the order of `columns`."""
        if not self._typed:
            return self._get(thing)
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

    def columns_of(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, list[Value]]:
        """Return the columns of many rows of which each has some fields, those that any has; others are blank in it.

        For texts and what is written as one: the fast way for an import.
        """
        named = set().union(*rows)
        return {
            name: [row.get(name, "") for row in rows]
            if (write := self._write[name]) is same
            else _written(write, [row.get(name) for row in rows])
            for name in self.columns
            if name in named
        }

    def thing(self, row: Iterable[Any]) -> T:
        """Return the thing that a row in the order of `columns` holds; a value that cannot be is a UserError that names it."""
        values = list(row)
        try:
            for at, read in self._parsed:
                values[at] = read(values[at])
            return self.kind(*values)
        except (ValueError, TypeError, ArithmeticError) as error:
            raise self._unreadable(row) from error

    def find_unreadable(self, db: Database) -> Iterator[str]:
        """Say of each row that cannot be read which value it is."""
        for row in db.conn.execute(f'SELECT {self.names} FROM "{self.table}"'):
            try:
                self.thing(row)
            except UserError as error:
                yield error.text

    def _unreadable(self, row: Iterable[Any]) -> UserError:
        values = dict(zip(self.columns, row, strict=True))
        called = values.get("name") or values.get("title") or values.get("id", "")
        what, value = "内容", ""
        for at, read in self._parsed:
            column = self.columns[at]
            try:
                read(values[column])
            except (ValueError, TypeError, ArithmeticError):
                what, value = _TITLES.get(column, f"“{column}”"), str(values[column])
                break
        return UserError(
            f"{TABLES[self.table].noun}“{called}”的{what}“{value[:_SHOWN]}”读不出来，可能被别的程序改动过。",
            "请在“设置”的“备份”中恢复改动以前的备份。",
        )

    def select(self, db: Database, rest: str = "", parameters: Iterable[Value] = ()) -> list[T]:
        """Return the things of `SELECT columns FROM table <rest>`."""
        return [self.thing(row) for row in _rows(db, f'SELECT {self.names} FROM "{self.table}" {rest}', parameters)]

    def find(self, db: Database, id_: str) -> T | None:
        """Return the thing with this id, or None."""
        found = self.select(db, "WHERE id = ?", (id_,))
        return found[0] if found else None


def _number_in(numbers: range, value: int) -> int:
    if value not in numbers:
        raise ValueError(f"{value} is not in {numbers}")
    return value


def _written(write: Callable[[Any], Value], values: Sequence[Any]) -> list[Value]:
    """Return values as they are written; one object, as dates that recur are, is written once."""
    known = {id(value): value for value in values}
    texts = {at: write(value) for at, value in known.items()}
    return [texts[id(value)] for value in values]


def select_joined(
    db: Database, maps: Sequence[RowMap[Any]], rest: str, parameters: Iterable[Value] = ()
) -> list[tuple[Any, ...]]:
    """Return one thing of each table by row of `SELECT columns <rest>`, None where a joined table has no row."""
    names = ", ".join(each.names for each in maps)
    ends = list(accumulate((len(each.columns) for each in maps), initial=0))
    parts = [(each, slice(start, end)) for each, start, end in zip(maps, ends, ends[1:], strict=False)]
    return [
        tuple(each.thing(row[part]) if row[part.start] is not None else None for each, part in parts)
        for row in _rows(db, f"SELECT {names} {rest}", parameters)
    ]


def find_unreadable(db: Database) -> Iterator[str]:
    """Say of each row that cannot be read which value it is, table by table."""
    for map_ in ROW_MAPS.values():
        yield from map_.find_unreadable(db)


def _rows(db: Database, query: str, parameters: Iterable[Value]) -> list[tuple[Any, ...]]:
    try:
        return list(db.conn.execute(query, tuple(parameters)))
    except DatabaseError as error:  # a page or a text that is damaged
        shown = explain(error, Path(db.conn.execute("PRAGMA database_list").fetchone()[2]))
        if shown is None:
            raise
        raise shown from error
