"""The agenda tree: order, numbers, times, moves."""

import itertools
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.agenda import (
    DEEPEST,
    Slot,
    arrange,
    ended_at,
    indent_item,
    item_minutes,
    move_item,
    outdent_item,
    session_minutes,
    shift_item,
    timetable,
    with_descendants,
)
from huanjie_desktop.domain.meeting import AgendaItem, Session

SESSION = Session("s", "c", 0, "第一次全体会议", start=time(9))


def item(name: str, parent: str | None = None, position: int = 0, minutes: int = 0) -> AgendaItem:
    return AgendaItem(name, "s", parent, position, name, minutes)


ITEMS = [
    item("a", None, 0, 5),
    item("b", None, 1),
    item("b1", "b", 0, 10),
    item("b2", "b", 1),
    item("b21", "b2", 0, 15),
    item("b22", "b2", 1, 20),
    item("c", None, 2, 30),
]


def order(items: list[AgendaItem]) -> list[str]:
    return [placed.item.id for placed in arrange(items)]


def labels(items: list[AgendaItem]) -> dict[str, str]:
    return {placed.item.id: placed.label for placed in arrange(items)}


def applied(items: list[AgendaItem], changes: list[AgendaItem]) -> list[AgendaItem]:
    changed = {one.id: one for one in changes}
    return [changed.get(one.id, one) for one in items]


def test_numbers_by_depth() -> None:
    deep = [*ITEMS, item("b211", "b21", 0)]
    assert labels(deep) == {
        "a": "一、",
        "b": "二、",
        "b1": "（一）",
        "b2": "（二）",
        "b21": "1.",
        "b211": "（1）",
        "b22": "2.",
        "c": "三、",
    }


def test_reading_order_does_not_depend_on_the_order_given() -> None:
    assert order(ITEMS[::-1]) == ["a", "b", "b1", "b2", "b21", "b22", "c"]


def test_a_ring_is_refused() -> None:
    with pytest.raises(ValueError, match="互为上下级"):
        arrange([item("x", "y"), item("y", "x")])


def test_an_unknown_parent_counts_as_none() -> None:
    assert labels([item("x", "gone")]) == {"x": "一、"}


def test_a_parent_without_minutes_takes_its_childrens() -> None:
    assert item_minutes(ITEMS) == {"a": 5, "b": 45, "b1": 10, "b2": 35, "b21": 15, "b22": 20, "c": 30}
    assert session_minutes(ITEMS) == 80


def test_times_follow_from_minutes() -> None:
    slots = timetable(SESSION, ITEMS)
    assert slots["a"] == Slot(time(9), time(9, 5), 5)
    assert slots["b"] == Slot(time(9, 5), time(9, 50), 45)
    assert slots["b1"] == Slot(time(9, 5), time(9, 15), 10)
    assert slots["b21"] == Slot(time(9, 15), time(9, 30), 15)
    assert slots["b22"] == Slot(time(9, 30), time(9, 50), 20)
    assert slots["c"] == Slot(time(9, 50), time(10, 20), 30)


def test_a_parents_own_minutes_win() -> None:
    items = [replace(one, minutes=60) if one.id == "b" else one for one in ITEMS]
    assert timetable(SESSION, items)["c"].start == time(10, 5)


def test_without_a_start_there_are_only_minutes() -> None:
    session = replace(SESSION, start=None)
    assert timetable(session, ITEMS)["c"] == Slot(None, None, 30)


def test_move_within_a_parent() -> None:
    changes = move_item(ITEMS, "c", None, 0)
    assert order(applied(ITEMS, changes))[:2] == ["c", "a"]
    assert {one.id: one.position for one in changes} == {"c": 0, "a": 1, "b": 2}


def test_move_to_another_parent_closes_the_gap() -> None:
    moved = applied(ITEMS, move_item(ITEMS, "b1", None, 1))
    assert order(moved) == ["a", "b1", "b", "b2", "b21", "b22", "c"]
    assert {one.id: one.position for one in moved if one.parent_id == "b"} == {"b2": 0}


def test_moving_to_where_it_stands_changes_nothing() -> None:
    assert move_item(ITEMS, "b", None, 1) == []


