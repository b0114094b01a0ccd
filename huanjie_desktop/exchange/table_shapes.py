"""Takes people apart whom a list writes together: several names in a cell, and columns that are called by a role (团长)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from huanjie_desktop.exchange.column_content import COMPOUND_SURNAME
from huanjie_desktop.exchange.row_words import is_name, is_post_head, is_unit, plain
from huanjie_desktop.exchange.spreadsheet import Cell
from huanjie_desktop.exchange.tables_found import Record, Table

NAME = "name"
_BETWEEN = re.compile(r"[、，,；;/\n]+|(?<=\S\S)[ \u3000]+(?=\S\S)")
_OF_ONE = frozenset(
    {"id_number", "phone", "birth", "sex", "ethnic_group", "party_joined", "work_started", "current_post"}
)
_SHARED = frozenset({"sex", "ethnic_group", "current_post"})  # one word may hold for all of them


def parted(table: Table, fields: Mapping[str, str]) -> Table:
    """Return a table in which each name of a cell has a record of its own; `fields` are what the heads mean."""
    kinds = [fields.get(head, "") for head in table.heads]
    if NAME not in kinds:
        return table
    name = kinds.index(NAME)
    if not any(_has_several(record.cells[name]) for record in table.records):
        return table
    return replace(table, records=[each for record in table.records for each in _each(record, name, kinds)])


def _each(record: Record, name: int, kinds: Sequence[str]) -> Iterator[Record]:
    names = names_in(record.cells[name])
    split: dict[int, list[str]] = {}
    for at, kind in enumerate(kinds):
        cell = record.cells[at]
        if at == name or kind not in _OF_ONE or cell in ("", None) or len(names) < 2:
            continue
        parts = [part.strip() for part in _BETWEEN.split(cell) if part.strip()] if isinstance(cell, str) else []
        if len(parts) == len(names):
            split[at] = parts
        elif kind not in _SHARED or len(parts) > 1:
            names = []  # whose is it?
    if len(names) < 2:
        yield record
        return
    for place, called in enumerate(names):
        cells: list[Cell] = [split[at][place] if at in split else cell for at, cell in enumerate(record.cells)]
        cells[name] = called
        yield replace(record, cells=cells, together=len(names))


def _has_several(cell: Cell) -> bool:
    return isinstance(cell, str) and _BETWEEN.search(cell) is not None


def names_in(cell: Cell) -> list[str]:
    """Return the names of a cell that has several, else none."""
    if not isinstance(cell, str):
        return []
    found = [part.strip() for part in _BETWEEN.split(cell.strip()) if part.strip()]
    if cell.isascii() or any(COMPOUND_SURNAME.fullmatch(part) for part in found):
        return []
    return found if len(found) > 1 and all(len(each) > 1 and is_name(each) for each in found) else []


def are_names(cells: Sequence[Cell]) -> bool:
    """Tell whether cells have a name or several, all of them."""
    return bool(cells) and all(names_in(cell) or (is_name(cell) and not is_unit(plain(cell))) for cell in cells)


def with_role(table: Table, name: int, role: str) -> Table:
    """Return a table whose column of names is called by a role, with 姓名 over it and the role as a remark."""
    wanted = "现任职务" if is_post_head(role) else "备注"
    heads = [*table.heads, wanted if wanted not in table.heads else f"{wanted}（2）"]
    heads[name] = "姓名"
    said = role.replace("(", "（").replace(")", "）")
    records = [replace(record, cells=[*record.cells, said]) for record in table.records]
    return replace(
        table,
        heads=tuple(heads),
        uppers=(*table.uppers, ""),
        columns=(*table.columns, table.columns[name]),
        records=records,
    )


def with_offer(table: Table, head: str, cells: Sequence[Cell], why: str) -> Table:
    """Return a table with a column more, which is none of the sheet's own; it is imported only if the clerk says so."""
    if head in table.heads:
        return table
    records = [replace(record, cells=[*record.cells, cell]) for record, cell in zip(table.records, cells, strict=True)]
    return replace(
        table,
        heads=(*table.heads, head),
        uppers=(*table.uppers, ""),
        columns=(*table.columns, table.columns[0]),
        records=records,
        offered={**table.offered, len(table.heads): why},
    )
