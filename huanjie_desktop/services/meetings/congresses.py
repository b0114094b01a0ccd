"""Congresses: making one from its kind, its delegates, its offices."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from operator import attrgetter
from typing import Any

from huanjie_desktop.catalog.kind_texts import KindFacts, host_of_kind, superior_of_kind
from huanjie_desktop.catalog.specs import CongressKindSpec, ItemSeed, SessionSeed
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT, kind_with_texts
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import (
    AgendaItem,
    Congress,
    Delegate,
    Delegation,
    Officer,
    Session,
    congress_title,
)
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, own_entries, packages, people, rosters, sessions
from huanjie_desktop.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class CongressDraft:
    """What is asked for a new congress."""

    kind: str
    unit: str
    ordinal: int
    start: date | None = None
    end: date | None = None
    venue: str = ""


def list_congresses(workspace: Workspace) -> list[Congress]:
    """Return all congresses in order."""
    return congresses.list_congresses(workspace.store)


def title_of(workspace: Workspace, congress: Congress) -> str:
    """Return 中国共产党青禾县第十二次代表大会."""
    return congress_title(kind_of(workspace, congress).title_pattern, congress.unit, congress.ordinal)


def short_title_of(workspace: Workspace, congress: Congress) -> str:
    """Return 青禾县第十二次党代会."""
    return congress_title(kind_of(workspace, congress).short_pattern, congress.unit, congress.ordinal)


def host_of(workspace: Workspace, congress: Congress) -> str:
    """Return who holds a congress, 中共青禾县委员会."""
    return host_of_kind(kind_of(workspace, congress), _facts(workspace, congress))


def superior_of(workspace: Workspace, congress: Congress) -> str:
    """Return whom a congress is reported to; "" where the workspace does not say."""
    return superior_of_kind(kind_of(workspace, congress), _facts(workspace, congress))


def _facts(workspace: Workspace, congress: Congress) -> KindFacts:
    return KindFacts(congress.unit, workspace.county, workspace.superior)


def cover_lines_of(workspace: Workspace, congress: Congress) -> tuple[str, ...]:
    """Return the title in the lines that a cover has: 中国共产党青禾县 / 第十二次代表大会."""
    kind = kind_of(workspace, congress)
    patterns = kind.cover_lines or (kind.title_pattern,)
    return tuple(congress_title(pattern, congress.unit, congress.ordinal) for pattern in patterns)


def names_in_order(kind: CongressKindSpec, person_ids: Iterable[str], keys: Mapping[str, NameKeys]) -> list[str]:
    """Return people as the kind's lists of names have them; in the order given where the office arranges them itself."""
    if kind.name_order == "own":
        return list(person_ids)
    key = attrgetter("surname_key" if kind.name_order == "surname" else "name_key")
    return sorted(person_ids, key=lambda id_: (key(keys[id_]), id_))


def kind_of(workspace: Workspace, congress: Congress) -> CongressKindSpec:
    """Return the congress's kind; UserError when this program does not know it."""
    kind = workspace.catalog.congress_kinds.get(congress.kind)
    if kind is None:
        raise UserError(f"本机的程序不认识会议种类“{congress.kind}”。", "请升级程序后再打开。")
    own = workspace.own
    found = [(version.scope, change) for version, change in own.entries(DOCUMENT_TEXT)]
    changes = [change for scope in ("", congress.id) for each, change in found if each == scope]
    if not changes:
        return kind
    return own.once((kind.id, congress.id), lambda: kind_with_texts(kind, own.catalog.documents, changes))


def find_congress(workspace: Workspace, name_or_id: str) -> Congress:
    """Return a congress by id, full or short title; UserError names those that are there."""
    every = list_congresses(workspace)
    for congress in every:
        if name_or_id in (congress.id, title_of(workspace, congress), short_title_of(workspace, congress)):
            return congress
    names = "、".join(short_title_of(workspace, congress) for congress in every) or "（还没有会议）"
    raise UserError(f"没有名为“{name_or_id}”的会议。", f"现有会议：{names}。")


@dataclass(frozen=True)
class Members:
    """大会人员: delegations, delegates and officers of a congress, with the people and their name keys by id."""

    delegations: Sequence[Delegation]
    delegates: Sequence[Delegate]
    officers: Sequence[Officer]
    people: Mapping[str, Person]
    keys: Mapping[str, NameKeys]


