"""Backups in the window: made by themselves, listed, restored; a damaged workspace, and closing without a backup."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.backup_panel import COLUMNS, BackupPanel
from huanjie_desktop.qt.pages.settings.restore_dialog import RestoreDialog
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import backups
from huanjie_desktop.services.safekeeping.backups import back_up_now, list_states
from huanjie_desktop.services.safekeeping.second_folder import set_second
from huanjie_desktop.services.shown.backups import size_in_words
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from huanjie_desktop.store import ledger, second
from tests.builders import FixedClock


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(Preferences(tmp_path / "user"), lambda: date(2026, 3, 1))
    window.resize(1366, 768)
    window.show()
    yield window
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    window.deleteLater()


def at_rest(qtbot: QtBot, desk: Desk) -> None:
    """Wait until neither worker has anything to do."""
    qtbot.waitUntil(lambda: not desk.tasks.busy and not desk.tasks.beside.busy)


def settle(qtbot: QtBot, window: MainWindow) -> Desk:
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    assert window.desk is not None
    return window.desk


def open_window(qtbot: QtBot, window: MainWindow, path: Path) -> Desk:
    window.open_path(path)
    return settle(qtbot, window)


def reopened(qtbot: QtBot, window: MainWindow, path: Path) -> Desk:
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    return open_window(qtbot, window, path)


def next_dialog(kind: type, use: Callable[..., None]) -> None:
    """Use the next dialog of a kind that is shown."""

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            use(dialog)
        else:
            QTimer.singleShot(5, wait)

    QTimer.singleShot(0, wait)


def press(box: QMessageBox, words: str) -> None:
    next(button for button in box.buttons() if button.text() == words).click()


def add(workspace: Workspace, name: str) -> object:
    return people.edit_cells(workspace, (), [{"name": name}])


def reasons(path: Path) -> list[str]:
    return [each.reason for each in ledger.list_backups(path)]


def panel_of(qtbot: QtBot, desk: Desk) -> BackupPanel:
    page = next(each for each in desk.pages if isinstance(each, SettingsPage))
    desk.show_page(desk.pages.index(page))
    at_rest(qtbot, desk)
    return page.backups


def count_people(qtbot: QtBot, desk: Desk) -> int:
    with qtbot.waitCallback() as told:
        desk.tasks.run("", lambda workspace, _p: people.count_people(workspace), told)
    return int(told.args[0])


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


def forget(path: Path) -> None:
    """Forget what was read through, as if nobody had."""
    for file in ledger.backup_folder(path).glob(".*.checked"):
        file.unlink()


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Read backups through in very many turns, each of which is noted."""
    turns: list[int] = []
    read_on = backups.read_on

    def noted(steps: Any) -> Any:
        turns.append(len(turns))
        return read_on(steps, 0)

    monkeypatch.setattr(backups, "PART", 2048)
    monkeypatch.setattr(backups, "read_on", noted)
    return turns


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


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that the folder dialog chooses, and a user's folder of the test's own."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    return folder


def on_stick(stick: Path) -> int:
    return len([file for file in stick.rglob("*.huanjie") if not file.name.startswith(".")])


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


def model_text(panel: BackupPanel, row: int, column: int) -> str:
    return str(panel.model.index(row, column).data())


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


def ruined(workspace_path: Path) -> bytes:
    """Back up, then flip a bit of the closed file."""
    workspace = open_workspace(workspace_path, clock=FixedClock())
    back_up_now(workspace)
    workspace.close()
    content = bytearray(workspace_path.read_bytes())
    content[9000] ^= 1
    workspace_path.write_bytes(content)
    return bytes(content)


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
