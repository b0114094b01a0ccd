"""The page 名册 on a desk, with its roster of three people chosen or all four in the table."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from tests.qt.desks import makers_of


@contextmanager
def page_on_desk(qtbot: QtBot, tasks: Tasks, folder: Path) -> Iterator[RostersPage]:
    """Give the page in an active window, read."""
    page = RostersPage(tasks, load_catalog(), Preferences(folder / "user"))
    desk = Desk(tasks, makers_of(page), 1, folder / "x.huanjie")
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show()
    desk.start()
    qtbot.waitUntil(lambda: page.model.total == 4 and not tasks.busy)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    yield page
    settle(qtbot, page)


def settle(qtbot: QtBot, page: RostersPage) -> None:
    """Wait until nothing is being read or written."""
    qtbot.waitUntil(lambda: not page.tasks.busy)


def choose_roster(qtbot: QtBot, page: RostersPage) -> None:
    """Choose the roster."""
    page.list.choose(page.list.rosters[0].id)
    qtbot.waitUntil(lambda: page.model.total == 3 and not page.tasks.busy)


def go(page: RostersPage, row: int, field: str) -> None:
    """Go to a cell of the table."""
    page.table.go_to(page.model.index(row, page.model.fields().index(field)))
    page.table.setFocus()


def centre(page: RostersPage, row: int, field: str) -> QPoint:
    """Return the middle of a cell, in the table's viewport."""
    return page.table.visualRect(page.model.index(row, page.model.fields().index(field))).center()


def drag(qtbot: QtBot, page: RostersPage, row: int, to: QPoint) -> None:
    """Drag a row by its number to a point of the table, and let it go there."""
    view = page.table._still.viewport()
    begun = view.mapFromGlobal(page.table.viewport().mapToGlobal(centre(page, row, "serial")))
    end = view.mapFromGlobal(page.table.viewport().mapToGlobal(to))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=begun)
    for at in (begun + QPoint(0, 4), (begun + end) / 2, end):
        qtbot.mouseMove(view, at)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
