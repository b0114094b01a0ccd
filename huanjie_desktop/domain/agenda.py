"""The agenda tree of a session: its order, its numbers 一、（一）1.（1）, its times, and moving items about."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import NamedTuple

from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.domain.numerals import chinese_number

_NUMBERED = re.compile(
    r"\s*(?:第?[一二三四五六七八九十百]+[、．.]"
    r"|[（(](?:[一二三四五六七八九十百]+|\d{1,2})[）)]"
    r"|\d{1,2}(?:[、．]|\.(?!\d)))\s*(?=\S)"
)
DEEPEST = 4  # levels that have a number of their own: 一、 （一） 1. （1）


class Placed(NamedTuple):
    """An item as the agenda shows it: `depth` 0 for the first level, `label` its number."""

    item: AgendaItem
    depth: int
    label: str

    @property
    def words(self) -> str:
        """Return number and title, of one that brings its own number that alone."""
        return numbered(self.label, self.item.title)


class Slot(NamedTuple):
    """When an item is taken; None where the session has no start time. `minutes` is the whole length."""

    start: time | None
    end: time | None
    minutes: int


def arrange(items: Iterable[AgendaItem]) -> list[Placed]:
    """Return the items of one session in reading order with depth and number.

    An item whose parent is not among the items counts as first level. ValueError if parents form a ring.
    """
    every = list(items)
    children = _children(every)
    placed = list(_walk(children, None, 0))
    if len(placed) != len(every):
        raise ValueError("议程项互为上下级")
    return placed


def label(depth: int, index: int) -> str:
    """Return the number of the item at `index` (from 0) of its level."""
    number = index + 1
    if depth == 0:
        return f"{chinese_number(number)}、"
    if depth == 1:
        return f"（{chinese_number(number)}）"
    return f"{number}." if depth == 2 else f"（{number}）"


def numbered(number: str, title: str) -> str:
    """Return a title with its number; one that brings a number (一、 （一） 1. （1）) keeps it and gets no second."""
    return title if _NUMBERED.match(title) else number + title


def own_number(title: str) -> str:
    """Return the number that a title brings, "" for none."""
    found = _NUMBERED.match(title)
    return found.group() if found else ""


def bare(title: str) -> str:
    """Return a title without the number that it brings."""
    return _NUMBERED.sub("", title, count=1)


def item_minutes(items: Iterable[AgendaItem]) -> dict[str, int]:
    """Return each item's minutes by id; an item with 0 takes the sum of its children."""
    minutes: dict[str, int] = {}
    placed = arrange(items)
    children = _children([one.item for one in placed])
    for one in reversed(placed):  # children come before their parent
        own = one.item.minutes
        minutes[one.item.id] = own or sum(minutes[child.id] for child in children.get(one.item.id, ()))
    return minutes


def timetable(session: Session, items: Iterable[AgendaItem]) -> dict[str, Slot]:
    """Return when each item begins and ends, one after the other from the session's start.

    Children begin with their parent; what follows a parent waits for the parent's own minutes if it has any.
    """
    every = list(items)
    minutes = item_minutes(every)
    children = _children(every)
    slots: dict[str, Slot] = {}

    def fill(parent: str | None, begins: int) -> None:
        for item in children.get(parent, ()):
            ends = begins + minutes[item.id]
            slots[item.id] = Slot(_after(session.start, begins), _after(session.start, ends), minutes[item.id])
            fill(item.id, begins)
            begins = ends

    fill(None, 0)
    return slots


def session_minutes(items: Iterable[AgendaItem]) -> int:
    """Return the length of a whole session."""
    every = list(items)
    minutes = item_minutes(every)
    return sum(minutes[item.id] for item in _children(every).get(None, ()))


def ended_at(session: Session, items: Sequence[AgendaItem], end: time) -> tuple[AgendaItem, int]:
    """Return the item whose length has to be another for a session to end at a time, its last one, and the length, minutes.

    ValueError says why it cannot be.
    """
    if session.start is None:
        raise ValueError(f"“{session.title}”还没有开始时间，请先填写")
    first = _children(items).get(None, ())
    if not first:
        raise ValueError(f"“{session.title}”还没有议程，请先写一项议程，再填结束时间")
    wanted = (end.hour - session.start.hour) * 60 + end.minute - session.start.minute
    if wanted <= 0:
        raise ValueError(f"结束时间应在开始时间（{session.start:%H:%M}）以后")
    last = first[-1]
    others = session_minutes(items) - item_minutes(items)[last.id]
    if wanted <= others:
        until = _after(session.start, others)
        raise ValueError(f"前面的议程到{until:%H:%M}才完，“{last.title}”没有时间了，请先改各项的时长")
    return last, wanted - others


