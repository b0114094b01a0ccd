"""Reads the text of one cell, imported or typed, into the fields of a person."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from huanjie_desktop.domain import normalise
from huanjie_desktop.domain.dates import PartialDate, parse_partial_date
from huanjie_desktop.domain.people import Person

Read = Callable[[str, str, Sequence[str], bool], Mapping[str, Any]]
PERSON_FIELDS = tuple(field.name for field in fields(Person) if field.name != "id")


def read_field(
    field: str, kind: str, text: str, groups: Sequence[str], *, from_number: bool = False
) -> Mapping[str, Any]:
    """Return the fields that a cell sets, by name; a 入党时间 cell may set 政治面貌 too, a 学历 cell 学位.

    `kind` is the column's kind in the catalogue, `groups` the ethnic groups, `from_number` whether the cell was
    numeric. ValueError has a short Chinese reason.
    """
    return _READERS[kind](field, text, groups, from_number)


def field_text(value: Any) -> str:
    """Return a field's value as cells take it back: dates as 1985.07, or whole where the day is known."""
    if isinstance(value, PartialDate):
        return value.dotted() if value.day is None else value.iso()
    return "" if value is None else str(value)


def _date(field: str, text: str, _groups: Sequence[str], from_number: bool) -> Mapping[str, Any]:
    return {field: parse_partial_date(text, from_number=from_number)}


def _party(field: str, text: str, _groups: Sequence[str], from_number: bool) -> Mapping[str, Any]:
    joined, status = normalise.party_membership(text, from_number=from_number)
    return {field: joined, "political_status": status} if status else {field: joined}


def _education(field: str, text: str, _groups: Sequence[str], _from_number: bool) -> Mapping[str, Any]:
    level, degree = normalise.split_education(text)
    return {field: level, field.replace("education", "degree"): degree} if degree else {field: level}


def _plain(clean: Callable[[str], str]) -> Read:
    return lambda field, text, _groups, _from_number: {field: clean(text)}


_READERS: Mapping[str, Read] = {
    "text": _plain(normalise.clean_line),
    "long_text": _plain(normalise.clean_text),
    "name": _plain(normalise.clean_name),
    "sex": _plain(normalise.sex),
    "ethnic": lambda field, text, groups, _from_number: {field: normalise.ethnic_group(text, groups)},
    "id_number": _plain(normalise.id_number),
    "phone": _plain(normalise.phone),
    "politics": _plain(normalise.political_status),
    "date": _date,
    "party": _party,
    "education": _education,
}
