"""The order of a roster: moved by keys, by the menu and with the mouse, kept as it is sorted; one undo each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from tests.qt.people_builders import shown_names
from tests.qt.roster_pages import centre, choose_roster, drag, go, page_on_desk, settle

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        choose_roster(qtbot, page)
        assert shown_names(page.model) == ["林木", "王芳", "单立"]
        yield page


def test_alt_and_an_arrow_move_a_person_who_stays_chosen_and_undo_puts_him_back(
    qtbot: QtBot, page: RostersPage
) -> None:
    go(page, 2, "birth")
    qtbot.keyClick(page.table, Qt.Key.Key_Up, ALT)
    settle(qtbot, page)
    assert shown_names(page.model) == ["林木", "单立", "王芳"]
    assert page.table.chosen_rows() == [1]
    qtbot.keyClick(page.table, Qt.Key.Key_Up, ALT)
    settle(qtbot, page)
    assert shown_names(page.model) == ["单立", "林木", "王芳"]
    assert page.model.text_at(0, 0) == "1"
    qtbot.keyClick(page.table, Qt.Key.Key_Up, ALT)  # nobody above
    settle(qtbot, page)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, ALT)
    settle(qtbot, page)
    assert shown_names(page.model) == ["林木", "单立", "王芳"]
    for names in (["单立", "林木", "王芳"], ["林木", "单立", "王芳"], ["林木", "王芳", "单立"]):
        page.window().undo()  # type: ignore[attr-defined]
        settle(qtbot, page)
        assert shown_names(page.model) == names


def test_several_rows_move_together_by_the_menu_of_the_cells(qtbot: QtBot, page: RostersPage) -> None:
    page.table.choose_rows([1, 2])
    menu = page.table.make_menu()
    words = [action.text() for action in menu.actions()]
    assert {"上移", "下移", "加入名册", "移出名册", "删除人员"} <= set(words)
    menu.actions()[words.index("上移")].trigger()
    settle(qtbot, page)
    assert shown_names(page.model) == ["王芳", "单立", "林木"]
    assert page.table.chosen_rows() == [0, 1]


def test_what_is_filtered_out_stays_where_it_is_beside_its_neighbours(qtbot: QtBot, page: RostersPage) -> None:
    page.filter.field.setText("男")
    assert shown_names(page.model) == ["林木", "单立"]
    go(page, 1, "name")
    qtbot.keyClick(page.table, Qt.Key.Key_Up, ALT)
    settle(qtbot, page)
    page.filter.field.clear()
    assert shown_names(page.model) == ["单立", "林木", "王芳"]


def test_a_row_is_dragged_by_its_number_to_where_the_line_shows(qtbot: QtBot, page: RostersPage) -> None:
    drag(qtbot, page, 0, centre(page, 2, "serial") + QPoint(0, 10))
    settle(qtbot, page)
    assert shown_names(page.model) == ["王芳", "单立", "林木"]
    assert page.table.chosen_rows() == [2]
    assert not page.drag._line.isVisible()
    drag(qtbot, page, 2, centre(page, 1, "serial") - QPoint(0, 10))
    settle(qtbot, page)
    assert shown_names(page.model) == ["王芳", "林木", "单立"]
    drag(qtbot, page, 1, centre(page, 1, "serial") + QPoint(0, 2))  # let go where it was
    settle(qtbot, page)
    assert shown_names(page.model) == ["王芳", "林木", "单立"]
    page.window().undo()  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert shown_names(page.model) == ["王芳", "单立", "林木"]


def test_esc_lets_a_row_that_is_being_dragged_stay(qtbot: QtBot, page: RostersPage) -> None:
    view = page.table.viewport()
    still = page.table._still.viewport()
    begun, end = (still.mapFromGlobal(view.mapToGlobal(centre(page, row, "serial"))) for row in (0, 2))
    qtbot.mousePress(still, Qt.MouseButton.LeftButton, pos=begun)
    qtbot.mouseMove(still, (begun + end) / 2)
    qtbot.mouseMove(still, end)
    assert page.drag._line.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Escape)
    assert not page.drag._line.isVisible()
    qtbot.mouseRelease(still, Qt.MouseButton.LeftButton, pos=end)
    settle(qtbot, page)
    assert shown_names(page.model) == ["林木", "王芳", "单立"]


def test_a_sorted_table_is_not_moved_in_but_kept_as_it_is_when_asked(qtbot: QtBot, page: RostersPage) -> None:
    keep = next(action for action in page.commands() if action.text() == "照此排序保存")
    assert not keep.isEnabled()
    page.head.sort("birth", descending=True)
    go(page, 1, "name")
    with qtbot.waitSignal(page.table.said) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_Up, ALT)
    assert told.args == ["现在按“出生年月”降序显示，不能移动；先在“更多”中“照此排序保存”，或“按名册原来的次序显示”。"]
    page.filter.field.setText("女")  # what is filtered out is kept in its order, too
    keep.trigger()
    settle(qtbot, page)
    page.filter.field.clear()
    assert not page.model.sieve.is_sorted
    assert not keep.isEnabled()
    assert shown_names(page.model) == ["单立", "林木", "王芳"]
    page.window().undo()  # type: ignore[attr-defined]
    settle(qtbot, page)
    assert shown_names(page.model) == ["林木", "王芳", "单立"]


def test_all_people_have_no_order_of_their_own(qtbot: QtBot, page: RostersPage) -> None:
    page.list.choose(None)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    assert not any(action.isEnabled() for action in page.commands() if action.text() in ("上移", "下移"))
    with qtbot.waitSignal(page.table.said) as told:
        drag(qtbot, page, 0, centre(page, 2, "serial") + QPoint(0, 10))
    assert "没有自己的次序" in told.args[0]
    assert shown_names(page.model) == ["林木", "王芳", "单立", "丁一"]
