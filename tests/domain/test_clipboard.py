"""The clipboard as Excel has it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.clipboard import as_html, as_tsv, read_tsv

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
