"""People of a congress: their groups, capacities, parts and offices, each change one undo step."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from huanjie_desktop.catalog.specs import CapacitySpec, CongressKindSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress, Officer, Participant, ParticipantGroup, arrange_groups
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.roster import RosterEntry
from huanjie_desktop.services.meetings.congresses import (
    CongressDraft,
    congress_from,
    congress_of,
    create_congress,
    creation_label,
    kind_of,
    plant_congress,
)
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, people, rosters
from huanjie_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class Members:
    """大会人员: groups, participants and officers of a congress, with the people and their name keys by id.

    `counted` are those participants whose capacity the kind counts.
    """

    groups: Sequence[ParticipantGroup]
    participants: Sequence[Participant]
    counted: Sequence[Participant]
    officers: Sequence[Officer]
    people: Mapping[str, Person]
    keys: Mapping[str, NameKeys]


def members_of(workspace: Workspace, congress_id: str) -> Members:
    """Return everybody who belongs to a congress."""
    store = workspace.store
    participants = congresses.list_participants(store, congress_id)
    officers = congresses.list_officers(store, congress_id)
    ids = [*(each.person_id for each in participants), *(each.person_id for each in officers)]
    return Members(
        congresses.list_groups(store, congress_id),
        participants,
        counted_of(_kind(workspace, congress_id), participants),
        officers,
        people.people_by_ids(store, ids),
        people.keys_by_ids(store, ids),
    )


def counted_of(kind: CongressKindSpec, participants: Iterable[Participant]) -> list[Participant]:
    """Return those who are due to attend and to vote."""
    counted = {capacity.id for capacity in kind.capacities if capacity.counted}
    return [each for each in participants if each.capacity in counted]


def names_in_order(kind: CongressKindSpec, person_ids: Iterable[str], keys: Mapping[str, NameKeys]) -> list[str]:
    """Return people as the kind's lists of names have them; in the order given where the office arranges them itself."""
    if kind.name_order == "own":
        return list(person_ids)
    key = attrgetter("surname_key" if kind.name_order == "surname" else "name_key")
    return sorted(person_ids, key=lambda id_: (key(keys[id_]), id_))


def capacity_for(kind: CongressKindSpec, roster_kind: str) -> CapacitySpec:
    """Return the capacity that people of a roster of a kind have: the one that names it, else the first."""
    fitting = (capacity for capacity in kind.capacities if roster_kind in capacity.roster_kinds)
    return next(fitting, kind.capacities[0])


def take_participants(workspace: Workspace, congress_id: str, roster_id: str, capacity: str = "") -> ChangeSet:
    """Take a roster's people into a congress, a group for each of theirs; who takes part already stays as he is.

    Without a capacity they get the one that is meant for rosters of its kind. Numbered groups stand by their numbers.
    """
    kind = _kind(workspace, congress_id)
    entries, roster_kind = _people_of(workspace, roster_id)
    given = _capacity(kind, capacity) if capacity else capacity_for(kind, roster_kind)
    with workspace.change(f"从名册取{given.title}", Right.MEETINGS) as work:
        _take(workspace, work, congress_id, entries, given)
    return work.change_set


def create_congress_of(workspace: Workspace, draft: CongressDraft, roster_id: str) -> tuple[Congress, ChangeSet]:
    """Make a congress with the people of a roster, "" for none yet; one undo step."""
    if not roster_id:
        return create_congress(workspace, draft)
    congress = congress_from(workspace, draft)
    entries, roster_kind = _people_of(workspace, roster_id)
    with workspace.change(creation_label(workspace, congress), Right.MEETINGS) as work:
        plant_congress(workspace, work, congress)
        given = capacity_for(kind_of(workspace, congress), roster_kind)
        _take(workspace, work, congress.id, entries, given)
    return congress, work.change_set


def _people_of(workspace: Workspace, roster_id: str) -> tuple[Sequence[RosterEntry], str]:
    """Return a roster's entries and its kind; UserError where nobody stands on it."""
    entries = rosters.list_entries(workspace.store, roster_id)
    if not entries:
        raise UserError("这份名册里还没有人。", "请先导入或添加人员。")
    return entries, next(each.kind for each in rosters.list_rosters(workspace.store) if each.id == roster_id)


