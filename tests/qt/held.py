"""A Tasks whose answers can be held back, as if the worker were slow, and let go one by one."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import Qt, Slot
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.tasks import Tasks

_Tasks = TypeVar("_Tasks", bound=Tasks)


class HeldTasks(Tasks):
    """Does the work at once; while `holding`, what it says of it waits in `held` until it is let go, in order."""

    holding = False

    def __init__(self, *args: Any) -> None:
        self.held: deque[Any] = deque()
        super().__init__(*args)
        self._worker.answered.disconnect(self._on_answered)
        self._worker.answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def let_go(self, count: int | None = None) -> None:
        """Let the first `count` answers go; all, and those to come, where it is None."""
        if count is None:
            self.holding = False
        while self.held and (count is None or count > 0):
            count = None if count is None else count - 1
            self._on_answered(self.held.popleft())

    @Slot(object)
    def _take(self, answer: Any) -> None:
        if self.holding or self.held:
            self.held.append(answer)
        else:
            self._on_answered(answer)


@contextmanager
def working(qtbot: QtBot, tasks: _Tasks) -> Iterator[_Tasks]:
    """Give tasks that have opened what they work on; a bug in the worker fails the test."""
    broken: list[BaseException] = []
    tasks.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    if shiboken6.isValid(tasks):
        tasks.stop()
    assert broken == []
