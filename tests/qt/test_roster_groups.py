"""The group of a roster's entry, searching what is shown, and people who are added."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog
from huanjie_desktop.services.people import rosters
from tests.qt.answering import answer, press
from tests.qt.keys import retype
from tests.qt.people_builders import shown_names, text_of
from tests.qt.roster_pages import choose_roster, go, page_on_desk, settle

GROUP = "group_name"


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        yield page


def _make_delegates(qtbot: QtBot, page: RostersPage) -> None:
    """Make a roster of a kind with groups, with two of the people, and choose it."""
    kind = next(each.id for each in page.catalog.roster_kinds.values() if GROUP in each.sample)
    ids = [page.model.id_at(row) for row in (0, 1)]
    made: list[str] = []

    def fill(answer: object) -> None:
        made.append(answer[0].id)  # type: ignore[index]

    page.run("新建名册", rosters.create_roster, "县代表名册", kind).then(fill)
    qtbot.waitUntil(lambda: bool(made))
    page.run("加入名册", rosters.add_to_roster, made[0], ids)
    settle(qtbot, page)
    page.list.choose(made[0])
    qtbot.waitUntil(lambda: page.model.total == 2 and not page.tasks.busy)


def test_a_roster_of_delegates_shows_their_groups_and_takes_them_typed(qtbot: QtBot, page: RostersPage) -> None:
    assert GROUP not in page.model.fields()
    _make_delegates(qtbot, page)
    assert page.model.fields()[:3] == ["serial", "name", GROUP]
    go(page, 0, GROUP)
    qtbot.keyClick(page.table, Qt.Key.Key_F2)
    editor = page.table.findChild(QLineEdit)
    assert editor is not None
    editor.setText("柳河镇代表团")
    editor.setModified(True)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, page)
    assert text_of(page.model, 0, GROUP) == "柳河镇代表团"
    assert text_of(page.model, 1, GROUP) == ""
    page.window().undo()  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert text_of(page.model, 0, GROUP) == ""


def test_the_panel_has_the_group_of_the_roster_shown_and_of_no_other(qtbot: QtBot, page: RostersPage) -> None:
    go(page, 0, "name")
    settle(qtbot, page)
    field = page.panel.edits[GROUP]
    assert not field.isVisible()
    _make_delegates(qtbot, page)
    go(page, 1, "name")
    settle(qtbot, page)
    assert field.isVisible()
    retype(qtbot, field, "石桥镇代表团")
    assert page.panel.save()
    settle(qtbot, page)
    assert text_of(page.model, 1, GROUP) == "石桥镇代表团"
    go(page, 0, "name")
    settle(qtbot, page)
    assert field.text() == ""  # type: ignore[attr-defined]
    page.list.choose(page.list.rosters[0].id)
    qtbot.waitUntil(lambda: page.model.total == 3 and not page.tasks.busy)
    go(page, 1, "name")
    settle(qtbot, page)
    assert field.isVisible()
    assert field.text() == ""  # type: ignore[attr-defined]


def test_a_group_typed_and_not_saved_is_written_for_the_roster_it_was_typed_for(
    qtbot: QtBot, page: RostersPage
) -> None:
    _make_delegates(qtbot, page)
    delegates = page.list.roster_id()
    go(page, 0, "name")
    settle(qtbot, page)
    retype(qtbot, page.panel.edits[GROUP], "东岭乡代表团")
    choose_roster(qtbot, page)  # the same person stands first in it
    assert page.panel.person_id == page.model.id_at(0)
    assert page.panel.edits[GROUP].text() == ""  # type: ignore[union-attr]
    page.head._choose([*page.model.fields(), GROUP])
    assert text_of(page.model, 0, GROUP) == ""
    page.list.choose(delegates)
    qtbot.waitUntil(lambda: page.model.total == 2 and not page.tasks.busy)
    assert text_of(page.model, 0, GROUP) == "东岭乡代表团"
    assert page.panel.edits[GROUP].text() == "东岭乡代表团"  # type: ignore[union-attr]
    page.list.choose(None)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert not page.panel.edits[GROUP].isVisible()


def test_typed_words_are_looked_for_in_every_column_shown_and_in_no_other(qtbot: QtBot, page: RostersPage) -> None:
    page.filter.field.setText("41")  # an age
    assert shown_names(page.model) == ["林木"]
    page.filter.field.setText("副部长")
    assert shown_names(page.model) == ["王芳"]
    page.head._choose(["serial", "name", "sex"])
    settle(qtbot, page)
    page.filter.field.setText("")
    page.filter.field.setText("副部长")
    assert shown_names(page.model) == []
    page.filter.field.setText("wf")
    assert shown_names(page.model) == ["王芳"]
    page.head._choose(["serial", "name", "current_post"])
    settle(qtbot, page)
    page.filter.field.setText("")
    page.filter.field.setText("副部长")
    assert shown_names(page.model) == ["王芳"]


def test_who_is_added_is_chosen_and_in_sight_whatever_was_filtered(qtbot: QtBot, page: RostersPage) -> None:
    choose_roster(qtbot, page)
    page.filter.field.setText("王")
    answer(NameDialog, lambda dialog: dialog.edit.setText("欧阳青"))
    page.commands_of.add_person()
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert shown_names(page.model) == ["林木", "王芳", "单立", "欧阳青"]
    assert page.table.chosen_rows() == [3]
    assert page.window().focusWidget() is page.table
    assert page.panel.edits["name"].text() == "欧阳青"  # type: ignore[union-attr]


def test_one_who_is_there_already_is_put_on_the_roster_instead(qtbot: QtBot, page: RostersPage) -> None:
    choose_roster(qtbot, page)
    offered: list[str] = []

    def choose(dialog: ChoiceDialog) -> None:
        box = dialog.record.edits["choice"]
        offered.extend(box.itemText(at) for at in range(box.count()))  # type: ignore[attr-defined]

    answer(NameDialog, lambda dialog: (dialog.edit.setText("丁一"), answer(ChoiceDialog, choose)))
    page.commands_of.add_person()
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert offered == ["丁一（1981.03，玉泉乡乡长）", "丁一（另一个人，新添）"]
    assert page.table.chosen_rows() == [3]
    assert page.list.topLevelItem(0).text(1) == "4"  # nobody new


def test_another_of_the_same_name_is_added_when_said_so(qtbot: QtBot, page: RostersPage) -> None:
    answer(
        NameDialog,
        lambda dialog: (
            dialog.edit.setText("丁一"),
            answer(ChoiceDialog, lambda asked: asked.record.edits["choice"].setCurrentIndex(1)),
        ),
    )
    page.commands_of.add_person()
    qtbot.waitUntil(lambda: page.model.total == 5 and not page.tasks.busy)
    assert page.table.chosen_rows() == [4]


def test_deleting_says_first_in_which_rosters_somebody_stands(qtbot: QtBot, page: RostersPage) -> None:
    told: list[str] = []
    go(page, 0, "name")
    press("删除", told)
    page.commands_of.delete_people()
    qtbot.waitUntil(lambda: page.model.total == 3 and not page.tasks.busy)
    assert told == [
        "删除“林木”？",
        "会同时从名册《青禾县干部名册》中删除；没有参加会议，也不是测评对象。删除后可以撤销。",
    ]
    page.window().undo()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
