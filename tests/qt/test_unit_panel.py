"""The tree of units is written, moved and indented by keys on the page 设置."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from xlsxwriter import Workbook

from huanjie_desktop.catalog.own_kinds import POST_ORDER
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.entry_dialogs import PostOrderDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.people import units
from tests.qt.answering import answer, press, when_opened
from tests.qt.keys import type_text

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[SettingsPage]:
    page = SettingsPage(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.show_for()
    page.activateWindow()
    qtbot.waitUntil(lambda: not open_tasks.busy)
    QAbstractItemModelTester(page.units.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield page
    qtbot.waitUntil(lambda: not page.tasks.busy)


def column(page: SettingsPage, at: int = 0) -> list[str]:
    model = page.units.model
    return [model.text_at(row, at) for row in range(model.count)]


def wait(qtbot: QtBot, page: SettingsPage, names: Sequence[str]) -> None:
    qtbot.waitUntil(lambda: column(page) == list(names) and not page.tasks.busy)


def paste(qtbot: QtBot, page: SettingsPage, text: str) -> None:
    table = page.units.table
    table.go_to(page.units.model.index(page.units.model.count, 0))
    table.setFocus()
    QGuiApplication.clipboard().setText(text)
    qtbot.keyClick(table, Qt.Key.Key_V, CONTROL)


TREE = "县委部门\n　县委组织部\t中共青禾县委组织部\t组织部\t党委部门\t正职1、副职2\n　县委宣传部\n乡镇\n　柳河镇"


def test_a_pasted_tree_is_moved_and_indented_by_keys(qtbot: QtBot, page: SettingsPage) -> None:
    paste(qtbot, page, TREE)
    wait(qtbot, page, ["县委部门", "　县委组织部", "　县委宣传部", "乡镇", "　柳河镇"])
    assert column(page, 5)[1] == "现有1，缺2"
    table, model = page.units.table, page.units.model
    table.go_to(model.index(3, 0))
    qtbot.keyClick(table, Qt.Key.Key_Up, ALT)
    wait(qtbot, page, ["乡镇", "　柳河镇", "县委部门", "　县委组织部", "　县委宣传部"])
    assert table.chosen_rows() == [0]
    table.go_to(model.index(4, 0))
    qtbot.keyClick(table, Qt.Key.Key_Right, ALT)
    wait(qtbot, page, ["乡镇", "　柳河镇", "县委部门", "　县委组织部", "　　县委宣传部"])
    qtbot.keyClick(table, Qt.Key.Key_Left, ALT)
    wait(qtbot, page, ["乡镇", "　柳河镇", "县委部门", "　县委组织部", "　县委宣传部"])


def test_a_unit_is_typed_into_the_empty_row_and_a_wrong_quota_is_refused(qtbot: QtBot, page: SettingsPage) -> None:
    table, model = page.units.table, page.units.model
    table.go_to(model.index(0, 0))
    table.setFocus()
    type_text(qtbot, table, "x")
    editor = table.indexWidget(model.index(0, 0))
    editor.setText("县财政局")  # type: ignore[attr-defined]
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    wait(qtbot, page, ["县财政局"])
    told: list[str] = []
    page.tasks.troubled.connect(lambda error: told.append(error.text))
    assert "看不出职务和人数" in model.problem(4, "三个")
    model.setData(model.index(0, 4), "三个", Qt.ItemDataRole.EditRole)
    qtbot.waitUntil(lambda: bool(told))
    assert "看不出职务和人数" in told[0]
    assert column(page, 4) == [""]
    model.setData(model.index(0, 4), "正职1", Qt.ItemDataRole.EditRole)
    qtbot.waitUntil(lambda: column(page, 5) == ["现有0，缺1"])


def test_removing_asks_and_takes_what_is_below(qtbot: QtBot, page: SettingsPage) -> None:
    paste(qtbot, page, TREE)
    qtbot.waitUntil(lambda: page.units.model.count == 5 and not page.tasks.busy)
    page.units.table.go_to(page.units.model.index(0, 0))
    told: list[str] = []
    press("删除", told)
    qtbot.keyClick(page.units.table, Qt.Key.Key_Delete, CONTROL)
    wait(qtbot, page, ["乡镇", "　柳河镇"])
    assert told[0] == "删除单位“县委部门”？"


def test_units_of_people_and_of_a_file_are_added(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.units.add_missing()
    qtbot.waitUntil(lambda: sorted(column(page)) == sorted(["柳河镇", "县委组织部", "石桥镇", "玉泉乡"]))
    path = tmp_path / "单位.xlsx"
    book = Workbook(str(path))
    sheet = book.add_worksheet()
    for row, texts in enumerate((["单位", "上级单位"], ["党政办", "柳河镇"], ["财政所", "县府"])):
        sheet.write_row(row, 0, texts)
    book.close()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    told: list[str] = []
    press("导入", told)
    page.units.choose_file()
    qtbot.waitUntil(lambda: page.units.model.count == 5 and not page.tasks.busy)
    assert told[0] == "“单位.xlsx”里有1个新单位。"
    assert "上级单位“县府”不在单位表里" in told[1]


def test_a_finding_of_a_unit_leads_to_its_row(qtbot: QtBot, page: SettingsPage) -> None:
    paste(qtbot, page, TREE)
    qtbot.waitUntil(lambda: page.units.model.count == 5 and not page.tasks.busy)
    assert page.takes(Subject("unit", "x"))
    page.show_for(Subject("unit", page.units.model.id_at(4)))
    assert page.units.table.currentIndex().row() == 4


def test_the_order_of_posts_is_the_offices_to_change(qtbot: QtBot, page: SettingsPage) -> None:
    def fill(dialog: Any) -> None:
        dialog.record.edits["posts"].setPlainText("镇长\n书记\n镇长\n\n副镇长")

    page.entries.all_box.setChecked(True)
    model = page.entries.model
    qtbot.waitUntil(lambda: any(row.kind is POST_ORDER for row in model.rows))
    at = next(at for at in range(model.count) if model.row_at(at).kind is POST_ORDER)
    page.entries.table.selectRow(at)
    answer(PostOrderDialog, fill)
    page.entries.change()
    qtbot.waitUntil(lambda: not page.tasks.busy)
    with qtbot.waitCallback() as answered:
        page.tasks.ask("", _posts).then(answered)
    assert answered.args[0] == ("镇长", "书记", "副镇长")


def _posts(workspace: Any) -> tuple[str, ...]:
    assert units.list_rows(workspace) == []
    posts: tuple[str, ...] = workspace.catalog.posts
    return posts


def test_the_numbers_of_posts_are_printed_from_the_table(qtbot: QtBot, page: SettingsPage) -> None:
    paste(qtbot, page, "柳河镇\t\t\t乡镇\t镇长1")
    wait(qtbot, page, ["柳河镇"])
    seen: list[str] = []

    def look(dialog: PrintDialog) -> None:
        qtbot.waitUntil(lambda: dialog.bar.view.count > 0)
        seen.append(dialog.windowTitle())
        dialog.reject()

    when_opened(look, PrintDialog)
    page.units.table.setFocus()
    qtbot.keyClick(page.units.table, Qt.Key.Key_P, CONTROL)
    assert len(seen) == 1
    assert "职数表" in seen[0]
