"""What the counting page says while sheets come in: numbers, marks, papers and results of the campaign that is chosen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.tally import NOTHING
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.assessment.dialogs import SettleDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.assessment import campaign_parts, setups, standing
from huanjie_desktop.services.workspace import Workspace
from tests.qt.assessment import answer, begin, cells, dismiss, key, make, run, settle, shown_page, sign


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[AssessmentPage]:
    yield from shown_page(qtbot, open_tasks, tmp_path)


def choose(qtbot: QtBot, page: AssessmentPage, row: int) -> None:
    page.list.setCurrentRow(row)
    settle(qtbot, page)


def marks_shown(page: AssessmentPage) -> dict[str, int]:
    return dict(page.entry.sheets.marks.lines)


def enter_twice(qtbot: QtBot, page: AssessmentPage, first: str, second: str) -> None:
    for keyer, keys in (("李明", first), ("王敏", second)):
        begin(qtbot, page, keyer)
        key(qtbot, page, keys)
        page.entry.finish()
        settle(qtbot, page)
        if keyer == "李明":
            page.entry.offer_second()


@pytest.mark.parametrize(("choice", "wanted"), [(0, "优秀1　良好1"), (1, "优秀2")])
def test_the_entry_that_is_chosen_holds(qtbot: QtBot, page: AssessmentPage, choice: int, wanted: str) -> None:
    make(qtbot, page, 0)
    enter_twice(qtbot, page, "1/\n2/\n", "1/\n1/\n")
    page.tabs.setCurrentWidget(page.review)
    settle(qtbot, page)
    assert page.review.model.index(0, 1).data() == "优秀1　良好1"
    page.review.table.selectAll()

    def fill(dialog: SettleDialog) -> None:
        dialog.record.edits["choice"].setCurrentIndex(choice)  # type: ignore[attr-defined]
        sign(dialog)

    answer(SettleDialog, fill)
    page.review.settle()
    settle(qtbot, page)
    assert page.review.model.index(0, 3).data().startswith(f"{wanted}（经核对原票")
    page.tabs.setCurrentWidget(page.result)
    settle(qtbot, page)
    model = page.result.model
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    good = heads.index("优秀")
    assert [model.index(0, at).data() for at in (0, good)] == ["柳河镇领导班子", ""]  # whose the lines below are
    assert model.index(1, good).data() == ("1" if choice == 0 else "2")
    assert model.index(1, good + 1).data() == ("50.0%" if choice == 0 else "100.0%")


def test_one_difference_is_settled_with_the_numbers_of_the_entry_shown(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    enter_twice(qtbot, page, "1/\n2/\n", "1/\n1/\n")
    page.tabs.setCurrentWidget(page.review)
    settle(qtbot, page)
    page.review.table.selectRow(0)
    shown: list[tuple[list[int], bool]] = []

    def fill(dialog: Any) -> None:
        for choice in (0, 1, 2):
            dialog.record.edits["choice"].setCurrentIndex(choice)
            numbers = [dialog.record.value(name) for name in ("number0", "number1")]
            shown.append((numbers, dialog.record.edits["number0"].isEnabled()))
        dialog.record.edits["choice"].setCurrentIndex(1)
        sign(dialog)

    answer(SettleDialog, fill)
    page.review.settle()
    settle(qtbot, page)
    assert shown == [([1, 1], False), ([2, 0], False), ([2, 0], True)]
    assert page.review.model.index(0, 3).data().startswith("优秀2（")
    assert page.review.model.index(1, 3).data() == "未处理"


def test_the_side_shows_marks_of_the_place_and_sheets_of_the_category(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "李明")
    sheets = page.entry.sheets
    key(qtbot, page, "12/\n")
    key(qtbot, page, "11/\n")
    assert sheets.collected.text() == "已录 2 / 6 张"
    assert marks_shown(page)["优秀"] == 2
    key(qtbot, page, "1")
    assert marks_shown(page)["称职"] == 1
    assert marks_shown(page)["优秀"] == 1
    assert sheets.place_words.text().startswith("林　木")
    key(qtbot, page, "-+")
    assert sheets.model.keyed.category == 1
    assert sheets._category_buttons[1].text().startswith("▶ ")
    assert sheets._category_buttons[0].text().endswith("　2")
    assert sheets._category_buttons[1].text().endswith("　0")
    key(qtbot, page, "*\n")
    assert sheets.void_words.text().startswith("无效 1 张")
    assert sheets._category_buttons[1].text().endswith("　1")


def test_a_sheet_taken_back_can_be_taken_back_once(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "李明")
    sheets = page.entry.sheets
    assert not sheets.back_button.isEnabled()
    key(qtbot, page, "3/\n")
    assert sheets.back_button.isEnabled()
    key(qtbot, page, "1")
    assert not sheets.back_button.isEnabled()  # the sheet on the pad would be lost
    key(qtbot, page, "/\n")
    sheets.back_button.click()
    settle(qtbot, page)
    key(qtbot, page, "2")
    assert cells(page)[0][0] == "2 称职"
    assert cells(page)[2][0] == "1 优秀"
    assert sheets.collected.text() == "已录 1 / 6 张"
    sheets.take_back()
    assert sheets.hint.text() == "没有刚录入的票可退回。"


def test_a_sheet_begun_by_mistake_is_given_up_by_the_key_that_goes_back(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 1, 6)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n12")
    sheets = page.entry.sheets
    assert not sheets.model.keyed.untouched
    key(qtbot, page, "--")
    assert not sheets.model.keyed.untouched  # only the cursor has gone back
    key(qtbot, page, "-")
    assert sheets.model.keyed.untouched
    assert sheets.hint.text() == "这张票已清空。"
    assert sheets.collected.text() == "已录 1 / 6 张"
    assert sheets.back_button.isEnabled()
    key(qtbot, page, "*-")  # void by mistake
    assert sheets.model.keyed.untouched


def test_another_campaign_shows_its_own_numbers(qtbot: QtBot, page: AssessmentPage) -> None:
    first = make(qtbot, page, 1, 6)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    second = make(qtbot, page, 0, 4)
    assert first != second
    page.tabs.setCurrentWidget(page.entry)
    settle(qtbot, page)
    begin(qtbot, page, "王敏")
    assert page.entry.sheets.collected.text() == "已录 0 / 4 张"
    assert page.entry.sheets.model.rowCount() == 10
    assert not page.entry.sheets.back_button.isEnabled()
    choose(qtbot, page, 0)
    assert page.entry.sheets.collected.text() == "已录 1 / 6 张"
    assert page.entry.sheets.model.keyed.untouched


def printed(qtbot: QtBot, page: AssessmentPage, numbers: tuple[int, ...]) -> None:
    id_ = str(page.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def work(workspace: Workspace) -> object:
        setup = setups.setup_of(workspace, id_)
        changes = {each.id: {"printed": number} for each, number in zip(setup.categories, numbers, strict=True)}
        return campaign_parts.edit_categories(workspace, id_, changes)

    run(qtbot, page, work)


def test_as_many_sheets_are_offered_as_are_to_be_printed(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    page.tabs.setCurrentWidget(page.papers)
    settle(qtbot, page)
    count = len(page.shown.tallying.setup.categories) if page.shown is not None else 0
    printed(qtbot, page, tuple(range(2, 2 + count)))
    total = sum(range(2, 2 + count))
    titles = [page.papers.list.item(at).text() for at in range(page.papers.list.count())]
    run_of_all = next(at for at, title in enumerate(titles) if title.startswith("全部"))
    assert titles[run_of_all].endswith(f"（{total} 张）")
    page.papers.list.setCurrentRow(run_of_all)
    settle(qtbot, page)
    assert page.papers.bar.view.count == total
    page.papers.list.setCurrentRow(0)
    settle(qtbot, page)
    assert page.papers.bar.view.count == 1


def test_the_result_of_categories_with_few_sheets_counts_them_together(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 1)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n+2/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.result)
    settle(qtbot, page)
    result = page.result
    row = [str(result.model.index(1, at).data()) for at in range(1, 5)]
    assert row == ["1", "50.0%", "1", "50.0%"]
    assert result.category_box.itemText(1).startswith("A、B票")  # too few of each to be shown alone
    result.category_box.setCurrentIndex(1)
    assert [str(result.model.index(1, at).data()) for at in range(1, 5)] == row
    assert result.words.text().startswith("收回 2 张，其中有效 2 张、无效 0 张")
    items = [result.item_box.itemText(at) for at in range(result.item_box.count())]
    assert len(items) > 1
    assert result.chart.lines[0][0] == "林　木"


def test_places_passed_over_count_as_unmarked(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page)
    begin(qtbot, page, "")
    key(qtbot, page, "01\n\n")
    settle(qtbot, page)
    last = page.entry.sheets._last
    assert last is not None
    assert last.marks[:3] == f"{NOTHING}1{NOTHING}"


def test_the_second_entry_is_offered_once_the_first_is_finished(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    assert not page.entry.second_button.isVisible()
    key(qtbot, page, "1/\n")
    qtbot.mouseClick(page.entry.finish_button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page.entry.second_button.isVisible()
    qtbot.mouseClick(page.entry.second_button, Qt.MouseButton.LeftButton)
    begin(qtbot, page, "王敏")
    assert not page.entry.second_button.isVisible()
    assert page.entry.finish_button.isVisible()


def test_a_category_is_set_apart_before_the_counting_and_not_after(qtbot: QtBot, page: AssessmentPage) -> None:
    make(qtbot, page, 0)
    categories = page.setup.categories
    assert categories.setData(categories.index(0, 5), "是")
    settle(qtbot, page)
    assert categories.index(0, 5).data() == "是"
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n+2/\n+2/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.result)
    settle(qtbot, page)
    box = page.result.category_box
    assert [box.itemText(at)[:4] for at in range(1, box.count())] == ["A票　县", "B、C票"]
    page.tabs.setCurrentWidget(page.setup)
    told: list[str] = []
    dismiss(told)
    categories.setData(categories.index(0, 5), "")
    settle(qtbot, page)
    assert told == ["“柳河镇领导班子民主测评表”已录入了票，不能再改票类。"]
    assert categories.index(0, 5).data() == "是"


def test_a_printed_result_is_noted(qtbot: QtBot, page: AssessmentPage) -> None:
    id_ = make(qtbot, page, 0)
    begin(qtbot, page, "李明")
    key(qtbot, page, "1/\n")
    page.entry.finish()
    settle(qtbot, page)
    page.print_paper(result=True)
    settle(qtbot, page)
    page.papers.bar.printed.emit(page.papers.current())
    settle(qtbot, page)
    noted: list[Any] = []
    run(qtbot, page, lambda workspace: noted.append(standing.standing_as_json(workspace, id_)["printed"]))
    assert [each["document"] for each in noted[0]] == ["测评结果汇总表"]


def test_an_item_gets_a_scale_of_its_own(qtbot: QtBot, page: AssessmentPage) -> None:
    page.forms.choose(page.forms.item(1).data(Qt.ItemDataRole.UserRole))
    page.copy_form()
    settle(qtbot, page)
    items = page.editor.items.model
    last = items.rowCount() - 2
    assert items.setData(items.index(last, 2), "满意、不满意")
    settle(qtbot, page)
    form = page._form()
    assert form is not None
    assert form.form.scale(last) == ("满意", "不满意")
    assert items.index(last, 2).data() == "满意、不满意"
