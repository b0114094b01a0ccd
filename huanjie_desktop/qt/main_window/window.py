"""The window: the start page or a desk, what is opened and closed, and what it remembers."""

import gc
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import BackupNotOpened, DamagedWorkspace, HuanjieError, PasswordNeeded
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.main_window.desk import Desk
from huanjie_desktop.qt.main_window.keeping import offer_left_behind
from huanjie_desktop.qt.main_window.new_workspace import NewWorkspaceDialog
from huanjie_desktop.qt.main_window.pages import FOOT, page_makers
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.start import StartPage
from huanjie_desktop.qt.tasks import Opener, Tasks
from huanjie_desktop.qt.widgets.dialogs import PasswordDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.safekeeping.backups import Rescue, open_or_find_rescue, rescue_and_open, restore_to_owner
from huanjie_desktop.services.shown.backups import rescue_in_words
from huanjie_desktop.services.shown.help import HelpPlace
from huanjie_desktop.services.workspace import SUFFIX, Workspace, create_workspace, open_workspace

if TYPE_CHECKING:
    from huanjie_desktop.qt.main_window.help_window import HelpWindow

_TOURED = "window/toured"
FILTER = f"换届工作文件 (*{SUFFIX})"


class MainWindow(QMainWindow):
    """主窗口: one workspace at a time; opening another closes the one before."""

    def __init__(self, preferences: Preferences, today: Callable[[], date]) -> None:
        super().__init__()
        self._preferences, self._today = preferences, today
        self.desk: Desk | None = None
        self._opening: Tasks | None = None
        self._closing = False
        self._help: HelpWindow | None = None
        self.start = StartPage(first=not preferences.text(_TOURED))
        self.start.help_asked.connect(lambda: self.show_help(HelpPlace()))
        self.start.new_asked.connect(self.make_new)
        self.start.open_asked.connect(self.choose_file)
        self.start.demo_asked.connect(self.make_demo)
        self.start.package_asked.connect(self.open_package)
        self.start.recent_asked.connect(self.open_path)
        self.start.forget_asked.connect(self._on_forget_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(960, 600)
        self.resize(1280, 720)
        self.restoreGeometry(preferences.bytes_of("window/geometry"))
        self._show_start()

    def open_path(self, path: Path, password: str = "") -> None:
        """Open a workspace file; one that is open already only comes to the front."""
        if self.desk is not None and self.desk.path.resolve() == path.resolve():
            return
        self._open_file(f"正在打开“{path.stem}”", path, password, lambda _p: open_or_find_rescue(path, password))

    def make_new(self) -> None:
        """Ask for a county and make its workspace."""
        dialog = NewWorkspaceDialog(self, self._preferences.folder(), self._today())
        answer = ask_dialog(dialog, lambda closed: (closed.path, closed.county, closed.password))
        if answer is not None:
            path, county, password = answer
            begun = (lambda desk: self._offer_code(desk, password)) if password else None
            self._open(
                f"正在新建“{path.stem}”", lambda _progress: create_workspace(path, county, password), begun=begun
            )

    def _offer_code(self, desk: Desk, password: str) -> None:
        from huanjie_desktop.qt.pages.settings.password_panel import offer_code  # only where a password was set

        offer_code(desk, desk.tasks, lambda: desk.page.read_again(), password)

    def choose_file(self) -> None:
        """Ask for a workspace file and open it."""
        name, _kind = QFileDialog.getOpenFileName(self, "打开工作文件", str(self._preferences.folder()), FILTER)
        if name:
            self.open_path(Path(name))

    def open_package(self) -> None:
        """Ask for a package and show it."""
        from huanjie_desktop.qt.widgets.package_dialog import choose_package

        choose_package(self, self._preferences, self._preferences.folder())

    def make_demo(self) -> None:
        """Ask where the example goes, make it and open it."""
        from huanjie_desktop.services.demo.county import make_demo  # only here: it brings the importing of spreadsheets

        chosen = QFileDialog.getExistingDirectory(self, "示例存放在", str(self._preferences.folder()))
        if chosen:
            folder = Path(chosen)
            begun = None if self._preferences.text(_TOURED) else lambda _desk: self.begin_tour()
            self._open(
                "正在做示例",
                lambda progress: open_workspace(make_demo(folder, progress=progress).workspace),
                begun=begun,
            )

    def show_help(self, place: HelpPlace) -> None:
        """Show the manual in its window, at a page's chapter."""
        from huanjie_desktop.qt.main_window.help_window import HelpWindow  # only once somebody asks

        if self._help is None:
            self._help = HelpWindow(self)
        self._help.show_place(place)

    def begin_tour(self) -> None:
        """Walk over the pages of the open workspace; it is not offered again of itself."""
        from huanjie_desktop.qt.main_window.tour import Tour  # only once somebody asks

        self._preferences.set_text(_TOURED, "1")
        if self.desk is not None:
            Tour(self.desk).begin()

    def come_forward(self) -> None:
        """Come to the front: the program was started once more."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def _open_file(self, text: str, path: Path, password: str, opener: Opener) -> None:
        self._open(text, opener, lambda error: self._on_not_opened(path, password, error))

    def _open(
        self,
        text: str,
        opener: Opener,
        failed: Callable[[HuanjieError], None] | None = None,
        begun: Callable[[Desk], object] | None = None,
    ) -> None:
        if self._opening is not None:
            return
        tasks = self._opening = Tasks(opener)
        tasks.broke.connect(lambda error: messages.report_bug(self, error))
        tasks.progressed.connect(self.start.show_progress)
        self.start.cancel_asked.connect(tasks.cancel)
        self.start.show_waiting(text + "……")
        self._stack.setCurrentWidget(self.start)
        handle = failed or (lambda error: messages.tell(self, error))

        def give_up(error: HuanjieError) -> None:
            self._opening = None
            tasks.stop()
            self._stack.setCurrentWidget(self.desk or self.start)
            self.start.show_waiting("")
            handle(error)

        tasks.open(text, lambda workspace: self._on_opened(workspace, begun), give_up)

    def _on_opened(self, workspace: Any, begun: Callable[[Desk], object] | None) -> None:
        tasks, self._opening = self._opening, None
        assert tasks is not None
        tasks.broke.disconnect()
        before = self.desk
        desk = self._make_desk(tasks, workspace.catalog, workspace.path)
        self._show_title(workspace.path)
        self._preferences.remember_recent(workspace.path)
        self.start.show_waiting("")
        desk.start()
        if before is not None:
            self._end(before, lambda: None)
        if begun is not None:
            begun(desk)
        else:
            offer_left_behind(tasks, desk, self._preferences)

    def _make_desk(self, tasks: Tasks, catalog: Catalog, path: Path) -> Desk:
        pages = page_makers(tasks, catalog, self._preferences)
        self.desk = Desk(tasks, pages, len(pages) - FOOT, path)
        self.desk.idle.minutes = lambda: self._preferences.idle_minutes
        self.desk.leave_asked.connect(self.close_workspace)
        self.desk.lock_asked.connect(self.lock)
        self.desk.rebuild_asked.connect(self._on_rebuild_asked)
        self.desk.written_elsewhere.connect(self.open_path)
        self.desk.help_asked.connect(self.show_help)
        self.desk.tour_asked.connect(self.begin_tour)
        self._stack.addWidget(self.desk)
        self._stack.setCurrentWidget(self.desk)
        return self.desk

    def _on_rebuild_asked(self) -> None:
        before = self.desk
        if before is None:
            return
        number = before.pages.index(before.page)
        desk = self._make_desk(before.tasks, before.page.catalog, before.path)
        desk.start()
        desk.show_page(number)
        self._drop(before)

    def _on_not_opened(self, path: Path, password: str, error: HuanjieError) -> None:
        if isinstance(error, DamagedWorkspace):
            opener = _offer_rescue(self, path, password, error)
            if opener is not None:
                self._open_file("正在恢复备份", path, password, opener)
            return
        if isinstance(error, BackupNotOpened):
            self._offer_restoring(error)
            return
        if not isinstance(error, PasswordNeeded):
            messages.tell(self, error)
            return
        typed = ask_dialog(PasswordDialog(self, error.text), lambda closed: closed.password)
        if typed is not None:
            self.open_path(path, typed)

    def _offer_restoring(self, refused: BackupNotOpened) -> None:
        """Offer to restore the backup that was to be opened."""
        name = refused.owner.stem
        kept = "现有数据会先另存为一份备份（恢复前）。" if refused.owner.exists() else ""
        if messages.ask(self, refused.text, f"恢复到“{name}”", f"可以把它恢复到“{refused.owner.name}”。{kept}"):
            self._restore(refused, "")

    def _restore(self, refused: BackupNotOpened, password: str) -> None:
        def failed(error: HuanjieError) -> None:
            if not isinstance(error, PasswordNeeded):
                messages.tell(self, error)
                return
            typed = ask_dialog(PasswordDialog(self, error.text), lambda closed: closed.password)
            if typed is not None:
                self._restore(refused, typed)

        owner, file = refused.owner, refused.file
        self._open("正在恢复备份", lambda _progress: restore_to_owner(owner, file, password), failed)

    def _on_forget_asked(self, path: Path) -> None:
        self._preferences.forget_recent(path)
        self.start.show_recent(self._preferences.recent())

    def close_workspace(self) -> None:
        """Close the open workspace and show the start page."""
        if self.desk is not None:
            self._put_down(self.desk, self._close_workspace)

    def _close_workspace(self) -> None:
        if self.desk is not None:
            desk, self.desk = self.desk, None
            self._end(desk, self._show_start)

    def lock(self) -> None:
        """Close the open workspace, so that nothing of it is left, and ask for its password."""
        if self.desk is not None:
            self._put_down(self.desk, self._lock, anyway=True)

    def _lock(self) -> None:
        if self.desk is None:
            return
        desk, self.desk = self.desk, None

        def ask_again() -> None:
            self._show_start()
            self.open_path(desk.path)

        self._end(desk, ask_again)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the workspace first; what is typed is saved, so nothing is asked but where it cannot be."""
        self._preferences.set_bytes("window/geometry", self.saveGeometry())
        self._preferences.save()
        if self._opening is not None:
            self._opening.stop()
        if self.desk is None:
            event.accept()
            return
        event.ignore()
        if not self._closing:
            self._put_down(self.desk, self._close_last)

    def _close_last(self) -> None:
        if self.desk is not None and not self._closing:
            self._closing = True
            self._end(self.desk, self._on_last_closed)

    def _put_down(self, desk: Desk, then: Callable[[], object], *, anyway: bool = False) -> None:
        """Have what is typed written, and go on once it is; stay where something is asked about it, or (unless it must be
        `anyway`) where it cannot be."""
        if not desk.waits():
            then()
        elif not desk.put_down():
            if anyway:
                then()
        else:
            desk.tasks.ask("", _look).owned_by(desk).then(lambda _nothing: self._go_on(desk, then))

    def _go_on(self, desk: Desk, then: Callable[[], object]) -> None:
        if desk is self.desk and QApplication.activeModalWidget() is None and not desk.waits():
            then()

    def _on_last_closed(self) -> None:
        self.desk = None
        self.close()

    def _end(self, desk: Desk, then: Callable[[], object]) -> None:
        def finish() -> None:
            desk.tasks.closed.disconnect(finish)
            self._drop(desk)
            then()

        def stay(error: HuanjieError | None) -> None:
            desk.tasks.closed.disconnect(finish)
            self._come_back(desk)
            if error is not None:
                messages.tell(self, error)

        desk.rest(True)
        desk.tasks.closed.connect(finish)
        desk.keeper.close(stay)

    def _drop(self, desk: Desk) -> None:
        """Give back a desk and what its pages hold: their rows hang together in circles, which Python finds late.

        Its tasks have no parent and are Python's alone: Qt deleting them brought the program down once in a while.
        """
        self._stack.removeWidget(desk)
        desk.deleteLater()
        QTimer.singleShot(0, gc.collect)

    def _come_back(self, desk: Desk) -> None:
        """Go on with a workspace that was about to be closed; one that was opened in its stead is closed instead."""
        newer, self.desk = self.desk, desk
        self._closing = False
        desk.rest(False)
        self._stack.setCurrentWidget(desk)
        self._show_title(desk.path)
        if newer is not None and newer is not desk:
            self._end(newer, lambda: None)

    def _show_title(self, path: Path) -> None:
        self.setWindowTitle(f"{path.stem} - 换届工作台")

    def _show_start(self) -> None:
        self.setWindowTitle("换届工作台")
        self.start.show_recent(self._preferences.recent())
        self.start.show_waiting("")
        self._stack.setCurrentWidget(self.start)


def _look(_workspace: Workspace) -> None:
    """Do nothing: the answer comes behind those of what was asked before."""


def _offer_rescue(parent: QWidget, path: Path, password: str, error: DamagedWorkspace) -> Opener | None:
    """Say what is wrong; return what puts the backup in the file's place and opens it, None where none is wanted."""
    found = error.rescue
    if not isinstance(found, Rescue):
        messages.tell(parent, error)
        return None
    backup = found.backup
    kept = f"损坏的文件改名为“{path.stem}_损坏_…{path.suffix}”，留在原处备查。" if path.exists() else ""
    advice = f"{rescue_in_words(found)}{kept}恢复后也可以在“设置”里改用别的备份。"
    problem = f"“{path.name}”已损坏或不完整。" if path.exists() else error.text
    if not messages.ask(parent, problem, "用这份备份恢复", advice):
        return None
    return lambda _progress: rescue_and_open(path, backup.file, password)
