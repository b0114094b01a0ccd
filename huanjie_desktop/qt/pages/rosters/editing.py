"""Typing, filling, clearing, copying and pasting in the table: each is one service call and one undo step."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.clipboard import as_html, as_tsv, read_tsv
from huanjie_desktop.qt.models.people import PeopleTableModel
from huanjie_desktop.qt.models.people_paste import Cell, chosen_matrix, plan_clear, plan_fill, plan_paste
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.people import people


class CellEditing(QObject):
    """单元格编辑."""

    refused = Signal(list)  # list[CellEdit] that could not be written

    def __init__(self, tasks: Tasks, table: FrozenTable, model: PeopleTableModel, rosters: RosterList) -> None:
        super().__init__(table)
        self._tasks, self._table, self._model, self._rosters = tasks, table, model, rosters
        model.edits_asked.connect(self.write)
        table.copy_asked.connect(self.copy)
        table.paste_asked.connect(self.paste)
        table.fill_asked.connect(lambda: model.ask_edits(plan_fill(model, self._chosen())))
        table.clear_asked.connect(lambda: model.ask_edits(plan_clear(model, self._chosen())))

    def write(self, edits: Sequence[CellEdit], added: Sequence[Mapping[str, str]] = ()) -> None:
        """Have texts and new people written; what cannot be is told, and a single cell stays open with its text."""
        roster_id = self._rosters.roster_id()

        def failed(error: HuanjieError) -> None:
            self._model.drop_pending(edits)
            self.refused.emit(list(edits))
            messages.tell(self._table.window(), error)
            if len(edits) == 1 and not added:
                self._open_again(edits[0])

        self._tasks.run(
            "修改人员",
            lambda workspace, _progress: people.edit_cells(workspace, edits, added, roster_id),
            None,
            failed,
            owner=self,
        )

    def copy(self) -> None:
        """Copy the chosen cells as text and as an HTML table."""
        matrix = chosen_matrix(self._model, self._chosen())
        if matrix:
            content = QMimeData()
            content.setText(as_tsv(matrix))
            content.setHtml(as_html(matrix))
            QGuiApplication.clipboard().setMimeData(content)

    def paste(self) -> None:
        """Paste a block of cells from the current one on; rows beyond the last become new people."""
        matrix = read_tsv(QGuiApplication.clipboard().text())
        index = self._table.currentIndex()
        at = (index.row(), index.column()) if index.isValid() else (0, 0)
        pasted = plan_paste(self._model, matrix, at, self._chosen())
        if pasted.edits or pasted.added:
            self._model.show_pending(pasted.edits)
            self.write(pasted.edits, pasted.added)

    def _chosen(self) -> list[Cell]:
        return [(index.row(), index.column()) for index in self._table.selectedIndexes()]

    def _open_again(self, edit: CellEdit) -> None:
        place = self._model.shown_place(edit.person_id)
        fields = [spec.field for spec in self._model.columns]
        if place is not None and edit.field in fields:
            self._table.edit_at(self._model.index(place, fields.index(edit.field)), edit.text)
