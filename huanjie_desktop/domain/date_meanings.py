"""What a date may mean that cannot be read for sure: two figures for the year, a month that may have lost its zero, a bare day number."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from huanjie_desktop.domain.date_words import bare_day, excel_day, plain_date_text
from huanjie_desktop.domain.dates import PartialDate, checked_date, read_date

_OLDEST = 100  # years that somebody in a roster may be old
_SEPARATED = r"[./\-、,·年 ]"
_SHORT = re.compile(rf"(\d{{1,2}}){_SEPARATED}(\d{{1,2}})(?:月|{_SEPARATED})?(?:(\d{{1,2}})[日号]?)?")
_SOLID = re.compile(r"(\d{2})(\d{2})(?:\.0)?")
_TURNED = re.compile(r"(\d{1,2})[./-](\d{2})")
_TURNED_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2})")
_ONE = re.compile(r"(\d{4})\.1")
_SHORT_ONE = re.compile(r"(\d{2})\.1")
_DAYS = re.compile(r"([1-6]\d{4})(?:\.\d+)?")


class Meaning(NamedTuple):
    """What a text may mean; `how` is the way of reading it, alike for all cells that are read so."""

    how: str
    date: PartialDate


def meanings_of(text: str, today: date) -> tuple[Meaning, ...]:
    """Return what a date of a cell may mean, the likeliest first, without what lies ahead of today; () where nobody can tell."""
    said = plain_date_text(text)
    found: dict[PartialDate, Meaning] = {}
    for how, year, month, day in _readings(said, today):
        try:
            meant = checked_date(year, month, day)
        except ValueError:
            continue
        if today.year - _OLDEST <= year and meant.earliest() <= today:
            found.setdefault(meant, Meaning(how, meant))
    return tuple(found.values())


def _readings(said: str, today: date) -> Iterator[tuple[str, int, int | None, int | None]]:
    """Yield ways of reading, each with year, month and day, also such as cannot be."""
    if match := _ONE.fullmatch(said):
        yield "one", int(match[1]), 1, None
        yield "ten", int(match[1]), 10, None
    elif match := _DAYS.fullmatch(said):
        day = excel_day(int(match[1]))
        yield "days", day.year, day.month, day.day
    elif bare_day(said) is not None:
        known = read_date(said).date
        if known is not None:
            yield "day", known.year, known.month, known.day
            yield "month", known.year, known.month, None
    else:
        yield from _with_short_year(said, today)


def _with_short_year(said: str, today: date) -> Iterator[tuple[str, int, int | None, int | None]]:
    parts = [
        ("ym", found[0], found[1], found[2] if len(found) > 2 else None)
        for form in (_SHORT, _SOLID)
        if (met := form.fullmatch(said)) is not None
        for found in (met.groups(),)
    ]
    if match := _SHORT_ONE.fullmatch(said):
        parts.append(("ym10", match[1], "10", None))
    if match := _TURNED.fullmatch(said):
        parts.append(("my", match[2], match[1], None))
    if match := _TURNED_DAY.fullmatch(said):
        parts += [("mdy", match[3], match[1], match[2]), ("dmy", match[3], match[2], match[1])]
    for how, short, month, day in parts:
        for century in (1900, 2000) if int(short) > today.year % 100 else (2000, 1900):
            yield f"{how}{century}", century + int(short), int(month), int(day) if day else None