def _take(
    workspace: Workspace, work: UnitOfWork, congress_id: str, entries: Sequence[RosterEntry], given: CapacitySpec
) -> None:
    """Write those who do not take part yet."""
    store = workspace.store
    known = {each.person_id for each in congresses.list_participants(store, congress_id)}
    new = [entry for entry in entries if entry.person_id not in known]
    groups = _groups_for(workspace, work, congress_id, new)
    congresses.add_participants(
        work,
        [
            Participant(store.new_id(), congress_id, entry.person_id, groups[entry.id], given.id, len(known) + at)
            for at, entry in enumerate(new)
        ],
    )


def _groups_for(
    workspace: Workspace, work: UnitOfWork, congress_id: str, entries: Sequence[RosterEntry]
) -> dict[str, str | None]:
    """Return the id of each entry's group, None where neither a group nor a unit is known; new ones are made."""
    store, kind = workspace.store, _kind(workspace, congress_id)
    persons = people.people_by_ids(store, [entry.person_id for entry in entries])
    every = congresses.list_groups(store, congress_id)
    by_name = {each.name: each for each in every}
    found: dict[str, str | None] = {}
    new: dict[str, ParticipantGroup] = {}
    for entry in entries:
        name = _group_name(kind, entry.group_name or persons[entry.person_id].unit)
        if name and name not in by_name:
            by_name[name] = ParticipantGroup(store.new_id(), congress_id, name, len(by_name))
            new[by_name[name].id] = by_name[name]
        found[entry.id] = by_name[name].id if name else None
    ordered = arrange_groups([*every, *new.values()], _endings(kind), list(new)) if new else every
    congresses.add_groups(work, [replace(each, position=at) for at, each in enumerate(ordered) if each.id in new])
    _write_places(work, [each for each in ordered if each.id not in new], ordered)
    return found


def add_group(workspace: Workspace, congress_id: str, name: str) -> ChangeSet:
    """Make an empty group at the end."""
    store, kind = workspace.store, _kind(workspace, congress_id)
    every = congresses.list_groups(store, congress_id)
    group = ParticipantGroup(store.new_id(), congress_id, _free_name(kind, every, name), len(every))
    with workspace.change(f"新建{kind.words.group}", Right.MEETINGS) as work:
        congresses.add_groups(work, [group])
    return work.change_set


def edit_group(workspace: Workspace, congress_id: str, group_id: str, **changes: Any) -> ChangeSet:
    """Change a group's name, discussion place or liaison."""
    kind = _kind(workspace, congress_id)
    if "name" in changes:
        others = [each for each in congresses.list_groups(workspace.store, congress_id) if each.id != group_id]
        changes["name"] = _free_name(kind, others, changes["name"])
    with workspace.change(f"修改{kind.words.group}", Right.MEETINGS) as work:
        congresses.change_groups(work, {group_id: changes})
    return work.change_set


def move_group(workspace: Workspace, congress_id: str, group_id: str, index: int) -> ChangeSet:
    """Put a group at another place, 0 for the first."""
    every = congresses.list_groups(workspace.store, congress_id)
    moved = next(each for each in every if each.id == group_id)
    rest = [each for each in every if each.id != group_id]
    rest.insert(max(0, min(index, len(rest))), moved)
    return _arrange(workspace, congress_id, rest)


def shift_group(workspace: Workspace, congress_id: str, group_id: str, step: int) -> ChangeSet:
    """Move a group up (-1) or down (1)."""
    ids = [each.id for each in congresses.list_groups(workspace.store, congress_id)]
    return move_group(workspace, congress_id, group_id, max(0, ids.index(group_id) + step))


def number_groups(workspace: Workspace, congress_id: str) -> ChangeSet:
    """Put the numbered groups in the order of their numbers (第一, 第二, 第三)."""
    every = congresses.list_groups(workspace.store, congress_id)
    return _arrange(workspace, congress_id, arrange_groups(every, _endings(_kind(workspace, congress_id))))


