"""Numbers as they are typed into cells, and changed cells put together by row."""

import pytest

from huanjie_desktop.domain.cells import CellChange, by_row, digits, number_of


@pytest.mark.parametrize(
    ("typed", "number"), [(" 12 ", 12), ("1,200", 1200), ("１２", 12), ("0", 0), ("", None), (" ", None)]
)
def test_a_number_is_read_as_it_is_typed(typed: str, number: int | None) -> None:
    assert number_of(typed) == number


def test_what_is_no_number_stays_as_it_is() -> None:
    assert digits(" 十二 ") == "十二"


def test_cells_of_a_row_go_together_and_an_emptied_number_may_be_nought() -> None:
    changes = [CellChange("a", "name", "甲"), CellChange("b", "count", None), CellChange("a", "count", None)]
    assert by_row(changes, ["count"]) == {"a": {"name": "甲", "count": 0}, "b": {"count": 0}}
    assert by_row(changes[1:2]) == {"b": {"count": None}}
