"""Congress 代表大会: its delegates, offices, sessions and agenda."""

from dataclasses import dataclass
from datetime import date, time

from huanjie_desktop.domain.numerals import chinese_number
from huanjie_desktop.domain.templates import parse


@dataclass(frozen=True)
class Congress:
    """代表大会: `kind` is the id of a congress kind in the catalogue; `unit` the place (青禾县, 柳河镇).

    `ordinal` is 12 for 第十二次. `base_date` is the date at which ages are computed; None means the opening day.
    """

    id: str
    kind: str
    unit: str
    ordinal: int
    start: date | None = None
    end: date | None = None
    venue: str = ""
    base_date: date | None = None
    position: int = 0


@dataclass(frozen=True)
class Delegation:
    """代表团: a group of delegates with its rooms."""

    id: str
    congress_id: str
    name: str
    position: int
    place: str = ""
    liaison: str = ""


@dataclass(frozen=True)
class Delegate:
    """代表: one person's seat in one congress; `role` is "" or 团长, 副团长, 召集人."""

    id: str
    congress_id: str
    person_id: str
    delegation_id: str
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
    """会次: one sitting (预备会议, 第一次全体会议); `chair` and `attendance` are free text as printed."""

    id: str
    congress_id: str
    position: int
    title: str
    day: date | None = None
    start: time | None = None
    place: str = ""
    chair: str = ""
    attendance: str = ""


@dataclass(frozen=True)
class AgendaItem:
    """议程项: a node of a session's agenda tree; `minutes` 0 takes the sum of its children; `papers` one a line."""

    id: str
    session_id: str
    parent_id: str | None
    position: int
    title: str
    minutes: int = 0
    speaker: str = ""
    papers: str = ""


def congress_title(pattern: str, unit: str, term: int, sitting: int = 0) -> str:
    """Return a congress's title as its kind's pattern has it, with {unit}, {term} and {sitting}.

    中国共产党青禾县第十二次代表大会, 青禾县第十八届人民代表大会第一次会议; a number that it does not have is 0.
    """
    words = {"unit": unit, "term": chinese_number(term), "sitting": chinese_number(sitting)}
    return parse(pattern).fill(words).text
