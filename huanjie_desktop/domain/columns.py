"""A column's value and its text, once: what the table on the screen shows, a paper and a spreadsheet print, a package carries.

`PEOPLE` are the columns of people. Another register (words, seats, schedules) makes its own `Columns` of its rows: fields
that are attributes of `owner(row)` need nothing more, computed ones are functions of the row, and `said` is for the few
whose text is not that of their value:

    SEATS = Columns(lambda row: row, computed={"serial": lambda row, at: at.serial, "hall": lambda row, at: row.hall.name})
    SEATS.value("row_number", row, at)   # to compute and sort with
    SEATS.text("row_number", row, at)    # to show, print and search

`at` is the row's `Place`: the date at which ages are computed, its number in the list, the group that it stands under.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any, Generic, Protocol, TypeVar

from huanjie_desktop.domain.dates import PartialDate, age_at, parse_partial_date
from huanjie_desktop.domain.parties import NO_PARTY, PARTY_MEMBER, PROBATIONER
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.domain.roster import OWN, RosterEntry

R = TypeVar("R")
_TYPES = {field.name: field.type for field in fields(Person)}
_DATES = frozenset(name for name, kind in _TYPES.items() if kind == PartialDate | None)
Value = str | int | float | bool | PartialDate | date | time | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row stands: ages are full years at `base`; `serial` from 1; `group` what it is listed under, if the row itself
    does not say."""

    base: date
    serial: int = 0
    group: str = ""


@dataclass(frozen=True)
class Columns(Generic[R]):
    """The columns of one kind of row; see the module. Fields that begin with `prefix` are `named` by what follows it."""

    owner: Callable[[R], object]
    computed: Mapping[str, Callable[[R, Place], Value]]
    said: Mapping[str, Callable[[R, Place], str]]
    prefix: str = "\n"
    named: Callable[[R, str], Value] = lambda _row, _name: None

    def value(self, field: str, row: R, at: Place) -> Value:
        """Return a cell's value; None where there is none. AttributeError for a field that rows do not have."""
        if field.startswith(self.prefix):
            return self.named(row, field.removeprefix(self.prefix))
        compute = self.computed.get(field)
        found: Value = compute(row, at) if compute else getattr(self.owner(row), field)
        return found

    def text(self, field: str, row: R, at: Place) -> str:
        """Return what a cell says, on the screen as on paper."""
        say = self.said.get(field)
        return say(row, at) if say else text_of(self.value(field, row, at))

    def sort_key(self, field: str, row: R, at: Place) -> Any:
        """Return what a cell sorts by, None for a blank one: dates and numbers by their value, text by its pinyin."""
        return sort_key_of(self.value(field, row, at))

    def is_editable(self, field: str) -> bool:
        """Tell whether a cell may be typed into; computed ones may not."""
        return field not in self.computed


def text_of(value: Value) -> str:
    """Return a value in words: a partial date as 1985.07, a day as 2026.07.26, a time as 15:20, None as nothing."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, PartialDate):
        return value.dotted()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value:%Y.%m.%d}" if isinstance(value, date) else str(value)


def sort_key_of(value: Value) -> Any:
    """Return what a value sorts by among values of its kind, None for a blank one.

    Chinese text sorts by its GB 18030 bytes, which is pinyin order for the 3,755 common characters.
    """
    if isinstance(value, PartialDate):
        return value.year, value.month or 0, value.day or 0
    if isinstance(value, str):
        return value.encode("gb18030", "replace") or None
    return value


def kept_text(value: Value) -> str:
    """Return a value whole, as files for other programs keep it: 1985-07-12, where people read 1985.07."""
    return value.iso() if isinstance(value, PartialDate) else text_of(value)


def carried_text(field: str, kept: Mapping[str, str]) -> str:
    """Return what a cell says of somebody whom another program's file carries, from the `kept_text` of his fields.

    It is what the screen and papers said there; what cannot be read or is not known here stands as it was kept.
    """
    known: dict[str, Any] = {name: text for name, text in kept.items() if name in _TYPES}
    known |= {name: _date(known[name]) for name in _DATES & known.keys()}
    person = Person(**{"id": "", "name": "", **known})
    said = PEOPLE.text(field, ListedPerson(person), Place(date.min)) if field in _TYPES else ""
    return said or kept.get(field, "")


def _date(text: str) -> PartialDate | None:
    try:
        return parse_partial_date(text)
    except ValueError:
        return None


class Listed(Protocol):
    """A person as a list has him: with the entry of the roster, or without."""

    @property
    def person(self) -> Person:
        """Return the person."""
        ...

    @property
    def entry(self) -> RosterEntry | None:
        """Return the entry, None where the list is no roster."""
        ...


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """名单中的人: the simplest `Listed`, for papers."""

    person: Person
    entry: RosterEntry | None = None


def _age(row: Listed, at: Place) -> int | None:
    return age_at(row.person.birth, at.base) if row.person.birth else None


def _group(row: Listed, at: Place) -> str:
    return row.entry.group_name if row.entry is not None else at.group


def _note(row: Listed, _at: Place) -> str:
    return row.entry.note if row.entry is not None else ""


def _own(row: Listed, title: str) -> str:
    return row.entry.own_text(title) if row.entry is not None else ""


def _party(row: Listed, _at: Place) -> str:
    """Return 入党时间 as the official form has it: the date, the other parties, or both with the date first (2003.05；民盟)."""
    joined, status = row.person.party_joined, row.person.political_status
    parties = [each for each in status.split("；") if each and each not in NO_PARTY and each != PARTY_MEMBER]
    if joined is None:
        return "；".join(parties)
    return "；".join([joined.dotted(), *(each for each in parties if each != PROBATIONER)])


PEOPLE: Columns[Listed] = Columns(
    owner=lambda row: row.person,
    computed={
        "serial": lambda _row, at: at.serial or None,
        "age": _age,
        "unit_post": lambda row, _at: post_with_unit(row.person),
        "group_name": _group,
        "note": _note,
    },
    said={"party_joined": _party},
    prefix=OWN,
    named=_own,
)
