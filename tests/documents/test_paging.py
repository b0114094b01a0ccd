"""Rows spread over pages: none lost, as few pages as can be, none overfull, no row alone on the last."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from huanjie_desktop.documents.pdf.paging import Part, fill_up, share_out

PARTS = st.lists(st.floats(5, 40).map(Part), min_size=1, max_size=60)


def greedy(parts: list[Part], first: float, rest: float, foot: float) -> int:
    """Return how many pages it takes to fill one after the other, the last one's foot included."""
    pages, room = 1, first
    for at, part in enumerate(parts):
        needed = part.height + (foot if at == len(parts) - 1 else 0)
        if needed > room + 0.01:
            pages, room = pages + 1, rest
        room -= part.height
    return pages


@settings(deadline=None, max_examples=200)
@given(parts=PARTS, first=st.floats(60, 200), foot=st.floats(0, 15))
def test_nothing_is_lost_and_no_page_is_overfull(parts: list[Part], first: float, foot: float) -> None:
    numbers = share_out(parts, first, 200, foot)
    assert sum(numbers) == len(parts)
    assert len(numbers) <= greedy(parts, first, 200, foot)
    at = 0
    for page, number in enumerate(numbers):
        room = (200 if page else first) - (foot if page == len(numbers) - 1 else 0)
        assert number >= 1
        assert sum(part.height for part in parts[at : at + number]) <= room + 0.02 or number == 1
        at += number


@pytest.mark.parametrize("count", range(2, 61))
def test_rows_of_one_height_are_spread_evenly(count: int) -> None:
    numbers = share_out([Part(10)] * count, 100, 100, 0)
    assert len(numbers) == -(-count // 10)
    assert max(numbers) - min(numbers) <= 1
    assert numbers[-1] >= 2


def test_a_group_is_not_parted_where_pages_are_not_saved_by_it() -> None:
    parts = [Part(10), *[Part(10, 10)] * 6, Part(10), *[Part(10, 10)] * 4]
    assert share_out(parts, 100, 100, 0) == [7, 5]


def test_a_page_that_begins_within_a_group_has_room_for_its_line_again() -> None:
    assert share_out([Part(10), *[Part(10, 10)] * 19], 100, 100, 0) == [8, 6, 6]


def test_no_rows_are_no_pages() -> None:
    assert share_out([], 100, 100, 10) == []


@pytest.mark.parametrize("count", range(1, 45))
def test_pages_are_filled_and_the_last_of_several_has_a_few_rows(count: int) -> None:
    numbers = fill_up([Part(10.0)] * count, 100, 120, 15)
    assert sum(numbers) == count
    assert all(number <= 12 for number in numbers)
    assert len(numbers) == 1 or numbers[-1] >= 3
    assert all(number >= 8 - 2 for number in numbers[:-1])


def test_a_part_higher_than_a_page_has_one_to_itself() -> None:
    assert fill_up([Part(10.0), Part(500.0), Part(10.0)], 100, 100, 0) == [1, 1, 1]
