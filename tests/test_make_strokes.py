"""The converter that made the stroke tables, on small data."""

import importlib.util
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st


def load_converter() -> ModuleType:
    path = Path(__file__).parent.parent / "workbench" / "make_strokes.py"
    spec = importlib.util.spec_from_file_location("make_strokes", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CONVERTER = load_converter()


@pytest.fixture(autouse=True)
def _nothing_placed_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CONVERTER, "PLACED_BY_HAND", {})


@given(st.lists(st.integers(0, 50), max_size=20))
def test_longest_rising_rises_and_is_no_shorter_than_a_greedy_one(values: list[int]) -> None:
    kept = [values[index] for index in sorted(CONVERTER.longest_rising(values))]
    assert all(left < right for left, right in pairwise(kept))
    greedy = 0
    last = -1
    for value in values:
        if value > last:
            greedy, last = greedy + 1, value
    assert len(kept) >= greedy


def test_a_swap_a_stray_and_a_new_character_follow_the_standard() -> None:
    order = list("aBcdXef")  # X stands outside the standard and keeps its place
    numbers = {char: number for number, char in enumerate("abBcfde", start=1)}
    corrected, added = CONVERTER.correct_by_standard(order, numbers, dict.fromkeys("aBcdXefb", 3))
    assert "".join(corrected) == "abBcfdXe"
    assert added == ["b"]


def test_the_first_of_its_count_goes_before_the_next() -> None:
    numbers = {"a": 1, "n": 2, "b": 3}
    corrected, _ = CONVERTER.correct_by_standard(["a", "b"], numbers, {"a": 2, "n": 3, "b": 3})
    assert corrected == ["a", "n", "b"]


def test_counts_never_fall_and_agree_where_they_can() -> None:
    strokes = {"a": 1, "b": 2, "c": 9, "d": 2, "e": 3}
    assert CONVERTER.fit_counts(list("abcde"), strokes) == [1, 2, 2, 2, 3]
