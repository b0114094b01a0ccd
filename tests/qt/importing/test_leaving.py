"""Leaving an import: what was decided is asked about, kept and taken up again; sample sheets."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters import import_sample
from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.services.people.import_preview import Outcome
from tests.qt.held import HeldTasks
from tests.qt.importing.driving import make, outcomes, press, rest

# leaving


@pytest.mark.parametrize(
    ("said", "visible", "kept"), [("继续", True, False), ("不要了", False, False), ("存着下次再导", False, True)]
)
def test_leaving_asks_once_something_was_decided(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks, file: Path, said: str, visible: bool, kept: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    offered: list[Sequence[str]] = []

    def choose(_parent: object, _question: str, verbs: Sequence[str], _advice: str = "") -> str:
        offered.append(verbs)
        return said

    monkeypatch.setattr(messages, "choose", choose)
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Escape)
    rest(qtbot, tasks)
    qtbot.waitUntil(lambda: dialog.isVisible() == visible)
    assert offered == [("存着下次再导", "不要了", "继续")]
    again = make(qtbot, tasks, file)
    assert again.notice.isVisible() == kept
    if kept:
        again.notice.go_on.click()
        rest(qtbot, tasks)
        assert outcomes(again)["李莉"] is Outcome.CHANGE
        assert not again.notice.isVisible()


def test_leaving_an_untouched_import_asks_nothing(qtbot: QtBot, dialog: ImportDialog) -> None:
    assert not dialog.foot.keep_button.isEnabled()
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_was_said_is_kept_by_the_button(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks, file: Path) -> None:
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    dialog.foot.keep_button.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    again = make(qtbot, tasks, file)
    again.notice.anew.click()
    assert not again.notice.isVisible()
    assert outcomes(again)["李莉"] is Outcome.DOUBT


def test_a_sample_sheet_is_saved_and_can_be_imported_unfilled(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, place = make(qtbot, tasks), tmp_path / "干部名册样表.xlsx"
    asked: list[str] = []

    def choose(asking: ChoiceDialog, read: Any) -> Any:
        asked.append(asking.windowTitle())
        return read(asking)

    monkeypatch.setattr(import_sample, "ask_dialog", choose)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(place), ""))
    dialog.file.sample_button.click()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert asked == ["另存样表"]
    assert place.is_file()
    assert "干部名册样表.xlsx" in told[0]
