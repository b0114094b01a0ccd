"""Where an item goes that is dropped before a row of the agenda, onto one, or behind the last."""

import pytest

from huanjie_desktop.domain.agenda import move_item
from huanjie_desktop.domain.meeting import AgendaItem
from huanjie_desktop.services.shown.agenda import agenda_rows, place_for

ITEMS = [
    AgendaItem("a", "s", None, 0, "甲"),
    AgendaItem("a1", "s", "a", 0, "甲一"),
    AgendaItem("a2", "s", "a", 1, "甲二"),
    AgendaItem("b", "s", None, 1, "乙"),
    AgendaItem("c", "s", None, 2, "丙"),
]


@pytest.mark.parametrize(
    ("item", "row", "onto", "order"),
    [
        ("c", 0, False, "c a a1 a2 b"),
        ("c", 2, False, "a a1 c a2 b"),
        ("a1", 3, False, "a a2 a1 b c"),
        ("a", 4, False, "b a a1 a2 c"),
        ("a", 5, False, "b c a a1 a2"),
        ("b", -1, False, "a a1 a2 c b"),
        ("b", 0, True, "a a1 a2 b c"),
        ("a1", 0, True, "a a2 a1 b c"),
        ("c", 3, True, "a a1 a2 b c"),
    ],
)
def test_an_item_goes_where_it_is_dropped(item: str, row: int, onto: bool, order: str) -> None:
    rows = agenda_rows(None, ITEMS)
    moved = {each.id: each for each in move_item(ITEMS, item, *place_for(rows, item, row, onto))}
    after = agenda_rows(None, [moved.get(each.id, each) for each in ITEMS])
    assert [each.id for each in after] == order.split()
    assert [each.words.lstrip("　") for each in rows] == ["一、甲", "（一）甲一", "（二）甲二", "二、乙", "三、丙"]
