"""A campaign keyed in by the number pad, keyed in again, settled, and its result read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.assessment.dialogs import (
    PostDialog,
    ReasonDialog,
    SettleDialog,
    WitnessDialog,
    WriteInDialog,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.services.assessment import campaign_parts, setups
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.qt.assessment import (
    agree,
    answer,
    begin,
    cells,
    dismiss,
    give_reason,
    key,
    make,
    run,
    settle,
    shown_page,
    sign,
)
from tests.qt.keys import retype


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[AssessmentPage]:
    yield from shown_page(qtbot, open_tasks, tmp_path)


def test_a_sheet_is_keyed_in_by_the_number_pad_and_corrected(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "李明")
    key(qtbot, page, "123")
    assert cells(page)[0] == ["1 优秀", "2 称职", "3 基本称职", "", "", ""]
    key(qtbot, page, "9")
    assert page.entry.sheets.hint.text() == "没有第 9 等次。"
    key(qtbot, page, "-0.")
    assert cells(page)[0] == ["1 优秀", "2 称职", "未填", "无法辨认", "", ""]
    key(qtbot, page, "\n")
    assert page.entry.sheets.hint.text() == "还有 14 处没有填，再按一次 Enter 按未填录入。"
    key(qtbot, page, "1/")
    assert page.entry.sheets.hint.text() == "已填完，按 Enter 录入这张票。"
    key(qtbot, page, "\n")
    assert page.entry.sheets.collected.text() == "已录 1 / 6 张"
    assert cells(page)[0] == [""] * 6
    key(qtbot, page, "-")
    settle(qtbot, page)
    assert cells(page)[0] == ["1 优秀", "2 称职", "未填", "无法辨认", "1 优秀", "1 优秀"]
    assert page.entry.sheets.collected.text() == "已录 0 / 6 张"
    key(qtbot, page, "4\n")
    assert page.entry.sheets.hint.text() == ""
    assert page.entry.sheets.collected.text() == "已录 1 / 6 张"


def test_categories_void_and_blank_sheets_have_keys(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "")
    model = page.entry.sheets.model
    assert (model.rowCount(), model.columnCount()) == (10, 1)
    key(qtbot, page, "+*\n")
    assert page.entry.sheets.void_words.text() == "无效 1 张，其中空白 0 张"
    key(qtbot, page, "\n")
    assert page.entry.sheets.hint.text() == "整张都没有填，再按一次 Enter 按未填录入。"
    key(qtbot, page, "\n")
    assert page.entry.sheets.void_words.text() == "无效 2 张，其中空白 1 张"
    assert [each.text() for each in page.entry.sheets._category_buttons][1].endswith("2")
    key(qtbot, page, "++1/\n")
    assert model.keyed.category == 0


def test_more_sheets_than_handed_out_stay_on_the_pad(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0, issued=1)
    begin(qtbot, page, "")
    key(qtbot, page, "1/\n")
    told: list[str] = []

    dismiss(told)
    key(qtbot, page, "2/\n")
    assert told == ["“柳河镇领导班子民主测评表”发出1张，收回2张，收回的不能多于发出的。"]
    assert cells(page)[0] == ["2 良好"]


def test_the_second_entry_is_blind_and_its_differences_are_settled(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n2/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.entry.offer_second()
    begin(qtbot, page, "王敏")
    assert page.entry.sheets.collected.text() == "已录 0 / 6 张"
    assert not page._result_action.isEnabled()
    key(qtbot, page, "1/\n21/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.review)
    settle(qtbot, page)
    model = page.review.model
    assert model.rowCount() == 9
    assert model.index(0, 1).data() == "优秀1　良好1"
    assert model.index(0, 2).data() == "优秀2"
    difference = page.review.table
    assert all(difference.sizeHintForColumn(at) <= difference.columnWidth(at) for at in range(3))  # nothing is cut
    assert model.index(0, 1).data(Qt.ItemDataRole.ToolTipRole) == "优秀1　良好1"
    page.tabs.setCurrentWidget(page.result)
    assert page.result.words.text() == "还没有结果。"
    page.tabs.setCurrentWidget(page.review)
    page.review.table.selectRow(0)

    def recount(dialog: SettleDialog) -> None:
        dialog.record.put("choice", "again")
        dialog.record.put("number0", 1)
        dialog.record.put("number1", 1)
        dialog.record.put("signed", "张监督")

    answer(SettleDialog, recount)
    page.review.settle()
    settle(qtbot, page)
    assert model.index(0, 3).data() == "优秀1　良好1（经核对原票，签字 张监督）"
    page.review.table.selectAll()
    answer(SettleDialog, sign)
    page.review.settle()
    settle(qtbot, page)
    assert page.review.words.text() == "发出 ≥ 收回 = 有效 + 无效，各项票数相符。"
    assert page._result_action.isEnabled()
    page.tabs.setCurrentWidget(page.result)
    assert page.result.model.index(1, 1).data() == "1"
    assert page.result.model.index(1, 2).data() == "50.0%"
    assert page.result.table.sizeHintForColumn(2) <= page.result.table.columnWidth(2)  # no share is cut
    page.result.category_box.setCurrentIndex(1)
    assert page.result.words.text().startswith("收回 2 张")
    told: list[str] = []
    dismiss(told)
    run(qtbot, page, history.undo)
    assert len(told) == 1
    assert "已录完的票，不能再撤销" in told[0]
    assert page._result_action.isEnabled()


def test_totals_are_typed_and_pasted_with_undo(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "", method=1)
    totals = page.entry.totals
    assert totals.boxes.setData(totals.boxes.index(0, 3), "3")
    settle(qtbot, page)
    assert totals.boxes.index(0, 4).data() == "3"
    totals.grid_table.setCurrentIndex(totals.grid.index(0, 2))
    QGuiApplication.clipboard().setText("2\t1\n3\t\n")
    qtbot.keyClick(totals.grid_table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert [totals.grid.index(0, column).data() for column in (2, 3, 7)] == ["2", "1", "0"]
    assert totals.grid.index(1, 2).data() == "3"
    run(qtbot, page, history.undo)
    assert totals.grid.index(0, 2).data() == ""
    refused: list[str] = []
    totals.grid.refused.disconnect()
    totals.grid.refused.connect(refused.append)
    assert not totals.grid.setData(totals.grid.index(0, 2), "很多")
    assert refused == ["“优秀”应填整数，“很多”没有填入。"]


def test_a_recommendation_takes_other_names(qtbot: QtBot, page: AssessmentPage) -> None:
    id_ = make(qtbot, page, 2)
    answer(PostDialog, lambda dialog: dialog.record.put("title", "副镇长"))
    page.setup.whom.add_post()
    settle(qtbot, page)
    page.setup.whom.post_table.setCurrentIndex(page.setup.whom.posts.index(1, 0))
    answer(NameDialog, lambda dialog: dialog.edit.setText("赵立"))
    page.setup.whom.add_subject()
    settle(qtbot, page)
    begin(qtbot, page, "")
    model = page.entry.sheets.model
    assert model.rowCount() == 4 + 4
    key(qtbot, page, "1001")
    answer(WriteInDialog, lambda dialog: dialog.box.setCurrentText("孙八"))
    key(qtbot, page, "1")
    key(qtbot, page, "000\n")
    assert page.entry.sheets.collected.text() == "已录 1 / 6 张"
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.result)
    rows = page.result.model
    found = [(rows.index(row, 0).data(), rows.index(row, 1).data()) for row in range(rows.rowCount())]
    assert ("孙　八（另推荐）", "1") in found
    agree()
    answer(WitnessDialog, give_reason)
    page.delete_campaign()
    settle(qtbot, page)
    settle(qtbot, page)
    assert page.list.count() == 0
    run(qtbot, page, history.undo)
    assert page.list.chosen_id() == id_


def test_a_round_is_cleared_with_a_reason_and_comes_back(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    answer(ReasonDialog, lambda dialog: dialog.record.put("reason", "票类弄错"))
    page.entry.clear()
    settle(qtbot, page)
    assert page.entry.begin_button.isVisible()
    run(qtbot, page, history.undo)
    assert page.entry.sheets.collected.text() == "已录 1 / 6 张"


def test_marks_are_numbers_alone_where_there_is_no_room(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "")
    key(qtbot, page, "1")
    assert cells(page)[0][0] == "1 优秀"
    page.window().resize(980, 640)
    qtbot.waitUntil(lambda: cells(page)[0][0] == "1")


def test_going_on_with_a_result_asks_for_a_reason_and_a_second_person(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    page.entry.finish()
    settle(qtbot, page)
    told: list[str] = []

    def look(dialog: WitnessDialog) -> None:
        told.append(dialog.problem())
        give_reason(dialog)

    answer(WitnessDialog, look)
    page.entry.reopen()
    settle(qtbot, page)
    settle(qtbot, page)
    assert told == ["请填写原因。"]
    assert page.entry.finish_button.isVisible()
    answer(ReasonDialog, lambda dialog: dialog.record.put("reason", "票类弄错"))
    answer(WitnessDialog, lambda dialog: dialog.record.put("second", "张监督"))
    page.entry.clear()
    settle(qtbot, page)
    settle(qtbot, page)
    assert page.entry.begin_button.isVisible()
    reasons: list[str] = []
    run(qtbot, page, lambda workspace: reasons.extend(each.reason for each in history.list_changes(workspace, 2)))
    assert reasons == ["票类弄错（复核人：张监督）", "录错三张（复核人：张监督）"]


def test_a_name_that_sheets_came_in_for_is_put_right_with_a_reason(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    page.tabs.setCurrentWidget(page.setup)
    settle(qtbot, page)
    subjects = page.setup.whom.subjects
    answer(WitnessDialog, give_reason)
    assert subjects.setData(subjects.index(0, 1), "清水镇领导班子")
    settle(qtbot, page)
    settle(qtbot, page)
    assert subjects.index(0, 1).data() == "清水镇领导班子"


def test_what_is_printed_on_a_result_is_typed_with_a_reason(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.setup)
    settle(qtbot, page)
    answer(WitnessDialog, give_reason)
    retype(qtbot, page.setup.form.edits["scope"], "全体干部")
    qtbot.keyClick(page.setup.form.edits["scope"], Qt.Key.Key_Return)
    settle(qtbot, page)
    settle(qtbot, page)
    assert page.setup.form.value("scope") == "全体干部"
    kept: list[str] = []
    run(qtbot, page, lambda workspace: kept.extend(each.reason for each in history.list_changes(workspace, 1)))
    assert kept[0].startswith("录错三张（复核人：张监督）")


def hand_out(qtbot: QtBot, page: AssessmentPage, *numbers: int) -> None:
    """Hand so many sheets out to each category."""
    id_ = str(page.list.chosen_id())

    def work(workspace: Workspace) -> object:
        categories = setups.setup_of(workspace, id_).categories
        changes = {each.id: {"issued": number} for each, number in zip(categories, numbers, strict=True)}
        return campaign_parts.edit_categories(workspace, id_, changes)

    run(qtbot, page, work)


def test_entry_begins_at_the_first_category_moves_on_and_warns_at_the_first_key(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    make(qtbot, page, 0)
    hand_out(qtbot, page, 2, 1, 1)
    begin(qtbot, page, "李明")
    sheets = page.entry.sheets
    assert sheets.stand_words.text() == "A票　县级领导"
    key(qtbot, page, "1/\n1/\n")
    assert sheets.stand_words.text().startswith("B票")
    assert sheets.hint.text().startswith("接着录：B票")
    settle(qtbot, page)
    assert sheets._category_buttons[0].text().endswith("2 / 2")
    key(qtbot, page, "++")
    assert sheets.stand_words.text().startswith("A票")
    assert sheets.hint.text() == ""
    key(qtbot, page, "1")
    assert sheets.hint.text() == "A票发出2张，已全部录入，请核对这张票的票类。"
    key(qtbot, page, "+")
    assert sheets.hint.text() == ""
    key(qtbot, page, "/\n")
    settle(qtbot, page)
    assert sheets.stand_words.text().startswith("C票")


def test_sheets_are_keyed_in_by_bundles_and_taken_back_from_theirs(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    hand_out(qtbot, page, 12, 1, 1)
    page.tabs.setCurrentWidget(page.entry)
    settle(qtbot, page)
    entry = page.entry
    assert not entry.tellers_edit.isVisible()
    entry.pile_box.setCurrentIndex(entry.pile_box.findText("按票箱"))
    assert entry.names_edit.isVisible()
    entry.pile_box.setCurrentIndex(entry.pile_box.findText("每把10张"))
    assert not entry.names_edit.isVisible()
    entry.tellers_edit.setText("周文、吴武")
    begin(qtbot, page, "李明")
    sheets = entry.sheets
    assert sheets.pile_box.isVisible()
    assert sheets.stand_words.text() == "A票　县级领导　第1把 0/10"
    key(qtbot, page, "1/\n" * 10)
    settle(qtbot, page)
    assert sheets.stand_words.text() == "A票　县级领导　第2把 0/10"
    key(qtbot, page, "-")
    settle(qtbot, page)
    assert sheets.stand_words.text() == "A票　县级领导　第1把 9/10"
    key(qtbot, page, "\n")
    settle(qtbot, page)
    sheets.pile_box.setCurrentIndex(0)
    sheets.pile_box.activated.emit(0)
    key(qtbot, page, "2")
    assert sheets.hint.text() == "A票第1把已录满10张，请核对这张票是哪一把的。"
    shown = page.shown
    assert shown is not None
    assert shown.tallying.piles[0].tellers == ("周文", "吴武")


def test_the_second_keyers_name_is_empty_and_waits(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    page.entry.finish()
    settle(qtbot, page)
    qtbot.mouseClick(page.entry.second_button, Qt.MouseButton.LeftButton)
    assert page.entry.keyer_edit.text() == ""
    assert page.window().focusWidget() is page.entry.keyer_edit
    assert not page.entry.pile_box.isVisible()
    assert not page.entry._pile_label.isVisible()  # nor its word alone


def test_the_last_sheet_says_that_all_are_in_and_the_second_entry_begins_anew(
    qtbot: QtBot, page: AssessmentPage
) -> None:
    make(qtbot, page, 0)
    hand_out(qtbot, page, 1, 1, 0)
    begin(qtbot, page, "李明")
    hint = page.entry.sheets.hint
    key(qtbot, page, "1/\n")
    assert hint.text().startswith("接着录：B票")
    key(qtbot, page, "1/\n")
    assert hint.text() == "发出的 2 张都已录入，可以结束录入。"
    settle(qtbot, page)
    page.entry.finish()
    settle(qtbot, page)
    page.entry.offer_second()
    begin(qtbot, page, "王敏")
    assert hint.text() == ""


def test_differences_are_shown_by_pile(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    hand_out(qtbot, page, 12, 1, 1)
    page.tabs.setCurrentWidget(page.entry)
    settle(qtbot, page)
    page.entry.pile_box.setCurrentIndex(page.entry.pile_box.findText("每把10张"))
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.entry.offer_second()
    begin(qtbot, page, "王敏")
    key(qtbot, page, "21/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.review)
    settle(qtbot, page)
    assert str(page.review.model.index(0, 0).data()).startswith("A票第1把　")
