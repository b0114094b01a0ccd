"""到龄时间 by the reform of 2025, which puts the month off step by step; exact to the month."""

import re
from typing import NamedTuple

from huanjie_desktop.domain.dates import PartialDate

FIRST_YEAR = 2025  # the reform begins with those who would have reached their age in its January
REACHED = "已到龄人员"
_LIMIT = re.compile(r"(\d{2})岁")


class Step(NamedTuple):
    """How the limit of a group moves: a month for every `interval` months of later birth, `most` months in all."""

    interval: int
    most: int


_MEN_60, _WOMEN_55, _WOMEN_50 = Step(4, 36), Step(4, 36), Step(2, 60)
_STEPS = {("男", 60): _MEN_60, ("女", 55): _WOMEN_55, ("女", 50): _WOMEN_50}
_NOT_MOVED = frozenset({63, 65, 66})


def limit_of(words: str) -> int | None:
    """Return the age in 改革前任职年龄界限为60岁, None where there is none."""
    found = _LIMIT.search(words)
    return int(found[1]) if found else None


def retires_on(birth: PartialDate | None, sex: str, limit: int | None) -> PartialDate | None:
    """Return the month in which somebody reaches the age; None where birth, sex and limit do not tell it."""
    if birth is None or birth.month is None or limit is None:
        return None
    step = _STEPS.get((sex, limit))
    if step is None and limit not in _NOT_MOVED:
        return None
    return _later(birth, limit * 12 + (delay(birth, limit, step) if step else 0))


def delay(birth: PartialDate, limit: int, step: Step) -> int:
    """Return by how many months the reform puts the age off for somebody of this month of birth."""
    number = (birth.year + limit - FIRST_YEAR) * 12 + (birth.month or 1)
    return min(step.most, (number - 1) // step.interval + 1) if number >= 1 else 0


def _later(date: PartialDate, months: int) -> PartialDate:
    years, month = divmod(date.year * 12 + (date.month or 1) - 1 + months, 12)
    return PartialDate(years, month + 1)
