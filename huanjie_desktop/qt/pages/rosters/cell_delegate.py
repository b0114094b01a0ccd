"""How a cell of a long table is drawn, with a corner mark for findings."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTableView

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.qt.models.grid import MARK_ROLE, GridModel
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.cell_editor import CellEditor

Index = QModelIndex | QPersistentModelIndex
PADDING = 7
CORNER = 8


class CellDelegate(CellEditor):
    """单元格: drawn by hand, since a page of them is drawn at every step of scrolling."""

    def __init__(self, view: QTableView, problem: Callable[[int, str], str]) -> None:
        super().__init__(view, problem)
        self.hovered_row = -1
        self._tints = {
            name: theme.colour(name) for name in ("text", "secondary", "selected", "hover", "page", "primary")
        }
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
        elif self._is_fixed(index):
            painter.fillRect(rect, self._tints["page"])
        self.draw_words(painter, rect.adjusted(PADDING, 0, -PADDING, 0), index)
        mark = index.data(MARK_ROLE)
        if mark is not None:
            self._draw_mark(painter, rect, mark)
        if index == current and self._view.hasFocus():
            painter.setPen(QPen(self._tints["primary"], 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def draw_words(self, painter: QPainter, inner: QRect, index: Index) -> None:
        """Draw what the cell says, on one line."""
        text = index.data()
        if text:
            if "\n" in text:
                text = text.replace("\n", " ")
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            tint = index.data(Qt.ItemDataRole.ForegroundRole)
            painter.setPen(tint or self._tints["secondary" if self._is_fixed(index) else "text"])
            painter.drawText(inner, index.data(Qt.ItemDataRole.TextAlignmentRole), text)

    @staticmethod
    def _is_fixed(index: Index) -> bool:
        """Tell whether nothing can be typed into the cell's column."""
        model = index.model()
        return isinstance(model, GridModel) and bool(model.columns[index.column()].reason)

    def _draw_mark(self, painter: QPainter, rect: QRect, mark: Severity) -> None:
        corner = rect.topRight()
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._marks[mark])
        painter.drawPolygon(QPolygon([corner, corner - QPoint(CORNER, 0), corner + QPoint(0, CORNER)]))
        painter.restore()
