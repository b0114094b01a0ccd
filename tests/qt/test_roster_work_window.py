"""A roster is filled by pasted names, put in order, compared with another, and seen as it was, by keys."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.roster_dialogs import (
    CompareDialog,
    DayDialog,
    NamedDialog,
    NamesDialog,
    OrderDialog,
    PastDialog,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.services.people import people, rosters
from tests.qt.answering import answer, when_opened
from tests.qt.keys import retype
from tests.qt.people_builders import shown_names
from tests.qt.roster_pages import choose_roster, page_on_desk, settle


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        choose_roster(qtbot, page)
        yield page


def ask(qtbot: QtBot, page: RostersPage, use_case: Any, *values: Any) -> Any:
    with qtbot.waitCallback() as answered:
        page.tasks.ask("", use_case, *values).then(answered)
    return answered.args[0]


def make_other(qtbot: QtBot, page: RostersPage) -> str:
    """Make a second roster with one of the first and one who is on none."""
    kind = next(iter(page.catalog.roster_kinds))
    roster, _change = ask(qtbot, page, rosters.create_roster, "代表名册", kind)
    every = {row.person.name: row.person.id for row in ask(qtbot, page, people.list_rows)}
    ask(qtbot, page, rosters.add_to_roster, roster.id, [every["丁一"], every["王芳"]])
    settle(qtbot, page)
    return str(roster.id)


def test_pasted_names_are_added_after_it_was_said_who_is_meant(qtbot: QtBot, page: RostersPage) -> None:
    ask(qtbot, page, people.edit_cells, (), [{"name": "丁一", "unit": "县水利局"}])
    said: list[str] = []

    def paste(dialog: NamesDialog) -> None:
        edit = dialog.record.edits["names"]
        assert isinstance(edit, QPlainTextEdit)
        edit.setPlainText("1 丁一\n2 林木\n3 赵无\n")

    def choose(dialog: NamedDialog) -> None:
        assert dialog.problem() == "没有可以加入的人。"
        qtbot.keyClick(dialog.record.edits["0"], Qt.Key.Key_Down)
        qtbot.keyClick(dialog.record.edits["0"], Qt.Key.Key_Down)
        said.append(dialog.said.toPlainText())

    answer(NamesDialog, paste)
    page.work.paste_names()
    answer(NamedDialog, choose)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert said == ["可以加入0人。\n已在名册里：林木。\n同名要选：丁一。\n没有这些人：赵无。"]
    assert shown_names(page.model) == ["林木", "王芳", "单立", "丁一"]
    added = page.model.row_at(3).person
    assert added.unit == "县水利局"


def test_names_of_nobody_are_told(qtbot: QtBot, page: RostersPage) -> None:
    told: list[str] = []

    def note(box: QMessageBox) -> None:
        told.extend((box.text(), box.informativeText()))
        box.accept()

    answer(NamesDialog, lambda dialog: dialog.record.edits["names"].setPlainText("赵无"))
    page.work.paste_names()
    when_opened(note)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["没有可以加入的人。", "可以加入0人。\n没有这些人：赵无。"]


def test_an_order_is_shown_and_then_kept(qtbot: QtBot, page: RostersPage) -> None:
    said: list[str] = []

    def choose(dialog: OrderDialog) -> None:
        qtbot.waitUntil(lambda: dialog.plan is not None)
        dialog.record.edits["order"].setFocus()
        qtbot.keyClick(dialog.record.edits["order"], Qt.Key.Key_Home)
        qtbot.waitUntil(lambda: dialog.plan is not None and dialog.plan.order == "surname")
        said.append(dialog.said.text())
        dialog.try_accept()

    when_opened(choose, OrderDialog)
    page.work.put_in_order()
    settle(qtbot, page)
    assert said[0].startswith("按姓氏笔画重排后，3人里有3人换位置。最前面是：王芳、林木、单立。") or said[0].startswith(
        "按姓氏笔画重排后"
    )
    first = shown_names(page.model)
    assert sorted(first) == sorted(["王芳", "林木", "单立"])
    assert first[0] == "王芳"
    page.window().undo()  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert shown_names(page.model) == ["林木", "王芳", "单立"]


def test_two_rosters_are_compared_and_what_is_ticked_is_taken_over(qtbot: QtBot, page: RostersPage) -> None:
    make_other(qtbot, page)
    seen: list[Any] = []

    def compare(dialog: CompareDialog) -> None:
        QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        seen.append([(line.name, line.where) for line in dialog.comparison.lines])
        assert dialog.taken == {line.key for line in dialog.comparison.lines if line.where == "there"}
        row = next(at for at, line in enumerate(dialog.comparison.lines) if line.where == "there")
        dialog.table.go_to(dialog.model.index(row, 1))
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
        assert not dialog.accept_button.isEnabled()
        qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
        assert dialog.accept_button.isEnabled()
        dialog.accept_button.click()

    answer(ChoiceDialog, lambda _dialog: None)
    page.work.compare()
    when_opened(compare, CompareDialog)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert seen == [[("林木", "here"), ("单立", "here"), ("丁一", "there")]]
    assert shown_names(page.model) == ["林木", "王芳", "单立", "丁一"]


def test_the_answer_of_a_comparison_is_of_the_roster_that_was_asked_for(qtbot: QtBot, page: RostersPage) -> None:
    other = make_other(qtbot, page)
    first = page.list.roster_id()
    answer(ChoiceDialog, lambda _dialog: None)
    page.work.compare()
    page.list.choose(other)  # while it is being compared
    when_opened(lambda dialog: dialog.accept_button.click(), CompareDialog)
    qtbot.waitUntil(lambda: page.model.total == 2 and not page.tasks.busy)
    page.list.choose(first)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert shown_names(page.model)[-1] == "丁一"


def test_a_roster_is_seen_as_it_was_on_a_day(qtbot: QtBot, page: RostersPage) -> None:
    seen: list[Any] = []

    def look(dialog: PastDialog) -> None:
        seen.append((dialog.said.text(), dialog.table.grid.count))
        dialog.accept()

    answer(DayDialog, lambda dialog: retype(qtbot, dialog.record.edits["day"], "2026.7.1"))
    page.work.show_past()
    when_opened(look, PastDialog)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("2026.07.01名册上有3人，与现在相同。", 3)]


def test_all_that_is_shown_goes_onto_another_roster(qtbot: QtBot, page: RostersPage) -> None:
    other = make_other(qtbot, page)
    page.filter.field.setText("镇")
    qtbot.waitUntil(lambda: page.model.count == 2)
    answer(ChoiceDialog, lambda dialog: dialog.choose(other))
    page.work.add_shown()
    settle(qtbot, page)
    on_it = [person.name for person in ask(qtbot, page, people.list_people, other)]
    assert on_it == ["丁一", "王芳", "林木", "单立"]


def test_a_roster_asks_for_forms_and_says_so(qtbot: QtBot, page: RostersPage) -> None:
    forms = next(action for action in page.commands() if action.text() == "要附任免审批表")
    forms.trigger()
    qtbot.waitUntil(lambda: forms.text() == "不再要附任免审批表")
    page.watch.look()
    qtbot.waitUntil(lambda: any(each.code == "photo_missing" for each in page.watch.findings or ()))
    page.list.choose(None)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert not forms.isEnabled()
