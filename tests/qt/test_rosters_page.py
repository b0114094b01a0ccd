"""The page 名册 over a real workspace: typing, pasting, undo, rosters, the panel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.column_dialog import ColumnDialog, ConditionDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog, RosterDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from tests.qt.answering import press
from tests.qt.desks import makers_of
from tests.qt.people_builders import shown_names, text_of


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    page = RostersPage(open_tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(open_tasks, makers_of(page), 1, tmp_path / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show()
    desk.start()
    qtbot.waitUntil(lambda: page.model.total == 4 and not open_tasks.busy)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    yield page
    qtbot.waitUntil(lambda: not open_tasks.busy)


def _settle(qtbot: QtBot, page: RostersPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def _column(page: RostersPage, field: str) -> int:
    return [spec.field for spec in page.model.columns].index(field)


def _go(page: RostersPage, row: int, field: str) -> None:
    page.table.go_to(page.model.index(row, _column(page, field)))
    page.table.setFocus()


def _answer(qtbot: QtBot, kind: type, fill: object) -> None:
    """Fill and accept the dialog that the next action opens."""

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, kind)
        fill(dialog)  # type: ignore[operator]
        dialog.try_accept()  # type: ignore[attr-defined]

    QTimer.singleShot(0, accept)


def test_it_opens_on_all_people_and_marks_nothing_as_changed(page: RostersPage) -> None:
    assert shown_names(page.model) == ["林木", "王芳", "单立", "丁一"]
    assert page.heading() == "全部人员"
    assert page.status() == "共 4 人"
    assert [page.list.topLevelItem(0).text(1), len(page.list.rosters)] == ["4", 1]


def test_f2_enter_writes_goes_down_and_undo_brings_it_back(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 0, "native_place")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    qtbot.keyClicks(editor, "Yunchuan")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    _settle(qtbot, page)
    assert page.model.row_at(0).person.native_place == "Yunchuan"
    assert page.table.currentIndex().row() == 1
    desk = page.window()
    assert isinstance(desk, Desk)
    desk.undo()
    _settle(qtbot, page)
    assert page.model.row_at(0).person.native_place == ""
    desk.redo()
    _settle(qtbot, page)
    assert page.model.row_at(0).person.native_place == "Yunchuan"


def test_a_text_that_cannot_be_read_stays_in_the_editor(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 1, "birth")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "1978.05"
    editor.selectAll()
    qtbot.keyClicks(editor, "1978.35")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert editor.text() == "1978.35"
    assert editor.property("wrong") is True
    assert text_of(page.model, 1, "birth") == "1978.05"
    editor.selectAll()
    qtbot.keyClicks(editor, "197806")
    qtbot.keyClick(editor, Qt.Key.Key_Tab)
    _settle(qtbot, page)
    assert text_of(page.model, 1, "birth") == "1978.06"
    assert page.table.currentIndex().column() == _column(page, "birth") + 1


def test_an_editor_starts_with_the_whole_date(qtbot: QtBot, page: RostersPage) -> None:
    index = page.model.index(0, _column(page, "birth"))
    assert index.data() == "1985.07"
    assert index.data(Qt.ItemDataRole.EditRole) == "1985-07-12"


def test_typing_in_the_frozen_name_column_edits_there(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 3, "name")
    qtbot.keyClicks(page.table, "A")
    editors = [editor for editor in page.table.findChildren(QLineEdit) if editor.isVisible()]
    assert len(editors) == 1
    editors[0].setText("丁二")
    qtbot.keyClick(editors[0], Qt.Key.Key_Return)
    _settle(qtbot, page)
    assert shown_names(page.model)[3] == "丁二"


def test_copy_and_paste_extend_the_rows_in_one_undo(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 3, "name")
    QGuiApplication.clipboard().setText("丁一一\t男\n周三\t女\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.total == 5)
    _settle(qtbot, page)
    assert shown_names(page.model) == ["林木", "王芳", "单立", "丁一一", "周三"]
    page.window().undo()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: shown_names(page.model) == ["林木", "王芳", "单立", "丁一"])
    _go(page, 0, "name")
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "林木\r\n"
    assert "<td" in QGuiApplication.clipboard().mimeData().html()


def test_a_bad_pasted_cell_is_left_out_and_named_with_row_and_person(qtbot: QtBot, page: RostersPage) -> None:
    told: list[str] = []

    def read_box() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(f"{box.text()}{box.informativeText()}")
            box.close()

    watch = QTimer(page, interval=5)
    watch.timeout.connect(read_box)
    watch.start()
    _go(page, 0, "birth")
    QGuiApplication.clipboard().setText("1990.01\n1990.13\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(told))
    _settle(qtbot, page)
    assert told[0].startswith("填入了 1 格；1 处没有填入。第 2 行“王芳”：“出生年月”没有填入：")
    assert [text_of(page.model, row, "birth") for row in range(2)] == ["1990.01", "1978.05"]
    page.window().undo()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: text_of(page.model, 0, "birth") == "1985.07")


def test_unit_and_post_are_pasted_in_one_column_with_new_rows_at_the_end(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 3, "unit_post")
    QGuiApplication.clipboard().setText("石桥镇党委书记\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    _settle(qtbot, page)
    qtbot.waitUntil(lambda: page.model.row_at(3).person.unit == "石桥镇")
    assert page.model.row_at(3).person.current_post == "党委书记"
    order = [page.model.columns[at].field for at in page.table.columns_seen()]
    line = {"name": "周三", "unit_post": "柳河镇副镇长", "birth": "1990.01"}
    _go(page, 4, order[1])
    texts = "\t".join(line.get(field, "") for field in order[1:])
    QGuiApplication.clipboard().setText(f"{texts}\n")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown_names(page.model) == ["林木", "王芳", "单立", "丁一", "周三"])
    _settle(qtbot, page)
    added = page.model.row_at(4).person
    assert (added.unit, added.current_post, str(added.birth.iso())) == ("柳河镇", "副镇长", "1990-01")


def test_fill_down_and_clear(qtbot: QtBot, page: RostersPage) -> None:
    column = _column(page, "native_place")
    _go(page, 0, "native_place")
    page.model.setData(page.model.index(0, column), "云川青禾")
    _settle(qtbot, page)
    selection = page.table.selectionModel()
    for row in range(3):
        selection.select(page.model.index(row, column), selection.SelectionFlag.Select)
    qtbot.keyClick(page.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    _settle(qtbot, page)
    assert [text_of(page.model, row, "native_place") for row in range(4)] == ["云川青禾"] * 3 + [""]
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    _settle(qtbot, page)
    assert [text_of(page.model, row, "native_place") for row in range(4)] == [""] * 4


def test_the_panel_follows_saves_and_goes_on(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 0, "name")
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "林木")
    page.panel.edits["current_post"].setText("党委书记、人大主席")
    page.panel.edits["work_started"].setText("昨天")
    page.panel._save_and_next()
    assert page.panel.edits["work_started"].property("wrong") is True
    assert page.panel.edits["current_post"].text() == "党委书记、人大主席"
    page.panel.edits["work_started"].setText("")
    page.panel._save_and_next()
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "王芳")
    _settle(qtbot, page)
    assert page.model.row_at(0).person.current_post == "党委书记、人大主席"


def test_a_panel_with_an_unreadable_text_keeps_the_row(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 0, "name")
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "林木")
    page.panel.edits["birth"].setText("昨天")
    _go(page, 2, "name")
    assert page.table.currentIndex().row() == 0
    assert page.panel.edits["birth"].text() == "昨天"
    page.panel.form.put_back()
    _go(page, 2, "name")
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "单立")


def test_filter_keeps_the_chosen_person_and_ctrl_f_reaches_the_field(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 3, "name")
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.filter.field.hasFocus()
    qtbot.keyClicks(page.filter.field, "dy")
    assert shown_names(page.model) == ["丁一"]
    assert page.status() == "显示 1 / 共 4 人"
    assert page.table.currentIndex().row() == 0
    qtbot.keyClick(page.filter.field, Qt.Key.Key_Escape)
    assert page.table.currentIndex().row() == 3


def test_a_column_is_filtered_by_its_values_and_by_words(qtbot: QtBot, page: RostersPage) -> None:
    at = _column(page, "native_place")
    page.model.setData(page.model.index(0, at), "云川青禾")
    _settle(qtbot, page)

    def tick_blank(dialog: ConditionDialog) -> None:
        assert dialog.problem() != ""
        dialog.list.item(dialog.list.ids().index("")).setCheckState(Qt.CheckState.Checked)

    _answer(qtbot, ConditionDialog, tick_blank)
    page.head.filter_column(page.model.columns[at])
    assert shown_names(page.model) == ["王芳", "单立", "丁一"]
    chip = page.filter.findChild(QToolButton, "chip")
    assert chip is not None
    assert (chip.text(), chip.toolTip()) == ("籍贯：空白", "籍贯：空白，按一下取消这个条件")
    chip.click()
    assert len(shown_names(page.model)) == 4
    _answer(qtbot, ConditionDialog, lambda dialog: dialog.contains.setText("青禾"))
    page.head.filter_column(page.model.columns[at])
    assert shown_names(page.model) == ["林木"]


def test_columns_are_chosen_by_ticks_in_the_order_of_the_list(qtbot: QtBot, page: RostersPage) -> None:
    before = page.model.fields()

    def fill(dialog: ColumnDialog) -> None:
        assert dialog.list.ticked() == before
        dialog.list.item(0).setCheckState(Qt.CheckState.Unchecked)
        dialog.list.setCurrentRow(1)
        dialog._move(1)
        dialog.frozen_box.setValue(1)

    _answer(qtbot, ColumnDialog, fill)
    page.head.choose_columns()
    assert page.model.fields() == [before[2], before[1], *before[3:]]
    assert page.table.frozen() == 1


def test_rosters_are_made_filled_renamed_and_deleted(qtbot: QtBot, page: RostersPage) -> None:
    commands = page.commands_of
    _answer(qtbot, RosterDialog, lambda dialog: dialog.edit.setText("县代表"))
    commands.create_roster()
    qtbot.waitUntil(lambda: page.heading() == "县代表")
    _settle(qtbot, page)
    assert page.model.total == 0
    page.list.choose(None)
    qtbot.waitUntil(lambda: page.model.total == 4)
    _settle(qtbot, page)
    page.table.selectAll()
    _answer(qtbot, ChoiceDialog, lambda dialog: dialog.record.edits["choice"].setCurrentIndex(1))
    commands.add_to_roster()
    _settle(qtbot, page)
    made = next(roster for roster in page.list.rosters if roster.name == "县代表")
    page.list.choose(made.id)
    qtbot.waitUntil(lambda: page.heading() == "县代表" and page.model.total == 4)
    _settle(qtbot, page)
    _go(page, 0, "name")
    commands.remove_from_roster()
    qtbot.waitUntil(lambda: page.model.total == 3)
    _answer(qtbot, NameDialog, lambda dialog: dialog.edit.setText("第十二次代表"))
    commands.rename_roster()
    qtbot.waitUntil(lambda: page.heading() == "第十二次代表")
    press("删除")
    commands.delete_roster()
    qtbot.waitUntil(lambda: len(page.list.rosters) == 1 and page.heading() == "全部人员")
    qtbot.waitUntil(lambda: page.model.total == 4)


def test_people_are_added_and_deleted(qtbot: QtBot, page: RostersPage) -> None:
    _answer(qtbot, NameDialog, lambda dialog: dialog.edit.setText("欧阳青"))
    page.commands_of.add_person()
    qtbot.waitUntil(lambda: page.model.total == 5)
    _settle(qtbot, page)
    _go(page, 4, "name")
    press("删除")
    page.commands_of.delete_people()
    qtbot.waitUntil(lambda: page.model.total == 4)


def test_a_subject_brings_its_person_or_roster(qtbot: QtBot, page: RostersPage) -> None:
    person = page.model.row_at(2).person
    page.filter.field.setText("丁")
    page.show_for(Subject("person", person.id))
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "单立")
    roster = page.list.rosters[0]
    page.show_for(Subject("roster", roster.id))
    qtbot.waitUntil(lambda: page.heading() == "青禾县干部名册" and page.model.total == 3)


def test_columns_are_chosen_moved_frozen_and_remembered(qtbot: QtBot, page: RostersPage, tmp_path: Path) -> None:
    page.head._choose(["name", "phone", "sex"])
    page.head._move(1, 1)
    page.head._freeze(1)
    assert [spec.field for spec in page.model.columns] == ["name", "sex", "phone"]
    assert page.table.frozen() == 1
    page.table.setColumnWidth(1, 77)
    page.preferences.save()
    again = RostersPage(page.tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(again)
    again.head.show_columns()
    assert [spec.field for spec in again.model.columns] == ["name", "sex", "phone"]
    assert again.table.columnWidth(1) == 77
    assert again.table.frozen() == 1


def test_a_click_on_a_head_sorts_up_down_and_back(page: RostersPage) -> None:
    name = _column(page, "name")
    page.head._on_clicked(name)
    up = shown_names(page.model)
    assert up[0] == "丁一"
    page.head._on_clicked(name)
    assert shown_names(page.model) == up[::-1]
    page.head._on_clicked(name)
    assert shown_names(page.model) == ["林木", "王芳", "单立", "丁一"]
    titles = [action.text() for action in page.head.menu_of(name).actions()]
    assert titles[:3] == ["按姓氏笔画排序", "按姓名笔画排序", "按拼音排序"]


def test_the_panel_shows_who_is_found_and_nobody_where_nobody_is(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 3, "name")
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "丁一")
    page.filter.field.setFocus()
    qtbot.keyClicks(page.filter.field, "sl")
    assert shown_names(page.model) == ["单立"]
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "单立")
    assert page.filter.field.hasFocus()
    qtbot.keyClicks(page.filter.field, "x")
    assert shown_names(page.model) == []
    qtbot.waitUntil(lambda: page.panel.person_id == "")
    _settle(qtbot, page)
    assert page.panel.person_id == ""  # no answer that comes late shows him again
    qtbot.keyClick(page.filter.field, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "单立")


def test_what_is_typed_in_the_panel_is_saved_before_a_search_shows_another(qtbot: QtBot, page: RostersPage) -> None:
    _go(page, 3, "name")
    qtbot.waitUntil(lambda: page.panel.edits["name"].text() == "丁一")
    page.panel.edits["current_post"].setFocus()
    qtbot.keyClick(page.panel.edits["current_post"], Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(page.panel.edits["current_post"], "Clerk")
    page.filter.field.setFocus()
    qtbot.keyClicks(page.filter.field, "zzz")
    _settle(qtbot, page)
    page.filter.field.clear()
    _settle(qtbot, page)
    assert page.model.row_at(3).person.current_post == "Clerk"


def test_the_search_field_and_the_count_do_not_overlap_in_a_narrow_window(qtbot: QtBot, page: RostersPage) -> None:
    page.filter.field.setFocus()
    qtbot.keyClicks(page.filter.field, "l")
    page.filter.show_count("显示 1037 / 共 1200 人")
    for width in (380, 430, 700):
        page.filter.resize(width, page.filter.height())
        QApplication.processEvents()
        count, field = page.filter._count.geometry(), page.filter.field.geometry()
        assert field.right() < count.left()
        assert count.width() >= page.filter._count.sizeHint().width()
    assert page.filter.field.width() == page.filter.field.maximumWidth()


@pytest.mark.parametrize(
    ("field", "column"),
    [("birth", "birth"), ("id_number", "id_number"), ("current_post", "unit_post"), ("photo", "name"), ("", "name")],
)
def test_going_to_a_finding_chooses_the_cell_that_it_is_about(
    qtbot: QtBot, page: RostersPage, field: str, column: str
) -> None:
    before = page.model.fields()
    page.list.choose(page.list.rosters[0].id)  # from another roster, without the person
    qtbot.waitUntil(lambda: page.model.total == 3 and not page.tasks.busy)
    desk = page.window()
    assert isinstance(desk, Desk)
    person_id = page.model.id_at(1)
    desk.show_subject(Subject("person", person_id, "", field))
    _settle(qtbot, page)
    at = page.table.currentIndex()
    assert (page.model.id_at(at.row()), page.model.fields()[at.column()]) == (person_id, column)
    assert page.table.isColumnHidden(at.column()) is False
    assert page.columns._preferences.texts(f"columns/{page.columns.kind}") == []  # it is shown, not chosen
    page.list.choose(None)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert page.model.fields() == before


def test_a_finding_of_somebody_off_the_roster_is_gone_to_among_all_people(qtbot: QtBot, page: RostersPage) -> None:
    everybody = [page.model.id_at(at) for at in range(4)]
    page.list.choose(page.list.rosters[0].id)
    qtbot.waitUntil(lambda: page.model.total == 3 and not page.tasks.busy)
    (off,) = [each for each in everybody if not page.model.holds(each)]
    page.show_for(Subject("person", off, "", "id_number"))
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    _settle(qtbot, page)
    at = page.table.currentIndex()
    assert (page.model.id_at(at.row()), page.model.fields()[at.column()]) == (off, "id_number")


def test_a_finding_opened_while_somebody_is_edited_puts_the_cursor_into_its_field(
    qtbot: QtBot, page: RostersPage
) -> None:
    page.whole.open(page.model.id_at(0))
    _settle(qtbot, page)
    for field, tab in (("id_number", 2), ("rank", 2), ("appraisals", 1), ("resume", 0), ("photo", 0)):
        other = page.model.id_at(1)
        page.show_for(Subject("person", other, "", field))
        _settle(qtbot, page)
        editor = page.whole.editor
        assert (editor.person_id, editor.tabs.currentIndex()) == (other, tab)
        assert editor._part_of(field)[1] is editor.window().focusWidget(), field
        page.show_for(Subject("person", page.model.id_at(0), "", "name"))
        _settle(qtbot, page)
        assert editor.front.edits["name"].hasFocus()