@pytest.mark.parametrize("target", ["b", "b2", "b22"])
def test_an_item_never_moves_below_itself(target: str) -> None:
    with pytest.raises(ValueError, match="不能移到它自己的下级"):
        move_item(ITEMS, "b", target, 0)


def test_no_fifth_level() -> None:
    deep = [*ITEMS, item("b211", "b21", 0)]
    with pytest.raises(ValueError, match="最多四级"):
        move_item(deep, "c", "b211", 0)
    with pytest.raises(ValueError, match="最多四级"):
        move_item(deep, "b", "a", 0)


def test_indent_outdent_and_shift() -> None:
    assert order(applied(ITEMS, indent_item(ITEMS, "c"))) == ["a", "b", "b1", "b2", "b21", "b22", "c"]
    assert applied(ITEMS, indent_item(ITEMS, "c"))[-1].parent_id == "b"
    assert order(applied(ITEMS, outdent_item(ITEMS, "b1"))) == ["a", "b", "b2", "b21", "b22", "b1", "c"]
    assert order(applied(ITEMS, shift_item(ITEMS, "b22", -1)))[-3:] == ["b22", "b21", "c"]
    assert indent_item(ITEMS, "a") == outdent_item(ITEMS, "a") == shift_item(ITEMS, "a", -1) == []


def test_descendants() -> None:
    assert with_descendants(ITEMS, "b") == ["b", "b1", "b2", "b21", "b22"]


@st.composite
def trees(draw: st.DrawFn) -> list[AgendaItem]:
    items: list[AgendaItem] = []
    depth: dict[str, int] = {}
    for number in range(draw(st.integers(1, 12))):
        parents = [None, *(one.id for one in items if depth[one.id] < DEEPEST - 1)]
        parent = draw(st.sampled_from(parents))
        position = sum(one.parent_id == parent for one in items)
        items.append(item(str(number), parent, position, draw(st.integers(0, 90))))
        depth[str(number)] = 0 if parent is None else depth[parent] + 1
    return items


@given(trees(), st.data())
def test_any_move_keeps_every_item_and_closed_positions(items: list[AgendaItem], data: st.DataObject) -> None:
    moved = data.draw(st.sampled_from([one.id for one in items]))
    parent = data.draw(st.sampled_from([None, *(one.id for one in items)]))
    index = data.draw(st.integers(0, 12))
    try:
        after = applied(items, move_item(items, moved, parent, index))
    except ValueError:
        return
    assert sorted(order(after)) == sorted(one.id for one in items)
    assert next(one.parent_id for one in after if one.id == moved) == parent
    for group in {one.parent_id for one in after}:
        places = sorted(one.position for one in after if one.parent_id == group)
        assert places == list(range(len(places)))
    assert max(placed.depth for placed in arrange(after)) < DEEPEST


@given(trees())
def test_siblings_never_overlap_and_the_whole_is_the_sum(items: list[AgendaItem]) -> None:
    minutes = item_minutes(items)
    firsts = [one for one in items if one.parent_id is None]
    assert session_minutes(items) == sum(minutes[one.id] for one in firsts)
    slots = timetable(SESSION, items)
    for before, after in itertools.pairwise(firsts):
        assert slots[before.id].end == slots[after.id].start


def test_a_session_ends_when_it_is_typed_by_the_length_of_its_last_item() -> None:
    session = Session("s", "c", 0, "全体会议", date(2026, 7, 26), time(8, 30))
    items = [
        AgendaItem("a", "s", None, 0, "开幕", 20),
        AgendaItem("b", "s", None, 1, "听取报告"),
        AgendaItem("c", "s", "b", 0, "党委", 30),
        AgendaItem("d", "s", "b", 1, "纪委", 10),
    ]
    assert ended_at(session, items, time(9, 40)) == (items[1], 50)
    assert ended_at(session, items[:1], time(9, 0)) == (items[0], 30)
    for wrong, told in ((time(8, 50), "前面的议程到08:50才完，“听取报告”没有时间了"), (time(8, 30), "应在开始时间")):
        with pytest.raises(ValueError, match=told):
            ended_at(session, items, wrong)
    with pytest.raises(ValueError, match="还没有议程"):
        ended_at(session, [], time(9))
    with pytest.raises(ValueError, match="还没有开始时间"):
        ended_at(replace(session, start=None), items, time(9))
