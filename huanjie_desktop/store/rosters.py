"""Rosters and their entries in the store."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.domain.roster import Roster, RosterColumn, RosterEntry
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap, select_joined
from huanjie_desktop.store.unit_of_work import UnitOfWork

_ROSTER = RowMap(Roster, "roster")
_COLUMN = RowMap(RosterColumn, "roster_column")
_ENTRY = RowMap(RosterEntry, "roster_entry", ("roster_id", "group_name"))


def list_rosters(store: Store) -> list[Roster]:
    """Return all rosters in order."""
    return _ROSTER.select(store.db, "ORDER BY position, rowid")


def roster_sizes(store: Store) -> dict[str, int]:
    """Return how many people each roster has, by roster id; empty rosters are left out."""
    return dict(store.db.conn.execute("SELECT roster_id, count(*) FROM roster_entry GROUP BY roster_id").fetchall())


def get_roster(store: Store, roster_id: str) -> Roster | None:
    """Return one roster, or None."""
    return _ROSTER.find(store.db, roster_id)


def roster_named(store: Store, name: str) -> Roster | None:
    """Return the roster of this name, or None."""
    found = _ROSTER.select(store.db, "WHERE name = ? LIMIT 1", (name,))
    return found[0] if found else None


def add_roster(work: UnitOfWork, roster: Roster) -> None:
    """Add a roster."""
    work.insert("roster", [_ROSTER.row(roster)])


def change_roster(work: UnitOfWork, roster_id: str, **changes: Any) -> None:
    """Change a roster's name, kind or place."""
    work.update("roster", roster_id, _ROSTER.encode(changes))


def remove_roster(work: UnitOfWork, store: Store, roster_id: str) -> None:
    """Remove a roster with its entries and columns; the people stay."""
    remove_columns(work, [column.id for column in list_columns(store, roster_id)])
    work.delete("roster_entry", [entry.id for entry in list_entries(store, roster_id)])
    work.delete("roster", [roster_id])


def list_columns(store: Store, roster_id: str) -> list[RosterColumn]:
    """Return a roster's own columns in order."""
    return _COLUMN.select(store.db, "WHERE roster_id = ? ORDER BY position, rowid", (roster_id,))


def add_columns(work: UnitOfWork, columns: Iterable[RosterColumn]) -> None:
    """Add columns to rosters."""
    work.insert("roster_column", [_COLUMN.row(column) for column in columns])


def change_columns(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change columns' titles or places, by column id."""
    work.update_many("roster_column", {column_id: _COLUMN.encode(values) for column_id, values in changes.items()})


def remove_columns(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove columns; what stands in them is the entries'."""
    work.delete("roster_column", ids)


def list_entries(store: Store, roster_id: str, start: int = 0, count: int | None = None) -> list[RosterEntry]:
    """Return a roster's entries in order, from `start` on."""
    rest = "WHERE roster_id = ? ORDER BY position, rowid LIMIT ? OFFSET ?"
    return _ENTRY.select(store.db, rest, (roster_id, -1 if count is None else count, start))


def people_of_entries(store: Store, ids: Iterable[str]) -> list[str]:
    """Return the ids of the people of these entries, by their places in the roster."""
    query = "SELECT person_id FROM roster_entry WHERE id IN (SELECT value FROM json_each(?)) ORDER BY position"
    return [str(row[0]) for row in store.db.conn.execute(query, (json.dumps(list(ids)),))]


def list_with_entries(store: Store, kinds: Iterable[str]) -> list[tuple[Roster, list[RosterEntry]]]:
    """Return the rosters of these kinds in order, each with its entries in order."""
    rest = """
        FROM roster LEFT JOIN roster_entry ON roster_entry.roster_id = roster.id
        WHERE roster.kind IN (SELECT value FROM json_each(?))
        ORDER BY roster.position, roster.rowid, roster_entry.position, roster_entry.rowid
    """
    found: dict[str, tuple[Roster, list[RosterEntry]]] = {}
    for roster, entry in select_joined(store.db, (_ROSTER, _ENTRY), rest, (json.dumps(list(kinds)),)):
        entries = found.setdefault(roster.id, (roster, []))[1]
        entries += [entry] if entry else []
    return list(found.values())


def add_entries(work: UnitOfWork, entries: Iterable[RosterEntry]) -> None:
    """Add entries."""
    work.insert_tuples("roster_entry", _ENTRY.columns, [_ENTRY.values(entry) for entry in entries])


def change_entries(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change entries' place, group, note or own texts, by entry id."""
    work.update_many("roster_entry", {entry_id: _ENTRY.encode(values) for entry_id, values in changes.items()})


def remove_entries(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Take entries off their roster; the people stay."""
    work.delete("roster_entry", ids)


def entries_of_person(store: Store, person_id: str) -> list[RosterEntry]:
    """Return a person's places on rosters."""
    return _ENTRY.select(store.db, "WHERE person_id = ? ORDER BY rowid", (person_id,))
