"""A dressed application, and a workspace of the tests' own that counts what is done to it."""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.theme import TextSize
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.workspace import create_workspace, open_workspace, set_base_date
from tests.builders import FixedClock
from tests.qt.held import working

PEOPLE = [
    {"name": "林木", "sex": "男", "birth": "1985.07.12", "unit": "柳河镇", "current_post": "党委书记"},
    {"name": "王芳", "sex": "女", "birth": "1978.05", "unit": "县委组织部", "current_post": "副部长"},
    {"name": "单立", "sex": "男", "birth": "1990.12", "unit": "石桥镇", "current_post": "镇长"},
    {"name": "丁一", "sex": "男", "birth": "1981.03", "unit": "玉泉乡", "current_post": "乡长"},
]


class PlainWorkspace:
    """What the worker owns in the tests of the plumbing."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.closed_in: int | None = None

    def close(self) -> None:
        self.closed_in = threading.get_ident()


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    if not qapp.property("dressed"):
        theme.apply(qapp, TextSize.MEDIUM)
        qapp.setProperty("dressed", True)


def widgets_held(work: Callable[..., Any]) -> list[str]:
    """Return what of the window a function holds, which must not be: it will run in the worker's thread."""
    code, cells = getattr(work, "__code__", None), getattr(work, "__closure__", None) or ()
    held: list[str] = []
    for name, cell in zip(code.co_freevars if code else (), cells, strict=True):
        if isinstance(cell.cell_contents, QObject):
            held.append(name)
        elif isinstance(cell.cell_contents, FunctionType):
            held += [f"{name}: {inner}" for inner in widgets_held(cell.cell_contents)]
    return held


@pytest.fixture(autouse=True)
def _worker_gets_values(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse work that holds anything of the window; the plumbing's own may hold its worker."""
    run = Tasks.run

    def guarded(self: Tasks, label: str, work: Callable[..., Any], *rest: Any, **named: Any) -> None:
        held = widgets_held(work) if work.__module__ != Tasks.__module__ else []
        assert not held, f"{label}: {held}"
        run(self, label, work, *rest, **named)

    monkeypatch.setattr(Tasks, "run", guarded)


@pytest.fixture
def workspace_path(tmp_path: Path) -> Path:
    """A workspace of four people, three of them on one roster."""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    set_base_date(workspace, date(2026, 7, 26))
    roster, _change = rosters.create_roster(workspace, "青禾县干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, (), PEOPLE[:3], roster.id)
    people.edit_cells(workspace, (), PEOPLE[3:])
    workspace.close()
    return path


@pytest.fixture
def open_tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[Tasks]:
    """Tasks over the workspace of four people; a bug in the worker fails the test."""
    with working(qtbot, Tasks(lambda progress: open_workspace(workspace_path, clock=FixedClock()))) as tasks:
        yield tasks


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """The whole window on an office's screen, with no workspace open."""
    window = MainWindow(Preferences(tmp_path / "user"), lambda: date(2026, 3, 1))
    window.resize(1366, 768)
    window.show()
    yield window
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    window.deleteLater()


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks(lambda progress: PlainWorkspace())
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    tasks.stop()
