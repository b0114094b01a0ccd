"""The steps of an import: file, columns, rows; answers that come late, and the import as one undo step."""

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.pages.rosters.import_dialog import COLUMNS, FILE, ROWS, ImportDialog
from huanjie_desktop.qt.pages.rosters.import_filters import ImportFilters
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.import_words import LEFT_OUT
from tests.exchange.books import write_book
from tests.import_people import BAD, HEAD, NEW
from tests.qt.held import HeldTasks
from tests.qt.importing.driving import (
    CONTROL,
    ask,
    button,
    decide_all,
    go_to,
    make,
    names,
    outcomes,
    press,
    rest,
)


def test_enter_goes_from_step_to_step(qtbot: QtBot, tasks: HeldTasks, newcomers: Path) -> None:
    dialog = make(qtbot, tasks, newcomers)
    dialog.show_step(FILE)
    dialog.file.setFocus()
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.step == COLUMNS
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.step == ROWS
    press(qtbot, dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_enter_chooses_the_file(
    qtbot: QtBot, tasks: HeldTasks, newcomers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(newcomers)], ""))
    dialog = make(qtbot, tasks)
    press(qtbot, dialog, Qt.Key.Key_Return)
    rest(qtbot, tasks)
    assert dialog.step == COLUMNS


def test_of_several_files_the_first_is_read_and_the_others_are_named(
    qtbot: QtBot, tasks: HeldTasks, newcomers: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [f"{name}.lrmx" for name in ("张伟", "周小燕", "林木", "陈静")]
    several = [newcomers, *(newcomers.parent / name for name in others)]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_asked: ([str(each) for each in several], ""))
    dialog = make(qtbot, tasks)
    press(qtbot, dialog, Qt.Key.Key_Return)
    rest(qtbot, tasks)
    assert dialog.ledger is not None
    assert dialog.ledger.request.path == newcomers
    assert len(told) == 1
    assert f"先选的是“{newcomers.name}”，“张伟.lrmx”、“周小燕.lrmx”、“林木.lrmx”等4份没有读。" in told[0]
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(each)) for each in several[:2]])
    dialog.dropEvent(
        QDropEvent(
            QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        )
    )
    rest(qtbot, tasks)
    assert "“张伟.lrmx”1份没有读。" in told[1]


