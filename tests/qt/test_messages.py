"""The report of a bug: where it happened, and nothing of what was in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.errors import Cancelled, UserError, WorldError
from huanjie_desktop.qt import messages


def _press(words: str, seen: list[str]) -> Callable[[], None]:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box.text() + box.informativeText())
        seen.append("|".join(sorted(button.text() for button in box.buttons())))
        next(button for button in box.buttons() if button.text() == words).click()

    return press


def _failing() -> BaseException:
    name, number = "林木", "990101198507120014"
    try:
        try:
            raise KeyError(number)
        except KeyError as inner:
            raise ValueError(f"{name} {number}") from inner
    except ValueError as error:
        return error


@pytest.mark.parametrize("error", [UserError("第 3 行看不懂。", "请改正后再试。"), WorldError("磁盘满了。")])
def test_tell_says_the_sentence_and_the_way_out(qtbot: QtBot, error: UserError) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, _press("知道了", seen))
    messages.tell(None, error)
    assert seen == [error.text + error.advice, "知道了"]


def test_a_cancelled_action_needs_no_box(qtbot: QtBot) -> None:
    messages.tell(None, Cancelled())
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize(("words", "answer"), [("删除", True), ("不删除", False)])
def test_ask_puts_the_verb_on_the_button(qtbot: QtBot, words: str, answer: bool) -> None:
    seen: list[str] = []
    QTimer.singleShot(0, _press(words, seen))
    assert messages.ask(None, "删除名册“代表”？", "删除") is answer
    assert seen[1] == "不删除|删除"


def test_report_bug_says_where_the_report_is(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path))
    seen: list[str] = []
    QTimer.singleShot(0, _press("继续使用", seen))
    path = messages.report_bug(None, _failing())
    assert path is not None
    assert path.exists()
    assert str(path) in seen[0]


def test_a_report_that_cannot_be_written_is_said(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports").write_text("in the way")
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path))
    seen: list[str] = []
    QTimer.singleShot(0, _press("继续使用", seen))
    assert messages.report_bug(None, _failing()) is None
    assert "报告没有写成" in seen[0]
