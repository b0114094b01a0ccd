"""How a cell is drawn and typed into: a corner mark for findings, and an editor that keeps what cannot be read."""

from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.qt.models.people import FIELD_ROLE, MARK_ROLE
from huanjie_desktop.qt.widgets import theme

Index = QModelIndex | QPersistentModelIndex
PADDING = 7
CORNER = 8


class CellDelegate(QStyledItemDelegate):
    """单元格: `check(field, text)` says in one sentence why a text cannot be taken, "" if it can."""

    left = Signal(object)  # Qt.Key by which an editor was left with its text taken

    def __init__(self, view: QTableView, check: Callable[[str, str], str]) -> None:
        super().__init__(view)
        self._view = view
        self._check = check
        self.hovered_row = -1
        self._tints = {name: theme.colour(name) for name in ("text", "selected", "hover", "line", "primary", "surface")}
        self._marks = {severity: QBrush(theme.colour(severity.value)) for severity in Severity}
        self._row_tint = QColor(self._tints["hover"])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw background, text, the findings' corner and the current cell's frame."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current = self._view.currentIndex()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._tints["selected"])
        elif index.row() in (current.row(), self.hovered_row):
            painter.fillRect(rect, self._row_tint)
        text = index.data()
        if text:
            inner = rect.adjusted(PADDING, 0, -PADDING, 0)
            if "\n" in text:
                text = text.replace("\n", " ")
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.setPen(self._tints["text"])
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)
        mark = index.data(MARK_ROLE)
        if mark is not None:
            self._draw_mark(painter, rect, mark)
        if index == current and self._view.hasFocus():
            painter.setPen(QPen(self._tints["primary"], 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw_mark(self, painter: QPainter, rect: QRect, mark: Severity) -> None:
        corner = rect.topRight()
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._marks[mark])
        painter.drawPolygon(QPolygon([corner, corner - QPoint(CORNER, 0), corner + QPoint(0, CORNER)]))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make a line editor as large as the cell."""
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setStyleSheet("border-radius: 0; min-height: 0;")
        editor.setProperty("field", index.data(FIELD_ROLE))
        editor.textEdited.connect(lambda _text: self._unmark(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Put the cell's text into the editor, unless something was typed already."""
        line = cast(QLineEdit, editor)
        if not line.isModified():
            line.setText(index.data(Qt.ItemDataRole.EditRole) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave by Enter (down) and Tab (right) only with a text that can be taken; else keep the editor open."""
        if isinstance(watched, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                if self._taken(watched):
                    self.commitData.emit(watched)
                    self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
                    self.left.emit(key)
                return True
        if isinstance(watched, QLineEdit) and event.type() == QEvent.Type.FocusOut and not self._taken(watched):
            return False
        return super().eventFilter(watched, event)

    def _taken(self, editor: QLineEdit) -> bool:
        sentence = self._check(str(editor.property("field")), editor.text())
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
