"""The window: opening, what cannot be opened, passwords, a new file, closing; and the pages over a real workspace."""

import gc
import weakref
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.main_window.help_window import HelpWindow
from huanjie_desktop.qt.main_window.new_workspace import NewWorkspaceDialog
from huanjie_desktop.qt.pages.history import HistoryPage
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.password_panel import CodeDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import PasswordDialog, RosterDialog
from huanjie_desktop.services.assessment.tallying import clear_round
from huanjie_desktop.services.workspace import WorkspaceSettings, create_workspace, open_workspace, read_settings
from tests.builders import FixedClock
from tests.old_workspaces import FOLDER
from tests.qt.keys import retype
from tests.services.campaign_builders import count, small_campaign


def _open(qtbot: QtBot, window: MainWindow, path: Path) -> Desk:
    window.open_path(path)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    assert window.desk is not None
    return window.desk


def _next_dialog(kind: type, use: Callable[..., object]) -> None:
    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            use(dialog)
        else:
            QTimer.singleShot(5, wait)

    QTimer.singleShot(0, wait)


def test_a_workspace_opens_is_remembered_and_closes_without_a_question(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path
) -> None:
    desk = _open(qtbot, window, workspace_path)
    assert window.windowTitle() == "青禾县2026年换届 - 换届工作台"
    assert desk.pages[0].title == "首页"
    window.open_path(workspace_path)
    assert window.desk is desk
    desk.leave_asked.emit()
    qtbot.waitUntil(lambda: window.windowTitle() == "换届工作台" and window.start.isVisible())
    titles = [button.text() for button in window.start.findChildren(QPushButton) if button.isVisible()]
    assert "青禾县2026年换届" in titles
    open_workspace(workspace_path, clock=FixedClock()).close()


