"""Excel's keys in every editable table of the window, typed into real widgets, also while answers come late."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.clipboard import read_tsv
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.widgets import grid_view
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.qt.held import HeldTasks
from tests.qt.stands import BUILDERS, CONTROL, SHIFT, Stand, build, fill

Key = Qt.Key
GROWING = ("people", "categories", "subjects", "posts", "items")
REFUSING = ("people", "subjects", "totals", "boxes", "import")


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    fill(workspace)
    workspace.close()
    tasks = HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))
    broken: list[BaseException] = []
    tasks.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    if shiboken6.isValid(tasks):
        tasks.let_go()
        qtbot.waitUntil(lambda: not tasks.busy)
        tasks.stop()
    assert broken == []


@pytest.fixture(params=list(BUILDERS))
def stand(request: pytest.FixtureRequest, qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> Stand:
    return build(request.param, qtbot, tasks, tmp_path)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a message box would have said; no test leaves one untold."""
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: said.append(str(error)))
    yield said
    assert said == []


def only(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("stand", names, indirect=True)


def block(stand: Stand) -> tuple[int, int, int, int]:
    """Return the rows and columns chosen: first and last of each."""
    cells = stand.view.chosen_cells()
    rows, columns = [row for row, _ in cells], [column for _, column in cells]
    return min(rows), max(rows), min(columns), max(columns)


def clip(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def test_enter_and_tab_go_on(qtbot: QtBot, stand: Stand) -> None:
    first = stand.view.columns_seen()[0]
    last = stand.view.columns_seen()[-1]
    stand.go(1)
    for key, held, place in (
        (Key.Key_Return, SHIFT, (0, stand.column)),
        (Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, (1, stand.column)),
    ):
        stand.press(qtbot, key, held)
        assert stand.at() == place
    stand.go(0, last)
    stand.press(qtbot, Key.Key_Tab)
    assert stand.at() == (1, first)
    stand.press(qtbot, Key.Key_Backtab, SHIFT)
    assert stand.at() == (0, last)
    stand.go(0, first)
    stand.press(qtbot, Key.Key_Tab)
    assert stand.at() == (0, stand.view.columns_seen()[1])
    assert stand.view.hasFocus()


def test_enter_behind_tabs_goes_to_the_column_in_which_they_began(qtbot: QtBot, stand: Stand) -> None:
    first, seen = stand.column, stand.view.columns_seen()
    second = seen[seen.index(first) + 1]
    stand.go(0, first)
    stand.press(qtbot, Key.Key_Tab)
    stand.press(qtbot, Key.Key_Return)
    assert stand.at() == (1, first)
    stand.press(qtbot, Key.Key_Return)
    assert stand.at() == (2, first)
    stand.go(0, first)
    stand.press(qtbot, Key.Key_Tab)
    stand.press(qtbot, Key.Key_Down)  # an arrow begins anew
    stand.press(qtbot, Key.Key_Return)
    assert stand.at() == (2, second)


def test_typing_replaces_f2_keeps_and_escape_changes_nothing(qtbot: QtBot, stand: Stand) -> None:
    one, two, _three = stand.texts
    before = stand.said()
    stand.go(0)
    stand.type(qtbot, one)
    stand.press(qtbot, Key.Key_Return)
    stand.rest(qtbot)
    assert stand.said() == [one, *before[1:]]
    assert stand.at() == (1, stand.column)
    stand.go(0)
    stand.press(qtbot, Key.Key_F2)
    editor = stand.editor()
    assert editor is not None
    assert editor.text() == one
    stand.press(qtbot, Key.Key_End)
    stand.type(qtbot, two)
    stand.press(qtbot, Key.Key_Escape)
    assert stand.editor() is None
    assert stand.said()[0] == one
    stand.press(qtbot, Key.Key_F2)
    stand.press(qtbot, Key.Key_A, CONTROL)
    stand.type(qtbot, two)
    stand.press(qtbot, Key.Key_Tab)
    stand.rest(qtbot)
    assert stand.said()[0] == two
    assert stand.at() == (0, stand.view.columns_seen()[stand.view.columns_seen().index(stand.column) + 1])
    stand.go(1)
    stand.type(qtbot, one)
    stand.press(qtbot, Key.Key_Return, SHIFT)
    stand.rest(qtbot)
    assert (stand.said()[1], stand.at()) == (one, (0, stand.column))


def test_each_change_is_taken_back_and_made_again(qtbot: QtBot, stand: Stand) -> None:
    before = stand.said()
    clip("\n".join(stand.texts[:2]))
    stand.go(1)
    stand.press(qtbot, Key.Key_V, CONTROL)
    stand.rest(qtbot)
    after = [before[0], *stand.texts[:2], *before[3:]]
    assert stand.said() == after
    stand.view.setFocus()
    stand.press(qtbot, Key.Key_Z, CONTROL)
    stand.rest(qtbot)
    assert stand.said() == before
    stand.view.setFocus()
    stand.press(qtbot, Key.Key_Y, CONTROL)
    stand.rest(qtbot)
    assert stand.said() == after


def test_cells_are_copied_cut_filled_and_emptied(qtbot: QtBot, stand: Stand) -> None:
    one, two, _three = stand.texts
    clip(f"{one}\n{two}")
    stand.go(0)
    stand.press(qtbot, Key.Key_V, CONTROL)
    stand.rest(qtbot)
    stand.go(0)
    stand.press(qtbot, Key.Key_Down, SHIFT)
    stand.press(qtbot, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text().split() == [one, two]
    assert "<td" in QGuiApplication.clipboard().mimeData().html()
    stand.press(qtbot, Key.Key_D, CONTROL)
    stand.rest(qtbot)
    assert stand.said()[:2] == [one, one]
    stand.go(2)
    stand.press(qtbot, Key.Key_D, CONTROL)  # of a single row: from the one above
    stand.rest(qtbot)
    assert stand.said()[2] == one


@only("categories", "totals", "boxes", "import")
def test_delete_and_cut_empty_what_can_be_empty(qtbot: QtBot, stand: Stand) -> None:
    one, two, _three = stand.texts
    blank = "0" if stand.said()[0] == "0" else ""
    clip(f"{one}\n{two}")
    stand.go(0)
    stand.press(qtbot, Key.Key_V, CONTROL)
    stand.rest(qtbot)
    stand.go(0)
    stand.press(qtbot, Key.Key_Delete)
    stand.rest(qtbot)
    assert stand.said()[:2] == [blank, two]
    stand.go(1)
    stand.press(qtbot, Key.Key_X, CONTROL)
    stand.rest(qtbot)
    assert stand.said()[:2] == [blank, blank]
    assert QGuiApplication.clipboard().text().strip() == two


def test_arrows_go_to_the_edge_of_the_data_and_choose_on_the_way(qtbot: QtBot, stand: Stand) -> None:
    columns, last = stand.view.columns_seen(), stand.view.grid.count - 1
    stand.go(0)
    stand.press(qtbot, Key.Key_End, CONTROL)
    assert stand.at() == (last, columns[-1])
    stand.press(qtbot, Key.Key_Home, CONTROL)
    assert stand.at() == (0, columns[0])
    stand.press(qtbot, Key.Key_End)
    assert stand.at() == (0, columns[-1])
    stand.press(qtbot, Key.Key_Home)
    assert stand.at() == (0, columns[0])
    stand.go(0)
    stand.press(qtbot, Key.Key_Down)
    stand.press(qtbot, Key.Key_Up, CONTROL)
    stand.press(qtbot, Key.Key_Down, SHIFT)
    assert block(stand) == (0, 1, stand.column, stand.column)
    stand.press(qtbot, Key.Key_Right, SHIFT)
    right = columns[columns.index(stand.column) + 1]
    assert block(stand) == (0, 1, stand.column, right)
    stand.press(qtbot, Key.Key_Up, SHIFT)
    stand.press(qtbot, Key.Key_Left, SHIFT)
    assert block(stand) == (0, 0, stand.column, stand.column)
    stand.go(2)
    stand.press(qtbot, Key.Key_Up, SHIFT)
    stand.press(qtbot, Key.Key_Up, SHIFT)
    assert block(stand) == (0, 2, stand.column, stand.column)
    stand.press(qtbot, Key.Key_Down, SHIFT)
    assert block(stand) == (1, 2, stand.column, stand.column)
    stand.go(0)
    stand.press(qtbot, Key.Key_End, CONTROL | SHIFT)
    assert block(stand) == (0, last, stand.column, columns[-1])
    stand.press(qtbot, Key.Key_Home, CONTROL | SHIFT)
    assert block(stand) == (0, 0, columns[0], stand.column)
    stand.press(qtbot, Key.Key_A, CONTROL)
    assert block(stand) == (0, last, columns[0], columns[-1])


@only("people", "subjects", "posts", "items", "import")
def test_control_and_an_arrow_stop_at_the_last_row_that_is_filled(qtbot: QtBot, stand: Stand) -> None:
    last = stand.view.grid.count - 1
    stand.go(0)
    stand.press(qtbot, Key.Key_Down, CONTROL)
    assert stand.at() == (last, stand.column)
    stand.press(qtbot, Key.Key_Up, CONTROL | SHIFT)
    assert block(stand) == (0, last, stand.column, stand.column)


def test_shift_and_a_click_choose_from_where_choosing_began(qtbot: QtBot, stand: Stand) -> None:
    stand.go(1)
    stand.press(qtbot, Key.Key_Return)
    stand.press(qtbot, Key.Key_Up, SHIFT)
    at = stand.view.visualRect(stand.view.grid.index(0, stand.column)).center()
    qtbot.mouseClick(stand.view.viewport(), Qt.MouseButton.LeftButton, SHIFT, QPoint(at))
    assert block(stand) == (0, 2, stand.column, stand.column)


def test_the_menu_of_the_cells_is_excels(stand: Stand) -> None:
    stand.go(0)
    menu = stand.view.make_menu()
    assert [each.text() for each in menu.actions()][:5] == ["剪切", "复制", "粘贴", "向下填充", "清除"]
    menu.actions()[1].trigger()
    assert read_tsv(QGuiApplication.clipboard().text()) == [[stand.said()[0]]]
    menu.deleteLater()


@only(*REFUSING)
def test_a_cell_that_takes_nothing_says_why(qtbot: QtBot, stand: Stand) -> None:
    said: list[str] = []
    stand.view.said.connect(said.append)
    for key in (Key.Key_F2, Key.Key_7, Key.Key_Delete):
        stand.go(0, stand.refused)
        stand.press(qtbot, key)
        assert stand.editor() is None
    assert said == [stand.why] * 3
    at = stand.view.visualRect(stand.view.currentIndex()).center()
    qtbot.mouseDClick(stand.view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert said == [stand.why] * 4


@only("people", "totals", "boxes")
def test_a_paste_says_which_columns_it_did_not_take(qtbot: QtBot, stand: Stand) -> None:
    said: list[str] = []
    stand.view.said.connect(said.append)
    first, last = sorted((stand.column, stand.refused))
    given = {stand.column: stand.texts[0], stand.refused: "9"}
    clip("\t".join(given.get(column, "") for column in range(first, last + 1)))
    stand.go(0, first)
    stand.press(qtbot, Key.Key_V, CONTROL)
    stand.tasks.let_go()
    head = stand.view.grid.columns[stand.refused].head
    reason = stand.why.removeprefix(f"“{head}”").removesuffix("，不能在这里填写。")
    assert len(said) == 1
    assert said[0].startswith("粘贴了 ")
    assert f"“{head}”{reason}，没有粘贴" in said[0]


@only("totals", "boxes", "import")
def test_rows_that_have_no_place_are_counted(qtbot: QtBot, stand: Stand) -> None:
    said: list[str] = []
    stand.view.said.connect(said.append)
    assert stand.view.grid.rowCount() == stand.view.grid.count
    stand.go(stand.view.grid.count - 1)
    clip("\n".join(stand.texts))
    stand.press(qtbot, Key.Key_V, CONTROL)
    assert "下面多出 2 行，没有粘贴" in said[0]


@only(*GROWING)
def test_the_empty_row_takes_a_new_one_as_one_step(qtbot: QtBot, stand: Stand) -> None:
    one, two, three = stand.texts
    before = stand.said()
    stand.go(len(before))
    stand.type(qtbot, one)
    stand.press(qtbot, Key.Key_Return)
    stand.rest(qtbot)
    assert stand.said() == [*before, one]
    assert stand.at() == (len(before) + 1, stand.column)
    clip(f"{two}\n{three}")
    stand.press(qtbot, Key.Key_V, CONTROL)
    stand.rest(qtbot)
    assert stand.said() == [*before, one, two, three]
    stand.view.setFocus()
    stand.press(qtbot, Key.Key_Z, CONTROL)
    stand.rest(qtbot)
    assert stand.said() == [*before, one]


@only(*GROWING)
def test_a_block_goes_over_the_last_row_into_new_ones_as_one_step(qtbot: QtBot, stand: Stand) -> None:
    one, two, three = stand.texts
    before = stand.said()
    stand.go(len(before) - 1)
    clip(f"{one}\n{two}\n{three}")
    stand.press(qtbot, Key.Key_V, CONTROL)
    stand.rest(qtbot)
    assert stand.said() == [*before[:-1], one, two, three]
    stand.view.setFocus()
    stand.press(qtbot, Key.Key_Z, CONTROL)
    stand.rest(qtbot)
    assert stand.said() == before


@only("people", "subjects", "posts", "items", "import", "categories")
def test_what_is_typed_while_answers_come_late_is_all_written(qtbot: QtBot, stand: Stand) -> None:
    one, two, three = stand.texts
    before = stand.said()
    stand.tasks.holding = True
    stand.go(0)
    for text in (one, two):
        stand.type(qtbot, text)
        stand.press(qtbot, Key.Key_Return)
    assert stand.said()[:2] == [one, two]
    for char in three:
        stand.type(qtbot, char)
        stand.tasks.let_go(1)
    stand.rest(qtbot)  # what was typed before is read again while this is being typed
    editor = stand.editor()
    assert editor is not None
    assert editor.text() == three
    stand.press(qtbot, Key.Key_Return)
    stand.rest(qtbot)
    assert stand.said() == [one, two, three, *before[3:]]


@only(*GROWING)
def test_rows_typed_one_after_the_other_while_answers_come_late_all_come(qtbot: QtBot, stand: Stand) -> None:
    before = stand.said()
    stand.tasks.holding = True
    stand.go(len(before))
    for text in stand.texts:
        for char in text:
            stand.type(qtbot, char)
            stand.tasks.let_go(1)
        stand.press(qtbot, Key.Key_Return)
    assert not stand.view.grid.draft
    stand.rest(qtbot)
    assert stand.said() == [*before, *stand.texts]
    assert stand.at() == (len(before) + 3, stand.column)


@only("items")
def test_a_refused_part_of_a_form_is_shown_as_it_is_stored(qtbot: QtBot, stand: Stand) -> None:
    before = stand.said(1)
    stand.tasks.holding = True
    stand.go(1, 1)
    clip(before[0])  # two items of one title
    stand.press(qtbot, Key.Key_V, CONTROL)
    assert stand.said(1)[:2] == [before[0], before[0]]
    stand.rest(qtbot)
    assert stand.said(1) == before
    stand.go(1, 1)
    stand.type(qtbot, "Li")
    stand.press(qtbot, Key.Key_Return)
    stand.rest(qtbot)
    assert stand.said(1) == [before[0], "Li", *before[2:]]


@only("import")
def test_what_was_taken_back_is_gone_after_another_correction(qtbot: QtBot, stand: Stand) -> None:
    one, two, _three = stand.texts
    for keys, wanted in (((one,), one), ((), None), ((two,), two)):
        stand.go(0)
        for text in keys:
            stand.type(qtbot, text)
            stand.press(qtbot, Key.Key_Return)
        if not keys:
            stand.press(qtbot, Key.Key_Z, CONTROL)
        stand.rest(qtbot)
        assert wanted in (None, stand.said()[0])
    stand.view.setFocus()
    stand.press(qtbot, Key.Key_Y, CONTROL)
    stand.rest(qtbot)
    assert stand.said()[0] == two
    stand.press(qtbot, Key.Key_Z, CONTROL)
    stand.rest(qtbot)
    assert stand.said()[0] not in (one, two)


@pytest.mark.parametrize("key", [Key.Key_F10, Key.Key_Menu])
def test_the_menu_opens_at_the_current_cell(
    qtbot: QtBot, stand: Stand, monkeypatch: pytest.MonkeyPatch, key: Key
) -> None:
    opened: list[QPoint] = []
    monkeypatch.setattr(grid_view, "open_menu", lambda _menu, at: opened.append(at))
    for row in (0, stand.view.grid.count - 1):
        stand.go(row)
        opened.clear()
        if key == Key.Key_F10:
            qtbot.keyClick(stand.view, key, SHIFT)
        else:  # what Qt makes of the menu key, with the place that it takes the cursor to be at
            QApplication.sendEvent(
                stand.view, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(3, 3), QPoint(9, 9))
            )
        index = stand.view.currentIndex()
        view = stand.view.view_of(index)
        cell = view.visualRect(index).translated(view.viewport().mapToGlobal(QPoint()))
        assert len(opened) == 1
        assert cell.adjusted(-1, -1, 1, 1).contains(opened[0])
