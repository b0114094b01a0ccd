"""Answers dialogs that open by themselves, whenever they come."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

EVERY_MS, LOOKS = 10, 500


def when_opened(act: Callable[[Any], object], kind: type = QMessageBox) -> None:
    """Do something with the next dialog of a kind that comes to the front."""

    def look(left: int) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            act(dialog)
        elif left:
            QTimer.singleShot(EVERY_MS, lambda: look(left - 1))

    QTimer.singleShot(0, lambda: look(LOOKS))


def answer(kind: type, fill: Callable[[Any], object]) -> None:
    """Fill and accept the next dialog of a kind."""

    def accept(dialog: Any) -> None:
        fill(dialog)
        dialog.try_accept()

    when_opened(accept, kind)


def press(words: str, told: list[str] | None = None) -> None:
    """Press a button of the next message box, and note what the box says."""

    def click(box: QMessageBox) -> None:
        if told is not None:
            told.extend((box.text(), box.informativeText()))
        next(button for button in box.buttons() if button.text() == words).click()

    when_opened(click)
