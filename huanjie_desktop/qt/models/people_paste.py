"""What pasting, filling down and clearing mean for the people's table: the edits, and the people to be added."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from huanjie_desktop.domain.columns import PEOPLE
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.qt.models.people import PeopleTableModel

Cell = tuple[int, int]  # shown row, column


@dataclass(frozen=True)
class Pasted:
    """粘贴: texts for the cells, and people for rows beyond the last; `skipped` counts cells that take none."""

    edits: list[CellEdit] = field(default_factory=list)
    added: list[dict[str, str]] = field(default_factory=list)
    skipped: int = 0


def plan_paste(model: PeopleTableModel, matrix: Sequence[Sequence[str]], at: Cell, chosen: Sequence[Cell]) -> Pasted:
    """Return what pasting does: one cell fills everything chosen, else the block goes down and right from `at`."""
    if len(matrix) == 1 and len(matrix[0]) == 1 and len(chosen) > 1:
        return Pasted(_edits(model, [(cell, matrix[0][0]) for cell in chosen]))
    texts: list[tuple[Cell, str]] = []
    added: list[dict[str, str]] = []
    skipped = 0
    for down, cells in enumerate(matrix):
        fresh: dict[str, str] = {}
        for across, text in enumerate(cells):
            row, column = at[0] + down, at[1] + across
            if column >= len(model.columns) or not PEOPLE.is_editable(model.columns[column].field):
                skipped += bool(text.strip())
            elif row < model.rowCount():
                texts.append(((row, column), text))
            elif text.strip():
                fresh[model.columns[column].field] = text
        if fresh:
            added.append(fresh)
    return Pasted(_edits(model, texts), added, skipped)


def plan_fill(model: PeopleTableModel, chosen: Sequence[Cell]) -> list[CellEdit]:
    """Return what Ctrl+D does: each chosen column takes the text of its topmost chosen cell."""
    topmost: dict[int, int] = {}
    for row, column in chosen:
        topmost[column] = min(row, topmost.get(column, row))
    texts = [
        ((row, column), model.text_at(topmost[column], model.columns[column].field))
        for row, column in chosen
        if row != topmost[column]
    ]
    return _edits(model, texts)


def plan_clear(model: PeopleTableModel, chosen: Sequence[Cell]) -> list[CellEdit]:
    """Return what Delete does: the chosen cells become blank."""
    return _edits(model, [(cell, "") for cell in chosen])


def chosen_matrix(model: PeopleTableModel, chosen: Sequence[Cell]) -> list[list[str]]:
    """Return the texts of the chosen cells as a block; cells within it that are not chosen are blank."""
    picked = set(chosen)
    rows, columns = sorted({row for row, _ in picked}), sorted({column for _, column in picked})
    return [
        [model.text_at(row, model.columns[column].field) if (row, column) in picked else "" for column in columns]
        for row in rows
    ]


def _edits(model: PeopleTableModel, texts: Sequence[tuple[Cell, str]]) -> list[CellEdit]:
    edits = []
    for (row, column), text in texts:
        spec = model.columns[column]
        if PEOPLE.is_editable(spec.field) and text != model.text_at(row, spec.field):
            edits.append(CellEdit(model.row_at(row).person.id, spec.field, text))
    return edits
