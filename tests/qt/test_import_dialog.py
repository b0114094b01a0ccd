"""Importing in the window, by the keys: file, columns, rows; questions answered, cells corrected, a roster brought up to date."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters import import_sample
from huanjie_desktop.qt.pages.rosters.import_dialog import COLUMNS, FILE, ROWS, ImportDialog
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.import_preview import Outcome
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.import_words import LEFT_OUT
from huanjie_desktop.services.workspace import create_workspace, open_workspace
from tests.builders import FixedClock
from tests.exchange.books import write_book
from tests.qt.held import HeldTasks
from tests.qt.keys import type_text

HEAD = ("姓名", "性别", "民族", "出生年月", "工作单位", "现任职务", "身份证号")
KNOWN = (
    {"name": "李丽", "sex": "女", "birth": "1988.03", "unit": "县委组织部", "id_number": "990101198803120020"},
    {"name": "张伟", "sex": "男", "birth": "1980.05", "unit": "石桥镇", "current_post": "副镇长"},
    {"name": "张伟", "sex": "男", "birth": "1983.01", "unit": "玉泉乡", "current_post": "科员"},
    {"name": "林木", "sex": "男", "birth": "1985.07", "ethnic_group": "汉族", "unit": "柳河镇"},
    {"name": "孙立强", "sex": "男", "birth": "1970.09", "unit": "柳河镇", "current_post": "人大主席"},
    {"name": "高民鹏", "sex": "男", "birth": "1971.09", "unit": "柳河镇", "current_post": "二级主任科员"},
)
RENAMED = ["李莉", "女", "", "1988.03", "县委组织部", "", "990101198803120020"]
TWO_OF_THE_NAME = ["张伟", "男", "", "", "", "局长", ""]
CHANGED = ["林木", "男", "回族", "1985.07", "柳河镇", "书记", ""]
BAD = ["史华振", "男", "汉族", "1968.13", "柳河镇", "科员", ""]
NEW = ["赵六", "男", "汉族", "1980.01", "县直", "局长", ""]
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[HeldTasks]:
    """Tasks whose answers can be held, over a workspace with a roster of six."""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    roster, _change = rosters.create_roster(workspace, "全县干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, (), KNOWN, roster.id)
    workspace.close()
    made = HeldTasks(lambda progress: open_workspace(path, clock=FixedClock()))
    broken: list[BaseException] = []
    made.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        made.open("打开", opened)
    yield made
    if shiboken6.isValid(made):
        made.stop()
    assert broken == []


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_book(tmp_path / "干部名册6月.xlsx", [HEAD, RENAMED, TWO_OF_THE_NAME, CHANGED, BAD, NEW])


@pytest.fixture
def newcomers(tmp_path: Path) -> Path:
    return write_book(
        tmp_path / "县直名册.xlsx", [(*HEAD, "住宿要求"), [*NEW, "甲"], ["合计", "", "", "", "", "1人", "", ""]]
    )


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


@pytest.fixture
def dialog(qtbot: QtBot, tasks: HeldTasks, file: Path) -> ImportDialog:
    return make(qtbot, tasks, file)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said."""
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: said.append(str(error)))
    monkeypatch.setattr(messages, "say", lambda _parent, *words: said.append("".join(words)))
    return said


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


# questions


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
    dialog.check.filters[2].click()  # 不能导入
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
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(newcomers), ""))
    dialog = make(qtbot, tasks)
    press(qtbot, dialog, Qt.Key.Key_Return)
    rest(qtbot, tasks)
    assert dialog.step == COLUMNS


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


# cells


def test_a_cell_is_corrected_as_in_the_grid_and_taken_back(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    go_to(dialog, "史华振", "birth")
    press(qtbot, dialog, Qt.Key.Key_F2)
    line = editor(dialog)
    assert line.text() == "1968.13"
    line.selectAll()
    type_text(qtbot, line, "1968.12")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dialog.check.table.currentIndex().row() == names(dialog).index("史华振") + 1  # Enter goes down
    rest(qtbot, tasks)
    assert outcomes(dialog)["史华振"] is Outcome.ADD
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Z, CONTROL)
    rest(qtbot, tasks)
    assert outcomes(dialog)["史华振"] is Outcome.REFUSED
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Y, CONTROL)
    rest(qtbot, tasks)
    assert outcomes(dialog)["史华振"] is Outcome.ADD
    assert dialog.isVisible()


def test_cells_are_emptied_and_pasted(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks) -> None:
    go_to(dialog, "史华振", "birth")
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Delete)
    rest(qtbot, tasks)
    assert outcomes(dialog)["史华振"] is Outcome.ADD
    go_to(dialog, "史华振", "birth")
    QGuiApplication.clipboard().setText("1968.13\t县直")
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_V, CONTROL)
    rest(qtbot, tasks)
    assert outcomes(dialog)["史华振"] is Outcome.REFUSED
    row = next(each for each in dialog.preview.rows if each.texts["name"] == "史华振")  # type: ignore[union-attr]
    assert (row.texts["birth"], row.texts["unit"]) == ("1968.13", "县直")
    QGuiApplication.clipboard().clear()


def test_a_double_click_on_what_is_wrong_opens_its_cell(qtbot: QtBot, dialog: ImportDialog) -> None:
    table, model = dialog.check.table, dialog.check.model
    for column in (0, model.changes):
        row = names(dialog).index("史华振")
        index = model.index(row, column)
        view = table._still if column < model.changes else table
        at = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        QTest.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
        assert table.currentIndex().column() == model.column_of("birth")
        assert editor(dialog).text() == "1968.13"
        qtbot.keyClick(editor(dialog), Qt.Key.Key_Escape)
        assert dialog.isVisible()


