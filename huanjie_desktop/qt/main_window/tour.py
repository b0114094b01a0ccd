"""The walk over the window: a veil over the desk with a hole at what is spoken of, and a card that explains it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, framed, label
from huanjie_desktop.services.shown.tour import TOUR

if TYPE_CHECKING:
    from huanjie_desktop.qt.main_window.desk import Desk

_VEIL = QColor(31, 35, 40, 110)
_GAP = 12


class Tour(QWidget):
    """带我走一遍: covers the desk until its last step or Esc; → and Enter go on, ← goes back."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.at = 0
        self._target: QWidget = desk
        self.setAccessibleName("带我走一遍")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title, self._words = label("", "heading"), label("", wrap=True)
        self._count = label("", "secondary")
        self._before = button("上一步", lambda: self.go_to(self.at - 1))
        self._further = button("", lambda: self.go_to(self.at + 1), look="primary")
        end = button("结束（Esc）", self.end, look="link")
        row = across(self._count, STRETCH, end, self._before, self._further, spacing=8)
        self.card = framed("", self._title, self._words, row)
        down(on=self)
        self.card.setParent(self)
        self.card.setFixedWidth(theme.px(420))
        for each in (end, self._before, self._further):
            each.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys are the walk's
        desk.installEventFilter(self)

    def begin(self) -> None:
        """Show the first step."""
        self.show()
        self.raise_()
        self.setFocus()
        self.go_to(0)

    def end(self) -> None:
        """Leave, on the first page."""
        self._desk.removeEventFilter(self)
        self.hide()
        self.deleteLater()
        self._desk.show_page(0)

    def go_to(self, at: int) -> None:
        """Show a step; the one behind the last ends it."""
        if at >= len(TOUR):
            self.end()
            return
        self.at = max(at, 0)
        step = TOUR[self.at]
        self._desk.show_page([page.title for page in self._desk.pages.makers].index(step.page))
        self._title.setText(step.title)
        self._words.setText(step.words)
        self._count.setText(f"{self.at + 1} / {len(TOUR)}")
        allow(self._before, self.at > 0, "已经是第一步")
        self._further.setText("完成" if self.at == len(TOUR) - 1 else "下一步")
        self._target = self._find(step.target)
        self._place()
        self.setFocus()

    def _find(self, name: str) -> QWidget:
        """Return what a step points at, by its object's name or its accessible name, on the desk or the page in front."""
        for inside in (self._desk.page, self._desk):
            for each in inside.findChildren(QWidget):
                if name in (each.objectName(), each.accessibleName()) and each.isVisible():
                    return each
        return self._desk.page  # where the page has nothing yet

    def _hole(self) -> QRect:
        origin = self._target.mapTo(self._desk, QPoint(0, 0))
        return QRect(origin, self._target.size()).adjusted(-3, -3, 3, 3).intersected(self.rect())

    def _place(self) -> None:
        """Cover the desk, and stand beside what is spoken of: right, left, below or above it, else within."""
        self.setGeometry(self._desk.rect())
        self.card.adjustSize()
        hole, card, rect = self._hole(), self.card.size(), self.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        left, top = hole.left(), hole.top()
        places = [
            QPoint(hole.right() + _GAP, top),
            QPoint(left - _GAP - card.width(), top),
            QPoint(left, hole.bottom() + _GAP),
            QPoint(left, top - _GAP - card.height()),
            QPoint(hole.center().x() - card.width() // 2, hole.center().y() - card.height() // 2),
        ]
        for at in places:
            x = min(max(at.x(), rect.left()), rect.right() - card.width())
            y = min(max(at.y(), rect.top()), rect.bottom() - card.height())
            self.card.move(x, y)
            if not self.card.geometry().intersects(hole):
                break
        self.card.show()
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the desk also when its size changes."""
        if watched is self._desk and event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on, back, or leave."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.go_to(self.at + 1)
        elif event.key() == Qt.Key.Key_Left:
            self.go_to(self.at - 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the veil around the hole, and a line around that."""
        whole, hole = QPainterPath(), QPainterPath()
        whole.addRect(self.rect())
        hole.addRoundedRect(self._hole(), 4, 4)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillPath(whole.subtracted(hole), _VEIL)
        painter.setPen(QPen(theme.colour("primary"), 2))
        painter.drawPath(hole)
        painter.end()
