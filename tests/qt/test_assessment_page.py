"""The page 考察测评 over a real workspace: a campaign is made, keyed in by the number pad, keyed in again, settled, read."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.forms import form_problems
from huanjie_desktop.catalog.loader import load_catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.assessment.dialogs import (
    CampaignDialog,
    PeopleDialog,
    PostDialog,
    ReasonDialog,
    SettleDialog,
    WriteInDialog,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog
from huanjie_desktop.services import campaign_parts, campaigns, history
from huanjie_desktop.services.workspace import Workspace
from tests.qt.desks import makers_of

ENTER = Qt.Key.Key_Return


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[AssessmentPage]:
    page = AssessmentPage(open_tasks, load_catalog())
    desk = Desk(open_tasks, makers_of(page), 1, tmp_path / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    for model in (
        *(page.setup.categories, page.setup.whom.posts, page.setup.whom.subjects, page.entry.sheets.model),
        *(page.entry.totals.boxes, page.entry.totals.grid, page.review.boxes, page.review.model, page.result.model),
        *(page.editor.items.model, page.editor.grades.model, page.editor.categories.model),
    ):
        QAbstractItemModelTester(model, fatal, page)
    desk.show()
    desk.start()
    page.show_for(None)
    settle(qtbot, page)
    yield page
    settle(qtbot, page)


def settle(qtbot: QtBot, page: AssessmentPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def answer(kind: type, fill: Callable[[Any], None] = lambda _dialog: None) -> None:
    """Fill in and accept the next dialog of a kind, whenever it opens."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind):
            timer.stop()
            timer.deleteLater()
            fill(dialog)
            dialog.try_accept()  # type: ignore[attr-defined]

    timer.timeout.connect(accept)
    timer.start()


def dismiss(told: list[str]) -> None:
    """Note what the next message box says, and close it."""
    timer = QTimer(QApplication.instance())
    timer.setInterval(5)

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            timer.stop()
            timer.deleteLater()
            told.append(box.text())
            box.close()

    timer.timeout.connect(close)
    timer.start()


def run(qtbot: QtBot, page: AssessmentPage, work: Callable[[Workspace], Any]) -> None:
    page.tasks.run("试验", lambda workspace, _p: work(workspace))
    settle(qtbot, page)


def make(qtbot: QtBot, page: AssessmentPage, kind: int = 1, issued: int = 6) -> str:
    """Make a campaign of 柳河镇 by the dialog: 0 a body, 1 cadres, 2 a recommendation; hand sheets out."""

    def fill(dialog: CampaignDialog) -> None:
        dialog.form_box.setCurrentIndex(kind)
        dialog.unit_edit.setText("柳河镇")
        dialog.roster_box.setCurrentIndex(1)

    answer(CampaignDialog, fill)
    page.new_campaign()
    settle(qtbot, page)
    page.setup.issued_box.setValue(issued)
    page.setup.issued_box.editingFinished.emit()
    settle(qtbot, page)
    return str(page.campaigns.currentItem().data(Qt.ItemDataRole.UserRole))


def begin(qtbot: QtBot, page: AssessmentPage, keyer: str, method: int = 0) -> None:
    page.tabs.setCurrentWidget(page.entry)
    settle(qtbot, page)
    page.entry.keyer_edit.setText(keyer)
    page.entry.method_box.setCurrentIndex(method)
    page.entry.begin()
    settle(qtbot, page)


def key(qtbot: QtBot, page: AssessmentPage, keys: str) -> None:
    """Press keys of the number pad; \\n is Enter."""
    pad = page.entry.sheets.pad
    for each in keys:
        if each == "\n":
            qtbot.keyClick(pad, ENTER)
            settle(qtbot, page)
        else:
            qtbot.keyClicks(pad, each)


def cells(page: AssessmentPage) -> list[list[str]]:
    model = page.entry.sheets.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_an_empty_page_offers_to_begin_and_a_campaign_is_made(qtbot: QtBot, page: AssessmentPage) -> None:
    assert page.campaigns.count() == 0
    assert page.forms.count() == 3
    make(qtbot, page)
    assert page.heading() == "柳河镇干部民主测评表"
    assert page.setup.whom.subjects.rowCount() == 3
    assert [page.setup.categories.index(row, 0).data() for row in range(3)] == ["A", "B", "C"]
    assert page.status() == "共 1 次测评，3 种表样"
    assert page.takes(Subject("campaign", "x"))


