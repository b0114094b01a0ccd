"""The people of a congress in the window: two kinds with their own words, groups that move, cells that are typed into."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.meetings.congress_dialog import CongressDialog
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.meetings.participants import Members
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from tests.builders import FixedClock
from tests.qt.held import HeldTasks, working
from tests.qt.keys import retype, type_text
from tests.services.test_other_kinds import hold
from tests.services.test_participants import roster_of

T = TypeVar("T")
NAME, CAPACITY, GROUP, ROLE, OFFICE = 1, 5, 6, 7, 8
PAIRS = [("第二", "林木"), ("第一", "张三"), ("第一", "丁一"), ("机关", "王芳")]


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[HeldTasks]:
    """A workspace with a party congress of four people in three groups, and a consultative one of the office's own kind."""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    kind = next(each.id for each in workspace.catalog.congress_kinds.values() if each.level == "township")
    congress, _ = congresses.create_congress(workspace, CongressDraft(kind, "柳河镇", 12))
    participants.take_participants(workspace, congress.id, roster_of(workspace, PAIRS, name="柳河镇党代表名册"))
    hold(workspace, "county_consultative")
    workspace.close()
    with working(qtbot, HeldTasks(lambda _progress: open_workspace(path, clock=FixedClock()))) as tasks:
        yield tasks


@pytest.fixture
def page(qtbot: QtBot, tasks: HeldTasks) -> MeetingsPage:
    page = MeetingsPage(tasks, load_catalog())
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_for(None)
    settle(qtbot, page)
    page.tabs.setCurrentWidget(page.people)
    choose(qtbot, page, 0)
    return page


