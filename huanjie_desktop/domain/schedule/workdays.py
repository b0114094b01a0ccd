"""Which days are worked: weekends, holidays and the weekends that are worked for them; and counting in such days."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

DAY = timedelta(days=1)
# 全国年节及纪念日放假办法 (2024): every year has these, each of so many days at least
STATUTORY = {"元旦": 1, "春节": 4, "清明": 1, "劳动": 2, "端午": 1, "中秋": 1, "国庆": 3}
STATUTORY_BEFORE_2025 = {**STATUTORY, "春节": 3, "劳动": 1}
FIXED = {"元旦": ((1, 1),), "劳动": ((5, 1),), "国庆": ((10, 1), (10, 2), (10, 3))}
_NEW_LAW = 2025


class Unit(StrEnum):
    """In what an offset is counted; calendar months end on the month's last day where the day does not exist."""

    DAY = "day"
    WORKING_DAY = "working_day"
    MONTH = "month"


@dataclass(frozen=True)
class Holiday:
    """放假: from the first day to the last; `work` are the days off that are worked for it (调休)."""

    name: str
    first: date
    last: date
    work: tuple[date, ...] = ()

    def days(self) -> list[date]:
        """Return the days that are off."""
        return [self.first + DAY * at for at in range((self.last - self.first).days + 1)]


@dataclass(frozen=True)
class Calendar:
    """节假日表: `years` are those that it knows; of others only the weekends are days off."""

    years: Mapping[int, tuple[Holiday, ...]] = field(default_factory=dict)
    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return day in self.work or (day.weekday() < 5 and day not in self.off)

    def name_of(self, day: date) -> str:
        """Return the holiday that a day belongs to, "" where it is none."""
        found = (
            each.name for year in (day.year, day.year + 1) for each in self.years.get(year, ()) if day in each.days()
        )
        return next(found, "")

    def on_or_before(self, day: date) -> date:
        """Return the day, or the working day before it."""
        while not self.is_working(day) and day > date.min:
            day -= DAY
        return day

    def on_or_after(self, day: date) -> date:
        """Return the day, or the working day after it."""
        while not self.is_working(day) and day < date.max:
            day += DAY
        return day

    def add(self, day: date, number: int, unit: Unit) -> date:
        """Return the day so far from another; the day itself is not counted.

        Raises OverflowError where the calendar has no such day.
        """
        if unit is Unit.MONTH:
            return add_months(day, number)
        if unit is Unit.DAY:
            return day + DAY * number
        step = DAY if number > 0 else -DAY
        for _ in range(abs(number)):
            day += step
            while not self.is_working(day):
                day += step
        return day

    def working_days(self, first: date, last: date) -> int:
        """Return how many working days lie between two days, both counted."""
        return sum(self.is_working(first + DAY * at) for at in range((last - first).days + 1))


def make_calendar(years: Mapping[int, Iterable[Holiday]]) -> Calendar:
    """Return the calendar of these years' holidays; a day that is worked for one is worked, whatever else is said."""
    kept = {year: tuple(holidays) for year, holidays in years.items()}
    every = [holiday for holidays in kept.values() for holiday in holidays]
    work = frozenset(day for holiday in every for day in holiday.work)
    off = frozenset(day for holiday in every for day in holiday.days())
    return Calendar(kept, off - work, work)


def add_months(day: date, number: int) -> date:
    """Return the same day so many months later; the last of the month where it does not exist.

    Raises OverflowError beyond the calendar's years.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError("there is no such year")
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def gaps_of(year: int, holidays: Iterable[Holiday]) -> list[str]:
    """Return which statutory holidays a year's table lacks or gives too short, by name.

    A table without names is looked at for the holidays that are on fixed days.
    """
    days: dict[str, int] = {}
    off: set[date] = set()
    wanted = STATUTORY if year >= _NEW_LAW else STATUTORY_BEFORE_2025
    for holiday in holidays:
        off.update(holiday.days())
        for name in wanted:
            if name in holiday.name:
                days[name] = days.get(name, 0) + len(holiday.days())
    if not days:
        return [name for name, fixed in FIXED.items() if not {date(year, *each) for each in fixed} <= off]
    # 中秋 and 国庆 are often one row of one of them: what falls together is counted together
    together = days.get("中秋", 0) + days.get("国庆", 0)
    if together >= wanted["中秋"] + wanted["国庆"]:
        days.update({"中秋": wanted["中秋"], "国庆": wanted["国庆"]})
    return [name for name, least in wanted.items() if days.get(name, 0) < least]
