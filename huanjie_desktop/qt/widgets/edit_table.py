"""A table over RowsModel with Excel's keys: Enter down, Tab right, copy, paste as one step, Delete."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.clipboard import as_tsv, read_tsv
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.widgets import theme

_SUBMIT = QStyledItemDelegate.EndEditHint.SubmitModelCache  # how an editor is left by Enter


class EditTable(QTableView):
    """小表格: shows a RowsModel; `stretched` is the column that takes the room that is left.

    A `fitted` one is as high as its rows; one of `whole_rows` is a list, of which rows are chosen.
    """

    def __init__(
        self, model: RowsModel, name: str, stretched: int = -1, *, fitted: bool = False, whole_rows: bool = False
    ) -> None:
        super().__init__()
        self._rows, self._stretched, self._fitted = model, stretched, fitted
        self.setModel(model)
        self.setAccessibleName(name)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.setTabKeyNavigation(not whole_rows)
        if whole_rows:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        head = self.horizontalHeader()
        head.setFixedHeight(theme.px(30))
        head.setHighlightSections(False)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._widen)
        model.refused.connect(lambda words: messages.tell(self.window(), UserError(words)))
        self._widen()

    def chosen_rows(self) -> list[int]:
        """Return the rows in which something is chosen."""
        return sorted({index.row() for index in self.selectionModel().selectedIndexes()})

    def _widen(self) -> None:
        for at, column in enumerate(self._rows.columns):
            self.setColumnWidth(at, theme.px(column.width))
        if 0 <= self._stretched < len(self._rows.columns):
            self.horizontalHeader().setSectionResizeMode(self._stretched, QHeaderView.ResizeMode.Stretch)
        if self._fitted:
            self.setFixedHeight(theme.px(30) * (self._rows.rowCount() + 1) + 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what Excel's keys mean; the rest is Qt's."""
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.matches(QKeySequence.StandardKey.Copy):
            cells = [(index.row(), index.column()) for index in self.selectionModel().selectedIndexes()]
            if cells:
                QGuiApplication.clipboard().setText(as_tsv(self._rows.texts(cells)))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif event.key() == Qt.Key.Key_Delete and not editing:
            self._clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._down()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: object) -> None:
        """Go down after Enter, as in Excel."""
        super().closeEditor(editor, hint)  # type: ignore[arg-type]
        if hint is _SUBMIT:
            self._down()

    def _down(self) -> None:
        below = self.currentIndex().sibling(self.currentIndex().row() + 1, self.currentIndex().column())
        if below.isValid():
            self.setCurrentIndex(below)

    def _paste(self) -> None:
        matrix = read_tsv(QGuiApplication.clipboard().text())
        if matrix and self.currentIndex().isValid():
            chosen = self.selectionModel().selectedIndexes()
            start: QModelIndex = (
                min(chosen, key=lambda index: (index.row(), index.column())) if chosen else self.currentIndex()
            )
            self._rows.put(matrix, start)

    def _clear(self) -> None:
        chosen = self.selectionModel().selectedIndexes()
        if chosen:
            rows = sorted({index.row() for index in chosen})
            columns = sorted({index.column() for index in chosen})
            start = self._rows.index(rows[0], columns[0])
            self._rows.put([[""] * (columns[-1] - columns[0] + 1)] * (rows[-1] - rows[0] + 1), start)
