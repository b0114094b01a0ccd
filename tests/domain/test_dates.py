"""Partial dates as offices write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.dates import PartialDate, age_at, from_iso, parse_partial_date

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1985.07", "1985-07"),
        ("1985.7", "1985-07"),
        ("1985.10", "1985-10"),
        ("1985.1", "1985-01"),
        ("1985-07-12", "1985-07-12"),
        ("1985/7/12", "1985-07-12"),
        ("1985/07", "1985-07"),
        ("198507", "1985-07"),
        ("19850712", "1985-07-12"),
        ("1985年7月", "1985-07"),
        ("1985年07月12日", "1985-07-12"),
        ("1985年7月出生", "1985-07"),
        ("1985年", "1985"),
        ("1985", "1985"),
        ("1985．07", "1985-07"),
        ("１９８５.０７", "1985-07"),
        ("1985。07", "1985-07"),
        ("1985.07（41岁）", "1985-07"),
        ("1985.07(41岁)", "1985-07"),
        ("1985.07\n（41岁）", "1985-07"),
        (" 1985. 07 ", "1985-07"),
        ("1985.07.", "1985-07"),
        ("1985-07-12 00:00:00", "1985-07-12"),
        ("1985-07-12T00:00:00", "1985-07-12"),
        ("1985/7/12 0:00", "1985-07-12"),
        ("2000-02-29", "2000-02-29"),
    ],
)
def test_forms_that_are_read(text: str, iso: str) -> None:
    found = parse_partial_date(text)
    assert found is not None
    assert found.iso() == iso


@pytest.mark.parametrize("text", ["", "  ", "无", "—", "——", "/", "-", "　"])
def test_no_date(text: str) -> None:
    assert parse_partial_date(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("85.07", "“85.07”的年份要写四位"),
        ("1985.13", "“1985.13”不对，没有13月，请核对"),
        ("1985.00", "“1985.00”不对，没有0月，请核对"),
        ("1985.02.30", "“1985.02.30”不对，1985年2月没有30日，请核对"),
        ("1885.07", "“1885.07”不对，年份“1885”不在1900年到2100年之间，请核对"),
        ("2985.07", "“2985.07”不对，年份“2985”不在1900年到2100年之间，请核对"),
        ("1985.07-1990.08", "“1985.07-1990.08”不是日期，请写成1985.07的样子"),
        ("七月", "“七月”不是日期，请写成1985.07的样子"),
        ("31245", "“31245”不是日期，请写成1985.07的样子"),
    ],
)
def test_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError) as caught:
        parse_partial_date(text)
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1985.07", "1985-07"),
        ("198507.0", "1985-07"),
        ("1985.0", "1985"),
        ("19850712", "1985-07-12"),
    ],
)
def test_numeric_cells(text: str, iso: str) -> None:
    assert parse_partial_date(text, from_number=True) == from_iso(iso)


def test_a_bare_serial_number_of_a_spreadsheet_is_named() -> None:
    with pytest.raises(ValueError, match="没有设成日期格式的数字"):
        parse_partial_date("31245.0", from_number=True)


@given(DAYS, st.sampled_from(["{0:04d}.{1:02d}", "{0}年{1}月", "{0:04d}{1:02d}", "{0}-{1}", "{0}/{1}", "{0}．{1:02d}"]))
def test_month_forms_read_back(day: date, form: str) -> None:
    assert parse_partial_date(form.format(day.year, day.month)) == PartialDate(day.year, day.month)


@given(
    DAYS,
    st.sampled_from(["{0}.{1}.{2}", "{0}年{1}月{2}日", "{0:04d}{1:02d}{2:02d}", "{0}-{1}-{2}", "{0}/{1}/{2} 00:00:00"]),
)
def test_day_forms_read_back(day: date, form: str) -> None:
    expected = PartialDate(day.year, day.month, day.day)
    assert parse_partial_date(form.format(day.year, day.month, day.day)) == expected
    assert from_iso(expected.iso()) == expected
    assert parse_partial_date(expected.iso()) == expected


@given(st.text(max_size=20))
def test_any_text_gives_a_date_nothing_or_a_chinese_reason(text: str) -> None:
    try:
        found = parse_partial_date(text)
    except ValueError as error:
        reason = str(error)
    else:
        reason = "日期" if found is None or 1900 <= found.year <= 2100 else ""
    assert any("\u4e00" <= char <= "\u9fff" for char in reason)


def test_from_iso_of_nothing() -> None:
    assert from_iso("") is None
    assert from_iso(None) is None


def test_dotted_leaves_the_day_out() -> None:
    assert PartialDate(1985, 7, 12).dotted() == "1985.07"
    assert PartialDate(1985).dotted() == "1985"


@pytest.mark.parametrize(
    ("birth", "base", "age"),
    [
        ("1985-07", date(2026, 7, 1), 41),
        ("1985-07", date(2026, 6, 30), 40),
        ("1985", date(2026, 1, 1), 41),
        ("1985-07-12", date(2026, 7, 11), 40),
        ("1985-07-12", date(2026, 7, 12), 41),
        ("2004-02-29", date(2022, 2, 28), 17),
        ("2004-02-29", date(2022, 3, 1), 18),
        ("2004-02-29", date(2024, 2, 29), 20),
    ],
)
def test_age(birth: str, base: date, age: int) -> None:
    born = from_iso(birth)
    assert born is not None
    assert age_at(born, base) == age


@given(DAYS, DAYS)
def test_age_grows_by_one_a_year(born: date, base: date) -> None:
    birth = PartialDate(born.year, born.month, born.day)
    if (base.month, base.day) != (2, 29) and base.year < 2100:
        assert age_at(birth, base.replace(year=base.year + 1)) == age_at(birth, base) + 1


def test_bounds_and_agreement() -> None:
    assert PartialDate(2024, 2).earliest() == date(2024, 2, 1)
    assert PartialDate(2024, 2).latest() == date(2024, 2, 29)
    assert PartialDate(2024).latest() == date(2024, 12, 31)
    assert PartialDate(1985, 7).agrees_with(PartialDate(1985, 7, 12))
    assert PartialDate(1985).agrees_with(PartialDate(1985, 7, 12))
    assert not PartialDate(1985, 8).agrees_with(PartialDate(1985, 7, 12))
