"""日程议程: what was just added is what is chosen, while another answer is on its way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.meetings import MeetingsPage
from tests.qt.test_meetings_page import make, page, settle

__all__ = ["page"]  # the fixture


def test_what_was_added_is_chosen(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.programme)
    programme = page.programme
    programme.tree.setCurrentIndex(programme.model.index(2, 0))
    qtbot.keyClick(programme.tree, Qt.Key.Key_Insert)
    page.run("读取", lambda _workspace: None)
    settle(qtbot, page)
    item = programme.current_item()
    assert item is not None
    assert item.title == "新议程"
    assert programme.tree.currentIndex().row() == 3
    add = next(each for each in programme.findChildren(QPushButton) if each.text() == "添加会次")
    qtbot.keyClick(add, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert programme.sessions.currentRow() == programme.sessions.count() - 1 == 10
    assert programme.sessions.currentItem().text().startswith("新会次")
