"""What is grey says why: each button and each action of every page that cannot be used has a tip that tells it."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QMenu, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.widgets.parts import add_to, allow
from huanjie_desktop.services.workspace import create_workspace
from tests.builders import FixedClock


def grey(within: QWidget) -> list[str]:
    """Return the words of what is seen, cannot be used, and does not say why."""
    buttons = [each for each in within.findChildren(QAbstractButton) if each.isVisible() and not each.isEnabled()]
    named = [each for each in buttons if each.text()]
    return [each.text() for each in named if each.toolTip() in ("", each.text())]


def silent(desk: Desk) -> list[str]:
    actions = [each for each in desk.page.commands() if each.isVisible() and not each.isEnabled()]
    return [each.text() for each in actions if each.toolTip() in ("", each.text())]


@pytest.mark.parametrize("filled", [False, True])
def test_nothing_is_grey_without_a_word(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path, filled: bool
) -> None:
    path = workspace_path
    if not filled:
        path = tmp_path / "新县2026年换届.huanjie"
        create_workspace(path, "新县", clock=FixedClock()).close()
    window.open_path(path)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    desk = window.desk
    assert desk is not None
    found: dict[str, list[str]] = {}
    for number in range(len(desk.pages)):
        desk.show_page(number)
        qtbot.waitUntil(lambda: not desk.tasks.busy)
        tabs = desk.page.findChildren(QTabWidget)
        for at in range(tabs[0].count() if tabs else 1):
            if tabs:
                tabs[0].setCurrentIndex(at)
                qtbot.waitUntil(lambda: not desk.tasks.busy)
            found.setdefault(desk.page.title, []).extend([*silent(desk), *grey(desk)])
    assert {title: words for title, words in found.items() if words} == {}


def test_the_tip_says_why_not_and_is_the_old_one_again(qtbot: QtBot) -> None:
    button, action, menu = QPushButton("打印"), QAction("打印"), QMenu()
    qtbot.addWidget(button)
    qtbot.addWidget(menu)
    button.setToolTip("送到打印机")
    for thing in (button, action):
        allow(thing, False, "没有材料。")
        assert not thing.isEnabled()
        allow(thing, False, "没有人员。")
    assert (button.toolTip(), action.toolTip()) == ("没有人员。", "打印：没有人员。")
    for thing in (button, action):
        allow(thing, True, "没有材料。")
        assert thing.isEnabled()
    assert (button.toolTip(), action.toolTip()) == ("送到打印机", "打印")
    add_to(menu, "删除", lambda: None, False, "请先选中一项")
    add_to(menu, "添加", lambda: None, True, "请先选中一项")
    assert menu.toolTipsVisible()
    assert [each.toolTip() for each in menu.actions()] == ["请先选中一项", "添加"]
