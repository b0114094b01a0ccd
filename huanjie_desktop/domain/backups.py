"""Backups: what is known of one, and which of many are kept."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

RECENT_DAYS = 2  # on which something was backed up
DAYS, WEEKS, MONTHS = 12, 10, 9
LEAST = 5
MOST_MORE = 2  # so many more are removed in a session than were made in it, at most
MOST_BYTES = 2_000_000_000  # as long as nothing else was set
CLOCK_BACK, CLOCK_FORWARD = (
    timedelta(hours=2),
    timedelta(days=45),
)  # beyond that the clock has jumped, or nobody was here


@dataclass(frozen=True)
class Backup:
    """备份: one verified copy; `at` is local time, `number` counts up whatever the clock says.

    `changes` is the journal's last number in it, `head` that entry's link, `origin` the file's id. `named` is one that the user
    made by hand under a name: it is never thinned. `recorded` is False for a file of which nothing is known but its name; then
    `size` and `changes` are 0.
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
    origin: str = ""

    @property
    def recorded(self) -> bool:
        """Tell whether it was verified when it was written, and its digest is known."""
        return bool(self.digest)


def choose_kept(backups: Sequence[Backup]) -> set[str]:
    """Return the files to keep of verified `backups`: all of the last two working days, then by day, by week and by month.

    Only days, weeks and months that have a backup count, in the order in which they were made: neither a pause nor a clock
    that is set takes anything away. Never are fewer than five left.
    """
    ordered = _newest_first(backups)
    recent = list(dict.fromkeys(_day(each.at) for each in ordered))[:RECENT_DAYS]
    kept = {each.file for each in ordered if each.named or _day(each.at) in recent}
    older = [each for each in ordered if each.file not in kept]
    for count, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        older = _keep_newest_of_each(older, count, period, kept)
    kept |= {each.file for each in ordered[:LEAST]}
    return kept


def choose_removed(backups: Sequence[Backup], most_bytes: int) -> list[Backup]:
    """Return what may be removed of verified `backups`, what goes first before the rest; nothing where the clock has jumped.

    First goes what need not be kept, then, where all together are larger than `most_bytes`, what was made before the last of
    its day, then the oldest; never one that has a name, nor the newest five.
    """
    ordered = _newest_first(backups)
    if len(ordered) > 1 and not -CLOCK_BACK <= ordered[0].at - ordered[1].at <= CLOCK_FORWARD:
        return []
    kept = choose_kept(ordered)
    removed = [each for each in reversed(ordered) if each.file not in kept]
    left = [each for each in ordered if each.file in kept]
    size = sum(each.size for each in left)
    free = [each for each in left[LEAST:] if not each.named]
    last: dict[Hashable, str] = {}
    for each in left:
        last.setdefault(_day(each.at), each.file)
    for each in sorted(free, key=lambda each: (last[_day(each.at)] == each.file, each.number)):
        if size <= most_bytes:
            break
        size -= each.size
        removed.append(each)
    return removed


def _newest_first(backups: Sequence[Backup]) -> list[Backup]:
    return sorted(backups, key=lambda each: each.number, reverse=True)


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
