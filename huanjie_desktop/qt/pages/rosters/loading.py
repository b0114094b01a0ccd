"""Loads a roster's rows: the first screen at once, the rest in parts, so that a roster of 100,000 opens at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject, Signal

from huanjie_desktop.domain.people import PersonRow
from huanjie_desktop.domain.people_rows import haystack
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.people import people
from huanjie_desktop.services.workspace import Workspace

FIRST, PART = 200, 5000


@dataclass(frozen=True)
class Part:
    """Some rows from `start` on, with what is searched in them; `total` is how many there are in all."""

    rows: Sequence[PersonRow]
    haystacks: Sequence[str]
    start: int
    total: int
    base: date


class RowLoader(QObject):
    """Asks for one roster at a time; parts of a roster no longer wanted are dropped."""

    arrived = Signal(object)  # Part
    finished = Signal()

    def __init__(self, tasks: Tasks, fields: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._fields = list(fields)
        self._turn = 0
        self.roster_id: str | None = None

    def load(self, roster_id: str | None, *, whole: bool = False) -> None:
        """Load a roster, None for all people; `whole` in one part, to replace what is shown without a jump."""
        self._turn += 1
        self.roster_id = roster_id
        self._ask(0, None if whole else FIRST)

    def _ask(self, start: int, count: int | None) -> None:
        turn, roster_id, fields = self._turn, self.roster_id, self._fields

        def work(workspace: Workspace, _progress: Progress) -> tuple[int, Part]:
            return turn, read_part(workspace, roster_id, fields, start, count)

        self._tasks.run("读取名册", work, self._on_read)

    def _on_read(self, answer: tuple[int, Part]) -> None:
        turn, part = answer
        if turn != self._turn:
            return
        self.arrived.emit(part)
        read = part.start + len(part.rows)
        if part.rows and read < part.total:
            self._ask(read, PART)
        else:
            self.finished.emit()


def read_part(
    workspace: Workspace, roster_id: str | None, fields: Sequence[str], start: int, count: int | None
) -> Part:
    """Read rows and make what is searched in them; runs in the worker."""
    base = workspace.base_date
    rows = people.list_rows(workspace, roster_id, start, count)
    total = start + len(rows) if count is None else people.count_people(workspace, roster_id)
    return Part(rows, [haystack(row, fields, base) for row in rows], start, total, base)


def read_some(workspace: Workspace, roster_id: str | None, fields: Sequence[str], ids: Sequence[str]) -> Part:
    """Read the rows of some people that are still there."""
    base = workspace.base_date
    rows = people.rows_of(workspace, ids, roster_id)
    return Part(rows, [haystack(row, fields, base) for row in rows], 0, len(rows), base)
