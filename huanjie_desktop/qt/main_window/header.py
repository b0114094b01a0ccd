"""The page header: title, what it is of, one primary action on the right, at most three others, the rest under 更多."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QToolButton, QWidget

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import ElidedLabel, across, named

MOST_OTHERS = 3


class PageHeader(QFrame):
    """页头: shows a page's heading and its actions."""

    done = Signal()  # an action was taken by its button or out of the menu

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self.setFixedHeight(theme.px(52))
        self._actions: list[QAction] = []
        self._title = named(QLabel(), "title")
        self._of = named(ElidedLabel(), "of")
        self._buttons = QWidget()
        self._row = across(self._title, (self._of, 1), self._buttons, on=self, margins=(16, 0, 16, 0), spacing=12)
        self.show_page("", "", ())

    def show_page(self, title: str, of: str, actions: Sequence[QAction]) -> None:
        """Show another page's heading and actions; `actions` has the primary one first."""
        self._title.setText(title)
        self._of.show_words(of)
        if list(actions) == self._actions:
            return  # the buttons follow them, and keep the cursor
        self._actions = list(actions)
        fresh = QWidget()
        row = across(on=fresh, margins=0, spacing=8)
        others = [action for action in actions[1:] if action.priority() is not QAction.Priority.LowPriority]
        beside = others[:MOST_OTHERS]
        for action in beside:
            row.addWidget(self._button(action))
        more = [action for action in actions[1:] if action not in beside]
        if more:
            row.addWidget(self._more(more))
        if actions:
            row.addWidget(self._button(actions[0], primary=True))
        self._row.replaceWidget(self._buttons, fresh)
        self._buttons.hide()
        self._buttons.deleteLater()
        fresh.show()
        self._buttons = fresh

    def _button(self, action: QAction, *, primary: bool = False) -> "ActionButton":
        button = ActionButton(action, primary=primary)
        button.clicked.connect(self.done)
        return button

    def _more(self, actions: Sequence[QAction]) -> QToolButton:
        button = named(QToolButton(), "plain")
        button.setText("更多")
        button.setIcon(icons.icon("ellipsis"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setAccessibleName("更多操作")
        menu = QMenu(button)
        menu.setToolTipsVisible(True)
        menu.addActions(list(actions))
        menu.triggered.connect(self.done)
        button.setMenu(menu)
        return button


class ActionButton(QPushButton):
    """A button that is an action: its words, drawing, tip and state follow it."""

    def __init__(self, action: QAction, *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("primary", primary)
        self.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._action = action
        self._primary = primary
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        action = self._action
        self.setText(action.text())
        self.setToolTip(action.toolTip())
        self.setEnabled(action.isEnabled())
        if self.parent() is not None or not action.isVisible():
            self.setVisible(action.isVisible())
        drawing = action.property("drawing")
        self.setIcon(icons.icon(str(drawing), "surface") if self._primary and drawing else action.icon())
