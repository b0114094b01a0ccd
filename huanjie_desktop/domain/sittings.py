"""The sittings of a congress in time: their order, their lengths, which clash, and where one goes that is put elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import combinations

from huanjie_desktop.domain.agenda import session_minutes
from huanjie_desktop.domain.meeting import AgendaItem, Session

_LAST = date.max, time.max


def in_time(sessions: Iterable[Session]) -> list[Session]:
    """Return sittings by day and time; those without a day, and within a day those without a time, last in their own order."""
    return sorted(sessions, key=lambda each: (each.day or _LAST[0], each.start or _LAST[1], each.position))


def span(session: Session, items: Iterable[AgendaItem]) -> tuple[datetime, datetime] | None:
    """Return when a sitting begins and ends by its agenda, a minute at least; None where day or time is not set."""
    if session.day is None or session.start is None:
        return None
    begins = datetime.combine(session.day, session.start)
    return begins, begins + timedelta(minutes=max(session_minutes(items), 1))


def clashes(
    sessions: Sequence[Session], items: Mapping[str, Sequence[AgendaItem]]
) -> Iterator[tuple[Session, Session]]:
    """Give two sittings each that are at one time in one place; where a place is not known it is taken for the same.

    `items` are the agenda items by sitting.
    """
    return ((one, other) for one, other in _at_once(sessions, items) if not _apart(one, other))


def parallel(
    sessions: Sequence[Session], items: Mapping[str, Sequence[AgendaItem]]
) -> Iterator[tuple[Session, Session]]:
    """Give two sittings each that are at one time in two places."""
    return ((one, other) for one, other in _at_once(sessions, items) if _apart(one, other))


def _apart(one: Session, other: Session) -> bool:
    return bool(one.place and other.place and one.place != other.place)


def _at_once(
    sessions: Sequence[Session], items: Mapping[str, Sequence[AgendaItem]]
) -> Iterator[tuple[Session, Session]]:
    spans = [(each, taken) for each in sessions if (taken := span(each, items.get(each.id, ()))) is not None]
    for (one, (begins, ends)), (other, (other_begins, other_ends)) in combinations(spans, 2):
        if begins < other_ends and other_begins < ends:
            yield one, other


def later_on_the_day(sessions: Iterable[Session], session: Session, *, with_it: bool = False) -> list[Session]:
    """Return the sittings that begin on a sitting's day after it, or too those that begin `with_it`."""
    if session.day is None or session.start is None:
        return []
    day, start = session.day, session.start
    return [
        each
        for each in in_time(sessions)
        if each.id != session.id
        and each.day == day
        and each.start is not None
        and (each.start > start or (with_it and each.start == start))
    ]


def moved_by(session: Session, minutes: int) -> Session:
    """Return a sitting that begins so many minutes later; ValueError where that is another day."""
    if session.day is None or session.start is None:
        return session
    begins = datetime.combine(session.day, session.start) + timedelta(minutes=minutes)
    if begins.date() != session.day:
        raise ValueError(f"“{session.title}”会移到{'第二天' if minutes > 0 else '前一天'}")
    return replace(session, start=begins.time())


def minutes_between(before: Session, after: Session) -> int:
    """Return by how many minutes a sitting was moved on its day, 0 for one that was moved to another or had no time."""
    if before.day is None or before.day != after.day or before.start is None or after.start is None:
        return 0
    began, begins = (datetime.combine(before.day, each) for each in (before.start, after.start))
    return round((begins - began).total_seconds()) // 60


def put_at(
    sessions: Sequence[Session], items: Mapping[str, Sequence[AgendaItem]], session_id: str, index: int
) -> Session:
    """Return a sitting as it is when it is put at `index` among those shown by time, counted without itself.

    It begins when the one before it on the day ends, as the first of a day when that one began; behind those without a day it
    has none. ValueError where the day ends before.
    """
    every = in_time(sessions)
    session = next(each for each in every if each.id == session_id)
    others = [each for each in every if each.id != session_id]
    before = others[index - 1] if 0 < index <= len(others) else None
    after = others[index] if 0 <= index < len(others) else None
    if before is not None and before.day is not None and before.start is not None:
        taken = span(before, items.get(before.id, ()))
        ends = taken[1] if taken and session_minutes(items.get(before.id, ())) else None
        if ends is None:  # nobody knows how long that one takes
            return replace(session, day=before.day, start=before.start)
        if ends.date() != before.day:
            raise ValueError(f"“{before.title}”开到第二天，后面排不下")
        return replace(session, day=before.day, start=ends.time())
    if before is None and after is not None and after.day is not None:
        return replace(session, day=after.day, start=after.start)
    return replace(session, day=before.day if before is not None else None, start=None)
