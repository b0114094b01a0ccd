"""Where the entries of a résumé do not join, and what else is wrong with one: dates that cannot be read, work before an age."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.resume import ResumeRow, RowKind


@dataclass(frozen=True, slots=True)
class Seam:
    """接缝: before the row of this number `months` are without an entry, or where it is negative stand in two; from `first` to `last`."""

    row: int
    months: int
    first: PartialDate
    last: PartialDate

    @property
    def words(self) -> str:
        """Return what is to be said of it."""
        span = self.first.dotted() + ("" if self.first == self.last else f"至{self.last.dotted()}")
        return f"{span}空缺{self.months}个月" if self.months > 0 else f"{span}重叠{-self.months}个月"


def find_seams(rows: Sequence[ResumeRow], since: PartialDate | None = None) -> list[Seam]:
    """Return where entries do not join, gaps that lie wholly before `since` (参加工作时间) left out.

    An entry may begin in the month in which the one before it ends, or in the next. Dates known to the year are given the
    benefit of the doubt, and what has no end, or cannot be read, joins with anything.
    """
    found = []
    earliest = _month(since.earliest().year, since.earliest().month) if since is not None else 0
    before: ResumeRow | None = None
    for at, row in enumerate(rows):
        if row.kind is not RowKind.ENTRY:
            continue
        if row.slip or row.start is None:
            before = None
            continue
        if row.end is None and not row.ongoing:
            continue  # 1998.09 参加工作 is no stretch of time
        if before is not None and before.end is not None:
            seam = _seam(at, before.end, row.start)
            if seam is not None and (seam.months < 0 or _month(seam.last.year, seam.last.month or 12) >= earliest):
                found.append(seam)
        before = row
    return found


def row_words(
    rows: Sequence[ResumeRow], since: PartialDate | None, birth: PartialDate | None, years: int
) -> list[tuple[int, str]]:
    """Return what is to be said of rows, by their numbers: dates that cannot be read, several rows without an end, then seams, then
    work before `years` of age.

    What somebody learnt is no work. Only the last row has no end (lrmx.md 1.4: still in post).
    """
    said = [(at, f"“{row.slip}”看不出起止时间") for at, row in enumerate(rows) if row.slip]
    open_ = [(at, row.start) for at, row in enumerate(rows) if row.kind is RowKind.ENTRY and row.ongoing]
    for at, start in open_[:-1]:
        since_then = f"{start.dotted()}起" if start is not None else ""
        said.append((at, f"{since_then}的一段没有写止于何时，后面还有一段写到现在"))
    said += [(seam.row, seam.words) for seam in find_seams(rows, since)]
    if birth is not None:
        said += [
            (at, f"{row.start.dotted()}的经历不满{years}岁")
            for at, row in enumerate(rows)
            if row.start and age_at(birth, row.start.latest()) < years and not _studies(row)
        ]
    return said


def _studies(row: ResumeRow) -> bool:
    return row.text.rstrip("。；）)").endswith(("学习", "学生", "就读", "读书", "在校"))


def _seam(at: int, end: PartialDate, start: PartialDate) -> Seam | None:
    ends, starts = end.latest(), start.earliest()
    gap = _month(starts.year, starts.month) - _month(ends.year, ends.month) - 1
    if gap > 0:
        first = _month(ends.year, ends.month) + 1
        return Seam(at, gap, _date(first), _date(first + gap - 1))
    ends, starts = end.earliest(), start.latest()
    overlap = _month(ends.year, ends.month) - _month(starts.year, starts.month)
    if overlap > 0:
        first = _month(starts.year, starts.month)
        return Seam(at, -overlap, _date(first), _date(first + overlap))
    return None


def _month(year: int, month: int) -> int:
    return year * 12 + month - 1


def _date(months: int) -> PartialDate:
    year, month = divmod(months, 12)
    return PartialDate(year, month + 1)