def test_the_import_is_one_undo_step(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks) -> None:
    before = ask(qtbot, tasks, people.count_people)
    press(qtbot, dialog, Qt.Key.Key_1, Qt.Key.Key_F8, Qt.Key.Key_4, Qt.Key.Key_F8, Qt.Key.Key_2)
    rest(qtbot, tasks)
    while any(each.person_id not in dialog.ledger.request.decisions for each in dialog.check.target.model.rows):  # type: ignore[union-attr]
        button(dialog, "全部保留").click()
        rest(qtbot, tasks)
    assert dialog.foot.left.text() == ""
    assert dialog.foot.import_button.text() == "导入 3 人"
    with qtbot.waitSignal(tasks.changed):
        qtbot.mouseClick(dialog.foot.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    assert not dialog.isVisible()
    assert ask(qtbot, tasks, people.count_people) == before + 1
    assert ask(qtbot, tasks, history.undo_labels)[0] == "导入名册《全县干部名册》"
    ask(qtbot, tasks, history.undo)
    assert ask(qtbot, tasks, people.count_people) == before


def test_what_could_not_be_written_is_said_and_nothing_is_lost(
    qtbot: QtBot, tasks: HeldTasks, newcomers: Path, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = make(qtbot, tasks, newcomers)
    dialog.show_step(ROWS)

    def fail(*_values: object) -> None:
        raise HuanjieError("磁盘已满。")

    monkeypatch.setattr("huanjie_desktop.qt.pages.rosters.import_dialog.commit_read", fail)
    dialog.foot.import_button.click()
    qtbot.waitUntil(lambda: told == ["磁盘已满。"])
    assert dialog.isVisible()
    assert dialog.foot.import_button.isEnabled()


def test_filters_show_the_rows_of_one_kind_with_counts(qtbot: QtBot, dialog: ImportDialog) -> None:
    shown = [each.text() for each in dialog.check.filters if not each.isHidden()]
    assert shown == ["全部 5", "要您定 2", "有错 1", "更改 1", "新增 1"]
    dialog.check.filters[2].click()
    assert names(dialog) == ["史华振"]
    dialog.check.filters[0].click()
    dialog.check.first.click()
    assert names(dialog) == ["李莉", "张伟", "林木", "史华振", "赵六"]


def test_done_steps_say_what_was_found_and_can_be_gone_back_to(qtbot: QtBot, tasks: HeldTasks, newcomers: Path) -> None:
    dialog = make(qtbot, tasks, newcomers)
    assert dialog.step == COLUMNS  # one of them is not imported
    assert [each.text() for each in dialog.steps._notes] == ["县直名册.xlsx", "7 栏对上，1 栏未导入", "都已定"]
    dialog.foot.back.click()
    assert dialog.step == FILE
    dialog.steps.buttons[2].click()
    assert dialog.step == ROWS
    assert dialog.foot.columns.text() == "1 栏未导入：住宿要求"
    dialog.foot.to_columns.click()
    assert dialog.step == COLUMNS
    assert dialog.columns.boxes["住宿要求"].hasFocus()
    dialog.foot.next.click()
    assert dialog.foot.rows.text() == "1 行不导入"
    dialog.foot.rows.click()
    assert (dialog.check._filter, names(dialog)) == (LEFT_OUT, ["合计　1人"])
    assert dialog.check.question.buttons == []
    assert dialog.check.target.make_new.isChecked()


def test_a_column_is_taken_for_another_and_that_is_remembered(qtbot: QtBot, tasks: HeldTasks, newcomers: Path) -> None:
    dialog = make(qtbot, tasks, newcomers)
    box = dialog.columns.boxes["住宿要求"]
    box.setFocus()
    box.setCurrentIndex(box.findData("remark"))
    box.activated.emit(box.currentIndex())
    rest(qtbot, tasks)
    assert dialog.foot.columns.text() == ""
    dialog.foot.next.click()
    dialog.foot.import_button.click()
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    again = make(qtbot, tasks, newcomers)
    assert next(guess.field for guess in again.shown.guesses if guess.head == "住宿要求") == "remark"  # type: ignore[union-attr]


def test_the_wheel_changes_no_column(qtbot: QtBot, tasks: HeldTasks, newcomers: Path) -> None:
    dialog = make(qtbot, tasks, newcomers)
    box: QComboBox = dialog.columns.boxes["姓名"]
    before = box.currentIndex()
    at = QPointF(5, 5)
    event = QWheelEvent(
        at, box.mapToGlobal(at), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, event)
    assert box.currentIndex() == before


def test_a_file_without_a_column_of_names_leads_to_the_columns(qtbot: QtBot, tasks: HeldTasks, newcomers: Path) -> None:
    dialog = make(qtbot, tasks, newcomers)
    box = dialog.columns.boxes["姓名"]
    box.setCurrentIndex(0)
    box.activated.emit(0)
    rest(qtbot, tasks)
    assert "姓名" in dialog.columns.wrong.text()
    assert not dialog.foot.next.isEnabled()
    assert not dialog.steps.buttons[2].isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, CONTROL)
    rest(qtbot, tasks)
    assert dialog.foot.next.isEnabled()


def test_sheets_are_ticked_and_hidden_rows_asked_about(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    path = write_book(tmp_path / "两张.xlsx", [HEAD, NEW], sheet="县直")
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("乡镇")
    for line in (HEAD, BAD, ["钱七", "女", "汉族", "1981.01", "", "", ""]):
        other.append(line)
    book.save(path)
    dialog = make(qtbot, tasks, path)
    assert dialog.step == FILE
    assert dialog.file.sheets.ticked() == ["县直"]
    assert dialog.foot.sheets.text() == "1 张工作表未读"
    dialog.file.sheets.item(1).setCheckState(Qt.CheckState.Checked)
    rest(qtbot, tasks)
    assert set(outcomes(dialog)) == {"赵六", "史华振", "钱七"}
    dialog.file.sheets.item(0).setCheckState(Qt.CheckState.Unchecked)
    rest(qtbot, tasks)
    assert set(outcomes(dialog)) == {"史华振", "钱七"}
    dialog.file.sheets.item(1).setCheckState(Qt.CheckState.Unchecked)  # one at least is read
    assert dialog.file.sheets.ticked() == ["乡镇"]
    button(dialog, "全选").click()
    rest(qtbot, tasks)
    assert len(outcomes(dialog)) == 3
    dialog.show_step(ROWS)
    dialog.foot.back.click()
    dialog.foot.back.click()
    dialog.file.hidden_chosen.emit(True)
    rest(qtbot, tasks)
    assert dialog.ledger is not None
    assert dialog.ledger.request.with_hidden is True


def test_an_unusable_file_is_said_and_another_can_be_opened(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path, newcomers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "假.xlsx"
    bad.write_text("<html>")
    dialog = make(qtbot, tasks)
    assert dialog.focusWidget() is dialog.file.choose_button
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(bad)], ""))
    qtbot.keyClick(dialog.file.choose_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: "假.xlsx" in dialog.file.wrong.text())
    assert not dialog.foot.next.isEnabled()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(newcomers))])
    event = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    dialog.dropEvent(event)
    rest(qtbot, tasks)
    assert dialog.file.wrong.text() == ""
    assert dialog.step == COLUMNS


