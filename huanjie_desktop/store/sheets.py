"""Rounds of counting in the store: anonymous sheets, or totals, and what was settled between two rounds.

All sheets of a round stand in one row, sorted, wholly alike ones once with their number, and are written anew with each that
comes: neither order nor time of a sheet can be read from the file, nor from where SQLite laid what in its pages.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huanjie_desktop.domain.assessment import CountRound, Settlement
from huanjie_desktop.domain.tally import Box, Counts, MarkKey, NameKey, Sheet
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.tables import COUNTED
from huanjie_desktop.store.unit_of_work import UnitOfWork

_ROUND = RowMap(CountRound, "count_round")
_SETTLEMENT = RowMap(Settlement, "settlement")


def list_rounds(store: Store, campaign_id: str) -> list[CountRound]:
    """Return a campaign's rounds, the first before the second."""
    return _ROUND.select(store.db, "WHERE campaign_id = ? ORDER BY number", (campaign_id,))


def add_round(work: UnitOfWork, round_: CountRound) -> None:
    """Add a round."""
    work.insert("count_round", [_ROUND.row(round_)])


def change_round(work: UnitOfWork, round_id: str, **changes: Any) -> None:
    """Change fields of a round."""
    work.update("count_round", round_id, _ROUND.encode(changes))


def remove_round(work: UnitOfWork, store: Store, round_id: str) -> None:
    """Remove a round with everything counted in it."""
    for table in COUNTED:
        rows = store.db.conn.execute(f'SELECT id FROM "{table}" WHERE round_id = ?', (round_id,)).fetchall()
        work.delete(table, [row[0] for row in rows])
    work.delete("count_round", [round_id])


def has_counts(store: Store, campaign_id: str) -> bool:
    """Tell whether anything was counted in a campaign."""
    query = " UNION ALL ".join(
        f'SELECT 1 FROM "{table}" JOIN count_round ON count_round.id = round_id WHERE campaign_id = ?1'
        for table in COUNTED
    )
    return store.db.conn.execute(f"{query} LIMIT 1", (campaign_id,)).fetchone() is not None


def collected_of(store: Store, campaign_id: str, category_id: str | None = None) -> dict[str, int]:
    """Return how many sheets each round of a campaign has, in all or of one category, by round id."""
    sheets, boxes = "sum(sheet.number)", ""
    if category_id is not None:
        each = "SELECT sum(value ->> 5) FROM json_each(sheet.marks) WHERE value ->> 1 = ?2"
        sheets, boxes = f"sum(({each}))", "AND category_id = ?2"
    query = f"""
        SELECT count_round.id, coalesce({sheets}, 0) FROM count_round
        JOIN sheet ON sheet.round_id = count_round.id WHERE campaign_id = ?1 GROUP BY 1
        UNION ALL SELECT count_round.id, coalesce(sum(collected), 0) FROM count_round
        JOIN count_box ON count_box.round_id = count_round.id {boxes} WHERE campaign_id = ?1 GROUP BY 1
    """
    parameters = (campaign_id,) if category_id is None else (campaign_id, category_id)
    return dict(store.db.conn.execute(query, parameters).fetchall())


def tally_sheets(work: UnitOfWork, round_id: str, sheets: Iterable[tuple[Sheet, int]], file: str = "") -> None:
    """Count sheets so many times more, or take them back with a negative number; the journal hears nothing of it.

    `file` is the digest of the file that they come from.
    """
    row = work.db.conn.execute("SELECT marks, files FROM sheet WHERE round_id = ?", (round_id,)).fetchone()
    numbers: Counter[str] = Counter()
    for *said, number in json.loads(row[0]) if row else ():
        numbers[_as_text(said)] += number
    for sheet, by in sheets:
        numbers[_as_text([sheet.pile, sheet.category_id, int(sheet.void), sheet.marks, sheet.write_ins])] += by
    files = {*(json.loads(row[1]) if row and row[1] else ()), *([file] if file else ())}
    kept = [[*json.loads(said), number] for said, number in sorted(numbers.items()) if number > 0]
    work.keep(
        "sheet",
        {
            "id": round_id,
            "round_id": round_id,
            "number": sum(each[-1] for each in kept),
            "marks": _as_text(kept),
            "files": _as_text(sorted(files)) if files else "",
        },
    )


