"""Papers attached to packages, and the register of packages, in the store."""

from collections.abc import Iterable

from huanjie_desktop.domain.packages import PackageExport, PackagePaper
from huanjie_desktop.store.chain import read_head
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_PAPER = RowMap(PackagePaper, "package_paper")
_EXPORT = RowMap(PackageExport, "package_export")


def list_papers(store: Store, congress_id: str) -> list[PackagePaper]:
    """Return a congress's attached papers in order."""
    return _PAPER.select(store.db, "WHERE congress_id = ? ORDER BY position, rowid", (congress_id,))


def add_paper(work: UnitOfWork, paper: PackagePaper) -> None:
    """Attach a paper; its content is the blob of its digest."""
    work.insert("package_paper", [_PAPER.row(paper)])


def remove_papers(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Take papers off."""
    work.delete("package_paper", ids)


def list_exports(store: Store) -> list[PackageExport]:
    """Return the register, newest first."""
    return _EXPORT.select(store.db, "ORDER BY at DESC, rowid DESC")


def find_export(store: Store, export_id: str) -> PackageExport | None:
    """Return one entry of the register, or None."""
    return _EXPORT.find(store.db, export_id)


def last_version(store: Store, batch: str) -> int:
    """Return the highest version of a batch that was written, 0 for none."""
    row = store.db.conn.execute("SELECT max(version) FROM package_export WHERE batch = ?", (batch,)).fetchone()
    return int(row[0] or 0)


def register_export(work: UnitOfWork, export: PackageExport) -> None:
    """Enter a package into the register, for good: undo passes it by."""
    work.insert_for_good("package_export", _EXPORT.row(export))


def journal_end(store: Store) -> tuple[int, str, str]:
    """Return the number, the time and the link of the journal's last entry."""
    row = store.db.conn.execute("SELECT seq, at FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1]), read_head(store.db).digest) if row else (0, "", "")


def schema_version(store: Store) -> int:
    """Return the version of the store's schema."""
    return int(store.db.conn.execute("PRAGMA user_version").fetchone()[0])
