"""Congresses in the store, with delegations, delegates and officers."""

from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.domain.meeting import Congress, Delegate, Delegation, Officer
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_CONGRESS = RowMap(Congress, "congress")
_DELEGATION = RowMap(Delegation, "delegation")
_DELEGATE = RowMap(Delegate, "delegate")
_OFFICER = RowMap(Officer, "officer")
_OF_CONGRESS = "WHERE congress_id = ? ORDER BY position, rowid"


def list_congresses(store: Store) -> list[Congress]:
    """Return all congresses in order."""
    return _CONGRESS.select(store.db, "ORDER BY position, rowid")


def find_congress(store: Store, congress_id: str) -> Congress | None:
    """Return one congress, or None."""
    return _CONGRESS.find(store.db, congress_id)


def add_congress(work: UnitOfWork, congress: Congress) -> None:
    """Add a congress."""
    work.insert("congress", [_CONGRESS.row(congress)])


def change_congress(work: UnitOfWork, congress_id: str, **changes: Any) -> None:
    """Change fields of a congress."""
    work.update("congress", congress_id, _CONGRESS.encode(changes))


def remove_congress(work: UnitOfWork, store: Store, congress_id: str) -> None:
    """Remove a congress with its delegations, delegates and officers; its sessions must be gone already."""
    work.delete("officer", [officer.id for officer in list_officers(store, congress_id)])
    work.delete("delegate", [delegate.id for delegate in list_delegates(store, congress_id)])
    work.delete("delegation", [delegation.id for delegation in list_delegations(store, congress_id)])
    work.delete("congress", [congress_id])


def list_delegations(store: Store, congress_id: str) -> list[Delegation]:
    """Return a congress's delegations in order."""
    return _DELEGATION.select(store.db, _OF_CONGRESS, (congress_id,))


def add_delegations(work: UnitOfWork, delegations: Iterable[Delegation]) -> None:
    """Add delegations."""
    work.insert("delegation", [_DELEGATION.row(delegation) for delegation in delegations])


def change_delegations(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of delegations, by id."""
    work.update_many("delegation", {id_: _DELEGATION.encode(values) for id_, values in changes.items()})


def remove_delegations(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove delegations; their delegates must be gone or moved already."""
    work.delete("delegation", ids)


def list_delegates(store: Store, congress_id: str) -> list[Delegate]:
    """Return a congress's delegates in order."""
    return _DELEGATE.select(store.db, _OF_CONGRESS, (congress_id,))


def add_delegates(work: UnitOfWork, delegates: Iterable[Delegate]) -> None:
    """Add delegates."""
    work.insert("delegate", [_DELEGATE.row(delegate) for delegate in delegates])


def change_delegates(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of delegates, by id."""
    work.update_many("delegate", {id_: _DELEGATE.encode(values) for id_, values in changes.items()})


def remove_delegates(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove delegates."""
    work.delete("delegate", ids)


def list_officers(store: Store, congress_id: str) -> list[Officer]:
    """Return a congress's officers in order."""
    return _OFFICER.select(store.db, _OF_CONGRESS, (congress_id,))


def add_officers(work: UnitOfWork, officers: Iterable[Officer]) -> None:
    """Add officers."""
    work.insert("officer", [_OFFICER.row(officer) for officer in officers])


def remove_officers(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove officers."""
    work.delete("officer", ids)
