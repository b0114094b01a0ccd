"""Running totals with 正 marks, and a chart of shares: drawn, so that they look the same in every face."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from huanjie_desktop.domain.tally import share, share_words
from huanjie_desktop.qt.widgets import theme

_STROKES = (((0, 0), (10, 0)), ((5, 0), (5, 10)), ((5, 5), (9, 5)), ((2, 4), (2, 10)), ((0, 10), (10, 10)))
_MOST_MARKS = 24  # 正 drawn in a line; what is more stands in the number only


class TallyMarks(QWidget):
    """正字计数: one line for each grade: its name, its strokes and the number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: Sequence[tuple[str, int]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, lines: Sequence[tuple[str, int]]) -> None:
        """Show a name and a count for each line."""
        self.lines = lines
        self.setAccessibleDescription("，".join(f"{name}{count}" for name, count in lines))
        self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that the lines take."""
        return QSize(theme.px(260), theme.px(8) + sum(self._height(count) for _, count in self.lines))

    def _per_row(self) -> int:
        return max(1, (self.width() - theme.px(76 + 44)) // theme.px(19))

    def _height(self, count: int) -> int:
        shown = min(-(-count // 5), _MOST_MARKS)
        rows = max(1, -(-shown // self._per_row())) if self.width() > theme.px(140) else 1
        return theme.px(10) + rows * theme.px(20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = theme.px(4)
        for name, count in self.lines:
            height = self._height(count)
            painter.setPen(theme.colour("text"))
            left = QRect(0, top, theme.px(72), theme.px(26))
            painter.drawText(left, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            right = QRect(self.width() - theme.px(44), top, theme.px(44), theme.px(26))
            painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(count))
            self._draw_marks(painter, QPoint(theme.px(76), top + theme.px(6)), count)
            top += height
        painter.end()

    def _draw_marks(self, painter: QPainter, at: QPoint, count: int) -> None:
        painter.setPen(QPen(theme.colour("primary"), max(1.4, theme.px(14) / 10)))
        per_row, scale = self._per_row(), theme.px(14) / 10
        for number in range(min(count, _MOST_MARKS * 5)):
            sign, stroke = divmod(number, 5)
            origin = at + QPoint(sign % per_row * theme.px(19), sign // per_row * theme.px(20))
            (x1, y1), (x2, y2) = _STROKES[stroke]
            painter.drawLine(
                QPoint(origin.x() + round(x1 * scale), origin.y() + round(y1 * scale)),
                QPoint(origin.x() + round(x2 * scale), origin.y() + round(y2 * scale)),
            )


class ShareChart(QWidget):
    """占比图: a bar for each line, its grades one after the other, each with its share where there is room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heads: Sequence[str] = ()
        self.lines: Sequence[tuple[str, Sequence[int], int]] = ()

    def show_shares(self, heads: Sequence[str], lines: Sequence[tuple[str, Sequence[int], int]]) -> None:
        """Show lines of (name, counts by head, base)."""
        self._heads, self.lines = heads, lines
        told = (
            f"{name}："
            + "，".join(f"{head}{share_words(count, base)}" for head, count in zip(heads, counts, strict=False))
            for name, counts, base in lines
        )
        self.setAccessibleDescription("；".join(told))
        self.setMinimumHeight(theme.px(40 + 32 * len(lines)))
        self.update()

    def colours(self) -> list[QColor]:
        """Return a colour for each head, from dark to light."""
        first, last = theme.colour("primary"), theme.colour("selected")
        steps = max(len(self._heads) - 1, 1)
        return [_between(first, last, at / steps) for at in range(len(self._heads))]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the key and the bars."""
        painter = QPainter(self)
        colours = self.colours()
        self._draw_key(painter, colours)
        metrics = painter.fontMetrics()
        widest = max((metrics.horizontalAdvance(name) for name, _, _ in self.lines), default=0)
        left = min(widest + theme.px(12), self.width() // 3)
        room = max(self.width() - left - theme.px(4), 1)
        for at, (name, counts, base) in enumerate(self.lines):
            top = theme.px(36 + 32 * at)
            painter.setPen(theme.colour("text"))
            words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left - theme.px(8))
            flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, top, left - theme.px(8), theme.px(24)), flags, words)
            self._draw_bar(painter, QRect(left, top, room, theme.px(24)), counts, base, colours)
        painter.end()

    def _draw_key(self, painter: QPainter, colours: Sequence[QColor]) -> None:
        x = theme.px(4)
        for head, tint in zip(self._heads, colours, strict=True):
            painter.fillRect(QRect(x, theme.px(8), theme.px(12), theme.px(12)), tint)
            painter.setPen(theme.colour("line"))
            painter.drawRect(QRect(x, theme.px(8), theme.px(12), theme.px(12)))
            x += theme.px(18)
            painter.setPen(theme.colour("secondary"))
            width = painter.fontMetrics().horizontalAdvance(head)
            painter.drawText(QRect(x, theme.px(2), width, theme.px(24)), Qt.AlignmentFlag.AlignVCenter, head)
            x += width + theme.px(14)

    def _draw_bar(
        self, painter: QPainter, rect: QRect, counts: Sequence[int], base: int, colours: Sequence[QColor]
    ) -> None:
        painter.fillRect(rect, theme.colour("page"))
        x = float(rect.left())
        for count, tint in zip(counts, colours, strict=False):
            width = rect.width() * (share(count, base) or 0) / 100
            part = QRect(round(x), rect.top(), round(x + width) - round(x), rect.height())
            painter.fillRect(part, tint)
            words = share_words(count, base)
            if painter.fontMetrics().horizontalAdvance(words) + theme.px(6) < part.width():
                painter.setPen(theme.colour("surface" if tint.lightness() < 150 else "text"))
                painter.drawText(part, Qt.AlignmentFlag.AlignCenter, words)
            x += width
        painter.setPen(theme.colour("line"))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


def _between(one: QColor, other: QColor, part: float) -> QColor:
    return QColor(
        *(
            round(getattr(one, channel)() + (getattr(other, channel)() - getattr(one, channel)()) * part)
            for channel in ("red", "green", "blue")
        )
    )