def move_item(items: Sequence[AgendaItem], item_id: str, parent_id: str | None, index: int) -> list[AgendaItem]:
    """Put an item with all below it at `index` under `parent_id` (None: first level); return the items that change.

    `index` counts the new siblings without the moved item. ValueError if an item would stand below itself or below
    the fourth level.
    """
    by_id = {item.id: item for item in items}
    moved = by_id[item_id]
    depths = {placed.item.id: placed.depth for placed in arrange(items)}
    children = _children(items)
    below = {placed.item.id for placed in _walk(children, item_id, 0)}
    if parent_id == item_id or parent_id in below:
        raise ValueError("议程项不能移到它自己的下级")
    own_height = max((depths[one] - depths[item_id] for one in below), default=0)
    new_depth = 0 if parent_id is None else depths[parent_id] + 1
    if new_depth + own_height >= DEEPEST:
        raise ValueError(f"议程最多{chinese_number(DEEPEST)}级")

    old_parent = moved.parent_id if moved.parent_id in by_id else None
    left = [item for item in children.get(old_parent, ()) if item.id != item_id]
    siblings = left if parent_id == old_parent else list(children.get(parent_id, ()))
    siblings.insert(max(0, min(index, len(siblings))), replace(moved, parent_id=parent_id))
    groups = [siblings] if parent_id == old_parent else [left, siblings]
    placed = [replace(item, position=place) for group in groups for place, item in enumerate(group)]
    return [item for item in placed if item != by_id[item.id]]


def indent_item(items: Sequence[AgendaItem], item_id: str) -> list[AgendaItem]:
    """Make an item the last child of the one before it; the items that change, [] if none is before it."""
    _, siblings, place = _among(items, item_id)
    if place == 0:
        return []
    new_parent = siblings[place - 1].id
    return move_item(items, item_id, new_parent, len(_children(items).get(new_parent, ())))


def outdent_item(items: Sequence[AgendaItem], item_id: str) -> list[AgendaItem]:
    """Make an item the next sibling of its parent; the items that change, [] on the first level."""
    parent, _, _ = _among(items, item_id)
    if parent is None:
        return []
    grandparent, _, place = _among(items, parent)
    return move_item(items, item_id, grandparent, place + 1)


def shift_item(items: Sequence[AgendaItem], item_id: str, step: int) -> list[AgendaItem]:
    """Move an item up (-1) or down (1) among its siblings; the items that change, [] at either end."""
    parent, siblings, place = _among(items, item_id)
    if not 0 <= place + step < len(siblings):
        return []
    return move_item(items, item_id, parent, place + step)


def with_descendants(items: Iterable[AgendaItem], item_id: str) -> list[str]:
    """Return the ids of an item and of all below it, parents first."""
    return [item_id, *(placed.item.id for placed in _walk(_children(list(items)), item_id, 0))]


def _among(items: Sequence[AgendaItem], item_id: str) -> tuple[str | None, list[AgendaItem], int]:
    """Return an item's parent, its siblings in order, and its place among them."""
    for parent, siblings in _children(items).items():
        for place, item in enumerate(siblings):
            if item.id == item_id:
                return parent, siblings, place
    raise KeyError(item_id)


def _children(items: Sequence[AgendaItem]) -> dict[str | None, list[AgendaItem]]:
    ids = {item.id for item in items}
    children: dict[str | None, list[AgendaItem]] = {}
    for item in sorted(items, key=lambda item: (item.position, item.id)):
        children.setdefault(item.parent_id if item.parent_id in ids else None, []).append(item)
    return children


def _walk(children: dict[str | None, list[AgendaItem]], parent: str | None, depth: int) -> Iterator[Placed]:
    for index, item in enumerate(children.get(parent, ())):
        yield Placed(item, depth, label(depth, index))
        yield from _walk(children, item.id, depth + 1)


def _after(start: time | None, minutes: int) -> time | None:
    if start is None:
        return None
    return (datetime(2000, 1, 1, start.hour, start.minute) + timedelta(minutes=minutes)).time()  # noqa: DTZ001 - no date is meant
