"""A list and the one chosen: keys, choices kept, answers for another choice dropped, widths remembered, enabling."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSplitter, QStyledItemDelegate
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.widgets import icons
from huanjie_desktop.qt.widgets.choice_list import CHOICE, LAST, NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.line_list import LineDelegate
from huanjie_desktop.qt.widgets.listed_page import ListedPage, Listing
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.state_rows import StateDelegate
from tests.qt.conftest import PlainWorkspace
from tests.qt.held import HeldTasks

THREE = [Choice("a", "甲县\n7月"), Choice("b", "乙县\n8月", "乙"), Choice("c", "丙县\n9月")]


@pytest.fixture
def choices(qtbot: QtBot) -> ChoiceList:
    made = ChoiceList("会议")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_list_is_filled_without_telling_and_keeps_what_was_chosen(choices: ChoiceList) -> None:
    told: list[str] = []
    choices.chosen.connect(told.append)
    assert choices.show_rows(THREE) == "a"
    assert choices.show_rows(THREE, "b") == "b"
    assert choices.show_rows([THREE[2], THREE[1]]) == "b"
    assert choices.currentRow() == 1
    assert choices.item(1).toolTip() == "乙"
    assert choices.item(0).toolTip() == "丙县\n9月"
    assert choices.show_rows([Choice("b", "乙县改名"), THREE[0]]) == "b"
    assert choices.item(0).text() == "乙县改名"
    assert choices.show_rows([THREE[0], THREE[2]], "gone", LAST) == "c"
    assert choices.show_rows([]) == ""
    assert choices.show_rows(THREE, "gone", NONE) == ""
    assert choices.currentRow() == -1
    assert told == []


def test_arrows_choose_enter_goes_in_and_a_click_tells_again(qtbot: QtBot, choices: ChoiceList) -> None:
    told: list[str] = []
    entered: list[str] = []
    choices.chosen.connect(told.append)
    choices.entered.connect(entered.append)
    choices.show_rows(THREE)
    qtbot.keyClick(choices, Qt.Key.Key_Down)
    qtbot.keyClick(choices, Qt.Key.Key_End)
    assert told == ["b", "c"]
    qtbot.keyClick(choices, Qt.Key.Key_Return)
    assert entered == ["c"]
    spot = choices.visualItemRect(choices.item(2)).center()
    qtbot.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told == ["b", "c", "c"]
    first = choices.visualItemRect(choices.item(0)).center()
    qtbot.mouseClick(choices.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert told == ["b", "c", "c", "a"]  # once
    choices.choose_none()
    assert (choices.chosen_id(), choices.selectedItems()) == ("", [])
    choices.choose("b")
    choices.choose("nobody")
    assert told[4:] == ["b"]
    choices.choose_none()
    qtbot.keyClick(choices, Qt.Key.Key_Return)
    assert entered == ["c"]


class Towns(ListedPage):
    title, icon = "乡镇", "list"
    key, list_name = "towns", "乡镇"
    nothing, begin = "还没有乡镇。", "新建乡镇"
    tables: tuple[str, ...] = ("town",)
    kinds = ("town", "village")

    known: dict[str, str] = {}  # noqa: RUF012 - what the worker reads, set anew by each test

    def __init__(self, tasks: Any, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, None, preferences)  # type: ignore[arg-type]
        self.words, self.edit = QLabel(), QLineEdit()
        self.told: list[str] = []
        self.begun = 0
        self.remove = self.make_action("删除乡镇", "trash-2", lambda: None)
        self.for_one(self.remove)
        self.lay_out([(self.list, 210), (self.edit, 500), (self.words, 100)], self.start)

    @staticmethod
    def read_list(_workspace: Any, _wanted: str, _progress: Progress) -> Listing:
        return Listing([Choice(id_, name) for id_, name in Towns.known.items()], len(Towns.known))

    @staticmethod
    def read_one(_workspace: Any, id_: str) -> str:
        if id_ not in Towns.known:
            raise UserError("没有这个乡镇。")
        return Towns.known[id_]

    def show_list(self, listing: Listing) -> None:
        self.told.append(f"{listing.more} 个")

    def show_one(self, shown: str) -> None:
        self.told.append(shown)
        self.words.setText(shown)

    def show_nothing(self) -> None:
        self.told.append("空")

    def start(self) -> None:
        self.begun += 1


@pytest.fixture
def held(qtbot: QtBot) -> Iterator[HeldTasks]:
    tasks = HeldTasks(lambda _progress: PlainWorkspace())
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    tasks.stop()


@pytest.fixture
def towns(qtbot: QtBot, held: HeldTasks, monkeypatch: pytest.MonkeyPatch) -> Towns:
    monkeypatch.setattr(Towns, "known", {"a": "柳河镇", "b": "石桥镇", "c": "玉泉乡"})
    page = Towns(held)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    return page


def rest(qtbot: QtBot, page: Towns) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)


def test_it_reads_when_it_is_shown_and_what_changes_it(qtbot: QtBot, towns: Towns) -> None:
    towns.reload(ChangeSet("改", 1, {"town": frozenset({"a"})}))
    assert not towns.tasks.busy  # nobody has looked yet
    towns.show_for()
    rest(qtbot, towns)
    assert towns.told == ["3 个", "柳河镇"]
    assert (towns.shown, towns.remove.isEnabled()) == ("柳河镇", True)
    towns.show_for()
    towns.reload(ChangeSet("改", 1, {"person": frozenset({"p"})}))
    rest(qtbot, towns)
    assert len(towns.told) == 2
    Towns.known["a"] = "柳河街道"
    towns.reload(ChangeSet("改", 1, {"town": frozenset({"a"})}))
    rest(qtbot, towns)
    assert towns.told[2:] == ["3 个", "柳河街道"]
    assert towns.list.item(0).text() == "柳河街道"


def test_a_subject_and_what_was_just_made_are_chosen(qtbot: QtBot, towns: Towns) -> None:
    assert towns.takes(Subject("village", "v"))
    assert not towns.takes(Subject("person", "p"))
    towns.show_for(Subject("town", "b"))
    rest(qtbot, towns)
    assert towns.shown == "石桥镇"
    assert towns.wanted == ""  # done with
    towns.show_for(Subject("village", "c"))  # shown here, but not of the list
    rest(qtbot, towns)
    assert towns.shown == "石桥镇"
    Towns.known["d"] = "新乡"

    class Made:
        id = "d"

    towns.show_made((Made(), ChangeSet("", 0)))
    rest(qtbot, towns)
    assert (towns.shown, towns.list.currentRow()) == ("新乡", 3)


def test_walking_down_reads_the_one_where_it_stops(qtbot: QtBot, towns: Towns, held: HeldTasks) -> None:
    towns.show_for()
    rest(qtbot, towns)
    held.holding = True
    for _step in range(2):
        qtbot.keyClick(towns.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: len(held.held) == 1)
    held.let_go(1)  # of the one passed by
    assert towns.told == ["3 个", "柳河镇"]
    held.let_go()
    rest(qtbot, towns)
    assert towns.told == ["3 个", "柳河镇", "玉泉乡"]


def test_a_list_that_is_older_than_another_on_its_way_is_dropped(qtbot: QtBot, towns: Towns, held: HeldTasks) -> None:
    held.holding = True
    towns.show_for()
    qtbot.waitUntil(lambda: len(held.held) == 1)
    Towns.known["d"] = "新乡"
    towns.show_for(Subject("town", "d"))
    qtbot.waitUntil(lambda: len(held.held) == 2)
    held.let_go(1)
    assert towns.told == []
    held.let_go()
    rest(qtbot, towns)
    assert towns.told == ["4 个", "新乡"]


def test_what_is_gone_is_told_only_while_it_is_chosen(qtbot: QtBot, towns: Towns, held: HeldTasks) -> None:
    towns.show_for()
    rest(qtbot, towns)
    told: list[str] = []
    held.troubled.connect(lambda error: told.append(error.text))
    del Towns.known["b"]
    qtbot.keyClick(towns.list, Qt.Key.Key_Down)
    qtbot.keyClick(towns.list, Qt.Key.Key_Down)
    rest(qtbot, towns)
    assert (told, towns.shown) == ([], "玉泉乡")
    qtbot.keyClick(towns.list, Qt.Key.Key_Up)
    rest(qtbot, towns)
    assert told == ["没有这个乡镇。"]
    qtbot.keyClick(towns.list, Qt.Key.Key_Down)
    rest(qtbot, towns)
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Up):  # back on it before the first answer: told once
        qtbot.keyClick(towns.list, key)
    rest(qtbot, towns)
    assert told == ["没有这个乡镇。"] * 2
    towns.read_again()
    rest(qtbot, towns)
    assert towns.list.count() == 2


def test_an_empty_list_offers_to_begin(qtbot: QtBot, towns: Towns) -> None:
    kept, Towns.known = Towns.known, {}
    towns.show_for()
    rest(qtbot, towns)
    assert towns.told == ["0 个", "空"]
    assert not towns.remove.isEnabled()
    begin = next(each for each in towns.findChildren(QPushButton) if each.text() == "新建乡镇")
    begin.setFocus()
    qtbot.keyClick(begin, Qt.Key.Key_Space)
    assert towns.begun == 1
    Towns.known = kept
    towns.read_again()
    rest(qtbot, towns)
    assert (begin.isVisible(), towns.words.isVisible(), towns.remove.isEnabled()) == (False, True, True)
    Towns.known = {}
    towns.read_again()
    rest(qtbot, towns)
    assert (towns.shown, begin.isVisible()) == (None, True)


def test_ctrl_f_goes_to_the_list_and_enter_into_what_is_shown(qtbot: QtBot, towns: Towns) -> None:
    towns.show_for()
    rest(qtbot, towns)
    towns.activateWindow()
    qtbot.waitUntil(towns.isActiveWindow)
    towns.start_search()
    assert towns.list.hasFocus()
    qtbot.keyClick(towns.list, Qt.Key.Key_Return)
    assert towns.edit.hasFocus()


def test_the_widths_are_remembered(qtbot: QtBot, held: HeldTasks, towns: Towns, tmp_path: Path) -> None:
    preferences = Preferences(tmp_path / "user")
    page = Towns(held, preferences)
    qtbot.addWidget(page)
    page.resize(1000, 400)
    page.show()
    splitter = page.findChild(QSplitter)
    assert isinstance(splitter, QSplitter)
    splitter.moveSplitter(333, 1)
    again = Towns(held, preferences)
    qtbot.addWidget(again)
    again.resize(1000, 400)
    again.show()
    other = again.findChild(QSplitter)
    assert isinstance(other, QSplitter)
    assert other.sizes() == splitter.sizes()
    assert splitter.sizes()[0] == 333


class Fresh(Towns):
    only_in_front = True
    tables = ()

    @staticmethod
    def read_list(workspace: Any, wanted: str, progress: Progress) -> Listing:
        listing = Towns.read_list(workspace, wanted, progress)
        return Listing(listing.rows, listing.more, "b", "石桥镇的全部")


def test_a_page_read_in_one_go_is_read_at_each_showing(
    qtbot: QtBot, held: HeldTasks, towns: Towns, tmp_path: Path
) -> None:
    page = Fresh(held)
    qtbot.addWidget(page)
    page.show()
    page.show_for()
    rest(qtbot, page)
    assert page.told == ["3 个", "石桥镇的全部"]
    assert page.list.currentRow() == 1
    page.show_for()
    rest(qtbot, page)
    assert len(page.told) == 4
    page.reload(ChangeSet("改", 1, {"anything": frozenset({"x"})}))
    rest(qtbot, page)
    assert len(page.told) == 6
    page.hide()
    page.reload(ChangeSet("改", 1, {"anything": frozenset({"x"})}))
    assert not held.busy


def test_the_first_one_made_takes_the_cursor_from_the_button_that_goes(
    qtbot: QtBot, towns: Towns, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Towns, "known", {})
    towns.activateWindow()
    towns.show_for()
    rest(qtbot, towns)
    start = next(each for each in towns.findChildren(QPushButton) if each.text() == "新建乡镇")
    start.setFocus()
    qtbot.keyClick(start, Qt.Key.Key_Return)
    assert towns.begun == 1
    monkeypatch.setattr(Towns, "known", {"a": "柳河镇"})
    towns.read_again()
    rest(qtbot, towns)
    assert towns.window().focusWidget() is towns.list


def test_the_one_chosen_is_in_view(qtbot: QtBot, choices: ChoiceList) -> None:
    choices.resize(200, 160)
    choices.show_rows([Choice(str(at), f"第{at}县") for at in range(40)], "35")
    assert choices.viewport().rect().contains(choices.visualItemRect(choices.item(35)).center())


def test_a_row_with_a_state_is_drawn_with_its_word_reason_and_pages(qtbot: QtBot, choices: ChoiceList) -> None:
    choices.setItemDelegate(StateDelegate(choices))
    ready = Choice("a", "议程", icon=("circle-check", "done"), ticked=True, state="可印")
    lacking = Choice("b", "代表名单\n没有代表", icon=("circle-alert", "error"), ticked=False, state="缺数据")
    choices.resize(360, 200)
    choices.show_rows([ready, lacking])
    assert choices.visualItemRect(choices.item(1)).height() > choices.visualItemRect(choices.item(0)).height()
    before = choices.viewport().grab().toImage()
    told: list[object] = []
    choices.itemChanged.connect(told.append)
    choices.set_aside("a", "12页")
    after = choices.viewport().grab().toImage()
    assert told == []
    assert before != after
    assert choices.item(0).data(CHOICE).aside == "12页"
    right = choices.visualItemRect(choices.item(0)).right()
    changed = {x for x in range(right) for y in range(30) if before.pixel(x, y) != after.pixel(x, y)}
    assert min(changed) > right - 60  # at its end
    assert choices.ticked() == ["a"]


@pytest.mark.parametrize("delegate", [StateDelegate, LineDelegate])
def test_a_chosen_row_is_drawn_without_a_word_from_qt(
    qtbot: QtBot, qtlog: Any, choices: ChoiceList, delegate: type[QStyledItemDelegate]
) -> None:
    choices.show_rows([Choice("a", "议程", icon=("circle-check", "done"), ticked=True, state="可印")])
    choices.item(0).setIcon(icons.icon("circle-check", "done"))
    choices.item(0).setData(Qt.ItemDataRole.UserRole, None if delegate is LineDelegate else "a")
    choices.setItemDelegate(delegate(choices))
    choices.setCurrentRow(0)
    choices.viewport().grab()
    assert [record.message for record in qtlog.records if "QPainter" in record.message] == []


def test_what_cannot_be_done_says_why(qtbot: QtBot, towns: Towns) -> None:
    action = towns.make_action("打印", "printer", lambda: None, "Ctrl+P")
    towns.allow(action, False, "还没有乡镇。")
    assert not action.isEnabled()
    assert action.toolTip() == "打印：还没有乡镇。"
    towns.allow(action, True, "还没有乡镇。")
    assert action.isEnabled()
    assert action.toolTip() == "打印（Ctrl+P）"
