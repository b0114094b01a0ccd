"""The page 会议 over a real workspace: a congress is made, its agenda moved by keys and by dragging, its packet seen."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.models.agenda import MINUTES, SPEAKER, TIME, TITLE
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.meetings.congress_dialog import CongressDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.safekeeping import history
from tests.qt.desks import makers_of
from tests.qt.keys import retype, type_text

ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[MeetingsPage]:
    page = MeetingsPage(open_tasks, load_catalog())
    desk = Desk(open_tasks, makers_of(page), 1, tmp_path / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    QAbstractItemModelTester(page.programme.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    QAbstractItemModelTester(page.programme.sittings.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    QAbstractItemModelTester(page.people.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    desk.show()
    desk.start()
    page.show_for(None)
    qtbot.waitUntil(lambda: not open_tasks.busy)
    yield page
    qtbot.waitUntil(lambda: not open_tasks.busy)


def settle(qtbot: QtBot, page: MeetingsPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def answer(kind: type, fill: Callable[[Any], None]) -> None:
    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        fill(dialog)
        dialog.try_accept()  # type: ignore[attr-defined]

    QTimer.singleShot(0, accept)


def make(qtbot: QtBot, page: MeetingsPage) -> None:
    def fill(dialog: CongressDialog) -> None:
        dialog.record.put("kind", list(load_catalog().congress_kinds)[1])
        dialog.record.put("unit", "青禾县")
        dialog.record.put("start", date(2026, 7, 26))
        dialog.record.put("venue", "县会议中心")

    answer(CongressDialog, fill)
    page.new_congress()
    settle(qtbot, page)


def titles(page: MeetingsPage) -> list[str]:
    model = page.programme.model
    return [str(model.index(row, TITLE).data()) for row in range(model.rowCount())]


def test_an_empty_page_offers_to_begin_and_a_congress_is_made(qtbot: QtBot, page: MeetingsPage) -> None:
    assert page.list.count() == 0
    make(qtbot, page)
    assert page.heading() == "青禾县第十二次党代会"
    assert page.overview.form.value("venue") == "县会议中心"
    assert page.programme.sittings.model.count == 10
    assert titles(page)[0] == "一、听取大会筹备工作情况的报告"


def test_a_field_of_the_overview_is_one_undo_step(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    retype(qtbot, page.overview.form.edits["venue"], "县礼堂")
    qtbot.keyClick(page.overview.form.edits["venue"], Qt.Key.Key_Return)
    settle(qtbot, page)
    assert page.overview.form.value("venue") == "县礼堂"
    page.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))
    settle(qtbot, page)
    assert page.overview.form.value("venue") == "县会议中心"


def press(qtbot: QtBot, page: MeetingsPage, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    page.programme.table.setFocus()
    qtbot.keyClick(page.programme.table, key, modifiers)
    settle(qtbot, page)


def test_the_agenda_moves_by_keys_and_numbers_itself(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    table, model = page.programme.table, page.programme.model
    page.tabs.setCurrentWidget(page.programme)
    table.go_to(model.index(0, 0))
    press(qtbot, page, Qt.Key.Key_Down, ALT_SHIFT)
    assert titles(page)[:2] == ["一、听取代表资格审查情况的报告", "二、听取大会筹备工作情况的报告"]
    assert table.currentIndex().row() == 1
    press(qtbot, page, Qt.Key.Key_Right, ALT_SHIFT)
    assert titles(page)[1] == "　　（一）听取大会筹备工作情况的报告"
    press(qtbot, page, Qt.Key.Key_Left, ALT_SHIFT)
    assert titles(page)[1] == "二、听取大会筹备工作情况的报告"
    press(qtbot, page, Qt.Key.Key_Up, ALT_SHIFT)
    assert titles(page)[0] == "一、听取大会筹备工作情况的报告"
    press(qtbot, page, Qt.Key.Key_Insert, Qt.KeyboardModifier.AltModifier)
    assert titles(page)[1] == "　　（一）新议程"
    press(qtbot, page, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert len(titles(page)) == 5


def test_an_item_is_added_edited_and_deleted(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.programme)
    table, model = page.programme.table, page.programme.model
    table.go_to(model.index(0, 0))
    press(qtbot, page, Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier)
    assert titles(page)[1] == "二、新议程"
    assert model.setData(model.index(1, TITLE), "通过表决办法")
    settle(qtbot, page)
    assert titles(page)[1] == "二、通过表决办法"
    before = model.index(2, TIME).data()
    model.setData(model.index(1, MINUTES), "15")
    settle(qtbot, page)
    assert model.index(1, TIME).data() == "08:40–08:55"
    assert model.index(2, TIME).data() != before
    press(qtbot, page, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert "二、通过表决办法" not in titles(page)
    assert len(titles(page)) == 5


def test_the_agenda_is_typed_and_pasted_like_every_table(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.programme)
    table, model = page.programme.table, page.programme.model
    table.setFocus()
    table.go_to(model.index(model.count, TITLE))  # the empty row
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = table.viewport().findChildren(QLineEdit)
    type_text(qtbot, editor, "宣读贺信")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert titles(page)[4:] == ["五、宣读贺信", ""]
    QGuiApplication.clipboard().setText("听取报告\t\t20\t县长\n通过决议\t\t5\t")
    table.go_to(model.index(model.count, TITLE))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert titles(page)[5:] == ["六、听取报告", "七、通过决议", ""]
    assert [model.index(5, at).data() for at in (MINUTES, SPEAKER)] == ["20", "县长"]
    page.tasks.ask("撤销", history.undo)  # one step for all that was pasted
    settle(qtbot, page)
    assert titles(page)[4:] == ["五、宣读贺信", ""]
    table.go_to(model.index(0, TIME))
    type_text(qtbot, table, "9")  # computed, and said so
    assert table.viewport().findChild(QLineEdit) is None
    table.go_to(model.index(0, SPEAKER))
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    settle(qtbot, page)
    assert (model.index(0, SPEAKER).data(), model.count) == ("", 5)


def test_an_item_is_dragged_below_another(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    model = page.programme.model
    carried = model.mimeData([model.index(3, 0)])
    model.dropMimeData(carried, Qt.DropAction.MoveAction, -1, 0, model.index(0, 0))
    settle(qtbot, page)
    assert titles(page)[1] == "　　（一）通过大会议程"
    carried = model.mimeData([model.index(0, 0)])
    model.dropMimeData(carried, Qt.DropAction.MoveAction, 4, 0, QModelIndex())
    settle(qtbot, page)
    assert titles(page)[2:4] == ["三、听取大会筹备工作情况的报告", "　　（一）通过大会议程"]
    page.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))
    settle(qtbot, page)
    assert titles(page)[0] == "一、听取大会筹备工作情况的报告"


def test_delegates_come_from_a_roster_and_are_given_parts(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.people)
    answer(ChoiceDialog, lambda _dialog: None)
    page.people.take_from_roster()
    settle(qtbot, page)
    model = page.people.model
    assert model.rowCount() == 3
    page.people.table.selectRow(0)
    page.people.set_role("团长")
    settle(qtbot, page)
    assert model.index(0, 7).data() == "团长"
    office = next(iter(load_catalog().congress_kinds.values())).offices[0]
    page.people.table.selectRow(0)
    page.people.set_office(office.id, True)
    settle(qtbot, page)
    assert model.index(0, 8).data() == office.title
    qtbot.keyClicks(page.people.search, "lm")
    assert [row.person.name for row in page.people.chosen()] == ["林木"]  # who stays in sight stays chosen
    assert (model.rowCount(), page.people.counts.text().partition("；")[0]) == (1, "显示 1 / 共 3 人")
    page.people.search.setText("wf")
    assert page.people.chosen() == []
    page.people.search.clear()
    page.people.groups.setCurrentIndex(1)
    named = page.people.groups.currentText()
    assert all(model.index(at, 6).data() in named for at in range(model.rowCount()))
    assert 0 < model.rowCount() < 3


def test_the_packet_is_seen_for_itself_and_the_paper_chosen_stays_in_sight(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.papers)
    settle(qtbot, page)
    assert page.papers.bar.view.count == 1
    ticked = len(page.papers.list.ticked())
    action = page.commands()[0]
    assert action.text() == f"打印会议材料（{ticked} 种）"
    seen: list[tuple[str, int]] = []
    asked: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QMessageBox):
            asked.append(dialog.text())
            dialog.buttons()[0].click()
        elif isinstance(dialog, PrintDialog) and dialog.bar.print_button.isEnabled():
            seen.append((dialog.bar.title.text(), dialog.bar.view.count))
            dialog.reject()
            return
        QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    action.trigger()
    assert asked == [f"{ticked} 种材料里有 4 种还缺数据。"]  # 名单 without people
    ((name, pages),) = seen
    assert (name, pages > 5) == ("会议材料", True)
    assert (page.papers.bar.title.text(), page.papers.bar.view.count) == ("封面", 1)
    first = page.papers.list.item(0)
    first.setCheckState(Qt.CheckState.Unchecked)
    assert page.papers.list.ticked() == list(page.papers.request().documents)
    assert len(page.papers.list.ticked()) == page.papers.list.count() - 9  # 通过稿, plans, 人选 are printed alone
    assert action.text() == f"打印会议材料（{ticked - 1} 种）"
    page.papers.list.insertItem(3, page.papers.list.takeItem(0))  # dragged
    kept, shown = page.papers.list.ticked(), page.papers.list.ids()
    assert page.shown is not None
    page.run("修改会议概况", congresses.edit_congress, page.shown.congress.id, venue="县会议中心")
    settle(qtbot, page)
    assert (page.papers.list.ticked(), page.papers.list.ids()) == (kept, shown)


def test_a_finding_opens_its_congress_here(qtbot: QtBot, page: MeetingsPage) -> None:
    make(qtbot, page)
    congress_id = str(page.list.item(0).data(Qt.ItemDataRole.UserRole))
    assert page.takes(Subject("congress", congress_id))
    page.show_for(Subject("congress", congress_id))
    settle(qtbot, page)
    assert page.status() == "共 1 次会议"
