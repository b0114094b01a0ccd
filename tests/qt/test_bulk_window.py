"""Changes of many people are shown before they are made, by keys, and late previews are dropped."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.bulk_dialog import BulkDialog
from huanjie_desktop.qt.tasks import Tasks
from tests.qt.answering import when_opened
from tests.qt.keys import retype
from tests.qt.roster_pages import choose_roster, go, page_on_desk, settle

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        yield page


def lines(dialog: BulkDialog) -> list[tuple[str, ...]]:
    model = dialog.model
    return [tuple(model.text_at(at, column) for column in range(4)) for at in range(model.count)]


def shown(qtbot: QtBot, dialog: BulkDialog) -> None:
    qtbot.waitUntil(lambda: dialog.plan is not None)


def type_in(qtbot: QtBot, dialog: BulkDialog, name: str, text: str) -> None:
    retype(qtbot, dialog.record.edits[name], text)


def posts(page: RostersPage) -> list[str]:
    return [page.model.row_at(row).person.current_post for row in range(page.model.count)]


def choose_rows(qtbot: QtBot, page: RostersPage, first: int, last: int, field: str) -> None:
    go(page, first, field)
    for _row in range(last - first):
        qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)


def test_words_are_replaced_in_the_column_of_the_cursor_in_one_step(qtbot: QtBot, page: RostersPage) -> None:
    seen: list[Any] = []

    def fill(dialog: BulkDialog) -> None:
        QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        assert dialog.record.value("field") == "current_post"
        assert not dialog.accept_button.isEnabled()
        type_in(qtbot, dialog, "find", "长")
        type_in(qtbot, dialog, "replace", "长（试用）")
        shown(qtbot, dialog)
        seen.append((dialog.said.text(), lines(dialog)))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    go(page, 0, "unit_post")
    when_opened(fill, BulkDialog)
    qtbot.keyClick(page.table, Qt.Key.Key_H, CONTROL)
    settle(qtbot, page)
    words, found = seen[0]
    assert words == "将改3人3处；1人不用改。"
    assert found[0] == ("王芳", "现任职务", "副部长", "副部长（试用）")
    assert posts(page) == [
        "党委书记",
        "副部长（试用）",
        "镇长（试用）",
        "乡长（试用）",
    ]
    page.window().undo()  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert posts(page)[1] == "副部长"


def test_a_text_is_filled_in_for_the_rows_chosen_and_no_others(qtbot: QtBot, page: RostersPage) -> None:
    seen: list[Any] = []

    def fill(dialog: BulkDialog) -> None:
        dialog.record.put("field", "unit")
        type_in(qtbot, dialog, "text", "县委组织部")
        dialog.record.edits["blank_only"].setFocus()
        qtbot.keyClick(dialog.record.edits["blank_only"], Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: dialog.plan is not None and len(dialog.plan.changes) == 1)
        seen.append(lines(dialog))
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    choose_rows(qtbot, page, 1, 2, "name")
    when_opened(fill, BulkDialog)
    qtbot.keyClick(page.table, Qt.Key.Key_D, CONTROL | SHIFT)
    settle(qtbot, page)
    assert seen == [[("单立", "单位", "石桥镇", "县委组织部")]]
    assert [page.model.row_at(row).person.unit for row in range(4)] == ["柳河镇", "县委组织部", "县委组织部", "玉泉乡"]


def test_what_is_left_is_listed_with_its_reason_and_cancelling_changes_nothing(qtbot: QtBot, page: RostersPage) -> None:
    seen: list[Any] = []

    def fill(dialog: BulkDialog) -> None:
        shown(qtbot, dialog)
        seen.append((dialog.accept_button.isEnabled(), lines(dialog)[0]))
        dialog.try_accept()
        seen.append(dialog.isVisible())
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)

    choose_roster(qtbot, page)
    when_opened(fill, BulkDialog)
    page.bulk.split()
    settle(qtbot, page)
    assert seen[0] == (False, ("林木", "不改", "", "现任职务“党委书记”前面没有单位表或名册里的单位。"))
    assert seen[1] is True
    assert posts(page)[0] == "党委书记"


def test_a_promotion_asks_for_both_and_writes_both(qtbot: QtBot, page: RostersPage) -> None:
    seen: list[str] = []

    def fill(dialog: BulkDialog) -> None:
        seen.append(dialog.said.text())
        type_in(qtbot, dialog, "grade", "四级主任科员")
        type_in(qtbot, dialog, "since", "2026.07")
        qtbot.waitUntil(lambda: dialog.plan is not None and len(dialog.plan.changes) == 4)
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    choose_rows(qtbot, page, 0, 1, "name")
    when_opened(fill, BulkDialog)
    page.bulk.promote()
    settle(qtbot, page)
    assert seen == ["先填写“新的职级”、“晋升时间”，这里就列出要改的内容。"]
    grades = page.tasks.ask("", _grades)
    with qtbot.waitCallback() as answered:
        grades.then(answered)
    assert answered.args[0] == ["四级主任科员 2026.07", "四级主任科员 2026.07", " ", " "]


def _grades(workspace: Any) -> list[str]:
    from huanjie_desktop.domain.columns import text_of as words
    from huanjie_desktop.services.people import people

    return [f"{each.grade} {words(each.grade_since)}" for each in people.list_people(workspace)]


def test_a_preview_of_what_was_typed_before_is_dropped(qtbot: QtBot, page: RostersPage) -> None:
    def fill(dialog: BulkDialog) -> None:
        type_in(qtbot, dialog, "find", "书记")
        dialog.preview()
        type_in(qtbot, dialog, "find", "镇长")  # before the answer to the first comes
        shown(qtbot, dialog)
        assert [line[0] for line in lines(dialog)] == ["单立"]
        qtbot.wait(300)
        assert [line[0] for line in lines(dialog)] == ["单立"]
        dialog.reject()

    go(page, 0, "unit_post")
    when_opened(fill, BulkDialog)
    page.bulk.replace()
    settle(qtbot, page)


def test_nobody_chosen_is_said(qtbot: QtBot, page: RostersPage) -> None:
    told: list[str] = []

    def note(box: QMessageBox) -> None:
        told.append(box.text())
        box.accept()

    page.filter.field.setText("没有这个人")
    qtbot.waitUntil(lambda: page.model.count == 0)
    when_opened(note)
    page.bulk.promote()
    assert told == ["没有选中人员。"]


def test_every_change_of_many_is_in_the_menu_of_the_cells(page: RostersPage) -> None:
    words = [action.text() for action in page.table.make_menu().actions()]
    assert {"查找替换", "成批填写", "拆分单位及职务", "成批晋升职级"} <= set(words)
    assert isinstance(page.bulk.parent(), QWidget)
