"""Keys of the number pad while something else has the cursor: they reach the sheet that is seen, or are refused in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.qt.assessment import begin, cells, key, make, settle, shown_page
from tests.qt.held import HeldTasks


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    tasks = HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    if shiboken6.isValid(tasks):
        tasks.stop()


@pytest.fixture
def page(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> Iterator[AssessmentPage]:
    yield from shown_page(qtbot, tasks, tmp_path)


def look_at(qtbot: QtBot, page: AssessmentPage, widget: QWidget) -> None:
    """Have the window in front, as it is for people, and the cursor on a widget of it."""
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    widget.setFocus()
    assert QApplication.focusWidget() is widget


def test_a_digit_reaches_the_sheet_from_the_list_a_button_and_the_tabs(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "李录入")
    pad = page.entry.sheets.pad
    for widget, digit in ((page.list, "1"), (page.entry.finish_button, "2"), (page.tabs.tabBar(), "1")):
        look_at(qtbot, page, widget)
        qtbot.keyClick(widget, digit)
        assert pad.hasFocus()
    assert [mark[0] for mark in cells(page)[0][:3]] == ["1", "2", "1"]
    assert pad.currentIndex().column() == 3
    look_at(qtbot, page, page.list)
    qtbot.keyClick(page.list, "-", Qt.KeyboardModifier.KeypadModifier)
    assert pad.currentIndex().column() == 2
    assert page.entry.refusal.isHidden()


def test_before_and_after_a_round_it_is_said_that_a_digit_was_not_taken(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.entry)
    look_at(qtbot, page, page.list)
    qtbot.keyClick(page.list, "3")
    assert page.entry.refusal.text() == "刚才按的“3”没有录入。还没有开始录入，请先按“开始录入”。"
    assert page.entry.refusal.isVisible()
    look_at(qtbot, page, page.entry.keyer_edit)
    qtbot.keyClicks(page.entry.keyer_edit, "3")
    assert page.entry.keyer_edit.text() == "3"  # a field keeps what is typed into it
    begin(qtbot, page, "李录入")
    assert page.entry.refusal.isHidden()
    page.entry.finish()
    settle(qtbot, page)
    look_at(qtbot, page, page.list)
    qtbot.keyClick(page.list, "1")
    assert "继续录入" in page.entry.refusal.text()


def test_while_another_campaign_is_read_no_digit_goes_to_the_one_before(
    qtbot: QtBot, page: AssessmentPage, tasks: HeldTasks
) -> None:
    first = make(qtbot, page)
    begin(qtbot, page, "李录入")
    second = make(qtbot, page)
    begin(qtbot, page, "王录入")
    key(qtbot, page, "1")
    tasks.holding = True
    page.list.choose(first)
    look_at(qtbot, page, page.list)
    qtbot.keyClick(page.list, "2")
    assert "正在读取" in page.entry.refusal.text()
    assert cells(page)[0][1] == ""
    tasks.let_go()
    settle(qtbot, page)
    assert page.shown is not None
    assert page.shown.campaign.id == first != second
    assert page.entry.refusal.isHidden()
    qtbot.keyClick(page.list, "2")
    assert cells(page)[0][0][0] == "2"


def test_totals_are_typed_into_their_cells_and_nowhere_else(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "", method=1)
    table = page.entry.totals.grid_table
    table.setFocus()
    table.go_to(table.grid.index(0, 2))
    qtbot.keyClick(table, "5")
    (editor,) = table.viewport().findChildren(QLineEdit)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert table.grid.text_at(0, 2) == "5"
    look_at(qtbot, page, page.list)
    qtbot.keyClick(page.list, "7")
    assert "请先点要填的格" in page.entry.refusal.text()
