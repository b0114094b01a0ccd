"""The résumé and the relatives as tables: a row changed, typed, pasted, and what is left half-typed."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from huanjie_desktop.services.people import person_edit
from huanjie_desktop.services.people.people import get_person
from huanjie_desktop.services.workspace import Workspace
from tests.qt.held import HeldTasks
from tests.qt.keys import type_text
from tests.qt.person_editor.opened import RESUME, cell, edit_cell, field, stored, type_cell, undo, wait_for


def test_one_row_is_changed_and_the_others_keep_their_signs(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    assert [cell(editor, row, 1) for row in range(4)] == ["2008.08", "2013.06", "其间", "2019.10"]
    assert cell(editor, 1, 4) == "2013.05空缺1个月"
    edit_cell(qtbot, editor.resume.table, 3, 3, "mayor")
    assert stored(qtbot, page, "林木")["resume_text"] == RESUME.replace("柳河镇党委书记", "mayor")
    edit_cell(qtbot, editor.resume.table, 1, 1, "2013.05")
    now = stored(qtbot, page, "林木")["resume_text"]
    assert now.split("\r\n")[1:] == [
        "2013.05--2019.10  柳河镇副镇长",
        *RESUME.replace("柳河镇党委书记", "mayor").split("\r\n")[2:],
    ]
    assert editor.resume.table.isColumnHidden(4)
    assert undo(qtbot, page) == "修改简历"
    assert undo(qtbot, page) == "修改简历"
    assert stored(qtbot, page, "林木")["resume_text"] == RESUME
    assert cell(editor, 1, 4) == "2013.05空缺1个月"


def test_a_row_typed_at_the_end_and_lines_that_are_pasted_become_rows(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    QAbstractItemModelTester(editor.resume.model, QAbstractItemModelTester.FailureReportingMode.Fatal, editor)
    editor.resume.begin_row()
    table = editor.resume.table
    for text, key in (("2024.06", Qt.Key.Key_Tab), ("", Qt.Key.Key_Tab), ("county", Qt.Key.Key_Return)):
        type_cell(qtbot, table, text, key)
    assert stored(qtbot, page, "林木")["resume_text"] == RESUME + "\r\n2024.06--         county"
    QGuiApplication.clipboard().setText("2025.01--2025.06  甲\n2025.06--  乙\n")
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    rows = stored(qtbot, page, "林木")["resume"]
    assert [row["text"] for row in rows[-2:]] == ["甲", "乙"]
    table.go_to(editor.resume.model.index(len(rows) - 1, 1))
    qtbot.keyClick(table, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert len(stored(qtbot, page, "林木")["resume"]) == len(rows) - 1


def test_a_row_without_a_start_stays_typed_and_is_told(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    said: list[str] = []
    editor.resume.table.said.connect(said.append)
    edit_cell(qtbot, editor.resume.table, 4, 3, "no dates")
    assert said == ["请填写起始年月；上一段其间的事，请加括号写成“（其间：……）”。"]
    assert editor.resume.model.draft["text"] == "no dates"
    assert not editor.save()
    assert stored(qtbot, page, "林木")["resume_text"] == RESUME


def test_the_whole_text_is_written_when_it_is_left(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    editor.resume.part_buttons[1].click()
    whole = editor.resume.whole
    whole.setFocus()
    qtbot.keyClick(whole, Qt.Key.Key_End)
    type_text(qtbot, whole, "x")
    assert editor.is_typed
    field(editor, "name").setFocus()
    assert stored(qtbot, page, "林木")["resume_text"] == RESUME.replace("科员\r\n", "科员x\r\n")


def test_a_resume_changed_elsewhere_meanwhile_is_not_written_over(
    qtbot: QtBot, tasks: HeldTasks, page: RostersPage, editor: PersonEditor
) -> None:
    told: list[HuanjieError] = []
    page.tasks.troubled.disconnect()
    page.tasks.troubled.connect(told.append)
    person_id = editor.person_id

    def elsewhere(workspace: Workspace, _progress: object) -> object:
        return person_edit.write_resume(workspace, person_id, get_person(workspace, person_id).resume, "2001.01--  甲")

    tasks.holding = True
    tasks.run("别处", elsewhere)
    edit_cell(qtbot, editor.resume.table, 3, 3, "mayor")
    assert stored(qtbot, page, "林木")["resume_text"] == "2001.01--  甲"
    assert [error.text for error in told] == ["这个人的简历刚在别处改过，这次的修改没有写入。"]
    assert told[0].advice.endswith("没有写入的整篇简历放在剪贴板里，可以粘贴出来对照。")
    assert QGuiApplication.clipboard().text().endswith("mayor")
    qtbot.waitUntil(lambda: cell(editor, 0, 3) == "甲")


def test_relatives_are_cells(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    QAbstractItemModelTester(editor.family.model, QAbstractItemModelTester.FailureReportingMode.Fatal, editor)
    editor.tabs.setCurrentIndex(1)
    table = editor.family.table
    edit_cell(qtbot, table, 0, 2, "1987.04")
    QGuiApplication.clipboard().setText("父亲\t林长河\t1955.08\n女儿\t林语桐\t2015.03")
    editor.family.begin_row()
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.family.model.count == 3 and not page.tasks.busy)
    family = stored(qtbot, page, "林木")["family"]
    assert [each["name"] for each in family] == ["杜文静", "林长河", "林语桐"]
    assert family[0]["birth"] == "1987-04"
    editor.family.order()
    assert [each["relation"] for each in stored(qtbot, page, "林木")["family"]] == ["妻子", "女儿", "父亲"]
    table.setFocus()
    table.go_to(editor.family.model.index(2, 1))
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [each["relation"] for each in stored(qtbot, page, "林木")["family"]] == ["妻子", "父亲", "女儿"]
    assert table.currentIndex().row() == 1
    qtbot.keyClick(table, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert [each["relation"] for each in stored(qtbot, page, "林木")["family"]] == ["妻子", "女儿"]
    words = [undo(qtbot, page) for _ in range(5)]
    assert words == [
        "删去家庭成员父亲林长河",
        "移动家庭成员",
        "家庭成员按规定次序排",
        "添加家庭成员",
        "修改家庭成员妻子杜文静",
    ]


def test_a_relative_begun_is_written_when_the_person_is_left(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    editor.tabs.setCurrentIndex(1)
    editor.family.begin_row()
    table = editor.family.table
    for text in ("son", "lin"):
        type_cell(qtbot, table, text, Qt.Key.Key_Tab)
    assert page.waits()
    page.whole.step(1)
    wait_for(qtbot, page, 1)
    assert editor.family.model.count == 0
    assert [each["name"] for each in stored(qtbot, page, "林木")["family"]] == ["杜文静", "lin"]
    assert stored(qtbot, page, "王芳")["family"] == []
