"""What stands beside a person's row: relatives, the proposal, the photo, the file that somebody came with."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huanjie_desktop.domain.approval import FormSource, PersonParts, PhotoEntry, Proposal, Relative, TownshipWork
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_RELATIVE = RowMap(Relative, "relative")
_PROPOSAL = RowMap(Proposal, "proposal")
_PHOTO = RowMap(PhotoEntry, "photo")
_SOURCE = RowMap(FormSource, "form_source")
_TOWNSHIP = RowMap(TownshipWork, "township_work")
_SINGLE: Mapping[str, RowMap[Any]] = {
    "proposal": _PROPOSAL,
    "photo": _PHOTO,
    "form_source": _SOURCE,
    "township_work": _TOWNSHIP,
}
_MANY = 500  # from here on a whole table is read at once


def parts_of(store: Store, person_ids: Sequence[str]) -> dict[str, PersonParts]:
    """Return what stands beside these people, by person id; who has nothing is left out."""
    wanted = set(person_ids)
    few = len(wanted) <= _MANY
    rest = "WHERE person_id IN (SELECT value FROM json_each(?))" if few else ""
    parameters = [json.dumps(sorted(wanted))] if few else []
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    families: dict[str, list[Relative]] = defaultdict(list)
    for relative in _RELATIVE.select(store.db, f"{rest} ORDER BY position, rowid", parameters):
        families[relative.person_id].append(relative)
    for name, map_ in (("proposal", _PROPOSAL), ("photo", _PHOTO), ("source", _SOURCE), ("township", _TOWNSHIP)):
        for each in map_.select(store.db, rest, parameters):
            found[each.person_id][name] = each
    known = (found.keys() | families.keys()) & wanted
    return {id_: PersonParts(tuple(families.get(id_, ())), **found.get(id_, {})) for id_ in known}


def list_sources(store: Store) -> list[FormSource]:
    """Return the files that people came with."""
    return _SOURCE.select(store.db)


def has_sources(store: Store) -> bool:
    """Tell whether anybody came with a file."""
    return store.db.conn.execute("SELECT 1 FROM form_source LIMIT 1").fetchone() is not None


def people_of_relatives(store: Store, ids: Iterable[str]) -> frozenset[str]:
    """Return the ids of the people whose relatives these are; unknown ids are left out."""
    query = "SELECT person_id FROM relative WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(row[0] for row in store.db.conn.execute(query, (json.dumps(list(ids)),)))


def ids_with_photo(store: Store) -> frozenset[str]:
    """Return the ids of the people who have a photo."""
    return frozenset(row[0] for row in store.db.conn.execute("SELECT person_id FROM photo"))


def put_family(work: UnitOfWork, before: Iterable[Relative], family: Iterable[Relative]) -> None:
    """Put relatives in the place of those before; who is among both by the id is changed, where anything of him is."""
    old, new = {each.id: each for each in before}, {each.id: each for each in family}
    work.delete("relative", [id_ for id_ in old if id_ not in new])
    changed = {id_: _RELATIVE.row(each) for id_, each in new.items() if id_ in old and each != old[id_]}
    work.update_many("relative", changed)
    work.insert("relative", [_RELATIVE.row(each) for id_, each in new.items() if id_ not in old])


def put(work: UnitOfWork, table: str, before: Iterable[Any], after: Iterable[Any]) -> None:
    """Put the proposals, photos or sources of people; who had one before keeps its id."""
    map_ = _SINGLE[table]
    ids = {each.person_id: each.id for each in before}
    rows = [map_.row(each) for each in after]
    work.update_many(
        table,
        {
            ids[str(row["person_id"])]: {**row, "id": ids[str(row["person_id"])]}
            for row in rows
            if row["person_id"] in ids
        },
    )
    work.insert(table, [row for row in rows if row["person_id"] not in ids])


def take_off(work: UnitOfWork, table: str, ids: Sequence[str]) -> None:
    """Remove proposals, photos or sources."""
    work.delete(table, ids)


def remove_parts(work: UnitOfWork, store: Store, person_ids: Sequence[str]) -> None:
    """Remove what stands beside these people."""
    gone = list(parts_of(store, person_ids).values())
    work.delete("relative", [relative.id for parts in gone for relative in parts.family])
    work.delete("proposal", [parts.proposal.id for parts in gone if parts.proposal])
    work.delete("photo", [parts.photo.id for parts in gone if parts.photo])
    work.delete("form_source", [parts.source.id for parts in gone if parts.source])
    work.delete("township_work", [parts.township.id for parts in gone if parts.township])
