"""What an import says of dates that can hardly be: ahead of today, before the Party, before the birth, at odds with an age."""

import re
from datetime import date
from typing import Any, Protocol

from huanjie_desktop.domain.date_words import age_beside, bare_day
from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.readings import Doubt, Reading

FOUNDED = PartialDate(1921, 7)  # the Communist Party of China
_TO_COME = frozenset({"retires"})  # dates that lie ahead of most people
_YOUNGEST = 14  # years; nobody works, is elected or joins a party before
_OLDEST = 100
_OFF = 1  # years that an age may be off: lists are counted at another day than today
_AFTER_BIRTH = {
    "party_joined": "入党时间",
    "work_started": "参加工作时间",
    "post_since": "任现职时间",
    "rank_since": "任职级时间",
    "grade_since": "任级别时间",
}


class Row(Protocol):
    """A row as it is read."""

    values: dict[str, Any]


class Reader(Protocol):
    """Who knows a row's place in words."""

    def doubt(self, row: Any, field_name: str, doubt: Doubt) -> None:
        """Add a doubt about one cell."""
        ...

    def note(self, row: Any, field_name: str, text: str) -> None:
        """Add a hint about one cell."""
        ...


def look_at(field: str, text: str, value: PartialDate, read: Reading, today: date) -> Reading:
    """Return what was read of a date's cell with what is odd about it by itself."""
    shown = " ".join(text.split())
    if value.earliest() > today and field not in _TO_COME:
        return _asked(read, "doubt-future", f"“{shown}”在今天以后")
    if field == "party_joined" and value.latest() < FOUNDED.earliest():
        return _asked(read, "doubt-old", f"“{shown}”早于建党的1921年7月")
    return _look_at_birth(text, value, read, today) if field == "birth" else read


def _look_at_birth(text: str, value: PartialDate, read: Reading, today: date) -> Reading:
    shown = " ".join(text.split())
    lived = age_at(value, today)
    if not _YOUNGEST <= lived <= _OLDEST:
        return _asked(read, "doubt-age", f"按“{shown}”算是{lived}岁")
    day = bare_day(text)
    if day is not None and abs(lived - day) <= _OFF:
        doubt = Doubt("doubt-day", f"“{shown}”的“{day}”可能是日，也可能是年龄", f"按{day}日")
        return read._replace(doubts=(*read.doubts, doubt))
    said = age_beside(text)
    if said is not None and abs(lived - said) > _OFF:
        note = f"旁边写的年龄是{said}岁，按{field_text(value)}算到今天是{lived}岁，年龄没有导入"
        return read._replace(notes=(*read.notes, note))
    return read


def say_age(reader: Reader, row: Row, cell: object, today: date) -> None:
    """Say what a column of ages says that the birth does not: another age, or one where no birth is given."""
    said = re.fullmatch(r"\s*(\d{2})(?:\.0)?\s*周?岁?\s*", str(cell))
    if said is None:
        return
    birth = row.values.get("birth")
    if not isinstance(birth, PartialDate):
        reader.note(row, "", f"年龄写的是{said[1]}，没有出生年月，年龄没有导入")
    elif abs(age_at(birth, today) - int(said[1])) > _OFF:
        lived = age_at(birth, today)
        reader.note(row, "", f"年龄写的是{said[1]}，按{field_text(birth)}算到今天是{lived}岁，年龄没有导入")


def _asked(read: Reading, code: str, text: str) -> Reading:
    return read._replace(doubts=(*read.doubts, Doubt(code, text, "照写")))


def check_order(reader: Reader, row: Row) -> None:
    """Ask about dates of a row that lie before the birth, or so soon after it that nobody joins or works yet."""
    birth = row.values.get("birth")
    if not isinstance(birth, PartialDate):
        return
    for field, title in _AFTER_BIRTH.items():
        value = row.values.get(field)
        if not isinstance(value, PartialDate) or value.year > birth.year + _YOUNGEST:
            continue  # nearly every one
        if value.latest() < birth.earliest():
            text = f"{title}{field_text(value)}早于出生年月{field_text(birth)}"
        elif age_at(birth, value.latest()) < _YOUNGEST:
            text = f"{title}{field_text(value)}时只有{age_at(birth, value.latest())}岁（出生年月{field_text(birth)}）"
        else:
            continue
        reader.doubt(row, field, Doubt("doubt-order", text, "照写"))
