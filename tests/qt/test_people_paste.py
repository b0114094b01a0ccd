"""The clipboard as Excel has it, and what pasting, filling and clearing ask for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.qt.models.clipboard import as_html, as_tsv, read_tsv
from huanjie_desktop.qt.models.people_paste import Pasted, chosen_matrix, plan_clear, plan_fill, plan_paste
from tests.qt.people_builders import model_of, rows

CELLS = st.text(st.characters(exclude_characters="\r\x00", exclude_categories=["Cs"]), max_size=8)
MATRICES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=4)
)


@given(MATRICES)
def test_what_is_copied_can_be_pasted(matrix: list[list[str]]) -> None:
    if any(any(row) for row in matrix) and any(matrix[-1]):
        assert read_tsv(as_tsv(matrix)) == matrix


@pytest.mark.parametrize(
    ("text", "matrix"),
    [
        ("林木\t男\r\n王芳\t女\r\n", [["林木", "男"], ["王芳", "女"]]),
        ("林木\n王芳", [["林木"], ["王芳"]]),
        ('"第一行\n第二行"\t男\n', [["第一行\n第二行", "男"]]),
        ("甲\t乙\n丙\n", [["甲", "乙"], ["丙", ""]]),
        ("", []),
    ],
)
def test_excel_text_is_read(text: str, matrix: list[list[str]]) -> None:
    assert read_tsv(text) == matrix


def test_html_cells_stay_text_and_are_escaped() -> None:
    page = as_html([["990101198507120014", "<甲>\n乙"]])
    assert "mso-number-format:'\\@'" in page
    assert "&lt;甲&gt;<br>乙" in page


def test_a_block_goes_right_and_down_and_extends_the_rows() -> None:
    model = model_of(rows())
    pasted = plan_paste(model, [["丁二", "男"], ["周三", "女"], ["", ""]], (3, 1), [])
    assert pasted == Pasted([CellEdit("p4", "name", "丁二")], [{"name": "周三", "sex": "女"}], 0)


def test_computed_columns_and_those_beyond_the_last_are_skipped() -> None:
    model = model_of(rows())
    pasted = plan_paste(model, [["1991.01", "35", "镇长", "多余"]], (3, 3), [])
    assert pasted.edits == [CellEdit("p4", "birth", "1991.01"), CellEdit("p4", "current_post", "镇长")]
    assert pasted.skipped == 2


def test_one_cell_fills_everything_chosen() -> None:
    model = model_of(rows())
    pasted = plan_paste(model, [["女"]], (0, 2), [(0, 2), (1, 2), (2, 2), (2, 4)])
    assert pasted.edits == [CellEdit("p1", "sex", "女"), CellEdit("p3", "sex", "女")]


def test_fill_takes_the_topmost_of_each_column() -> None:
    model = model_of(rows())
    edits = plan_fill(model, [(1, 2), (2, 2), (3, 2), (2, 5), (1, 5)])
    assert edits == [
        CellEdit("p3", "sex", "女"),
        CellEdit("p4", "sex", "女"),
        CellEdit("p3", "current_post", "青禾县委组织部副部长"),
    ]
    assert plan_fill(model, [(1, 2)]) == []


def test_clear_blanks_what_can_be_typed() -> None:
    model = model_of(rows())
    assert plan_clear(model, [(0, 0), (0, 4), (0, 2), (2, 3)]) == [CellEdit("p1", "sex", "")]


def test_a_copied_block_leaves_gaps_blank() -> None:
    model = model_of(rows())
    assert chosen_matrix(model, [(0, 1), (0, 2), (1, 2)]) == [["林木", "男"], ["", "女"]]
