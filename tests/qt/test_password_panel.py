"""口令 in 设置: set, a recovery code typed in from the paper, taken away; 首页 says where there is none."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.qt.main_window.keeping import IdleLock
from huanjie_desktop.qt.pages.settings.password_panel import CodeDialog, PasswordPanel, SecretDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.safekeeping.protection import make_code, opens, read_protection, set_password
from huanjie_desktop.services.shown.home import read_overview
from huanjie_desktop.services.shown.passwords import CODE, NO_CODE, NONE, code_words
from huanjie_desktop.services.workspace import create_workspace
from tests.builders import FixedClock

OURS, HERS = "Mima-2026", "Ta-de-mima"


def answer(**values: str) -> list[str]:
    """Fill in the next dialog; `typed` is taken from the code that it shows, a wrong one first. Return what it refused."""
    refused: list[str] = []

    def fill() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SecretDialog):
            QTimer.singleShot(5, fill)
            return
        for name, value in values.items():
            if name == "typed":
                (shown,) = (each.text() for each in dialog.findChildren(QLabel) if each.text().startswith("恢复码："))
                value = shown.split("：")[1].split("\n")[0].lower()
                dialog.record.put(name, value[:-1] + ("2" if value[-1] != "2" else "3"))
                dialog.try_accept()
                refused.append(dialog.problem())
            dialog.record.put(name, value)
        dialog.try_accept()
        assert dialog.result(), dialog.problem()

    QTimer.singleShot(0, fill)
    return refused


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[Tasks]:
    """Tasks over a plain workspace."""
    tasks = Tasks(lambda _progress: create_workspace(tmp_path / "青禾县.huanjie", "青禾县", clock=FixedClock()))
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    tasks.stop()


def panel_over(qtbot: QtBot, tasks: Tasks, folder: Path) -> PasswordPanel:
    panel = PasswordPanel(tasks, Preferences(folder / "user"))
    qtbot.addWidget(panel)
    settle(qtbot, tasks, panel)
    return panel


def settle(qtbot: QtBot, tasks: Tasks, panel: PasswordPanel) -> None:
    qtbot.waitUntil(lambda: not tasks.busy)
    panel.read()
    qtbot.waitUntil(lambda: not tasks.busy)


def told(qtbot: QtBot, tasks: Tasks, use_case: Callable[..., Any], *values: object) -> Any:
    with qtbot.waitCallback() as heard:
        tasks.ask("", use_case, *values).then(heard)
    return heard.args[0]


def press(qtbot: QtBot, pressed: QPushButton) -> None:
    assert not pressed.isHidden()
    pressed.setFocus()
    qtbot.keyClick(pressed, Qt.Key.Key_Space)


def test_a_password_leads_on_to_a_code_that_is_tried_before_it_counts(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    panel = panel_over(qtbot, tasks, tmp_path)
    assert told(qtbot, tasks, read_overview).open_to_all == NONE
    assert panel.code.isHidden()
    assert panel.drop.isHidden()
    answer(password=OURS, repeat=OURS)
    panel.set.click()
    refused = answer(typed="")
    qtbot.waitUntil(lambda: bool(refused))
    settle(qtbot, tasks, panel)
    assert refused == ["输入的恢复码与纸上的不一样，请照纸上的重新输入。"]
    assert told(qtbot, tasks, read_protection).code
    assert told(qtbot, tasks, opens, OURS)
    assert told(qtbot, tasks, read_overview).open_to_all == ""
    assert panel.set.isHidden()
    answer(old=OURS, typed="")  # another one, by the button
    press(qtbot, panel.code)
    settle(qtbot, tasks, panel)
    answer(old=OURS)
    press(qtbot, panel.remove)
    settle(qtbot, tasks, panel)
    assert not panel.set.isHidden()
    assert (tmp_path / "青禾县.huanjie").read_bytes().startswith(b"SQLite")


def test_a_code_that_is_declined_is_missed_on_the_first_page(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    panel = panel_over(qtbot, tasks, tmp_path)
    answer(password=OURS, repeat=OURS)
    panel.set.click()

    def decline() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CodeDialog):
            dialog.reject()
        else:
            QTimer.singleShot(5, decline)

    QTimer.singleShot(0, decline)
    qtbot.waitUntil(lambda: panel.set.isHidden() and not tasks.busy)
    assert told(qtbot, tasks, read_overview).open_to_all == NO_CODE
    assert not told(qtbot, tasks, read_protection).code


def test_the_sheet_with_the_code_is_printed_by_the_usual_way(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    code = make_code()
    dialog = CodeDialog(None, tasks, code, CODE)
    qtbot.addWidget(dialog)
    target = tmp_path / "恢复码.pdf"

    def save() -> None:
        shown = QApplication.activeModalWidget()
        if not isinstance(shown, PrintDialog) or not shown.bar.save_button.isEnabled():
            QTimer.singleShot(5, save)
            return
        shown.bar.save_to(target)
        shown.bar.printed.connect(shown.reject)

    QTimer.singleShot(0, save)
    dialog.print_button.click()
    pages = Pages(target.read_bytes())
    text = pages.text(0)
    assert len(pages) == 1
    pages.close()
    assert code in text.replace("\n", "").replace(" ", "")
    assert "青禾县.huanjie" in text


def test_a_second_person_gets_and_loses_a_password_in_the_panel(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    told(qtbot, tasks, set_password, OURS)
    panel = panel_over(qtbot, tasks, tmp_path)
    answer(old=OURS, name="王芳", password=HERS, repeat=HERS)
    press(qtbot, panel.add)
    settle(qtbot, tasks, panel)
    assert told(qtbot, tasks, opens, HERS)
    answer(old=OURS)
    press(qtbot, panel.drop)
    settle(qtbot, tasks, panel)
    assert not told(qtbot, tasks, opens, HERS)
    assert panel.drop.isHidden()


def test_how_long_nobody_may_be_there_is_set_and_remembered(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    told(qtbot, tasks, set_password, OURS)
    panel = panel_over(qtbot, tasks, tmp_path)
    assert panel.idle.currentText() == "15 分钟"
    qtbot.keyClick(panel.idle, Qt.Key.Key_Up)
    assert Preferences(tmp_path / "user").idle_minutes == 10
    idle = IdleLock(panel)
    idle.minutes = lambda: Preferences(tmp_path / "user").idle_minutes
    idle.start()
    assert idle.timer.interval() == 10 * 60_000
    qtbot.keyClick(panel.idle, Qt.Key.Key_End)
    assert panel.idle.currentText() == "不自动锁定"
    idle.eventFilter(panel, QEvent(QEvent.Type.MouseMove))
    assert not idle.timer.isActive()
    Preferences(tmp_path / "user").set_text("window/idle_minutes", "?")
    assert Preferences(tmp_path / "user").idle_minutes == 15


def test_only_a_second_code_makes_the_first_void() -> None:
    assert "作废" not in code_words("ABCDE", instead=False)
    assert "原来的恢复码作废" in code_words("ABCDE", instead=True)
