"""The findings of the open workspace, looked for anew a little after each change, shared by window and pages."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from huanjie_desktop.domain.outcome import ChangeSet, Finding, Severity
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.tasks import Tasks

QUIET_MS = 800
MOST_PEOPLE = 5000  # beyond it the whole is looked through only when asked for


class FindingsWatch(QObject):
    """检查结果: one of each Tasks; `found` says that `findings` are new, None in it that nobody has looked."""

    found = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks)
        self._tasks = tasks
        self._asked = False
        self.findings: Sequence[Finding] | None = None
        self.nothing_there = False  # there is nothing in the file that could be looked at
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._look)
        tasks.changed.connect(self._on_changed)
        tasks.closing.connect(self._quiet.stop)

    @staticmethod
    def of(tasks: Tasks) -> "FindingsWatch":
        """Return the one that belongs to a Tasks."""
        for child in tasks.children():
            if isinstance(child, FindingsWatch):
                return child
        return FindingsWatch(tasks)

    def look(self, *, thoroughly: bool = False) -> None:
        """Look now; `thoroughly` also where there are very many people."""
        self._asked = self._asked or thoroughly
        self._look()

    def count(self, severity: Severity) -> int:
        """Return how many there are of one gravity, without those accepted."""
        return sum(finding.severity is severity and not finding.accepted for finding in self.findings or ())

    def about(self, kind: str, id_: str) -> list[Finding]:
        """Return the findings about one thing."""
        findings = self.findings or ()
        return [each for each in findings if each.subject and (each.subject.kind, each.subject.id) == (kind, id_)]

    def of_cells(self) -> dict[tuple[str, str], list[Finding]]:
        """Return the findings about people that count, by (person id, field)."""
        cells: dict[tuple[str, str], list[Finding]] = {}
        for finding in self.findings or ():
            if finding.subject is not None and finding.subject.kind == "person" and not finding.accepted:
                cells.setdefault((finding.subject.id, finding.subject.field), []).append(finding)
        return cells

    def _on_changed(self, _changes: ChangeSet) -> None:
        self._quiet.start()

    def _look(self) -> None:
        most = None if self._asked else MOST_PEOPLE
        self._tasks.run("检查", lambda workspace, progress: _find_all(workspace, progress, most), self._on_found)

    def _on_found(self, answer: tuple[Sequence[Finding] | None, bool]) -> None:
        self.findings, self.nothing_there = answer
        self.found.emit()


def _find_all(workspace: Any, progress: Progress, most: int | None) -> tuple[list[Finding] | None, bool]:
    from huanjie_desktop.services.findings import find_all, is_empty  # in the worker: the window does not wait for it

    return find_all(workspace, progress, most), is_empty(workspace)
