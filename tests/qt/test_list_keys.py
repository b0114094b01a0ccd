"""Excel's keys in the tables that are only read, and the row that a table of people ends with."""

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.clipboard import read_tsv
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.choice_list import Choice, ChoiceList
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from tests.qt import assessment as counting
from tests.qt import test_meetings_page, test_rosters_page
from tests.qt.assessment import shown_page
from tests.qt.keys import retype
from tests.qt.people_builders import shown_names
from tests.qt.test_rows_model import COLUMNS, WORDS

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
meetings, rosters = test_meetings_page.page, test_rosters_page.page  # fixtures


@pytest.fixture
def assessment(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[AssessmentPage]:
    yield from shown_page(qtbot, open_tasks, tmp_path)


@pytest.fixture
def delegates(qtbot: QtBot, page: MeetingsPage) -> MeetingsPage:
    test_meetings_page.make(qtbot, page)
    page.tabs.setCurrentWidget(page.people)
    test_meetings_page.answer(ChoiceDialog, lambda _dialog: None)
    page.people.take_from_roster()
    test_meetings_page.settle(qtbot, page)
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    return page


page = meetings


def test_a_list_is_walked_through_by_rows_and_copied(qtbot: QtBot) -> None:
    model = RowsModel(COLUMNS)
    model.lock("这张表只供查看。")
    model.set_rows(WORDS)
    frame, table, after = QWidget(), EditTable(model, "词", 1, whole_rows=True), QLineEdit()
    inside = QVBoxLayout(frame)
    inside.addWidget(table)
    inside.addWidget(after)
    qtbot.addWidget(frame)
    frame.show()
    frame.activateWindow()
    qtbot.waitUntil(frame.isActiveWindow)
    said: list[str] = []
    table.said.connect(said.append)
    table.setFocus()
    table.go_to(model.index(0, 1))
    qtbot.keyClick(table, Qt.Key.Key_End, CONTROL)
    assert table.currentIndex().row() == 2
    qtbot.keyClick(table, Qt.Key.Key_Home, CONTROL)
    qtbot.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert table.chosen_rows() == [0, 1]
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert read_tsv(QGuiApplication.clipboard().text()) == [["1", "甲", "1", "1"], ["2", "乙乙", "2", "2"]]
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)
    assert said == ["这张表只供查看。"]
    qtbot.keyClick(table, Qt.Key.Key_A, CONTROL)
    assert table.chosen_rows() == [0, 1, 2]
    menu = table.make_menu()
    assert [action.text() for action in menu.actions()] == ["复制"]
    menu.deleteLater()
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_the_menu_of_delegates_adds_what_can_be_done_with_them(delegates: MeetingsPage) -> None:
    delegates.people.table.selectRow(0)
    menu = delegates.people.table.make_menu()
    words = [action.text() for action in menu.actions()]
    assert "复制" in words
    assert "移出会议" in words
    menu.deleteLater()


def test_the_next_of_the_last_person_is_not_the_empty_row(qtbot: QtBot, rosters: RostersPage) -> None:
    page = rosters
    test_rosters_page._go(page, 3, "name")
    qtbot.waitUntil(lambda: page._portrayed == page.model.id_at(3))
    test_rosters_page._settle(qtbot, page)
    page._go_next()
    assert page.table.currentIndex().row() == 3
    assert (page.model.rowCount(), page.status(), page.table.chosen_ids()) == (5, "共 4 人", [page.model.id_at(3)])
    qtbot.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    assert page.table.chosen_ids() == [page.model.id_at(row) for row in range(4)]
    page.head.sort("birth")
    assert (page.model.rowCount(), page.model.growing) == (4, False)  # a new row would not stay where it is typed
    assert len(shown_names(page.model)) == 4


def test_as_many_copies_as_are_typed_are_printed(qtbot: QtBot, page: MeetingsPage, tmp_path: Path) -> None:
    test_meetings_page.make(qtbot, page)
    page.tabs.setCurrentWidget(page.papers)
    test_meetings_page.settle(qtbot, page)
    papers = page.papers
    for at in range(papers.list.count()):
        papers.list.item(at).setCheckState(Qt.CheckState.Checked if at == 0 else Qt.CheckState.Unchecked)
    papers.duplex.setFocus()
    qtbot.keyClick(papers.duplex, Qt.Key.Key_Space)  # no blank backs
    counts = []
    for number in ("1", "3"):
        retype(qtbot, papers.copies, number)
        file_path = tmp_path / f"{number}.pdf"

        def save(to: Path = file_path) -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, PrintDialog) and to.exists() and not page.tasks.busy:
                dialog.reject()
                return
            if isinstance(dialog, PrintDialog) and dialog.bar.save_button.isEnabled() and not page.tasks.busy:
                dialog.bar.save_to(to)
            QTimer.singleShot(20, save)

        QTimer.singleShot(0, save)
        page.commands()[0].trigger()
        file = pypdfium2.PdfDocument(tmp_path / f"{number}.pdf")
        counts.append(len(file))
        file.close()
    assert papers.request().copies == 3
    assert counts[1] == 3 * counts[0]


def test_as_many_sheets_as_are_typed_for_each_category_are_printed(qtbot: QtBot, assessment: AssessmentPage) -> None:
    page = assessment
    counting.make(qtbot, page)
    table, model = page.setup.category_table, page.setup.categories
    column = [each.field for each in model.columns].index("printed")
    for row, number in enumerate("213"):
        table.setFocus()
        table.go_to(model.index(row, column))
        qtbot.keyClicks(table, number)
        qtbot.keyClick(table.viewport().findChild(QLineEdit), Qt.Key.Key_Return)
        counting.settle(qtbot, page)
    page.tabs.setCurrentWidget(page.papers)
    counting.settle(qtbot, page)
    words = [page.papers.list.item(at).text() for at in range(page.papers.list.count())]
    assert any("（6 张）" in each for each in words), words


def test_what_is_chosen_stays_in_view_when_the_list_gets_its_height(qtbot: QtBot) -> None:
    view = ChoiceList("会议", 54)
    qtbot.addWidget(view)
    view.resize(200, 400)
    view.show()
    view.show_rows([Choice(str(at), f"第{at}次") for at in range(12)], wanted="6")
    view.resize(200, 120)
    qtbot.waitUntil(lambda: view.viewport().rect().contains(view.visualItemRect(view.item(6))))
