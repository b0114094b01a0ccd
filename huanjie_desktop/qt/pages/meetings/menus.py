"""Menus that are filled when they open, from what is chosen then."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from huanjie_desktop.qt.widgets.parts import button


def menu_button(words: str, fill: Callable[[QMenu], None]) -> QPushButton:
    """Return a button whose menu `fill` fills anew each time it opens."""
    made = button(words, None)
    menu = QMenu(made)
    menu.aboutToShow.connect(menu.clear)
    menu.aboutToShow.connect(lambda: fill(menu))
    made.setMenu(menu)
    return made


def add_to(menu: QMenu, text: str, run: Callable[[], object], enabled: bool = True) -> None:
    """Add an entry to a menu."""
    action = QAction(text, menu)
    action.setEnabled(enabled)
    action.triggered.connect(lambda _checked=False: run())
    menu.addAction(action)
