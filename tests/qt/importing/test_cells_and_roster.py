"""The cells of an import corrected as in the grid; the roster that it goes to, and who is gone from it."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.people.import_preview import Outcome
from tests.exchange.books import write_book
from tests.import_people import HEAD, NEW
from tests.qt.held import HeldTasks
from tests.qt.importing.driving import (
    CHANGED,
    CONTROL,
    ask,
    button,
    editor,
    go_to,
    make,
    names,
    outcomes,
    press,
    rest,
)
from tests.qt.keys import type_text


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


def test_the_heading_names_the_new_roster_until_another_name_is_typed(
    qtbot: QtBot, tasks: HeldTasks, tmp_path: Path
) -> None:
    path = write_book(tmp_path / "表1.xlsx", [["青禾县党代会代表名册", *[""] * (len(HEAD) - 1)], HEAD, NEW])
    dialog = make(qtbot, tasks, path)
    rest(qtbot, tasks)
    target = dialog.check.target
    assert target.name.text() == "青禾县党代会代表名册"
    assert "代表" in target.kinds.currentText()
    target.name.setFocus()
    target.name.selectAll()
    qtbot.keyClicks(target.name, "Daibiao")
    rest(qtbot, tasks)
    with qtbot.waitSignal(tasks.changed):
        dialog.foot.import_button.click()
    qtbot.waitUntil(lambda: dialog.result_of_import is not None)
    found = ask(qtbot, tasks, rosters.list_rosters)
    assert [roster.name for roster, _count in found] == ["全县干部名册", "Daibiao"]
