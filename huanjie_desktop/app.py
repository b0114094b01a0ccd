"""The window's composition root: one instance, fonts, words, settings, the crash hook, and the main window."""

import contextlib
import os
import sys
import threading
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from huanjie_desktop import __version__, paths
from huanjie_desktop.domain.errors import HuanjieError, WorldError, os_reason
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.composing import ComposingGuard
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.file_association import associate, lost_program
from huanjie_desktop.services.workspace import SystemClock

_ASKED_OF = "association/asked_of"
_HELD: set[Path] = set()  # the locks of windows that this process has set


class SingleInstance(QObject):
    """Lets one window a user run: the first holds a lock file and watches for the request files of later ones."""

    asked = Signal(object)  # Path to open, None to come forward only

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._requests = folder / "requests"
        self._requests.mkdir(parents=True, exist_ok=True)
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)
        self.first = self._lock.tryLock(0)
        self._file = folder / "window.lock"
        if not self.first and self._file not in _HELD and _names_this_process(self._file):
            self._file.unlink(missing_ok=True)
            self.first = self._lock.tryLock(0)
        if self.first:
            _HELD.add(self._file)
            for file in self._requests.iterdir():
                file.unlink(missing_ok=True)
            self._watcher = QFileSystemWatcher([str(self._requests)], self)
            self._watcher.directoryChanged.connect(self._on_changed)

    def ask_first(self, path: Path | None) -> None:
        """Leave a request for the first instance."""
        part = self._requests / f"{os.getpid()}.part"
        part.write_text(str(path.resolve()) if path else "", encoding="utf-8")
        part.replace(part.with_suffix(".request"))

    def release(self) -> None:
        """Let another instance be the first."""
        if self.first:
            self._lock.unlock()
            _HELD.discard(self._file)

    def _on_changed(self, _folder: str) -> None:
        for file in sorted(self._requests.glob("*.request")):
            text = file.read_text(encoding="utf-8")
            file.unlink(missing_ok=True)
            self.asked.emit(Path(text) if text else None)


def _names_this_process(lock: Path) -> bool:
    """Tell whether a lock has the number of this process, which has not set it: a program that was killed had it before.

    Qt takes such a lock for held; in a container and after it the numbers come again.
    """
    with contextlib.suppress(OSError, ValueError, IndexError):
        return int(lock.read_text(encoding="utf-8", errors="replace").splitlines()[0]) == os.getpid()
    return False


class CrashHook(QObject):
    """Turns what nobody caught into a calm box and a report, from whichever thread."""

    caught = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._showing = False
        self.window: MainWindow | None = None
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over Python's hooks."""
        sys.excepthook = self._on_exception
        threading.excepthook = lambda args: self._on_exception(args.exc_type, args.exc_value, args.exc_traceback)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
        elif error is not None:
            self.caught.emit(error)

    def _show(self, error: BaseException) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            if isinstance(error, HuanjieError):
                messages.tell(self.window, error)
            else:
                messages.report_bug(self.window, error)
        finally:
            self._showing = False


def make_application(preferences: Preferences) -> QApplication:
    """Return the dressed application; made here unless a test has one."""
    QApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    application.setApplicationName("换届工作台")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName(paths.PROGRAM)
    application.setWindowIcon(QIcon(str(paths.resource_dir() / "icons" / "program.svg")))
    ComposingGuard(application)
    theme.translate(application)
    theme.apply(application, preferences.text_size)
    return application


def run_window(path: Path | None = None) -> int:
    """Open the window, with a workspace if one is given, and stay until it is closed; return the exit code."""
    folder = paths.user_folder()
    try:
        preferences = Preferences(folder)
        application = make_application(preferences)
        single = SingleInstance(folder)
        if not single.first:
            single.ask_first(path)
            return 0
    except OSError as error:
        if QApplication.instance() is None:
            QApplication(sys.argv[:1])
        reason = os_reason(error)
        messages.tell(None, WorldError(f"设置文件夹“{folder}”不能使用（{reason}）。", "请检查磁盘和权限后再打开。"))
        return 2
    hook = CrashHook()
    hook.install()
    window = MainWindow(preferences, SystemClock().today)
    hook.window = window
    single.asked.connect(lambda asked: _bring_forward(window, asked))
    window.show()
    if preferences.kept_aside is not None:
        messages.say(window, "这台电脑上的窗口设置看不懂，已改用默认设置。", f"原文件留在“{preferences.kept_aside}”。")
    if path is not None:
        window.open_path(path)
    QTimer.singleShot(0, lambda: offer_association(window, preferences))
    code = application.exec()
    single.release()
    with contextlib.suppress(RuntimeError):
        preferences.save()
    return code


def offer_association(window: MainWindow, preferences: Preferences) -> None:
    """Offer, once for each place that was left, to have a double-click on a workspace file find the program again."""
    lost = lost_program()
    if lost is None or preferences.text(_ASKED_OF) == str(lost):
        return
    preferences.set_text(_ASKED_OF, str(lost))
    if messages.ask(
        window, "程序换了位置，双击工作文件打不开了。", "重新关联", f"原来在“{lost.parent}”。只影响当前用户。"
    ):
        threading.Thread(
            target=associate
        ).start()  # tools of the desktop may take a while; what fails, the crash hook says


def _bring_forward(window: MainWindow, path: Path | None) -> None:
    window.come_forward()
    if path is not None:
        window.open_path(path)
