"""Versions of assessment forms in the store."""

from collections.abc import Iterable
from typing import Any

from huanjie_desktop.domain.assessment import FormVersion
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_VERSION = RowMap(FormVersion, "form_version")


def list_versions(store: Store, form: str | None = None) -> list[FormVersion]:
    """Return all versions, or one form's, each form's oldest first."""
    if form is None:
        return _VERSION.select(store.db, "ORDER BY position, form, number")
    return _VERSION.select(store.db, "WHERE form = ? ORDER BY number", (form,))


def find_version(store: Store, version_id: str) -> FormVersion | None:
    """Return one version, or None."""
    return _VERSION.find(store.db, version_id)


def add_version(work: UnitOfWork, version: FormVersion) -> None:
    """Add a version."""
    work.insert("form_version", [_VERSION.row(version)])


def change_version(work: UnitOfWork, version_id: str, **changes: Any) -> None:
    """Change fields of a version that is not printed yet."""
    work.update("form_version", version_id, _VERSION.encode(changes))


def freeze_version(work: UnitOfWork, version_id: str) -> None:
    """Mark a version as printed, for good."""
    work.update_for_good("form_version", version_id, {"printed": 1})


def remove_versions(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove versions; campaigns must not use them."""
    work.delete("form_version", ids)


def campaigns_using(store: Store, form: str) -> int:
    """Return how many campaigns use any version of a form."""
    query = "SELECT count(*) FROM campaign JOIN form_version ON form_version.id = form_version_id WHERE form = ?"
    return int(store.db.conn.execute(query, (form,)).fetchone()[0])
