"""A Tasks whose answers can be held back, as if the worker were slow, and let go one by one."""

from collections import deque
from typing import Any

from PySide6.QtCore import Qt, Slot

from huanjie_desktop.qt.tasks import Tasks


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
