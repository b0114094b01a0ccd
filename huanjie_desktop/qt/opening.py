"""The one way to open a dialog, a message box or a menu: it runs, its answer is read, it is freed with all it holds, and the
cursor goes back to the list or table from which it was opened.

A dialog that is only closed stays in memory with its tables, pictures and connections as long as its parent lives. So
nothing outside this module calls `exec`, and what a caller gets is values: the dialog is no more when it goes on.
"""

import weakref
from collections.abc import Callable, Iterable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QDialog, QMenu, QWidget

D = TypeVar("D", bound=QDialog)
T = TypeVar("T")


def run_dialog(dialog: D, read: Callable[[D], T]) -> T:
    """Run a dialog until it is closed in whatever way, return what `read` takes from it, and free it."""
    before, view = QApplication.focusWidget(), _Seen.view()
    window = before.window() if before is not None else None
    leave_page_keys(dialog)
    try:
        dialog.exec()
        return read(dialog)
    finally:
        _free(dialog)
        _go_back(before, view, window)


def leave_page_keys(inside: QWidget, digits: Iterable[int] = range(10)) -> None:
    """Have Alt with these digits do nothing in a window: it means a page of the main one, and would be typed as a digit."""
    for digit in digits:
        QShortcut(QKeySequence(f"Alt+{digit}"), inside)


class _Seen:
    """The list or table that had the cursor last; it is not kept for that: with it would go all that it shows."""

    view: Callable[[], QAbstractItemView | None] = staticmethod(lambda: None)


def follow_focus() -> None:
    """Begin to remember which list or table had the cursor last; once for the application."""
    application = QApplication.instance()
    if isinstance(application, QApplication) and not application.property("followsFocus"):
        application.setProperty("followsFocus", True)
        application.focusChanged.connect(_on_focus)


def _on_focus(_old: QWidget | None, now: QWidget | None) -> None:
    if isinstance(now, QAbstractItemView):
        _Seen.view = weakref.ref(now)


def _go_back(before: QWidget | None, view: QAbstractItemView | None, window: QWidget | None) -> None:
    """Leave the button that opened a dialog, or what is gone since, for the list or table that had the cursor before it."""
    there = before is not None and shiboken6.isValid(before) and before.isVisible() and before.isEnabled()
    if there and not isinstance(before, QAbstractButton):
        return  # Qt gives the cursor back to it
    if view is not None and shiboken6.isValid(view) and view.isVisible() and view.window() is window:
        view.setFocus(Qt.FocusReason.OtherFocusReason)


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
