"""Driving 导入名册 in the tests: the dialog over held answers, keys, and what it shows."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.services.people.import_preview import Outcome
from tests.import_people import KNOWN as FIVE
from tests.qt.held import HeldTasks

KNOWN = (*FIVE, {"name": "高民鹏", "sex": "男", "birth": "1971.09", "unit": "柳河镇", "current_post": "二级主任科员"})
CHANGED = ["林木", "男", "回族", "1985.07", "柳河镇", "书记", ""]
CONTROL = Qt.KeyboardModifier.ControlModifier


def make(qtbot: QtBot, tasks: HeldTasks, path: Path | None = None) -> ImportDialog:
    made = ImportDialog(None, tasks, load_catalog(), path)
    qtbot.addWidget(made, before_close_func=forget)
    made.resize(1160, 704)
    for model in (made.check.model, made.check.target.model):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    qtbot.waitUntil(lambda: not tasks.busy)
    return made


def forget(dialog: ImportDialog) -> None:
    """Have nothing to ask about when a test is over."""
    dialog.ledger = None


def rest(qtbot: QtBot, tasks: HeldTasks) -> None:
    tasks.let_go()
    qtbot.waitUntil(lambda: not tasks.busy)
    QApplication.processEvents()


def press(
    qtbot: QtBot, dialog: ImportDialog, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget() or dialog, key, held)


def outcomes(dialog: ImportDialog) -> dict[str, Outcome]:
    assert dialog.preview is not None
    rows = [row for row in dialog.preview.rows if row.outcome is not Outcome.GONE]
    return {row.texts["name"]: row.outcome for row in rows}


def names(dialog: ImportDialog) -> list[str]:
    model = dialog.check.model
    return [str(model.row_at(at).texts["name"]) for at in range(model.count)]


def current(dialog: ImportDialog) -> str:
    return str(dialog.check.model.row_at(dialog.check.table.currentIndex().row()).texts["name"])


def go_to(dialog: ImportDialog, name: str, field: str = "name") -> None:
    model = dialog.check.model
    dialog.check.table.setFocus()
    dialog.check.table.go_to(model.index(names(dialog).index(name), model.column_of(field)))


def editor(dialog: ImportDialog) -> QLineEdit:
    found = [each for each in dialog.check.table.findChildren(QLineEdit) if each.isVisible()]
    assert found
    return found[0]


def decide_all(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks) -> None:
    """Leave out what cannot come in, and keep those who are not in the file."""
    dialog.check.question.rest.click()
    rest(qtbot, tasks)
    button(dialog, "全部保留").click()
    rest(qtbot, tasks)


def button(dialog: ImportDialog, words: str) -> Any:
    return next(each for each in dialog.findChildren(QPushButton) if each.text() == words)


def ask(qtbot: QtBot, tasks: HeldTasks, work: Any) -> Any:
    answers: list[Any] = []
    tasks.run("test", lambda workspace, _p: work(workspace), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]
