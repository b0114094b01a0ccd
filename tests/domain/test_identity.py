"""ID numbers: form, check digit, and agreement with birth and sex."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.identity import birth_of, check_against, check_id_number, make_check_digit, sex_of

GOOD = "990101198507120018"


def number_for(day: date, serial: int) -> str:
    first = f"990101{day:%Y%m%d}{serial:03d}"
    return first + make_check_digit(first)


DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SERIALS = st.integers(0, 999)


@given(DAYS, SERIALS)
def test_made_numbers_have_no_problem(day: date, serial: int) -> None:
    number = number_for(day, serial)
    assert check_id_number(number) == []
    assert birth_of(number) == PartialDate(day.year, day.month, day.day)
    assert sex_of(number) == ("男" if serial % 2 else "女")


@given(DAYS, SERIALS, st.integers(0, 16), st.integers(1, 9))
def test_any_single_wrong_digit_is_found(day: date, serial: int, place: int, shift: int) -> None:
    number = number_for(day, serial)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert "check_digit" in [problem.code for problem in check_id_number(wrong)]


@pytest.mark.parametrize(
    ("number", "codes"),
    [
        (GOOD[:-1], ["length"]),
        ("99010119850712A018", ["characters"]),
        ("000101198507120016", ["region", "check_digit"]),
        (GOOD[:-1] + "9", ["check_digit"]),
        ("990101198502300018", ["birth", "check_digit"]),
    ],
)
def test_problems(number: str, codes: list[str]) -> None:
    assert [problem.code for problem in check_id_number(number)] == codes


def test_disagreement_is_said_in_a_sentence() -> None:
    sex = sex_of(GOOD)
    assert check_against(GOOD, birth=PartialDate(1985, 7), sex=sex) == []
    assert check_against(GOOD, birth=None, sex="") == []
    other = "女" if sex == "男" else "男"
    problems = check_against(GOOD, birth=PartialDate(1985, 8), sex=other)
    assert [problem.code for problem in problems] == ["birth", "sex"]
    assert problems[0].text == "身份证号里的出生日期是1985.07，与出生年月1985.08不一致"
    assert problems[1].text == f"身份证号表示{sex}性，与性别“{other}”不一致"


def test_no_such_day_has_no_birth() -> None:
    assert birth_of("990101198502300018") is None
    assert birth_of("") is None
    assert birth_of("9901011985071") is None
    assert birth_of("990101１９850712001") is None
    assert sex_of("9901011985071200１") == ""
    assert sex_of("") == ""
