"""日程议程: what was just added is what is chosen, while another answer is on its way."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.services.meetings import agenda
from tests.qt.keys import type_text
from tests.qt.test_meetings_page import make, page, settle

__all__ = ["page"]  # the fixture


def test_what_was_added_is_chosen(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.programme)
    programme = page.programme
    programme.table.setCurrentIndex(programme.model.index(2, 0))
    programme.table.setFocus()
    qtbot.keyClick(programme.table, Qt.Key.Key_Insert)
    page.run("读取", lambda _workspace: None)
    settle(qtbot, page)
    item = programme.current_item()
    assert item is not None
    assert item.title == "新议程"
    assert programme.table.currentIndex().row() == 3
    add = next(each for each in programme.findChildren(QPushButton) if each.text() == "添加会次")
    qtbot.keyClick(add, Qt.Key.Key_Space)
    settle(qtbot, page)
    session = programme.sittings.session()
    assert session is not None
    assert (session.title, programme.sittings.model.count) == ("新会次", 11)
    assert programme.heading.text() == "“新会次”的议程"


def test_what_is_typed_into_the_agenda_stays_while_an_answer_comes(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.programme)
    programme = page.programme
    session_id, table = programme.sittings.chosen_id(), programme.table
    first, second = (programme.model.row_at(row) for row in (0, 1))
    table.setFocus()
    table.setCurrentIndex(programme.model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = table.viewport().findChildren(QLineEdit)
    editor.selectAll()
    type_text(qtbot, editor, "听取筹备")
    page.run("删除", lambda workspace: agenda.delete_items(workspace, session_id, [second.id]))
    settle(qtbot, page)
    assert editor.text() == "听取筹备"
    type_text(qtbot, editor, "报告")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: programme.model.row_of(second.id) == -1)
    settle(qtbot, page)
    kept = programme.model.row_at(0)
    assert (kept.id, kept.item.title) == (first.id, "听取筹备报告")
