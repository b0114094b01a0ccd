"""After a dialog the cursor is where it came from: in the list or table, not on the button that opened it."""

import gc
import weakref

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.opening import follow_focus, show_dialog
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.widgets.parts import down
from tests.qt.test_meetings_page import make, page, settle

__all__ = ["page"]  # the fixture


class Window(QWidget):
    """A list, a field, and a button that opens a dialog with a list of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.list, self.field, self.button = QListWidget(), QLineEdit(), QPushButton("删除")
        self.list.addItem("甲")
        down(self.list, self.field, self.button, on=self)
        self.button.clicked.connect(self.open)

    def open(self) -> None:
        dialog = QDialog(self)
        inside = QListWidget()
        down(inside, on=dialog)
        QTimer.singleShot(0, lambda: (inside.setFocus(), dialog.reject()))
        show_dialog(dialog)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    follow_focus()
    made = Window()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_the_list_has_the_cursor_again(qtbot: QtBot, window: Window) -> None:
    window.list.setFocus()
    window.button.setFocus()
    qtbot.mouseClick(window.button, Qt.MouseButton.LeftButton)
    assert window.focusWidget() is window.list


def test_a_field_keeps_it(qtbot: QtBot, window: Window) -> None:
    window.list.setFocus()
    window.field.setFocus()
    window.open()
    assert window.focusWidget() is window.field


def test_a_list_that_is_hidden_or_in_another_window_does_not_get_it(qtbot: QtBot, window: Window) -> None:
    window.button.setFocus()
    other = Window()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(other.isActiveWindow)
    other.list.setFocus()
    other.field.setFocus()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open()
    assert window.focusWidget() is window.button
    assert other.focusWidget() is other.field  # the list of the other window was the last, and is left alone
    window.list.setFocus()
    window.button.setFocus()
    window.list.hide()
    window.open()
    assert window.focusWidget() is window.button


def test_a_list_on_a_page_that_is_out_of_sight_by_then_does_not_get_it(qtbot: QtBot, window: Window) -> None:
    page = QWidget()
    down(window.list, on=page)
    window.layout().addWidget(page)  # type: ignore[union-attr]
    page.show()
    window.list.setFocus()
    window.button.setFocus()
    QTimer.singleShot(0, page.hide)
    window.open()
    assert window.focusWidget() is window.button  # else keys would go to a list that nobody sees


def test_a_button_that_is_off_by_then_leaves_it_to_the_list(qtbot: QtBot, window: Window) -> None:
    window.list.setFocus()
    window.button.setFocus()
    QTimer.singleShot(0, lambda: window.button.setEnabled(False))
    window.open()
    assert window.focusWidget() is window.list


def test_a_congress_just_made_is_chosen_in_view_and_the_list_has_the_cursor(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    desk = page.window()
    assert isinstance(desk, Desk)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    page.list.setFocus()
    new = next(each for each in desk.header.findChildren(QPushButton) if each.text() == "新建会议")
    new.setFocus()

    def cancel() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()

    QTimer.singleShot(0, cancel)
    qtbot.mouseClick(new, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert desk.focusWidget() is page.list


def test_a_list_is_not_kept_for_having_had_the_cursor(qtbot: QtBot, window: Window) -> None:
    other = QListWidget()
    other.show()
    other.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)
    gone = weakref.ref(other)
    other.close()
    del other
    gc.collect()
    assert gone() is None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.open()
