"""The filter bar: a field for typed words, the conditions as chips, and how many are shown."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton, QWidget

from huanjie_desktop.domain.filtering import Condition
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, label, named, refill


class SearchField(QLineEdit):
    """A field that Esc empties, and Enter or Down leaves for the table."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties, Enter and Down leave."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """筛选栏."""

    condition_dropped = Signal(object)  # Condition

    def __init__(self) -> None:
        super().__init__()
        named(self, "filterBar").setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(theme.px(44))
        self.field = SearchField(placeholderText="姓名、拼音首字母，或任何一栏的内容", clearButtonEnabled=True)
        self.field.setAccessibleName("筛选")
        self.field.setMinimumWidth(theme.px(120))  # the count beside it is seen whole, and narrows it
        self.field.setMaximumWidth(theme.px(300))
        self.field.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._chips = across(spacing=6)
        self._count = label("", "secondary")
        self._row = across(
            (self.field, 4), self._chips, (STRETCH, 1), self._count, on=self, margins=(12, 0, 12, 0), spacing=8
        )

    def add_action(self, action: QAction, *, words: bool = False) -> None:
        """Put a small button for an action at the end, with its words where they are wanted."""
        made = QToolButton()
        made.setDefaultAction(action)
        if words:
            made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._row.addWidget(made)

    def show_conditions(self, conditions: Sequence[Condition]) -> None:
        """Show the conditions as chips; pressing one drops it."""
        refill(self._chips, [self._chip(condition) for condition in conditions])

    def _chip(self, condition: Condition) -> QToolButton:
        chip, words = named(QToolButton(), "chip"), condition.describe()
        chip.setText(chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, theme.px(180)))
        chip.setIcon(icons.icon("x", "primary"))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setToolTip(f"{words}，按一下取消这个条件")
        chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        chip.clicked.connect(lambda _checked=False: self.condition_dropped.emit(condition))
        return chip

    def show_count(self, text: str) -> None:
        """Say how many are shown of how many."""
        self._count.setText(text)
