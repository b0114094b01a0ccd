"""Partial dates and ages: 1985.07 is a year and a month, never the first of July."""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FIRST_YEAR, LAST_YEAR = 1900, 2100
NO_DATE_WORDS = frozenset({"", "无", "暂无", "没有", "空", "不详", "/", "\\", "-", "--", "—", "——", "－"})


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
        pairs = ((self.year, other.year), (self.month, other.month), (self.day, other.day))
        return all(one is None or two is None or one == two for one, two in pairs)


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


_NOTE = re.compile(r"\([^()]*\)")  # （41岁） behind or under the date
_TIME = re.compile(r"(?<=\d)[ T]*\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_SUFFIX = re.compile(r"(出生|生|入党|参加工作)$")
_PARTED = re.compile(r"(\d{4})[年./\-](?:(\d{1,2})(?:[月./\-](?:(\d{1,2})日?)?)?)?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})?")


def parse_partial_date(text: str, *, from_number: bool = False) -> PartialDate | None:
    """Read a date as offices write it; None where there is none ("", 无, —).

    Read are 1985.07, 1985-07-12, 1985/7/12, 198507, 19850712, 1985年7月, full-width forms, 1985.07（41岁）, dates
    with a time of day, and a year alone. `from_number` says that the text comes from a numeric cell,
    where 1985.10 has become 1985.1 and 198507 may read 198507.0. Anything else is a
    ValueError with a short Chinese reason.
    """
    return _parse(text, from_number)


@lru_cache(maxsize=8192)  # a roster's months recur
def _parse(text: str, from_number: bool) -> PartialDate | None:
    said = _NOTE.sub("", unicodedata.normalize("NFKC", text)).replace("。", ".").strip()
    said = _TIME.sub("", said)
    said = _SUFFIX.sub("", re.sub(r"\s", "", said)).rstrip(".")
    if said in NO_DATE_WORDS:
        return None
    if from_number:
        said = _from_numeric_cell(said)
    match = _PARTED.fullmatch(said) or _SOLID.fullmatch(said) or re.fullmatch(r"(\d{4})年?()()", said)
    if match is None:
        raise ValueError(_why_unreadable(said))
    year, month, day = match.groups()
    return checked_date(int(year), int(month) if month else None, int(day) if day else None)


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
    """Give a number back the digits that its cell took: 1985.1 was 1985.10, 198507.0 was 198507."""
    if re.fullmatch(r"\d+\.0", said):
        said = said[:-2]
    if re.fullmatch(r"\d{4}\.1", said):
        return said + "0"
    if re.fullmatch(r"[1-6]\d{4}", said):
        raise ValueError(f"“{said}”是没有设成日期格式的数字，请把单元格设为日期或文本后重填")
    return said


def _why_unreadable(said: str) -> str:
    if re.fullmatch(r"\d{2}([年./\-]\d{1,2}.*|)", said) or re.fullmatch(r"\d{4}[月]\d.*", said):
        return f"“{said}”的年份要写四位"
    return f"“{said}”不是日期，请写成1985.07的样子"
