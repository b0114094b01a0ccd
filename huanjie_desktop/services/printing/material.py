"""Gathers what papers are composed of from the store, in the order that papers have."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from huanjie_desktop.documents.material import (
    CongressMaterial,
    GroupMaterial,
    PersonGroup,
    RosterMaterial,
    SessionMaterial,
)
from huanjie_desktop.domain.agenda import arrange, timetable
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Session
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.meetings.congress_rosters import rosters_of_congress
from huanjie_desktop.services.meetings.congresses import (
    cover_lines_of,
    host_of,
    kind_of,
    members_of,
    names_in_order,
    short_title_of,
    superior_of,
    title_of,
)
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters, sessions


def roster_material(workspace: Workspace, roster: Roster) -> RosterMaterial:
    """Return a roster's material: in its own order, grouped as its entries or else its units stand together."""
    store = workspace.store
    entries = rosters.list_entries(store, roster.id)
    persons = {person.id: person for person in people.list_people(store, roster.id)}
    pairs = [(entry.group_name, persons[entry.person_id]) for entry in entries]
    return RosterMaterial(
        workspace.county,
        _roster_title(workspace, roster),
        _grouped(pairs),
        workspace.catalog.columns,
        workspace.base_date,
        {entry.person_id: entry for entry in entries},
    )


def congress_material(workspace: Workspace, congress: Congress) -> CongressMaterial:
    """Return a congress's material; people in stroke order as the kind asks for."""
    kind = kind_of(workspace, congress)
    members = members_of(workspace, congress.id)
    persons, keys = members.people, members.keys

    def in_order(person_ids: Sequence[str]) -> tuple[Person, ...]:
        return tuple(persons[id_] for id_ in names_in_order(kind, person_ids, keys))

    groups = tuple(
        GroupMaterial(
            delegation.name,
            in_order([each.person_id for each in members.delegates if each.delegation_id == delegation.id]),
            {each.person_id: each.role for each in members.delegates if each.delegation_id == delegation.id},
            delegation.place,
            delegation.liaison,
        )
        for delegation in members.delegations
    )
    by_office = {
        office.id: in_order([each.person_id for each in members.officers if each.office == office.id])
        for office in kind.offices
    }
    return CongressMaterial(
        workspace.county,
        congress,
        kind,
        title_of(workspace, congress),
        short_title_of(workspace, congress),
        cover_lines_of(workspace, congress),
        tuple(each for each in groups if each.members),
        {office.id: office.title for office in kind.offices},
        by_office,
        tuple(_session(session, items) for session, items in _sessions(workspace, congress.id)),
        workspace.catalog.columns,
        base_date_of(workspace, congress),
        host=host_of(workspace, congress),
        superior=superior_of(workspace, congress),
        candidates=_candidates(workspace, congress),
    )


def _candidates(workspace: Workspace, congress: Congress) -> tuple[PersonGroup, ...]:
    """Return the people on the congress's rosters of candidates, by group."""
    kinds = {kind.id for kind in workspace.catalog.roster_kinds.values() if kind.of_candidates}
    found = [roster_material(workspace, roster) for roster in rosters_of_congress(workspace, congress, kinds)]
    return tuple(group for material in found for group in material.groups)


def base_date_of(workspace: Workspace, congress: Congress) -> date:
    """Return the date of ages for a congress: its own, else its opening day, else the workspace's."""
    return congress.base_date or congress.start or workspace.base_date


def _sessions(workspace: Workspace, congress_id: str) -> list[tuple[Session, list[AgendaItem]]]:
    items = sessions.items_of_congress(workspace.store, congress_id)
    return [
        (session, [item for item in items if item.session_id == session.id])
        for session in sessions.list_sessions(workspace.store, congress_id)
    ]


def _session(session: Session, items: list[AgendaItem]) -> SessionMaterial:
    return SessionMaterial(session, tuple(arrange(items)), timetable(session, items))


def _roster_title(workspace: Workspace, roster: Roster) -> str:
    """Return the roster's name with the county before it: 青禾县党代会代表名册 also of 县党代会代表名册."""
    if workspace.county in roster.name or len(roster.name) > 12:
        return roster.name
    return workspace.county + roster.name.removeprefix(workspace.county[-1])


def _grouped(pairs: Sequence[tuple[str, Person]]) -> tuple[PersonGroup, ...]:
    """Return people by the entries' groups; where no entry has one, by unit if units stand together in the roster."""
    if not any(group for group, _ in pairs):
        pairs = [(person.unit, person) for _, person in pairs]
    groups = [
        PersonGroup(name, tuple(person for _, person in together))
        for name, together in groupby(pairs, key=lambda pair: pair[0])
    ]
    if len(groups) > max(1, len(pairs) // 2):  # units do not stand together: a plain list reads better
        return (PersonGroup("", tuple(person for _, person in pairs)),)
    return tuple(groups)
