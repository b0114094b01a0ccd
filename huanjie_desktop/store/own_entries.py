"""Versions of the office's own entries in the store."""

from collections.abc import Iterable
from typing import Any

from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_VERSION = RowMap(EntryVersion, "own_entry")


def list_versions(store: Store, entry: str | None = None) -> list[EntryVersion]:
    """Return all versions, or one entry's, each entry's oldest first."""
    if entry is None:
        return _VERSION.select(store.db, "ORDER BY position, entry, number")
    return _VERSION.select(store.db, "WHERE entry = ? ORDER BY number", (entry,))


def ids_of_scope(store: Store, scope: str) -> list[str]:
    """Return the ids of the versions that hold for one congress alone."""
    return [row[0] for row in store.db.conn.execute("SELECT id FROM own_entry WHERE scope = ?", (scope,))]


def find_version(store: Store, version_id: str) -> EntryVersion | None:
    """Return one version, or None."""
    return _VERSION.find(store.db, version_id)


def add_versions(work: UnitOfWork, versions: Iterable[EntryVersion]) -> None:
    """Add versions."""
    work.insert("own_entry", [_VERSION.row(version) for version in versions])


def change_version(work: UnitOfWork, version_id: str, **changes: Any) -> None:
    """Change fields of a version that is not frozen yet."""
    work.update("own_entry", version_id, _VERSION.encode(changes))


def freeze_version(work: UnitOfWork, version_id: str) -> None:
    """Mark a version as frozen, for good."""
    work.update_for_good("own_entry", version_id, {"frozen": 1})


def remove_versions(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove versions; campaigns must not use them."""
    work.delete("own_entry", ids)


def campaigns_using(store: Store, entry: str) -> int:
    """Return how many campaigns use any version of a form."""
    query = "SELECT count(*) FROM campaign JOIN own_entry ON own_entry.id = form_version_id WHERE entry = ?"
    return int(store.db.conn.execute(query, (entry,)).fetchone()[0])


def congresses_of_kind(store: Store, kind: str) -> int:
    """Return how many congresses are of a kind."""
    return int(store.db.conn.execute("SELECT count(*) FROM congress WHERE kind = ?", (kind,)).fetchone()[0])
