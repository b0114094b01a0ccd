"""The register of tables and the schema are the same; what it says of a table holds."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huanjie_desktop.store.database import Store
from huanjie_desktop.store.tables import COUNTED, SHOWN, TABLES, describe_rows
from tests.builders import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


def rows(store: Store, query: str) -> list[tuple[Any, ...]]:
    return list(store.db.conn.execute(query).fetchall())


def columns(store: Store, table: str) -> set[str]:
    return {row[1] for row in rows(store, f'PRAGMA table_info("{table}")')}


def test_the_register_and_the_schema_are_the_same(store: Store) -> None:
    found = rows(store, "SELECT name, wr FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    assert {name: not without for name, without in found} == {table.name: table.rowid for table in TABLES.values()}


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_what_the_register_names_is_in_the_schema(store: Store, table: Any) -> None:
    known = columns(store, table.name)
    assert table.keys
    assert {column for key in table.keys for column in key} <= known
    assert {*table.numbers, *filter(None, [table.many])} <= known
    assert table.many in ("", *table.numbers)
    assert table.inner or "id" in known


def test_what_must_be_unique_is_a_natural_key(store: Store) -> None:
    for table in TABLES.values():
        for _, index, unique, origin, _ in rows(store, f'PRAGMA index_list("{table.name}")'):
            if unique and origin == "u":
                key = {row[2] for row in rows(store, f'PRAGMA index_info("{index}")')}
                assert key in [set(each) for each in table.keys], table.name


def test_every_table_has_words_of_its_own() -> None:
    words = [TABLES[name].words(3) for name in SHOWN]
    assert len(set(words)) == len(words)
    assert all(TABLES[name].noun and TABLES[name].measure for name in TABLES)
    assert describe_rows({"delegate": 80, "person": 3, "congress": 0, "agenda_item": 2}) == "80 名代表，3 人，2 项议程"
    assert describe_rows({"gone": 2}) == "2 条“gone”"


def test_what_is_counted_is_known() -> None:
    assert COUNTED == ("sheet", "count_box", "count_mark", "count_write_in")


def test_undo_has_nothing_to_do_with_what_is_not_replayed(store: Store) -> None:
    row = {"id": "1", "batch": "青禾", "version": 1}
    for write in (
        lambda work: work.insert("package_export", [row]),
        lambda work: work.update("package_export", "1", {"version": 2}),
        lambda work: work.delete("package_export", ["1"]),
    ):
        with pytest.raises(ValueError, match="undo passes package_export by"), store.unit_of_work("改") as work:
            write(work)
    with pytest.raises(ValueError, match="setting is journalled"), store.unit_of_work("改") as work:
        work.keep("setting", {"id": "1", "value": "", "number": 1})
    assert store.history() == []
