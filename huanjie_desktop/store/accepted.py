"""Findings that were accepted with a reason, in the store."""

from collections.abc import Iterable

from huanjie_desktop.domain.accepted import AcceptedFinding
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_ACCEPTED = RowMap(AcceptedFinding, "accepted_finding")


def list_accepted(store: Store) -> list[AcceptedFinding]:
    """Return all of them in the order accepted."""
    return _ACCEPTED.select(store.db, "ORDER BY rowid")


def add_accepted(work: UnitOfWork, accepted: Iterable[AcceptedFinding]) -> None:
    """Add some."""
    work.insert("accepted_finding", [_ACCEPTED.row(each) for each in accepted])


def remove_accepted(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove some: what they were about counts again."""
    work.delete("accepted_finding", ids)