def members_of(workspace: Workspace, congress_id: str) -> Members:
    """Return everybody who belongs to a congress."""
    store = workspace.store
    delegates = congresses.list_delegates(store, congress_id)
    officers = congresses.list_officers(store, congress_id)
    ids = [*(each.person_id for each in delegates), *(each.person_id for each in officers)]
    return Members(
        congresses.list_delegations(store, congress_id),
        delegates,
        officers,
        people.people_by_ids(store, ids),
        people.keys_by_ids(store, ids),
    )


def counts_of(workspace: Workspace, congress_id: str) -> dict[str, int]:
    """Return how many delegates, delegations, officers and sessions a congress has."""
    store = workspace.store
    return {
        "delegates": len(congresses.list_delegates(store, congress_id)),
        "delegations": len(congresses.list_delegations(store, congress_id)),
        "officers": len(congresses.list_officers(store, congress_id)),
        "sessions": len(sessions.list_sessions(store, congress_id)),
    }


def create_congress(workspace: Workspace, draft: CongressDraft) -> tuple[Congress, ChangeSet]:
    """Make a congress with the sessions and the agenda of its kind; UserError for what cannot be."""
    kind = workspace.catalog.congress_kinds.get(draft.kind)
    if kind is None:
        raise UserError(f"没有“{draft.kind}”这种会议。")
    _check(workspace, draft.unit, draft.ordinal, draft.start, draft.end)
    end = draft.end or (draft.start + timedelta(days=kind.days - 1) if draft.start else None)
    store = workspace.store
    position = len(congresses.list_congresses(store))
    congress = Congress(
        store.new_id(),
        draft.kind,
        draft.unit.strip(),
        draft.ordinal,
        draft.start,
        end,
        draft.venue.strip(),
        None,
        position,
    )
    if any(title_of(workspace, other) == title_of(workspace, congress) for other in list_congresses(workspace)):
        raise UserError(f"“{title_of(workspace, congress)}”已经建过。", "请核对届次。")
    with workspace.change(f"新建会议《{short_title_of(workspace, congress)}》", Right.MEETINGS) as work:
        congresses.add_congress(work, congress)
        for at, seed in enumerate(kind.sessions):
            _plant_session(workspace, work, congress, seed, at)
    return congress, work.change_set


def edit_congress(workspace: Workspace, congress_id: str, **changes: Any) -> ChangeSet:
    """Change fields of a congress as one undo step; UserError for what cannot be."""
    congress = find_congress(workspace, congress_id)
    unit, ordinal = changes.get("unit", congress.unit), changes.get("ordinal", congress.ordinal)
    _check(workspace, unit, ordinal, changes.get("start", congress.start), changes.get("end", congress.end))
    with workspace.change("修改会议概况", Right.MEETINGS) as work:
        congresses.change_congress(work, congress_id, **changes)
    return work.change_set


def delete_congress(workspace: Workspace, congress_id: str) -> ChangeSet:
    """Remove a congress with all that belongs to it; the people stay."""
    congress = find_congress(workspace, congress_id)
    store = workspace.store
    with workspace.change(f"删除会议《{short_title_of(workspace, congress)}》", Right.MEETINGS) as work:
        sessions.remove_sessions(work, store, [session.id for session in sessions.list_sessions(store, congress_id)])
        packages.remove_papers(work, [paper.id for paper in packages.list_papers(store, congress_id)])
        own_entries.remove_versions(work, own_entries.ids_of_scope(store, congress_id))
        congresses.remove_congress(work, store, congress_id)
    return work.change_set


def take_delegates(workspace: Workspace, congress_id: str, roster_id: str) -> ChangeSet:
    """Take a roster's people as delegates, a delegation for each group; who is a delegate already stays."""
    store = workspace.store
    entries = rosters.list_entries(store, roster_id)
    if not entries:
        raise UserError("这份名册里还没有人。", "请先导入或添加人员。")
    persons = people.people_by_ids(store, [entry.person_id for entry in entries])
    delegations = {each.name: each for each in congresses.list_delegations(store, congress_id)}
    known = {each.person_id for each in congresses.list_delegates(store, congress_id)}
    with workspace.change("从名册取代表", Right.MEETINGS) as work:
        new: list[Delegate] = []
        for entry in entries:
            name = _delegation_name(entry.group_name or persons[entry.person_id].unit)
            if name not in delegations:
                delegations[name] = Delegation(store.new_id(), congress_id, name, len(delegations))
                congresses.add_delegations(work, [delegations[name]])
            if entry.person_id not in known:
                place = len(known) + len(new)
                new.append(Delegate(store.new_id(), congress_id, entry.person_id, delegations[name].id, place))
        congresses.add_delegates(work, new)
    return work.change_set


