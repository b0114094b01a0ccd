"""时间轴: all congresses of the round on one line each, with today; a line is chosen with arrows or the mouse and opened."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.shown.home_plan import Lane
from huanjie_desktop.services.shown.plan import short_day

_HEAD, _LANE, _NAMES, _ABOUT = 26, 24, 150, 168


class TimeLine(QWidget):
    """时间轴: `opened` carries the id of the congress that a line leads to."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("时间轴")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lanes: Sequence[Lane] = ()
        self.chosen = 0
        self._today = date.min

    def show_lanes(self, lanes: Sequence[Lane], today: date) -> None:
        """Show other lines."""
        self.lanes, self._today = lanes, today
        self.chosen = min(self.chosen, max(len(lanes) - 1, 0))
        said = "；".join(f"{lane.title} {lane.words} {lane.about}" for lane in lanes)
        self.setAccessibleDescription(said)
        self.setFixedHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Want the height of all lines."""
        return QSize(theme.px(600), theme.px(_HEAD) + theme.px(_LANE) * max(len(self.lanes), 1))

    def follow_text_size(self) -> None:
        """Be as high as the lines are."""
        self.setFixedHeight(self.sizeHint().height())

    def _range(self) -> tuple[date, int]:
        first = min([*(lane.first for lane in self.lanes), self._today])
        last = max([*(end for lane in self.lanes for _start, end in lane.meetings), self._today])
        return first, max((last - first).days + 12, 1)

    def x_of(self, day: date) -> float:
        """Return where a day begins."""
        first, days = self._range()
        left, right = theme.px(_NAMES), self.width() - theme.px(_ABOUT)
        return left + (day - first).days / days * (right - left)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the months, the lines and today."""
        if not self.lanes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(4, 0, theme.px(_NAMES), theme.px(_HEAD)), Qt.AlignmentFlag.AlignVCenter, "时间轴")
        painter.setFont(self.font())
        self._paint_months(painter)
        for at, lane in enumerate(self.lanes):
            self._paint_lane(painter, at, lane)
        self._paint_today(painter)
        painter.end()

    def _paint_months(self, painter: QPainter) -> None:
        first, days = self._range()
        day = first.replace(day=1)
        head, free = theme.px(_HEAD), 0.0
        for _ in range(days // 28 + 2):
            x = self.x_of(day)
            if theme.px(_NAMES) <= x <= self.width() - theme.px(_ABOUT):
                painter.setPen(theme.colour("line"))
                painter.drawLine(QPointF(x, 4), QPointF(x, self.height()))
                painter.setPen(theme.colour("secondary"))
                words = f"{day.year}年{day.month}月" if day.month == 1 else f"{day.month}月"
                if x + 4 >= free:  # the year's first month is wider than a month where the line is long
                    painter.drawText(QPointF(x + 4, head - 9), words)
                    free = x + 8 + painter.fontMetrics().horizontalAdvance(words)
            day = date(day.year + day.month // 12, day.month % 12 + 1, 1)

    def _paint_lane(self, painter: QPainter, at: int, lane: Lane) -> None:
        height = theme.px(_LANE)
        y = theme.px(_HEAD) + at * height
        whole = QRectF(0, y, self.width(), height)
        if self.hasFocus() and at == self.chosen:
            painter.fillRect(whole, theme.colour("selected"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("text"))
        painter.drawText(whole.adjusted(4, 0, 0, 0), middle, lane.title)
        painter.setPen(theme.colour("done" if lane.over else "secondary"))
        painter.drawText(whole.adjusted(0, 0, -4, 0), middle | Qt.AlignmentFlag.AlignRight, lane.about)
        left, opening = self.x_of(lane.first), self.x_of(lane.meetings[0][0])
        bar = QRectF(left, y + height / 2 - 4, max(opening - left, 0), 8)
        painter.fillRect(bar, theme.colour("selected"))
        bar.setWidth(bar.width() * lane.done)
        painter.fillRect(bar, theme.colour("primary").lighter(160))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("done" if lane.over else "primary"))
        end = opening
        for start, last in lane.meetings:
            x = self.x_of(start)
            end = max(self.x_of(last) + 4, x + 7)
            painter.drawRoundedRect(QRectF(x, y + height / 2 - 7, end - x, 14), 2, 2)
        for flag in lane.flags:
            _flag(painter, self.x_of(flag), y + height / 2)
            end = max(end, self.x_of(flag) + 7)
        painter.setPen(theme.colour("text"))
        metrics = painter.fontMetrics()
        words, about = metrics.horizontalAdvance(lane.words), metrics.horizontalAdvance(lane.about)
        at_right = end + 6 + words < self.width() - about - 12
        at_left = left - 6 - words  # where the line is narrow: before the bar
        painter.drawText(QRectF(end + 6 if at_right else at_left, y, theme.px(200), height), middle, lane.words)

    def _paint_today(self, painter: QPainter) -> None:
        x = self.x_of(self._today)
        painter.setPen(QPen(theme.colour("primary"), 2))
        painter.drawLine(QPointF(x, theme.px(_HEAD) - 6), QPointF(x, self.height()))
        words = f"今天 {short_day(self._today)}"
        wide = self.fontMetrics().horizontalAdvance(words) + 12
        box = QRectF(min(max(x - wide / 2, 0), self.width() - wide), 1, wide, theme.px(_HEAD) - 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the line that was clicked."""
        at = int((event.position().y() - theme.px(_HEAD)) // theme.px(_LANE))
        if event.position().y() >= theme.px(_HEAD) and at < len(self.lanes):
            self.chosen = at
            self.update()
            self.opened.emit(self.lanes[at].congress)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a line with arrows, open it with Enter."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and self.lanes:
            self.chosen = min(max(self.chosen + step, 0), len(self.lanes) - 1)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.lanes:
            self.opened.emit(self.lanes[self.chosen].congress)
        else:
            super().keyPressEvent(event)


def _flag(painter: QPainter, x: float, y: float) -> None:
    painter.setPen(QPen(theme.colour("statutory"), 1.5))
    painter.drawLine(QPointF(x, y - 8), QPointF(x, y + 8))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("statutory"))
    painter.drawPolygon(QPolygonF([QPointF(x, y - 8), QPointF(x + 7, y - 5), QPointF(x, y - 2)]))
