"""Backups are made at opening, in between and on closing; the panel lists them, and edits pass while they are read."""

from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.backup_panel import COLUMNS
from huanjie_desktop.qt.pages.settings.restore_dialog import RestoreDialog
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.backups import back_up_now, list_states
from huanjie_desktop.services.shown.backups import size_in_words
from huanjie_desktop.services.workspace import create_workspace, open_workspace
from huanjie_desktop.store import ledger
from tests.builders import FixedClock
from tests.qt.backups.keeping import (
    add,
    count_people,
    forget,
    model_text,
    next_dialog,
    open_window,
    panel_of,
    press,
    reasons,
    reopened,
    settle,
)


def test_backups_are_made_at_opening_in_between_and_on_closing(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    assert reasons(workspace_path) == ["打开时"]
    desk.keeper.timer.timeout.emit()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert reasons(workspace_path) == ["打开时"]
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    desk.keeper.timer.timeout.emit()
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert reasons(workspace_path) == ["定时", "打开时"]
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马三"))
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    qtbot.waitUntil(lambda: reasons(workspace_path) == ["关闭时", "定时", "打开时"])
    open_window(qtbot, window, workspace_path)
    assert len(reasons(workspace_path)) == 3


def test_closing_waits_for_the_backup_and_asks_where_it_fails(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    folder = ledger.backup_folder(workspace_path)
    folder.rename(folder.with_name("移走"))
    folder.write_text("in the way")
    said: list[str] = []

    def stay(box: QMessageBox) -> None:
        said.append(box.text())
        press(box, "返回")

    next_dialog(QMessageBox, stay)
    window.close()
    qtbot.waitUntil(lambda: bool(said) and desk.navigation.isEnabled())
    assert "备份没有写成" in said[0]
    assert window.isVisible()
    assert window.desk is desk
    assert count_people(qtbot, desk) == 5
    next_dialog(QMessageBox, lambda box: press(box, "仍要关闭"))
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    workspace = open_workspace(workspace_path, clock=FixedClock())
    assert people.count_people(workspace) == 5
    workspace.close()


def test_a_workspace_that_cannot_be_backed_up_stays_though_another_was_opened(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path
) -> None:
    first = open_window(qtbot, window, workspace_path)
    first.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    qtbot.waitUntil(lambda: not first.tasks.busy)
    folder = ledger.backup_folder(workspace_path)
    folder.rename(folder.with_name("移走"))
    folder.write_text("in the way")
    other = tmp_path / "别处" / "石桥县.huanjie"
    other.parent.mkdir()
    create_workspace(other, "石桥县", clock=FixedClock()).close()
    asked: list[Desk | None] = []

    def go_back(box: QMessageBox) -> None:
        asked.append(window.desk)
        press(box, "返回")

    next_dialog(QMessageBox, go_back)
    window.open_path(other)
    qtbot.waitUntil(lambda: bool(asked) and window.desk is first and first.navigation.isEnabled())
    assert asked[0] is not first
    assert window.windowTitle().startswith(workspace_path.stem)
    qtbot.waitUntil(lambda: not list(other.parent.glob(".*.lock")))  # closed again
    folder.unlink()


def test_the_table_shows_when_why_how_large_and_whether_sound(tmp_path: Path, workspace_path: Path) -> None:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    back_up_now(workspace)
    bad = back_up_now(workspace, "党代会前")
    bad.write_bytes(bad.read_bytes()[:-1])
    stranger = bad.with_name(f"{workspace_path.stem}_20250102-030405_手动.huanjie")
    stranger.write_bytes(b"?")
    model = RowsModel(COLUMNS, key=lambda state: state.backup.file)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(list_states(workspace_path))
    workspace.close()
    rows = [[model.index(row, column).data() for column in range(model.columnCount())] for row in range(3)]
    assert [row[1] for row in rows] == ["留存-党代会前", "手动", "手动"]
    assert [row[3] for row in rows] == ["已损坏，不能用", "完好", "没有登记"]
    assert rows[2][0] == "2025.01.02 03:04"
    assert rows[2][2] == ""
    assert model.index(0, 0).data(Qt.ItemDataRole.ForegroundRole) == theme.colour("error")
    assert model.index(1, 0).data(Qt.ItemDataRole.ForegroundRole) is None


@pytest.mark.parametrize(
    ("count", "words"), [(1_650_688, "1.7 MB"), (180_000, "0.2 MB"), (61_440, "61.4 KB"), (1, "0.1 KB")]
)
def test_sizes_are_told_in_words(count: int, words: str) -> None:
    assert size_in_words(count) == words


def test_a_backup_is_looked_into_and_restored(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    desk = open_window(qtbot, window, workspace_path)
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    panel = panel_of(qtbot, desk)
    assert panel.newest.text().startswith("共 1 份。")
    assert panel.restore_button.isEnabled()
    shown: list[str] = []

    def look(dialog: RestoreDialog) -> None:
        shown.extend(each.text() for each in dialog.findChildren(type(panel.newest)))
        dialog.accept_button.click()

    next_dialog(RestoreDialog, look)
    panel.look_into()
    next_dialog(QMessageBox, lambda box: press(box, "知道了"))
    qtbot.waitUntil(lambda: window.desk is not None and window.desk is not desk)
    restored = settle(qtbot, window)
    assert "减少 1（马二）" in shown
    assert any("又有 1 次改动" in words for words in shown)
    assert isinstance(restored.page, SettingsPage)
    assert count_people(qtbot, restored) == 4
    assert "恢复前" in reasons(workspace_path)


def test_backups_are_listed_at_once_and_edits_pass_while_they_are_read(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, slowly: list[int]
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    desk.tasks.run("备份", lambda workspace, _p: back_up_now(workspace))
    settle(qtbot, window)
    forget(workspace_path)
    page = next(each for each in desk.pages if isinstance(each, SettingsPage))
    panel = page.backups
    desk.show_page(desk.pages.index(page))
    qtbot.waitUntil(lambda: len(slowly) > 3)
    assert model_text(panel, 1, 3) == "还没有核对"
    assert panel.newest.text().startswith("共 2 份。正在核对，还有 ")
    with qtbot.waitCallback() as added:
        desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"), added)
    qtbot.waitUntil(lambda: not any(state.unread for state in panel.model.rows), timeout=20_000)
    assert [model_text(panel, row, 3) for row in (0, 1)] == ["完好", "完好"]
    assert panel.newest.text().startswith("共 2 份。最近一份完好的：")
    assert not panel.read_button.isVisible()
    turns = len(slowly)
    assert turns > 20
    desk.show_page(0)
    desk.show_page(desk.pages.index(page))
    settle(qtbot, window)
    assert len(slowly) == turns  # as they were: not read again
    desk = reopened(qtbot, window, workspace_path)
    panel = panel_of(qtbot, desk)
    assert [model_text(panel, row, 3) for row in (0, 1, 2)] == ["完好"] * 3
    assert len(slowly) == turns  # nor by the next session
    newest = ledger.backup_folder(workspace_path) / panel.model.row_at(0).backup.file
    content = bytearray(newest.read_bytes())
    content[5000] ^= 1
    newest.write_bytes(content)
    panel.read()
    qtbot.waitUntil(lambda: model_text(panel, 0, 3) == "已损坏，不能用", timeout=20_000)
    assert not panel.restore_button.isEnabled()


def test_an_edit_does_not_wait_for_a_disk_that_does_not_answer(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_window(qtbot, window, workspace_path)
    forget(workspace_path)
    begun, answers = Event(), Event()

    def stuck(_steps: Any) -> Any:
        begun.set()
        assert answers.wait(20)
        return [], True

    monkeypatch.setattr(backups, "read_on", stuck)
    desk.show_page(len(desk.pages) - 1)
    assert isinstance(desk.page, SettingsPage)
    qtbot.waitUntil(begun.is_set)
    with qtbot.waitCallback() as added:
        desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"), added)
    assert not answers.is_set()
    answers.set()


def test_the_first_page_follows_the_backups(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    desk = open_window(qtbot, window, workspace_path)
    page = desk.pages[0]
    assert isinstance(page, HomePage)
    qtbot.waitUntil(lambda: page.kept.text().startswith("上次备份：今天 "))
    assert page.kept.text().endswith("，已核对。没有口令，拿到文件的人都能打开。")
    forget(workspace_path)
    page.read_again()
    qtbot.waitUntil(lambda: page.kept.text().startswith("还没有核对过的备份。"))
    desk.tasks.run("添加", lambda workspace, _p: add(workspace, "马二"))
    desk.keeper.timer.timeout.emit()
    qtbot.waitUntil(lambda: page.kept.text().startswith("上次备份：今天 "))
