"""工期图 on the screen: a bar for each row of the table beside it, in one scroll with it; only what is in sight is painted."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar, QTableView

from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.domain.schedule.workdays import DAY, Calendar
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.shown.plan import PlanRow, short_day

ZOOMS = (("日", 26.0), ("周", 9.0), ("月", 4.0), ("季", 2.0), ("年", 0.8))  # pixels that a day has
WEEK = 1
HEAD, ROW = 44, 30
_BEFORE, _AFTER = 14, 45  # days that are seen beyond the rows' first and last
_MONTHS_IN_WORDS = 1.2  # pixels of a day from which each month has its name


class PlanChart(QAbstractScrollArea):
    """横道图: `pressed` tells which row the mouse chose, `dragged` to which day a row's bar was taken."""

    pressed = Signal(int)
    dragged = Signal(int, object)
    zoomed = Signal(int)

    def __init__(self, table: QTableView) -> None:
        super().__init__()
        self.setObjectName("planChart")
        self.setAccessibleName("工期图")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setMinimumWidth(theme.px(160))
        self.rows: Sequence[PlanRow] = ()
        self.zoom = WEEK
        self._calendar, self._today = Calendar(), date.min
        self._first = self._last = date.min
        self._current = -1
        self._anchors: Sequence[tuple[date, str]] = ()
        self._grabbed: tuple[int, int, date, date] | None = None  # row, x, its first day, the day told last
        self._follow(table.verticalScrollBar())
        self.viewport().setMouseTracking(True)

    def _follow(self, other: QScrollBar) -> None:
        """Scroll up and down with the table."""
        own = self.verticalScrollBar()

        def take_range(*_range: int) -> None:
            own.setRange(other.minimum(), other.maximum())
            own.setPageStep(other.pageStep())
            own.setSingleStep(other.singleStep())
            own.setValue(other.value())

        other.rangeChanged.connect(take_range)
        other.valueChanged.connect(own.setValue)
        own.valueChanged.connect(other.setValue)
        own.valueChanged.connect(lambda _value: self.viewport().update())

    def show_rows(
        self, rows: Sequence[PlanRow], calendar: Calendar, today: date, anchors: Sequence[tuple[date, str]]
    ) -> None:
        """Show bars of rows; the day in the middle stays there."""
        middle = self.day_at(self.viewport().width() // 2) if self._first > date.min else None
        self.rows, self._calendar, self._today, self._anchors = rows, calendar, today, anchors
        days = [each.planned.start for each in rows] + [each.before.start for each in rows if each.before]
        ends = [each.planned.end for each in rows] + [each.before.end for each in rows if each.before]
        near = min(max(today, min(days, default=today) - DAY * 60), max(ends, default=today) + DAY * 60)
        self._first = min([*days, near]) - DAY * _BEFORE
        self._first -= DAY * self._first.weekday()
        self._last = max([*ends, near]) + DAY * _AFTER
        self._measure()
        self.show_day(today if middle is None else middle)
        self.viewport().update()

    def set_current(self, row: int) -> None:
        """Mark a row, and bring its bar into sight."""
        self._current = row
        if 0 <= row < len(self.rows):
            planned = self.rows[row].planned
            left, right = self.x_of(planned.start), self.x_of(planned.end + DAY)
            if right < 0 or left > self.viewport().width():
                self.show_day(planned.start)
        self.viewport().update()

    def set_zoom(self, zoom: int, keep: int | None = None) -> None:
        """Show days wider or narrower; the day at `keep` pixels from the left (the middle) stays where it is."""
        zoom = min(max(zoom, 0), len(ZOOMS) - 1)
        if zoom == self.zoom:
            return
        at = self.viewport().width() // 2 if keep is None else keep
        day = self.day_at(at)
        self.zoom = zoom
        self._measure()
        self.horizontalScrollBar().setValue(round((day - self._first).days * self._width) - at)
        self.viewport().update()
        self.zoomed.emit(zoom)

    def show_day(self, day: date) -> None:
        """Scroll a day into the middle."""
        self.horizontalScrollBar().setValue(
            round((day - self._first).days * self._width) - self.viewport().width() // 2
        )

    @property
    def _width(self) -> float:
        return ZOOMS[self.zoom][1] * theme.px(100) / 100

    def x_of(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self._first).days * self._width - self.horizontalScrollBar().value()

    def day_at(self, x: int) -> date:
        """Return the day at a place."""
        return self._first + DAY * int((x + self.horizontalScrollBar().value()) // self._width)

    def _measure(self) -> None:
        bar, wide = self.horizontalScrollBar(), self.viewport().width()
        bar.setRange(0, max(0, round((self._last - self._first).days * self._width) - wide))
        bar.setPageStep(wide)
        bar.setSingleStep(max(1, round(self._width * 7)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Scroll as far as there is something."""
        super().resizeEvent(event)
        self._measure()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Paint again what is in sight."""
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days in sight and the bars of the rows in sight."""
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        wide, high, head = self.viewport().width(), self.viewport().height(), theme.px(HEAD)
        painter.fillRect(self.viewport().rect(), theme.colour("surface"))
        self._paint_days_off(painter, head, wide, high)
        self._paint_months(painter, head, wide, high)
        row = theme.px(ROW)
        top = self.verticalScrollBar().value()
        painter.setClipRect(QRect(0, head, wide, high - head))
        for at in range(top // row, min(len(self.rows), (top + high - head) // row + 1)):
            self._paint_row(painter, at, head + at * row - top, wide)
        self._paint_lines(painter, head, high)
        painter.setClipping(False)
        self._paint_today(painter, head, high)
        painter.end()

    def _paint_days_off(self, painter: QPainter, head: int, wide: int, high: int) -> None:
        if self._width < 3:
            return
        shade, day = theme.colour("page"), self.day_at(0)
        while (x := self.x_of(day)) < wide:
            if not self._calendar.is_working(day):
                painter.fillRect(QRectF(x, head, self._width, high - head), shade)
            day += DAY

    def _paint_months(self, painter: QPainter, head: int, wide: int, high: int) -> None:
        line, text, quiet = theme.colour("line"), theme.colour("text"), theme.colour("secondary")
        half = head // 2
        painter.fillRect(QRect(0, 0, wide, head), theme.colour("page"))
        day = self.day_at(0).replace(day=1)
        metrics = QFontMetrics(self.font())
        free = 0.0
        while (x := self.x_of(day)) < wide:
            words = f"{day.year}年{day.month}月" if day.month == 1 or x <= 0 else f"{day.month}月"
            at = max(x, 0.0) + 5
            following = (day + DAY * 32).replace(day=1)
            if at >= free and self.x_of(following) - at > metrics.horizontalAdvance(words) * 0.9:
                painter.setPen(text)
                painter.drawText(QPointF(at, half - 6), words)
                free = at + metrics.horizontalAdvance(words) + 8
            painter.setPen(line)
            painter.drawLine(QPointF(x, 0), QPointF(x, high))
            day = following
        painter.drawLine(0, half, wide, half)
        painter.drawLine(0, head - 1, wide, head - 1)
        painter.setPen(quiet)
        if self._width >= 4:  # mondays, or every day
            step = 1 if self._width >= 20 else 7 if self._width >= 6 else 14
            day = self.day_at(0)
            day -= DAY * (day.weekday() if step > 1 else 0)
            while (x := self.x_of(day)) < wide:
                painter.drawText(QPointF(x + 3, head - 7), str(day.day))
                day += DAY * step

    def _paint_row(self, painter: QPainter, at: int, y: int, wide: int) -> None:
        row, height = self.rows[at], theme.px(ROW)
        if at == self._current:
            painter.fillRect(QRect(0, y, wide, height), theme.colour("selected"))
        elif row.is_red:
            painter.fillRect(QRect(0, y, wide, height), QColor(253, 236, 234))
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, y + height - 1, wide, y + height - 1)
        if row.before is not None:
            self._paint_ghost(painter, row, y)
        bar = self._bar(row.planned.start, row.planned.end, y)
        if bar.right() < 0 or bar.left() > wide:
            self._paint_arrow(painter, bar, row, y, wide)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        colour = theme.colour(_colour_of(row))
        painter.setBrush(colour)
        if row.is_anchor:
            painter.drawPolygon(_diamond(bar.center(), theme.px(9)))
        else:
            painter.drawRoundedRect(bar, 2, 2)
            if row.waits and row.planned.start < self._today <= row.planned.end:
                rest = QRectF(self.x_of(self._today), bar.top(), 0, bar.height())
                rest.setRight(bar.right())
                painter.setBrush(colour.lighter(170))
                painter.drawRoundedRect(rest, 2, 2)
        if row.planned.latest is not None and row.waits:
            _flag(painter, self.x_of((row.planned.last_end or row.planned.latest) + DAY), bar, row.planned.step.hard)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_ghost(self, painter: QPainter, row: PlanRow, y: int) -> None:
        assert row.before is not None
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("faint"), 1, Qt.PenStyle.DotLine))
        ghost = self._bar(row.before.start, row.before.end, y)
        if row.is_anchor:
            painter.drawPolygon(_diamond(ghost.center(), theme.px(9)))
        else:
            painter.drawRect(ghost)

    def _paint_arrow(self, painter: QPainter, bar: QRectF, row: PlanRow, y: int, wide: int) -> None:
        """Say at the border on which day a bar lies that is out of sight."""
        painter.setPen(theme.colour("secondary"))
        inside = QRect(6, y, wide - 12, theme.px(ROW))
        if bar.right() < 0:
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, f"‹ {row.days}")
        else:
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{row.days} ›")

    def _paint_lines(self, painter: QPainter, head: int, high: int) -> None:
        painter.setPen(QPen(theme.colour("primary"), 1, Qt.PenStyle.DashLine))
        for day, _name in self._anchors:
            x = self.x_of(day) + self._width / 2
            painter.drawLine(QPointF(x, head), QPointF(x, high))

    def _paint_today(self, painter: QPainter, head: int, high: int) -> None:
        x = self.x_of(self._today)
        if not 0 <= x <= self.viewport().width():
            return
        painter.setPen(QPen(theme.colour("primary"), 2))
        painter.drawLine(QPointF(x, head // 2), QPointF(x, high))
        words = f"今天 {short_day(self._today)}"
        wide = QFontMetrics(self.font()).horizontalAdvance(words) + 12
        left = min(max(x - wide / 2, 0), self.viewport().width() - wide)
        box = QRectF(left, 2, wide, head // 2 - 3)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("primary"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(theme.colour("surface"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def _bar(self, first: date, last: date, y: int) -> QRectF:
        height = theme.px(12)
        left, right = self.x_of(first), self.x_of(last + DAY)
        return QRectF(left, y + (theme.px(ROW) - height) / 2, max(right - left, 5.0), height)

    # the mouse

    def _row_at(self, y: float) -> int:
        at = int((y - theme.px(HEAD) + self.verticalScrollBar().value()) // theme.px(ROW))
        return at if y >= theme.px(HEAD) and 0 <= at < len(self.rows) else -1

    def _is_on_bar(self, at: int, x: float) -> bool:
        planned = self.rows[at].planned
        bar = self._bar(planned.start, planned.end, 0)
        return bar.left() - 8 <= x <= bar.right() + 8

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose a row, and take hold of its bar."""
        at, x = self._row_at(event.position().y()), event.position().x()
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            start, held = self.rows[at].planned.start, self._is_on_bar(at, x)
            self.pressed.emit(at)
            self._grabbed = (at, round(x), start, start) if held else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Take the bar along, day by day."""
        at, x = self._row_at(event.position().y()), event.position().x()
        if self._grabbed is None:
            row = self.rows[at] if at >= 0 else None
            open_ = row is not None and row.planned.state.state not in (State.DONE, State.DROPPED)
            on = open_ and self._is_on_bar(at, x)
            self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if on else Qt.CursorShape.ArrowCursor)
            return
        row_at, from_x, start, last = self._grabbed
        day = start + DAY * round((x - from_x) / self._width)
        if day != last:
            self._grabbed = (row_at, from_x, start, day)
            self.dragged.emit(row_at, day)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self._grabbed = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            step = -1 if event.angleDelta().y() > 0 else 1
            self.set_zoom(self.zoom + step, round(event.position().x()))
            event.accept()
        else:
            super().wheelEvent(event)


def _colour_of(row: PlanRow) -> str:
    state = row.planned.state.state
    if state is State.DONE:
        return "done"
    if state is State.DROPPED:
        return "line"
    if row.is_red:
        return "error"
    if row.planned.step.hard:
        return "statutory"
    if row.is_late or (row.wrong and row.before is not None):
        return "warning"
    return "secondary" if state is State.PINNED else "primary"


def _diamond(middle: QPointF, size: float) -> QPolygonF:
    return QPolygonF(
        [
            QPointF(middle.x(), middle.y() - size),
            QPointF(middle.x() + size, middle.y()),
            QPointF(middle.x(), middle.y() + size),
            QPointF(middle.x() - size, middle.y()),
        ]
    )


def _flag(painter: QPainter, x: float, bar: QRectF, hard: bool) -> None:
    """Draw the flag at the end of the last day that a rule allows."""
    colour = theme.colour("statutory" if hard else "warning")
    top, bottom = bar.top() - 4, bar.bottom() + 4
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(QPointF(x, top), QPointF(x, bottom))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([QPointF(x, top), QPointF(x + 8, top + 3.5), QPointF(x, top + 7)]))
