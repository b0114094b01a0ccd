"""Rosters as tables, and sign-in sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import Any

import msgspec

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.documents.blocks import (
    TABLE_MARGINS,
    Align,
    Block,
    Cell,
    CellText,
    Column,
    Document,
    PageStyle,
    Paper,
    Row,
    Table,
    Title,
)
from huanjie_desktop.documents.compose import needs
from huanjie_desktop.documents.compose.makers import CONGRESS, ROSTER, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial, PersonGroup, RosterMaterial
from huanjie_desktop.domain.columns import PEOPLE, Listed, ListedPerson, Place
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.people import Person

_SIGN_IN, _BLANK_ROWS = "签到册", 15
_OF_AGE = ("age",)
_MOST_EMS, _PADDING = 9.0, 0.9
_SHEETS = (  # paper, whether it lies, size of the letters, how many of them a line takes
    (Paper.A4, False, 10.5, 46.0),
    (Paper.A4, True, 10.5, 70.0),
    (Paper.A4, True, 9.0, 82.0),
    (Paper.A3, True, 10.5, 103.0),
    (Paper.A3, True, 9.0, 120.0),
    (Paper.A3, True, 8.0, 0.0),
)
_NEVER_BROKEN = {"name": "name", "date": "date", "party": "date", "number": "number", "sex": "number"} | {
    "id_number": "number",
    "phone": "number",
    "ethnic": "date",
}


def compose_roster_table(material: RosterMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a roster as a table with two-line heads, grouped by unit.

    Params: columns (fields), heads (other heads of some: field and title), own_columns (titles of the roster's own columns,
    blank where it has none), group_lines (whether a line stands over each group), note above and foot below, size, row_height.
    """
    specs = _with_own(material, params)
    rows: list[Row] = []
    serial = 0
    for group in material.groups:
        if group.name and params.get("group_lines", True):
            heading = Cell(f"{group.name}（{len(group.people)}人）", colspan=len(specs), align=Align.LEFT)
            rows.append(Row((heading, *([None] * (len(specs) - 1))), kind="group"))
        for person in group.people:
            serial += 1
            listed = ListedPerson(person, material.entries.get(person.id))
            at = Place(material.base_date, serial, group.name)
            rows.append(Row(tuple(_shown(spec, listed, at) for spec in specs)))
    total = Cell(f"合计：{serial}人", colspan=len(specs), align=Align.LEFT)
    rows.append(Row((total, *([None] * (len(specs) - 1))), kind="total"))
    ages = f"年龄计算截至{chinese_date(material.base_date)}" if any(spec.field in _OF_AGE for spec in specs) else ""
    said = [str(params.get("note", "")), material.order, ages]
    table = Table(
        tuple(_column(spec) for spec in specs),
        two_line_head(specs),
        tuple(rows),
        caption=material.title,
        note="　　　　".join(filter(None, said)),
        note_align=Align.LEFT if params.get("note") else Align.RIGHT,
        foot=str(params.get("foot", "")),
        size=float(params.get("size", 10.5)),
        row_height=float(params.get("row_height", 9)),
    )
    return (table,)


def _with_own(material: RosterMaterial, params: Mapping[str, Any]) -> list[ColumnSpec]:
    """Return the columns of a paper; those that it names of the roster's own stand before the last, the remark."""
    heads = {each.get("field", ""): each.get("title", "") for each in params.get("heads", ())}
    specs = [_headed(material.columns[field], heads.get(field, "")) for field in params["columns"]]
    known = {spec.title: spec for spec in material.own}
    own = [known.get(title, ColumnSpec(field="", title=title, width=12)) for title in params.get("own_columns", ())]
    return [*specs[:-1], *own, specs[-1]]


def _headed(spec: ColumnSpec, head: str) -> ColumnSpec:
    return msgspec.structs.replace(spec, title=head, print_title=head) if head else spec


def _shown(spec: ColumnSpec, listed: ListedPerson, at: Place) -> str:
    return PEOPLE.text(spec.field, listed, at) if spec.field else ""


