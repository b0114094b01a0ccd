"""A list of lines that lead to places: each with a drawing, its words, and on the right when or how far it is."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.widgets import icons, theme

_GAP = 12
_SPACE = 4
Index = QModelIndex | QPersistentModelIndex


class Sided(Protocol):
    """What has something on the right of its line."""

    @property
    def about(self) -> str:
        """What stands there, "" for nothing."""


class Shown(Sided, Protocol):
    """What a line shows."""

    @property
    def words(self) -> str:
        """Its words."""

    @property
    def subject(self) -> Subject:
        """What it opens."""

    @property
    def icon(self) -> tuple[str, str]:
        """Its drawing and the colour of that."""


class LineList(QListWidget):
    """行列表: `subject_asked` carries the subject of the line that was opened by Enter or a click; `nothing` is said of none."""

    subject_asked = Signal(object)

    def __init__(self, name: str, nothing: str) -> None:
        super().__init__()
        self._nothing = nothing
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(LineDelegate(self))
        self.itemActivated.connect(self._open)
        self.itemClicked.connect(self._open)

    def show_lines(self, lines: Sequence[Shown]) -> None:
        """Show other lines, with the same place chosen."""
        at = self.currentRow()
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.words)
            item.setIcon(icons.icon(*line.icon))
            item.setToolTip("　".join(part for part in (line.words, line.about) if part))
            item.setData(Qt.ItemDataRole.UserRole, line)
            self.addItem(item)
        if not lines:
            item = QListWidgetItem(self._nothing)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
        elif at >= 0:
            self.setCurrentRow(min(at, len(lines) - 1))

    def _open(self, item: QListWidgetItem) -> None:
        line = item.data(Qt.ItemDataRole.UserRole)
        if line is not None:
            self.subject_asked.emit(line.subject)


class LineDelegate(QStyledItemDelegate):
    """Draws a line: its drawing, its words broken where they must be, and what is on the right beside their first line.

    The item's data is what it shows, None for the words that there is nothing.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        self.initStyleOption(option, index)
        style, line = option.widget.style(), index.data(Qt.ItemDataRole.UserRole)
        icon, words = QIcon(option.icon), option.text
        option.text, option.icon = "", QIcon()  # Qt would tint the icon of a chosen row in no room at all
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        inner, side = self._inner(option), theme.px(16)
        painter.save()
        painter.setFont(option.font)
        top = inner.top() + (painter.fontMetrics().height() - side) // 2
        if line is not None:
            icon.paint(painter, QRect(inner.left(), top, side, side))
        painter.setPen(theme.colour("text" if line is not None else "secondary"))
        wraps = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        painter.drawText(self._words(option, line), int(wraps), words)
        if line is not None:
            painter.setPen(theme.colour("secondary"))
            painter.drawText(inner, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop), line.about)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of the words at the list's width."""
        line = index.data(Qt.ItemDataRole.UserRole)
        self.initStyleOption(option, index)
        view = self.parent()
        if isinstance(view, QListWidget):
            option.rect = QRect(0, 0, view.viewport().width(), theme.px(30))
        room = self._words(option, line)
        needed = option.fontMetrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(index.data()))
        return QSize(room.width(), max(needed.height() + 2 * _SPACE, theme.px(30)))

    @staticmethod
    def _inner(option: QStyleOptionViewItem) -> QRect:
        return option.rect.adjusted(_SPACE, _SPACE, -_SPACE, -_SPACE)

    def _words(self, option: QStyleOptionViewItem, line: Sided | None) -> QRect:
        """Return where the words stand: between the drawing and what is on the right."""
        if line is None:
            return self._inner(option)
        about = option.fontMetrics.horizontalAdvance(line.about)
        return self._inner(option).adjusted(theme.px(16) + _SPACE + 2, 0, -(about + _GAP if about else 0), 0)
