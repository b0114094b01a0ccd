"""Dragging rows of a table by their numbers: a line shows between which rows they will stand."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame

from huanjie_desktop.qt.models.cells import Index
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.grid_view import GridView

THICKNESS = 3


class RowDrag(QObject):
    """行的拖动: watches the mouse in the parts of a table; rows are taken by a cell that shows their number."""

    opened = Signal(int)  # a row, by a double click on its number
    dropped = Signal(int)  # the row before which the chosen ones shall stand, the number of rows for the end

    def __init__(self, table: GridView) -> None:
        super().__init__(table)
        self._table = table
        self._begun: QPoint | None = None
        self._line = QFrame(table)
        self._line.setStyleSheet(f"background: {theme.colours()['primary']};")
        self._line.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a press on a row's number, and follow it until it is let go; Esc lets the rows where they are."""
        kind = event.type()
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self._begun is not None:
            self._end()
            return True
        if isinstance(event, QMouseEvent):
            if kind == QEvent.Type.MouseButtonDblClick and self._is_number(event):
                self.opened.emit(self._index_at(event).row())
                return True
            if kind == QEvent.Type.MouseButtonPress and event.button() is Qt.MouseButton.LeftButton:
                return self._press(watched, event)
            if self._begun is not None and kind == QEvent.Type.MouseMove:
                self._follow(event)
                return True
            if self._begun is not None and kind == QEvent.Type.MouseButtonRelease:
                self._drop(event)
                return True
        return False

    def _press(self, watched: QObject, event: QMouseEvent) -> bool:
        if not self._is_number(event):
            return False
        index, table = self._index_at(event), self._table
        table.setFocus(Qt.FocusReason.MouseFocusReason)
        if index.row() not in table.chosen_rows() or not table.are_whole_rows():
            table.selectRow(index.row())
        self._begun = event.globalPosition().toPoint()
        return True

    def _is_number(self, event: QMouseEvent) -> bool:
        index, grid = self._index_at(event), self._table.grid
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and index.isValid() and index.row() < grid.count and grid.columns[index.column()].numbered

    def _follow(self, event: QMouseEvent) -> None:
        assert self._begun is not None
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._end()
        elif (event.globalPosition().toPoint() - self._begun).manhattanLength() >= QApplication.startDragDistance():
            view = self._table.viewport()
            at = view.mapFromGlobal(event.globalPosition().toPoint()).y()
            bar, step = self._table.verticalScrollBar(), self._table.rowHeight(0)
            if at < step or at > view.height() - step:
                bar.setValue(bar.value() + (-step if at < step else step) // 2)
            top = view.mapTo(self._table, QPoint(0, self._top_of(self._target(event)))).y()
            self._line.setGeometry(0, top - THICKNESS // 2, self._table.width(), THICKNESS)
            self._line.show()
            self._line.raise_()

    def _drop(self, event: QMouseEvent) -> None:
        moved, target = self._line.isVisible(), self._target(event)
        self._end()
        if moved:
            self.dropped.emit(target)

    def _end(self) -> None:
        self._begun = None
        self._line.hide()

    def _index_at(self, event: QMouseEvent) -> Index:
        return self._table.indexAt(self._table.viewport().mapFromGlobal(event.globalPosition().toPoint()))

    def _target(self, event: QMouseEvent) -> int:
        """Return the row before whose upper edge the mouse is nearest."""
        at = self._table.viewport().mapFromGlobal(event.globalPosition().toPoint()).y()
        row = self._table.rowAt(at)
        if row < 0 or row >= self._table.grid.count:
            return 0 if at < 0 else self._table.grid.count
        return row + (at > self._top_of(row) + self._table.rowHeight(row) // 2)

    def _top_of(self, row: int) -> int:
        if row < self._table.grid.count:
            return self._table.rowViewportPosition(row)
        return self._table.rowViewportPosition(row - 1) + self._table.rowHeight(row - 1)
