"""The person's panel on the roster page: typed over two people while answers come late, saved as one step."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import HuanjieError, UserError
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.people import people
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.qt.assessment import dismiss
from tests.qt.held import HeldTasks
from tests.qt.keys import retype, type_text


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    tasks = HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    if shiboken6.isValid(tasks):
        tasks.stop()


@pytest.fixture
def page(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> RostersPage:
    page = RostersPage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_for(None)
    qtbot.waitUntil(lambda: page.model.total == 4 and not tasks.busy)
    go(qtbot, page, 0)
    return page


def go(qtbot: QtBot, page: RostersPage, row: int) -> None:
    page.table.go_to(page.model.index(row, 1))
    qtbot.waitUntil(lambda: not page.tasks.busy)


def text(page: RostersPage, name: str) -> str:
    edit = page.panel.edits[name]
    return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()  # type: ignore[union-attr]


def press(qtbot: QtBot, page: RostersPage, words: str) -> None:
    button = next(each for each in page.panel.findChildren(QPushButton) if each.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def stored(qtbot: QtBot, page: RostersPage, row: int) -> Person:
    page.tasks.let_go()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.tasks.busy)
    person_id = page.model.row_at(row).person.id
    found: list[Person] = []
    page.tasks.run("核对", lambda workspace, _p: people.get_person(workspace, person_id), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_every_field_of_a_person_stands_in_a_section(page: RostersPage) -> None:
    assert set(page.panel.edits) == {field.name for field in fields(Person)} - {"id"} | {"group_name"}
    headings = [each.text() for each in page.panel.form.findChildren(QLabel) if each.property("role") == "heading"]
    assert headings == ["基本情况", "职务职级", "学历学位", "简历和其他"]
    assert list(page.panel.edits)[:4] == ["group_name", "name", "sex", "ethnic_group"]
    assert isinstance(page.panel.edits["resume"], QPlainTextEdit)


def test_what_is_typed_is_saved_together_and_undone_together(qtbot: QtBot, page: RostersPage) -> None:
    before = stored(qtbot, page, 0)
    for name, words in (("current_post", "镇党委书记"), ("birth", "1985.08"), ("resume", "第一段\n第二段")):
        retype(qtbot, page.panel.edits[name], words)
    assert stored(qtbot, page, 0) == before
    press(qtbot, page, "保存")
    now = stored(qtbot, page, 0)
    assert (now.current_post, now.resume) == ("镇党委书记", "第一段\n第二段")
    assert now.birth is not None
    assert now.birth.dotted() == "1985.08"
    assert not page.panel._save.isEnabled()
    page.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))
    assert stored(qtbot, page, 0) == before
    assert text(page, "current_post") == before.current_post


def test_typing_while_answers_come_late_is_not_mixed(qtbot: QtBot, tasks: HeldTasks, page: RostersPage) -> None:
    retype(qtbot, page.panel.edits["unit"], "a town")
    tasks.holding = True
    press(qtbot, page, "保存")
    page.panel.edits["native_place"].setFocus(Qt.FocusReason.TabFocusReason)
    for char in "some county":
        type_text(qtbot, page.panel.edits["native_place"], char, delay=30)
        tasks.let_go(1)
    assert text(page, "unit") == "a town"
    tasks.let_go()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert text(page, "native_place") == "some county"
    press(qtbot, page, "保存")
    assert stored(qtbot, page, 0).native_place == "some county"
    assert stored(qtbot, page, 0).unit == "a town"


def test_an_edit_in_the_table_leaves_what_is_typed_in_the_panel(qtbot: QtBot, page: RostersPage) -> None:
    person_id = page.model.row_at(0).person.id
    retype(qtbot, page.panel.edits["native_place"], "云川青禾")
    page.writing.write([CellEdit(person_id, "unit", "石桥镇"), CellEdit(person_id, "native_place", "别处")])
    qtbot.waitUntil(lambda: text(page, "unit") == "石桥镇" and not page.tasks.busy)
    assert text(page, "native_place") == "云川青禾"
    qtbot.keyClick(page.panel.edits["native_place"], Qt.Key.Key_Escape)
    assert text(page, "native_place") == "别处"


def test_going_to_another_person_saves_what_was_typed(qtbot: QtBot, tasks: HeldTasks, page: RostersPage) -> None:
    retype(qtbot, page.panel.edits["native_place"], "云川青禾")
    tasks.holding = True
    page.table.go_to(page.model.index(1, 1))
    retype(qtbot, page.panel.edits["unit"], "before the answer")  # the first one is still shown
    tasks.let_go()
    qtbot.waitUntil(lambda: text(page, "name") == "王芳" and not tasks.busy)
    assert text(page, "unit") == "县委组织部"
    first = stored(qtbot, page, 0)
    assert (first.native_place, first.unit) == ("云川青禾", "before the answer")
    assert stored(qtbot, page, 1).unit == "县委组织部"


def test_what_cannot_be_read_when_another_person_comes_is_told(
    qtbot: QtBot, tasks: HeldTasks, page: RostersPage
) -> None:
    told: list[HuanjieError] = []
    tasks.troubled.connect(told.append)
    tasks.holding = True
    page.table.go_to(page.model.index(1, 1))
    retype(qtbot, page.panel.edits["birth"], "198")
    tasks.let_go()
    qtbot.waitUntil(lambda: text(page, "name") == "王芳" and not tasks.busy)
    assert [str(error).split("。")[0] for error in told] == ["“出生年月”没有保存"]
    assert isinstance(told[0], UserError)
    assert text(page, "birth") == "1978.05"


def test_what_cannot_be_read_is_marked_when_it_is_left(qtbot: QtBot, page: RostersPage) -> None:
    retype(qtbot, page.panel.edits["birth"], "昨天")
    qtbot.keyClick(page.panel.edits["birth"], Qt.Key.Key_Tab)
    assert page.panel.edits["birth"].property("wrong") is True
    assert page.panel._wrong.isVisible()
    press(qtbot, page, "保存并下一个")
    assert page.table.currentIndex().row() == 0
    assert page.panel.edits["birth"].hasFocus()
    press(qtbot, page, "不改了")
    assert text(page, "birth") == "1985-07-12"
    assert not page.panel._wrong.isVisible()
    assert not page.panel._drop.isEnabled()


def test_what_could_not_be_written_counts_as_typed_again(qtbot: QtBot, page: RostersPage) -> None:
    told: list[str] = []
    dismiss(told)
    person_id = page.panel.person_id
    retype(qtbot, page.panel.edits["native_place"], "云川青禾")
    page.panel.save_asked.disconnect(page.writing.save_typed)
    press(qtbot, page, "保存")
    assert not page.panel._save.isEnabled()
    page.writing.write([CellEdit(person_id, "native_place", "云川青禾"), CellEdit(person_id, "birth", "昨天")])
    qtbot.waitUntil(lambda: bool(told) and not page.tasks.busy)
    assert page.panel._save.isEnabled()
    assert text(page, "native_place") == "云川青禾"
    page.panel.form.put_back()
    assert text(page, "native_place") == ""


def test_save_and_next_goes_down_and_begins_at_the_name(qtbot: QtBot, page: RostersPage) -> None:
    retype(qtbot, page.panel.edits["phone"], "13909900001")
    press(qtbot, page, "保存并下一个")
    qtbot.waitUntil(lambda: text(page, "name") == "王芳")
    assert page.table.currentIndex().row() == 1
    assert page.panel.edits["name"].hasFocus()
    assert page.panel.edits["name"].selectedText() == "王芳"  # type: ignore[union-attr]
    assert stored(qtbot, page, 0).phone == "13909900001"


def test_what_is_found_late_moves_no_field(qtbot: QtBot, page: RostersPage) -> None:
    field = page.panel.edits["birth"]
    before = field.mapTo(page.panel, field.rect().topLeft()), field.size()
    subject = Subject("person", page.panel.person_id)
    found = [
        Finding(Severity.WARNING, "x", f"第{at}条，身份证号里的出生日期与“出生年月”不一致。", subject)
        for at in range(5)
    ]
    page.panel.show_findings(found)
    QApplication.processEvents()
    assert (field.mapTo(page.panel, field.rect().topLeft()), field.size()) == before
    assert [each.text() for each in page.panel.findings.findChildren(QLabel) if "第4条" in each.text()]
    go(qtbot, page, 1)  # another person, with a post of another length
    page.panel.show_findings(())
    QApplication.processEvents()
    assert (field.mapTo(page.panel, field.rect().topLeft()), field.size()) == before
