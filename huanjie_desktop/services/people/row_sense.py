"""What the cells of one row say of each other: contradictions, what follows from others, months that the ID number tells."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, Protocol

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.identity import birth_of, check_against, check_id_number
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.parties import NO_PARTY, PARTY_MEMBER, PROBATIONER
from huanjie_desktop.domain.places import THE_SAME, places_of, read_places
from huanjie_desktop.domain.readings import Doubt, Reading
from huanjie_desktop.domain.schooling import highest
from huanjie_desktop.services.people import row_dates

_OPEN_MONTH = "doubt-month"
_COMMUNIST = frozenset({PARTY_MEMBER, PROBATIONER})
_NO_MEMBER = NO_PARTY | {"无党派"}
_SAID_OF = {
    "native_place": "籍贯",
    "birthplace": "出生地",
    "sex": "性别",
    "ethnic_group": "民族",
    "political_status": "政治面貌",
    "degree": "学位",
    "party_joined": "入党时间",
    "current_post": "职务",
    "fulltime_education": "全日制学历",
    "inservice_education": "在职学历",
}


class Row(Protocol):
    """A row as it is read."""

    texts: dict[str, str]
    values: dict[str, Any]
    findings: list[Finding]
    doubts: list[Finding]
    concluded: set[str]


class Said(Protocol):
    """What was read of a cell that says more than its own field."""

    @property
    def values(self) -> Mapping[str, Any]:
        """Return the values by field."""
        ...

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Return what is doubtful."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what was not taken."""
        ...


class Reader(Protocol):
    """Who knows a row's place in words."""

    def finding(self, row: Any, field_name: str, code: str, text: str) -> Finding:
        """Return an error about one cell."""
        ...

    def doubt(self, row: Any, field_name: str, doubt: Doubt) -> None:
        """Add a doubt about one cell."""
        ...

    def note(self, row: Any, field_name: str, text: str) -> None:
        """Add a hint about one cell."""
        ...


def conclude_birth(row: Row) -> None:
    """Take the birth from the ID number where a row has none."""
    number = row.values.get("id_number", "")
    if number and not row.values.get("birth") and not check_id_number(number):
        row.values["birth"] = birth_of(number)
        row.concluded.add("birth")


def month_by_style(field: str, read: Reading, style: str, from_number: bool) -> Reading:
    """Return what a month is that has lost its zero: October where the column writes 1985.01 for January, else in doubt."""
    value = read.values[field]
    text = next(doubt.text for doubt in read.doubts if doubt.code == _OPEN_MONTH)
    if style != "two":
        return read._replace(doubts=(Doubt(_OPEN_MONTH, text, "按1月"),))
    october = {**read.values, field: replace(value, month=10)}
    if from_number:
        return Reading(october, (), (f"数字{value.year}.1按本栏的写法读作{value.year}年10月",))
    return Reading(october, (Doubt(_OPEN_MONTH, text, "按10月"),))


def with_both_places(head: str, field: str, text: str, read: Reading) -> Reading:
    """Return 籍贯 and 出生地 of a cell that has both, as its head or the cell itself tells."""
    both = read_places(text, places_of(head))
    if not both:
        return read
    said = "，".join(f"{_SAID_OF[name]}记“{place}”" for name, place in both.items())
    notes = (*read.notes, f"分成两栏：{said}") if "\n" in text.strip() or not places_of(head) else read.notes
    return Reading({field: both[field], **both}, read.doubts, notes)


def settle(reader: Reader, row: Row, more: Sequence[tuple[str, Said]]) -> None:
    """Take what cells say of other fields, and look whether the row agrees with itself."""
    for name, read in more:
        if read.doubts or read.notes:
            _say(reader, row, name, read)
        for field, value in read.values.items():
            if field != name and value:
                _imply(reader, row, name, field, value)
    if "party_joined" in row.values:
        _check_party(reader, row)
    if row.values.get("birthplace") in THE_SAME:
        _settle_birthplace(reader, row)
    if "fulltime_school" in row.values:
        _part_schools(row)
    _conclude(row, "education", ("fulltime_education", "inservice_education"))
    _conclude(row, "degree", ("fulltime_degree", "inservice_degree"))
    _check_identity(reader, row)
    row_dates.check_order(reader, row)


def _say(reader: Reader, row: Row, name: str, read: Said) -> None:
    """Say what is doubtful of a cell; a month that lost its zero may stand in the ID number."""
    open_month = any(doubt.code == _OPEN_MONTH for doubt in read.doubts) or any("读作" in note for note in read.notes)
    born = birth_of(row.values["id_number"]) if open_month and name == "birth" and row.values.get("id_number") else None
    value = row.values.get(name)
    if born is not None and isinstance(value, PartialDate) and born.year == value.year and born.month in (1, 10):
        row.values[name] = replace(value, month=born.month)
        return
    for doubt in read.doubts:
        reader.doubt(row, name, doubt)
    for note in read.notes:
        reader.note(row, name, note)