def test_name_and_id_number_stand_still_and_are_read_whole(dialog: ImportDialog) -> None:
    table, model = dialog.check.table, dialog.check.model
    still = [model.columns[at].head for at in range(table.frozen())]
    assert still == ["处理", "行", "姓名", "身份证号"]
    width = table.columnWidth(model.column_of("id_number"))
    assert width > table.fontMetrics().horizontalAdvance("990101198803120020") + 14
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert table._still.isVisible()
    assert table._still.width() >= width


def test_a_late_answer_leaves_what_is_being_typed(qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks) -> None:
    tasks.holding = True
    press(qtbot, dialog, Qt.Key.Key_1)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)
    go_to(dialog, "赵六", "current_post")
    press(qtbot, dialog, Qt.Key.Key_F2)
    line = editor(dialog)
    line.selectAll()
    type_text(qtbot, line, "Li")
    rest(qtbot, tasks)
    assert editor(dialog).text() == "Li"
    qtbot.keyClick(editor(dialog), Qt.Key.Key_Return)
    rest(qtbot, tasks)
    assert next(r for r in dialog.preview.rows if r.texts["name"] == "赵六").values["current_post"] == "Li"  # type: ignore[union-attr]


# the roster, and who is gone


def test_the_likely_roster_is_brought_up_to_date_and_those_who_are_gone_are_decided(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    target = dialog.check.target
    assert target.rosters.currentText() == "全县干部名册（干部名册，6 人）"
    assert [target.model.row_at(at).texts["name"] for at in range(target.model.count)] == ["孙立强", "高民鹏"]
    assert target.model.text_at(0, 1) == "柳河镇人大主席"
    assert target.model.text_at(0, 2).startswith("要您定")
    target.table.setFocus()
    target.table.selectRow(0)
    qtbot.keyClick(target.table, Qt.Key.Key_2)
    assert target.model.text_at(0, 2).startswith("移出")  # at once
    rest(qtbot, tasks)
    target.table.selectRow(1)
    qtbot.keyClick(target.table, Qt.Key.Key_3)
    rest(qtbot, tasks)
    assert target.model.text_at(1, 2).startswith("标为已调离")
    assert dialog.ledger is not None
    assert [each.kind for each in dialog.ledger.request.decisions.values()] == ["remove", "left"]
    for words, said in (("全部移出", "移出"), ("全部保留", "保留")):
        button(dialog, words).click()
        rest(qtbot, tasks)
        assert all(target.model.text_at(at, 2).startswith(said) for at in range(2))


def test_a_menu_offers_what_becomes_of_somebody(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = dialog.check.target
    seen: list[str] = []

    def choose(menu: Any, _at: object) -> None:
        seen.extend(action.text() for action in menu.actions())
        menu.actions()[0].trigger()

    monkeypatch.setattr("huanjie_desktop.qt.pages.rosters.import_target.open_menu", choose)
    target.table.setFocus()
    target.table.selectRow(0)
    qtbot.keyClick(target.table, Qt.Key.Key_Return)
    rest(qtbot, tasks)
    assert seen == ["&1　保留", "&2　移出", "&3　标为已调离"]
    assert target.model.text_at(0, 2).startswith("保留")


def test_a_new_roster_is_made_on_purpose_and_under_a_new_name(
    qtbot: QtBot, dialog: ImportDialog, tasks: HeldTasks
) -> None:
    target = dialog.check.target
    target.make_new.click()
    rest(qtbot, tasks)
    assert not target.model.count
    assert target.name.text() == "干部名册6月"
    dialog.check.question.rest.click()
    rest(qtbot, tasks)
    assert dialog.foot.import_button.isEnabled()
    target.name.setFocus()
    target.name.selectAll()
    type_text(qtbot, target.name, "全县干部名册")
    assert "已有名册“全县干部名册”" in target._wrong.text()
    assert not dialog.foot.import_button.isEnabled()
    type_text(qtbot, target.name, "2")
    assert dialog.foot.import_button.isEnabled()
    go_to(dialog, "赵六", "current_post")
    qtbot.keyClick(dialog.check.table, Qt.Key.Key_Delete)  # it is read anew
    rest(qtbot, tasks)
    assert target.name.text() == "全县干部名册2"
    qtbot.keyClick(target.name, Qt.Key.Key_Return)  # Enter never imports
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.foot.import_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    listed = ask(qtbot, tasks, rosters.list_rosters)
    assert [(roster.name, count) for roster, count in listed] == [("全县干部名册", 6), ("全县干部名册2", 2)]


def test_where_it_is_not_clear_the_clerk_says_which_roster(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    dialog = make(qtbot, tasks, write_book(tmp_path / "补充.xlsx", [HEAD, CHANGED, NEW]))
    assert not dialog.check.target.is_chosen
    assert dialog.foot.left.text() == "还有 1 处要您定"
    dialog.check.target._update.click()
    rest(qtbot, tasks)
    assert dialog.ledger is not None
    assert dialog.ledger.request.roster_id
    assert dialog.check.target.model.count == 5


# the whole


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
    assert shown == ["全部 5", "要您定 2", "不能导入 1", "更改 1", "新增 1"]
    dialog.check.filters[2].click()
    assert names(dialog) == ["史华振"]
    dialog.check.filters[0].click()
    dialog.check.first.click()
    assert names(dialog) == ["李莉", "张伟", "林木", "史华振", "赵六"]


# the steps


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
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(bad), ""))
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


# samples


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
