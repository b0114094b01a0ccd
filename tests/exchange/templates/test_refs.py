"""References move as Excel moves them, where rows are put in behind a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.exchange.templates.xlsx_refs import Shift, renamed

SHIFT = Shift("表", 5, 5, 3)


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("SUM(D5:D5)", "SUM(D5:D8)"),
        ("SUM(D$5:D5)+D6", "SUM(D$5:D8)+D9"),
        ("SUM($A$1:$H$20)", "SUM($A$1:$H$23)"),
        ("D4+D5+D6", "D4+D5+D9"),
        ("表!D6+'表'!$D$7+别的!D6", "表!D9+'表'!$D$10+别的!D6"),
        ("[1]表!D6+'[1]表'!D6", "[1]表!D6+'[1]表'!D6"),
        ('"D6"&D6', '"D6"&D9'),
        ("LOG10(D6)+MAX6", "LOG10(D9)+MAX9"),
        ("SUM(6:9)", "SUM(9:12)"),
        ("Tax2026.D6", "Tax2026.D6"),
        ("COUNTA(A5:A1048576)", "COUNTA(A5:A1048579)"),
    ],
)
def test_formulas_move(formula: str, after: str) -> None:
    assert SHIFT.formula(formula, "表") == after


def test_names_are_of_the_sheet_that_they_say() -> None:
    assert SHIFT.formula("表!$A$1:$H$20", "") == "表!$A$1:$H$23"
    assert SHIFT.formula("表!$2:$3", "") == "表!$2:$3"
    assert SHIFT.formula("A6", "别的") == "A6"


@pytest.mark.parametrize(
    ("formula", "after"),
    [
        ("YEAR(B5)", "YEAR(B7)"),
        ("B5/$B$5", "B7/$B$5"),
        ("A4+1", "A6+1"),
        ("B5/B6", "B7/B9"),
        ("SUM(B$5:B5)", "SUM(B$5:B7)"),
    ],
)
def test_a_copys_formula_goes_along(formula: str, after: str) -> None:
    assert SHIFT.copied_formula(formula, 2) == after


def test_areas_of_formats_hold_for_every_copy() -> None:
    assert SHIFT.areas("A5:H5 B5 A1:A3 C9") == "A5:H8 B5:B8 A1:A3 C12"
    assert Shift("表", 5, 6, 4).areas("A5:H5 A1:A9") == "A5:H5 A7:H7 A9:H9 A1:A13"


@given(st.integers(1, 30), st.integers(1, 30), st.integers(0, 20))
def test_nothing_above_moves_and_what_is_below_keeps_its_distance(first: int, row: int, extra: int) -> None:
    shift = Shift("表", first, first, extra)
    assert shift.row(row) == (row if row <= first else row + extra)
    assert shift.formula(f"A{row}", "表") == f"A{shift.row(row)}"


def test_a_sheet_is_called_otherwise() -> None:
    assert renamed("表!A1+'表'!B2+A1&\"表!A1\"+表2!A1", "表", "林'木") == "'林''木'!A1+'林''木'!B2+A1&\"表!A1\"+表2!A1"
