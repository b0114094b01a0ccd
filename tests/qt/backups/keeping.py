"""A window that keeps its workspace, and what is asked in it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.backup_panel import BackupPanel
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping.backups import back_up_now
from huanjie_desktop.services.workspace import Workspace, open_workspace
from huanjie_desktop.store import ledger
from tests.builders import FixedClock


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


def forget(path: Path) -> None:
    """Forget what was read through, as if nobody had."""
    for file in ledger.backup_folder(path).glob(".*.checked"):
        file.unlink()


def on_stick(stick: Path) -> int:
    return len([file for file in stick.rglob("*.huanjie") if not file.name.startswith(".")])


def model_text(panel: BackupPanel, row: int, column: int) -> str:
    return str(panel.model.index(row, column).data())


def ruined(workspace_path: Path) -> bytes:
    """Back up, then flip a bit of the closed file."""
    workspace = open_workspace(workspace_path, clock=FixedClock())
    back_up_now(workspace)
    workspace.close()
    content = bytearray(workspace_path.read_bytes())
    content[9000] ^= 1
    workspace_path.write_bytes(content)
    return bytes(content)
