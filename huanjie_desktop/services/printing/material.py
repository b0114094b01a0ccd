"""Gathers what papers are composed of from the store, in the order that papers have."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby, pairwise
from operator import attrgetter

from huanjie_desktop.catalog.kind_texts import item_role, session_role
from huanjie_desktop.catalog.plan_making import steps_with_preset
from huanjie_desktop.catalog.specs import ColumnSpec, CongressKindSpec, ElectionSpec
from huanjie_desktop.documents.material import (
    CongressMaterial,
    ElectionMaterial,
    GroupMaterial,
    PersonGroup,
    RosterMaterial,
    SessionMaterial,
)
from huanjie_desktop.domain.agenda import arrange, timetable
from huanjie_desktop.domain.meeting import AgendaItem, Participant, ParticipantGroup, Session
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.domain.roster import Roster, RosterEntry
from huanjie_desktop.domain.templates import parse
from huanjie_desktop.services.meetings.congresses import cover_lines_of
from huanjie_desktop.services.meetings.participants import counted_of, names_in_order
from huanjie_desktop.services.meetings.reading import CongressReading
from huanjie_desktop.services.people.own_columns import own_spec, own_specs
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, rosters

_ORDERS: Mapping[str, Callable[[NameKeys], str]] = {
    "姓氏笔画": attrgetter("surname_key"),
    "姓名笔画": attrgetter("name_key"),
}


def roster_material(workspace: Workspace, roster: Roster) -> RosterMaterial:
    """Return a roster's material: in its own order, grouped as its entries or else its units stand together."""
    store = workspace.store
    entries = rosters.list_entries(store, roster.id)
    persons = {person.id: person for person in people.list_people(store, roster.id)}
    own = own_specs(workspace, roster.id)
    return _roster_material(
        workspace, roster, entries, persons, workspace.base_date, own, lambda: people.list_keys(store, roster.id)
    )


def congress_material(reading: CongressReading) -> CongressMaterial:
    """Return a congress's material; people in stroke order as the kind asks for."""
    workspace, kind = reading.workspace, reading.kind
    records = reading.records

    def in_order(person_ids: Sequence[str]) -> tuple[Person, ...]:
        return tuple(records[id_].person for id_ in names_in_order(kind, person_ids, reading.keys))

    def by_capacity(participants: Sequence[Participant]) -> tuple[PersonGroup, ...]:
        """Return who attends without being counted."""
        capacities = [each for each in kind.capacities if each.listed and not each.counted]
        found = {each.title: [one.person_id for one in participants if one.capacity == each.id] for each in capacities}
        return tuple(PersonGroup(title, in_order(ids)) for title, ids in found.items() if ids)

    def of_group(group: ParticipantGroup | None) -> GroupMaterial:
        inside = [each for each in reading.participants if each.group_id == (group.id if group else None)]
        return GroupMaterial(
            group.name if group else kind.words.ungrouped,
            in_order([each.person_id for each in counted_of(kind, inside)]),
            {each.person_id: each.role for each in inside},
            group.place if group else "",
            group.liaison if group else "",
            by_capacity(inside) if group else (),
            placed=group is not None,
        )

    groups = tuple(map(of_group, [*reading.groups, None]))
    by_office = {
        office.id: in_order([each.person_id for each in reading.officers if each.office == office.id])
        for office in kind.offices
    }
    candidates = tuple(group for each in reading.candidates for group in congress_roster(reading, each).groups)
    return CongressMaterial(
        workspace.county,
        reading.congress,
        kind,
        reading.title,
        reading.short_title,
        cover_lines_of(workspace, reading.congress),
        tuple(each for each in groups if each.members or each.others),
        {office.id: office.title for office in kind.offices},
        by_office,
        tuple(_session(kind, session, items) for session, items in reading.agenda),
        workspace.catalog.columns,
        reading.base_date,
        host=reading.host,
        superior=reading.superior,
        attending=by_capacity(reading.participants),
        candidates=candidates,
        elections=tuple(_election(reading, each, candidates) for each in kind.elections),
        steps=steps_with_preset(kind, workspace.catalog.congress_kinds, workspace.rules),
    )


def _election(reading: CongressReading, spec: ElectionSpec, candidates: Sequence[PersonGroup]) -> ElectionMaterial:
    """Return what is elected, with those of the candidates' groups that are named by it and the rule of its surplus."""
    title = parse(spec.title).fill({"unit": reading.congress.unit}).text
    rule = next((each for each in reading.workspace.rules.surpluses if each.id == spec.surplus), None)
    nominated = sum(len(group.people) for group in candidates if group.name.startswith(title))
    return ElectionMaterial(title, nominated, rule.percent if rule else 0, rule.extra if rule else 0)


def congress_roster(reading: CongressReading, roster: Roster) -> RosterMaterial:
    """Return the material of one of a congress's rosters, ages taken at the congress's date."""
    entries = reading.entries(roster)
    titles = dict.fromkeys(title for entry in entries for title, _ in entry.own)  # those in which something stands
    own = [own_spec(title) for title in titles]
    return _roster_material(
        reading.workspace, roster, entries, reading.people, reading.base_date, own, lambda: reading.keys
    )


def _roster_material(
    workspace: Workspace,
    roster: Roster,
    entries: Sequence[RosterEntry],
    persons: Mapping[str, Person],
    base_date: date,
    own: Sequence[ColumnSpec],
    keys: Callable[[], Mapping[str, NameKeys]],
) -> RosterMaterial:
    return RosterMaterial(
        workspace.county,
        roster_title(workspace, roster),
        _grouped([(entry.group_name, persons[entry.person_id]) for entry in entries]),
        workspace.catalog.columns,
        base_date,
        {entry.person_id: entry for entry in entries},
        tuple(own),
        _order_said(workspace, roster, entries, keys),
    )


def _order_said(
    workspace: Workspace,
    roster: Roster,
    entries: Sequence[RosterEntry],
    read_keys: Callable[[], Mapping[str, NameKeys]],
) -> str:
    """Say in what order candidates stand: it is asked of every list of them; "" for other rosters."""
    kind = workspace.catalog.roster_kinds.get(roster.kind)
    if kind is None or not kind.of_candidates or len(entries) < 2:
        return ""
    keys = read_keys()
    for name, within in _ORDERS.items():
        if all(
            within(keys[one.person_id]) <= within(keys[two.person_id])
            for one, two in pairwise(entries)
            if one.group_name == two.group_name
        ):
            return f"以{name}为序"
    return "按本名册的次序排列"


def _session(kind: CongressKindSpec, session: Session, items: Sequence[AgendaItem]) -> SessionMaterial:
    """Return a session's material; what it and its items are stands in it also where only their titles say so."""
    session = replace(session, role=session.role or session_role(kind, session.title))
    items = [replace(item, role=item.role or item_role(kind, item.title)) for item in items]
    return SessionMaterial(session, tuple(arrange(items)), timetable(session, items))


def roster_title(workspace: Workspace, roster: Roster) -> str:
    """Return the roster's name with the county before it: 青禾县党代会代表名册 also of 县党代会代表名册."""
    if workspace.county in roster.name or workspace.county[:-1] in roster.name or len(roster.name) > 12:
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
