"""年度考核 and 奖惩 as other programs read them, and what they pass over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.form_words import (
    GRADES,
    passed_over_grades,
    passed_over_rewards,
    read_grades,
    write_grades,
)


@pytest.mark.parametrize(
    ("text", "grades"),
    [
        ("2023年优秀；2024年称职", {2023: "优秀", 2024: "称职"}),
        ("2023年、2024年、2025年年度考核称职", {2023: "称职", 2024: "称职", 2025: "称职"}),
        ("2023年优秀，2024年、2025年基本称职。", {2023: "优秀", 2024: "基本称职", 2025: "基本称职"}),
        ("近三年均为称职", {}),
        ("（无）", {}),
        ("", {}),
    ],
)
def test_grades_of_years_in_both_shapes(text: str, grades: dict[int, str]) -> None:
    assert read_grades(text) == grades


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2023年优秀；2024年称职", []),
        ("2023年优秀;2024年称职。", []),
        ("2023年、2024年年度考核称职", ["2023年、2024年年度考核称职"]),
        ("2023年优秀；第2次称职", ["第2次称职"]),
        ("2024年", ["2024年"]),
        ("(无)", []),
        ("无", []),
        ("", []),
    ],
)
def test_grades_that_others_drop(text: str, left: list[str]) -> None:
    assert passed_over_grades(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("2019.12，经中共青禾县委批准，记三等功", []),
        ("2019.12，经中共青禾县委批准，记三等功；2021.06，经县政府批准，嘉奖。", []),
        ("2019.12，经县委批准，记三等功；2021年6月，经县政府批准，嘉奖", ["2021年6月，经县政府批准，嘉奖"]),
        ("多次受到表彰；2021.06，经县政府批准，嘉奖", ["多次受到表彰", "2021.06，经县政府批准，嘉奖"]),
        ("（无）", []),
        ("", []),
    ],
)
def test_rewards_that_others_do_not_read(text: str, left: list[str]) -> None:
    assert passed_over_rewards(text) == left


@given(st.dictionaries(st.integers(1990, 2099), st.sampled_from(GRADES)))
def test_what_is_written_is_read_and_nothing_of_it_is_dropped(grades: dict[int, str]) -> None:
    text = write_grades(grades)
    assert read_grades(text) == grades
    assert passed_over_grades(text) == []
