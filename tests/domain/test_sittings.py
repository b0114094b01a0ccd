"""Sittings in time: their order, who clashes, where one goes that is put elsewhere, and that moving along keeps the distances."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.domain.sittings import clashes, in_time, later_on_the_day, minutes_between, moved_by, put_at

DAY, NEXT = date(2026, 7, 26), date(2026, 7, 27)


def sitting(id_: str, start: time | None, day: date | None = DAY, place: str = "", position: int = 0) -> Session:
    return Session(id_, "c", position, id_, day, start, place)


def minutes(**lengths: int) -> dict[str, list[AgendaItem]]:
    return {id_: [AgendaItem(f"{id_}1", id_, None, 0, "报告", length)] for id_, length in lengths.items()}


def test_sittings_stand_by_time_and_open_ones_last() -> None:
    late, early, next_day = sitting("late", time(15)), sitting("early", time(9)), sitting("next", time(8), NEXT)
    no_time, no_day = sitting("no_time", None), sitting("no_day", time(7), None)
    two = [sitting("b", None, None, position=2), sitting("a", None, None, position=1)]
    order = in_time([*two, no_day, no_time, next_day, late, early])
    assert [each.id for each in order] == ["early", "late", "no_time", "next", "no_day", "a", "b"]


@pytest.mark.parametrize(
    ("start", "place", "clash"),
    [(time(9, 59), "礼堂", True), (time(10), "礼堂", False), (time(9, 30), "会议室", False), (time(9, 30), "", True)],
)
def test_two_clash_at_one_time_in_one_place(start: time, place: str, clash: bool) -> None:
    one, other = sitting("one", time(9), place="礼堂"), sitting("other", start, place=place)
    assert list(clashes([one, other], minutes(one=60))) == ([(one, other)] if clash else [])


def test_one_is_put_behind_another_when_that_ends() -> None:
    every = [sitting("a", time(9)), sitting("b", time(15)), sitting("c", time(9), NEXT), sitting("d", None, None)]
    items = minutes(a=40, b=30, c=20, d=10)
    put = {index: put_at(every, items, "d", index) for index in range(4)}
    assert [(put[at].day, put[at].start) for at in range(4)] == [
        (DAY, time(9)),
        (DAY, time(9, 40)),
        (DAY, time(15, 30)),
        (NEXT, time(9, 20)),
    ]
    back = put_at(every, items, "a", 3)
    assert (back.day, back.start) == (None, None)  # behind one without a day
    assert (put_at(every, {}, "d", 1).day, put_at(every, {}, "d", 1).start) == (DAY, time(9))  # nobody knows how long


def test_what_does_not_fit_into_the_day_is_refused() -> None:
    every = [sitting("a", time(23, 30)), sitting("b", time(9), NEXT)]
    with pytest.raises(ValueError, match="排不下"):
        put_at(every, minutes(a=60, b=10), "b", 1)
    with pytest.raises(ValueError, match="第二天"):
        moved_by(every[0], 30)
    with pytest.raises(ValueError, match="前一天"):
        moved_by(every[1], -541)


def test_later_ones_are_those_of_the_day() -> None:
    first = sitting("first", time(9))
    every = [first, sitting("with", time(9)), sitting("later", time(15)), sitting("next", time(16), NEXT)]
    assert [each.id for each in later_on_the_day(every, first)] == ["later"]
    assert [each.id for each in later_on_the_day(every, first, with_it=True)] == ["with", "later"]
    assert later_on_the_day(every, sitting("first", None)) == []


TIMES = st.times(min_value=time(1), max_value=time(22)).map(lambda each: each.replace(second=0, microsecond=0))


@given(st.lists(TIMES, min_size=1, max_size=6), TIMES)
def test_moving_along_keeps_the_distances(starts: list[time], to: time) -> None:
    every = [sitting(f"s{at}", start) for at, start in enumerate(starts)]
    first = in_time(every)[0]
    minutes_ = minutes_between(first, replace(first, start=to))
    for each in later_on_the_day(every, first):
        try:
            moved = moved_by(each, minutes_)
        except ValueError:
            ends = datetime.combine(DAY, each.start or time()) + timedelta(minutes=minutes_)
            assert ends.date() != DAY
            continue
        assert minutes_between(each, moved) == minutes_


def test_another_day_moves_nobody_along() -> None:
    one = sitting("one", time(9))
    assert minutes_between(one, replace(one, day=NEXT, start=time(10))) == 0
    assert minutes_between(one, replace(one, start=None)) == minutes_between(replace(one, day=None), one) == 0
