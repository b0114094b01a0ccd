"""The editor of whole people: keys in real fields over two people, answers that come late, one undo for each change."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from huanjie_desktop.services.people import person_edit
from huanjie_desktop.services.people.people import get_person
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, open_workspace
from tests.builders import FixedClock
from tests.qt.answering import press
from tests.qt.held import HeldTasks
from tests.qt.keys import retype, type_text
from tests.qt.roster_pages import page_on_desk

RESUME = (
    "2008.08--2013.04  青禾县农业局科员\r\n"
    "2013.06—2019.10 柳河镇副镇长\r\n"
    "                  （其间：2016.03--2016.07在县委党校学习）\r\n"
    "2019.10--         柳河镇党委书记"
)
WIFE = {
    "relation": "妻子",
    "name": "杜文静",
    "birth": "1987.03",
    "political_status": "群众",
    "post": "青禾县第二小学教师",
}


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    person = next(each for each in people_of(workspace) if each["name"] == "林木")
    person_edit.write_resume(workspace, person["id"], "", RESUME)
    person_edit.edit_family(workspace, person["id"], (), [WIFE])
    workspace.close()
    tasks = HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))
    broken: list[BaseException] = []
    tasks.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    if shiboken6.isValid(tasks):
        tasks.stop()
    assert broken == []


@pytest.fixture
def page(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, tasks, tmp_path) as page:
        yield page


@pytest.fixture
def editor(qtbot: QtBot, page: RostersPage) -> PersonEditor:
    open_row(qtbot, page, 0)
    return page.whole.editor


def people_of(workspace: Workspace) -> list[dict[str, Any]]:
    from huanjie_desktop.services.people import people

    return whole_as_json(workspace, people.list_people(workspace))


def open_row(qtbot: QtBot, page: RostersPage, row: int) -> None:
    page.table.go_to(page.model.index(row, page.model.fields().index("serial")))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    wait_for(qtbot, page, row)


def wait_for(qtbot: QtBot, page: RostersPage, row: int) -> None:
    name = page.model.row_at(row).person.name
    qtbot.waitUntil(lambda: page.whole.editor.name == name and not page.tasks.busy)


def stored(qtbot: QtBot, page: RostersPage, name: str) -> dict[str, Any]:
    page.tasks.let_go()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.tasks.busy)
    found: list[dict[str, Any]] = []
    page.tasks.run("核对", lambda workspace, _progress: people_of(workspace), found.extend)
    qtbot.waitUntil(lambda: bool(found))
    return next(each for each in found if each["name"] == name)


def undo(qtbot: QtBot, page: RostersPage) -> str:
    done: list[Any] = []
    page.tasks.run("撤销", lambda workspace, _progress: history.undo(workspace), done.append)
    qtbot.waitUntil(lambda: bool(done) and not page.tasks.busy)
    return str(done[0].label)


def field(editor: PersonEditor, name: str) -> Any:
    return next(form.edits[name] for form in editor.forms if name in form.edits)


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


# the résumé


def cell(editor: PersonEditor, row: int, column: int) -> str:
    return editor.resume.model.text_at(row, column)


def edit_cell(qtbot: QtBot, table: Any, row: int, column: int, text: str) -> None:
    table.setFocus()
    table.go_to(table.grid.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = table.indexWidget(table.grid.index(row, column))
    line.selectAll()
    type_text(qtbot, line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def type_cell(qtbot: QtBot, table: Any, text: str, key: Qt.Key) -> None:
    """Type over the current cell, as people do, and leave it by a key."""
    type_text(qtbot, table, text[:1])
    editor = table.indexWidget(table.currentIndex()) or table
    type_text(qtbot, editor, text[1:])
    qtbot.keyClick(editor, key)


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


# the family


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


# the printed form


def test_the_printed_form_follows_what_is_typed_within_a_tenth_of_a_second(
    qtbot: QtBot, page: RostersPage, editor: PersonEditor
) -> None:
    took: list[float] = []
    editor.preview.drawn.connect(took.append)
    editor.preview.show_leaf(0)
    qtbot.waitUntil(lambda: bool(took))
    before = editor.preview._sheet.image
    took.clear()
    retype(qtbot, field(editor, "current_post"), "mayor")
    qtbot.waitUntil(lambda: bool(took) and not editor.preview.busy)
    assert editor.preview._sheet.image != before
    assert min(took) < 0.1
    assert editor.is_typed  # not written for that


def test_a_form_drawn_for_another_person_is_dropped(qtbot: QtBot, page: RostersPage, editor: PersonEditor) -> None:
    qtbot.waitUntil(lambda: not editor.preview.busy)
    assert editor._shown is not None
    form, base = editor._shown.form, editor._shown.base
    page.whole.step(1)
    wait_for(qtbot, page, 1)
    qtbot.waitUntil(lambda: not editor.preview.busy)
    image = editor.preview._sheet.image
    from huanjie_desktop.services.shown.person_form import draw_leaf

    editor.preview._on_drawn((form, base), draw_leaf(form, base, 0, 50, four=True), 0.0)
    assert editor.preview._sheet.image is image
