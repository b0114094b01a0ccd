"""Named backups, damaged workspaces, restoring, and the way back."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.backups import back_up_now
from huanjie_desktop.services.safekeeping.second_folder import set_second
from huanjie_desktop.services.workspace import open_workspace
from huanjie_desktop.store import ledger, second
from tests.builders import FixedClock
from tests.qt.backups.keeping import (
    add,
    at_rest,
    count_people,
    next_dialog,
    open_window,
    panel_of,
    press,
    reasons,
    ruined,
    settle,
)


def test_a_backup_with_a_name_and_a_check_of_the_data(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    desk = open_window(qtbot, window, workspace_path)
    panel = panel_of(qtbot, desk)

    def name(dialog: NameDialog) -> None:
        dialog.edit.setText("党代会前")
        dialog.accept_button.click()

    next_dialog(NameDialog, name)
    panel.keep()
    qtbot.waitUntil(lambda: reasons(workspace_path) == ["留存-党代会前", "打开时"] and not desk.tasks.busy)
    said: list[str] = []

    def hear(box: QMessageBox) -> None:
        said.append(box.text())
        press(box, "知道了")

    next_dialog(QMessageBox, hear)
    panel.check()
    qtbot.waitUntil(lambda: len(said) == 1 and not desk.tasks.busy)
    copy = ledger.backup_folder(workspace_path) / ledger.list_backups(workspace_path)[0].file
    copy.write_bytes(copy.read_bytes()[:-1])
    next_dialog(QMessageBox, hear)
    panel.check()
    qtbot.waitUntil(lambda: len(said) == 2 and not desk.tasks.busy)
    assert said == ["检查无误。", "发现 1 处问题。"]
    qtbot.waitUntil(lambda: not panel.restore_button.isEnabled())


def test_a_damaged_workspace_is_replaced_by_its_backup(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    content = ruined(workspace_path)
    said: list[str] = []

    def accept(box: QMessageBox) -> None:
        said.extend((box.text(), box.informativeText()))
        press(box, "用这份备份恢复")

    next_dialog(QMessageBox, accept)
    desk = open_window(qtbot, window, workspace_path)
    assert count_people(qtbot, desk) == 4
    assert "已损坏" in said[0]
    assert "2026.07.01 09:00（手动）" in said[1]
    assert "不会丢失内容" in said[1]
    (kept,) = workspace_path.parent.glob("*_损坏_*.huanjie")
    assert kept.read_bytes() == content


def test_a_damaged_workspace_stays_as_it_is_where_the_offer_is_declined(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    content = ruined(workspace_path)
    declined: list[str] = []

    def decline(box: QMessageBox) -> None:
        declined.append(box.text())
        press(box, "返回")

    next_dialog(QMessageBox, decline)
    window.open_path(workspace_path)
    qtbot.waitUntil(lambda: bool(declined) and window.start.isVisible())
    assert workspace_path.read_bytes() == content
    assert window.desk is None


def test_without_a_good_backup_only_the_damage_is_told(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    ruined(workspace_path)
    for each in ledger.list_backups(workspace_path):
        (ledger.backup_folder(workspace_path) / each.file).write_bytes(b"?")
    buttons: list[str] = []

    def hear(box: QMessageBox) -> None:
        buttons.extend(button.text() for button in box.findChildren(QPushButton))
        press(box, "知道了")

    next_dialog(QMessageBox, hear)
    window.open_path(workspace_path)
    qtbot.waitUntil(lambda: buttons == ["知道了"])


def test_a_backup_is_not_opened_but_restored_where_that_is_wanted(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    before = people.count_people(workspace)
    copy = back_up_now(workspace)
    add(workspace, "马二")
    workspace.close()
    said: list[str] = []

    def restore(box: QMessageBox) -> None:
        said.append(box.text())
        press(box, f"恢复到“{workspace_path.stem}”")

    next_dialog(QMessageBox, restore)
    desk = open_window(qtbot, window, copy)
    assert "是备份，不能直接打开使用" in said[0]
    assert desk.path == workspace_path
    assert count_people(qtbot, desk) == before
    assert "恢复前" in reasons(workspace_path)


def test_what_is_open_can_be_written_elsewhere_when_its_file_is_gone(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    before = count_people(qtbot, desk)
    workspace_path.rename(workspace_path.with_name("改了名.huanjie"))
    target = workspace_path.with_name("别处.huanjie")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    next_dialog(QMessageBox, lambda box: press(box, "另存到别处"))
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.path == target)
    assert count_people(qtbot, settle(qtbot, window)) == before
    assert target.exists()


def test_closing_says_that_it_copies_to_the_second_folder_and_can_be_left(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    desk = open_window(qtbot, window, workspace_path)
    stick = tmp_path / "U盘"
    stick.mkdir()
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    desk.tasks.run("设置", lambda workspace, _p: set_second(workspace, stick))
    at_rest(qtbot, desk)
    held = Event()

    def copy_slowly(_path: object, _place: object, backup: Any, _now: object, progress: Any, words: str) -> None:
        while not held.wait(0.01):
            progress.step(1, backup.size, words)

    monkeypatch.setattr(second, "_copy", copy_slowly)
    window.close()
    qtbot.waitUntil(lambda: "关闭前备份：正在拷到第二备份文件夹" in desk.status._work.text())
    leave = desk.status._cancel
    qtbot.waitUntil(leave.isVisible)
    assert (leave.text(), leave.isEnabled(), desk.navigation.isEnabled()) == ("不等了", True, False)
    assert not any(action.isEnabled() for action in desk._own)
    leave.setFocus()
    qtbot.keyClick(leave, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    assert reasons(workspace_path)[0] == "关闭时"
    assert not list(stick.rglob("*.huanjie"))


def test_undo_behind_a_restored_backup_offers_the_way_back(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    early = ledger.list_backups(workspace_path)[0].file
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    desk.tasks.run("恢复", lambda workspace, _p: backups.restore_backup(workspace, early))
    at_rest(qtbot, desk)
    assert count_people(qtbot, desk) == 4
    qtbot.waitUntil(lambda: desk._undo.text() == "撤销：恢复备份")
    said: list[str] = []

    def answer(verb: str) -> None:
        def use(box: QMessageBox) -> None:
            said.append(box.text())
            press(box, verb)

        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        next_dialog(QMessageBox, use)
        qtbot.keyClick(desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    answer("返回")
    qtbot.waitUntil(lambda: len(said) == 1)
    assert "上一步是恢复备份" in said[0]
    assert count_people(qtbot, desk) == 4
    answer("回到恢复以前")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    assert count_people(qtbot, settle(qtbot, window)) == 5