def test_what_cannot_be_opened_is_said_and_the_start_page_stays(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "坏.huanjie"
    path.write_bytes(b"nothing of ours" * 100)
    told: list[str] = []
    _next_dialog(QMessageBox, lambda box: (told.append(box.text()), box.close()))
    window.open_path(path)
    qtbot.waitUntil(lambda: bool(told))
    assert "坏.huanjie" in told[0]
    assert window.desk is None
    assert window.start.new_button.isEnabled()


def test_a_workspace_open_elsewhere_says_so(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    other = open_workspace(workspace_path, clock=FixedClock())
    told: list[str] = []
    _next_dialog(QMessageBox, lambda box: (told.append(box.text()), box.close()))
    window.open_path(workspace_path)
    qtbot.waitUntil(lambda: bool(told))
    other.close()
    assert workspace_path.name in told[0]


def test_a_password_is_asked_for_until_it_is_right(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "密.huanjie"
    create_workspace(path, "青禾县", "long enough", clock=FixedClock()).close()
    typed = iter(["wrong one", "long enough"])

    def type_password(dialog: PasswordDialog) -> None:
        word = next(typed)
        if word == "wrong one":
            _next_dialog(PasswordDialog, type_password)
        dialog.edit.setText(word)
        dialog.try_accept()

    _next_dialog(PasswordDialog, type_password)
    window.open_path(path)
    qtbot.waitUntil(lambda: window.desk is not None)
    assert window.desk is not None
    assert window.desk.path == path


def test_a_locked_workspace_is_closed_until_its_password_is_given(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "密.huanjie"
    create_workspace(path, "青禾县", "long enough", clock=FixedClock()).close()
    window.open_path(path, "long enough")
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    desk = window.desk
    assert desk is not None
    asked: list[str] = []

    def type_password(dialog: PasswordDialog) -> None:
        asked.extend(each.text() for each in dialog.findChildren(QLabel))
        open_workspace(path, "long enough", FixedClock()).close()  # nobody has it open
        dialog.edit.setText("long enough")
        dialog.try_accept()

    _next_dialog(PasswordDialog, type_password)
    desk.idle.timer.timeout.emit()
    qtbot.waitUntil(lambda: window.desk not in (None, desk))
    assert any("设有口令" in text for text in asked)
    assert not any("损坏" in text for text in asked)
    assert window.desk is not None
    assert window.desk.path == path


def test_a_workspace_without_a_password_cannot_be_locked(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    window.open_path(workspace_path)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    desk = window.desk
    assert desk is not None
    told: list[str] = []
    _next_dialog(QMessageBox, lambda box: (told.append(box.text()), box.close()))
    desk.lock()
    qtbot.waitUntil(lambda: bool(told))
    assert "没有口令，不能锁定" in told[0]
    desk.idle.timer.timeout.emit()  # nobody is there to be told
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    assert window.desk is desk


def test_a_new_workspace_is_made(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    def fill(dialog: NewWorkspaceDialog) -> None:
        dialog.try_accept()
        assert dialog.problem() == "请填写县（市、区）名称。"
        dialog.record.put("county", "青禾/县")
        assert dialog.problem()
        dialog.record.put("county", "青禾县")
        dialog.record.put("folder", str(tmp_path))
        dialog.record.put("protected", True)
        dialog.record.put("password", "short")
        assert "至少" in dialog.problem()
        dialog.record.put("password", "long enough")
        assert dialog.problem() == "两次输入的口令不一样。"
        dialog.record.put("repeat", "long enough")
        dialog.try_accept()

    def try_code(dialog: CodeDialog) -> None:
        assert list(dialog.record.edits) == ["typed"]  # the password was typed just now
        (words,) = (each.text() for each in dialog.findChildren(QLabel) if each.text().startswith("恢复码："))
        code = words.split("：")[1].split("\n")[0]
        codes.append(code)
        dialog.record.put("typed", code.lower().replace("-", " "))
        dialog.try_accept()

    codes: list[str] = []
    _next_dialog(NewWorkspaceDialog, fill)
    window.make_new()
    _next_dialog(CodeDialog, try_code)
    qtbot.waitUntil(lambda: bool(codes) and window.desk is not None and not window.desk.tasks.busy)
    path = tmp_path / "青禾县2026年换届.huanjie"
    assert window.desk is not None
    home = window.desk.pages[0]
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: "没有恢复码" not in home.kept.text())
    window.close_workspace()
    qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible() and not list(tmp_path.glob(".*.lock")))
    open_workspace(path, codes[0], FixedClock()).close()


def test_the_example_is_made_and_opened(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "示例"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    window.start.demo_button.click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=30_000)
    assert window.desk is not None
    assert window.desk.path.parent == folder
    home = window.desk.pages[0]
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: home.congresses.count() > 5, timeout=10_000)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy, timeout=10_000)


def test_opening_another_closes_the_first(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _open(qtbot, window, workspace_path)
    other = tmp_path / "石桥县2026年换届.huanjie"
    create_workspace(other, "石桥县", clock=FixedClock()).close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    window.choose_file()
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.path == other)

    def free() -> bool:
        return not workspace_path.with_name(workspace_path.name + "-journal").exists() and not any(
            isinstance(widget, Desk) and widget.path == workspace_path for widget in window.findChildren(Desk)
        )

    qtbot.waitUntil(free)
    open_workspace(workspace_path, clock=FixedClock()).close()


def test_the_first_page_says_what_is_to_be_done_and_opens_it(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    desk = _open(qtbot, window, workspace_path)
    home = desk.pages[0]
    assert isinstance(home, HomePage)
    qtbot.waitUntil(lambda: home.todo.count() > 0 and not desk.tasks.busy)
    assert home.heading() == "青禾县"
    words = [home.todo.item(at).text() for at in range(home.todo.count())]
    assert words == ["新建会议"]
    home.todo.setCurrentRow(0)
    home.todo.setFocus()
    qtbot.keyClick(home.todo, Qt.Key.Key_Return)
    assert desk.page.title == "会议"
    qtbot.waitUntil(lambda: not desk.tasks.busy)


def test_settings_are_kept_and_can_be_undone(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    desk = _open(qtbot, window, workspace_path)
    number = next(at for at, page in enumerate(desk.pages) if isinstance(page, SettingsPage))
    desk.show_page(number)
    page = desk.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.form.value("county") == "青禾县" and not desk.tasks.busy)
    assert page.form.value("base_date") == date(2026, 7, 26)
    retype(qtbot, page.form.edits["county"], "石桥县")
    qtbot.keyClick(page.form.edits["county"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    desk.undo()
    qtbot.waitUntil(lambda: page.form.value("county") == "青禾县" and not desk.tasks.busy)
    retype(qtbot, page.form.edits["base_date"], "")
    qtbot.keyClick(page.form.edits["base_date"], Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    with qtbot.waitCallback() as read:
        desk.tasks.run("核对", lambda workspace, _p: read_settings(workspace), read)
    read.assert_called_with(WorkspaceSettings("青禾县", None, ""))
    page.backups.back_up()
    qtbot.waitUntil(lambda: page.backups.newest.text().startswith("共 2 份"))  # the first was made at opening


def test_f1_opens_the_manual_at_the_page(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(window.start, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: window.findChild(HelpWindow) is not None, timeout=20_000)
    shown = window.findChild(HelpWindow)
    assert shown is not None
    assert shown.isVisible()
    assert shown.contents.currentItem().text(0) == "一、打开程序"
    shown.close()
    desk = _open(qtbot, window, workspace_path)
    desk.show_page(3)
    qtbot.waitUntil(lambda: not desk.tasks.busy)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.keyClick(desk, Qt.Key.Key_F1)
    assert window.findChildren(HelpWindow) == [shown]
    assert shown.isVisible()
    assert shown.contents.currentItem().text(0) == "五、会议"
    assert "打印会议材料" in shown.browser.document().toPlainText()
    shown.close()


def test_an_empty_file_begins_with_the_import_or_an_empty_roster(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "空.huanjie"
    create_workspace(path, "青禾县", clock=FixedClock()).close()
    desk = _open(qtbot, window, path)
    home = desk.pages[0]
    assert isinstance(home, HomePage)
    qtbot.waitUntil(home.first_panel.isVisible)
    acts = {each.text(): each for each in home.first_panel.findChildren(QPushButton)}
    seen: list[str] = []
    _next_dialog(ImportDialog, lambda dialog: (seen.append("import"), dialog.reject()))
    acts["从 Excel 导入名册"].click()
    assert seen == ["import"]
    assert isinstance(desk.page, RostersPage)
    desk.show_page(0)
    _next_dialog(RosterDialog, lambda dialog: (seen.append("roster"), dialog.reject()))
    acts["新建名册"].click()
    assert seen == ["import", "roster"]
    assert isinstance(desk.page, RostersPage)


def test_the_history_lists_changes_and_takes_them_back(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    desk = _open(qtbot, window, workspace_path)
    page = next(page for page in desk.pages if isinstance(page, HistoryPage))
    desk.show_page(desk.pages.index(page))
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.model.index(0, 3).data().startswith("添加")
    assert "人" in page.model.index(0, 4).data()
    page.commands()[0].trigger()
    qtbot.waitUntil(lambda: page.model.rowCount() == 6 and not desk.tasks.busy)
    assert page.model.index(0, 3).data().startswith("撤销：添加")


def test_the_history_names_what_an_assessment_changed(qtbot: QtBot, window: MainWindow, workspace_path: Path) -> None:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    campaign = small_campaign(workspace)
    count(workspace, campaign, ("A", "1111"), ("A", "1111"), ("B", "2222"))
    clear_round(workspace, campaign.id, 1, "录错了", "监票人")
    workspace.close()
    desk = _open(qtbot, window, workspace_path)
    page = next(page for page in desk.pages if isinstance(page, HistoryPage))
    desk.show_page(desk.pages.index(page))
    qtbot.waitUntil(lambda: page.model.rowCount() > 5)
    said = [page.model.index(row, 4).data() for row in range(page.model.rowCount() - 5)]
    assert said[0] == "3 张票，1 遍录入，1 份票样底稿"
    assert "1 次测评，2 种票类，2 个测评对象" in said
    assert not any("处" in words for words in said if words)


def test_a_workspace_of_an_older_program_says_where_undo_ends(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "旧.huanjie"
    path.write_bytes((FOLDER / "schema_2_undo.huanjie").read_bytes())
    desk = _open(qtbot, window, path)
    page = next(page for page in desk.pages if isinstance(page, HistoryPage))
    desk.show_page(desk.pages.index(page))
    qtbot.waitUntil(lambda: page.model.rowCount() > 1)
    assert page.model.index(0, 3).data() == "升级到新版本，此前的改动不能再撤销"
    assert not desk._undo.isEnabled()
    told: list[str] = []
    _next_dialog(QMessageBox, lambda box: (told.append(box.text()), box.close()))
    button = next(each for each in desk.header.findChildren(QPushButton) if each.text() == "撤销最近一次改动")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].startswith("升级到新版本以前的改动不能再撤销")


def test_the_navigation_calls_the_pages_as_they_call_themselves(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    desk = _open(qtbot, window, workspace_path)
    assert len(desk.pages._pages) == 1
    assert [(page.title, page.icon) for page in desk.pages] == [
        (maker.title, maker.icon) for maker in desk.pages.makers
    ]
    qtbot.waitUntil(lambda: not desk.tasks.busy)


def test_closing_gives_back_the_worker_and_the_next_workspace_has_its_own(
    qtbot: QtBot, window: MainWindow, workspace_path: Path
) -> None:
    def open_and_close() -> weakref.ref[Tasks]:
        worker = weakref.ref(_open(qtbot, window, workspace_path).tasks)
        window.close_workspace()
        qtbot.waitUntil(lambda: window.desk is None)
        return worker

    def is_gone(worker: weakref.ref[Tasks]) -> bool:
        gc.collect()
        return worker() is None

    for _ in range(2):
        worker = open_and_close()
        qtbot.waitUntil(partial(is_gone, worker))


def test_enter_on_the_first_page_goes_on_with_the_file_of_last_time(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, tmp_path: Path
) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.start.new_button.hasFocus()  # nothing was opened yet
    older = tmp_path / "旧县2026年换届.huanjie"
    create_workspace(older, "旧县", clock=FixedClock()).close()
    for path in (older, workspace_path):
        _open(qtbot, window, path)
        window.close_workspace()
        qtbot.waitUntil(lambda: window.desk is None and window.start.isVisible())
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == workspace_path.stem
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    assert window.desk is not None
    assert window.desk.path == workspace_path