def add_delegation(workspace: Workspace, congress_id: str, name: str) -> ChangeSet:
    """Make an empty delegation."""
    store = workspace.store
    if not name.strip():
        raise UserError("没有填写代表团名称。")
    place = len(congresses.list_delegations(store, congress_id))
    with workspace.change("新建代表团", Right.MEETINGS) as work:
        congresses.add_delegations(work, [Delegation(store.new_id(), congress_id, name.strip(), place)])
    return work.change_set


def edit_delegation(workspace: Workspace, delegation_id: str, **changes: Any) -> ChangeSet:
    """Change a delegation's name, discussion place or liaison."""
    with workspace.change("修改代表团", Right.MEETINGS) as work:
        congresses.change_delegations(work, {delegation_id: changes})
    return work.change_set


def remove_delegation(workspace: Workspace, congress_id: str, delegation_id: str) -> ChangeSet:
    """Remove an empty delegation; one with delegates is refused."""
    if any(each.delegation_id == delegation_id for each in congresses.list_delegates(workspace.store, congress_id)):
        raise UserError("这个代表团里还有代表，没有删除。", "请先移走或移出代表。")
    with workspace.change("删除代表团", Right.MEETINGS) as work:
        congresses.remove_delegations(work, [delegation_id])
    return work.change_set


def move_delegates(workspace: Workspace, delegate_ids: Sequence[str], delegation_id: str) -> ChangeSet:
    """Move delegates to another delegation of their congress."""
    with workspace.change(f"调整代表团（{len(delegate_ids)}人）", Right.MEETINGS) as work:
        congresses.change_delegates(work, {id_: {"delegation_id": delegation_id} for id_ in delegate_ids})
    return work.change_set


def set_roles(workspace: Workspace, delegate_ids: Sequence[str], role: str) -> ChangeSet:
    """Give delegates a part in the delegation (团长, 副团长, 召集人) or none."""
    with workspace.change(f"设为{role}" if role else "取消团内职务", Right.MEETINGS) as work:
        congresses.change_delegates(work, {id_: {"role": role} for id_ in delegate_ids})
    return work.change_set


def remove_delegates(workspace: Workspace, delegate_ids: Sequence[str]) -> ChangeSet:
    """Take delegates out of their congress; the people stay."""
    with workspace.change(f"移出代表{len(delegate_ids)}人", Right.MEETINGS) as work:
        congresses.remove_delegates(work, delegate_ids)
    return work.change_set


def set_officers(workspace: Workspace, congress_id: str, office: str, person_ids: Sequence[str]) -> ChangeSet:
    """Make these people, in this order, the holders of an office."""
    kind = kind_of(workspace, find_congress(workspace, congress_id))
    titles = {each.id: each for each in kind.offices}
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


def _check(workspace: Workspace, unit: str, ordinal: int, start: date | None, end: date | None) -> None:
    if not unit.strip():
        raise UserError("没有填写召开单位。", "请填写，例如“青禾县”“柳河镇”。")
    if not 1 <= ordinal <= 999:
        raise UserError("届次应是1到999的整数。")
    if start and end and end < start:
        raise UserError("会议结束日期早于开始日期。", "请核对日期。")


def _delegation_name(group: str) -> str:
    group = group or "未分团"
    return group if group.endswith(("代表团", "团", "组")) else f"{group}代表团"


def _plant_session(
    workspace: Workspace, work: UnitOfWork, congress: Congress, seed: SessionSeed, position: int
) -> None:
    day = congress.start + timedelta(days=seed.day) if congress.start else None
    session = Session(
        workspace.store.new_id(),
        congress.id,
        position,
        seed.title,
        day,
        time.fromisoformat(seed.start),
        seed.place,
        seed.chair,
        seed.attendance,
    )
    sessions.add_sessions(work, [session])
    items: list[AgendaItem] = []
    _plant_items(workspace, session.id, None, seed.items, items)
    sessions.add_items(work, items)


def _plant_items(
    workspace: Workspace, session_id: str, parent: str | None, seeds: Sequence[ItemSeed], into: list[AgendaItem]
) -> None:
    for at, seed in enumerate(seeds):
        item = AgendaItem(
            workspace.store.new_id(), session_id, parent, at, seed.title, seed.minutes, seed.speaker, seed.papers
        )
        into.append(item)
        _plant_items(workspace, session_id, item.id, seed.items, into)
