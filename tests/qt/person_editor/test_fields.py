"""The fields of both leaves by keys: opened, gone through, written one by one, with answers that come late."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from tests.qt.answering import press
from tests.qt.held import HeldTasks
from tests.qt.keys import retype, type_text
from tests.qt.person_editor.opened import edit_cell, field, open_row, stored, undo, wait_for


def test_enter_on_a_number_opens_the_person_and_esc_goes_back(qtbot: QtBot, page: RostersPage) -> None:
    open_row(qtbot, page, 1)
    assert field(page.whole.editor, "name").text() == "王芳"
    assert field(page.whole.editor, "name").hasFocus()
    assert page.heading() == "全部人员　王芳　第 2 人，共 4 人"
    assert [action.text() for action in page.commands()[:4]] == ["保存并下一人", "上一人", "下一人", "打印审批表"]
    assert not page.table.isVisible()
    assert page.status() == "正在编辑 王芳"
    told: list[str] = []
    page.heading_changed.connect(lambda: told.append(page.status()))
    qtbot.keyClick(field(page.whole.editor, "name"), Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.hasFocus()
    assert page.table.currentIndex().row() == 1
    assert page.heading() == "全部人员"
    assert told[-1] == page.status() == "共 4 人"
    assert "改全表" in [action.text() for action in page.commands()]
    assert "保存并下一人" not in [action.text() for action in page.commands()]
    page.table.go_to(page.model.index(0, page.model.fields().index("sex")))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.table.currentIndex().row() == 1  # elsewhere Enter goes down
    qtbot.keyClick(page.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, page, 1)


def test_a_double_click_on_the_number_and_the_palettes_people_open_him(qtbot: QtBot, page: RostersPage) -> None:
    index = page.model.index(2, page.model.fields().index("serial"))
    view = page.table.view_of(index)
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(index).center())
    wait_for(qtbot, page, 2)
    page.show_for(Subject("person_form", page.model.id_at(3)))
    wait_for(qtbot, page, 3)
    assert page.shows(Subject("person", page.model.id_at(3)))
    assert not page.shows(Subject("person", page.model.id_at(2)))


def test_enter_goes_on_as_the_paper_does_and_each_field_is_one_undo(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    retype(qtbot, field(editor, "native_place"), "somewhere")
    qtbot.keyClick(field(editor, "native_place"), Qt.Key.Key_Return)
    assert field(editor, "birthplace").hasFocus()
    type_text(qtbot, field(editor, "birthplace"), "elsewhere")
    qtbot.keyClick(field(editor, "birthplace"), Qt.Key.Key_Tab)
    assert field(editor, "party_joined").hasFocus()
    retype(qtbot, field(editor, "proposed_post"), "mayor")
    qtbot.keyClick(field(editor, "proposed_post"), Qt.Key.Key_Return)
    now = stored(qtbot, page, "林木")
    assert (now["native_place"], now["birthplace"], now["proposal"]["proposed_post"]) == (
        "somewhere",
        "elsewhere",
        "mayor",
    )
    assert [undo(qtbot, page) for _ in range(3)] == ["修改拟任职务", "修改出生地", "修改籍贯"]
    assert field(editor, "native_place").text() == ""


def test_what_is_typed_while_answers_come_late_stays_with_its_person(
    qtbot: QtBot, tasks: HeldTasks, page: RostersPage, editor: PersonEditor
) -> None:
    retype(qtbot, field(editor, "speciality"), "first")
    tasks.holding = True
    qtbot.keyClick(field(editor, "speciality"), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert editor.name == ""
    assert field(editor, "speciality").text() == ""
    assert field(editor, "speciality").hasFocus()
    tasks.let_go(1)  # the answer to what was typed of the first
    qtbot.keyClick(page, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    tasks.let_go()
    wait_for(qtbot, page, 1)
    assert field(editor, "speciality").text() == ""
    retype(qtbot, field(editor, "speciality"), "second")
    assert page.put_down()
    assert stored(qtbot, page, "林木")["speciality"] == "first"
    assert stored(qtbot, page, "王芳")["speciality"] == "second"


def test_an_answer_for_the_person_before_is_dropped(
    qtbot: QtBot, tasks: HeldTasks, page: RostersPage, editor: PersonEditor
) -> None:
    tasks.holding = True
    editor._read()
    page.whole.step(1)
    qtbot.waitUntil(lambda: len(tasks.held) == 2)
    tasks.let_go(1)
    assert (editor.name, field(editor, "name").text()) == ("", "")
    assert not editor.photo.isEnabled()
    tasks.let_go()
    assert editor.name == "王芳"


def test_an_answer_does_not_undo_what_is_being_typed(
    qtbot: QtBot, tasks: HeldTasks, page: RostersPage, editor: PersonEditor
) -> None:
    retype(qtbot, field(editor, "native_place"), "one")
    tasks.holding = True
    qtbot.keyClick(field(editor, "native_place"), Qt.Key.Key_Return)
    for char in "two":
        type_text(qtbot, field(editor, "birthplace"), char, delay=20)
        tasks.let_go(1)
    tasks.let_go()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert field(editor, "birthplace").text() == "two"
    assert page.waits()
    assert page.put_down()
    assert not page.waits()
    assert stored(qtbot, page, "林木")["birthplace"] == "two"


def test_what_cannot_be_read_keeps_the_person_in_front(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    retype(qtbot, field(editor, "work_started"), "yesterday")
    editor.tabs.setCurrentIndex(1)
    page.whole.step(1)
    assert editor.name == "林木"
    assert editor.tabs.currentIndex() == 0
    assert field(editor, "work_started").hasFocus()
    page.whole.close()
    assert page.whole.is_open
    qtbot.keyClick(field(editor, "work_started"), Qt.Key.Key_Escape)  # first what was typed
    assert page.whole.is_open
    assert field(editor, "work_started").text() == ""
    page.whole.step(1)
    wait_for(qtbot, page, 1)


def test_what_is_doubtful_is_asked_about(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    told: list[str] = []
    press("照此填入", told)
    retype(qtbot, field(editor, "post_since"), "2019.10 2021.03")
    editor.tabs.setCurrentIndex(2)
    qtbot.keyClick(field(editor, "post_since"), Qt.Key.Key_Return)
    assert stored(qtbot, page, "林木")["post_since"] == "2019-10"
    assert told[0].startswith("写了2个时间")


def test_the_wheel_changes_nothing(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    before = stored(qtbot, page, "林木")
    for widget in (field(editor, "sex"), field(editor, "ethnic_group"), field(editor, "grade_1"), editor.tabs.tabBar()):
        widget.setFocus()
        at = QPointF(widget.rect().center())
        wheel = QWheelEvent(
            at,
            QPointF(widget.mapToGlobal(at.toPoint())),
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(widget, wheel)
    assert page.put_down()
    assert editor.tabs.currentIndex() == 0
    assert stored(qtbot, page, "林木") == before


def test_years_of_appraisal_are_chosen_and_written_as_others_read_them(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    editor.tabs.setCurrentIndex(1)
    assert [editor.grades.labels[f"grade_{back}"].text() for back in (5, 1)] == ["2021年", "2025年"]
    box = field(editor, "grade_1")
    assert isinstance(box, QComboBox)
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not page.tasks.busy)
    words = field(editor, "appraisals")
    assert isinstance(words, QPlainTextEdit)
    qtbot.waitUntil(lambda: words.toPlainText() == "2025年优秀")
    assert stored(qtbot, page, "林木")["appraisals"] == "2025年优秀"


def test_ctrl_s_writes_what_is_typed_and_so_does_leaving_the_page(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    retype(qtbot, field(editor, "native_place"), "one")
    qtbot.keyClick(field(editor, "native_place"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert stored(qtbot, page, "林木")["native_place"] == "one"
    assert field(editor, "native_place").hasFocus()
    edit_cell(qtbot, editor.resume.table, 3, 3, "mayor")
    retype(qtbot, field(editor, "speciality"), "two")
    assert page.put_down()  # as before another page comes to the front
    now = stored(qtbot, page, "林木")
    assert (now["speciality"], now["resume"][3]["text"]) == ("two", "mayor")


@pytest.mark.parametrize("part", ["table", "whole", "family", "awards"])
def test_the_next_person_is_reached_from_wherever_the_cursor_is(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor, part: str
) -> None:
    editor.tabs.setCurrentIndex(part in ("family", "awards"))
    if part == "whole":
        editor.resume.part_buttons[1].click()
    parts = {
        "table": editor.resume.table,
        "whole": editor.resume.whole,
        "family": editor.family.table,
        "awards": field(editor, "awards"),
    }
    parts[part].setFocus()
    qtbot.keyClick(parts[part], Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, page, 1)
    assert parts[part].hasFocus()
    qtbot.keyClick(parts[part], Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    wait_for(qtbot, page, 0)
