"""自定义栏 on the page 名册: added, typed into with keys, hidden, renamed and removed; other rosters do not show it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from tests.qt.desks import makers_of

FIELD = "own:住宿房号"


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    page = RostersPage(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(open_tasks, makers_of(page), 1, tmp_path / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show()
    desk.start()
    qtbot.waitUntil(lambda: page.model.total == 4 and not open_tasks.busy)
    yield page
    qtbot.waitUntil(lambda: not open_tasks.busy)


def settle(qtbot: QtBot, page: RostersPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def named(text: str) -> None:
    """Have the next dialog answered with a name."""

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameDialog)
        dialog.edit.setText(text)
        dialog.try_accept()

    QTimer.singleShot(0, accept)


def act(page: RostersPage, column: int, words: str) -> None:
    """Choose from the menu of a column's head."""
    (action,) = [each for each in page.head.menu_of(column).actions() if each.text() == words]
    action.trigger()


def test_a_roster_gets_a_column_of_its_own(qtbot: QtBot, page: RostersPage) -> None:
    roster = page.list.rosters[0]
    page.list.choose(roster.id)
    settle(qtbot, page)
    assert FIELD not in page.model.fields()
    named("住宿房号")
    page.commands_of.add_column()
    qtbot.waitUntil(lambda: FIELD in page.model.fields())
    settle(qtbot, page)
    at = page.model.fields().index(FIELD)
    page.table.go_to(page.model.index(0, at))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "301")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.model.index(0, at).data() == "301" and not page.tasks.busy)
    page.list.choose(None)
    qtbot.waitUntil(lambda: FIELD not in page.model.fields() and not page.tasks.busy)
    page.list.choose(roster.id)
    qtbot.waitUntil(lambda: FIELD in page.model.fields() and not page.tasks.busy)


def test_it_is_hidden_renamed_and_removed_by_its_head(
    qtbot: QtBot, page: RostersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.list.choose(page.list.rosters[0].id)
    settle(qtbot, page)
    named("住宿房号")
    page.commands_of.add_column()
    qtbot.waitUntil(lambda: FIELD in page.model.fields() and not page.tasks.busy)
    act(page, page.model.fields().index(FIELD), "隐藏此栏")
    assert FIELD not in page.model.fields()
    page.head._choose([*page.model.fields(), FIELD])
    named("房号")
    act(page, page.model.fields().index(FIELD), "自定义栏改名")
    qtbot.waitUntil(lambda: "own:房号" in page.model.fields() and not page.tasks.busy)
    yes: Any = QMessageBox.ButtonRole.AcceptRole

    def agree() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(each for each in box.buttons() if box.buttonRole(each) == yes).click()

    QTimer.singleShot(0, agree)
    act(page, page.model.fields().index("own:房号"), "删除自定义栏")
    qtbot.waitUntil(lambda: "own:房号" not in page.model.fields() and not page.tasks.busy)
    page.window().undo()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: "own:房号" in page.model.fields() and not page.tasks.busy)