def remove_group(workspace: Workspace, congress_id: str, group_id: str) -> ChangeSet:
    """Remove an empty group; one with people is refused."""
    words = _kind(workspace, congress_id).words
    if any(each.group_id == group_id for each in congresses.list_participants(workspace.store, congress_id)):
        raise UserError(f"这个{words.group}里还有人，没有删除。", "请先把人移到别处或移出会议。")
    with workspace.change(f"删除{words.group}", Right.MEETINGS) as work:
        congresses.remove_groups(work, [group_id])
    return work.change_set


def move_participants(
    workspace: Workspace, congress_id: str, participant_ids: Sequence[str], group_id: str | None
) -> ChangeSet:
    """Move people to another group of their congress, None for none."""
    words = _kind(workspace, congress_id).words
    with workspace.change(f"调整{words.group}（{len(participant_ids)}人）", Right.MEETINGS) as work:
        congresses.change_participants(work, {id_: {"group_id": group_id} for id_ in participant_ids})
    return work.change_set


def shift_participant(workspace: Workspace, congress_id: str, participant_id: str, step: int) -> ChangeSet:
    """Move one person up (-1) or down (1) among those of his group and capacity; his list shows it by its own order."""
    every = congresses.list_participants(workspace.store, congress_id)
    moved = next(each for each in every if each.id == participant_id)
    beside = [each for each in every if (each.group_id, each.capacity) == (moved.group_id, moved.capacity)]
    at = beside.index(moved)
    if 0 <= at + step < len(beside):
        other = beside[at + step]
        every[every.index(moved)], every[every.index(other)] = other, moved
    with workspace.change("调整人员次序", Right.MEETINGS) as work:
        congresses.change_participants(work, {each.id: {"position": place} for place, each in enumerate(every)})
    return work.change_set


def edit_participants(workspace: Workspace, congress_id: str, changes: Mapping[str, Mapping[str, Any]]) -> ChangeSet:
    """Change people by id as they are typed: `capacity` and `group` by their names, `role`; one undo step for all."""
    kind = _kind(workspace, congress_id)
    groups = {each.name: each.id for each in congresses.list_groups(workspace.store, congress_id)}
    found = {id_: dict(_read(kind, groups, *each) for each in typed.items()) for id_, typed in changes.items()}
    with workspace.change(f"修改参会人员（{len(found)}人）", Right.MEETINGS) as work:
        congresses.change_participants(work, found)
    return work.change_set


def set_capacity(workspace: Workspace, congress_id: str, participant_ids: Sequence[str], capacity: str) -> ChangeSet:
    """Say in what capacity people take part."""
    found = _capacity(_kind(workspace, congress_id), capacity)
    with workspace.change(f"定为{found.title}（{len(participant_ids)}人）", Right.MEETINGS) as work:
        congresses.change_participants(work, {id_: {"capacity": found.id} for id_ in participant_ids})
    return work.change_set


def set_roles(workspace: Workspace, congress_id: str, participant_ids: Sequence[str], role: str) -> ChangeSet:
    """Give people a part in their group, one of the kind's, or none."""
    kind = _kind(workspace, congress_id)
    _role(kind, role)
    with workspace.change(f"设为{role}" if role else f"取消{kind.words.group_role}", Right.MEETINGS) as work:
        congresses.change_participants(work, {id_: {"role": role} for id_ in participant_ids})
    return work.change_set


def remove_participants(workspace: Workspace, participant_ids: Sequence[str]) -> ChangeSet:
    """Take people out of their congress; they stay on their rosters."""
    with workspace.change(f"移出会议{len(participant_ids)}人", Right.MEETINGS) as work:
        congresses.remove_participants(work, participant_ids)
    return work.change_set


