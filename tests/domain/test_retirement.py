"""The month of reaching the age limit, by the tables that the reform of 2025 was published with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.retirement import limit_of, retires_on


@pytest.mark.parametrize(
    ("sex", "limit", "birth", "month"),
    [
        ("男", 60, "1964-12", "2024-12"),  # before the reform
        ("男", 60, "1965-01", "2025-02"),
        ("男", 60, "1965-04", "2025-05"),
        ("男", 60, "1965-05", "2025-07"),
        ("男", 60, "1966-09", "2027-03"),
        ("男", 60, "1976-08", "2039-07"),
        ("男", 60, "1976-09", "2039-09"),  # the whole three years
        ("男", 60, "1985-07", "2048-07"),
        ("男", 60, "1991-09", "2054-09"),
        ("女", 55, "1969-12", "2024-12"),
        ("女", 55, "1970-01", "2025-02"),
        ("女", 55, "1981-08", "2039-07"),
        ("女", 55, "1981-09", "2039-09"),
        ("女", 50, "1974-12", "2024-12"),
        ("女", 50, "1975-01", "2025-02"),
        ("女", 50, "1975-03", "2025-05"),
        ("女", 50, "1984-10", "2039-09"),
        ("女", 50, "1984-11", "2039-11"),
        ("男", 63, "1969-02", "2032-02"),  # classes that the reform does not move
        ("女", 65, "1969-02", "2034-02"),
    ],
)
def test_months_of_the_published_tables(sex: str, limit: int, birth: str, month: str) -> None:
    year, of_year = map(int, birth.split("-"))
    found = retires_on(PartialDate(year, of_year), sex, limit)
    assert found is not None
    assert found.iso() == month


@pytest.mark.parametrize(
    ("birth", "sex", "limit"),
    [
        (None, "男", 60),
        (PartialDate(1969), "男", 60),
        (PartialDate(1969, 2), "男", None),
        (PartialDate(1969, 2), "", 60),
        (PartialDate(1969, 2), "男", 55),
    ],
)
def test_what_does_not_tell_the_month(birth: PartialDate | None, sex: str, limit: int | None) -> None:
    assert retires_on(birth, sex, limit) is None


def test_the_limit_in_words() -> None:
    assert limit_of("改革前任职年龄界限为60岁") == 60
    assert limit_of("已到龄人员") is None
    assert limit_of("") is None


@given(st.integers(1950, 2000), st.integers(1, 12), st.sampled_from([("男", 60, 36), ("女", 55, 36), ("女", 50, 60)]))
def test_who_is_born_later_never_goes_earlier(year: int, month: int, group: tuple[str, int, int]) -> None:
    sex, limit, most = group
    next_year, next_month = (year, month + 1) if month < 12 else (year + 1, 1)
    here = retires_on(PartialDate(year, month), sex, limit)
    later = retires_on(PartialDate(next_year, next_month), sex, limit)
    assert here is not None
    assert later is not None
    assert (here.year, here.month) < (later.year, later.month)
    lived = (here.year - year) * 12 + (here.month or 0) - month
    assert limit * 12 <= lived <= limit * 12 + most
