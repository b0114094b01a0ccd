"""乡镇工作经历: how long somebody has worked in townships and led one, by the résumé."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from huanjie_desktop.domain.resume import ResumeRow, RowKind

MOST_MONTHS = 60 * 12
_MONTHS = re.compile(r"(?:(\d{1,2})年)?(?:(\d{1,3})个?月)?")
_NO_TOWNSHIP = re.compile(r"乡镇企业|城镇|村镇|乡村|城乡|乡镇(?=工作|股|科|处)|集镇")
_TOWNSHIP = re.compile(r"[\u4e00-\u9fff](?:镇|乡|街道)(?!志|村)")
_VILLAGE = re.compile(r"(?:村|社区)(?:党|委|主任|支|书记|干部|会计|文书)")
_LEADER = re.compile(
    r"党(?:工)?委(?:副)?书记|(?<!村)(?<!支部)(?:副)?(?:镇|乡)长|人大(?:副)?主席|党(?:工)?委委员|纪(?:工)?委书记|办事处(?:副)?主任|武装部长"
)


def township_months(rows: Iterable[ResumeRow], base: date, *, leading: bool = False) -> int:
    """Return in how many months the entries say so, up to `base`; months that stand in two entries count once.

    Entries without a month, or whose dates cannot be read, do not count; notes to an entry do not, either.
    """
    months: set[int] = set()
    for row in rows:
        if row.kind is not RowKind.ENTRY or row.slip or row.start is None or row.start.month is None:
            continue
        end = _month(base.year, base.month) if row.ongoing else None
        if row.end is not None and row.end.month is not None:
            end = _month(row.end.year, row.end.month)
        if end is not None and is_township(row.text) and (not leading or _LEADER.search(row.text)):
            months.update(range(_month(row.start.year, row.start.month), end))
    return len(months)


def counted_months(rows: Sequence[ResumeRow], base: date) -> dict[str, int]:
    """Return the months in townships, and those of leading one, by the names of their corrections."""
    return {"months": township_months(rows, base), "leading_months": township_months(rows, base, leading=True)}


def months_in_words(months: int) -> str:
    """Return months as people say them: 3年2个月, 5年, 8个月."""
    years, rest = divmod(months, 12)
    return (f"{years}年" if years else "") + (f"{rest}个月" if rest or not years else "")


def read_months(text: str) -> int | None:
    """Return the months that were typed, None for a blank; ValueError says in Chinese how to write them."""
    said = unicodedata.normalize("NFKC", "".join(text.split()))
    if not said:
        return None
    found = _MONTHS.fullmatch(said)
    if found is None or not any(found.groups()):
        raise ValueError(f"“{text.strip()}”看不懂，请写成 3年2个月 或 38个月。")
    years, months = (int(each or 0) for each in found.groups())
    if months >= 12 * bool(years) + MOST_MONTHS * (not years) or years * 12 + months > MOST_MONTHS:
        raise ValueError(f"“{text.strip()}”不对，请核对。")
    return years * 12 + months


def is_township(text: str) -> bool:
    """Tell whether an entry names a township or a street office as the place of work, and no village of one."""
    return not _VILLAGE.search(text) and bool(_TOWNSHIP.search(_NO_TOWNSHIP.sub("、", text)))


def _month(year: int, month: int) -> int:
    return year * 12 + month
