"""Rows of a table as they were at a moment: from what they are now, back through the journal."""

from collections.abc import Mapping
from datetime import datetime

from huanjie_desktop.store.driver import Database, Value
from huanjie_desktop.store.images import read_image, values_by_id

_LATER = """
    SELECT action, images FROM journal_row JOIN journal ON journal.seq = journal_row.seq
    WHERE table_name = ? AND julianday(at) > julianday(?) ORDER BY journal_row.seq DESC, journal_row.id DESC
"""
_LABELS = (
    "SELECT label, at FROM journal WHERE julianday(at) > julianday(?) AND label IN ({marks}) ORDER BY seq DESC LIMIT 1"
)


def rows_at(db: Database, table: str, moment: datetime) -> dict[str, Mapping[str, Value]]:
    """Return a table's rows by id as they were at the end of `moment`. ValueError where an image cannot be read."""
    rows: dict[str, Mapping[str, Value]] = {str(row["id"]): row for row in db.query(f'SELECT * FROM "{table}"')}
    for action, kept in db.conn.execute(_LATER, (table, moment.isoformat())).fetchall():
        image = read_image(db, kept)
        if action == "insert":
            for id_ in image:
                rows.pop(str(id_), None)
            continue
        for id_, values in values_by_id(image):
            rows[id_] = {**rows.get(id_, {}), **values} if action == "update" else values
    return rows


def last_labelled(db: Database, labels: tuple[str, ...], moment: datetime) -> tuple[str, str] | None:
    """Return label and time of the last entry after a moment that is called so, None for none."""
    query = _LABELS.format(marks=", ".join("?" * len(labels)))
    row = db.conn.execute(query, (moment.isoformat(), *labels)).fetchone()
    return (str(row[0]), str(row[1])) if row else None
