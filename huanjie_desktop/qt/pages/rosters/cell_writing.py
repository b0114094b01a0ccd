"""Has cells written that were typed or pasted in the table, or typed in the panel; what cannot be is told, and typed still."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from huanjie_desktop.domain.errors import Doubtful, HuanjieError
from huanjie_desktop.domain.people import UNIT_POST, CellEdit
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.models.rows import CellChange
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.pages.rosters.person_panel import PersonPanel
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.pasting import PasteResult, paste_cells


class CellWriting(QObject):
    """填写: of the roster shown, or of the one that the panel was typed for."""

    def __init__(
        self, page: Page, listed: RosterList, table: FrozenTable, model: GridModel, panel: PersonPanel
    ) -> None:
        super().__init__(page)
        self._page, self._list, self._table, self._model, self._panel = page, listed, table, model, panel
        model.changes_asked.connect(self._on_asked)
        model.rows_asked.connect(self._on_asked)
        panel.save_asked.connect(self.save_typed)

    def write(self, edits: Sequence[CellEdit]) -> None:
        """Have texts written, of the roster shown; what cannot be is told, and a single cell stays open with its text."""
        self._have_written(edits, self._list.roster_id())

    def save_typed(self, edits: Sequence[CellEdit]) -> None:
        """Have what was typed in the panel written, of the roster that it was typed for."""
        self._have_written(edits, self._panel.roster_id)

    def _have_written(self, edits: Sequence[CellEdit], roster_id: str | None, *, sure: bool = False) -> None:
        """Have texts written, asking about what is doubtful as an import does."""

        def failed(error: HuanjieError) -> None:
            doubtful = isinstance(error, Doubtful)
            if doubtful and messages.ask(self._page.window(), error.text, "照此填入", error.advice):
                self._have_written(edits, roster_id, sure=True)
                return
            self._model.drop_edits([(edit.person_id, edit.field) for edit in edits])
            self._panel.not_saved(edits)
            if not doubtful:
                messages.tell(self._page.window(), error)
            if len(edits) == 1:
                self._open_again(edits[0])

        asked = self._page.run("修改人员", people.edit_cells, edits, (), roster_id, sure=sure)
        asked.then(lambda _changes: self._panel.saved(edits), failed)

    def _on_asked(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]] = ()) -> None:
        edits = [CellEdit(each.row_id, each.field, each.value) for each in changes]
        if len(edits) == 1 and not added and edits[0].field != UNIT_POST:
            self.write(edits)
            return
        rows = {id_: (self._model.shown_place(id_) or 0) + 1 for id_ in {edit.person_id for edit in edits}}
        roster_id, first = self._list.roster_id(), self._model.count + 1
        asked = self._page.run("粘贴", paste_cells, edits, added, roster_id, rows, first)
        asked.then(self._on_pasted, lambda error: self._on_not_pasted(edits, error))

    def _on_pasted(self, result: PasteResult) -> None:
        if result.left:
            self._model.drop_pending()
            messages.say(self._page.window(), *result.words)

    def _on_not_pasted(self, edits: Sequence[CellEdit], error: HuanjieError) -> None:
        self._model.drop_edits([(edit.person_id, edit.field) for edit in edits])
        messages.tell(self._page.window(), error)

    def _open_again(self, edit: CellEdit) -> None:
        if edit.field in self._model.fields():
            index = self._model.index_of(edit.person_id, self._model.fields().index(edit.field))
            if index is not None:
                self._table.edit_at(index, edit.text)
