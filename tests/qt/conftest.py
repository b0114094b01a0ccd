"""A dressed application, and a workspace of the tests' own that counts what is done to it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.theme import TextSize


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


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks(lambda progress: PlainWorkspace())
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    tasks.stop()
