"""The page 考察测评 for tests: how it is filled in, keyed into and waited for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.assessment.dialogs import (
    CampaignDialog,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.workspace import Workspace
from tests.qt.desks import makers_of
from tests.qt.keys import retype

ENTER = Qt.Key.Key_Return


def settle(qtbot: QtBot, page: AssessmentPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def answer(kind: type, fill: Callable[[Any], None] = lambda _dialog: None) -> None:
    """Fill in and accept the next dialog of a kind, whenever it opens."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            timer.deleteLater()
            fill(dialog)
            dialog.try_accept()  # type: ignore[attr-defined]

    timer.timeout.connect(accept)
    timer.start()


def dismiss(told: list[str]) -> None:
    """Note what the next message box says, and close it."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            timer.deleteLater()
            told.append(box.text())
            box.close()

    timer.timeout.connect(close)
    timer.start()


def agree() -> None:
    """Press the verb of the next question."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)

    def press() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            timer.deleteLater()
            next(each for each in box.buttons() if box.buttonRole(each) is QMessageBox.ButtonRole.AcceptRole).click()

    timer.timeout.connect(press)
    timer.start()


def give_reason(dialog: Any) -> None:
    """Fill in why a result is changed, and who looks on."""
    dialog.record.put("reason", "录错三张")
    dialog.record.put("second", "张监督")


def sign(dialog: Any) -> None:
    """Fill in who signs for a difference."""
    dialog.record.put("signed", "张监督")


def run(qtbot: QtBot, page: AssessmentPage, work: Callable[[Workspace], Any]) -> None:
    page.tasks.run("试验", lambda workspace, _p: work(workspace))
    settle(qtbot, page)


def make(qtbot: QtBot, page: AssessmentPage, kind: int = 1, issued: int = 6) -> str:
    """Make a campaign of 柳河镇 by the dialog: 0 a body, 1 cadres, 2 a recommendation; hand sheets out."""

    def fill(dialog: Any) -> None:
        for name, at in (("form", kind), ("roster", 1)):
            dialog.record.edits[name].setCurrentIndex(at)
        dialog.record.put("unit", "柳河镇")

    answer(CampaignDialog, fill)
    page.new_campaign()
    settle(qtbot, page)
    retype(qtbot, page.setup.form.edits["issued"], str(issued))
    qtbot.keyClick(page.setup.form.edits["issued"], Qt.Key.Key_Return)
    settle(qtbot, page)
    return str(page.list.currentItem().data(Qt.ItemDataRole.UserRole))


def begin(qtbot: QtBot, page: AssessmentPage, keyer: str, method: int = 0) -> None:
    page.tabs.setCurrentWidget(page.entry)
    settle(qtbot, page)
    page.entry.keyer_edit.setText(keyer)
    page.entry.method_box.setCurrentIndex(method)
    page.entry.begin()
    settle(qtbot, page)


def key(qtbot: QtBot, page: AssessmentPage, keys: str) -> None:
    """Press keys of the number pad; \\n is Enter."""
    pad = page.entry.sheets.pad
    for each in keys:
        if each == "\n":
            qtbot.keyClick(pad, ENTER)
            settle(qtbot, page)
        else:
            qtbot.keyClicks(pad, each)


def cells(page: AssessmentPage) -> list[list[str]]:
    model = page.entry.sheets.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def shown_page(qtbot: QtBot, tasks: Tasks, folder: Path) -> Iterator[AssessmentPage]:
    """Give the page on a desk, its models watched, and wait for the worker at the end."""
    page = AssessmentPage(tasks, load_catalog())
    desk = Desk(tasks, makers_of(page), 1, folder / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (
        *(page.setup.categories, page.setup.whom.posts, page.setup.whom.subjects, page.entry.sheets.model),
        *(page.entry.totals.boxes, page.entry.totals.grid, page.review.boxes, page.review.model, page.result.model),
        *(page.editor.items.model, page.editor.grades.model, page.editor.categories.model),
    ):
        QAbstractItemModelTester(model, fatal, page)
    desk.show()
    desk.start()
    page.show_for(None)
    settle(qtbot, page)
    yield page
    settle(qtbot, page)