def settle(qtbot: QtBot, page: MeetingsPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def choose(qtbot: QtBot, page: MeetingsPage, row: int) -> None:
    page.list.setCurrentRow(row)
    settle(qtbot, page)


def choose_group(page: MeetingsPage, words: str) -> None:
    at = next(at for at in range(page.people.groups.count()) if page.people.groups.itemText(at).startswith(words))
    page.people.groups.setCurrentIndex(at)


def groups(page: MeetingsPage) -> list[str]:
    return [page.people.groups.itemText(at) for at in range(page.people.groups.count())]


def column(page: MeetingsPage, at: int) -> list[str]:
    model = page.people.model
    return [str(model.index(row, at).data() or "") for row in range(model.rowCount())]


def heads(page: MeetingsPage) -> list[str]:
    model = page.people.model
    return [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(model.columnCount())]


def field(within: QWidget, name: str) -> QLineEdit:
    return next(each for each in within.findChildren(QLineEdit) if each.accessibleName() == name)


def open_menu_of(button: QPushButton) -> QMenu:
    menu = button.menu()
    menu.aboutToShow.emit()
    return menu


def act(qtbot: QtBot, page: MeetingsPage, menu: QMenu, words: str) -> None:
    """Choose an entry of a menu by its words, and wait for what it does."""
    entry = next(each for each in menu.actions() if each.text() == words)
    assert entry.isEnabled()
    entry.trigger()
    settle(qtbot, page)


def enabled(menu: QMenu) -> dict[str, bool]:
    return {each.text(): each.isEnabled() for each in menu.actions() if each.text()}


def answer(kind: type, fill: Callable[[Any], None]) -> None:
    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        try:
            assert isinstance(dialog, kind)
            fill(dialog)
            dialog.try_accept()  # type: ignore[attr-defined]
        except BaseException:  # an open dialog would wait for ever
            dialog.reject()  # type: ignore[union-attr]
            raise

    QTimer.singleShot(0, accept)


def read(qtbot: QtBot, page: MeetingsPage, work: Callable[[Workspace], T]) -> T:
    found: list[T] = []
    page.tasks.run("核对", lambda workspace, _p: work(workspace), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def stored(qtbot: QtBot, page: MeetingsPage, row: int = 0) -> Members:
    def members(workspace: Workspace) -> Members:
        return participants.members_of(workspace, congresses.list_congresses(workspace)[row].id)

    return read(qtbot, page, members)


def point(page: MeetingsPage, row: int, at: int) -> None:
    """Go to a cell, alone chosen."""
    index = page.people.model.index(row, at)
    page.people.table.setFocus()
    page.people.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def test_the_words_are_those_of_the_kind_that_is_shown(qtbot: QtBot, page: MeetingsPage) -> None:
    assert heads(page)[CAPACITY:9] == ["身份", "代表团", "团内职务", "大会职务"]
    assert groups(page) == ["全部代表团", "第一代表团（2名）", "第二代表团（1名）", "机关代表团（1名）"]
    assert page.people.bar.button.text() == "代表团"
    assert page.people.counts.text() == "显示 4 / 共 4 人；代表4名"
    choose(qtbot, page, 1)
    assert heads(page)[CAPACITY:9] == ["身份", "界别小组", "组内职务", "会议职务"]
    assert groups(page)[0] == "全部界别小组"
    assert groups(page)[-1] == "未编组（1人）"
    assert page.people.counts.text() == "显示 8 / 共 8 人；委员6位，特邀人士2位，主席团成员3位"
    menu = open_menu_of(page.people.act_button)
    assert {"设为召集人", "取消组内职务", "定为特邀人士", "移到其他界别小组"} <= enabled(menu).keys()
    assert not any("团" in words for words in enabled(menu) if "主席团" not in words)


def test_people_are_shown_by_group_and_capacity(qtbot: QtBot, page: MeetingsPage) -> None:
    choose(qtbot, page, 1)
    page.people.capacities.setCurrentText("特邀人士")
    assert column(page, NAME) == ["田　野", "田大方"]
    choose_group(page, "第二界别小组")
    assert column(page, NAME) == []
    page.people.capacities.setCurrentText("全部身份")
    assert column(page, NAME) == ["田　富", "田大利"]
    choose_group(page, "未编组")
    assert column(page, NAME) == ["马　二"]
    qtbot.keyClicks(page.people.search, "x")
    assert page.people.counts.text().startswith("显示 0 / 共 8 人")


def test_groups_are_moved_and_the_choice_goes_with_them(qtbot: QtBot, page: MeetingsPage) -> None:
    button = page.people.bar.button
    assert not enabled(open_menu_of(button))["上移"]
    assert enabled(open_menu_of(button))["先在右边的“全部代表团”里选一个，再改名、移动、删除"] is False
    choose_group(page, "机关代表团")
    assert enabled(open_menu_of(button))["下移"] is False
    act(qtbot, page, open_menu_of(button), "上移")
    assert groups(page)[1:] == ["第一代表团（2名）", "机关代表团（1名）", "第二代表团（1名）"]
    assert page.people.groups.currentText() == "机关代表团（1名）"
    act(qtbot, page, open_menu_of(button), "上移")
    assert enabled(open_menu_of(button))["上移"] is False
    assert [each.name for each in stored(qtbot, page).groups] == ["机关代表团", "第一代表团", "第二代表团"]
    choose_group(page, "第一代表团")
    act(qtbot, page, open_menu_of(button), "下移")
    act(qtbot, page, open_menu_of(button), "按序号排列")
    assert [each.name for each in stored(qtbot, page).groups] == ["机关代表团", "第一代表团", "第二代表团"]
    page.people.groups.setCurrentIndex(0)
    assert [row[:3] for row in column(page, GROUP)] == ["机关代", "第一代", "第一代", "第二代"]


def test_a_group_is_made_named_and_removed(qtbot: QtBot, page: MeetingsPage) -> None:
    button = page.people.bar.button
    answer(NameDialog, lambda dialog: retype(qtbot, dialog.findChild(QLineEdit), "县直代表团"))
    act(qtbot, page, open_menu_of(button), "新建代表团")
    choose_group(page, "县直代表团")
    answer(NameDialog, lambda dialog: retype(qtbot, dialog.findChild(QLineEdit), "县直一团"))
    act(qtbot, page, open_menu_of(button), "改名")
    assert groups(page)[-1] == "县直一团（0名）"
    assert page.people.groups.currentText() == "县直一团（0名）"
    act(qtbot, page, open_menu_of(button), "删除代表团")
    assert [each.name for each in stored(qtbot, page).groups] == ["第一代表团", "第二代表团", "机关代表团"]
    choose_group(page, "第一代表团")
    told: list[HuanjieError] = []
    page.tasks.troubled.connect(told.append)
    act(qtbot, page, open_menu_of(button), "删除代表团")
    assert [error.text for error in told] == ["这个代表团里还有人，没有删除。"]


def test_a_groups_room_is_stored_whole_while_answers_come_late(
    qtbot: QtBot, tasks: HeldTasks, page: MeetingsPage
) -> None:
    bar = page.people.bar
    assert not bar.isVisible()
    choose_group(page, "第一代表团")
    retype(qtbot, field(bar, "讨论地点"), "2F")
    tasks.holding = True
    qtbot.keyClick(field(bar, "讨论地点"), Qt.Key.Key_Tab)
    for char in "Li Min":
        type_text(qtbot, field(bar, "联络员"), char, delay=20)
        tasks.let_go(1)
    choose_group(page, "第二代表团")
    assert (field(bar, "讨论地点").text(), field(bar, "联络员").text()) == ("", "")
    tasks.let_go()
    settle(qtbot, page)
    first, second, _ = stored(qtbot, page).groups
    assert (first.place, first.liaison, second.place, second.liaison) == ("2F", "Li Min", "", "")
    choose_group(page, "第一代表团")
    assert (field(bar, "讨论地点").text(), field(bar, "联络员").text()) == ("2F", "Li Min")


def type_into(qtbot: QtBot, page: MeetingsPage, row: int, at: int, text: str) -> None:
    """Type over a cell with F2, and leave it by Enter."""
    point(page, row, at)
    qtbot.keyClick(page.people.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    retype(qtbot, editor, text)
    with qtbot.waitSignal(page.people.model.changes_asked):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, page)


def test_capacity_group_and_part_are_typed_into_the_table(qtbot: QtBot, page: MeetingsPage) -> None:
    row = column(page, NAME).index("林　木")
    type_into(qtbot, page, row, CAPACITY, "列席人员")
    assert page.people.counts.text() == "显示 4 / 共 4 人；代表3名，列席人员1名"
    type_into(qtbot, page, column(page, NAME).index("林　木"), GROUP, "机关代表团")
    type_into(qtbot, page, column(page, NAME).index("林　木"), ROLE, "副团长")
    row = column(page, NAME).index("林　木")
    assert [column(page, at)[row] for at in (CAPACITY, GROUP, ROLE)] == ["列席人员", "机关代表团", "副团长"]
    for _ in range(3):
        page.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))
    settle(qtbot, page)
    row = column(page, NAME).index("林　木")
    assert [column(page, at)[row] for at in (CAPACITY, GROUP, ROLE)] == ["代表", "第二代表团", ""]


