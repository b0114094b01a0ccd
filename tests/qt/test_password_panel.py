"""口令 in 设置: set, a recovery code typed in from the paper, taken away; 首页 says where there is none."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.settings.password_panel import PasswordPanel, SecretDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.safekeeping.protection import opens, read_protection
from huanjie_desktop.services.shown.home import read_overview
from huanjie_desktop.services.workspace import create_workspace
from tests.builders import FixedClock

OURS = "Mima-2026"


def answer(qtbot: QtBot, **values: str) -> None:
    """Fill in the next dialog; `typed` alone is taken from the code that it shows."""

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SecretDialog)
        for name, value in values.items():
            if name == "typed":
                (shown,) = (each.text() for each in dialog.findChildren(QLabel) if each.text().startswith("恢复码："))
                value = shown.split("：")[1].split("\n")[0].lower()
            dialog.record.put(name, value)
        dialog.try_accept()
        assert dialog.result(), dialog.problem()

    QTimer.singleShot(0, fill)


def test_a_password_and_a_code_by_the_panel(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "青禾县.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    assert "没有口令" in read_overview(workspace).open_to_all
    tasks = Tasks(lambda _progress: workspace)
    opened: list[object] = []
    tasks.open("打开", opened.append, lambda error: None)
    qtbot.waitUntil(lambda: bool(opened))
    panel = PasswordPanel(tasks)
    qtbot.addWidget(panel)

    def settled() -> None:
        qtbot.waitUntil(lambda: not tasks.busy)
        panel.read()
        qtbot.waitUntil(lambda: not tasks.busy)

    settled()
    assert not panel.set.isHidden()
    assert panel.code.isHidden()
    answer(qtbot, password=OURS, repeat=OURS)
    panel.set.click()
    settled()
    assert panel.set.isHidden()
    assert not panel.code.isHidden()
    answer(qtbot, old=OURS, typed="")
    panel.code.click()
    settled()
    found: list[object] = []
    tasks.ask("", read_protection).then(found.append)
    tasks.ask("", opens, OURS).then(found.append)
    tasks.ask("", read_overview).then(lambda overview: found.append(overview.open_to_all))
    qtbot.waitUntil(lambda: len(found) == 3)
    assert getattr(found[0], "code") is True  # noqa: B009
    assert found[1:] == [True, ""]
    answer(qtbot, old=OURS)
    panel.remove.click()
    settled()
    assert not panel.set.isHidden()
    with qtbot.waitSignal(tasks.closed):
        tasks.close(lambda error: None)
    assert path.read_bytes().startswith(b"SQLite")
