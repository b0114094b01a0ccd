"""How a cell is typed into: Enter and Tab take the text and go on, and what cannot be read stays in the editor."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip, QWidget

Index = QModelIndex | QPersistentModelIndex
LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class CellEditor(QStyledItemDelegate):
    """单元格编辑器: `problem(column, text)` says in one sentence why a text cannot be taken, "" if it can."""

    left = Signal(object, bool)  # Qt.Key by which an editor was left with its text taken, and whether Shift was held

    def __init__(self, view: QTableView, problem: Callable[[int, str], str]) -> None:
        super().__init__(view)
        self._view = view
        self._problem = problem

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make a line editor as large as the cell."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setStyleSheet("border-radius: 0; min-height: 0;")
        editor.setProperty("column", index.column())
        editor.textEdited.connect(lambda _text: self._unmark(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the cell's text into the editor, unless something was typed already: an answer that comes late changes nothing."""
        line = cast(QLineEdit, editor)
        if not line.isModified():
            line.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave by Enter (down) and Tab (right) only with a text that can be taken; else keep the editor open."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in LEAVING:
                if self._taken(watched):
                    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                    self.commitData.emit(watched)
                    self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                    self.left.emit(key, shift)
                return True
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.FocusOut and not self._taken(watched):
            return False
        return super().eventFilter(watched, event)

    def _taken(self, editor: QLineEdit) -> bool:
        sentence = self._problem(int(editor.property("column")), editor.text()) if editor.isModified() else ""
        if sentence:
            editor.setProperty("wrong", True)
            editor.style().polish(editor)
            QToolTip.showText(editor.mapToGlobal(QPoint(0, editor.height())), sentence, editor)
        return not sentence

    def _unmark(self, editor: QLineEdit) -> None:
        if editor.property("wrong"):
            editor.setProperty("wrong", False)
            editor.style().polish(editor)
            QToolTip.hideText()