def test_what_the_kind_does_not_have_is_said_and_not_stored(qtbot: QtBot, page: MeetingsPage) -> None:
    told: list[HuanjieError] = []
    page.tasks.troubled.connect(told.append)
    type_into(qtbot, page, 0, ROLE, "召集员")
    qtbot.waitUntil(lambda: len(told) == 1)
    assert [error.text for error in told] == ["没有“召集员”这种团内职务。"]
    assert told[0].advice == "可用：团长、副团长、召集人。"
    qtbot.waitUntil(lambda: column(page, ROLE) == [""] * 4)
    type_into(qtbot, page, 0, GROUP, "第九代表团")
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].text == "没有名为“第九代表团”的代表团。"


def test_the_menu_of_the_cells_sets_capacity_part_and_office(qtbot: QtBot, page: MeetingsPage) -> None:
    point(page, 0, NAME)
    first = column(page, NAME)[0]
    menu = QMenu(page)
    page.people.table.menu_filled.emit(menu)
    act(qtbot, page, menu, "设为团长")
    point(page, column(page, NAME).index(first), NAME)
    act(qtbot, page, open_menu_of(page.people.act_button), "列为主席团成员")
    assert column(page, OFFICE)[column(page, NAME).index(first)] == "主席团成员"
    point(page, column(page, NAME).index(first), NAME)
    act(qtbot, page, open_menu_of(page.people.act_button), "定为特邀人员")
    row = column(page, NAME).index(first)
    assert [column(page, at)[row] for at in (CAPACITY, ROLE)] == ["特邀人员", "团长"]
    point(page, row, NAME)
    act(qtbot, page, open_menu_of(page.people.act_button), "不再列为主席团成员")
    assert column(page, OFFICE) == [""] * 4


