"""Days off, days worked for them, and counting: by days, by working days, by calendar months."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.schedule.workdays import (
    Calendar,
    Holiday,
    Unit,
    add_months,
    gaps_of,
    make_calendar,
)

SPRING = Holiday("春节", date(2026, 2, 15), date(2026, 2, 23), (date(2026, 2, 14), date(2026, 2, 28)))
CALENDAR = make_calendar({2026: [SPRING]})
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 2, 13), True),  # Friday
        (date(2026, 2, 14), True),  # Saturday that is worked for the holiday
        (date(2026, 2, 16), False),  # Monday within the holiday
        (date(2026, 2, 28), True),
        (date(2026, 3, 1), False),  # plain Sunday
    ],
)
def test_days_are_worked_as_the_table_has_them(day: date, worked: bool) -> None:
    assert CALENDAR.is_working(day) is worked


def test_the_holiday_of_a_day_is_named() -> None:
    assert (CALENDAR.name_of(date(2026, 2, 16)), CALENDAR.name_of(date(2026, 3, 1))) == ("春节", "")


def test_a_day_off_leads_to_the_working_day_on_either_side() -> None:
    assert CALENDAR.on_or_before(date(2026, 2, 20)) == date(2026, 2, 14)
    assert CALENDAR.on_or_after(date(2026, 2, 20)) == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("start", "number", "unit", "found"),
    [
        (date(2026, 7, 11), -20, Unit.DAY, date(2026, 6, 21)),
        (date(2026, 2, 12), 3, Unit.WORKING_DAY, date(2026, 2, 24)),
        (date(2026, 2, 24), -3, Unit.WORKING_DAY, date(2026, 2, 12)),
        (date(2026, 2, 16), 0, Unit.WORKING_DAY, date(2026, 2, 16)),
        (date(2026, 7, 11), 2, Unit.MONTH, date(2026, 9, 11)),
        (date(2026, 12, 31), 2, Unit.MONTH, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, Unit.MONTH, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, Unit.MONTH, date(2029, 2, 28)),
        (date(2026, 3, 31), -1, Unit.MONTH, date(2026, 2, 28)),
    ],
)
def test_offsets_are_counted_in_their_unit(start: date, number: int, unit: Unit, found: date) -> None:
    assert CALENDAR.add(start, number, unit) == found


def test_working_days_of_a_span_count_both_its_ends() -> None:
    assert CALENDAR.working_days(date(2026, 2, 13), date(2026, 2, 24)) == 3


@given(DAYS, st.integers(-60, 60))
def test_months_keep_the_day_or_clip_it_to_the_months_last(day: date, number: int) -> None:
    found = add_months(day, number)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == number
    assert found.day == day.day or (found.day < day.day and add_months(day.replace(day=1), number).month == found.month)


@given(DAYS, st.integers(1, 40))
def test_working_days_forth_are_as_many_as_are_counted(day: date, number: int) -> None:
    end = CALENDAR.add(day, number, Unit.WORKING_DAY)
    assert CALENDAR.is_working(end)
    assert CALENDAR.working_days(day, end) - CALENDAR.is_working(day) == number


def test_beyond_the_calendar_there_is_no_month() -> None:
    with pytest.raises(OverflowError):
        add_months(date(9999, 12, 1), 1)


def full(year: int) -> list[Holiday]:
    days = {"元旦": (1, 1, 1), "春节": (2, 4, 7), "清明节": (4, 4, 6), "劳动节": (5, 1, 5), "端午节": (6, 19, 21)}
    found = [Holiday(name, date(year, month, a), date(year, month, b)) for name, (month, a, b) in days.items()]
    return [*found, Holiday("国庆节", date(year, 10, 1), date(year, 10, 8))]


def test_what_a_years_table_lacks_is_named() -> None:
    assert gaps_of(2026, full(2026)) == []
    assert gaps_of(2026, [each for each in full(2026) if each.name != "端午节"]) == ["端午"]
    short = [
        Holiday("春节", date(2026, 2, 4), date(2026, 2, 6)) if each.name == "春节" else each for each in full(2026)
    ]
    assert gaps_of(2026, short) == ["春节"]
    assert gaps_of(2024, short) == []  # three days were enough then


def test_a_table_without_names_is_looked_at_by_fixed_days() -> None:
    nameless = [Holiday("放假", each.first, each.last) for each in full(2026)]
    assert gaps_of(2026, nameless) == []
    assert gaps_of(2026, nameless[:-1]) == ["国庆"]


def test_of_a_year_that_is_not_known_weekends_are_off() -> None:
    assert Calendar().is_working(date(2027, 10, 1))
    assert not Calendar().is_working(date(2027, 10, 2))
