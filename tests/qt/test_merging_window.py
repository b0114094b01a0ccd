"""Two entries of one person are merged by keys: from the table, from a finding; sides taken, turned, refused, taken back."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.widgets.merge_dialog import MergeDialog
from huanjie_desktop.services.people import people, person_edit
from huanjie_desktop.services.shown.person_merge import ShownMerge, read_merge
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from tests.builders import FixedClock
from tests.lrmx_files import photo
from tests.qt.answering import press, when_opened
from tests.qt.held import HeldTasks
from tests.qt.roster_pages import go, page_on_desk, settle

Key = Qt.Key
ONE = {"name": "林木", "sex": "男", "birth": "1985.07", "unit": "柳河镇", "current_post": "镇长"}
TWO = {"name": "林木", "birth": "1985.07", "unit": "财政局", "current_post": "局长", "phone": "19909900001"}


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[HeldTasks]:
    path = tmp_path / "青禾县2026年换届.huanjie"
    made = create_workspace(path, "青禾县", clock=FixedClock())
    people.edit_cells(made, (), [ONE, TWO, {"name": "王芳"}, {"name": "单立"}])
    made.close()
    tasks = HeldTasks(lambda _progress: open_workspace(path, clock=FixedClock()))
    with qtbot.waitSignal(tasks.busy_changed):
        tasks.open("打开", lambda _done: None)
    qtbot.waitUntil(lambda: not tasks.busy)
    yield tasks
    tasks.stop()


@pytest.fixture
def ask(qtbot: QtBot, tasks: HeldTasks) -> Callable[..., Any]:
    def run(use_case: Callable[..., Any], *values: Any) -> Any:
        heard: list[Any] = []
        tasks.ask("问", use_case, *values).then(heard.append)
        qtbot.waitUntil(lambda: bool(heard))
        return heard[0]

    return run


def both(workspace: Workspace) -> list[str]:
    return people.ids_named(workspace, "林木")


@pytest.fixture
def dialog(qtbot: QtBot, tasks: HeldTasks, ask: Callable[..., Any]) -> MergeDialog:
    ids = ask(both)

    def fill(workspace: Workspace) -> ShownMerge:
        person_edit.put_photo(workspace, ids[0], photo("PNG"))
        person_edit.put_photo(workspace, ids[1], photo("JPEG", size=(90, 120)))
        return read_merge(workspace, ids[::-1])

    dialog = MergeDialog(None, tasks, ask(fill))
    qtbot.addWidget(dialog)
    QAbstractItemModelTester(dialog.table.grid, QAbstractItemModelTester.FailureReportingMode.Fatal)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.table.hasFocus)
    return dialog


def test_sides_are_taken_by_keys_and_what_is_open_comes_next(
    qtbot: QtBot, dialog: MergeDialog, ask: Callable[..., Any]
) -> None:
    assert dialog.table.current().key == "unit"  # what one side says alone needs no key
    assert not dialog.accept_button.isEnabled()
    qtbot.keyClick(dialog.table, Key.Key_Left)
    assert dialog.table.current().key == "current_post"
    qtbot.keyClick(dialog.table, Key.Key_Right)
    assert dialog.table.current().key == "photo"
    assert not dialog._pictures[1].pixmap().isNull()
    assert dialog._count.text() == "还有1处没有选定"
    qtbot.keyClick(dialog.table, Key.Key_Right)
    assert dialog._count.text() == "都已选定"
    qtbot.keyClick(dialog.table, Key.Key_Delete)
    assert dialog._count.text() == "还有1处没有选定"
    qtbot.keyClick(dialog.table, Key.Key_Right)
    qtbot.keyClick(dialog.table, Key.Key_F8)
    assert dialog.accept_button.hasFocus()
    qtbot.keyClick(dialog.accept_button, Key.Key_Space)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (left,) = ask(both)
    assert dialog.kept == left
    person = ask(people.get_person, left)
    assert (person.sex, person.unit, person.current_post, person.phone) == ("男", "柳河镇", "局长", "19909900001")


def test_turned_the_other_is_kept_and_nothing_is_decided_meanwhile(
    qtbot: QtBot, dialog: MergeDialog, tasks: HeldTasks
) -> None:
    keep, other = dialog.shown.found.keep.id, dialog.shown.found.other.id
    qtbot.keyClick(dialog.table, Key.Key_Right)
    assert dialog.choices
    tasks.holding = True
    dialog.turn_button.click()
    assert not dialog.table.isEnabled()
    dialog.right_button.click()
    tasks.let_go()
    qtbot.waitUntil(lambda: dialog.shown.found.keep.id == other)
    assert (dialog.shown.found.other.id, dialog.choices) == (keep, {})
    qtbot.waitUntil(dialog.table.hasFocus)
    sides = {cell.key: dialog._sides[cell.key] for cell in dialog.shown.found.cells}
    assert (sides["sex"], sides["phone"], sides["unit"]) == (RIGHT, LEFT, "")


def test_what_is_refused_stays_open_with_what_was_chosen(
    qtbot: QtBot, dialog: MergeDialog, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: told.append(error.text))
    ask(people.edit_cells, [CellEdit(dialog.shown.found.other.id, "phone", "19909900002")])
    dialog.right_button.click()
    dialog.accept_button.click()
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["这两个人在这期间有改动，没有合并。"]
    assert dialog.isVisible()
    assert dialog.accept_button.isEnabled()
    assert dialog._sides["unit"] == RIGHT


@pytest.fixture
def page(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, tasks, tmp_path) as page:
        page.watch.look()
        qtbot.waitUntil(lambda: bool(page.watch.findings))
        yield page


def take_left(qtbot: QtBot, dialog: MergeDialog) -> None:
    qtbot.keyClick(dialog.left_button, Key.Key_Space)
    qtbot.keyClick(dialog.accept_button, Key.Key_Space)


def test_two_chosen_in_the_table_are_merged_and_one_undo_brings_both_back(qtbot: QtBot, page: RostersPage) -> None:
    go(page, 0, "name")
    rows = QItemSelectionModel.SelectionFlag.Rows | QItemSelectionModel.SelectionFlag.Select
    for row in (0, 1):
        page.table.selectionModel().select(page.model.index(row, 0), rows)
    kept = page.model.id_at(0)
    when_opened(lambda dialog: take_left(qtbot, dialog), MergeDialog)
    action = next(each for each in page.commands() if each.text() == "合并选中的两人")
    action.trigger()
    qtbot.waitUntil(lambda: page.model.total == 3)
    settle(qtbot, page)
    assert page.model.id_at(page.table.currentIndex().row()) == kept
    page.tasks.ask("撤销", Workspace.undo)
    qtbot.waitUntil(lambda: page.model.total == 4)


def test_one_alone_is_not_merged(qtbot: QtBot, page: RostersPage) -> None:
    go(page, 0, "name")
    told: list[str] = []
    press("知道了", told)
    next(each for each in page.commands() if each.text() == "合并选中的两人").trigger()
    assert told[0] == "要选中两个人才能合并。"


def test_a_finding_of_two_leads_to_merging(qtbot: QtBot, page: RostersPage) -> None:
    go(page, 1, "name")

    def links() -> list[QPushButton]:
        return [each for each in page.panel.findings.findChildren(QPushButton) if each.text() == "合并"]

    qtbot.waitUntil(lambda: len(links()) == 1)
    when_opened(lambda dialog: take_left(qtbot, dialog), MergeDialog)
    qtbot.keyClick(links()[0], Key.Key_Space)
    qtbot.waitUntil(lambda: page.model.total == 3)
    settle(qtbot, page)


def test_the_menu_of_a_finding_offers_it_where_two_may_be_one(page: RostersPage) -> None:
    one = Finding(Severity.WARNING, "x", "一。", Subject("person", "a"))
    two = Finding(Severity.WARNING, "x", "二。", Subject("person", "a"), twin=Subject("person", "b"))
    for finding, offered in ((one, []), (two, ["合并成一个人……"])):
        menu = QMenu()
        page.commands_of.merging.fill(menu, [finding])
        assert [each.text() for each in menu.actions()] == offered