def set_officers(workspace: Workspace, congress_id: str, office: str, person_ids: Sequence[str]) -> ChangeSet:
    """Make these people, in this order, the holders of an office."""
    titles = {each.id: each for each in _kind(workspace, congress_id).offices}
    if office not in titles:
        raise UserError(f"这种会议没有“{office}”。")
    if titles[office].single and len(person_ids) > 1:
        raise UserError(f"“{titles[office].title}”只能有一人。")
    store = workspace.store
    held = [each for each in congresses.list_officers(store, congress_id) if each.office == office]
    with workspace.change(f"确定{titles[office].title}", Right.MEETINGS) as work:
        congresses.remove_officers(work, [each.id for each in held])
        congresses.add_officers(
            work,
            [
                Officer(store.new_id(), congress_id, person_id, office, at)
                for at, person_id in enumerate(dict.fromkeys(person_ids))
            ],
        )
    return work.change_set


def give_office(
    workspace: Workspace, congress_id: str, office: str, person_ids: Sequence[str], holds: bool = True
) -> ChangeSet:
    """Add people to the holders of an office, or take them out; an office of one person goes to the first of them."""
    single = any(each.id == office and each.single for each in _kind(workspace, congress_id).offices)
    held = [each.person_id for each in congresses.list_officers(workspace.store, congress_id) if each.office == office]
    wanted = [id_ for id_ in held if id_ not in person_ids]
    if holds:
        wanted = [*person_ids[:1]] if single else [*wanted, *person_ids]
    return set_officers(workspace, congress_id, office, wanted)


def _kind(workspace: Workspace, congress_id: str) -> CongressKindSpec:
    return kind_of(workspace, congress_of(workspace, congress_id))


def _capacity(kind: CongressKindSpec, capacity: str) -> CapacitySpec:
    for each in kind.capacities:
        if capacity in (each.id, each.title):
            return each
    raise UserError(
        f"这种会议没有“{capacity}”这种身份。", f"可用：{'、'.join(each.title for each in kind.capacities)}。"
    )


def _role(kind: CongressKindSpec, role: str) -> str:
    if role and role not in kind.roles:
        raise UserError(f"没有“{role}”这种{kind.words.group_role}。", f"可用：{'、'.join(kind.roles)}。")
    return role


def _read(kind: CongressKindSpec, groups: Mapping[str, str], field: str, text: str) -> tuple[str, str | None]:
    """Return the field of a participant and its value that a typed text means."""
    if field == "group":
        return "group_id", _group_id(kind, groups, text)
    return (field, _capacity(kind, text).id) if field == "capacity" else (field, _role(kind, text))


def _group_id(kind: CongressKindSpec, groups: Mapping[str, str], name: str) -> str | None:
    if name and name not in groups:
        raise UserError(f"没有名为“{name}”的{kind.words.group}。", f"现有：{'、'.join(groups) or '（还没有）'}。")
    return groups.get(name)


def _arrange(workspace: Workspace, congress_id: str, ordered: Sequence[ParticipantGroup]) -> ChangeSet:
    with workspace.change(f"调整{_kind(workspace, congress_id).words.group}次序", Right.MEETINGS) as work:
        _write_places(work, ordered, ordered)
    return work.change_set


def _write_places(work: UnitOfWork, groups: Sequence[ParticipantGroup], ordered: Sequence[ParticipantGroup]) -> None:
    places = {each.id: at for at, each in enumerate(ordered)}
    congresses.change_groups(work, {each.id: {"position": places[each.id]} for each in groups})


def _endings(kind: CongressKindSpec) -> tuple[str, ...]:
    return (kind.words.group, *kind.words.group_endings)


def _group_name(kind: CongressKindSpec, name: str) -> str:
    """Return a roster's group or a unit as a group's name: 柳河镇代表团 of 柳河镇; "" for none."""
    return name if not name or name.endswith(_endings(kind)) else name + kind.words.group


def _free_name(kind: CongressKindSpec, others: Sequence[ParticipantGroup], name: str) -> str:
    name = name.strip()
    if not name:
        raise UserError(f"没有填写{kind.words.group}名称。")
    if any(each.name == name for each in others):
        raise UserError(f"已有名为“{name}”的{kind.words.group}。", "请换一个名称。")
    return name
