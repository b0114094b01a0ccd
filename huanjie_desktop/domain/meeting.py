"""Congress 代表大会: its people and their groups, offices, sessions and agenda."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Protocol

from huanjie_desktop.domain.numerals import chinese_number, read_number
from huanjie_desktop.domain.templates import parse

PLENARY = "plenary"  # roles of sittings and items
MATTER, PROCEDURE = "matter", "procedure"


class Wording(Protocol):
    """What a kind of congress calls things, as far as findings say it: those who are counted, 名, 大会."""

    @property
    def member(self) -> str:
        """代表, 委员."""

    @property
    def measure(self) -> str:
        """名."""

    @property
    def congress(self) -> str:
        """大会, 会议."""


@dataclass(frozen=True)
class Congress:
    """代表大会: `kind` is the id of a congress kind in the catalogue; `unit` the place (青禾县, 柳河镇).

    `term` is 12 for 第十二次 or 第十二届, `sitting` 1 for 第一次会议 and 0 where the kind counts no sittings. `base_date`
    is the date at which ages are computed; None means the opening day.
    """

    id: str
    kind: str
    unit: str
    term: int
    start: date | None = None
    end: date | None = None
    venue: str = ""
    base_date: date | None = None
    position: int = 0
    sitting: int = 0


@dataclass(frozen=True)
class ParticipantGroup:
    """分组: people of a congress who discuss together (代表团, 小组, 界别组), with their room and liaison."""

    id: str
    congress_id: str
    name: str
    position: int
    place: str = ""
    liaison: str = ""


@dataclass(frozen=True)
class Participant:
    """大会人员: one person's place in one congress.

    `capacity` is the id of a capacity of its kind (代表, 列席人员), `role` the part in the group ("" or 团长, 召集人),
    `group_id` None for who is in no group.
    """

    id: str
    congress_id: str
    person_id: str
    group_id: str | None
    capacity: str
    position: int
    role: str = ""


@dataclass(frozen=True)
class Officer:
    """大会机构成员: one person in one office; `office` is an office id of the congress kind (主席团, 秘书长, ...)."""

    id: str
    congress_id: str
    person_id: str
    office: str
    position: int


@dataclass(frozen=True)
class Session:
    """会次: one sitting (预备会议, 第一次全体会议); `chair` and `attendance` are free text as printed.

    `role` is what it is, whatever it is called: `PLENARY` for one of the whole congress; "" where nobody has said.
    """

    id: str
    congress_id: str
    position: int
    title: str
    day: date | None = None
    start: time | None = None
    place: str = ""
    chair: str = ""
    attendance: str = ""
    role: str = ""


@dataclass(frozen=True)
class AgendaItem:
    """议程项: a node of a session's agenda tree; `minutes` 0 takes the sum of its children; `papers` one a line.

    `role` tells `MATTER`, what the congress deals with, from `PROCEDURE`, what only opens, leads or closes a sitting.
    """

    id: str
    session_id: str
    parent_id: str | None
    position: int
    title: str
    minutes: int = 0
    speaker: str = ""
    papers: str = ""
    role: str = ""


def congress_title(pattern: str, unit: str, term: int, sitting: int = 0) -> str:
    """Return a congress's title as its kind's pattern has it, with {unit}, {term} and {sitting}.

    中国共产党青禾县第十二次代表大会, 青禾县第十八届人民代表大会第一次会议; a number that it does not have is 0.
    """
    words = {"unit": unit, "term": chinese_number(term), "sitting": chinese_number(sitting)}
    return parse(pattern).fill(words).text


def group_number(name: str, endings: Sequence[str]) -> int | None:
    """Return the number of a numbered group, 2 for 第二代表团 and 二组; None for one that has a name (柳河镇代表团).

    `endings` are the words that such a name may end with after its number.
    """
    words = "|".join(map(re.escape, sorted(endings, key=len, reverse=True)))
    found = re.fullmatch(rf"第?([零一二三四五六七八九十百\d]+)(?:{words})", name)
    return read_number(found[1]) if found else None


def arrange_groups(
    groups: Sequence[ParticipantGroup], endings: Sequence[str], new: Sequence[str] = ()
) -> list[ParticipantGroup]:
    """Return groups with the numbered ones by their numbers, in the places that numbered groups have among the others.

    Where the office has given those that are not `new` (ids) another order itself, nothing is moved.
    """
    numbers = {each.id: group_number(each.name, endings) for each in groups}
    old = [number for each in groups if each.id not in new and (number := numbers[each.id]) is not None]
    if new and old != sorted(old):
        return list(groups)
    numbered = [each for each in groups if numbers[each.id] is not None]
    in_turn = iter(sorted(numbered, key=lambda each: numbers[each.id] or 0))
    return [each if numbers[each.id] is None else next(in_turn) for each in groups]
