"""Congresses in the store, with groups, participants and officers."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.domain.meeting import Congress, Officer, Participant, ParticipantGroup
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_CONGRESS = RowMap(Congress, "congress", within={"term": range(10_000), "sitting": range(10_000)})
_GROUP = RowMap(ParticipantGroup, "participant_group")
_PARTICIPANT = RowMap(Participant, "participant")
_OFFICER = RowMap(Officer, "officer")
PARTS: Mapping[str, str] = {  # what says of which congress rows of a table are
    "participant": "SELECT id, congress_id FROM participant",
    "participant_group": "SELECT id, congress_id FROM participant_group",
    "officer": "SELECT id, congress_id FROM officer",
    "session": "SELECT id, congress_id FROM session",
    "agenda_item": "SELECT id, (SELECT congress_id FROM session WHERE session.id = session_id) FROM agenda_item",
}
_OF_CONGRESS = "WHERE congress_id = ? ORDER BY position, rowid"


def list_congresses(store: Store) -> list[Congress]:
    """Return all congresses in order."""
    return _CONGRESS.select(store.db, "ORDER BY position, rowid")


def find_congress(store: Store, congress_id: str) -> Congress | None:
    """Return one congress, or None."""
    return _CONGRESS.find(store.db, congress_id)


def add_congress(work: UnitOfWork, congress: Congress) -> None:
    """Add a congress."""
    work.insert("congress", [_CONGRESS.row(congress)])


def change_congress(work: UnitOfWork, congress_id: str, **changes: Any) -> None:
    """Change fields of a congress."""
    work.update("congress", congress_id, _CONGRESS.encode(changes))


def remove_congress(work: UnitOfWork, store: Store, congress_id: str) -> None:
    """Remove a congress with its groups, participants and officers; its sessions must be gone already."""
    work.delete("officer", [officer.id for officer in list_officers(store, congress_id)])
    work.delete("participant", [participant.id for participant in list_participants(store, congress_id)])
    work.delete("participant_group", [group.id for group in list_groups(store, congress_id)])
    work.delete("congress", [congress_id])


def congresses_of_parts(store: Store, table: str, ids: Iterable[str]) -> dict[str, str]:
    """Return of which congress each of these rows of a table of PARTS is; those that are gone are left out."""
    query = f"{PARTS[table]} WHERE id IN (SELECT value FROM json_each(?))"
    return dict(store.db.conn.execute(query, (json.dumps(list(ids)),)).fetchall())


def list_groups(store: Store, congress_id: str) -> list[ParticipantGroup]:
    """Return a congress's groups in order."""
    return _GROUP.select(store.db, _OF_CONGRESS, (congress_id,))


def add_groups(work: UnitOfWork, groups: Iterable[ParticipantGroup]) -> None:
    """Add groups."""
    work.insert("participant_group", [_GROUP.row(group) for group in groups])


def change_groups(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of groups, by id."""
    work.update_many("participant_group", {id_: _GROUP.encode(values) for id_, values in changes.items()})


def remove_groups(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove groups; their participants must be gone or moved already."""
    work.delete("participant_group", ids)


def list_participants(store: Store, congress_id: str) -> list[Participant]:
    """Return a congress's participants in order."""
    return _PARTICIPANT.select(store.db, _OF_CONGRESS, (congress_id,))


def ids_of_participants(store: Store, congress_id: str) -> frozenset[str]:
    """Return the ids of the people of a congress."""
    query = "SELECT person_id FROM participant WHERE congress_id = ?"
    return frozenset(row[0] for row in store.db.conn.execute(query, (congress_id,)))


def add_participants(work: UnitOfWork, participants: Iterable[Participant]) -> None:
    """Add participants."""
    work.insert("participant", [_PARTICIPANT.row(participant) for participant in participants])


def change_participants(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of participants, by id."""
    work.update_many("participant", {id_: _PARTICIPANT.encode(values) for id_, values in changes.items()})


def remove_participants(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove participants."""
    work.delete("participant", ids)


def list_officers(store: Store, congress_id: str) -> list[Officer]:
    """Return a congress's officers in order."""
    return _OFFICER.select(store.db, _OF_CONGRESS, (congress_id,))


def add_officers(work: UnitOfWork, officers: Iterable[Officer]) -> None:
    """Add officers."""
    work.insert("officer", [_OFFICER.row(officer) for officer in officers])


def remove_officers(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove officers."""
    work.delete("officer", ids)


def change_officers(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of officers, by id."""
    work.update_many("officer", {id_: _OFFICER.encode(values) for id_, values in changes.items()})


def participations_of(store: Store, person_id: str) -> list[Participant]:
    """Return a person's places in congresses."""
    return _PARTICIPANT.select(store.db, "WHERE person_id = ? ORDER BY rowid", (person_id,))


def offices_of(store: Store, person_id: str) -> list[Officer]:
    """Return the offices that a person holds in congresses."""
    return _OFFICER.select(store.db, "WHERE person_id = ? ORDER BY rowid", (person_id,))
