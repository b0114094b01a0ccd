"""People in the store: each with the keys that the name sorts and is found by."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from sys import intern
from typing import Any

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_RECURRING = (
    *("sex", "ethnic_group", "native_place", "birthplace", "political_status", "health", "unit", "rank", "grade"),
    *("education", "degree", "fulltime_education", "fulltime_degree", "inservice_education", "inservice_degree"),
    *("professional_title", "age_limit", "expertise", "origin"),
)
_PERSON = RowMap(Person, "person", _RECURRING)
_KEYS = tuple(field.name for field in fields(NameKeys))
_key_values = attrgetter(*_KEYS)
LONG_FIELDS = frozenset({"resume", "awards", "appraisals"})
_ORDERS = {
    "surname": "surname_key, birth, id",
    "name": "name_key, birth, id",
    "pinyin": "pinyin, name_key, birth, id",
    "order": "rowid",
}


@dataclass(frozen=True)
class PersonRecord:
    """A person as it is written: with the keys made from the name."""

    person: Person
    keys: NameKeys


def list_people(store: Store, roster_id: str | None = None, order: str = "order") -> list[Person]:
    """Return everybody, or a roster's people; `order` is surname, name, pinyin or order (the roster's own)."""
    return _PERSON.select(store.db, *_scope(roster_id, order))


def list_ids(store: Store) -> list[str]:
    """Return everybody's id in the order added."""
    return [row[0] for row in store.db.conn.execute("SELECT id FROM person ORDER BY rowid")]


def find_person(store: Store, person_id: str) -> Person | None:
    """Return one person, or None."""
    return _PERSON.find(store.db, person_id)


def people_by_ids(store: Store, ids: Sequence[str]) -> dict[str, Person]:
    """Return these people by id; unknown ids are left out."""
    wanted = set(ids)
    if len(wanted) > 300:
        return {person.id: person for person in list_people(store) if person.id in wanted}
    marks = ", ".join("?" * len(wanted))
    found = _PERSON.select(store.db, f"WHERE id IN ({marks})", tuple(wanted))
    return {person.id: person for person in found}


def whole_by_ids(store: Store, ids: Iterable[str]) -> dict[str, PersonRecord]:
    """Return these people with their keys and their long texts, by id; unknown ids are left out."""
    rest = "WHERE id IN (SELECT value FROM json_each(?))"
    found = _records(store, rest, (json.dumps(list(dict.fromkeys(ids))),), whole=True)
    return {each.person.id: each for each in found}


