"""The second folder, the limit, and reading that is stopped."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.second_folder import set_second
from tests.qt.backups.keeping import (
    add,
    at_rest,
    count_people,
    forget,
    next_dialog,
    on_stick,
    open_window,
    panel_of,
    press,
    reasons,
    settle,
)


def test_a_second_folder_is_chosen_filled_and_given_up(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, stick: Path
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    panel = panel_of(qtbot, desk)
    assert panel.second.text().startswith("备份和工作文件在同一块硬盘上")
    assert not panel.drop_button.isEnabled()
    choose = next(each for each in panel.findChildren(QPushButton) if each.text() == "选择……")
    choose.setFocus()
    qtbot.keyClick(choose, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.second.text().startswith("那里有 1 份，最近一份是今天 "))
    assert panel.form.value("second") == str(stick)
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    qtbot.waitUntil(lambda: on_stick(stick) == 2)  # closing copies, too
    panel = panel_of(qtbot, open_window(qtbot, window, workspace_path))
    qtbot.keyClick(panel.drop_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.form.value("second") == "")
    assert on_stick(stick) == 2


def test_a_stick_that_is_not_there_is_said_once_and_stops_nothing(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, stick: Path
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    with qtbot.waitCallback() as done:
        desk.tasks.ask("", set_second, stick).then(done)
    stick.rmdir()
    said: list[str] = []

    def hear(box: QMessageBox) -> None:
        said.append(box.text())
        press(box, "知道了")

    next_dialog(QMessageBox, hear)
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    desk.keeper.timer.timeout.emit()
    qtbot.waitUntil(lambda: bool(said))
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马三"))
    desk.keeper.timer.timeout.emit()
    at_rest(qtbot, desk)
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马四"))
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    qtbot.waitUntil(lambda: reasons(workspace_path) == ["关闭时", "定时", "定时", "打开时"])
    assert len(said) == 1
    assert "没有拷到第二备份文件夹" in said[0]


@pytest.mark.parametrize("wanted", [True, False])
def test_a_moved_workspace_asks_once_whether_its_backups_shall_come(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path, wanted: bool
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    moved = tmp_path / "新" / workspace_path.name
    moved.parent.mkdir()
    workspace_path.rename(moved)
    asked: list[str] = []

    def decide(box: QMessageBox) -> None:
        asked.append(box.text())
        press(box, "拷到这里" if wanted else "返回")

    next_dialog(QMessageBox, decide)
    desk = open_window(qtbot, window, moved)
    qtbot.waitUntil(lambda: bool(asked))
    at_rest(qtbot, desk)
    assert f"从“{tmp_path}”移来的，以前的 1 份备份" in asked[0]
    assert len(reasons(moved)) == (2 if wanted else 1)
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    at_rest(qtbot, open_window(qtbot, window, moved))  # and not asked again


def test_the_limit_is_set_in_the_panel_which_says_what_it_costs(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    panel = panel_of(qtbot, desk)
    edit = panel.form.edits["limit"]
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "2000"
    assert "，上限 2000.0 MB。没有因为上限要清理的。" in panel.room.text()
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "20")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    at_rest(qtbot, desk)
    with qtbot.waitCallback() as told:
        desk.tasks.ask("", backups.limit_of).then(told)
    assert told.args == [2_000_000_000]  # too small
    edit.selectAll()
    qtbot.keyClicks(edit, "500")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "，上限 500.0 MB。没有因为上限要清理的。" in panel.room.text())
    desk.undo()
    at_rest(qtbot, desk)
    panel.read()
    qtbot.waitUntil(lambda: edit.text() == "2000")


def test_reading_backups_can_be_stopped_and_goes_on(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, slowly: list[int]
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    forget(workspace_path)
    page = next(each for each in desk.pages if isinstance(each, SettingsPage))
    panel = page.backups
    desk.show_page(desk.pages.index(page))
    qtbot.waitUntil(lambda: len(slowly) > 2)
    assert panel.read_button.text() == "停止核对"
    panel.read_button.setFocus()
    qtbot.keyClick(panel.read_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not desk.tasks.beside.busy)  # the turn that was under way
    settle(qtbot, window)
    turns = len(slowly)
    count_people(qtbot, desk)
    assert len(slowly) == turns
    assert panel.newest.text() == "共 1 份。没有核对的有 1 份。"
    assert panel.restore_button.isEnabled()  # restoring reads it first
    qtbot.keyClick(panel.read_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(slowly) > turns + 2)
    desk.show_page(0)
    settle(qtbot, window)
    assert panel.model.row_at(0).unread
    desk.show_page(desk.pages.index(page))
    qtbot.waitUntil(lambda: not panel.model.row_at(0).unread, timeout=20_000)
