"""Blobs: contents of files by their SHA-256, beside the journalled rows that name them.

Rows, and what the journal remembers of them, carry the digest alone, so that a content is held once however often it is
attached, taken off and put back. It stays as long as a row names it, or undo or redo could bring such a row back.
"""

import hashlib
from collections.abc import Collection

from huanjie_desktop.store.driver import Database
from huanjie_desktop.store.images import read_image, values_by_id
from huanjie_desktop.store.tables import TABLES
from huanjie_desktop.store.unit_of_work import UnitOfWork


def digest_of(content: bytes) -> str:
    """Return the name that a content is kept under."""
    return hashlib.sha256(content).hexdigest()


def put(work: UnitOfWork, content: bytes) -> str:
    """Keep a content and return its digest, which a row must then name; one that is there and damaged is mended."""
    digest = digest_of(content)
    work.db.conn.execute(
        "INSERT INTO blob (digest, size, content) VALUES (?1, ?2, ?3) ON CONFLICT (digest) "
        "DO UPDATE SET size = excluded.size, content = excluded.content WHERE content <> excluded.content",
        (digest, len(content), content),
    )
    return digest


def read(db: Database, digest: str) -> bytes | None:
    """Return a content, None where it is gone or no longer what was put."""
    row = db.conn.execute("SELECT content FROM blob WHERE digest = ?", (digest,)).fetchone()
    return bytes(row[0]) if row and digest_of(row[0]) == digest else None


def list_unused(db: Database) -> list[str]:
    """Return the digests that no row names, nor the images that undo and redo may put back."""
    left = {str(row[0]) for row in db.conn.execute("SELECT digest FROM blob")}
    for table in _naming():
        left -= named_by(db, table)
    try:
        return sorted(left - named_by_images(db)) if left else []
    except ValueError:  # a damaged image may name any of them: the check tells of it, and nothing is swept
        return []


def sweep(work: UnitOfWork, digests: Collection[str]) -> None:
    """Remove contents, for good."""
    work.db.conn.executemany("DELETE FROM blob WHERE digest = ?", [(digest,) for digest in digests])


def named_by(db: Database, table: str) -> set[str]:
    """Return the digests that a table's rows name."""
    queries = (f'SELECT "{column}" FROM "{table}"' for column in TABLES[table].digests)
    return {str(row[0]) for query in queries for row in db.conn.execute(query) if row[0]}


def named_by_images(db: Database) -> set[str]:
    """Return the digests in what undo and redo may put back. Raises ValueError where it cannot be read."""
    found: set[str] = set()
    for table in _naming():
        query = """
            SELECT images FROM journal_row WHERE table_name = ? AND action <> 'insert'
            AND seq IN (SELECT seq FROM undo_stack)
        """
        for (images,) in db.conn.execute(query, (table,)).fetchall():
            for _, values in values_by_id(read_image(db, images)):
                found.update(str(values[column]) for column in TABLES[table].digests if values.get(column))
    return found


def list_damaged(db: Database) -> list[str]:
    """Return the digests of contents that are no longer what was put."""
    rows = db.conn.execute("SELECT digest, size, content FROM blob")
    return [str(digest) for digest, size, content in rows if len(content) != size or digest_of(content) != digest]


def _naming() -> list[str]:
    return [table.name for table in TABLES.values() if table.digests]
