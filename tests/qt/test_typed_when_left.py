"""What is typed beside the table when the page, the window or the file is left: written first, or the window stays."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.people.people import list_people
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.qt.keys import retype

Key, Modifier = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, workspace_path: Path) -> Iterator[MainWindow]:
    window = MainWindow(Preferences(tmp_path / "user"), lambda: date(2026, 3, 1))
    window.resize(1366, 768)
    window.show()
    window.open_path(workspace_path)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    yield window
    if window.desk is not None:
        rosters_of(window).panel.form.put_back()
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    window.deleteLater()


def desk_of(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def rosters_of(window: MainWindow) -> RostersPage:
    page = desk_of(window).pages[1]
    assert isinstance(page, RostersPage)
    return page


def type_place(qtbot: QtBot, window: MainWindow, field: str = "native_place", text: str = "YunJiang") -> QWidget:
    """Type into the panel of the first person, and leave it at that."""
    qtbot.keyClick(desk_of(window), Key.Key_2, Modifier.AltModifier)
    page = rosters_of(window)
    qtbot.waitUntil(lambda: page.model.total == 4 and not page.tasks.busy)
    page.table.go_to(page.model.index(0, page.model.fields().index("name")))
    qtbot.waitUntil(lambda: bool(page.panel.person_id) and not page.tasks.busy)
    edit = page.panel.edits[field]
    edit.setFocus()
    retype(qtbot, edit, text)
    assert page.panel.is_typed
    return edit


def written(path: Path) -> list[str]:
    workspace = open_workspace(path, "", FixedClock())
    found = [person.native_place for person in list_people(workspace)]
    workspace.close()
    return found


@pytest.mark.parametrize("way", ["Ctrl+W", "closing the window"])
def test_it_is_written_before_the_file_is_closed(
    qtbot: QtBot, window: MainWindow, workspace_path: Path, way: str
) -> None:
    type_place(qtbot, window)
    if way == "Ctrl+W":
        qtbot.keyClick(desk_of(window), Key.Key_W, Modifier.ControlModifier)
        qtbot.waitUntil(window.start.isVisible)
    else:
        window.close()
        qtbot.waitUntil(lambda: not window.isVisible())
    assert "YunJiang" in written(workspace_path)


@pytest.mark.parametrize("way", ["Ctrl+W", "closing the window"])
def test_what_cannot_be_written_keeps_the_file_open_and_is_shown(qtbot: QtBot, window: MainWindow, way: str) -> None:
    edit = type_place(qtbot, window, "birth", "1985.13")
    qtbot.keyClick(desk_of(window), Key.Key_1, Modifier.AltModifier)  # nobody sees it there
    if way == "Ctrl+W":
        qtbot.keyClick(desk_of(window), Key.Key_W, Modifier.ControlModifier)
    else:
        window.close()
    assert window.isVisible()
    assert desk_of(window).page is rosters_of(window)
    assert rosters_of(window).panel.is_typed
    assert edit.isVisible()


def test_it_is_written_when_the_page_is_left_and_by_ctrl_s(qtbot: QtBot, window: MainWindow) -> None:
    type_place(qtbot, window)
    qtbot.keyClick(desk_of(window), Key.Key_4, Modifier.AltModifier)
    page = rosters_of(window)
    qtbot.waitUntil(lambda: not page.tasks.busy)
    assert not page.panel.is_typed
    at = page.model.fields().index("native_place")
    assert "YunJiang" in [page.model.index(row, at).data() for row in range(4)]
    type_place(qtbot, window, text="QingHe")
    qtbot.keyClick(desk_of(window), Key.Key_S, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: not page.tasks.busy)
    assert "QingHe" in [page.model.index(row, at).data() for row in range(4)]


def test_ctrl_s_does_not_say_that_all_is_saved_where_it_is_not(qtbot: QtBot, window: MainWindow) -> None:
    type_place(qtbot, window, "birth", "1985.13")
    qtbot.keyClick(desk_of(window), Key.Key_S, Modifier.ControlModifier)
    qtbot.waitUntil(lambda: not desk_of(window).tasks.busy)
    assert "已自动保存" not in desk_of(window).status._change.text()
