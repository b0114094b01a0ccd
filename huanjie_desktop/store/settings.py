"""Settings of the workspace: the county, the base date of ages and the like, each a text."""

from huanjie_desktop.store.database import Store
from huanjie_desktop.store.unit_of_work import UnitOfWork


def read_setting(store: Store, name: str, default: str = "") -> str:
    """Return a setting's text."""
    row = store.db.conn.execute("SELECT value FROM setting WHERE id = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def list_settings(store: Store) -> dict[str, str]:
    """Return every setting's text by name."""
    return {name: str(value) for name, value in store.db.conn.execute("SELECT id, value FROM setting")}


def write_setting(work: UnitOfWork, store: Store, name: str, value: str) -> None:
    """Set a setting's text."""
    known = store.db.conn.execute("SELECT 1 FROM setting WHERE id = ?", (name,)).fetchone()
    if known:
        work.update("setting", name, {"value": value})
    else:
        work.insert("setting", [{"id": name, "value": value}])
