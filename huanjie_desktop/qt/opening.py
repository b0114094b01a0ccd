"""The one way to open a dialog, a message box or a menu: it runs, its answer is read, and it is freed with all it holds.

A dialog that is only closed stays in memory with its tables, pictures and connections as long as its parent lives. So
nothing outside this module calls `exec`, and what a caller gets is values: the dialog is no more when it goes on.
"""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu

D = TypeVar("D", bound=QDialog)
T = TypeVar("T")


def run_dialog(dialog: D, read: Callable[[D], T]) -> T:
    """Run a dialog until it is closed in whatever way, return what `read` takes from it, and free it."""
    try:
        dialog.exec()
        return read(dialog)
    finally:
        _free(dialog)


def ask_dialog(dialog: D, read: Callable[[D], T]) -> T | None:
    """Run a dialog; return what `read` takes from it if it was accepted, else None."""
    return run_dialog(dialog, lambda closed: read(closed) if closed.result() == QDialog.DialogCode.Accepted else None)


def show_dialog(dialog: QDialog) -> None:
    """Run a dialog that answers nothing."""
    run_dialog(dialog, lambda _closed: None)


def open_menu(menu: QMenu, at: QPoint) -> None:
    """Show a menu made for this once; what is chosen has been done when this returns."""
    try:
        menu.exec(at)
    finally:
        _free(menu)


def _free(opened: QDialog | QMenu) -> None:
    if shiboken6.isValid(opened):  # its parent may have gone while it was open
        opened.deleteLater()
