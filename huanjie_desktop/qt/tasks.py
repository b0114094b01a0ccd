"""The one worker that owns the workspace: what may take time runs there, in order, with progress and cancel."""

import gc
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, Qt, QThread, Signal, Slot

from huanjie_desktop.domain.errors import Cancelled, HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Progress

T = TypeVar("T")
P = ParamSpec("P")
REPORT_SECONDS = 0.06


class Opened(Protocol):
    """What the worker owns: a workspace that can be closed."""

    def close(self) -> None:
        """Close it; may raise a HuanjieError."""


Opener = Callable[[Progress], Opened]
Work = Callable[[Any, Progress], T]


@dataclass(eq=False)
class _Job:
    """One thing asked of the worker; `work` gets the workspace (None while it is being opened)."""

    label: str
    work: Callable[[Any, Progress], Any]
    done: Callable[[Any], object] | None
    failed: Callable[[HuanjieError], None] | None
    owner: QObject | None
    cancelled: Event = field(default_factory=Event)


class Asked(Generic[T]):
    """What was asked of the worker; `then` says who hears of it, which is in time until the event loop goes on."""

    def __init__(self, job: _Job) -> None:
        self._job = job

    def owned_by(self, owner: QObject) -> "Asked[T]":
        """Drop the answer once this widget is gone."""
        self._job.owner = owner
        return self

    def then(self, done: Callable[[T], object] | None, failed: Callable[[HuanjieError], None] | None = None) -> None:
        """Have `done` or `failed` hear what became of it, in the window's thread; their own widget owns the answer."""
        self._job.done, self._job.failed = done, failed
        self._job.owner = self._job.owner or _owner_of(done) or _owner_of(failed)


def _owner_of(done: object) -> QObject | None:
    bound = getattr(done, "__self__", None)
    return bound if isinstance(bound, QObject) else None


@dataclass(frozen=True)
class _Answer:
    """What became of a job: exactly one of result (may be None) and error holds."""

    job: _Job
    result: object = None
    error: Exception | None = None


class _Reporter:
    """The Progress handed to the work: throttled, and raising Cancelled once the user asked to stop."""

    def __init__(self, job: _Job, report: Callable[[str, int, int, str], None]) -> None:
        self._job = job
        self._report = report
        self._last = 0.0

    def step(self, done: int, total: int | None, text: str) -> None:
        if self._job.cancelled.is_set():
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= REPORT_SECONDS or done == total:
            self._last = now
            self._report(self._job.label, done, -1 if total is None else total, text)


class _Worker(QObject):
    """Lives in the worker's thread; the workspace never leaves it."""

    answered = Signal(object)
    progressed = Signal(str, int, int, str)

    def __init__(self) -> None:
        super().__init__()
        self._workspace: Opened | None = None

    @Slot(object)
    def take(self, job: _Job) -> None:
        try:
            if job.cancelled.is_set():
                raise Cancelled
            result = job.work(self._workspace, _Reporter(job, self.progressed.emit))
        except Exception as error:  # noqa: BLE001 - the border of the thread: handed over whole, told or reported there
            self.answered.emit(_Answer(job, error=error))
        else:
            self.answered.emit(_Answer(job, result=result))

    def open_with(self, opener: Opener, progress: Progress) -> Opened:
        self._workspace = opener(progress)
        return self._workspace

    def close_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None


def change_of(result: object) -> ChangeSet | None:
    """Return the ChangeSet that a use case's result carries: itself, its `change_set`, or the last of a tuple."""
    if isinstance(result, tuple) and result:
        result = result[-1]
    if not isinstance(result, ChangeSet):
        result = getattr(result, "change_set", None)
    return result if isinstance(result, ChangeSet) and result.touched else None


class _Collector:
    """Python's collector of cycles, which rests while any worker has something to do.

    It runs in whichever thread happens to allocate; in a worker's it would destroy widgets, which only their own thread
    may do, and the program would crash once in a while after a workspace was closed.
    """

    def __init__(self) -> None:
        self._working: set[int] = set()

    def rest(self, tasks: "Tasks") -> None:
        """Rest from now on, for these tasks."""
        self._working.add(id(tasks))
        gc.disable()

    def go_on(self, tasks: "Tasks") -> None:
        """Go on, if no other tasks have anything to do."""
        self._working.discard(id(tasks))
        if not self._working:
            gc.enable()


_collector = _Collector()


