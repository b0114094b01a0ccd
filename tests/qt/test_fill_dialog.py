"""套用本单位模板 by keys: the template looked at, fields copied, people filled; answers late are dropped."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters.fill_dialog import CHOSEN, ROSTER, FillDialog
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.shown.filling import EACH, ONE
from tests.exchange.books import write_book
from tests.qt.held import HeldTasks
from tests.qt.test_verify_dialog import ask, rest, tasks

__all__ = ["tasks"]
Key = Qt.Key


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: said.append(str(error)))
    monkeypatch.setattr(messages, "say", lambda _parent, *words: said.append("".join(words)))
    return said


@pytest.fixture
def card(tmp_path: Path) -> Path:
    return write_book(tmp_path / "卡片.xlsx", [["{{姓名}}", "{{照片}}"]])


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write_book(tmp_path / "花名册.xlsx", [["序号", "姓名"], ["{{序号}}", "{{姓名}}"]])


def make(qtbot: QtBot, tasks: HeldTasks, path: Path | None, count: int = 2) -> FillDialog:
    roster: Roster = ask(qtbot, tasks, lambda workspace: rosters.list_rosters(workspace)[0][0])
    ids = [person.id for person in ask(qtbot, tasks, people.list_people)][:count]
    made = FillDialog(None, tasks, roster, ids, path)
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.table.grid, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: not tasks.busy and made.isActiveWindow())
    return made


def push(qtbot: QtBot, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)


def rows(path: Path) -> list[list[Any]]:
    page = openpyxl.load_workbook(path).active
    assert page is not None
    return [list(row) for row in page.iter_rows(values_only=True)]


def test_fields_are_listed_and_copied(qtbot: QtBot, tasks: HeldTasks) -> None:
    dialog = make(qtbot, tasks, None)
    names = [dialog.table.grid.row_at(at).name for at in range(dialog.table.grid.count)]
    assert {"姓名", "家庭.称谓", "简历.起", "照片"} <= set(names)
    assert not dialog.fill_button.isEnabled()
    dialog.table.setFocus()
    dialog.table.go_to(dialog.table.grid.index(names.index("姓名"), 0))
    qtbot.keyClick(dialog.table, Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "{{姓名}}"
    qtbot.keyClick(dialog.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(dialog.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "{{姓名}}\n{{性别}}"
    assert dialog.isVisible()


def test_a_card_is_filled_for_each(
    qtbot: QtBot, tasks: HeldTasks, card: Path, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = make(qtbot, tasks, card)
    assert dialog.fill_button.hasFocus()
    assert (dialog.whom.currentData(), dialog.how.currentData()) == (CHOSEN, EACH)
    assert "一人一份" in dialog.words.text()
    folder = tmp_path / "卡片夹"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(folder))
    push(qtbot, dialog.fill_button)
    rest(qtbot, tasks)
    assert sorted(path.name for path in folder.iterdir()) == ["林木卡片.xlsx", "王芳卡片.xlsx"]
    assert told == ["已填2人，存为文件夹“卡片夹”里2个文件。林木、王芳没有照片，那一格空着。"]
    push(qtbot, dialog.fill_button)
    rest(qtbot, tasks)
    assert "已有“林木卡片.xlsx”" in told[1]


def test_a_list_is_filled_for_the_roster(
    qtbot: QtBot, tasks: HeldTasks, table: Path, told: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = make(qtbot, tasks, table, count=1)
    assert (dialog.whom.currentData(), dialog.how.currentData(), dialog.how.count()) == (ROSTER, ONE, 1)
    assert dialog.fill_button.text() == "填写 4 人并存为……"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(tmp_path / "填好的"), ""))
    push(qtbot, dialog.fill_button)
    rest(qtbot, tasks)
    assert rows(tmp_path / "填好的.xlsx")[1:] == [[1, "林木"], [2, "王芳"], [3, "单立"], [4, "丁一"]]
    assert told == ["已填4人，存为“填好的.xlsx”。"]


def test_whom_to_fill_can_be_chosen_by_keys(qtbot: QtBot, tasks: HeldTasks, table: Path) -> None:
    dialog = make(qtbot, tasks, table, count=1)
    dialog.whom.setFocus()
    qtbot.keyClick(dialog.whom, Key.Key_Up)
    assert dialog.whom.currentData() == CHOSEN
    assert dialog.fill_button.text() == "填写 1 人并存为……"


def test_a_wrong_field_is_named_and_nothing_can_be_filled(
    qtbot: QtBot, tasks: HeldTasks, card: Path, tmp_path: Path
) -> None:
    wrong = write_book(tmp_path / "写错.xlsx", [["{{姓明}}"]])
    dialog = make(qtbot, tasks, wrong)
    assert "没有“姓明”这个字段，是不是“姓名”" in dialog.wrong.text()
    assert not dialog.fill_button.isEnabled()
    write_book(wrong, [["{{姓名}}"]])
    push(qtbot, dialog.again_button)
    rest(qtbot, tasks)
    assert dialog.wrong.isHidden()
    assert dialog.fill_button.isEnabled()


def test_a_late_answer_for_another_template_is_dropped(qtbot: QtBot, tasks: HeldTasks, card: Path, table: Path) -> None:
    dialog = make(qtbot, tasks, None)
    tasks.holding = True
    dialog.open_path(card)
    dialog.open_path(table)
    qtbot.waitUntil(lambda: len(tasks.held) == 2)
    tasks.let_go(1)
    assert dialog.file_label.text() == "还没有选模板"
    rest(qtbot, tasks)
    assert dialog.file_label.text() == "花名册.xlsx"
    assert "每人一行" in dialog.words.text()


def test_what_is_no_template_is_told_and_the_one_before_stays(
    qtbot: QtBot, tasks: HeldTasks, card: Path, told: list[str], tmp_path: Path
) -> None:
    dialog = make(qtbot, tasks, card)
    (tmp_path / "坏.xlsx").write_bytes(b"PK")
    dialog.open_path(tmp_path / "坏.xlsx")
    rest(qtbot, tasks)
    assert "坏.xlsx" in told[0]
    assert dialog.file_label.text() == "卡片.xlsx"
    qtbot.keyClick(dialog, Key.Key_Return)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