def test_an_office_takes_all_that_are_listed_and_one_for_one_person_the_last(qtbot: QtBot, page: MeetingsPage) -> None:
    for row in (0, 1):
        point(page, row, NAME)
        act(qtbot, page, open_menu_of(page.people.act_button), "列为主席团成员")
        point(page, row, NAME)
        act(qtbot, page, open_menu_of(page.people.act_button), "列为秘书长")
    assert column(page, OFFICE) == ["主席团成员", "主席团成员、秘书长", "", ""]
    assert page.people.counts.text() == "显示 4 / 共 4 人；代表4名，主席团成员2名，秘书长1名"


def test_chosen_people_are_moved_to_another_group_and_out(qtbot: QtBot, page: MeetingsPage) -> None:
    choose_group(page, "第一代表团")
    page.people.table.selectAll()
    answer(ChoiceDialog, lambda dialog: dialog.choose(stored_group(qtbot, page, "机关代表团")))
    act(qtbot, page, open_menu_of(page.people.act_button), "移到其他代表团")
    assert groups(page)[1:] == ["第一代表团（0名）", "第二代表团（1名）", "机关代表团（3名）"]
    page.people.groups.setCurrentIndex(0)
    point(page, 0, NAME)
    answer(ChoiceDialog, lambda dialog: dialog.choose("none"))
    act(qtbot, page, open_menu_of(page.people.act_button), "移到其他代表团")
    assert groups(page)[-1] == "未编入代表团（1人）"
    assert column(page, GROUP)[-1] == ""
    page.people.table.selectAll()
    act(qtbot, page, open_menu_of(page.people.act_button), "移出会议")
    assert stored(qtbot, page).participants == []
    assert page.people.counts.text() == "显示 0 / 共 0 人"
    assert not any(enabled(open_menu_of(page.people.act_button)).values())


def stored_group(qtbot: QtBot, page: MeetingsPage, name: str) -> str:
    shown = page.shown
    assert shown is not None
    return next(each.id for each in shown.groups if each.name == name)


def test_the_likeliest_roster_is_offered_first_with_what_its_people_become(qtbot: QtBot, page: MeetingsPage) -> None:
    offered: list[str] = []

    def look(dialog: Any) -> None:
        box = next(each for each in dialog.findChildren(QWidget) if hasattr(each, "itemText"))
        offered.extend(box.itemText(at) for at in range(box.count()))

    answer(ChoiceDialog, look)
    page.people.take_from_roster()
    settle(qtbot, page)
    assert offered[0] == "柳河镇党代表名册（4人，取为代表）"
    assert len(offered) == 3
    assert page.people.counts.text() == "显示 4 / 共 4 人；代表4名"  # who takes part already stays


# the numbers


