"""The panel 节假日与倒排时限: days off typed, pasted, read from a file and restored by keys; the preset of the workspace."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.own_kinds import HOLIDAYS, PLAN_PRESET
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.plan_panel import PlanPanel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.catalogue.entries import find_entry
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import read_round
from huanjie_desktop.services.workspace import Workspace
from tests.qt.answering import answer
from tests.qt.keys import type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[SettingsPage]:
    page = SettingsPage(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_for()
    page.activateWindow()
    qtbot.waitUntil(lambda: not open_tasks.busy and page.plans.shown is not None)
    QAbstractItemModelTester(page.plans.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield page
    qtbot.waitUntil(lambda: not page.tasks.busy)


def names(panel: PlanPanel) -> list[str]:
    return [row.holiday.name for row in panel.model.rows]


def choose_year(qtbot: QtBot, panel: PlanPanel, year: int) -> None:
    panel.year.setFocus()
    while panel.year.currentData() != year:
        before = panel.year.currentData()
        qtbot.keyClick(panel.year, Qt.Key.Key_Down if before < year else Qt.Key.Key_Up)
        assert panel.year.currentData() != before
    qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.table.year == year)


def undo(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page.tasks.changed):
        page.tasks.run("撤销", lambda workspace, _progress: workspace.undo())
    qtbot.waitUntil(lambda: not page.tasks.busy)


def test_a_day_is_typed_and_the_published_table_comes_back(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.plans
    choose_year(qtbot, panel, 2026)
    assert names(panel)[:2] == ["元旦", "春节"]
    assert panel._state.words.startswith("公布的")
    assert not panel.restore_button.isEnabled()
    panel.table.go_to(panel.model.index(1, 2))
    panel.table.setFocus()
    type_text(qtbot, panel.table, "2")
    editor = panel.table.indexWidget(panel.model.index(1, 2)) or page.focusWidget()
    assert editor is not None
    type_text(qtbot, editor, ".22\n")
    qtbot.waitUntil(lambda: panel.model.text_at(1, 3) == "8")
    assert panel._state.words.startswith("本单位改过")
    assert panel.table.currentIndex().row() == 2  # Enter goes down
    panel.restore_button.setFocus()
    qtbot.keyClick(panel.restore_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.model.text_at(1, 3) == "9")
    undo(qtbot, page)
    qtbot.waitUntil(lambda: panel.model.text_at(1, 3) == "8")


def test_a_year_without_a_table_is_pasted_from_a_spreadsheet_and_a_row_removed(
    qtbot: QtBot, page: SettingsPage
) -> None:
    panel = page.plans
    choose_year(qtbot, panel, 2027)
    assert panel.model.count == 0
    assert "只把周六、周日" in panel._gaps.text()
    panel.table.go_to(panel.model.index(0, 0))
    panel.table.setFocus()
    QGuiApplication.clipboard().setText("元旦\t2027-1-1\t1月3日\t\t\n国庆节\t2027/10/1\t2027/10/7\t\t10.9、10.10")
    qtbot.keyClick(panel.table, Qt.Key.Key_V, CONTROL)
    qtbot.waitUntil(lambda: names(panel) == ["元旦", "国庆节"])
    assert [panel.model.text_at(1, at) for at in range(5)] == ["国庆节", "10月1日", "10月7日", "7", "10月9日、10月10日"]
    assert "春节" in panel._gaps.text()
    choose_year(qtbot, panel, 2026)  # the other year is another record
    assert names(panel)[1] == "春节"
    choose_year(qtbot, panel, 2027)
    qtbot.waitUntil(lambda: names(panel) == ["元旦", "国庆节"])
    panel.table.go_to(panel.model.index(0, 0))
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Delete, CONTROL)
    qtbot.waitUntil(lambda: names(panel) == ["国庆节"])


def test_a_file_is_shown_before_it_is_taken(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, asked = tmp_path / "放假.csv", list[str]()
    path.write_text("2027-01-01,元旦,休\n2027-01-03,元旦,班\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(path), ""))

    def ask(_parent: object, *words: str) -> bool:
        asked.extend(words)
        return len(asked) > 3  # no, then yes

    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", ask)
    page.plans.choose_file()
    qtbot.waitUntil(lambda: bool(asked) and not page.tasks.busy)
    assert asked[2].startswith("2027年1个假期，调休上班1天。")
    assert page.plans.shown is not None
    assert page.plans.shown.table.year != 2027
    page.plans.choose_file()
    qtbot.waitUntil(lambda: names(page.plans) == ["元旦"])
    assert page.plans.year.currentText() == "2027年"
    path.write_text("2027-13-01,元旦,休\n", encoding="utf-8")
    told: list[str] = []
    page.tasks.troubled.connect(lambda error: told.append(str(error)))
    page.plans.choose_file()
    qtbot.waitUntil(lambda: bool(told))
    assert "不是日期" in told[0]


def with_changed_step(workspace: Workspace) -> ChangeSet:
    kind = next(kind for kind in workspace.catalog.congress_kinds.values() if kind.anchor == "C")
    congress, _made = congresses.create_congress(workspace, CongressDraft(kind.id, "青禾县", 12, date(2026, 7, 26)))
    step = next(each.step.id for each in read_round(workspace).plan_of(congress.id).steps if each.step.count)
    return changing.set_who(workspace, [(congress.id, step)], "县委办")


def test_the_preset_is_chosen_saved_from_changed_steps_and_removed(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = page.plans
    assert not panel.save_button.isEnabled()
    assert not panel.delete_button.isEnabled()
    panel.preset.setFocus()
    qtbot.keyClick(panel.preset, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.preset == "zhejiang" and not page.tasks.busy)
    assert "浙江省" in panel._about.text()
    page.tasks.run("", lambda workspace, _p: with_changed_step(workspace))
    qtbot.waitUntil(lambda: panel.save_button.isEnabled())
    assert "另有 1 步" in panel._about.text()
    answer(NameDialog, lambda dialog: dialog.edit.setText("本县"))
    panel.save_preset()
    qtbot.waitUntil(lambda: panel.preset.currentText() == "本县（本单位）" and not page.tasks.busy)
    monkeypatch.setattr("huanjie_desktop.qt.messages.ask", lambda *_words: True)
    qtbot.keyClick(panel.delete_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.preset.currentText() == "不用预设" and not page.tasks.busy)
    undo(qtbot, page)
    qtbot.waitUntil(lambda: panel.preset.currentText() == "本县（本单位）")


def test_late_answers_are_dropped_and_the_catalogue_leads_here(qtbot: QtBot, page: SettingsPage) -> None:
    panel = page.plans
    shown = panel.shown
    panel._on_read(panel._asked - 1, None)  # type: ignore[arg-type]
    assert panel.shown is shown
    with qtbot.waitCallback() as found:
        page.tasks.run(
            "", lambda w, _p: [find_entry(w, HOLIDAYS, "2025"), find_entry(w, PLAN_PRESET, "zhejiang")], found
        )
    year, preset = found.args[0]
    page._on_place_asked(Subject("plan_tables", year.id, year.title))
    qtbot.waitUntil(lambda: panel.shown is not None and panel.shown.table.year == 2025)
    page.show_for(Subject("plan_tables", preset.id))
    assert page.focusWidget() is panel.preset
