"""Partial dates and ages: 1985.07 is a year and a month, never the first of July."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from huanjie_desktop.domain.date_words import NO_DATE_WORDS, excel_day, read_parts

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "NO_DATE_WORDS",
    "PartialDate",
    "ReadDate",
    "age_at",
    "checked_date",
    "from_iso",
    "parse_partial_date",
    "read_date",
]

FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, order=False)
class PartialDate:
    """年月: a date known to the year, the month or the day."""

    year: int
    month: int | None = None
    day: int | None = None

    def iso(self) -> str:
        """Return "1985", "1985-07" or "1985-07-12"; also the form that is stored."""
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
            if self.day is not None:
                parts.append(f"{self.day:02d}")
        return "-".join(parts)

    def dotted(self) -> str:
        """Return the printed form, "1985.07"; the day is not printed."""
        return f"{self.year:04d}" if self.month is None else f"{self.year:04d}.{self.month:02d}"

    def earliest(self) -> date:
        """Return the first day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """Return the last day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def agrees_with(self, other: "PartialDate") -> bool:
        """Tell whether both can mean the same day: 1985.07 agrees with 1985-07-12 and with 1985."""
        return (
            self.year == other.year
            and (self.month == other.month or self.month is None or other.month is None)
            and (self.day == other.day or self.day is None or other.day is None)
        )


def from_iso(text: str | None) -> PartialDate | None:
    """Read what `PartialDate.iso` wrote; "" and None give None. Raises ValueError for what is no date."""
    if not text:
        return None
    numbers = [int(part) for part in text.split("-")]
    if not 1 <= len(numbers) <= 3:
        raise ValueError(f"{text} is no date")
    found = PartialDate(*numbers)
    found.earliest()
    return found


def age_at(birth: PartialDate, base: date) -> int:
    """Return the full years lived at `base` (足岁); an unknown month counts as January, an unknown day as the first.

    Who was born on 29 February is a year older from 1 March in common years.
    """
    month, day = birth.month or 1, birth.day or 1
    return base.year - birth.year - ((base.month, base.day) < (month, day))


class ReadDate(NamedTuple):
    """A date as a text has it; `left` are words beside it that were not understood, "" for none."""

    date: "PartialDate | None"
    left: str = ""


def parse_partial_date(text: str, *, from_number: bool = False) -> PartialDate | None:
    """Read a date as offices write it; None where there is none ("", 无, —).

    Read are 1985.07, 1985-07-12, 1985/7/12, 1985 07, 198507, 19850712, 1985年7月, 一九八五年七月, Jul-85, full-width forms,
    1985.07（41岁）, dates with a time of day, and a year alone. `from_number` says that the text comes from a numeric cell,
    where 198507 may read 198507.0. Anything else is a ValueError with a short Chinese reason, so is what may mean two things.
    """
    if from_number and is_one_or_ten(text):
        raise ValueError(one_or_ten(text))
    found = read_date(text, from_number)
    if found.left:
        raise ValueError(f"“{found.left}”看不懂，请只写日期")
    return found.date


@lru_cache(maxsize=8192)  # a roster's months recur
def read_date(text: str, from_number: bool = False) -> ReadDate:
    """Read a date and what stands beside it; of the number 1985.1 as January, see `is_one_or_ten`."""
    parts = read_parts(_from_numeric_cell(text.strip()) if from_number else text)
    if parts is None:
        return ReadDate(None)
    try:
        return ReadDate(checked_date(*parts[:3]), parts.left)
    except ValueError as error:
        raise ValueError(f"“{' '.join(text.split())}”不对，{error}，请核对") from error


def is_one_or_ten(text: str) -> bool:
    """Tell whether a numeric cell's text may be January or October: 1985.10 loses its zero there."""
    return re.fullmatch(r"\d{4}\.1", text.strip()) is not None


def one_or_ten(text: str) -> str:
    """Return the sentence on a number that may be January or October."""
    year = text.strip()[:4]
    return f"数字“{text.strip()}”可能是{year}年1月，也可能是{year}年10月（数字格会去掉末尾的0）"


def checked_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """Return the date; ValueError says in Chinese what cannot be."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"年份“{year}”不在{FIRST_YEAR}年到{LAST_YEAR}年之间")
    if month is not None and not 1 <= month <= 12:
        raise ValueError(f"没有{month}月")
    if month is not None and day is not None and not 1 <= day <= monthrange(year, month)[1]:
        raise ValueError(f"{year}年{month}月没有{day}日")
    return PartialDate(year, month, day)


def _from_numeric_cell(said: str) -> str:
    """Return a number without the .0 that its cell gave it; a bare number of days is refused."""
    if re.fullmatch(r"\d+\.0", said):
        said = said[:-2]
    if re.fullmatch(r"[1-6]\d{4}", said):
        raise ValueError(
            f"“{said}”是没有设成日期格式的数字（像是{excel_day(int(said)).isoformat()}），请把单元格设为日期或文本后重填"
        )
    return said
