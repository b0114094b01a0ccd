"""Rows for the tests of the people's table."""

from collections.abc import Sequence
from datetime import date

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.domain.people import NameKeys, Person, PersonRow
from huanjie_desktop.domain.people_rows import haystack, people_kind
from huanjie_desktop.domain.roster import RosterEntry
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.models.people_cells import people_columns

BASE = date(2026, 7, 26)
COLUMNS = [
    ColumnSpec(field="serial", title="序号", width=5, align="center"),
    ColumnSpec(field="name", title="姓名", kind="name"),
    ColumnSpec(field="sex", title="性别", kind="sex", width=5),
    ColumnSpec(field="birth", title="出生年月", kind="date"),
    ColumnSpec(field="age", title="年龄", kind="number", align="right"),
    ColumnSpec(field="current_post", title="职务", kind="text", width=30),
]
FIELDS = [column.field for column in COLUMNS]
PEOPLE = [
    ("p1", "林木", "男", PartialDate(1985, 7), "青禾县柳河镇党委书记", NameKeys("05|08", "08|04", "lin mu", "lm")),
    ("p2", "王芳", "女", PartialDate(1978, 5), "青禾县委组织部副部长", NameKeys("04|07", "04|07", "wang fang", "wf")),
    ("p3", "单立", "男", None, "", NameKeys("08|05", "08|05", "shan li", "sl")),
    ("p4", "丁一", "男", PartialDate(1990, 12, 3), "石桥镇镇长", NameKeys("02|01", "02|01", "ding yi", "dy")),
]


def row(number: int, roster: str | None = "r1") -> PersonRow:
    """Return one of PEOPLE."""
    person_id, name, sex, birth, post, keys = PEOPLE[number]
    person = Person(person_id, name, sex=sex, birth=birth, current_post=post)
    entry = RosterEntry(f"e{number}", roster, person_id, number) if roster else None
    return PersonRow(person, keys, entry)


def rows() -> list[PersonRow]:
    """Return all of PEOPLE."""
    return [row(number) for number in range(len(PEOPLE))]


def haystacks(held: Sequence[PersonRow]) -> list[str]:
    """Return what is searched."""
    return [haystack(one, FIELDS, BASE) for one in held]


def model_of(held: Sequence[PersonRow]) -> GridModel:
    """Return a model that holds these rows."""
    model = GridModel(people_columns(COLUMNS, BASE), people_kind(BASE))
    model.hold(held, haystacks(held))
    return model


def shown_names(model: GridModel) -> list[str]:
    """Return the names in the order shown."""
    return [model.row_at(at).person.name for at in range(model.count)]


def text_of(model: GridModel, shown: int, field: str) -> str:
    """Return what the cell of a field says."""
    return model.text_at(shown, [column.field for column in model.columns].index(field))
