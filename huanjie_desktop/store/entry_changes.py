"""What one entry of the journal changed, row by row: for the page 记录, which says old and new."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from huanjie_desktop.store.driver import Database, Value
from huanjie_desktop.store.images import read_image, values_by_id
from huanjie_desktop.store.tables import COUNTED, TABLES

MOST_SHOWN = 500
_SECRET = frozenset((*COUNTED, *(table.name for table in TABLES.values() if not table.journalled)))
_NAMING = ("name", "title")
_ABOVE = {  # what a row belongs to, and by which of its columns
    "relative": ("person", "person_id"),
    "proposal": ("person", "person_id"),
    "photo": ("person", "person_id"),
    "form_source": ("person", "person_id"),
    "township_work": ("person", "person_id"),
    "roster_column": ("roster", "roster_id"),
    "roster_entry": ("roster", "roster_id"),
    "unit_post": ("unit", "unit_id"),
    "participant_group": ("congress", "congress_id"),
    "participant": ("congress", "congress_id"),
    "officer": ("congress", "congress_id"),
    "session": ("congress", "congress_id"),
    "plan_step": ("congress", "congress_id"),
    "plan_choice": ("congress", "congress_id"),
    "agenda_item": ("session", "session_id"),
    "package_paper": ("congress", "congress_id"),
    "campaign_category": ("campaign", "campaign_id"),
    "campaign_post": ("campaign", "campaign_id"),
    "campaign_subject": ("campaign", "campaign_id"),
    "count_round": ("campaign", "campaign_id"),
    "settlement": ("campaign", "campaign_id"),
}
_ROWS = "SELECT action, table_name, images, images_after FROM journal_row WHERE seq = ? ORDER BY id"


@dataclass(frozen=True)
class RowChange:
    """One row of one table: its name where it has one, and what its columns held before and after; None where nothing is known.

    A row that was added has nothing before, one that was removed nothing after.
    """

    table: str
    id: str
    name: str
    action: str
    before: Mapping[str, Value] | None
    after: Mapping[str, Value] | None


def read_changes(db: Database, seq: int, most: int) -> list[RowChange]:
    """Return at most so many of an entry's rows, in their order; none of tables of what is counted."""
    return list(islice(_changes(db, seq), most))


def _changes(db: Database, seq: int) -> Iterator[RowChange]:
    for action, table, images, images_after in db.conn.execute(_ROWS, (seq,)).fetchall():
        if table in _SECRET:
            continue
        before, after = (dict(values_by_id(_read(db, kept))) for kept in (images, images_after))
        ids: list[str] = list(before or after) or [str(each) for each in _read(db, images) or ()]
        for id_ in ids:
            old, new = before.get(id_), after.get(id_)
            yield RowChange(table, id_, _name(db, table, id_, old, new), action, old, new)


def _read(db: Database, kept: str) -> Any:
    try:
        return read_image(db, kept)
    except ValueError:  # 检查数据 names it
        return None


def _name(db: Database, table: str, id_: str, *images: Mapping[str, Value] | None) -> str:
    """Return what a row is called: by what the entry says, else as it is now; by its person where it has no name."""
    now = next(iter(db.query(f'SELECT * FROM "{table}" WHERE id = ?', (id_,))), {}) if table in TABLES else {}
    known = [image for image in (*images, now) if image]
    for column in _NAMING:
        for image in known:
            if image.get(column):
                return str(image[column])
    for image in known:
        if image.get("person_id"):
            row = db.conn.execute("SELECT name FROM person WHERE id = ?", (image["person_id"],)).fetchone()
            return str(row[0]) if row else ""
    return ""


def owner_of(db: Database, change: RowChange, within: Collection[str]) -> tuple[str, str]:
    """Return the table and id of the row that a changed one belongs to, itself or above it, in one of these tables; "" for none."""
    table, id_, images = change.table, change.id, [change.after, change.before]
    while table not in within:
        above, column = _ABOVE.get(table, ("", ""))
        images.append(next(iter(db.query(f'SELECT * FROM "{table}" WHERE id = ?', (id_,))), None) if above else None)
        id_ = next((str(image[column]) for image in images if image and image.get(column)), "")
        if not above or not id_:
            return "", ""
        table, images = above, []
    return table, id_


def is_there(db: Database, table: str, id_: str) -> bool:
    """Tell whether a row is in a table now."""
    return bool(db.conn.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (id_,)).fetchone())
