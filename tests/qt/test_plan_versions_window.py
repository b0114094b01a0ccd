"""方案 in the window: a trial is kept under a name, compared with what holds, accepted by keys; late answers are dropped."""

from datetime import date

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.planning import PlanningPage
from huanjie_desktop.qt.pages.planning.versions_dialog import VersionsDialog
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.services.planning import versions
from huanjie_desktop.services.planning.trying import Trial
from tests.qt.keys import type_text
from tests.qt.test_planning_page import ALT, DAYS, LEFT, SHIFT, choose, page, press, settle

__all__ = ["page"]  # the fixture


def action(page: PlanningPage, text: str) -> QAction:
    return next(each for each in page.commands() if each.text() == text)


def save(qtbot: QtBot, page: PlanningPage, title: str, trial: Trial | None = None) -> str:
    with qtbot.waitCallback() as saved:
        page.tasks.run("", lambda workspace, _p: versions.save_version(workspace, title, trial)[0].id, saved)
    settle(qtbot, page)
    return str(saved.args[0])


def test_a_trial_is_saved_compared_and_accepted_by_keys(qtbot: QtBot, page: PlanningPage) -> None:
    choose(page, "E", "polling")
    press(qtbot, page, LEFT, ALT | SHIFT)
    seen: list[str] = []

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameDialog)
        assert dialog.windowTitle() == "试排的工期存为方案"
        field = dialog.focusWidget()
        assert isinstance(field, QLineEdit)
        type_text(qtbot, field, "提前一周")
        QTimer.singleShot(0, compare)
        qtbot.keyClick(field, Qt.Key.Key_Return)

    def compare() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, VersionsDialog):
            QTimer.singleShot(20, compare)
            return
        qtbot.waitUntil(lambda: dialog.shown is not None and not page.tasks.busy)
        seen.extend((dialog.before.currentText(), dialog.after.currentText().partition("（")[0]))
        row = next(row for row in dialog.model.rows if row.step.startswith("投票选举"))
        seen.extend((row.before, row.after, row.far))
        assert dialog.came.count() > 0
        dialog.accept_button.setFocus()
        qtbot.keyClick(dialog.accept_button, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: not dialog.isVisible())

    QTimer.singleShot(0, name)
    action(page, "存为方案").trigger()
    qtbot.waitUntil(lambda: len(seen) == 5)
    settle(qtbot, page)
    assert seen == ["现在的工期", "提前一周", "7月11日", "7月4日", "提前7天"]
    assert not page.bar.isVisible()  # it holds now, and nothing is tried any more
    assert page._current().planned.start == date(2026, 7, 4)  # type: ignore[union-attr]
    with qtbot.waitSignal(page.tasks.changed):
        page.tasks.run("撤销", lambda workspace, _progress: workspace.undo())
    settle(qtbot, page)
    start = next(each.congress.start for each in page.shown.congresses if each.anchor == "E")  # type: ignore[union-attr]
    assert start == DAYS["E"]


def test_the_plan_that_holds_is_kept_without_a_comparison_with_itself(qtbot: QtBot, page: PlanningPage) -> None:
    titles: list[str] = []

    def name() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, NameDialog)
        titles.append(dialog.windowTitle())
        dialog.edit.setText("甲")
        dialog.try_accept()

    QTimer.singleShot(0, name)
    action(page, "存为方案").trigger()
    settle(qtbot, page)
    assert titles == ["现在的工期存为方案"]
    assert QApplication.activeModalWidget() is None
    with qtbot.waitCallback() as found:
        page.tasks.run("", lambda workspace, _p: [each.title for each in versions.list_versions(workspace)], found)
    assert found.args[0] == ["甲"]


def test_two_versions_are_compared_and_one_is_deleted(
    qtbot: QtBot, page: PlanningPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.shown is not None
    county = next(each.id for each in page.shown.congresses if each.anchor == "C")
    first = save(qtbot, page, "甲", Trial({county: date(2026, 7, 20)}))
    second = save(qtbot, page, "乙", Trial({county: date(2026, 8, 2)}))
    dialog = VersionsDialog(page.window(), page.tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.shown is not None)
    assert (dialog.before.currentData(), dialog.after.currentData()) == ("", second)
    dialog.before.setFocus()
    at = [dialog.before.itemData(at) for at in range(dialog.before.count())].index(first)
    for _ in range(at):  # each step asks anew; only the last answer is shown
        qtbot.keyClick(dialog.before, Qt.Key.Key_Down)
    settle(qtbot, page)
    opening = next(row for row in dialog.model.rows if row.before == "7月20日" and row.after == "8月2日")
    assert opening.far == "推后13天"
    assert {row.id.partition("/")[0] for row in dialog.model.rows} == {county}
    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", lambda *_words: True)
    qtbot.keyClick(dialog.delete_button, Qt.Key.Key_Space)
    settle(qtbot, page)
    assert [dialog.after.itemData(at) for at in range(dialog.after.count())] == ["", first]
    dialog.after.setCurrentIndex(0)
    dialog.read()
    settle(qtbot, page)
    assert not dialog.accept_button.isEnabled()
    assert "选一个方案" in dialog.accept_button.toolTip()


def test_an_answer_to_an_earlier_asking_is_dropped(qtbot: QtBot, page: PlanningPage) -> None:
    save(qtbot, page, "甲")
    dialog = VersionsDialog(page.window(), page.tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.shown is not None)
    shown = dialog.shown
    dialog._on_read(dialog._asked - 1, None)  # type: ignore[arg-type]
    assert dialog.shown is shown


def test_without_a_version_there_is_nothing_to_accept(qtbot: QtBot, page: PlanningPage) -> None:
    dialog = VersionsDialog(page.window(), page.tasks)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.shown is not None)
    assert dialog.words.text() == "还没有存过方案。"
    assert not dialog.accept_button.isEnabled()
    assert not dialog.delete_button.isEnabled()