def people_table(specs: Sequence[ColumnSpec], people: Sequence[Person], base_date: date, size: float) -> Table:
    """Return people as a plain table, as it stands inside a text."""
    rows = [
        Row(tuple(PEOPLE.text(spec.field, ListedPerson(person), Place(base_date, at)) for spec in specs))
        for at, person in enumerate(people, 1)
    ]
    return Table(tuple(_column(spec) for spec in specs), two_line_head(specs), tuple(rows), size=size)


def compose_roster_data(material: RosterMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a roster as data that comes in again as it is: a line a person, heads of one line, every value whole,
    the roster's own columns at the end.

    Params: columns (fields), more (fields whose columns are there only where somebody has something in them), size, row_height.
    """
    crowd = [ListedPerson(person) for group in material.groups for person in group.people]
    at = Place(material.base_date)
    more = [field for field in params.get("more", ()) if any(_whole(field, listed, at) for listed in crowd)]
    *fields, last = params["columns"]
    specs = [*(material.columns[field] for field in (*fields, *more, last)), *material.own]
    rows: list[Row] = []
    for group in material.groups:
        for person in group.people:
            listed = ListedPerson(person, material.entries.get(person.id))
            at = Place(material.base_date, len(rows) + 1)
            rows.append(Row(tuple(_whole(spec.field, listed, at) for spec in specs)))
    table = Table(
        _fitted(specs, rows),
        (Row(tuple(spec.title for spec in specs), height=10),),
        tuple(rows),
        caption=material.title,
        note=f"年龄计算截至{chinese_date(material.base_date)}",
        size=float(params.get("size", 10.5)),
        row_height=float(params.get("row_height", 9)),
    )
    return (table,)


def compose_as_shown(
    title: str,
    specs: Sequence[ColumnSpec],
    people: Sequence[Listed],
    base_date: date,
    notes: Sequence[str],
    names: Sequence[str] = (),
) -> Document:
    """Compose what a table shows: these columns of these people in this order, on as small a sheet as takes them.

    `notes` stand above the head, with the day to which ages are counted; `names` are not broken in the title.
    """
    rows = [
        Row(tuple(PEOPLE.text(spec.field, listed, Place(base_date, serial)) for spec in specs))
        for serial, listed in enumerate(people, 1)
    ]
    fitted = zip(_fitted(specs, rows), specs, strict=True)
    columns = tuple(replace(each, kind="name") if spec.kind == "name" else each for each, spec in fitted)
    width = sum(column.width for column in columns)
    paper, wide, size, _most = next((sheet for sheet in _SHEETS if width <= sheet[3]), _SHEETS[-1])
    ages = f"年龄计算截至{chinese_date(base_date)}" if any(spec.field in _OF_AGE for spec in specs) else ""
    table = Table(
        columns,
        two_line_head(specs),
        tuple(rows),
        caption=title,
        note="　　".join(filter(None, [*notes, ages])),
        note_align=Align.LEFT,
        size=size,
        row_height=9,
    )
    return Document(title, PageStyle(paper, wide, TABLE_MARGINS, "total"), (table,), True, (), tuple(names))


def _fitted(specs: Sequence[ColumnSpec], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return columns as wide as what stands in them, long texts wrapped; one that is empty takes the room of its head."""
    columns = []
    for at, spec in enumerate(specs):
        column = _column(spec)
        longest = max((_ems(str(row.cells[at])) for row in rows), default=0.0)
        least = -(-_ems(spec.title) // 2) if column.kind == "text" else 0.0
        most = _MOST_EMS if column.kind == "text" else longest
        kind = "date" if column.kind == "name" else column.kind  # a name stands in data as it is, not spaced
        columns.append(replace(column, kind=kind, width=max(least, min(longest, most), 2.0) + _PADDING))
    return tuple(columns)


def _ems(words: str) -> float:
    return max((sum(0.55 if char.isascii() else 1.0 for char in line) for line in words.split("\n")), default=0.0)


def _whole(field: str, listed: ListedPerson, at: Place) -> str:
    """Return a value as a cell takes it back; computed ones as they are printed."""
    if field in PEOPLE.computed:
        return PEOPLE.text(field, listed, at)
    return field_text(PEOPLE.value(field, listed, at))


def two_line_head(specs: Sequence[ColumnSpec]) -> tuple[Row, ...]:
    """Return a head: columns of one group share an upper cell, all others stand over both lines."""
    if not any(spec.group for spec in specs):
        return (Row(tuple(spec.print_title or spec.title for spec in specs), height=10),)
    upper: list[CellText] = []
    lower: list[CellText] = []
    for group, members in groupby(specs, key=lambda spec: spec.group or spec.field):
        inside = list(members)
        if inside[0].group:
            upper += [Cell(group, colspan=len(inside)), *([None] * (len(inside) - 1))]
            lower += [spec.print_title or spec.title for spec in inside]
        else:
            upper.append(Cell(inside[0].print_title or inside[0].title, rowspan=2))
            lower.append(None)
    return Row(tuple(upper)), Row(tuple(lower))


def compose_sign_in(material: CongressMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose the sign-in sheets, by group, then those who are not counted; params: columns, size, row_height.

    A column has a head, a width and the field that stands in it; none of what is written by hand.
    """
    blocks: list[Block] = [Title(f"{material.title}\n{_SIGN_IN}")]
    heads = [column["head"] for column in params["columns"]]
    fields = [column.get("field", "") for column in params["columns"]]
    columns = tuple(
        Column(float(column["width"]), Align(column.get("align", "center")), str(column.get("kind", "text")))
        for column in params["columns"]
    )
    rows: list[Row] = []
    serial = 0
    signing = [PersonGroup(each.name, each.members) for each in material.groups if each.members]
    for each in (*signing, *material.attending):
        count = f"（{len(each.people)}{material.words.measure}）"
        heading = Cell(each.name + count, colspan=len(columns), align=Align.LEFT)
        rows.append(Row((heading, *([None] * (len(columns) - 1))), kind="group"))
        for person in each.people:
            serial += 1
            at = Place(material.base_date, serial, each.name)
            rows.append(Row(tuple(PEOPLE.text(field, ListedPerson(person), at) if field else "" for field in fields)))
    table = Table(
        columns,
        (Row(tuple(heads)),),
        tuple(rows) or (Row(("",) * len(columns)),) * _BLANK_ROWS,
        again=f"{_SIGN_IN}（续）",
        size=float(params.get("size", 12)),
        row_height=float(params.get("row_height", 12)),
    )
    return (*blocks, table)


def _column(spec: ColumnSpec) -> Column:
    column = Column(spec.width, Align(spec.align), _NEVER_BROKEN.get(spec.kind, "text"))
    return replace(column, align=Align.CENTER) if column.kind == "name" else column


_SIZES = (plain("size", Kind.NUMBER), plain("row_height", Kind.NUMBER))
ROSTER_TABLE = Maker(
    compose_roster_table,
    (ROSTER,),
    (
        plain("columns[]", Kind.COLUMN, needed=True),
        plain("heads[].field", Kind.COLUMN),
        text("heads[].title", "栏目名称"),
        plain("own_columns[]", Kind.WORD),
        plain("group_lines", Kind.SWITCH),
        text("note", "表上的文字"),
        text("foot", "表下的文字"),
        *_SIZES,
    ),
    needs=(needs.people,),
)
ROSTER_DATA = Maker(
    compose_roster_data,
    (ROSTER,),
    (plain("columns[]", Kind.COLUMN, needed=True), plain("more[]", Kind.COLUMN), *_SIZES),
    needs=(needs.people,),
)
SIGN_IN = Maker(
    compose_sign_in,
    (CONGRESS,),
    (
        text("columns[].head", "栏目名称", needed=True),
        plain("columns[].field", Kind.COLUMN),
        plain("columns[].width", Kind.NUMBER, needed=True),
        plain("columns[].align", Kind.WORD, choices=tuple(Align)),
        plain("columns[].kind", Kind.WORD, choices=("text", "name", "number", "date")),
        *_SIZES,
    ),
    needs=(needs.members,),
)
