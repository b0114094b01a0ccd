"""Small parts of the window that other tests pass by: a search in a list of ticks, a narrow table, the findings' mark, a name taken."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.documents.pictures import page_count
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt.main_window.new_workspace import NewWorkspaceDialog
from huanjie_desktop.qt.main_window.status_bar import StatusBar
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.choice_list import Choice, ChoiceList
from huanjie_desktop.qt.widgets.dialogs import TickDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.papers import PaperView
from huanjie_desktop.qt.widgets.parts import remember, side_by_side
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.qt.widgets.state_rows import StateDelegate
from huanjie_desktop.services.printing.printing import Preview
from huanjie_desktop.services.shown.papers import ShownPaper
from huanjie_desktop.services.shown.rosters import RosterGroup
from tests.documents.papers import pdf, table_paper, text_paper
from tests.qt.keys import type_text


def test_a_search_shows_the_ticks_that_match_and_ticks_no_others(qtbot: QtBot) -> None:
    dialog = TickDialog(
        None, "选定", "选定", [Choice(each, each, ticked=False) for each in ("柳河镇", "石桥镇", "东岭乡")]
    )
    qtbot.addWidget(dialog)
    dialog.show()
    search = next(each for each in dialog.findChildren(QLineEdit) if each.placeholderText() == "查找")
    type_text(qtbot, search, "镇")
    shown = [dialog.list.item(at).text() for at in range(3) if not dialog.list.item(at).isHidden()]
    assert shown == ["柳河镇", "石桥镇"]
    dialog.list.tick_all(True)
    search.clear()
    assert dialog.ticked == ["柳河镇", "石桥镇"]
    assert not any(dialog.list.item(at).isHidden() for at in range(3))


def test_a_stretched_column_takes_the_room_and_never_less_than_its_own(qtbot: QtBot) -> None:
    model = RowsModel((TableColumn("名称", width=200), TableColumn("地点", width=150)))
    table = EditTable(model, "表", 0)
    qtbot.addWidget(table)
    table.show()
    for width, wanted in ((700, 700 - theme.px(150)), (260, theme.px(200))):
        table.resize(width, 200)
        QApplication.processEvents()
        assert table.columnWidth(0) == pytest.approx(wanted, abs=6)
    assert table.horizontalScrollBar().maximum() > 0


def test_columns_give_room_from_the_last_and_spare_ones_go(qtbot: QtBot) -> None:
    columns = (
        TableColumn("步骤", width=300, least=200),
        TableColumn("日期", width=100, least=80),
        TableColumn("最晚", width=90, least=70, spare=True),
        TableColumn("依据", width=120, least=60, spare=True),
    )
    table = EditTable(RowsModel(columns), "表", 0)
    qtbot.addWidget(table)

    def widths(room: int) -> list[int]:
        table.resize(room + table.width() - table.viewport().width(), 200)
        return [0 if table.isColumnHidden(at) else table.columnWidth(at) for at in range(4)]

    table.show()
    assert [theme.px(1), *widths(690)] == [1, 380, 100, 90, 120]  # more than all want: the first has the rest
    assert widths(470) == [260, 80, 70, 60]  # the first has its width back before the others
    assert widths(410) == [200, 80, 70, 60]
    assert widths(400) == [250, 80, 70, 0]  # the last goes first
    assert widths(340) == [260, 80, 0, 0]
    assert widths(610) == [300, 100, 90, 120]  # and they come back


def test_sides_give_way_to_the_middle_and_borders_are_remembered(qtbot: QtBot, tmp_path: Path) -> None:
    def made() -> QSplitter:
        splitter = side_by_side((QWidget(), 180), (QWidget(), 500), (QWidget(), 240), least={0: 120, 2: 200})
        remember(splitter, Preferences(tmp_path), "test/splitter")
        qtbot.addWidget(splitter)
        splitter.show()
        return splitter

    splitter, border = made(), 2 * made().handleWidth()
    splitter.resize(1000, 100)
    assert splitter.sizes() == [180, 1000 - border - 420, 240]
    splitter.resize(700, 100)
    assert splitter.sizes() == [120, 700 - border - 320, 200]
    splitter.resize(1000, 100)
    splitter.moveSplitter(300, 1)
    assert splitter.sizes()[0] == 300
    again = made()
    again.resize(1000, 100)
    assert again.sizes() == splitter.sizes()


@pytest.mark.parametrize(
    ("counts", "drawing", "tint"),
    [
        ((1, 2, 3), "circle-alert", "error"),
        ((0, 2, 3), "triangle-alert", "warning"),
        ((0, 0, 3), "info", "hint"),
        ((0, 0, 0), "circle-check", "done"),
    ],
)
def test_the_findings_bear_the_mark_of_the_gravest(
    qtbot: QtBot, counts: tuple[int, int, int], drawing: str, tint: str
) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_findings(*counts)
    seen, wanted = (each.pixmap(16, 16).toImage() for each in (bar._findings.icon(), icons.icon(drawing, tint)))
    assert seen == wanted


def test_a_file_that_is_there_already_is_not_made_again(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewWorkspaceDialog(None, tmp_path, date(2026, 3, 1))
    qtbot.addWidget(dialog)
    dialog.show()
    type_text(qtbot, dialog.record.edits["county"], "青禾县")
    dialog.record.put("protected", False)
    assert dialog.problem() == ""
    dialog.path.write_bytes(b"")
    assert "这里已有" in dialog.problem()


@pytest.mark.parametrize(("width", "lines"), [(168, 2), (260, 1)])
def test_a_roster_whose_name_has_no_room_takes_two_lines(qtbot: QtBot, width: int, lines: int) -> None:
    listed = RosterList()
    qtbot.addWidget(listed)
    listed.resize(width, 300)
    listed.show()
    every = [(Roster(name, name, "cadre-roster"), 1200) for name in ("县党代会代表名册", "短名")]
    listed.show_rows([RosterGroup("", ((None, 1200),)), RosterGroup("代表名册", tuple(every))])
    QApplication.processEvents()
    heights = [item.sizeHint(0).height() for item in listed._items.values()]
    assert heights == [theme.px(30), theme.px(48 if lines == 2 else 30), theme.px(30)]


def test_a_row_with_a_reason_is_higher(qtbot: QtBot) -> None:
    listed = ChoiceList("材料", 0)
    qtbot.addWidget(listed)
    listed.setItemDelegate(StateDelegate(listed))
    mark = ("circle-alert", "error")
    listed.show_rows([Choice("a", "封面", icon=mark), Choice("b", "名单\n没有代表", icon=mark, state="缺数据")])
    assert [listed.sizeHintForRow(at) for at in range(2)] == [theme.px(30), theme.px(50)]


def test_pages_counted_for_a_list_that_was_shown_before_are_dropped(qtbot: QtBot, open_tasks: Tasks) -> None:
    view = PaperView(open_tasks, "材料", "", width=300)
    qtbot.addWidget(view)
    view.resize(900, 500)

    def paper(title: str) -> ShownPaper:
        return ShownPaper("a", title, title, ("pdf",), lambda *_: Preview(b"", ()), lambda *_: None, counted=True)

    view.show_papers("c", [paper("旧")])
    stale = view._showing
    view.show_papers("c", [paper("新")])
    view._on_counted(stale, paper("旧"), 77)
    assert view.pages == {}
    view._on_counted(view._showing, paper("新"), 5)
    assert view.pages == {"a": 5}


@pytest.mark.parametrize(("duplex", "unit"), [(True, "面"), (False, "页")])
def test_what_is_laid_out_for_both_sides_is_counted_by_sides(
    qtbot: QtBot, open_tasks: Tasks, duplex: bool, unit: str
) -> None:
    bar = PrintBar(open_tasks)
    qtbot.addWidget(bar)
    bar.resize(700, 500)
    bar.show()
    content = pdf(text_paper(), table_paper(60))[0]
    render = lambda *_: Preview(content, ())  # noqa: E731
    bar.show_paper(ShownPaper("a", "会议材料", "会议材料", ("pdf",), render, lambda *_: None, duplex=duplex))
    qtbot.waitUntil(lambda: bool(bar._page.text()))
    assert bar._page.text() == f"第1{unit}，共{page_count(content)}{unit}"
