"""A table printed and exported as it is shown, and what is doubtful asked when it is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.filtering import Condition
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from tests.qt.answering import press, when_opened
from tests.qt.people_builders import text_of
from tests.qt.roster_pages import choose_roster, go, page_on_desk, settle


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        yield page


def test_the_print_dialog_offers_what_is_shown_beside_the_fixed_papers(qtbot: QtBot, page: RostersPage) -> None:
    offered: list[list[str]] = []

    def note(dialog: PrintDialog) -> None:
        offered.append([dialog.choice.itemText(at) for at in range(dialog.choice.count())])
        dialog.reject()

    when_opened(note, PrintDialog)
    page.commands_of.print_roster()
    assert offered[0] == ["当前显示的内容"]
    choose_roster(qtbot, page)
    when_opened(note, PrintDialog)
    page.commands_of.print_roster()
    assert len(offered[1]) > 1
    assert offered[1][-1] == "当前显示的内容"
    page.head._set_conditions([Condition("sex", "性别", values=frozenset({"男"}))])
    when_opened(note, PrintDialog)
    page.commands_of.print_roster()
    assert offered[2][0] == "当前显示的内容"  # what is filtered is not printed whole without a word


def test_what_is_handed_on_is_what_the_table_shows(page: RostersPage) -> None:
    page.head._choose(["name", "birth", "serial"])
    page.head._set_conditions([Condition("sex", "性别", values=frozenset({"男"}))])
    page.filter.field.setText("镇 l")
    page.head.sort("birth", descending=True)
    shown = page.head.shown_table("全部人员", None)
    names = [page.model.row_at(page.model.shown_place(id_) or 0).person.name for id_ in shown.person_ids]
    assert names == ["林木"] or len(names) == page.model.count
    assert shown.fields == ("name", "birth", "serial")
    assert shown.filtered == "性别：男；含“镇”；含“l”"
    assert shown.order == "按“出生年月”降序"


def _type(qtbot: QtBot, page: RostersPage, text: str) -> None:
    go(page, 0, "birth")
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    editor.setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_doubtful_text_is_asked_about_as_an_import_does_and_written_when_said_so(
    qtbot: QtBot, page: RostersPage
) -> None:
    told: list[str] = []
    press("照此填入", told)
    _type(qtbot, page, "1985.07（待核）")
    qtbot.waitUntil(lambda: bool(told))
    settle(qtbot, page)
    assert told == ["日期旁边的“待核”看不懂。", "照此填入就是：出生年月“1985.07”。"]
    assert text_of(page.model, 0, "birth") == "1985.07"
    assert page.model.row_at(0).person.birth.day is None


def test_a_doubtful_text_that_is_not_meant_stays_in_the_editor(qtbot: QtBot, page: RostersPage) -> None:
    press("返回")
    _type(qtbot, page, "1985.07（待核）")
    qtbot.waitUntil(lambda: page.table.findChild(QLineEdit) is not None and not page.tasks.busy)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    assert editor.text() == "1985.07（待核）"
    assert page.model.row_at(0).person.birth.day == 12