class Tasks(QObject):
    """Runs work in the worker's thread and answers in the window's; one Tasks a workspace.

    Jobs run one after another in the order they were asked for. `failed` of a job hears a HuanjieError; without it the
    signal `troubled` carries it. Anything else is a bug: the signal `broke` carries it, and `failed` hears Cancelled.
    Answers to a destroyed owner (a bound method's widget, or `owner`) are dropped, and so is what is asked behind `close`.
    """

    changed = Signal(object)  # ChangeSet of every write, undo and redo
    busy_changed = Signal(bool)
    progressed = Signal(str, int, int, str)  # label, done, total (-1 unknown), what is being done
    troubled = Signal(object)  # HuanjieError that no one else handles
    broke = Signal(object)  # an exception that is a bug
    closing = Signal()  # the workspace is about to be closed: ask for nothing more
    closed = Signal()
    kept = Signal()  # a backup was made
    _posted = Signal(object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._jobs: deque[_Job] = deque()
        self._last: _Job | None = None  # the one that closes the workspace: nothing is asked behind it
        self._thread = QThread()
        self._beside: Tasks | None = None
        self.closing.connect(self._end_beside)
        self._worker = _Worker()
        self._worker.moveToThread(self._thread)
        self._posted.connect(self._worker.take, Qt.ConnectionType.QueuedConnection)
        self._worker.answered.connect(self._on_answered, Qt.ConnectionType.QueuedConnection)
        self._worker.progressed.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._thread.start()
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Tell whether anything is running or waiting."""
        return bool(self._jobs)

    @property
    def label(self) -> str:
        """Return what is being done now, "" when idle."""
        return self._jobs[0].label if self._jobs else ""

    @property
    def beside(self) -> "Tasks":
        """A second worker, which owns no workspace: it reads and copies closed files while this one edits, and ends before it."""
        if self._beside is None or (self._beside.ended and self._last is None):  # closing was tried, and given up
            self._beside = Tasks(self._opener)
            self._beside.troubled.connect(self.troubled)
            self._beside.broke.connect(self.broke)
            if self._last is not None:
                self._beside.stop()
        return self._beside

    @property
    def ended(self) -> bool:
        """Tell whether nothing that is asked is done any more."""
        return self._last is not None

    def _end_beside(self) -> None:
        if self._beside is not None:
            self._beside.stop()

    def open(
        self, label: str, done: Callable[[Any], None], failed: Callable[[HuanjieError], None] | None = None
    ) -> None:
        """Open the workspace in the worker; `done` hears the result of opening."""
        worker, opener = self._worker, self._opener
        self.run(label, lambda _none, progress: worker.open_with(opener, progress), done, failed)

    def run(
        self,
        label: str,
        work: Work[T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[HuanjieError], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Run `work(workspace, progress)` in the worker; `done` or `failed` hear of it in the window's thread."""
        self._post(_Job(label, work, done, failed, owner or _owner_of(done)))

    def ask(
        self,
        label: str,
        use_case: Callable[Concatenate[Any, P], T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Asked[T]:
        """Run a use case, which takes the workspace and these values, in the worker; `.then(done)` hears the result."""
        assert not any(isinstance(each, QObject) for each in (*args, *kwargs.values())), "a worker gets values"
        job = _Job(label, lambda workspace, _progress: use_case(workspace, *args, **kwargs), None, None, None)
        self._post(job)
        return Asked(job)

    def _post(self, job: _Job) -> None:
        if self._last is not None:
            return  # what is read for pages that are about to go
        self._jobs.append(job)
        if len(self._jobs) == 1:
            _collector.rest(self)
            self.busy_changed.emit(True)
        self._posted.emit(job)

    def cancel(self) -> None:
        """Ask the running job to stop; it ends with Cancelled at its next step."""
        if self._jobs:
            self._jobs[0].cancelled.set()

    def close(self, failed: Callable[[HuanjieError], None] | None = None) -> None:
        """Close the workspace after what is waiting, then end the thread; `closed` says when."""
        worker = self._worker
        self.closing.emit()
        self.run("保存并关闭", lambda _workspace, _progress: worker.close_workspace(), self._on_closed, failed)
        self._last = self._jobs[-1]

    @Slot()
    def stop(self) -> None:
        """End at once for good: cancel what waits, close the workspace in its thread, and wait for that."""
        if not self._thread.isRunning():
            return
        self.closing.emit()
        for job in self._jobs:
            job.cancelled.set()
        self._last = final = _Job("", lambda _w, _p: self._worker.close_workspace(), None, None, None)
        self._jobs.append(final)
        self._posted.emit(final)
        self._posted.emit(_Job("", lambda _w, _p: self._thread.quit(), None, None, None))
        self._thread.wait()
        self._jobs.clear()
        _collector.go_on(self)

    def _on_closed(self, _result: object) -> None:
        self._thread.quit()
        self._thread.wait()
        self.closed.emit()

    @Slot(object)
    def _on_answered(self, answer: _Answer) -> None:
        job = answer.job
        if job in self._jobs:
            self._jobs.remove(job)
        if job is self._last and answer.error is not None:
            self._last = None  # it stays open
        if not self._jobs:
            _collector.go_on(self)
            self.busy_changed.emit(False)
        alive = job.owner is None or shiboken6.isValid(job.owner)
        if answer.error is not None:
            self._tell_failure(job, answer.error, alive)
            return
        change = change_of(answer.result)
        if change is not None:
            self.changed.emit(change)
        if job.done is not None and alive:
            job.done(answer.result)

    def _tell_failure(self, job: _Job, error: Exception, alive: bool) -> None:
        if not isinstance(error, HuanjieError):
            self.broke.emit(error)
            error = Cancelled("程序出错，这一步没有做成，已有内容没有变。")
        if job.failed is not None and alive:
            job.failed(error)
        elif alive:
            self.troubled.emit(error)