def test_another_file_may_be_opened_while_one_is_read(
    qtbot: QtBot, tasks: HeldTasks, file: Path, newcomers: Path
) -> None:
    dialog = make(qtbot, tasks)
    tasks.holding = True
    dialog.open_file(file)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)
    assert dialog.foot.cancel.isVisible()
    dialog.open_file(newcomers)
    rest(qtbot, tasks)
    qtbot.waitUntil(lambda: dialog.preview is not None and not tasks.busy)
    assert dialog.preview is not None
    assert dialog.preview.request.path == newcomers
    assert dialog.step == COLUMNS  # as for a file that is the first: a column of it is not known


def test_a_file_that_nobody_waits_for_is_read_no_further(
    qtbot: QtBot, tasks: HeldTasks, file: Path, newcomers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped: list[bool] = []
    monkeypatch.setattr(tasks, "cancel", lambda: stopped.append(True))
    dialog = make(qtbot, tasks)
    tasks.holding = True
    dialog.open_file(file)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)
    assert stopped == []
    dialog.open_file(newcomers)
    assert stopped == [True]
    rest(qtbot, tasks)
    qtbot.waitUntil(lambda: not tasks.busy)


def test_nothing_can_be_imported_while_what_was_said_is_worked_out(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    decide_all(qtbot, dialog, tasks)
    assert dialog.foot.import_button.isEnabled()
    tasks.holding = True
    go_to(dialog, "赵六", "current_post")
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)
    assert not dialog.foot.import_button.isEnabled()
    rest(qtbot, tasks)
    assert dialog.foot.import_button.isEnabled()


def test_reading_can_be_stopped(qtbot: QtBot, tasks: HeldTasks, file: Path) -> None:
    dialog = make(qtbot, tasks)
    tasks.run("等待", lambda _workspace, progress: progress.step(0, None, ""))
    dialog.open_file(file)
    for job in tasks._jobs:
        job.cancelled.set()
    qtbot.waitUntil(lambda: dialog.file.wrong.text() == "已停止读取。")
    assert not dialog.busy


def test_what_cannot_be_worked_out_is_taken_back(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks, told: list[str]
) -> None:
    assert dialog.ledger is not None
    before = dialog.ledger.request
    dialog.ledger.choose_sheets(["没有这张"])
    dialog._read()
    rest(qtbot, tasks)
    assert len(told) == 1
    assert dialog.ledger.request == before
    assert not dialog.busy
    assert not dialog.foot.cancel.isVisible()


def test_filters_that_one_line_does_not_hold_stand_on_two(qtbot: QtBot) -> None:
    bar = ImportFilters()
    qtbot.addWidget(bar)
    bar.show()
    for width in (1200, 500, 1200):
        bar.resize(width, 60)
        bar.show_counts([1234] * len(bar.buttons), 0)
        bar.layout().activate()
        parts = [*bar.buttons, bar.first]
        assert all(part.width() >= part.sizeHint().width() for part in parts)
        assert all(part.geometry().right() <= width for part in parts)
        assert (len({part.y() // 20 for part in bar.buttons}) > 1) is (width == 500)
