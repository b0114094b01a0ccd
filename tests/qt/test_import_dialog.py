"""Importing in the window: a file is read, a bad row mended in place, a row skipped, and all written as one undo step."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.qt.pages.rosters.import_preview import CHECK, RESULT
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.importing import Outcome
from huanjie_desktop.services.safekeeping import history
from tests.exchange.books import simple

ROWS = (
    [1, "赵六", "男", "汉族", "1980.01", "", "局长", ""],
    [2, "钱七", "女", "汉族", "80.13", "", "副局长", ""],
    [3, "林木", "男", "回族", "1985.07", "", "党委书记", ""],
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return simple(tmp_path / "县直名册.xlsx", *ROWS)


@pytest.fixture
def dialog(qtbot: QtBot, open_tasks: Tasks, file: Path) -> ImportDialog:
    made = ImportDialog(None, open_tasks, load_catalog())
    qtbot.addWidget(made)
    QAbstractItemModelTester(made.model, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    made.open_file(file)
    qtbot.waitUntil(lambda: made.preview is not None and not open_tasks.busy)
    return made


def texts(model: QAbstractItemModel, column: int) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def ask(qtbot: QtBot, tasks: Tasks, work: Any) -> Any:
    answers: list[Any] = []
    tasks.run("test", lambda workspace, _p: work(workspace), answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    return answers[0]


def test_every_row_shows_what_becomes_of_it(dialog: ImportDialog) -> None:
    assert texts(dialog.model, RESULT) == ["新增", "不能导入", "更改"]
    heads = [dialog.model.headerData(at, Qt.Orientation.Horizontal) for at in range(dialog.model.columnCount())]
    group = heads.index("民族")
    assert dialog.model.index(2, group).data() == "（空） → 回族"
    why = dialog.model.index(1, heads.index("说明"))
    assert str(why.data()).startswith("“80.13”的年份要写四位")
    assert "第3行“出生年月”栏" in str(why.data(Qt.ItemDataRole.ToolTipRole))
    assert dialog.model.index(1, heads.index("出生年月")).data(Qt.ItemDataRole.BackgroundRole) is not None
    assert dialog.import_button.text() == "跳过1行并导入"


def test_a_bad_cell_is_mended_by_typing(qtbot: QtBot, dialog: ImportDialog, open_tasks: Tasks) -> None:
    heads = [dialog.model.headerData(at, Qt.Orientation.Horizontal) for at in range(dialog.model.columnCount())]
    index = dialog.model.index(1, heads.index("出生年月"))
    dialog.table.setCurrentIndex(index)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "80.13"
    editor.selectAll()
    qtbot.keyClicks(editor, "1980.12")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(dialog.model, RESULT)[1] == "新增")
    assert dialog.import_button.text() == "导入"
    assert dialog.isVisible()


def test_a_row_is_skipped_and_taken_back(qtbot: QtBot, dialog: ImportDialog) -> None:
    index = dialog.model.index(0, CHECK)
    dialog.model.setData(index, Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(lambda: texts(dialog.model, RESULT)[0] == "跳过")
    index = dialog.model.index(0, CHECK)
    dialog.model.setData(index, Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(lambda: texts(dialog.model, RESULT)[0] == "新增")


def test_ctrl_z_and_ctrl_y_take_a_correction_back_and_again(qtbot: QtBot, dialog: ImportDialog) -> None:
    dialog.model.setData(dialog.model.index(0, CHECK), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    qtbot.waitUntil(lambda: texts(dialog.model, RESULT)[0] == "跳过")
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: texts(dialog.model, RESULT)[0] == "新增")
    qtbot.keyClick(dialog, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: texts(dialog.model, RESULT)[0] == "跳过")


def test_rows_can_be_shown_by_outcome(dialog: ImportDialog) -> None:
    dialog.show_outcomes(frozenset({Outcome.REFUSED}))
    assert texts(dialog.model, RESULT) == ["不能导入"]


def test_a_column_can_be_taken_for_another(qtbot: QtBot, dialog: ImportDialog) -> None:
    posts = next(guess.head for guess in dialog.preview.guesses if guess.field == "current_post")  # type: ignore[union-attr]
    dialog.columns.corrected.emit(posts, "remark")
    qtbot.waitUntil(
        lambda: dialog.preview is not None and any(guess.field == "remark" for guess in dialog.preview.guesses)
    )
    assert dialog.preview is not None
    assert "current_post" not in {guess.field for guess in dialog.preview.guesses}


def test_the_import_is_one_undo_step(qtbot: QtBot, dialog: ImportDialog, open_tasks: Tasks) -> None:
    with qtbot.waitSignal(open_tasks.changed):
        qtbot.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    assert not dialog.isVisible()
    assert ask(qtbot, open_tasks, people.count_people) == 5
    assert ask(qtbot, open_tasks, history.undo_labels)[0] == "导入名册《县直名册》"
    ask(qtbot, open_tasks, history.undo)
    assert ask(qtbot, open_tasks, people.count_people) == 4


def test_an_unusable_file_is_said_in_the_dialog(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    bad = tmp_path / "假.xlsx"
    bad.write_text("<html>")
    dialog.open_file(bad)
    qtbot.waitUntil(lambda: "假.xlsx" in dialog.wrong.text())
    assert not dialog.import_button.isEnabled()
