"""Typing as people do: keys for Latin text, an input method's commits for the rest."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def type_text(qtbot: QtBot, widget: QWidget, text: str, delay: int = -1) -> None:
    """Type a text into the widget that has the focus, `delay` milliseconds a key."""
    for char in text:
        if char.isascii():
            qtbot.keyClick(widget, Qt.Key.Key_Return if char == "\n" else char, delay=delay)  # type: ignore[arg-type]
        else:
            commit = QInputMethodEvent()
            commit.setCommitString(char)
            QApplication.sendEvent(widget, commit)


def retype(qtbot: QtBot, widget: QWidget, text: str, delay: int = -1) -> None:
    """Come to a field by Tab and type over the whole of it; "" empties it."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    if not text:
        qtbot.keyClick(widget, Qt.Key.Key_Delete)
    type_text(qtbot, widget, text, delay)
