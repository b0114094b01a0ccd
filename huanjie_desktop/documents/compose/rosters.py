"""Rosters as tables, and sign-in sheets."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.documents.blocks import Align, Block, Cell, CellText, Column, Row, Table, Title
from huanjie_desktop.documents.compose.makers import CONGRESS, ROSTER, Maker
from huanjie_desktop.documents.compose.params import Kind, plain, text
from huanjie_desktop.documents.material import CongressMaterial, PersonGroup, RosterMaterial
from huanjie_desktop.domain.dates import PartialDate, age_at
from huanjie_desktop.domain.numerals import chinese_date
from huanjie_desktop.domain.people import Person, post_with_unit

_NEVER_BROKEN = {"name": "name", "date": "date", "party": "date", "number": "number", "sex": "number"}


def compose_roster_table(material: RosterMaterial, params: Mapping[str, Any]) -> tuple[Block, ...]:
    """Compose a roster as a table with two-line heads, grouped by unit; params: columns (fields), size, row_height."""
    specs = [material.columns[field] for field in params["columns"]]
    rows: list[Row] = []
    serial = 0
    for group in material.groups:
        if group.name:
            heading = Cell(f"{group.name}（{len(group.people)}人）", colspan=len(specs), align=Align.LEFT)
            rows.append(Row((heading, *([None] * (len(specs) - 1))), kind="group"))
        for person in group.people:
            serial += 1
            rows.append(Row(tuple(cell_text(person, spec, serial, material) for spec in specs)))
    total = Cell(f"合计：{serial}人", colspan=len(specs), align=Align.LEFT)
    rows.append(Row((total, *([None] * (len(specs) - 1))), kind="total"))
    table = Table(
        tuple(_column(spec) for spec in specs),
        two_line_head(specs),
        tuple(rows),
        caption=material.title,
        note=f"年龄计算截至{chinese_date(material.base_date)}",
        size=float(params.get("size", 10.5)),
        row_height=float(params.get("row_height", 9)),
    )
    return (table,)


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
    """Compose the sign-in sheets, by group, then those who are not counted; params: columns (head, width), size, row_height."""
    blocks: list[Block] = [Title(f"{material.title}\n签到册")]
    heads = [str(column["head"]) for column in params["columns"]]
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
            known = {"序号": str(serial), "姓名": person.name, "单位及职务": post_with_unit(person)}
            rows.append(Row(tuple(known.get(head, "") for head in heads)))
    table = Table(
        columns,
        (Row(tuple(heads)),),
        tuple(rows),
        size=float(params.get("size", 12)),
        row_height=float(params.get("row_height", 12)),
    )
    return (*blocks, table)


def cell_text(person: Person, spec: ColumnSpec, serial: int, material: RosterMaterial) -> str:
    """Return what a roster's cell prints."""
    if spec.field == "serial":
        return str(serial)
    if spec.field == "age":
        return str(age_at(person.birth, material.base_date)) if person.birth else ""
    if spec.field == "unit_post":
        return post_with_unit(person)
    if spec.field == "party_joined" and person.party_joined is None:
        other = [
            party for party in person.political_status.split("；") if party not in ("中共党员", "群众", "共青团员")
        ]
        return "；".join(filter(None, other))
    value = getattr(person, spec.field, "")
    return value.dotted() if isinstance(value, PartialDate) else str(value or "")


def _column(spec: ColumnSpec) -> Column:
    column = Column(spec.width, Align(spec.align), _NEVER_BROKEN.get(spec.kind, "text"))
    return replace(column, align=Align.CENTER) if column.kind == "name" else column


_SIZES = (plain("size", Kind.NUMBER), plain("row_height", Kind.NUMBER))
ROSTER_TABLE = Maker(compose_roster_table, (ROSTER,), (plain("columns[]", Kind.COLUMN, needed=True), *_SIZES))
SIGN_IN = Maker(
    compose_sign_in,
    (CONGRESS,),
    (
        text("columns[].head", "栏目名称", needed=True),
        plain("columns[].width", Kind.NUMBER, needed=True),
        plain("columns[].align", Kind.WORD, choices=tuple(Align)),
        plain("columns[].kind", Kind.WORD, choices=("text", "name", "number", "date")),
        *_SIZES,
    ),
)
