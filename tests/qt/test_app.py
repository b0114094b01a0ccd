"""Start-up: one instance, settings kept aside, the crash hook, Qt's Chinese words."""

import os
import threading
from functools import partial
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QByteArray, QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop import app
from huanjie_desktop.app import CrashHook, SingleInstance
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.icons import icon
from huanjie_desktop.qt.widgets.preferences import MOST_RECENT, Preferences
from huanjie_desktop.qt.widgets.theme import TextSize


def test_a_second_start_leaves_a_request_and_is_not_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    second = SingleInstance(tmp_path)
    assert [first.first, second.first] == [True, False]
    path = tmp_path / "青禾县.huanjie"
    with qtbot.waitSignal(first.asked) as asked:
        second.ask_first(path)
    assert asked.args == [path]
    with qtbot.waitSignal(first.asked) as asked:
        second.ask_first(None)
    assert asked.args == [None]
    assert list((tmp_path / "requests").glob("*.request")) == []
    first.release()
    third = SingleInstance(tmp_path)
    assert third.first
    third.release()


def test_a_lock_of_a_killed_program_with_our_number_keeps_no_window_away(tmp_path: Path) -> None:
    first = SingleInstance(tmp_path)
    lock = tmp_path / "window.lock"
    content = lock.read_bytes()
    first.release()
    assert int(content.split()[0]) == os.getpid()
    lock.write_bytes(content)
    again = SingleInstance(tmp_path)
    other = SingleInstance(tmp_path)
    assert [again.first, other.first] == [True, False]
    again.release()


def test_requests_left_over_are_not_answered(tmp_path: Path) -> None:
    (tmp_path / "requests").mkdir()
    (tmp_path / "requests" / "1.request").write_text("old")
    first = SingleInstance(tmp_path)
    assert list((tmp_path / "requests").iterdir()) == []
    first.release()


def test_the_crash_hook_shows_once_and_reports(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path))
    hook = CrashHook()
    seen: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            seen.append(box.text())
            box.close()

    def told(number: int) -> bool:
        return len(seen) == number and QApplication.activeModalWidget() is None

    watch = QTimer(hook, interval=5)
    watch.timeout.connect(close)
    watch.start()
    for number, error in enumerate((ZeroDivisionError("林木"), UserError("磁盘不对。")), 1):
        hook._on_exception(type(error), error, None)
        qtbot.waitUntil(partial(told, number))
    assert seen == ["程序在这一步出了错，已录入的内容都在。", "磁盘不对。"]
    reports = list((tmp_path / "reports").iterdir())
    assert len(reports) == 1
    assert "林木" not in reports[0].read_text(encoding="utf-8")


def test_a_moved_program_is_offered_to_be_found_again(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    mended = threading.Event()
    answers = iter((False, True))
    monkeypatch.setattr(messages, "ask", lambda _window, question, *_: asked.append(question) or next(answers))
    monkeypatch.setattr(app, "associate", mended.set)
    preferences = Preferences(tmp_path)
    window = cast(MainWindow, None)
    for lost, times, done in ((None, 0, False), ("旧", 1, False), ("旧", 1, False), ("更旧", 2, True)):
        monkeypatch.setattr(app, "lost_program", lambda lost=lost: tmp_path / lost / "x" if lost else None)
        app.offer_association(window, preferences)
        assert len(asked) == times
        assert mended.wait(5 if done else 0) is done
    assert asked[0] == "程序换了位置，双击工作文件打不开了。"


def test_preferences_remember_and_forget(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    assert preferences.kept_aside is None
    assert preferences.text_size is TextSize.MEDIUM
    preferences.text_size = TextSize.LARGE
    preferences.set_bytes("window/geometry", QByteArray(b"\x00\xff"))
    files = [tmp_path / f"{number}.huanjie" for number in range(MOST_RECENT + 2)]
    for file in files:
        file.touch()
        preferences.remember_recent(file)
    preferences.forget_recent(files[-1])
    preferences.save()
    again = Preferences(tmp_path)
    assert again.text_size is TextSize.LARGE
    assert again.bytes_of("window/geometry") == QByteArray(b"\x00\xff")
    assert again.recent() == files[-2 : -MOST_RECENT - 1 : -1]
    files[-2].unlink()
    assert again.recent()[0] == files[-3]


def test_unreadable_settings_are_kept_aside(tmp_path: Path) -> None:
    (tmp_path / "settings.ini").write_bytes(b"\x00\x01broken")
    preferences = Preferences(tmp_path)
    assert preferences.kept_aside is not None
    assert preferences.kept_aside.read_bytes() == b"\x00\x01broken"
    preferences.text_size = TextSize.SMALL
    preferences.save()
    assert Preferences(tmp_path).text_size is TextSize.SMALL


def test_qt_speaks_chinese(qapp: QApplication) -> None:
    assert theme.translate(qapp)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_the_style_sheet_names_no_unknown_token() -> None:
    assert "@" not in theme.style_sheet()


def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    image = icon("circle-check", "done").pixmap(32, 32).toImage()
    tints = {
        image.pixelColor(x, y).name() for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255
    }
    assert theme.colour("done").name() in tints


def test_rare_characters_of_names_are_drawn_in_the_window(qapp: QApplication) -> None:
    def drawn(text: str) -> bytes:
        label = QLabel(text)
        label.resize(40, 40)
        picture = label.grab().toImage()
        return bytes(picture.constBits())

    nothing = drawn("\U0003fffe")  # a box, since no face has it
    assert len({nothing, *map(drawn, "林䶮㛃𠮷𬭎")}) == 6
