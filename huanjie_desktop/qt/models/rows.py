"""The model of every table: what is typed or pasted is shown at once and asked for."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal

from huanjie_desktop.domain.cells import CellChange, by_row
from huanjie_desktop.domain.pasting import Cell, Pasted, fill_down, fit_in
from huanjie_desktop.qt.models.cells import CENTRED, NOWHERE, NUMBER, RIGHT, SERIAL, TEXT, Index, TableColumn
from huanjie_desktop.qt.models.held import HeldRows
from huanjie_desktop.qt.tasks import Tasks

__all__ = ["CENTRED", "NUMBER", "RIGHT", "SERIAL", "TEXT", "CellChange", "RowsModel", "TableColumn", "by_row"]
_EDIT = Qt.ItemDataRole.EditRole


class RowsModel(HeldRows):
    """行表: where it `grows`, a last empty row takes what is typed or pasted as new rows.

    What is typed is shown at once, and asked for by `changes_asked`, or by `rows_asked` where rows are added; all of one
    act goes together. It is shown until rows are set again. A `required` field must be filled in a new row.
    """

    changes_asked = Signal(list)  # CellChange
    rows_asked = Signal(list, list)  # CellChange, and new rows: field -> value
    refused = Signal(str)  # why a text was not taken: nothing of the act was
    said = Signal(str)  # what was not taken of it, or is missing

    told_later = False  # what of new rows cannot be taken is left out, and told, by the one who writes them
    _tasks: Tasks | None = None

    def follow(self, tasks: Tasks) -> None:
        """Show what is stored again once nothing is being written any more, so that a refused text does not stay."""
        self._tasks = tasks
        tasks.busy_changed.connect(self._on_busy)
        tasks.troubled.connect(self.drop_pending)

    def write_with(self, tasks: Tasks, change: Callable[..., object]) -> None:
        """Have what is asked for written by `change(changes, added)`, and follow what becomes of it."""
        self.follow(tasks)
        self.changes_asked.connect(lambda changes: change(changes, ()))
        self.rows_asked.connect(change)

    def _on_busy(self, busy: bool) -> None:
        if not busy:  # what the answer has changed is asked for only after this
            QTimer.singleShot(0, self._on_idle)

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
            changes.append((CellChange(self.id_at(at), spec.field, spec.value_of(text)), text))
        lines = self._with_draft(added)
        if self._waits(lines, alone=not changes):
            return False
        self.show_pending([(change.row_id, change.field, text) for change, text in changes])
        self._emit([change for change, _ in changes], lines)
        return True

    def _with_draft(self, added: Sequence[Mapping[int, str]]) -> list[dict[int, str]]:
        """Return new rows, the first of them with what is typed into the empty row already."""
        at = {column.field: number for number, column in enumerate(self.columns)}
        begun = {at[field]: text for field, text in self.draft.items() if field in at} if added else {}
        return [{**begun, **line} if number == 0 else dict(line) for number, line in enumerate(added)]

    def _waits(self, lines: Sequence[Mapping[int, str]], *, alone: bool) -> bool:
        """Have a single new row wait for the field that it must have, as a typed one does; refuse several without."""
        at = next((number for number, column in enumerate(self.columns) if column.field == self.required), -1)
        if self.told_later or at < 0 or all(line.get(at, "").strip() for line in lines):
            return False
        head = self.columns[at].head
        wrong = next((words for line in lines for on, text in line.items() if (words := self.problem(on, text))), "")
        if wrong or len(lines) > 1 or not alone:
            self.refused.emit(wrong or f"有的新行没有“{head}”，都没有粘贴。请连同“{head}”一起粘贴。")
        else:
            self.draft = {self.columns[on].field: text.strip() for on, text in lines[0].items()}
            self._repaint_tail()
            self.said.emit(f"这一行还没有保存：请填写“{head}”。")
        return True

    def paste(self, pasted: Pasted) -> None:
        """Ask for a block that was pasted, and say what of it was not taken."""
        fitted = fit_in(pasted, self.columns, self.refusal, self.text_at)
        self.ask(fitted.texts, fitted.added)
        report = self.locked or fitted.report
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

    def drop_pending(self, _error: object = None) -> None:
        """Show what is stored: what was typed was not written."""
        self._drop_coming()
        if self._pending:
            self._pending.clear()
            self._repaint_all()

    def _emit(self, changes: list[CellChange], added: list[dict[int, str]]) -> None:
        texts = [(at, text) for line in added for at, text in line.items()]
        wrong = next((words for at, text in texts if (words := self.problem(at, text))), "")
        if wrong and not self.told_later:
            self.refused.emit(wrong)
        elif added:
            first = self.count + len(self._coming)
            self.beginInsertRows(NOWHERE, first, first + len(added) - 1)
            self._coming += [{self.columns[at].field: text for at, text in line.items()} for line in added]
            self.endInsertRows()
            self.draft = {}
            self._repaint_tail()
            specs = self.columns
            self.rows_asked.emit(
                changes, [{specs[at].field: specs[at].value_of(text) for at, text in line.items()} for line in added]
            )
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