def names_by_ids(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """Return these people's names by id; unknown ids are left out."""
    query = "SELECT id, name FROM person WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.db.conn.execute(query, (json.dumps(list(dict.fromkeys(ids))),)).fetchall())


def keys_by_ids(store: Store, ids: Sequence[str]) -> dict[str, NameKeys]:
    """Return the name keys of these people by id."""
    return {each.person.id: each.keys for each in records_by_ids(store, list(dict.fromkeys(ids)))}


def list_records(
    store: Store, roster_id: str | None = None, start: int = 0, count: int | None = None
) -> list[PersonRecord]:
    """Return people with their keys for a table, in the roster's order or the order added; long texts are left out."""
    rest, parameters = _scope(roster_id, "order")
    return _records(store, f"{rest} LIMIT ? OFFSET ?", (*parameters, -1 if count is None else count, start))


def records_by_ids(store: Store, ids: Sequence[str]) -> list[PersonRecord]:
    """Return these people with their keys as `list_records` does; unknown ids are left out."""
    found: list[PersonRecord] = []
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        found += _records(store, f"WHERE id IN ({', '.join('?' * len(chunk))})", tuple(chunk))
    return found


def list_keys(store: Store, roster_id: str | None = None) -> dict[str, NameKeys]:
    """Return the name keys by person id."""
    names = ", ".join(f"person.{name}" for name in ("id", *_KEYS))
    rest, parameters = _scope(roster_id, "order")
    cursor = store.db.conn.execute(f"SELECT {names} FROM person {rest}", parameters)
    return {row[0]: NameKeys(*row[1:]) for row in cursor}


def people_rows(
    store: Store, columns: Sequence[str], roster_id: str | None = None, order: str = "order"
) -> list[tuple[Any, ...]]:
    """Return raw rows (stored texts) of these columns of `person`: the fast way for long tables."""
    known = {*_PERSON.columns, *_KEYS}
    unknown = set(columns) - known
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    names = ", ".join(f"person.{name}" for name in columns)
    rest, parameters = _scope(roster_id, order)
    return list(store.db.conn.execute(f"SELECT {names} FROM person {rest}", parameters).fetchall())


def rows_by_ids(store: Store, columns: Sequence[str], ids: Iterable[str]) -> list[tuple[Any, ...]]:
    """Return raw rows as `people_rows` does, of these people; unknown ids are left out."""
    names = ", ".join(f'"{name}"' for name in columns)
    query = f"SELECT {names} FROM person WHERE id IN (SELECT value FROM json_each(?))"
    return list(store.db.conn.execute(query, (json.dumps(list(ids)),)).fetchall())


def count_people(store: Store, roster_id: str | None = None) -> int:
    """Return how many there are in all, or on a roster."""
    if roster_id is None:
        return int(store.db.conn.execute("SELECT count(*) FROM person").fetchone()[0])
    query = "SELECT count(*) FROM roster_entry WHERE roster_id = ?"
    return int(store.db.conn.execute(query, (roster_id,)).fetchone()[0])


def add_people(work: UnitOfWork, records: Iterable[PersonRecord]) -> None:
    """Add people."""
    columns = (*_PERSON.columns, *_KEYS)
    work.insert_tuples("person", columns, [(*_PERSON.values(each.person), *_key_values(each.keys)) for each in records])


def add_values(work: UnitOfWork, rows: Mapping[str, Mapping[str, Any]], keys: Mapping[str, NameKeys]) -> None:
    """Add people by id as the values of some fields, others are blank; `keys` are by name. The fast way for an import."""
    columns = _PERSON.columns_of(list(rows.values()))
    names = (_key_values(keys[values["name"]]) for values in rows.values())
    made = [(id_, *row, *key) for id_, row, key in zip(rows, zip(*columns.values(), strict=True), names, strict=True)]
    work.insert_tuples("person", ("id", *columns, *_KEYS), made)


def change_people(
    work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]], keys: Mapping[str, NameKeys] | None = None
) -> None:
    """Change fields of people, by person id; whose name changes must have new `keys`."""
    keys = keys or {}
    for person_id, fields_ in changes.items():
        if "name" in fields_ and person_id not in keys:
            raise ValueError("a changed name needs new keys")
    rows = {person_id: _PERSON.encode(values) for person_id, values in changes.items()}
    for person_id, new in keys.items():
        rows.setdefault(person_id, {}).update(zip(_KEYS, _key_values(new), strict=True))
    try:
        work.update_many("person", rows)
    except KeyError as error:
        raise UserError("这名人员已被删除或合并，没有改动。", "请刷新后再试。") from error


def remove_people(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove people; the commit fails where a roster or congress still has one of them."""
    work.delete("person", ids)


def uses_of_person(store: Store, person_id: str) -> dict[str, list[str]]:
    """Return where a person stands: ids of rosters, congresses and campaigns."""
    connection = store.db.conn
    rosters = connection.execute("SELECT DISTINCT roster_id FROM roster_entry WHERE person_id = ?", (person_id,))
    congresses = connection.execute(
        "SELECT congress_id FROM participant WHERE person_id = ?1 UNION "
        "SELECT congress_id FROM officer WHERE person_id = ?1",
        (person_id,),
    )
    campaigns = connection.execute(
        "SELECT DISTINCT campaign_id FROM campaign_subject WHERE person_id = ?", (person_id,)
    )
    return {
        "roster": [row[0] for row in rosters],
        "congress": [row[0] for row in congresses],
        "campaign": [row[0] for row in campaigns],
    }


def _records(store: Store, rest: str, parameters: tuple[str | int, ...], *, whole: bool = False) -> list[PersonRecord]:
    columns = [f"person.{name}" if whole or name not in LONG_FIELDS else "''" for name in _PERSON.columns]
    names = ", ".join((*columns, *(f"person.{name}" for name in _KEYS)))
    split = len(columns)
    cursor = store.db.conn.execute(f"SELECT {names} FROM person {rest}", parameters)
    return [PersonRecord(_PERSON.thing(row[:split]), _keys(*row[split:])) for row in cursor]


def _keys(surname_key: str, name_key: str, pinyin: str, initials: str, uncertain: str) -> NameKeys:
    """Return keys that share what is the same: both keys of a name of three characters, and initials."""
    same_key = surname_key if surname_key == name_key else name_key
    return NameKeys(surname_key, same_key, pinyin, intern(initials), uncertain)


def _scope(roster_id: str | None, order: str) -> tuple[str, tuple[str, ...]]:
    by = ", ".join(f"person.{name}" for name in _ORDERS[order].split(", "))
    if roster_id is None:
        return f"ORDER BY {by}", ()
    if order == "order":
        by = "roster_entry.position, roster_entry.rowid"
    return (
        f"JOIN roster_entry ON roster_entry.person_id = person.id WHERE roster_entry.roster_id = ? ORDER BY {by}",
        (roster_id,),
    )
