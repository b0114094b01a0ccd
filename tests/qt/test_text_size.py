"""Another text size changes lengths alone: the window and all that is in it stay, as large as if made at that size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QPlainTextEdit, QScrollBar, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.main_window.pages import FOOT, page_makers
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.resizing import change_text_size
from huanjie_desktop.qt.widgets.theme import TextSize

ENDLESS = 500_000
Lengths = tuple[str, tuple[int, ...]]


@pytest.fixture
def medium_again(qapp: QApplication) -> Iterator[None]:
    yield
    change_text_size(qapp, TextSize.MEDIUM)


def _desk(qtbot: QtBot, tasks: Tasks, folder: Path) -> Desk:
    preferences = Preferences(folder)
    pages = page_makers(tasks, load_catalog(), preferences)
    desk = Desk(tasks, pages, len(pages) - FOOT, folder / "青禾县.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show()
    for number in range(len(desk.pages)):
        desk.show_page(number)
        qtbot.waitUntil(lambda: not tasks.busy and not tasks.beside.busy, timeout=20_000)
    return desk


def _lengths(desk: Desk) -> list[Lengths]:
    """Return what was fixed of each widget that is the program's own, those of a kind together."""
    found = []
    for each in desk.findChildren(QWidget):
        if not each.objectName().startswith("qt_") and not isinstance(each, QScrollBar):
            most = [0 if side >= ENDLESS else side for side in each.maximumSize().toTuple()]
            rows = (
                [each.defaultSectionSize()]
                if isinstance(each, QHeaderView) and each.orientation() is Qt.Orientation.Vertical
                else []
            )
            found.append((type(each).__name__, (*each.minimumSize().toTuple(), *most, *rows)))
    return sorted(found)


def _unmatched(lengths: list[Lengths], wanted: list[Lengths]) -> list[Lengths]:
    """Return what is wanted and there is nothing like it, give or take what rounding does."""
    left = list(lengths)
    missing = []
    for name, sides in wanted:
        near = (
            each
            for each in left
            if each[0] == name and all(abs(a - b) <= 3 for a, b in zip(each[1], sides, strict=True))
        )
        like = next(near, None)
        left.remove(like) if like is not None else missing.append((name, sides))
    return missing


@pytest.mark.usefixtures("medium_again")
@pytest.mark.parametrize("way", [[TextSize.LARGE], [TextSize.SMALL, TextSize.LARGE]])
def test_a_window_that_is_resized_is_as_one_made_so(
    qtbot: QtBot, qapp: QApplication, open_tasks: Tasks, tmp_path: Path, way: list[TextSize]
) -> None:
    changed = _desk(qtbot, open_tasks, tmp_path / "one")
    for size in way:
        change_text_size(qapp, size)
    QApplication.processEvents()
    lengths = _lengths(changed)
    fresh = _desk(qtbot, open_tasks, tmp_path / "two")
    wanted = _lengths(fresh)
    assert _unmatched(lengths, wanted) == []
    assert changed.navigation.width() == theme.px(168) == 199
    assert QApplication.font().pointSize() == 13


@pytest.mark.usefixtures("medium_again")
def test_what_is_typed_chosen_and_open_stays(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> None:
    desk = _desk(qtbot, open_tasks, tmp_path)
    rosters = next(page for page in desk.pages if isinstance(page, RostersPage))
    settings = next(page for page in desk.pages if isinstance(page, SettingsPage))
    desk.show_page(desk.pages.index(rosters))
    qtbot.waitUntil(lambda: rosters.model.count == 4 and not open_tasks.busy)
    rosters.table.go_to(rosters.model.index(2, 2))
    rosters.filter.field.setText("林")
    note = next(each for each in rosters.panel.findChildren(QPlainTextEdit))
    note.setFocus()
    qtbot.keyClicks(note, "half typed")
    width = rosters.table.columnWidth(2)
    made = {id(each) for each in desk.findChildren(QWidget)}
    desk.show_page(desk.pages.index(settings))
    large = next(each for each in settings._sizes.buttons() if "大" in each.text())
    qtbot.mouseClick(large, Qt.MouseButton.LeftButton)
    assert desk.page is settings
    assert made <= {id(each) for each in desk.findChildren(QWidget)}
    desk.show_page(desk.pages.index(rosters))
    assert rosters.filter.field.text() == "林"
    assert note.toPlainText() == "half typed"
    assert rosters.table.columnWidth(2) == round(width * 13 / 11)
    assert Preferences(tmp_path).text_size in TextSize


@pytest.mark.usefixtures("medium_again")
def test_there_and_back_changes_nothing(qtbot: QtBot, qapp: QApplication, open_tasks: Tasks, tmp_path: Path) -> None:
    desk = _desk(qtbot, open_tasks, tmp_path)
    before = _lengths(desk)
    for size in (TextSize.LARGE, TextSize.MEDIUM):
        change_text_size(qapp, size)
    assert _lengths(desk) == before
