"""Where a pasted block goes, what fills down, and where Ctrl+arrow stops."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.pasting import Pasted, data_edge, ends_alike, fill_down, fit_in, paste_report, place_block


def test_a_block_goes_right_and_down_and_extends_the_rows() -> None:
    matrix = [["丁二", "男"], ["周三", "女"], ["", ""]]
    pasted = place_block(matrix, (3, 1), [], 4, [0, 1, 2], grows=True)
    assert pasted == Pasted([((3, 1), "丁二"), ((3, 2), "男")], [{1: "周三", 2: "女"}])


def test_a_table_that_does_not_grow_counts_what_has_no_place() -> None:
    matrix = [["丁二", "男", "多余"], ["周三", "女", ""], ["吴四", "", ""]]
    assert place_block(matrix, (3, 1), [], 4, [0, 1, 2], grows=False) == Pasted(
        [((3, 1), "丁二"), ((3, 2), "男")], [], beyond=2, across=1
    )


def test_columns_that_are_not_seen_are_passed_over() -> None:
    assert place_block([["甲", "乙"]], (0, 0), [], 1, [0, 2], grows=False).texts == [((0, 0), "甲"), ((0, 2), "乙")]


def test_one_cell_fills_everything_chosen() -> None:
    chosen = [(0, 2), (1, 2), (2, 4)]
    assert place_block([["女"]], (0, 2), chosen, 3, range(5), grows=True) == Pasted([(cell, "女") for cell in chosen])
    assert place_block([["女"]], (2, 2), [(2, 2)], 3, range(5), grows=True).texts == [((2, 2), "女")]


def test_fill_takes_the_topmost_of_each_column_or_the_row_above() -> None:
    assert fill_down([(1, 2), (2, 2), (3, 2), (2, 5), (1, 5)]) == {(2, 2): (1, 2), (3, 2): (1, 2), (2, 5): (1, 5)}
    assert fill_down([(1, 2), (1, 3)]) == {(1, 2): (0, 2), (1, 3): (0, 3)}
    assert fill_down([(0, 2)]) == {}


@pytest.mark.parametrize(
    ("at", "step", "stop"),
    [
        (0, 1, 2),
        (2, 1, 5),
        (1, 1, 2),
        (5, 1, 6),
        (6, 1, 7),
        (7, 1, 7),
        (7, -1, 6),
        (6, -1, 5),
        (5, -1, 2),
        (2, -1, 0),
        (3, -1, 2),
    ],
)
def test_an_arrow_stops_at_the_edge_of_the_data(at: int, step: int, stop: int) -> None:
    line = ["甲", "乙", "丙", "", "", "丁", "戊", ""]
    assert data_edge(lambda place: bool(line[place]), at, step, len(line)) == stop


def test_from_the_empty_row_below_an_arrow_comes_back_to_the_data() -> None:
    assert data_edge(lambda _at: True, 4, 1, 4) == 3


IDS = st.lists(st.sampled_from("abcdefg"), max_size=6, unique=True)


@given(IDS, IDS)
def test_what_is_alike_at_both_ends_is_the_same_and_does_not_overlap(old: list[str], new: list[str]) -> None:
    first, last = ends_alike(old, new)
    assert first + last <= min(len(old), len(new))
    assert old[:first] == new[:first]
    assert old[len(old) - last :] == new[len(new) - last :]
    if old == new:
        assert first == len(old)


def test_a_paste_that_was_not_taken_whole_says_so() -> None:
    assert paste_report(6, 0, {}, Pasted()) == ""
    assert (
        paste_report(6, 2, {"年龄": "由程序计算"}, Pasted()) == "粘贴了 6 格，新增 2 行；“年龄”由程序计算，没有粘贴。"
    )
    assert paste_report(0, 0, {}, Pasted(beyond=3, across=1)) == (
        "粘贴了 0 格；右边多出 1 栏，没有粘贴；下面多出 3 行，没有粘贴。"
    )


class Head(NamedTuple):
    head: str
    reason: str = ""


def test_what_cannot_be_changed_is_left_out_and_named_once() -> None:
    heads = [Head("姓名"), Head("年龄", "由程序计算"), Head("职务")]
    cells = {(0, 0): "甲", (0, 1): "41", (0, 2): "镇长"}
    pasted = Pasted([((0, 0), "乙"), ((0, 1), "41"), ((0, 2), "局长")], [{0: "丙", 1: "30"}, {1: "31"}])
    fitted = fit_in(pasted, heads, lambda _row, column: heads[column].reason, lambda *cell: cells[cell])
    assert (fitted.texts, fitted.added) == ([((0, 0), "乙"), ((0, 2), "局长")], [{0: "丙"}])
    assert fitted.report == "粘贴了 2 格，新增 1 行；“年龄”由程序计算，没有粘贴。"
    closed = fit_in(pasted, heads, lambda _row, column: "锁了" if column == 2 else "", lambda *cell: cells[cell])
    assert "“职务”有的格不能改" in closed.report
    said = Pasted([((0, 1), "41"), ((0, 1), " ")])
    assert fit_in(said, heads, lambda *_cell: "不能改", lambda *cell: cells[cell]).report == ""
