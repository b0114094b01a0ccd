"""The navigation on the left: one button a page, with icon and word; Alt and a digit press it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QLabel, QMenu, QToolButton, QWidget

from huanjie_desktop.qt.opening import leave_page_keys
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import add_to, down, named

PROGRAM_TITLE = "换届工作台"


class Navigation(QFrame):
    """导航: the pages of the open workspace; those after `foot` stand at the bottom."""

    chosen = Signal(int)
    help_asked = Signal()
    tour_asked = Signal()

    def __init__(self, pages: Sequence[tuple[str, str]], foot: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setFixedWidth(theme.px(168))
        layout = down(on=self, margins=(0, 0, 0, 8), spacing=0)
        mark = named(QLabel(PROGRAM_TITLE), "mark")
        mark.setFixedHeight(theme.px(52))
        layout.addWidget(mark)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        leave_page_keys(self, range(len(pages) + 1, 10))
        for number, (title, drawing) in enumerate(pages):
            if number == foot:
                layout.addStretch(1)
            layout.addWidget(self._button(number, title, drawing))
        if foot >= len(pages):
            layout.addStretch(1)
        layout.addWidget(self._help())

    def mark(self, number: int) -> None:
        """Show which page is in front."""
        self._group.button(number).setChecked(True)

    def _help(self) -> QToolButton:
        button = _row("帮助", "circle-help")
        button.setAccessibleName("帮助")
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        add_to(menu, "用户手册　F1", self.help_asked.emit)
        add_to(menu, "带我走一遍", self.tour_asked.emit)
        button.setMenu(menu)
        return button

    def _button(self, number: int, title: str, drawing: str) -> QToolButton:
        button = _row(title, drawing)
        button.setCheckable(True)
        button.setToolTip(f"{title}（Alt+{number + 1}）")
        shortcut = QShortcut(QKeySequence(f"Alt+{number + 1}"), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(lambda: button.click() if QApplication.activeModalWidget() is None else None)
        self._group.addButton(button, number)
        return button


def _row(title: str, drawing: str) -> QToolButton:
    """Make a row of the navigation."""
    button = QToolButton()
    button.setText(title)
    button.setIcon(icons.icon(drawing))
    button.setIconSize(QSize(theme.px(18), theme.px(18)))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFixedWidth(theme.px(168) - 1)
    return button
