"""The questions of an import: answered by keys, faster than they are worked out, and gone around."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters.import_dialog import COLUMNS, ROWS, ImportDialog
from huanjie_desktop.services.people.import_preview import Outcome
from tests.exchange.books import write_book
from tests.import_people import HEAD, NEW
from tests.qt.held import HeldTasks
from tests.qt.importing.driving import (
    button,
    current,
    decide_all,
    go_to,
    make,
    names,
    outcomes,
    press,
    rest,
)


def test_questions_are_answered_by_numbers_one_after_another(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    assert (dialog.step, current(dialog)) == (ROWS, "李莉")
    assert names(dialog) == ["李莉", "张伟", "史华振", "林木", "赵六"]
    assert [each.text() for each in dialog.check.question.buttons] == [
        "1　改名：李丽 改为 李莉",
        "2　是另一个人，身份证号有误",
        "3　这一行不导入",
    ]
    assert dialog.check.question.buttons[0].hasFocus()
    assert not any(each.isChecked() for each in dialog.check.question.buttons)
    press(qtbot, dialog, Qt.Key.Key_1, Qt.Key.Key_Return)
    assert current(dialog) == "张伟"
    press(qtbot, dialog, Qt.Key.Key_2, Qt.Key.Key_Return)
    assert current(dialog) == "史华振"
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    assert dialog.preview is not None
    assert dialog.preview.stopped == []
    found = outcomes(dialog)
    assert (found["李莉"], found["张伟"], found["史华振"]) == (Outcome.CHANGE, Outcome.CHANGE, Outcome.ADD)
    assert names(dialog)[:3] == ["李莉", "张伟", "史华振"]  # what was asked stays where it was
    press(qtbot, dialog, Qt.Key.Key_3)  # there are only two answers and 照此导入
    press(qtbot, dialog, Qt.Key.Key_9)
    rest(qtbot, tasks)


def test_a_filter_is_answered_to_its_end_by_the_keys(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks) -> None:
    dialog.check.filters[2].click()  # 有错
    assert (current(dialog), dialog.check.question.buttons[0].hasFocus()) == ("史华振", True)
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    assert outcomes(dialog)["史华振"] is Outcome.ADD
    assert current(dialog) == "李莉"  # nothing is left of its kind: on to what is still asked
    assert dialog.check.filters[0].isChecked()
    press(qtbot, dialog, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_2)
    rest(qtbot, tasks)
    press(qtbot, dialog, Qt.Key.Key_F8)
    assert dialog.check.target.table.hasFocus()  # then those who are gone
    dialog.check.filters[4].click()  # 新增
    assert dialog.check.table.hasFocus()


def test_keys_are_only_named_where_they_answer(qtbot: QtBot, dialog: ImportDialog) -> None:
    dialog.activateWindow()
    qtbot.waitUntil(lambda: dialog.check.question.buttons[0].hasFocus())
    place = dialog.check.question._place
    assert place.text() == "1 / 3　按 1、2、3 选，Enter 到下一个"
    go_to(dialog, "李莉", "id_number")
    assert place.text() == "1 / 3　按 F8，再按 1、2、3 选"  # a number is typed into the cell here
    press(qtbot, dialog, Qt.Key.Key_F8)
    assert (current(dialog), dialog.check.question.buttons[0].hasFocus()) == ("李莉", True)


def test_a_row_that_is_left_blank_is_asked_about_what_else_it_has(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path
) -> None:
    wrong = ["钱方", "女", "汉族", "1985.13", "县直", "教师", "99010119850712004X"]
    dialog = make(qtbot, tasks, write_book(tmp_path / "县直教师.xlsx", [HEAD, NEW, wrong]))
    assert (current(dialog), outcomes(dialog)["钱方"]) == ("钱方", Outcome.REFUSED)
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    assert outcomes(dialog)["钱方"] is Outcome.DOUBT
    assert "校验" in dialog.check.question.words.text()
    assert dialog.check.question.buttons[0].text() == "1　照此导入"
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    assert outcomes(dialog)["钱方"] is Outcome.ADD
    assert [each.text()[2:] for each in dialog.check.question.buttons if each.isChecked()] == ["照此导入"]
    assert dialog.foot.import_button.isEnabled()


def test_answers_may_be_given_faster_than_they_are_worked_out(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    tasks.holding = True
    press(qtbot, dialog, Qt.Key.Key_1, Qt.Key.Key_Return, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)  # one reading at a time
    assert dialog.check.question.buttons[2].isChecked()
    assert not dialog.foot.import_button.isEnabled()
    assert dialog.foot.cancel.isVisible()
    assert dialog.foot.progress.text().startswith("正在读取")
    tasks.let_go(1)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)
    rest(qtbot, tasks)
    assert outcomes(dialog)["李莉"] is Outcome.CHANGE
    assert "张伟" not in {row.texts["name"] for row in dialog.preview.stopped}  # type: ignore[union-attr]


def test_f8_goes_around_what_is_to_decide_and_then_to_the_button(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    seen = []
    for _ in range(4):
        seen.append(current(dialog))
        press(qtbot, dialog, Qt.Key.Key_F8)
    assert seen == ["李莉", "张伟", "史华振", "李莉"]
    go_to(dialog, "林木")
    dialog.check.filters[4].click()  # 新增: nothing is to decide among them
    press(qtbot, dialog, Qt.Key.Key_F8)
    assert current(dialog) == "李莉"
    decide_all(qtbot, dialog, tasks)
    while dialog.check.target.model.count and not dialog.foot.import_button.isEnabled():
        button(dialog, "全部保留").click()
        rest(qtbot, tasks)
    press(qtbot, dialog, Qt.Key.Key_F8)
    assert dialog.foot.import_button.hasFocus()
    dialog.show_step(COLUMNS)
    press(qtbot, dialog, Qt.Key.Key_F8)
    assert dialog.step == ROWS


def test_every_row_can_be_left_out_and_taken_in_again(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks) -> None:
    go_to(dialog, "赵六")
    assert dialog.check.question.buttons[0].isChecked()
    dialog.check.question.buttons[1].click()
    rest(qtbot, tasks)
    assert outcomes(dialog)["赵六"] is Outcome.SKIPPED
    press(qtbot, dialog, Qt.Key.Key_1)
    rest(qtbot, tasks)
    assert outcomes(dialog)["赵六"] is Outcome.ADD
