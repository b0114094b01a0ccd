"""Congresses: what they are called, making one from its kind, changing and removing it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

from huanjie_desktop.catalog.kind_texts import SEED_FIELDS, KindFacts, host_of_kind, kind_facts, superior_of_kind
from huanjie_desktop.catalog.specs import CongressKindSpec, ItemSeed, SessionSeed
from huanjie_desktop.documents.text_changes import DOCUMENT_TEXT, kind_with_texts
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import MATTER, PLENARY, AgendaItem, Congress, Session, congress_title
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, own_entries, packages, plans, sessions
from huanjie_desktop.store.unit_of_work import UnitOfWork

MOST = 999  # of a number of a congress


@dataclass(frozen=True)
class CongressDraft:
    """What is asked for a new congress."""

    kind: str
    unit: str
    term: int
    start: date | None = None
    end: date | None = None
    venue: str = ""
    sitting: int = 0


def list_congresses(workspace: Workspace) -> list[Congress]:
    """Return all congresses in order."""
    return congresses.list_congresses(workspace.store)


def title_of(workspace: Workspace, congress: Congress) -> str:
    """Return 中国共产党青禾县第十二次代表大会."""
    return _titled(kind_of(workspace, congress).title_pattern, congress)


def short_title_of(workspace: Workspace, congress: Congress) -> str:
    """Return 青禾县第十二次党代会."""
    return _titled(kind_of(workspace, congress).short_pattern, congress)


def host_of(workspace: Workspace, congress: Congress) -> str:
    """Return who holds a congress, 中共青禾县委员会."""
    return host_of_kind(kind_of(workspace, congress), _facts(workspace, congress))


def superior_of(workspace: Workspace, congress: Congress) -> str:
    """Return whom a congress is reported to; "" where the workspace does not say."""
    return superior_of_kind(kind_of(workspace, congress), _facts(workspace, congress))


def _facts(workspace: Workspace, congress: Congress) -> KindFacts:
    return kind_facts(congress, workspace.county, workspace.superior)


def cover_lines_of(workspace: Workspace, congress: Congress) -> tuple[str, ...]:
    """Return the title in the lines that a cover has: 中国共产党青禾县 / 第十二次代表大会."""
    kind = kind_of(workspace, congress)
    patterns = kind.cover_lines or (kind.title_pattern,)
    return tuple(_titled(pattern, congress) for pattern in patterns)


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


def congress_of(workspace: Workspace, congress_id: str) -> Congress:
    """Return the congress with this id; UserError when it is gone."""
    found = congresses.find_congress(workspace.store, congress_id)
    if found is None:
        raise UserError("这次大会已不存在。", "请刷新后重选。")
    return found


def counts_of(workspace: Workspace, congress_id: str) -> dict[str, int]:
    """Return how many people are counted, take part, hold an office, and how many groups and sessions a congress has."""
    store = workspace.store
    kind = kind_of(workspace, congress_of(workspace, congress_id))
    counted = {capacity.id for capacity in kind.capacities if capacity.counted}
    participants = congresses.list_participants(store, congress_id)
    return {
        "members": sum(each.capacity in counted for each in participants),
        "participants": len(participants),
        "groups": len(congresses.list_groups(store, congress_id)),
        "officers": len(congresses.list_officers(store, congress_id)),
        "sessions": len(sessions.list_sessions(store, congress_id)),
    }


def create_congress(workspace: Workspace, draft: CongressDraft) -> tuple[Congress, ChangeSet]:
    """Make a congress with the sessions and the agenda of its kind; UserError for what cannot be."""
    congress = congress_from(workspace, draft)
    with workspace.change(creation_label(workspace, congress), Right.MEETINGS) as work:
        plant_congress(workspace, work, congress)
    return congress, work.change_set


def creation_label(workspace: Workspace, congress: Congress) -> str:
    """Return what the change is called by which a congress is made."""
    return f"新建会议《{short_title_of(workspace, congress)}》"


def congress_from(workspace: Workspace, draft: CongressDraft) -> Congress:
    """Return a congress as asked for, not written yet; UserError for what cannot be."""
    kind = workspace.catalog.congress_kinds.get(draft.kind)
    if kind is None:
        raise UserError(f"没有“{draft.kind}”这种会议。")
    end = draft.end or (draft.start + timedelta(days=kind.days - 1) if draft.start else None)
    congress = Congress(
        workspace.store.new_id(),
        draft.kind,
        draft.unit.strip(),
        draft.term,
        draft.start,
        end,
        draft.venue.strip(),
        None,
        len(congresses.list_congresses(workspace.store)),
        draft.sitting,
    )
    _check(workspace, kind, congress)
    return congress


def plant_congress(workspace: Workspace, work: UnitOfWork, congress: Congress) -> None:
    """Write a congress with the sessions and the agenda of its kind."""
    congresses.add_congress(work, congress)
    for at, seed in enumerate(kind_of(workspace, congress).sessions):
        _plant_session(workspace, work, congress, seed, at)


def edit_congress(workspace: Workspace, congress_id: str, /, **changes: Any) -> ChangeSet:
    """Change fields of a congress as one undo step; UserError for what cannot be."""
    congress = congress_of(workspace, congress_id)
    changed = replace(congress, **changes)
    _check(workspace, kind_of(workspace, congress), changed)
    with workspace.change("修改会议概况", Right.MEETINGS) as work:
        congresses.change_congress(work, congress_id, **changes)
        sessions.change_items(work, _renamed_items(workspace, congress, changed))
    return work.change_set


def delete_congress(workspace: Workspace, congress_id: str) -> ChangeSet:
    """Remove a congress with all that belongs to it; the people stay."""
    congress = congress_of(workspace, congress_id)
    store = workspace.store
    with workspace.change(f"删除会议《{short_title_of(workspace, congress)}》", Right.MEETINGS) as work:
        sessions.remove_sessions(work, store, [session.id for session in sessions.list_sessions(store, congress_id)])
        packages.remove_papers(work, [paper.id for paper in packages.list_papers(store, congress_id)])
        plans.remove_of_congress(work, store, congress_id)
        own_entries.remove_versions(work, own_entries.ids_of_scope(store, congress_id))
        congresses.remove_congress(work, store, congress_id)
    return work.change_set


def _titled(pattern: str, congress: Congress) -> str:
    return congress_title(pattern, congress.unit, congress.term, congress.sitting)


def _check(workspace: Workspace, kind: CongressKindSpec, congress: Congress) -> None:
    if not congress.unit.strip():
        raise UserError("没有填写召开单位。", "请填写，例如“青禾县”“柳河镇”。")
    for number in kind.numbers:
        if not 1 <= getattr(congress, number.field) <= MOST:
            raise UserError(f"{number.title}应是1到{MOST}的整数。")
    if congress.sitting and not any(number.field == "sitting" for number in kind.numbers):
        raise UserError(f"{kind.title}没有会次。", "请只填届次。")
    if congress.start and congress.end and congress.end < congress.start:
        raise UserError("会议结束日期早于开始日期。", "请核对日期。")
    title = title_of(workspace, congress)
    if any(title_of(workspace, other) == title for other in list_congresses(workspace) if other.id != congress.id):
        raise UserError(f"“{title}”已经建过。", f"请核对{'、'.join(number.title for number in kind.numbers)}。")


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
        seed.role,
    )
    sessions.add_sessions(work, [session])
    items: list[AgendaItem] = []
    _plant_items(workspace, _facts(workspace, congress), session, None, seed.items, items)
    sessions.add_items(work, items)


def _plant_items(
    workspace: Workspace,
    facts: KindFacts,
    session: Session,
    parent: str | None,
    seeds: Sequence[ItemSeed],
    into: list[AgendaItem],
) -> None:
    for at, seed in enumerate(seeds):
        id_, title, papers = workspace.store.new_id(), _filled(seed.title, facts), _filled(seed.papers, facts)
        role = seed.role or (MATTER if session.role == PLENARY else "")
        item = AgendaItem(id_, session.id, parent, at, title, seed.minutes, seed.speaker, papers, role)
        into.append(item)
        _plant_items(workspace, facts, session, item.id, seed.items, into)


def _filled(text: str, facts: KindFacts) -> str:
    return SEED_FIELDS.fill(text, facts).text


def _renamed_items(workspace: Workspace, before: Congress, after: Congress) -> dict[str, dict[str, str]]:
    """Return the agenda items that still have the titles that the kind gives them, by id, as they read with other numbers."""
    old, new = _facts(workspace, before), _facts(workspace, after)
    if old == new:
        return {}
    seeds = list(_every(item for session in kind_of(workspace, before).sessions for item in session.items))
    texts = [text for seed in seeds for text in (seed.title, seed.papers)]
    renamed = {_filled(text, old): _filled(text, new) for text in texts}
    changes = {
        item.id: {
            name: renamed[text]
            for name, text in (("title", item.title), ("papers", item.papers))
            if renamed.get(text, text) != text
        }
        for item in sessions.items_of_congress(workspace.store, before.id)
    }
    return {id_: values for id_, values in changes.items() if values}


def _every(seeds: Iterable[ItemSeed]) -> Iterator[ItemSeed]:
    for seed in seeds:
        yield seed
        yield from _every(seed.items)
