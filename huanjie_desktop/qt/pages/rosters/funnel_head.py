"""A table's head with a funnel in each column that rows can be filtered by."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import named

SIDE = 14
ROOM = 16  # px that the style sheet keeps free at the right of words, beyond what is free at their left


class FunnelHead(QHeaderView):
    """有漏斗的表头."""

    funnel_pressed = Signal(int)  # column

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        named(self, "funnelHead")
        self._offered: Collection[int] = ()
        self._used: Collection[int] = ()
        self._sorted, self._descending = -1, False
        self._pressed = -1

    def show_sorted(self, column: int, descending: bool) -> None:
        """Show a small arrow above the words of a column, -1 for none."""
        self._sorted, self._descending = column, descending
        self.viewport().update()

    def show_funnels(self, offered: Collection[int], used: Collection[int]) -> None:
        """Show funnels in these columns, coloured in those that rows are filtered by."""
        self._offered, self._used = offered, used
        self.viewport().update()

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        """Draw the head, and its funnel."""
        offered = logical in self._offered
        painter.save()
        painter.setClipRect(rect)  # words keep clear of a funnel; without one they take its room
        super().paintSection(painter, rect if offered else rect.adjusted(0, 0, ROOM, 0), logical)
        if not offered:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()
        if logical == self._sorted:
            self._draw_arrow(painter, rect)
        if offered:
            icons.icon("filter", "primary" if logical in self._used else "faint").paint(painter, _place(rect))

    def _draw_arrow(self, painter: QPainter, rect: QRect) -> None:
        """Draw a line under the head, and on its upper edge an arrow: down for downwards."""
        half, middle, top = theme.px(5), rect.center().x(), rect.top() + 1
        base, tip = (top, top + half) if self._descending else (top + half, top)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawPolygon([QPoint(middle - half, base), QPoint(middle + half, base), QPoint(middle, tip)])
        painter.drawRect(rect.left(), rect.bottom() - 1, rect.width(), 2)
        painter.restore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press on a funnel, which neither sorts nor changes widths."""
        self._pressed = (
            self._funnel_at(event.position().toPoint()) if event.button() is Qt.MouseButton.LeftButton else -1
        )
        if self._pressed < 0:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for what the funnel is for, where it is let go on it."""
        pressed, self._pressed = self._pressed, -1
        if pressed < 0:
            super().mouseReleaseEvent(event)
        elif pressed == self._funnel_at(event.position().toPoint()):
            self.funnel_pressed.emit(pressed)

    def _funnel_at(self, at: QPoint) -> int:
        logical = self.logicalIndexAt(at)
        left = self.sectionViewportPosition(logical)
        rect = QRect(left, 0, self.sectionSize(logical), self.height())
        return logical if logical in self._offered and _place(rect).adjusted(-3, -6, 2, 6).contains(at) else -1


def _place(rect: QRect) -> QRect:
    side = theme.px(SIDE)
    return QRect(rect.right() - side - 4, rect.center().y() - side // 2, side, side)
