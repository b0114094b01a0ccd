"""What is typed, filled, cleared and pasted in the table of people: each is one service call and one undo step."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.models.rows import CellChange
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.people import people


class CellEditing(QObject):
    """单元格编辑."""

    written = Signal(list)  # list[CellEdit]
    refused = Signal(list)  # list[CellEdit] that could not be written

    def __init__(self, tasks: Tasks, table: FrozenTable, model: GridModel, rosters: RosterList) -> None:
        super().__init__(table)
        self._tasks, self._table, self._model, self._rosters = tasks, table, model, rosters
        model.changes_asked.connect(self._on_asked)
        model.rows_asked.connect(self._on_asked)

    def write(self, edits: Sequence[CellEdit], added: Sequence[Mapping[str, str]] = ()) -> None:
        """Have texts and new people written; what cannot be is told, and a single cell stays open with its text."""
        roster_id = self._rosters.roster_id()

        def failed(error: HuanjieError) -> None:
            self._model.drop_edits([CellChange(edit.person_id, edit.field, edit.text) for edit in edits])
            self.refused.emit(list(edits))
            messages.tell(self._table.window(), error)
            if len(edits) == 1 and not added:
                self._open_again(edits[0])

        self._tasks.ask("修改人员", people.edit_cells, edits, added, roster_id).owned_by(self).then(
            lambda _changes: self.written.emit(list(edits)), failed
        )

    def _on_asked(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]] = ()) -> None:
        self.write([CellEdit(each.row_id, each.field, each.value) for each in changes], added)

    def _open_again(self, edit: CellEdit) -> None:
        place = self._model.shown_place(edit.person_id)
        fields = [spec.field for spec in self._model.columns]
        if place is not None and edit.field in fields:
            self._table.edit_at(self._model.index(place, fields.index(edit.field)), edit.text)
