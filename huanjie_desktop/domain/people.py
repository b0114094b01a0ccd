"""Person 干部/人员: the fields of the official form, and nothing beyond them."""

import re
from dataclasses import dataclass

from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.roster import RosterEntry

UNIT_POST = "unit_post"  # the column 单位及职务, which says two fields of a person in one cell
_LONG_UNIT = 4  # characters from which a unit's name is found in a post by no accident
_BEFORE_A_UNIT = re.compile(r"[、，,；;兼]$|(?:^|[、，,；;兼])[\u4e00-\u9fff]+[省市县区旗州盟]$")
_SHARED = 3  # characters of a unit at the beginning of a post that are no chance


@dataclass(frozen=True, slots=True)  # past 30 fields a __dict__ is no longer shared: 1.5 kB a person
class Person:
    """干部/人员: one official of the round, with the fields of the 干部任免审批表.

    Text is normalised (no padding spaces, 汉族 not 汉); an unknown value is "" or None.
    `sex` is "男", "女" or "". `id_number` is 18 characters, upper-case X. `unit` is the 单位 for
    grouping, `current_post` the whole 现任职务 as printed.
    """

    id: str
    name: str
    sex: str = ""
    birth: PartialDate | None = None
    ethnic_group: str = ""
    native_place: str = ""
    birthplace: str = ""
    political_status: str = ""
    party_joined: PartialDate | None = None
    work_started: PartialDate | None = None
    health: str = ""
    education: str = ""
    degree: str = ""
    fulltime_education: str = ""
    fulltime_degree: str = ""
    fulltime_school: str = ""
    fulltime_degree_school: str = ""
    inservice_education: str = ""
    inservice_degree: str = ""
    inservice_school: str = ""
    inservice_degree_school: str = ""
    professional_title: str = ""
    speciality: str = ""
    expertise: str = ""
    unit: str = ""
    current_post: str = ""
    post_since: PartialDate | None = None
    rank: str = ""
    rank_since: PartialDate | None = None
    grade: str = ""
    grade_since: PartialDate | None = None
    retires: PartialDate | None = None
    age_limit: str = ""
    origin: str = ""
    id_number: str = ""
    phone: str = ""
    resume: str = ""
    awards: str = ""
    appraisals: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a person's name sorts and is found by; computed when the name is written.

    `surname_key` orders by 姓氏笔画, `name_key` by 姓名笔画 (both compare as plain strings), `pinyin` is
    "lin mu", `initials` "lm"; `uncertain` names the characters whose strokes are not in the table.
    """

    surname_key: str
    name_key: str
    pinyin: str
    initials: str
    uncertain: str = ""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """名册行: a person with the keys of the name, and the place in the roster shown (None over all people).

    Tables hold many of these, so the long texts (resume, awards, appraisals) may be left out of `person`.
    """

    person: Person
    keys: NameKeys
    entry: RosterEntry | None = None


@dataclass(frozen=True)
class CellEdit:
    """A text typed into one field of one person; it is read as an imported cell would be."""

    person_id: str
    field: str
    text: str


def post_with_unit(person: Person) -> str:
    """Return 单位及职务 as rosters print it: the post, with the unit before it where the post does not name it.

    A post names its unit behind another one as well: 县委常委、县委办公室主任 of 县委办公室. What the post begins with of the unit's end
    is written once: 县财政局局长 of 青禾县财政局.
    """
    unit, post = person.unit, person.current_post
    if not unit or post.startswith(unit) or (unit in post and (len(unit) >= _LONG_UNIT or _begins_a_post(unit, post))):
        return post
    shared = next((count for count in range(len(unit) - 1, _SHARED - 1, -1) if post.startswith(unit[-count:])), 0)
    return unit + post[shared:]


def _begins_a_post(unit: str, post: str) -> bool:
    """Tell whether a post among several begins with the unit, or with the county's name before it: 青禾县柳河镇党委书记."""
    return any(_BEFORE_A_UNIT.search(post[:at]) for at in range(1, len(post)) if post.startswith(unit, at))
