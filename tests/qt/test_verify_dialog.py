"""与电子表核对 by keys: sides chosen cell by cell, by column and at one go; answers late; what is written is one step."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters.verify_dialog import VerifyDialog
from huanjie_desktop.qt.pages.rosters.verify_head import DIFFERENT, EQUAL, NOT_READ, OURS, THEIRS, UNSURE
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from tests.builders import FixedClock
from tests.exchange.books import write_book
from tests.qt.answering import answer, when_opened
from tests.qt.held import HeldTasks, working

HEAD = ("姓名", "性别", "出生年月", "学历", "现任职务", "手机号码", "血型")
KNOWN = (
    {
        "name": "林木",
        "sex": "男",
        "birth": "1985.07",
        "education": "大学",
        "current_post": "镇长",
        "phone": "19909900001",
    },
    {
        "name": "王芳",
        "sex": "女",
        "birth": "1978.05",
        "education": "大专",
        "current_post": "副部长",
        "phone": "19909900002",
    },
    {"name": "单立", "sex": "男", "birth": "1990.12", "education": "大学", "current_post": "书记", "phone": ""},
    {"name": "丁一", "sex": "男", "birth": "1981.03", "education": "大学", "current_post": "局长", "phone": ""},
)
ROWS = (
    ("林木", "男", "1985.08", "本科", "书记", "19909900001", "A"),
    ("王芳", "女", "197805", "大专", "部长", "19909900009", "B"),
    ("单立", "男", "1990.12", "大学", "镇党委书记", "", "O"),
    ("赵六", "男", "1970.01", "大学", "乡长", "", "A"),
)
Key = Qt.Key


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[HeldTasks]:
    """Tasks whose answers can be held, over a workspace with a roster of four."""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    roster, _change = rosters.create_roster(workspace, "全县干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, (), KNOWN, roster.id)
    workspace.close()
    with working(qtbot, HeldTasks(lambda progress: open_workspace(path, clock=FixedClock()))) as made:
        yield made


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: said.append(str(error)))
    return said


def ask(qtbot: QtBot, tasks: HeldTasks, work: Callable[[Workspace], Any]) -> Any:
    """Return what the worker says once all before is done."""
    with qtbot.waitCallback() as answered:
        tasks.run("", lambda workspace, _progress: work(workspace), answered)
    return answered.args[0]


def make(qtbot: QtBot, tasks: HeldTasks, path: Path | None) -> VerifyDialog:
    roster: Roster = ask(qtbot, tasks, lambda workspace: rosters.list_rosters(workspace)[0][0])
    made = VerifyDialog(None, tasks, load_catalog(), roster, path)
    qtbot.addWidget(made, before_close_func=lambda dialog: dialog.choosing.choices.clear())
    made.resize(1240, 704)
    for table in (made.table, made.people, *made.lists):
        QAbstractItemModelTester(table.grid, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: not tasks.busy and made.isActiveWindow())
    return made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_book(tmp_path / "干部名册6月.xlsx", [HEAD, *ROWS, ["合计：4人"]])


@pytest.fixture
def dialog(qtbot: QtBot, tasks: HeldTasks, file: Path) -> VerifyDialog:
    return make(qtbot, tasks, file)


def lines(dialog: VerifyDialog) -> list[tuple[str, str, str]]:
    grid = dialog.table.grid
    return [(grid.row_at(at).name, grid.row_at(at).title, grid.text_at(at, 3)) for at in range(grid.count)]


def texts(table: Any) -> list[list[str]]:
    return [
        [table.grid.text_at(at, column) for column in range(table.grid.columnCount())] for at in range(table.grid.count)
    ]


def press(qtbot: QtBot, dialog: VerifyDialog, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(dialog.focusWidget(), key)


def rest(qtbot: QtBot, tasks: HeldTasks) -> None:
    tasks.let_go()
    qtbot.waitUntil(lambda: not tasks.busy)


def push(qtbot: QtBot, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Key.Key_Space)


def test_what_differs_is_shown_person_by_person(dialog: VerifyDialog) -> None:
    assert lines(dialog) == [
        ("林木", "出生年月", "未定"),
        ("林木", "现任职务", "未定"),
        ("王芳", "现任职务", "未定"),
        ("王芳", "手机号码", "未定"),
        ("单立", "现任职务", "未定"),
    ]
    assert [row[0] for row in texts(dialog.table)] == ["林木", "", "王芳", "", "单立"]
    assert [row[0] for row in texts(dialog.people)] == ["林木", "王芳", "单立"]
    assert [chip.text() for chip in dialog.head.chips] == [
        "不同 5",
        "只在文件里 1",
        "只在名册里 1",
        "同名待认 1",
        "写法不同、意思相同 2",
        "没有核对 2",
    ]
    assert dialog.table.hasFocus()


def test_arrows_take_a_side_and_go_on_to_the_next(qtbot: QtBot, dialog: VerifyDialog) -> None:
    press(qtbot, dialog, Key.Key_Left, Key.Key_Right, Key.Key_Right)
    assert [line[2] for line in lines(dialog)] == ["← 左", "右 →", "右 →", "未定", "未定"]
    assert dialog.table.currentIndex().row() == 3
    assert dialog.head.write_button.text() == "写入名册（2 处）"
    assert dialog.progress.text() == "已定 3 处，还有 2 处"
    press(qtbot, dialog, Key.Key_Up, Key.Key_Delete)
    assert lines(dialog)[2][2] == "未定"
    qtbot.keyClick(dialog.table, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert lines(dialog)[2][2] == "右 →"
    qtbot.keyClick(dialog.table, Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert lines(dialog)[2][2] == "未定"
    assert [row[2] for row in texts(dialog.people)] == ["✓", "0 / 2", "0 / 1"]


def test_a_kind_of_difference_is_seen_alone_and_f8_leaves_it_for_what_is_open(
    qtbot: QtBot, dialog: VerifyDialog
) -> None:
    box = dialog.head.kinds
    assert box.isVisible()
    box.setFocus()
    qtbot.keyClick(box, Key.Key_End)  # a column
    box.activated.emit(box.currentIndex())
    assert len({line[1] for line in lines(dialog)}) == 1
    assert len(lines(dialog)) < 5
    seen = len(lines(dialog))
    qtbot.waitUntil(dialog.table.hasFocus)
    for _ in range(seen):
        press(qtbot, dialog, Key.Key_Left)
    press(qtbot, dialog, Key.Key_F8)
    assert len(lines(dialog)) == 5
    assert lines(dialog)[dialog.table.currentIndex().row()][2] == "未定"
    dialog.show_list(EQUAL)
    assert not box.isVisible()


def _sees(dialog: VerifyDialog, kind: str, name: str) -> bool:
    dialog.narrow(kind)
    return any(each.name == name for each in dialog.choosing.lines)


def test_somebody_who_is_not_seen_is_gone_to(qtbot: QtBot, dialog: VerifyDialog) -> None:
    last = dialog.people.grid.count - 1
    name = dialog.people.grid.text_at(last, 0)
    kinds = [dialog.head.kinds.itemData(at) for at in range(dialog.head.kinds.count())]
    hiding = next(kind for kind in kinds if kind and not _sees(dialog, kind, name))
    dialog.narrow(hiding)
    dialog.people.setFocus()
    dialog.people.go_to(dialog.people.grid.index(last, 0))
    assert dialog.choosing.kind == ""
    assert dialog.table.current().name == name


def test_it_comes_back_as_large_as_it_was_left(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    roster: Roster = ask(qtbot, tasks, lambda workspace: rosters.list_rosters(workspace)[0][0])
    kept = Preferences(tmp_path / "user")
    first = VerifyDialog(None, tasks, load_catalog(), roster, preferences=kept)
    first.show()
    first.resize(first.width() - 60, first.height() - 40)
    size = first.size()
    first.reject()
    again = VerifyDialog(None, tasks, load_catalog(), roster, preferences=Preferences(tmp_path / "user"))
    assert again.size() == size
    first.deleteLater()
    again.deleteLater()


def test_f8_goes_to_what_is_open_and_then_to_the_button(qtbot: QtBot, dialog: VerifyDialog) -> None:
    push(qtbot, dialog.side.all_right)
    assert [line[2] for line in lines(dialog)] == ["未定", "右 →", "右 →", "右 →", "右 →"]
    assert "一处一处定" in dialog.words.words
    dialog.table.setFocus()
    press(qtbot, dialog, Key.Key_F8)
    assert dialog.table.currentIndex().row() == 0
    press(qtbot, dialog, Key.Key_Left, Key.Key_F8)
    assert dialog.head.write_button.hasFocus()


def test_a_column_is_decided_at_one_go_and_keeps_the_cursor(qtbot: QtBot, dialog: VerifyDialog) -> None:
    buttons = {each.accessibleName(): each for each in dialog.side.findChildren(QPushButton) if each.accessibleName()}
    assert "出生年月全右" not in buttons
    push(qtbot, buttons["现任职务全右"])
    assert [line[2] for line in lines(dialog) if line[1] == "现任职务"] == ["右 →"] * 3
    assert {line[2] for line in lines(dialog) if line[1] != "现任职务"} == {"未定"}
    held = dialog.focusWidget()
    assert held is not None
    assert held.accessibleName() == "现任职务全右"


def test_what_is_taken_is_written_as_one_step_and_the_rest_stays(
    qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks
) -> None:
    before = ask(qtbot, tasks, lambda workspace: len(workspace.store.history()))
    press(qtbot, dialog, Key.Key_Left, Key.Key_Right, Key.Key_Right)
    push(qtbot, dialog.head.write_button)
    rest(qtbot, tasks)
    known = {each.name: each for each in ask(qtbot, tasks, lambda workspace: people.list_people(workspace))}
    assert (known["林木"].current_post, known["王芳"].current_post, known["王芳"].phone) == (
        "书记",
        "部长",
        "19909900002",
    )
    assert ask(qtbot, tasks, lambda workspace: len(workspace.store.history())) == before + 1
    assert lines(dialog) == [("林木", "出生年月", "← 左"), ("王芳", "手机号码", "未定"), ("单立", "现任职务", "未定")]
    assert not dialog.head.write_button.isEnabled()


def test_several_lines_are_decided_together(qtbot: QtBot, dialog: VerifyDialog) -> None:
    qtbot.keyClick(dialog.table, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.table, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, dialog, Key.Key_Right)
    assert [line[2] for line in lines(dialog)] == ["未定", "右 →", "右 →", "右 →", "右 →"]


def test_the_lists_beside(qtbot: QtBot, dialog: VerifyDialog) -> None:
    for at, words in ((THEIRS, "赵六"), (OURS, "丁一"), (UNSURE, "林木"), (EQUAL, "大学 和 本科"), (NOT_READ, "血型")):
        push(qtbot, dialog.head.chips[at])
        assert dialog.pages.currentIndex() == at
        assert words in str(texts(dialog.lists[at - 1]))
    push(qtbot, dialog.head.chips[DIFFERENT])
    assert dialog.table.isVisible()


def test_what_is_switched_off_is_a_difference(qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks) -> None:
    menu = QMenu()
    dialog.head.fill_rules(menu)
    rule = next(action for action in menu.actions() if action.text().startswith("大学 和 本科"))
    assert rule.isChecked()
    rule.trigger()
    rest(qtbot, tasks)
    assert ("林木", "学历", "未定") in lines(dialog)
    qtbot.keyClick(dialog.table, Key.Key_Down)
    press(qtbot, dialog, Key.Key_Right)
    assert "右边读入以后与左边相同" in dialog.words.words
    assert ("林木", "学历", "未定") in lines(dialog)


def test_who_a_row_is_can_be_said(qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks) -> None:
    push(qtbot, dialog.head.chips[UNSURE])
    dialog.lists[UNSURE - 1].go_to(dialog.lists[UNSURE - 1].grid.index(0, 0))
    answer(ChoiceDialog, lambda box: box.choose(""))
    press(qtbot, dialog, Key.Key_Return)
    rest(qtbot, tasks)
    assert "林木" not in {line[0] for line in lines(dialog)}
    assert "林木" in str(texts(dialog.lists[THEIRS - 1]))


def test_a_column_that_was_not_known_can_be_named(qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks) -> None:
    push(qtbot, dialog.head.chips[NOT_READ])
    table = dialog.lists[NOT_READ - 1]
    table.go_to(table.grid.index(next(at for at in range(table.grid.count) if "血型" in texts(table)[at]), 0))
    answer(ChoiceDialog, lambda box: box.choose("remark"))
    press(qtbot, dialog, Key.Key_Return)
    rest(qtbot, tasks)
    assert ("单立", "备注", "未定") in lines(dialog)


def test_a_late_answer_for_another_file_is_dropped(
    qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks, tmp_path: Path
) -> None:
    first = write_book(tmp_path / "甲.xlsx", [HEAD, ROWS[0]])
    second = write_book(tmp_path / "乙.xlsx", [HEAD, ROWS[1]])
    tasks.holding = True
    dialog.open_path(first)
    qtbot.waitUntil(lambda: len(tasks.held) == 1)
    dialog.open_path(second)
    assert not dialog.head.report_button.isEnabled()
    tasks.let_go(1)
    assert dialog.shown is not None
    assert dialog.shown.found.file == "干部名册6月.xlsx"
    rest(qtbot, tasks)
    assert dialog.shown.found.file == "乙.xlsx"
    assert {line[0] for line in lines(dialog)} == {"王芳"}
    assert "乙.xlsx" in dialog.head.heading.text()


def test_the_file_is_read_again_and_decisions_stay(
    qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks, file: Path
) -> None:
    press(qtbot, dialog, Key.Key_Left, Key.Key_Right, Key.Key_Right)
    write_book(file, [HEAD, ROWS[0], ("王芳", "女", "1978.05", "大专", "副部长", "19909900009", ""), *ROWS[2:]])
    push(qtbot, dialog.head.again_button)
    rest(qtbot, tasks)
    assert [line for line in lines(dialog) if line[2] != "未定"] == [
        ("林木", "出生年月", "← 左"),
        ("林木", "现任职务", "右 →"),
    ]
    assert ("王芳", "现任职务", "未定") not in lines(dialog)


def test_a_file_that_cannot_be_read_is_told(qtbot: QtBot, tasks: HeldTasks, told: list[str], tmp_path: Path) -> None:
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    dialog = make(qtbot, tasks, tmp_path / "坏.xlsx")
    qtbot.waitUntil(lambda: bool(told))
    assert "坏.xlsx" in told[0]
    assert not dialog.head.write_button.isEnabled()
    assert dialog.pages.currentIndex() == dialog.pages.count() - 1


def test_what_was_taken_and_not_written_is_asked_about(
    qtbot: QtBot, dialog: VerifyDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    press(qtbot, dialog, Key.Key_Left, Key.Key_Right)
    asked: list[str] = []
    monkeypatch.setattr(messages, "ask", lambda _parent, words, *_rest: bool(asked.append(words)))
    press(qtbot, dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert asked == ["选用右边的1处还没有写入名册。"]
    monkeypatch.setattr(messages, "ask", lambda *_words: True)
    press(qtbot, dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_report_is_seen(qtbot: QtBot, dialog: VerifyDialog, tasks: HeldTasks) -> None:
    seen: list[str] = []

    def look(box: PrintDialog) -> None:
        seen.append(box.windowTitle())
        box.reject()

    when_opened(look, PrintDialog)
    push(qtbot, dialog.head.report_button)
    rest(qtbot, tasks)
    assert seen == ["打印：全县干部名册核对结果"]