def files_of(store: Store, round_id: str) -> set[str]:
    """Return the digests of the files that were counted into a round."""
    row = store.db.conn.execute("SELECT files FROM sheet WHERE round_id = ?", (round_id,)).fetchone()
    return set(json.loads(row[0])) if row and row[0] else set()


def list_sheets(store: Store, round_id: str) -> list[Sheet]:
    """Return a round's sheets, those wholly alike as one with their number, in the order of what they say."""
    return sheets_by_round(store, [round_id])[round_id]


def sheets_by_round(store: Store, round_ids: Sequence[str]) -> dict[str, list[Sheet]]:
    """Return the sheets of several rounds."""
    query = "SELECT round_id, marks FROM sheet WHERE round_id IN (SELECT value FROM json_each(?))"
    found: dict[str, list[Sheet]] = {round_id: [] for round_id in round_ids}
    for round_id, marks in store.db.conn.execute(query, (json.dumps(list(round_ids)),)):
        found[round_id] = [
            Sheet(category, said, bool(void), tuple((post, name) for post, name in names), number, pile)
            for pile, category, void, said, names, number in json.loads(marks)
        ]
    return found


def _as_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read_totals(store: Store, round_id: str) -> Counts:
    """Return a round's totals as they were keyed in."""
    conn, where = store.db.conn, "WHERE round_id = ?"
    boxes = conn.execute(f"SELECT category_id, collected, void, blank FROM count_box {where}", (round_id,))
    marks = conn.execute(f"SELECT category_id, subject_id, item, grade, number FROM count_mark {where}", (round_id,))
    names = conn.execute(f"SELECT category_id, post_id, name, number FROM count_write_in {where}", (round_id,))
    return Counts(
        {row[0]: Box(*row[1:]) for row in boxes},
        {tuple(row[:4]): row[4] for row in marks},
        {tuple(row[:3]): row[3] for row in names},
    )


def write_totals(
    work: UnitOfWork,
    store: Store,
    round_id: str,
    boxes: Mapping[str, Box],
    marks: Mapping[MarkKey, int],
    write_ins: Mapping[NameKey, int],
) -> None:
    """Set the totals at these places; 0 removes a place's row."""
    _write_places(
        work,
        store,
        "count_box",
        round_id,
        ("category_id",),
        {(id_,): {"collected": box.collected, "void": box.void, "blank": box.blank} for id_, box in boxes.items()},
    )
    _write_places(
        work,
        store,
        "count_mark",
        round_id,
        ("category_id", "subject_id", "item", "grade"),
        {key: {"number": number} for key, number in marks.items()},
    )
    _write_places(
        work,
        store,
        "count_write_in",
        round_id,
        ("category_id", "post_id", "name"),
        {key: {"number": number} for key, number in write_ins.items()},
    )


def _write_places(
    work: UnitOfWork,
    store: Store,
    table: str,
    round_id: str,
    columns: tuple[str, ...],
    places: Mapping[Any, Mapping[str, int]],
) -> None:
    """Insert, change or remove the row of each place."""
    names = ", ".join(columns)
    cursor = store.db.conn.execute(f'SELECT id, {names} FROM "{table}" WHERE round_id = ?', (round_id,))
    known = {tuple(row[1:]): row[0] for row in cursor}
    changed: dict[str, Mapping[str, int]] = {}
    new, gone = [], []
    for place, values in places.items():
        id_ = known.get(tuple(place))
        if not any(values.values()):
            gone += [id_] if id_ else []
        elif id_:
            changed[id_] = values
        else:
            new.append({"id": store.new_id(), "round_id": round_id, **dict(zip(columns, place, strict=True)), **values})
    work.insert(table, new)
    work.update_many(table, changed)
    work.delete(table, gone)


def list_settlements(store: Store, campaign_id: str) -> list[Settlement]:
    """Return what was settled in a campaign."""
    return _SETTLEMENT.select(store.db, "WHERE campaign_id = ? ORDER BY rowid", (campaign_id,))


def put_settlements(work: UnitOfWork, store: Store, settlements: Iterable[Settlement]) -> None:
    """Add settlements, each in the place of an older one at the same place."""
    for each in settlements:
        old = [one.id for one in list_settlements(store, each.campaign_id) if one.place == each.place]
        work.delete("settlement", old)
        work.insert("settlement", [_SETTLEMENT.row(each)])


def remove_settlements(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Take settlements back."""
    work.delete("settlement", ids)
