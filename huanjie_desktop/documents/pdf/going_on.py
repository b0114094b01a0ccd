"""Rows of one sheet out of a table whose spanning cells may go on to the next."""

from collections.abc import Sequence
from dataclasses import replace

from huanjie_desktop.documents.blocks import Cell, CellText, Row


def can_go_on(rows: Sequence[Row]) -> bool:
    """Tell whether any cell of the rows may go on to the next sheet."""
    return any(isinstance(cell, Cell) and cell.again is not None for row in rows for cell in row.cells)


def rows_between(rows: Sequence[Row], begin: int, end: int) -> list[Row]:
    """Return the rows from `begin` up to `end` as they stand on one sheet: spanning cells end with it, and those that
    began on the sheet before stand in the first row with the words that they go on with.
    """
    found = [_cut(row, end - at) for at, row in enumerate(rows[begin:end], begin)]
    if found and begin:
        found[0] = _joined(found[0], _going_on(rows, begin, end))
    return found


def _cut(row: Row, left: int) -> Row:
    return replace(row, cells=tuple(_at_most(cell, left) for cell in row.cells))


def _at_most(cell: CellText, left: int) -> CellText:
    return replace(cell, rowspan=min(cell.rowspan, left)) if isinstance(cell, Cell) else cell


def _going_on(rows: Sequence[Row], begin: int, end: int) -> dict[int, Cell]:
    """Return the cells that span from above `begin` into it, by column."""
    found: dict[int, Cell] = {}
    for at, row in enumerate(rows[:begin]):
        for column, cell in enumerate(row.cells):
            if isinstance(cell, Cell) and at + cell.rowspan > begin:
                words = cell.text if cell.again is None else cell.again
                found[column] = replace(cell, text=words, rowspan=min(at + cell.rowspan, end) - begin)
    return found


def _joined(row: Row, cells: dict[int, Cell]) -> Row:
    return replace(row, cells=tuple(cells.get(at, cell) for at, cell in enumerate(row.cells)))