def test_a_second_campaign_comes_to_the_front(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    make(qtbot, page, 0)
    assert page.heading() == "柳河镇领导班子民主测评表"
    assert page.campaigns.currentRow() == 1
    page.setup.title_edit.setText("柳河镇班子测评")
    page.setup.title_edit.editingFinished.emit()
    settle(qtbot, page)
    assert page.heading() == "柳河镇班子测评"


def test_a_dialog_begins_in_its_first_field(qtbot: QtBot, page: AssessmentPage) -> None:
    seen: list[object] = []

    def look(dialog: CampaignDialog) -> None:
        seen.append(dialog.focusWidget())
        for _ in range(5):
            qtbot.keyClick(dialog, Qt.Key.Key_Tab)
            seen.append(dialog.focusWidget())
        dialog.reject()
        dialog.unit_edit.clear()  # nothing is made

    answer(CampaignDialog, look)
    page.new_campaign()
    names = [type(each).__name__ for each in seen]
    assert names == ["QComboBox", "QLineEdit", "DayEdit", "QLineEdit", "QPushButton", "QPushButton"]
    assert page.campaigns.count() == 0


def test_categories_are_typed_and_summed(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    model = page.setup.categories
    for row, number in enumerate("234"):
        assert model.setData(model.index(row, 4), number)
        settle(qtbot, page)
    assert page.setup.issued_box.value() == 9
    page.setup.category_table.setCurrentIndex(model.index(0, 2))
    QGuiApplication.clipboard().setText("5\t6\n7\t8\n")
    qtbot.keyClick(page.setup.category_table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert [model.index(row, 2).data() for row in range(2)] == ["5", "7"]
    assert [model.index(row, 3).data() for row in range(2)] == ["6", "8"]
    answer(NameDialog)
    page.setup.add_category()
    settle(qtbot, page)
    assert model.index(3, 0).data() == "D"
    page.setup.category_table.selectRow(3)
    page.setup.remove_category()
    settle(qtbot, page)
    assert model.rowCount() == 3


def test_subjects_are_added_moved_and_taken_out(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    model = page.setup.whom.subjects

    def names() -> list[str]:
        return [str(model.index(row, 1).data()) for row in range(model.rowCount())]

    first = names()
    page.setup.whom.subject_table.selectRow(0)
    page.setup.whom.subject_table.setCurrentIndex(model.index(0, 1))
    page.setup.whom.move_subject(1)
    settle(qtbot, page)
    assert names() == [first[1], first[0], first[2]]
    page.setup.whom.subject_table.selectRow(2)
    page.setup.whom.remove_subjects()
    settle(qtbot, page)
    assert len(names()) == 2
    answer(ChoiceDialog)
    answer(PeopleDialog, lambda dialog: dialog.tick_all(True))
    page.setup.whom.add_people()
    qtbot.waitUntil(lambda: len(names()) == 3)
    assert len(names()) == 3
    answer(NameDialog, lambda dialog: dialog.edit.setText("欧阳海"))
    page.setup.whom.add_subject()
    settle(qtbot, page)
    assert names()[-1] == "欧阳海"


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
    assert model.category == 0


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
    page.tabs.setCurrentWidget(page.result)
    assert page.result.words.text() == "还没有结果。"
    page.tabs.setCurrentWidget(page.review)
    page.review.table.selectRow(0)

    def recount(dialog: SettleDialog) -> None:
        dialog.choice_box.setCurrentIndex(2)
        dialog.boxes[0].setValue(1)
        dialog.boxes[1].setValue(1)
        dialog.signed_edit.setText("张监督")

    answer(SettleDialog, recount)
    page.review.settle()
    settle(qtbot, page)
    assert model.index(0, 3).data() == "优秀1　良好1（经核对原票，签字 张监督）"
    page.review.table.selectAll()
    answer(SettleDialog)
    page.review.settle()
    settle(qtbot, page)
    assert page.review.words.text() == "发出 ≥ 收回 = 有效 + 无效，各项票数相符。"
    assert page._result_action.isEnabled()
    page.tabs.setCurrentWidget(page.result)
    assert page.result.model.index(0, 2).data() == "1"
    assert page.result.model.index(0, 3).data() == "50.0%"
    page.result.category_box.setCurrentIndex(1)
    assert page.result.words.text().startswith("收回 2 张")
    run(qtbot, page, history.undo)
    assert not page._result_action.isEnabled()


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
    answer(PostDialog, lambda dialog: dialog.title_edit.setText("副镇长"))
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
    found = [(rows.index(row, 1).data(), rows.index(row, 2).data()) for row in range(rows.rowCount())]
    assert ("孙　八", "1") in found
    run(qtbot, page, lambda workspace: campaigns.delete_campaign(workspace, id_))
    assert page.campaigns.count() == 0


def test_a_round_is_cleared_with_a_reason_and_comes_back(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    answer(ReasonDialog, lambda dialog: dialog.reason_edit.setText("票类弄错"))
    page.entry.clear()
    settle(qtbot, page)
    assert page.entry.begin_button.isVisible()
    run(qtbot, page, history.undo)
    assert page.entry.sheets.collected.text() == "已录 1 / 6 张"


def test_a_form_is_copied_changed_beside_its_sheet_and_undone(qtbot: QtBot, page: AssessmentPage) -> None:
    page.forms.setCurrentRow(1)
    settle(qtbot, page)
    assert page.editor.items.model.read_only
    assert page.editor.bar.view.count == 1
    page.copy_form()
    settle(qtbot, page)
    assert page.heading() == "干部民主测评表（副本）"
    before = page.editor.bar._content
    page.editor.items.add()
    settle(qtbot, page)
    items = page.editor.items.model
    assert items.rowCount() == 7
    assert items.setData(items.index(6, 1), "法")
    settle(qtbot, page)
    qtbot.waitUntil(lambda: page.editor.bar._content not in (b"", before))
    assert page.editor._entry is not None
    assert page.editor._entry.form.item_titles[-1] == "法"
    assert form_problems(page.editor._entry.form) == []
    assert page.editor.grades.model.setData(page.editor.grades.model.index(0, 0), "称职")
    settle(qtbot, page)
    assert page.editor.wrong.text() == "表样没有保存：等次不能重名。"
    run(qtbot, page, history.undo)
    assert page.editor.items.model.index(6, 1).data() == "新项目"


def test_the_papers_are_seen_and_printing_freezes_the_form(qtbot: QtBot, page: AssessmentPage, tmp_path: Path) -> None:
    make(qtbot, page)
    page.print_sheets()
    qtbot.waitUntil(lambda: page.papers.bar.view.count > 0)
    row = next(at for at in range(page.papers.list.count()) if "A票" in page.papers.list.item(at).text())
    page.papers.list.setCurrentRow(row)
    settle(qtbot, page)
    page.papers.bar.save_to(tmp_path / "票.pdf")
    settle(qtbot, page)
    assert (tmp_path / "票.pdf").read_bytes().startswith(b"%PDF")
    assert page._shown is not None
    qtbot.waitUntil(lambda: page._shown is not None and page._shown.tallying.setup.version.printed)


def test_sheets_that_came_in_freeze_the_setup(qtbot: QtBot, page: AssessmentPage) -> None:
    id_ = make(qtbot, page)
    begin(qtbot, page, "")
    key(qtbot, page, "1/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.setup)
    settle(qtbot, page)
    assert page.setup.whom.frozen_words.isVisible()
    assert not any(each.isEnabled() for each in page.setup.whom.subject_buttons)
    told: list[str] = []

    dismiss(told)
    subject = page.setup.whom.subjects.row_at(0).id
    page._run("移出", lambda workspace: campaign_parts.remove_subjects(workspace, id_, [subject]))
    settle(qtbot, page)
    assert told == ["“柳河镇干部民主测评表”已录入了票，不能再改测评对象。"]
