"""The page 考察测评 over a real workspace: forms beside their sheets, a campaign set up, its papers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.forms import form_problems
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.assessment.dialogs import (
    CampaignDialog,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog, TickDialog
from huanjie_desktop.services.assessment import campaign_parts
from huanjie_desktop.services.safekeeping import history
from tests.qt.assessment import answer, begin, dismiss, key, make, run, settle, shown_page
from tests.qt.keys import retype


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[AssessmentPage]:
    yield from shown_page(qtbot, open_tasks, tmp_path)


def test_an_empty_page_offers_to_begin_and_a_campaign_is_made(qtbot: QtBot, page: AssessmentPage) -> None:
    assert page.list.count() == 0
    assert page.forms.count() == 3
    make(qtbot, page)
    assert page.heading() == "柳河镇干部民主测评表"
    assert page.setup.whom.subjects.count == 3
    assert [page.setup.categories.index(row, 0).data() for row in range(3)] == ["A", "B", "C"]
    assert page.status() == "共 1 次测评，3 种表样"
    assert page.takes(Subject("campaign", "x"))


def test_a_second_campaign_comes_to_the_front(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    make(qtbot, page, 0)
    assert page.heading() == "柳河镇领导班子民主测评表"
    assert page.list.currentRow() == 1
    retype(qtbot, page.setup.form.edits["title"], "柳河镇班子测评")
    qtbot.keyClick(page.setup.form.edits["title"], Qt.Key.Key_Return)
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
        dialog.record.put("unit", "")  # nothing is made

    answer(CampaignDialog, look)
    page.new_campaign()
    names = [type(each).__name__ for each in seen]
    assert names == ["StillBox", "QLineEdit", "QLineEdit", "QLineEdit", "KeyButton", "KeyButton"]
    assert page.list.count() == 0


def test_categories_are_typed_and_summed(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    model = page.setup.categories
    for row, number in enumerate("234"):
        assert model.setData(model.index(row, 4), number)
        settle(qtbot, page)
    assert page.setup.form.value("issued") == 9
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
    assert model.count == 3


def test_subjects_are_added_moved_and_taken_out(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    model = page.setup.whom.subjects

    def names() -> list[str]:
        return [str(model.index(row, 1).data()) for row in range(model.count)]

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
    answer(TickDialog, lambda dialog: dialog.list.tick_all(True))
    page.setup.whom.add_people()
    qtbot.waitUntil(lambda: len(names()) == 3)
    assert len(names()) == 3
    answer(NameDialog, lambda dialog: dialog.edit.setText("欧阳海"))
    page.setup.whom.add_subject()
    settle(qtbot, page)
    assert names()[-1] == "欧阳海"
    assert page.setup.whom.subject_table.currentIndex().row() == 3  # who was added is gone to


def test_a_form_is_copied_changed_beside_its_sheet_and_undone(qtbot: QtBot, page: AssessmentPage) -> None:
    page.forms.setCurrentRow(1)
    settle(qtbot, page)
    assert page.editor.items.model.locked == "程序自带的表样不能改，请先复制。"
    assert page.editor.bar.view.count == 1
    page.copy_form()
    settle(qtbot, page)
    assert page.heading() == "干部民主测评表（副本）"
    assert page.editor.fields.value("heading") == "{被测评单位}干部民主测评表"
    before = page.editor.bar._content
    page.editor.items.add()
    settle(qtbot, page)
    items = page.editor.items.model
    assert items.count == 7
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
    page.print_paper(result=False)
    qtbot.waitUntil(lambda: page.papers.bar.view.count > 0)
    row = next(at for at in range(page.papers.list.count()) if "A票" in page.papers.list.item(at).text())
    page.papers.list.setCurrentRow(row)
    settle(qtbot, page)
    page.papers.bar.save_to(tmp_path / "票.pdf")
    settle(qtbot, page)
    assert (tmp_path / "票.pdf").read_bytes().startswith(b"%PDF")
    assert page.shown is not None
    qtbot.waitUntil(lambda: page.shown is not None and page.shown.tallying.setup.version.frozen)


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
    page.run("移出", lambda workspace: campaign_parts.remove_subjects(workspace, id_, [subject]))
    settle(qtbot, page)
    assert told == ["“柳河镇干部民主测评表”已录入了票，不能再改测评对象。"]


def test_a_campaign_without_categories_has_its_run_of_sheets(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0, issued=4)
    table = page.setup.category_table
    for _ in range(3):
        table.selectRow(0)
        page.setup.remove_category()
        settle(qtbot, page)
    retype(qtbot, page.setup.form.edits["issued"], "4")
    qtbot.keyClick(page.setup.form.edits["issued"], Qt.Key.Key_Return)
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.papers)
    page.papers.list.setCurrentRow(0)
    assert page.papers.list.item(0).text() == "全部测评票（4 张）"
    qtbot.waitUntil(lambda: page.papers.bar.view.count == 4)
