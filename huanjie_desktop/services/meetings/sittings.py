"""Sittings as rows of a table: days and times as they are typed, put elsewhere, those that follow moved along; one undo step each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any, TypeVar

from huanjie_desktop.catalog.kind_texts import session_role
from huanjie_desktop.domain.agenda import ended_at, session_minutes
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.rights import Right
from huanjie_desktop.domain.sittings import in_time, later_on_the_day, minutes_between, moved_by, put_at
from huanjie_desktop.domain.typed import read_clock, read_day
from huanjie_desktop.services.meetings.congresses import congress_of, kind_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import sessions

T = TypeVar("T")
ENDS = "ends"  # what is no field of a sitting: its agenda says it
Items = Mapping[str, Sequence[AgendaItem]]


def edit_sessions(
    workspace: Workspace,
    congress_id: str,
    changes: Mapping[str, Mapping[str, Any]],
    added: Sequence[Mapping[str, Any]] = (),
    *,
    shift: bool = False,
) -> ChangeSet:
    """Change fields of sittings and add others at the end, days and times as typed; they stand by time afterwards.

    `shift` moves those that follow on the day by as much as a sitting was moved. Under another name a sitting stays what it
    is. A typed end (`ENDS`) gives the last item of its agenda another length. UserError for what cannot be read, and where
    one would end up on another day.
    """
    before, items = _read(workspace, congress_id)
    year = _year(workspace, congress_id)
    every = [with_typed(each, changes.get(each.id, {}), year) for each in before]
    kind = kind_of(workspace, congress_of(workspace, congress_id))
    renamed = {id_ for id_, values in changes.items() if "title" in values}
    every = [
        replace(each, role=session_role(kind, was.title)) if each.id in renamed and not each.role else each
        for each, was in zip(every, before, strict=True)
    ]
    if shift:
        every = shifted(before, every)
    day = in_time(before)[-1].day if before else None
    for values in added:
        fresh = Session(workspace.store.new_id(), congress_id, len(every), "", day)
        every.append(with_typed(fresh, {"title": "", **values}, year))
    ends = {each.id: str(changes[each.id][ENDS]) for each in every if ENDS in changes.get(each.id, {})}
    lengths = dict(length_for(each, items.get(each.id, ()), ends[each.id]) for each in every if each.id in ends)
    return _write(workspace, "添加会次" if added else "修改会次", before, every, lengths)


def length_for(session: Session, items: Sequence[AgendaItem], end: str) -> tuple[str, int]:
    """Return which item of a sitting takes how many minutes for it to end at a time as it was typed."""
    moment = _or_user_error(lambda: read_clock(end))
    if moment is None:
        raise UserError("结束时间由议程的时长推算，不能去掉。", "请改各项议程的时长。")
    item, minutes = _or_user_error(lambda: ended_at(session, items, moment))
    return item.id, minutes


def place_session(
    workspace: Workspace, congress_id: str, session_id: str, index: int, *, shift: bool = False
) -> ChangeSet:
    """Put a sitting at `index` among the others by time; `shift` makes room by moving those that follow there."""
    before, items = _read(workspace, congress_id)
    moved = _or_user_error(lambda: put_at(before, items, session_id, index))
    every = [moved if each.id == session_id else each for each in before]
    if shift:
        later = {each.id for each in room_needed(before, items, moved)}
        minutes = length_of(items, moved)
        every = [_or_user_error(partial(moved_by, each, minutes)) if each.id in later else each for each in every]
    if moved.day is None:  # among those without a day the place is theirs
        others = [each for each in in_time(every) if each.id != session_id]
        others.insert(index, moved)
        every = [replace(each, position=at) for at, each in enumerate(others)]
    return _write(workspace, "调整会次", before, every)


def with_typed(session: Session, values: Mapping[str, Any], year: int) -> Session:
    """Return a sitting with fields as they were typed; UserError says what cannot be read."""
    kept: dict[str, Any] = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    kept.pop(ENDS, None)
    if "title" in kept and not kept["title"]:
        raise UserError("名称不能为空。")
    if isinstance(kept.get("day"), str):
        kept["day"] = _or_user_error(lambda: read_day(kept["day"], session.day.year if session.day else year))
    if isinstance(kept.get("start"), str):
        kept["start"] = _or_user_error(lambda: read_clock(kept["start"]))
    return replace(session, **kept)


def shifted(before: Sequence[Session], after: Sequence[Session]) -> list[Session]:
    """Return sittings with those moved along that follow one that was moved on its day."""
    every = {each.id: each for each in after}
    for was in in_time(before):
        minutes = minutes_between(was, every[was.id])
        changed = {each.id for each in before if every[each.id].start != each.start}
        for each in later_on_the_day(before, was) if minutes else ():
            if each.id not in changed:
                every[each.id] = _or_user_error(partial(moved_by, each, minutes))
    return list(every.values())


def room_needed(before: Sequence[Session], items: Items, moved: Session) -> list[Session]:
    """Return the sittings that would have to make room for one that is put before them."""
    return later_on_the_day(before, moved, with_it=True) if length_of(items, moved) else []


def length_of(items: Items, session: Session) -> int:
    """Return how many minutes a sitting takes by its agenda, 0 where nobody has said."""
    return session_minutes(items.get(session.id, ()))


def _read(workspace: Workspace, congress_id: str) -> tuple[list[Session], dict[str, list[AgendaItem]]]:
    both = sessions.list_with_items(workspace.store, congress_id)
    return [session for session, _items in both], {session.id: items for session, items in both}


def _year(workspace: Workspace, congress_id: str) -> int:
    start = congress_of(workspace, congress_id).start
    return start.year if start else workspace.clock.today().year


def _write(
    workspace: Workspace,
    label: str,
    before: Sequence[Session],
    after: Sequence[Session],
    lengths: Mapping[str, int] | None = None,
) -> ChangeSet:
    """Write what is different, with the places that sittings have by time, and the minutes of items by their ids."""
    old = {each.id: asdict(each) for each in before}
    every = {each.id: asdict(replace(each, position=at)) for at, each in enumerate(in_time(after))}
    with workspace.change(label, Right.MEETINGS) as work:
        sessions.add_sessions(work, [Session(**values) for id_, values in every.items() if id_ not in old])
        changed = {
            id_: {name: value for name, value in values.items() if value != old[id_][name]}
            for id_, values in every.items()
            if id_ in old and values != old[id_]
        }
        sessions.change_sessions(work, changed)
        sessions.change_items(work, {id_: {"minutes": minutes} for id_, minutes in (lengths or {}).items()})
    return work.change_set


def _or_user_error(make: Callable[[], T]) -> T:
    try:
        return make()
    except ValueError as error:
        raise UserError(f"{str(error).rstrip('。')}。") from error
