"""The model of every table: what is typed or pasted is shown at once and asked for."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal

from huanjie_desktop.domain.pasting import Cell, Pasted, fill_down, paste_report
from huanjie_desktop.qt.models.cells import (
    CENTRED,
    NOWHERE,
    NUMBER,
    RIGHT,
    SERIAL,
    TEXT,
    Index,
    TableColumn,
    digits,
)
from huanjie_desktop.qt.models.held import HeldRows
from huanjie_desktop.qt.tasks import Tasks

__all__ = ["CENTRED", "NUMBER", "RIGHT", "SERIAL", "TEXT", "CellChange", "RowsModel", "TableColumn", "by_row"]
_EDIT = Qt.ItemDataRole.EditRole


@dataclass(frozen=True)
class CellChange:
    """A cell that was typed into: the row's id, the field, the text; numbers come as int, an emptied one as None."""

    row_id: str
    field: str
    value: Any


class RowsModel(HeldRows):
    """行表: where it `grows`, a last empty row takes what is typed or pasted as new rows.

    What is typed is shown at once, and asked for by `changes_asked`, or by `rows_asked` where rows are added; all of one
    act goes together. It is shown until rows are set again. A `required` field must be filled in a new row.
    """

    changes_asked = Signal(list)  # CellChange
    rows_asked = Signal(list, list)  # CellChange, and new rows: field -> value
    refused = Signal(str)  # why a text was not taken: nothing of the act was
    said = Signal(str)  # what was not taken of it, or is missing

    _tasks: Tasks | None = None

    def follow(self, tasks: Tasks) -> None:
        """Show what is stored again once nothing is being written any more, so that a refused text does not stay."""
        self._tasks = tasks
        tasks.busy_changed.connect(self._on_busy)
        tasks.troubled.connect(self._on_troubled)

    def _on_busy(self, busy: bool) -> None:
        if not busy:  # what the answer has changed is asked for only after this
            QTimer.singleShot(0, self._on_idle)

    def _on_troubled(self, _error: object) -> None:
        self.drop_pending()

    def _on_idle(self) -> None:
        if self._tasks is not None and not self._tasks.busy:
            self.drop_pending()

    # editing

    def ask(self, texts: Iterable[tuple[Cell, str]], added: Sequence[Mapping[int, str]] = ()) -> bool:
        """Ask for texts and for new rows (column -> text) as one act; return False where one is refused, and all with it."""
        changes = []
        for (at, column), text in texts:
            spec, known = self.columns[column], (self.text_at(at, column), self.edit_text_at(at, column))
            if at >= self.count or self.refusal(at, column) or text.strip() in known:
                continue
            wrong = self.problem(column, text) if spec.kind == NUMBER else ""
            if wrong:
                self.refused.emit(wrong)
                return False
            changes.append((CellChange(self.id_at(at), spec.field, value_of(spec, text)), text))
        self.show_pending([(change.row_id, change.field, text) for change, text in changes])
        self._emit([change for change, _ in changes], [dict(row) for row in added])
        return True

    def paste(self, pasted: Pasted) -> None:
        """Ask for a block that was pasted, and say what of it was not taken."""
        why: dict[str, str] = {}
        kept = []
        for cell, text in pasted.texts:
            spec = self.columns[cell[1]]
            if not self.refusal(*cell):
                kept.append((cell, text))
            elif text.strip() and text.strip() != self.text_at(*cell):
                why[spec.head] = spec.reason or "有的格不能改"
        added = []
        for line in pasted.added:
            why.update({self.columns[at].head: spec.reason for at in line if (spec := self.columns[at]).reason})
            added.append({at: text for at, text in line.items() if not self.columns[at].reason})
        added = [line for line in added if line]
        self.ask(kept, added)
        report = self.locked or paste_report(len(kept), len(added), why, pasted)
        if report:
            self.said.emit(report)

    def fill(self, chosen: Collection[Cell]) -> None:
        """Do what Ctrl+D does."""
        self.ask((cell, self.edit_text_at(*source)) for cell, source in fill_down(chosen).items())

    def clear(self, chosen: Collection[Cell]) -> None:
        """Do what Delete does."""
        for at, column in chosen:
            if at >= self.count + len(self._coming):
                self.draft.pop(self.columns[column].field, None)
        self.ask((cell, "") for cell in chosen)
        self._repaint_tail()

    def commit_draft(self) -> bool:
        """Ask for the row that was typed into the empty one; tell whether nothing is left there."""
        draft = {field: text for field, text in self.draft.items() if text.strip()}
        self.draft = draft
        if not draft:
            return True
        if self.required and self.required not in draft:
            head = next(column.head for column in self.columns if column.field == self.required)
            self.said.emit(f"这一行还没有保存：请填写“{head}”。")
            return False
        at = {column.field: number for number, column in enumerate(self.columns)}
        self._emit([], [{at[field]: text for field, text in draft.items()}])
        return True

    def show_pending(self, texts: Sequence[tuple[str, str, str]]) -> None:
        """Show texts (row id, field, text) at once; they are being written."""
        self._pending.update(((row_id, field), text) for row_id, field, text in texts)
        self._repaint([row_id for row_id, _, _ in texts])

    def drop_pending(self) -> None:
        """Show what is stored: what was typed was not written."""
        self._drop_coming()
        if self._pending:
            self._pending.clear()
            self._repaint_all()

    def _emit(self, changes: list[CellChange], added: list[dict[int, str]]) -> None:
        for line in added:
            wrong = next((words for at, text in line.items() if (words := self.problem(at, text))), "")
            if wrong:
                self.refused.emit(wrong)
                return
        if added:
            first = self.count + len(self._coming)
            self.beginInsertRows(NOWHERE, first, first + len(added) - 1)
            self._coming += [{self.columns[at].field: text for at, text in line.items()} for line in added]
            self.endInsertRows()
            self.draft = {}
            self._repaint_tail()
            rows = [
                {self.columns[at].field: value_of(self.columns[at], text) for at, text in row.items()} for row in added
            ]
            self.rows_asked.emit(changes, rows)
        elif changes:
            self.changes_asked.emit(changes)

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Ask for what was typed or ticked; in the empty row it waits until the row is left."""
        if not index.isValid() or self.refusal(index.row(), index.column()):
            return False
        spec = self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = Qt.CheckState(value) is Qt.CheckState.Checked
            self.changes_asked.emit([CellChange(self.id_at(index.row()), spec.field, ticked)])
        elif index.row() < self.count:
            return self.ask([((index.row(), index.column()), str(value))])
        else:
            self.draft[spec.field] = str(value).strip()
            self._repaint_tail()
        return True


def by_row(changes: Sequence[CellChange], numbers: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """Return the changed fields by row; in the fields named an emptied number is 0."""
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        value = 0 if change.value is None and change.field in numbers else change.value
        found.setdefault(change.row_id, {})[change.field] = value
    return found


def value_of(spec: TableColumn, text: str) -> Any:
    """Return what a text stands for in a column: an int or None for numbers, else the text without blanks around it."""
    if spec.kind != NUMBER:
        return text.strip()
    return int(digits(text)) if digits(text) else None
