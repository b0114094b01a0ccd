"""Backups that nobody asks for: at opening, every half hour, and on closing, which waits for them."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from huanjie_desktop.domain.errors import Cancelled, HuanjieError
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import IDLE_MINUTES, Preferences
from huanjie_desktop.services.safekeeping.backups import AT_OPENING, IN_BETWEEN, back_up_at_closing, back_up_if_changed
from huanjie_desktop.services.safekeeping.left_behind import LeftBehind, bring_backups, find_left_behind
from huanjie_desktop.services.safekeeping.second_folder import Kept, copy_on, where_kept

EVERY_MS = 30 * 60 * 1000
MINUTE_MS = 60 * 1000
MOST_DECLINED = 20
_DECLINED = "backups/left_behind"
_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel)


class BackupKeeper(QObject):
    """Backs up the open workspace while it is changed, and into the second folder, where one is set; trouble is told once."""

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._told: set[str] = set()
        self.timer = QTimer(self, interval=EVERY_MS)
        self.timer.timeout.connect(lambda: self.back_up(IN_BETWEEN))
        tasks.closing.connect(self.timer.stop)
        tasks.kept.connect(self._ask_where)

    def start(self) -> None:
        """Back up what the last session left, then go on by the clock."""
        self.back_up(AT_OPENING)
        self._ask_where()
        self.timer.start()

    def back_up(self, reason: str) -> None:
        """Back up if something changed."""
        self._tasks.ask("自动备份", back_up_if_changed, reason).then(self._on_done, self._on_failed)

    def close(self, stay: Callable[[HuanjieError | None], None]) -> None:
        """Back up what changed, then close; where that fails, the user decides whether to close all the same.

        `stay` hears that the workspace remains open, with the error that has not been told yet.
        """
        tasks, parent = self._tasks, cast(QWidget, self.parent())

        def ask(error: HuanjieError) -> None:
            advice = f"{error.advice}数据已保存在工作文件里，只是没有新的备份。"
            if messages.ask(parent, f"{error.text}现在关闭，就没有最新的备份。", "仍要关闭", advice):
                tasks.close(stay)
            else:
                stay(None)

        def copied(trouble: HuanjieError | None) -> None:
            if trouble is not None:
                self._on_failed(trouble)
            tasks.close(stay)

        tasks.run("关闭前备份", back_up_at_closing, copied, ask, owner=parent)

    def _on_done(self, copy: Path | None) -> None:
        if copy is not None:
            self._tasks.kept.emit()

    def _ask_where(self) -> None:
        self._tasks.ask("", where_kept).then(self._copy_on)

    def _copy_on(self, kept: Kept) -> None:
        copying = self._tasks.beside
        copying.run("拷到第二备份文件夹", lambda _none, p: copy_on(kept, p), self._on_copied, self._on_failed)

    def _on_copied(self, count: int) -> None:
        if count:
            self._tasks.kept.emit()  # whoever shows the backups

    def _on_failed(self, error: HuanjieError) -> None:
        parent = self.parent()
        if error.text not in self._told and isinstance(parent, QWidget) and not isinstance(error, Cancelled):
            self._told.add(error.text)
            messages.tell(parent.window(), error)


class IdleLock(QObject):
    """Asks for the lock when nobody has touched the keys or the mouse for a while; an open dialog puts it off."""

    locked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.minutes: Callable[[], int] = lambda: IDLE_MINUTES  # asked each time, 0 for never
        self.timer = QTimer(self)
        self.timer.timeout.connect(self._on_idle)

    def start(self) -> None:
        """Watch from now on: the window alone, where keys and the mouse come in; every widget's events would be too many."""
        parent = self.parent()
        handle = parent.window().windowHandle() if isinstance(parent, QWidget) else None
        if handle is not None:
            handle.installEventFilter(self)
        self._wait()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to wait anew at each key and each movement."""
        if event.type() in _TOUCHES:
            self._wait()
        return False

    def _wait(self) -> None:
        minutes = self.minutes()
        if minutes:
            self.timer.start(minutes * MINUTE_MS)
        else:
            self.timer.stop()

    def _on_idle(self) -> None:
        if QApplication.activeModalWidget() is None:
            self.locked.emit()


def offer_left_behind(tasks: Tasks, owner: QWidget, preferences: Preferences) -> None:
    """Ask whether backups shall be brought here that stayed where the workspace was opened before; once for each place."""

    def answer(found: LeftBehind | None) -> None:
        declined = preferences.texts(_DECLINED)
        if found is None or str(found.old) in declined:
            return
        advice = "拷过来以后，那里的仍然保留。不拷也不影响使用，只是恢复备份时这里没有它们。"
        if messages.ask(owner.window(), found.words, "拷到这里", advice):
            old = found.old
            tasks.run(
                "拷备份",
                lambda workspace, p: bring_backups(workspace, old, p),
                lambda _count: tasks.kept.emit(),
                owner=owner,
            )
        else:
            preferences.set_texts(_DECLINED, [*declined, str(found.old)][-MOST_DECLINED:])

    tasks.ask("", find_left_behind, preferences.opened()).owned_by(owner).then(answer)
