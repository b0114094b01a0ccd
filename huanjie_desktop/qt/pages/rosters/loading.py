"""Loads a roster's rows: the first screen at once, the rest in parts, so that a roster of 100,000 opens at once."""

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.shown.rosters import Part, read_part

FIRST, PART = 200, 5000


class RowLoader(QObject):
    """Asks for one roster at a time; parts of a roster no longer wanted are dropped."""

    arrived = Signal(object)  # Part
    finished = Signal()

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._turn = 0
        self._roster_id: str | None = None
        self._hidden: Collection[str] = ()

    def load(self, roster_id: str | None, hidden: Collection[str], *, whole: bool = False) -> None:
        """Load a roster, None for all people, to be searched but for hidden columns; `whole` in one part, to replace
        what is shown without a jump."""
        self._turn += 1
        self._hidden = hidden
        self._roster_id = roster_id
        self._ask(0, None if whole else FIRST)

    def _ask(self, start: int, count: int | None) -> None:
        turn = self._turn
        asked = self._tasks.ask("读取名册", read_part, self._roster_id, start, count, self._hidden).owned_by(self)
        asked.then(lambda part: self._take(part) if turn == self._turn else None)

    def _take(self, part: Part) -> None:
        self.arrived.emit(part)
        if part.end < part.total:
            self._ask(part.end, PART)
        else:
            self.finished.emit()
