"""Matches a file's columns with the fields of people, by their heads and by what stands in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.exchange.head_words import HeadWords
from huanjie_desktop.exchange.spreadsheet import Cell

CHOSEN, BY_NAME, BY_CONTENT, NOT_AT_ALL = 3, 2, 1, 0
_SHOWN = 3


@dataclass(frozen=True)
class FileColumn:
    """表中的一栏: its head in whole words, the head's upper line, up to 60 of its cells that are not empty.

    A column without a head of its own is not `named`; its `head` is then 第C列, by its letter.
    """

    head: str
    upper: str = ""
    cells: tuple[Cell, ...] = ()
    named: bool = True


@dataclass(frozen=True)
class Guess:
    """栏目对应: a file's column and the field it is taken for, "" for none; `why` says in words what speaks for it, or why none.

    `sure` is 3 where the clerk chose, 2 by name, 1 by content, 0 not at all.
    """

    head: str
    field: str
    sure: int
    samples: tuple[str, ...] = ()
    why: str = ""


def known_field(head: str, specs: Mapping[str, ColumnSpec]) -> str:
    """Return the field that a head's words mean, "" where they are not known; marks, numbers and spaces do not count."""
    return HeadWords.of(specs).field_of(head)[0]


def match_columns(
    columns: Sequence[FileColumn],
    specs: Mapping[str, ColumnSpec],
    mapping: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
) -> list[Guess]:
    """Return a guess for every column.

    `mapping` (head -> field, "" for none) is what the clerk chose and overrules all; `remembered` is what was chosen in
    other files, and holds where the head's words say nothing else.
    """
    words = HeadWords.of(specs)
    chosen, known = mapping or {}, remembered or {}
    taken: dict[str, str] = {field: head for head, field in chosen.items() if field}
    guesses: list[Guess] = []
    for column in columns:
        samples = _samples(column)
        if column.head in chosen:
            guesses.append(Guess(column.head, chosen[column.head], CHOSEN, samples, "已指定"))
            continue
        field = words.field_of(column.head, column.upper)[0] or known.get(column.head, "")
        if field and field in taken:
            guesses.append(Guess(column.head, "", NOT_AT_ALL, samples, f"与“{taken[field]}”栏重复"))
        elif field:
            taken[field] = column.head
            guesses.append(Guess(column.head, field, BY_NAME, samples, "按栏目名称"))
        else:
            guesses.append(Guess(column.head, "", NOT_AT_ALL, samples, "认不出这一栏"))
    return guesses


def _samples(column: FileColumn) -> tuple[str, ...]:
    shown = [cell_text(cell) for cell in column.cells]
    return tuple(dict.fromkeys(text for text in shown if text.strip()))[:_SHOWN]


def cell_text(cell: Cell) -> str:
    """Return a cell's text as the user sees it: whole numbers without .0, dates as 1985-07-12."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)
