"""What a clerk sees on the page 名册: funnels in the heads, grey cells, the list's names, the panel folded away."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window.header import ActionButton
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.column_dialog import ConditionDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.people import rosters
from tests.qt.answering import answer, when_opened
from tests.qt.people_builders import shown_names
from tests.qt.roster_pages import choose_roster, go, page_on_desk, settle


@pytest.fixture
def page(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, open_tasks, tmp_path) as page:
        yield page


def _press_funnel(qtbot: QtBot, page: RostersPage, field: str) -> None:
    head = page.table.horizontalHeader()
    at = page.model.fields().index(field)
    x = head.sectionViewportPosition(at) + head.sectionSize(at) - 11
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, head.height() // 2))


def _tick(dialog: ConditionDialog, value: str) -> None:
    row = dialog.list.ids().index(value)
    dialog.list.item(row).setCheckState(Qt.CheckState.Checked)


def test_a_funnel_opens_the_filter_by_its_columns_values_and_begins_with_what_is_filtered(
    qtbot: QtBot, page: RostersPage
) -> None:
    offered: list[list[str]] = []

    def fill(dialog: ConditionDialog) -> None:
        offered.append([dialog.list.item(at).text() for at in range(dialog.list.count())])
        offered.append(dialog.list.ticked())
        _tick(dialog, "女")

    answer(ConditionDialog, fill)
    _press_funnel(qtbot, page, "sex")
    assert shown_names(page.model) == ["王芳"]
    assert page.model.sieve.order == ""  # it did not sort
    assert set(page.table._funnels[0]._used) == {page.model.fields().index("sex")}
    answer(ConditionDialog, lambda dialog: (fill(dialog), _tick(dialog, "男")))
    _press_funnel(qtbot, page, "sex")
    assert offered == [["男（3）", "女（1）"], [], ["男（3）", "女（1）"], ["女"]]
    assert len(shown_names(page.model)) == 4


def test_a_key_filters_by_the_column_of_the_current_cell_and_none_by_the_numbers(
    qtbot: QtBot, page: RostersPage
) -> None:
    go(page, 0, "native_place")
    titles: list[str] = []
    when_opened(lambda dialog: (titles.append(dialog.windowTitle()), dialog.reject()), ConditionDialog)
    qtbot.keyClick(page.table, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert titles == ["按“籍贯”筛选"]
    go(page, 0, "serial")
    page.head.filter_current()
    assert 0 not in page.table._funnels[0]._offered


def test_what_cannot_be_typed_is_grey_and_says_why(qtbot: QtBot, page: RostersPage) -> None:
    at = page.model.fields().index("age")
    tip = page.model.index(1, at).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "“年龄”由程序计算，不能在这里填写。"
    assert page.model.index(1, at + 1).data(Qt.ItemDataRole.ToolTipRole) is None
    go(page, 0, "name")
    page.table.scrollTo(page.model.index(0, at + 1))
    page.table.viewport().repaint()
    picture = page.table.viewport().grab().toImage()

    def ground(row: int, column: int) -> QColor:
        rect = page.table.visualRect(page.model.index(row, column))
        return picture.pixelColor(rect.topLeft() + QPoint(2, 2))

    assert ground(2, at) == theme.colour("page")
    assert ground(2, at - 1) == theme.colour("surface")


def test_equal_kinds_of_columns_are_aligned_alike(page: RostersPage) -> None:
    page.head._choose(
        ["serial", "name", "birth", "party_joined", "age", "education", "native_place", "degree", "phone"]
    )
    places = [
        Qt.AlignmentFlag(page.model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole))
        & Qt.AlignmentFlag.AlignHorizontal_Mask
        for at in range(len(page.model.columns))
    ]
    left, centre, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight
    assert places == [centre, left, centre, centre, right, left, left, left, centre]


def test_the_list_calls_rosters_of_one_kind_by_their_places(qtbot: QtBot, page: RostersPage) -> None:
    kind = page.list.rosters[0].kind
    for name in ("柳河镇干部名册", "石桥镇干部名册", "石桥镇后备干部名册"):
        page.run("新建名册", rosters.create_roster, name, kind)
    qtbot.waitUntil(lambda: len(page.list.rosters) == 4 and not page.tasks.busy)
    group = page.list.topLevelItem(1)
    assert [group.child(at).text(0) for at in range(4)] == ["青禾县", "柳河镇", "石桥镇干部名册", "石桥镇后备干部名册"]
    assert group.child(1).toolTip(0) == "柳河镇干部名册（0人）"
    page.list.choose(page.list.rosters[1].id)
    qtbot.waitUntil(lambda: page.heading() == "柳河镇干部名册")


def test_the_panel_is_folded_by_a_key_remembered_and_saves_what_was_typed(
    qtbot: QtBot, page: RostersPage, tmp_path: Path
) -> None:
    go(page, 1, "name")
    settle(qtbot, page)
    assert page.panel.isVisible()
    assert page.panel.edits["id_number"].width() >= page.fontMetrics().horizontalAdvance("9" * 18) + 14
    page.panel.edits["native_place"].setText("Yunchuan")  # type: ignore[union-attr]
    qtbot.keyClick(page.table, Qt.Key.Key_F8)
    settle(qtbot, page)
    assert not page.panel.isVisible()
    assert page.model.row_at(1).person.native_place == "Yunchuan"
    choose_roster(qtbot, page)
    assert not page.panel.isVisible()
    again = RostersPage(page.tasks, load_catalog(), Preferences(tmp_path / "user"))
    qtbot.addWidget(again)
    assert again._folded
    qtbot.keyClick(page.table, Qt.Key.Key_F8)
    assert page.panel.isVisible()


def test_after_a_dialog_from_the_header_the_cursor_is_in_the_table(qtbot: QtBot, page: RostersPage) -> None:
    desk = page.window()
    button = next(each for each in desk.findChildren(ActionButton) if each.text() == "添加人员")
    button.setFocus()
    when_opened(lambda dialog: dialog.reject(), NameDialog)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert desk.focusWidget() is page.table


def test_a_button_that_is_disabled_or_goes_leaves_the_cursor_on_the_page(qtbot: QtBot, page: RostersPage) -> None:
    desk = page.window()
    go(page, 0, "name")
    settle(qtbot, page)
    choose_roster(qtbot, page)
    header = next(each for each in desk.findChildren(ActionButton) if each.text() == "加入名册")
    header.setFocus()
    header._action.setEnabled(False)
    assert desk.focusWidget() is page.table
    page.panel.edits["phone"].setText("1")  # type: ignore[union-attr]
    saves = next(each for each in page.panel.findChildren(QPushButton) if each.text() == "不改了")
    saves.setFocus()
    qtbot.keyClick(saves, Qt.Key.Key_Space)
    assert not saves.isEnabled()
    focused = desk.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    page.panel.edits["phone"].setFocus()
    page.fold_panel()
    assert desk.focusWidget() is page.table


def test_coming_to_a_page_puts_the_cursor_into_it_so_that_the_space_bar_does_not_leave_it(
    qtbot: QtBot, page: RostersPage
) -> None:
    desk = page.window()
    assert page.isAncestorOf(desk.focusWidget())  # type: ignore[arg-type]
    desk.navigation.setFocus()  # type: ignore[attr-defined]
    desk.show_page(0)  # type: ignore[attr-defined]
    assert desk.focusWidget() is page.table


def test_a_sorted_column_has_an_arrow_that_shows_which_way(qtbot: QtBot, page: RostersPage) -> None:
    at = page.model.fields().index("birth")
    head = page.table._funnels[0]

    def blue() -> list[int]:
        """Return how much blue each upper line of the head has."""
        left = head.sectionViewportPosition(at)
        picture = head.viewport().grab().toImage()
        places = range(left, left + head.sectionSize(at))
        return [sum(picture.pixelColor(x, y) == theme.colour("primary") for x in places) for y in range(7)]

    assert not any(blue())
    page.head.sort("birth")
    up = blue()
    page.head.sort("birth", descending=True)
    down = blue()
    assert up.index(max(up)) > down.index(max(down))
    page.head.sort("")
    assert not any(blue())
