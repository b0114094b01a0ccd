"""The county's units and the numbers of their posts in the store."""

from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.domain.units import Unit, UnitPost
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_UNIT = RowMap(Unit, "unit")
_POST = RowMap(UnitPost, "unit_post")


def list_units(store: Store) -> list[Unit]:
    """Return all units in order."""
    return _UNIT.select(store.db, "ORDER BY position, rowid")


def list_posts(store: Store) -> list[UnitPost]:
    """Return the posts of all units, each unit's in order."""
    return _POST.select(store.db, "ORDER BY unit_id, position, rowid")


def add_units(work: UnitOfWork, units: Iterable[Unit]) -> None:
    """Add units."""
    work.insert("unit", [_UNIT.row(unit) for unit in units])


def change_units(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of units, by id."""
    work.update_many("unit", {unit_id: _UNIT.encode(values) for unit_id, values in changes.items()})


def remove_units(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove units; the commit fails where posts or units below one are left."""
    work.delete("unit", ids)


def put_posts(work: UnitOfWork, before: Iterable[UnitPost], posts: Iterable[UnitPost]) -> None:
    """Put posts in the place of those before."""
    work.delete("unit_post", [each.id for each in before])
    work.insert("unit_post", [_POST.row(each) for each in posts])
