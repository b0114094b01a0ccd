"""Every type that a field may have comes back from its column as it was; another is refused."""

from dataclasses import dataclass, field, fields, make_dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.people import Person
from huanjie_desktop.store.driver import Database, connect
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.rows import RowMap
from tests.builders import FixedClock, new_store


class Ballot(StrEnum):
    """A choice."""

    PAPER = "paper"
    HANDS = "hands"


class Blank(StrEnum):
    """A choice one of which is blank."""

    NONE = ""
    SOME = "some"


@dataclass(frozen=True)
class Everything:
    """One field of each type that a column can hold."""

    id: str
    text: str
    number: int
    tick: bool
    raw: bytes
    day: date
    moment: datetime
    clock: time
    month: PartialDate
    ballot: Ballot
    names: tuple[str, ...]
    text_or_none: str | None = None
    number_or_none: int | None = None
    tick_or_none: bool | None = None
    raw_or_none: bytes | None = None
    day_or_none: date | None = None
    moment_or_none: datetime | None = None
    clock_or_none: time | None = None
    month_or_none: PartialDate | None = None
    ballot_or_none: Ballot | None = None
    names_or_none: tuple[str, ...] | None = None


COLUMNS = {str: "TEXT", int: "INTEGER", bool: "INTEGER", bytes: "BLOB"}
EVERYTHING = RowMap(Everything, "everything")


def make_table(db: Database) -> None:
    """Make the strict table, NOT NULL where None is written as "" or cannot be."""
    hints, columns = get_type_hints(Everything), []
    for each in fields(Everything):
        base = next((kind for kind in COLUMNS if hints[each.name] in (kind, kind | None)), str)
        null = hints[each.name] in (str | None, int | None, bool | None, bytes | None, tuple[str, ...] | None)
        columns.append(f"{each.name} {COLUMNS[base]}{'' if null else ' NOT NULL'}")
    db.conn.execute(f"CREATE TABLE everything ({', '.join(columns)}) STRICT")


days = st.dates()
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
months = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    days.map(lambda day: PartialDate(day.year, day.month, day.day)),
)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**63), 2**63 - 1),
    bool: st.booleans(),
    bytes: st.binary(),
    date: days,
    datetime: st.datetimes(timezones=st.one_of(st.none(), st.just(UTC))),
    time: st.times(),
    PartialDate: months,
    Ballot: st.sampled_from(Ballot),
    tuple[str, ...]: st.lists(texts).map(tuple),
}
everythings = st.builds(
    Everything,
    **{
        each.name: VALUES[hint] if hint in VALUES else st.none() | VALUES[next(k for k in VALUES if k | None == hint)]
        for each, hint in zip(fields(Everything), get_type_hints(Everything).values(), strict=True)
    },
)


@given(everythings)
def test_everything_comes_back_as_it_was(thing: Everything) -> None:
    db = connect(":memory:", None)
    make_table(db)
    names = ", ".join(EVERYTHING.columns)
    marks = ", ".join("?" * len(EVERYTHING.columns))
    db.conn.execute(f"INSERT INTO everything ({names}) VALUES ({marks})", EVERYTHING.values(thing))
    (found,) = EVERYTHING.select(db)
    assert found == thing
    assert [type(getattr(found, each.name)) for each in fields(thing)] == [
        type(getattr(thing, each.name)) for each in fields(thing)
    ]
    assert EVERYTHING.encode({each.name: getattr(thing, each.name) for each in fields(thing)}) == EVERYTHING.row(thing)
    db.conn.close()


def test_a_clock_time_is_stored_as_it_is_read() -> None:
    clock: RowMap[Any] = RowMap(make_dataclass("Clock", [("id", str), ("at", time | None)]), "clock")
    times = (time(8, 30), time(8, 30, 5), time(8, 30, 0, 7), None)
    stored = [clock.encode({"at": at})["at"] for at in times]
    assert stored == ["08:30", "08:30:05", "08:30:00.000007", ""]
    assert [clock.thing(("c", text)).at for text in stored] == list(times)


@pytest.mark.parametrize(
    "hint", [float, list[str], tuple[int, ...], dict[str, str], str | int, Any, Path, float | None, Blank | None, None]
)
def test_a_type_that_no_column_holds_is_refused_with_its_field(hint: Any) -> None:
    kind = make_dataclass("Seat", [("id", str), ("row", hint, field(default=None))])
    with pytest.raises(TypeError, match=r"Seat\.row: a column cannot"):
        RowMap(kind, "seat")


def test_a_blank_choice_is_one_where_none_is_not() -> None:
    seat: RowMap[Any] = RowMap(make_dataclass("Seat", [("id", str), ("kind", Blank)]), "seat")
    assert seat.thing(("s", "")).kind is Blank.NONE


def test_bytes_in_a_row_are_undone_and_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = new_store(tmp_path)
    store.db.conn.execute("ALTER TABLE roster ADD COLUMN seal BLOB")
    for seal in (b"\x00\xff", b""):
        with store.unit_of_work("盖章") as work:
            work.insert("roster", [{"id": "r", "name": "名册", "kind": "k", "position": 0, "seal": seal}])
        with store.unit_of_work("换章") as work:
            work.update("roster", "r", {"seal": b"new"})
        with store.unit_of_work("删除") as work:
            work.delete("roster", ["r"])
        seals = []
        for _ in range(2):
            store.undo()
            seals.append(store.db.conn.execute("SELECT seal FROM roster").fetchall())
        assert seals == [[(b"new",)], [(seal,)]]
        store.redo()
        assert store.db.conn.execute("SELECT seal FROM roster").fetchall() == [(b"new",)]
        store.redo()
        assert store.db.conn.execute("SELECT count(*) FROM roster").fetchone()[0] == 0
    store.db.conn.execute("ALTER TABLE roster DROP COLUMN seal")
    store.close()
    open_store(store.path, FixedClock()).close()


def test_dates_that_recur_are_written_each_in_its_row() -> None:
    map_ = RowMap(Person, "person")
    day, same = PartialDate(1985, 7), PartialDate(1985, 7)
    rows: list[dict[str, Any]] = [
        {"name": "林木", "birth": day},
        {"name": "王芳"},
        {"name": "李明", "birth": same},
        {"birth": day},
    ]
    assert map_.columns_of(rows) == {
        "name": ["林木", "王芳", "李明", ""],
        "birth": ["1985-07", "", "1985-07", "1985-07"],
    }