def _imply(reader: Reader, row: Row, name: str, field: str, value: Any) -> None:
    """Take what one cell says of another field; where that has a cell of its own that says something else, say so."""
    own = row.values.get(field)
    if not own:
        row.values[field] = value
    elif field in ("sex", "ethnic_group"):
        if own != value:
            text = f"这里写的是“{value}”，{_SAID_OF[field]}却是“{own}”，请改成一致"
            row.findings.append(reader.finding(row, name, "contradiction", text))
    elif field == "party_joined":
        if not own.agrees_with(value):
            text = f"这里的时间是{field_text(value)}，入党时间却是{field_text(own)}"
            reader.doubt(row, name, Doubt("doubt-contradiction", text, "按入党时间一栏"))
    elif field == "political_status":
        _imply_status(reader, row, name, own, value)
    elif own.endswith(value) or value.endswith(own):
        row.values[field] = max(own, value, key=len)
    else:
        text = f"这里写的是“{value}”，{_SAID_OF.get(field, '学位')}却是“{own}”"
        reader.doubt(row, name, Doubt("doubt-contradiction", text, f"按“{own}”"))


def _imply_status(reader: Reader, row: Row, name: str, own: str, value: str) -> None:
    if own == value or (value == PARTY_MEMBER and own in _COMMUNIST):
        return
    here, there = set(value.split("；")), set(own.split("；"))
    if here <= there or (PARTY_MEMBER in here and PROBATIONER in there and len(here) == 1):
        return
    if there <= here:
        row.values["political_status"] = value
    elif here != {PARTY_MEMBER} or not row.values.get("party_joined"):  # a date alone is looked at by itself
        text = f"这里写的是“{value}”，政治面貌却是“{own}”"
        reader.doubt(row, name, Doubt("doubt-contradiction", text, f"按“{own}”"))


def _check_party(reader: Reader, row: Row) -> None:
    """Look at a date of joining beside a status that is not the Communist Party's."""
    joined, status = row.values["party_joined"], row.values.get("political_status", "")
    if not joined or not status or status in _COMMUNIST:
        return
    parties = set(status.split("；"))
    if parties & _COMMUNIST:
        return
    date = field_text(joined)
    if parties & _NO_MEMBER:
        reader.doubt(row, "party_joined", Doubt("doubt-party", f"政治面貌是“{status}”，却有入党时间{date}", "两样都记"))
    else:
        text = f"政治面貌是“{status}”，{date}可能是加入{status}的时间"
        reader.doubt(row, "party_joined", Doubt("doubt-party-date", text, "不记入党时间"))
        row.values["party_joined"] = None


def _settle_birthplace(reader: Reader, row: Row) -> None:
    """Take 籍贯 for a 出生地 that says no more than that it is the same."""
    said, place = row.values["birthplace"], row.values.get("native_place", "")
    if place:
        row.values["birthplace"] = place
        reader.note(row, "birthplace", f"“{said}”按籍贯记“{place}”")
    else:
        text = f"出生地写的是“{said}”，籍贯却空着，请写出地名"
        row.findings.append(reader.finding(row, "birthplace", "unreadable", text))


def _part_schools(row: Row) -> None:
    """Part two schools of one cell where the level of education beside it was both, 全日制 and 在职."""
    values = row.values
    schools = str(values.get("fulltime_school") or "").split("；")
    if len(schools) != 2 or "inservice_school" in row.texts or "inservice_education" in row.texts:
        return
    if values.get("inservice_education") and values.get("fulltime_education"):
        values["fulltime_school"], values["inservice_school"] = schools


def _conclude(row: Row, field: str, parts: tuple[str, str]) -> None:
    """Take the highest of 全日制 and 在职 where a row does not give it."""
    values = row.values
    first, second = values.get(parts[0]), values.get(parts[1])
    if (first or second) and not values.get(field):
        found = _highest(first or "", second or "", field == "degree")
        if found:
            values[field] = found
            row.concluded.add(field)


@lru_cache(maxsize=1024)
def _highest(first: str, second: str, of_degrees: bool) -> str:
    return highest((first, second), of_degrees)


def _check_identity(reader: Reader, row: Row) -> None:
    number = row.values.get("id_number")
    if not number:
        return
    problems = check_id_number(number) or check_against(
        number, birth=row.values.get("birth"), sex=row.values.get("sex", "")
    )
    for problem in problems:
        reader.doubt(row, "id_number", Doubt(f"id-{problem.code}", problem.text))
    if not problems and number.endswith("000"):
        reader.doubt(row, "id_number", Doubt("id-lost-digits", "身份证号末三位是000，可能是存成数字时丢失，请核对"))
