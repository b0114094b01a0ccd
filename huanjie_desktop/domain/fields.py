"""Reads the text of one cell, imported or typed, into the fields of a person."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from huanjie_desktop.domain import contacts, normalise, parties, posts, schooling
from huanjie_desktop.domain.dates import PartialDate, is_one_or_ten, one_or_ten, read_date
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.readings import Doubt, Reading
from huanjie_desktop.domain.written_names import read_name

Read = Callable[[str, str, Sequence[str], bool], Reading]
PERSON_FIELDS = tuple(field.name for field in fields(Person) if field.name != "id")
_DATE = re.compile(r"\d{4}\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[.．/-]\s*\d{1,2}(?:[.．/-]\d{1,2}(?!\d))?)")
_BESIDE_DATES = re.compile(r"[\s、，,；;/（）()和及]|转正|预备|入党|任职|起|止")
_SET_WIDE = re.compile(r"[\u4e00-\u9fff](?: [\u4e00-\u9fff])+")  # 镇　长
_HOW_MANY = re.compile(r"\s*[（(]共?\d+[人名][）)]$")  # behind a delegation's name: how many it has


def read_fully(field: str, kind: str, text: str, groups: Sequence[str], *, from_number: bool = False) -> Reading:
    """Return the fields that a cell sets, by name, with what is doubtful; a 入党时间 cell may set 政治面貌 too, a 学历 cell 学位.

    `kind` is the column's kind in the catalogue, `groups` the ethnic groups, `from_number` whether the cell was
    numeric. ValueError has a short Chinese reason.
    """
    return _READERS[kind](field, text, groups, from_number)


def field_text(value: Any) -> str:
    """Return a field's value as cells take it back: dates as 1985.07, or whole where the day is known."""
    if isinstance(value, PartialDate):
        return value.dotted() if value.day is None else value.iso()
    return "" if value is None else str(value)


def _date(field: str, text: str, _groups: Sequence[str], from_number: bool) -> Reading:
    try:
        found = read_date(text, from_number)
    except ValueError:
        several = _several_dates(field, text)
        if several is None:
            raise
        return several
    if found.left and (several := _several_dates(field, text)) is not None:
        return several
    doubts = [Doubt("doubt-month", one_or_ten(text))] if from_number and is_one_or_ten(text) else []
    doubts += [Doubt("doubt-date", f"日期旁边的“{found.left}”看不懂", "不记")] if found.left else []
    lunar = re.search("农历|阴历|旧历", text)
    notes = (f"写的是{lunar[0]}，按所写的年月导入",) if lunar else ()
    return Reading({field: found.date}, tuple(doubts), notes)


def _several_dates(field: str, text: str) -> Reading | None:
    """Return the first of several dates in a cell, in doubt; None where it has not several, or something else beside them."""
    dates = _DATE.findall(text)
    if len(dates) < 2 or _BESIDE_DATES.sub("", _DATE.sub("", text)):
        return None
    found = [read_date(each).date for each in dates]
    said = "".join(f"“{field_text(each)}”" for each in found)
    return Reading(
        {field: found[0]}, (Doubt("doubt-two-dates", f"写了{len(found)}个时间{said}", f"记{field_text(found[0])}"),)
    )


def _party(field: str, text: str, _groups: Sequence[str], from_number: bool) -> Reading:
    several = _several_dates(field, parties.without_confirmation(text)[0])
    if several is not None:
        return several._replace(values={**several.values, "political_status": parties.PARTY_MEMBER})
    found = parties.party_membership(text, from_number=from_number)
    values = {field: found.joined, "political_status": found.status} if found.status else {field: found.joined}
    return Reading(values, found.doubts, found.notes)


def _politics(field: str, text: str, _groups: Sequence[str], from_number: bool) -> Reading:
    found = parties.party_status(text, from_number)
    values = {field: found.status, "party_joined": found.joined} if found.joined else {field: found.status}
    return Reading(values, found.doubts, found.notes)


def _education(field: str, text: str, _groups: Sequence[str], _from_number: bool) -> Reading:
    both = schooling.two_kinds(text) if field == "education" else None
    if both is not None:
        return _both_kinds(both)
    level, degree = schooling.split_education(text)
    if not degree:
        return Reading({field: level})
    notes = () if level else (f"“{'，'.join(text.split())}”是学位，记在学位，学历空着",)
    return Reading({field: level, field.replace("education", "degree"): degree}, (), notes)


def _both_kinds(both: schooling.TwoKinds) -> Reading:
    levels, degrees = (both.fulltime[0], both.inservice[0]), (both.fulltime[1], both.inservice[1])
    values = {
        "education": schooling.highest(levels) or "，".join(levels),
        "degree": schooling.highest(degrees, of_degrees=True) or "，".join(filter(None, degrees)),
        "fulltime_education": levels[0],
        "fulltime_degree": degrees[0],
        "inservice_education": levels[1],
        "inservice_degree": degrees[1],
    }
    text = f"写了两个学历“{levels[0]}”“{levels[1]}”，没有写哪个是全日制、哪个是在职"
    then = f"全日制记{levels[0]}，在职记{levels[1]}"
    doubts = () if both.told or both.lines else (Doubt("doubt-two-kinds", text, then),)
    notes = (f"{text}，上一行按全日制、下一行按在职导入",) if both.lines and not both.told else ()
    return Reading({name: value for name, value in values.items() if value}, doubts, notes)


def _id_number(field: str, text: str, _groups: Sequence[str], from_number: bool) -> Reading:
    return Reading({field: contacts.id_number(text, from_number=from_number)})


def _phone(field: str, text: str, _groups: Sequence[str], _from_number: bool) -> Reading:
    numbers, said = contacts.read_phone(text)
    notes = (f"电话旁边的“{'，'.join(said)}”没有导入",) if said else ()
    return Reading({field: numbers}, (), notes)


def _text(field: str, text: str, _groups: Sequence[str], _from_number: bool) -> Reading:
    said = _JOINED.get(field, normalise.clean_line)(text)
    said = "".join(said.split()) if _SET_WIDE.fullmatch(said) else said
    return Reading({field: "" if said in normalise.BLANKS else said})


def _plain(clean: Callable[[str], str]) -> Read:
    return lambda field, text, _groups, _from_number: Reading({field: clean(text)})


_JOINED: Mapping[str, Callable[[str], str]] = {
    "current_post": posts.join_posts,
    "professional_title": posts.join_posts,
    "degree": posts.join_posts,
    "fulltime_degree": posts.join_posts,
    "inservice_degree": posts.join_posts,
    "fulltime_school": posts.join_schools,
    "inservice_school": posts.join_schools,
    "speciality": posts.join_remarks,
    "remark": posts.join_remarks,
    "group_name": lambda text: _HOW_MANY.sub("", normalise.clean_line(text)),
}
_READERS: Mapping[str, Read] = {
    "text": _text,
    "long_text": _plain(normalise.clean_text),
    "name": lambda field, text, groups, _from_number: read_name(field, text, groups),
    "sex": _plain(normalise.sex),
    "ethnic": lambda field, text, groups, _from_number: Reading({field: normalise.ethnic_group(text, groups)}),
    "id_number": _id_number,
    "phone": _phone,
    "politics": _politics,
    "date": _date,
    "party": _party,
    "education": _education,
}