def ask_new(qtbot: QtBot, page: MeetingsPage, fill: Callable[[CongressDialog], None]) -> None:
    def with_day(dialog: CongressDialog) -> None:
        retype(qtbot, field(dialog, "开始日期"), "2026.7.26")
        fill(dialog)

    answer(CongressDialog, with_day)
    page.new_congress()
    settle(qtbot, page)


def shown_field(dialog: QWidget, name: str) -> bool:
    return field(dialog, name).isVisible()


def test_a_new_congress_asks_for_the_numbers_of_its_kind_and_shows_its_title(qtbot: QtBot, page: MeetingsPage) -> None:
    seen: list[str] = []

    def fill(dialog: CongressDialog) -> None:
        box = dialog.findChild(QComboBox)
        assert isinstance(box, QComboBox)
        retype(qtbot, field(dialog, "召开单位"), "白杨乡")
        retype(qtbot, field(dialog, "届次"), "9")
        seen.append(dialog.title.text())
        assert (shown_field(dialog, "届次"), shown_field(dialog, "会次")) == (True, False)
        box.setCurrentText("县政协全会")
        retype(qtbot, field(dialog, "召开单位"), "青禾县")
        for name, text in (("届次", "10"), ("会次", "2")):
            assert shown_field(dialog, name)
            retype(qtbot, field(dialog, name), text)
            seen.append(dialog.title.text())
        words = [each.text() for each in dialog.findChildren(QLabel) if each.isVisible()]
        assert [words.count(each) for each in ("第", "届", "次会议", "次")] == [2, 1, 1, 0]

    ask_new(qtbot, page, fill)
    assert seen == [
        "中国共产党白杨乡第九次代表大会",
        "中国人民政治协商会议青禾县第十届委员会第一次会议",  # of a term that none was held in
        "中国人民政治协商会议青禾县第十届委员会第二次会议",
    ]
    assert page.heading() == "青禾县政协十届二次会议"


def test_a_number_that_cannot_be_is_said_and_the_dialog_stays(qtbot: QtBot, page: MeetingsPage) -> None:
    said: list[str] = []

    def fill(dialog: CongressDialog) -> None:
        retype(qtbot, field(dialog, "召开单位"), "青禾县")
        retype(qtbot, field(dialog, "届次"), "1000")
        dialog.try_accept()
        said.extend(each.text() for each in dialog.findChildren(QLabel) if "超出" in each.text())
        assert dialog.isVisible()
        retype(qtbot, field(dialog, "届次"), "13")

    ask_new(qtbot, page, fill)
    assert said == ["“1000”超出范围，请填写1到999的整数。"]
    assert page.heading() == "青禾县第十三次党代会"


def test_the_overview_has_the_numbers_of_the_kind_and_stores_them(qtbot: QtBot, page: MeetingsPage) -> None:
    tab = page.overview
    page.tabs.setCurrentWidget(tab)
    assert (field(tab, "届次").isVisible(), field(tab, "会次").isVisible()) == (True, False)
    retype(qtbot, field(tab, "届次"), "14")
    qtbot.keyClick(field(tab, "届次"), Qt.Key.Key_Tab)
    settle(qtbot, page)
    assert tab.title.text() == "中国共产党柳河镇第十四次代表大会"
    assert tab.counts.text().startswith("代表 4 名，代表团 3 个，")
    choose(qtbot, page, 1)
    assert (field(tab, "届次").text(), field(tab, "会次").text()) == ("18", "1")
    assert field(tab, "会次").isVisible()
    retype(qtbot, field(tab, "会次"), "3")
    qtbot.keyClick(field(tab, "会次"), Qt.Key.Key_Tab)
    settle(qtbot, page)
    assert tab.title.text() == "政协青禾县第十八届委员会第三次会议"
    assert tab.counts.text().startswith("委员 6 位，界别小组 3 个，")
    numbers = read(qtbot, page, lambda w: [(each.term, each.sitting) for each in congresses.list_congresses(w)])
    assert numbers == [(14, 0), (18, 3)]
