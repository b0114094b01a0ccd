"""Backups: what is known of one, and which of many are kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

RECENT = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9
LEAST = 5


@dataclass(frozen=True)
class Backup:
    """备份: one verified copy; `at` is local time, `number` counts up whatever the clock says.

    `changes` is the journal's last number in it, `head` that entry's link. `named` is one that the user made by hand under a name:
    it is never thinned. `recorded` is False for a file of which nothing is known but its name; then `size` and `changes` are 0.
    """

    file: str
    at: datetime
    reason: str
    number: int = 0
    size: int = 0
    digest: str = ""
    changes: int = 0
    named: bool = False
    head: str = ""

    @property
    def recorded(self) -> bool:
        """Tell whether it was verified when it was written, and its digest is known."""
        return bool(self.digest)


def choose_kept(backups: Sequence[Backup], now: datetime) -> set[str]:
    """Return the files to keep of verified `backups`: all of the last two days, then by day, by week and by month.

    Days, weeks and months without a backup do not count, so that a pause or a clock set forward takes nothing away; what
    seems to come from the future (a clock set back) is kept, and never are fewer than five left.
    """
    ordered = sorted(backups, key=lambda each: each.number, reverse=True)
    kept = {each.file for each in ordered if each.named or now - each.at <= RECENT}
    older = sorted((each for each in ordered if each.file not in kept), key=lambda each: each.at, reverse=True)
    for count, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        older = _keep_newest_of_each(older, count, period, kept)
    kept |= {each.file for each in ordered[:LEAST]}
    return kept


def _keep_newest_of_each(
    older: Sequence[Backup], count: int, period: Callable[[datetime], Hashable], kept: set[str]
) -> list[Backup]:
    """Keep the newest of each of the `count` latest periods that have one; return what lies before them."""
    seen: set[Hashable] = set()
    rest: list[Backup] = []
    for each in older:
        of = period(each.at)
        if of in seen:
            continue
        if len(seen) == count:
            rest.append(each)
        else:
            seen.add(of)
            kept.add(each.file)
    return rest


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _month(at: datetime) -> Hashable:
    return at.year, at.month
