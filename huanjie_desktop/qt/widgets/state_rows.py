"""Rows of a list that say how a thing stands: tick, small icon with its word, name, the reason below, a number at the end."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.choice_list import CHOICE, Choice

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StateDelegate(QStyledItemDelegate):
    """状态行: draws a `Choice` that has a state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row: Qt its ground and tick, the rest here."""
        choice: Choice = index.data(CHOICE)
        self.initStyleOption(option, index)
        option.text = ""
        option.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = QIcon()  # else Qt tints it for a chosen row in the room that it no longer has, none
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        gap, left = theme.px(6), option.rect.left() + theme.px(8)
        if choice.ticked is not None:
            tick = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget)
            left = tick.right() + gap
        title, _line, reason = choice.words.partition("\n")
        room = option.rect.adjusted(0, theme.px(2), -theme.px(8), -theme.px(2))
        room.setLeft(left)
        first = QRect(room)
        if reason:
            first.setHeight(room.height() // 2)
        painter.save()
        first.setLeft(self._draw_state(painter, first, choice) + gap)
        metrics = option.fontMetrics
        self._draw(painter, first, _RIGHT, "secondary", choice.aside)
        own = QRect(first)
        own.setRight(first.right() - metrics.horizontalAdvance(choice.aside) - gap)
        elided = metrics.elidedText(title, Qt.TextElideMode.ElideRight, own.width())
        self._draw(painter, own, _LEFT, "text", elided)
        if reason:
            below = QRect(first.left(), first.bottom(), room.right() - first.left(), room.height() - first.height())
            elided = metrics.elidedText(reason, Qt.TextElideMode.ElideRight, below.width())
            self._draw(painter, below, _LEFT, choice.icon[1] if choice.icon else "secondary", elided)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of one line, or of two where there is a reason."""
        choice: Choice = index.data(CHOICE)
        return QSize(theme.px(120), theme.px(50 if "\n" in choice.words else 30))

    def _draw_state(self, painter: QPainter, room: QRect, choice: Choice) -> int:
        """Draw icon and word; return where they end, the same in every row."""
        side = theme.px(16)
        if choice.icon is None:
            return room.left()
        drawing, tint = choice.icon
        icon = QRect(room.left(), room.center().y() - side // 2 + 1, side, side)
        icons.icon(drawing, tint).paint(painter, icon)
        word = QRect(
            icon.right() + theme.px(4), room.top(), painter.fontMetrics().horizontalAdvance("缺数据"), room.height()
        )
        self._draw(painter, word, _LEFT, tint, choice.state)
        return word.right()

    def _draw(self, painter: QPainter, room: QRect, where: Qt.AlignmentFlag, tint: str, words: str) -> None:
        painter.setPen(theme.colour(tint))
        painter.drawText(room, int(where), words)
