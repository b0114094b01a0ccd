"""The desk: navigation, header, pages and status bar over one open workspace."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import cast

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget
from shiboken6 import isValid

from huanjie_desktop.domain.errors import FileLost, HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet, Severity, Subject
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.main_window.header import PageHeader
from huanjie_desktop.qt.main_window.keeping import BackupKeeper, IdleLock
from huanjie_desktop.qt.main_window.navigation import Navigation
from huanjie_desktop.qt.main_window.palette import Command, CommandPalette
from huanjie_desktop.qt.main_window.shelf import PageMaker, Shelf
from huanjie_desktop.qt.main_window.status_bar import StatusBar
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.opening import ask_dialog, follow_focus
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import across, down
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.safekeeping.backups import take_back_restoring, write_elsewhere
from huanjie_desktop.services.safekeeping.protection import Protection, read_protection
from huanjie_desktop.services.shown import undoing
from huanjie_desktop.services.shown.commands import FoundPerson, find_people
from huanjie_desktop.services.shown.desk import DeskState, read_state
from huanjie_desktop.services.shown.help import KEYS, HelpPlace
from huanjie_desktop.services.shown.undoing import Taken


class Desk(QWidget):
    """工作台面: the pages of one workspace; the pages from number `foot` on stand at the navigation's foot."""

    leave_asked = Signal()
    rebuild_asked = Signal()
    written_elsewhere = Signal(Path)  # where the content now is, since its file was taken away
    lock_asked = Signal()
    help_asked = Signal(object)  # HelpPlace
    tour_asked = Signal()

    def __init__(
        self, tasks: Tasks, pages: Sequence[PageMaker], foot: int, path: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        follow_focus()
        self.tasks, self.path = tasks, path
        self._changed = ""
        self.pages = Shelf(pages, self._on_made)
        self.navigation = Navigation([(page.title, page.icon) for page in pages], foot)
        self.header = PageHeader()
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._lay_out()
        self.keeper = BackupKeeper(tasks, self)
        self.idle = IdleLock(self)
        self.idle.locked.connect(lambda: self._lock(told=False))
        self._make_actions()
        self._listen()

    @property
    def page(self) -> Page:
        """The page in front."""
        return cast(Page, self._stack.currentWidget())

    def show_page(self, number: int, subject: Subject | None = None) -> None:
        """Bring a page to the front; what is typed on the one left is written."""
        self.put_down()
        self._stack.setCurrentWidget(self.pages[number])
        self.navigation.mark(number)
        self.page.show_for(subject)
        self._on_heading_changed()
        focused = self.window().focusWidget()
        if focused is None or not self.page.isAncestorOf(focused):
            self.page.take_focus()  # the space bar is for what is in front

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the cursor on the page when what has it is disabled or goes: else it falls on the navigation, which Enter
        and the space bar would leave the page by."""
        left = self.window().focusWidget()
        lost = (
            left is not None and not (left.isEnabled() and left.isVisible()) and not self.navigation.isAncestorOf(left)
        )
        return (lost and self.isVisible() and self.page.take_focus(left)) or super().focusNextPrevChild(forward)

    def _leave_header(self) -> None:
        """Put the cursor back onto the page, once what a button of the header does is done."""
        focused = self.window().focusWidget()
        if focused is None or self.header.isAncestorOf(focused):
            self.page.take_focus()

    def show_subject(self, subject: Subject) -> None:
        """Bring the page that shows such a subject to the front, with the subject."""
        for number, page in enumerate(self.pages):
            if page.takes(subject):
                self.show_page(number, subject)
                return

    def show_palette(self) -> None:
        """Open the command palette over everything that can be done here."""

        def look(typed: str, told: Callable[[Sequence[FoundPerson]], None]) -> None:
            self.tasks.ask("", find_people, typed).owned_by(self).then(told)

        chosen = ask_dialog(CommandPalette(self._commands(), look, self.window()), lambda closed: closed.chosen)
        if isinstance(chosen, Subject):
            self.show_subject(chosen)
        if not isinstance(chosen, QAction):
            return
        for number, page in self.pages.made():
            if page is not self.page and chosen in page.commands():
                self.show_page(number)  # what it does shall be seen
                break
        chosen.trigger()

    def _commands(self) -> Iterator[Sequence[Command]]:
        """Give what can be done here and on the pages that are there, then on each other page as it is made for it."""
        front, made = self.page, dict(self.pages.made())
        here = [Command(0, "", action) for action in front.commands()]
        there = [command for number, page in made.items() if page is not front for command in _of_page(number, page)]
        yield [*here, *there, *(Command(len(self.pages) + 1, "", action) for action in self._own[1:])]
        for number in range(len(self.pages)):
            if number not in made:
                yield _of_page(number, self.pages[number])

    def show_help(self) -> None:
        """Ask for the manual at the page in front, with the keys that work there."""
        actions = [*self.page.commands(), *self._own]
        keys = [(_keys_of(action), action.text().partition("：")[0]) for action in actions if action.shortcuts()]
        self.help_asked.emit(HelpPlace(self.page.title, [*keys, *((which, what) for _where, which, what in KEYS)]))

    def lock(self) -> None:
        """Close the file until the password is given again."""
        self._lock(told=True)

    def _lock(self, told: bool) -> None:
        def answer(found: Protection) -> None:
            if found.password:
                self.lock_asked.emit()
            elif told:
                messages.say(self.window(), "这个工作文件没有口令，不能锁定。", "请先在“设置”里设置口令。")

        self.tasks.ask("锁定", read_protection).owned_by(self).then(answer)

    def undo(self) -> None:
        """Take back the newest change, whichever page made it."""
        self.tasks.ask("撤销", undoing.undo).owned_by(self).then(partial(self._on_taken, "已撤销"), self._on_not_undone)

    def redo(self) -> None:
        """Do again what was last taken back."""
        self.tasks.ask("重做", undoing.redo).owned_by(self).then(partial(self._on_taken, "已重做"))

    def read_state(self) -> None:
        """Ask the worker what the status bar shall say."""
        self.tasks.ask("", read_state).then(self._on_state_read)

    def rest(self, resting: bool) -> None:
        """Be of no use but for the status bar, while the file is being closed; or go on."""
        self._upper.setEnabled(not resting)
        for action in self._own:
            action.setEnabled(not resting)
        self.status.rest(resting)
        if not resting:
            self.read_state()

    def _listen(self) -> None:
        tasks, status = self.tasks, self.status
        self.navigation.chosen.connect(self.show_page)
        self.navigation.help_asked.connect(self.show_help)
        self.navigation.tour_asked.connect(self.tour_asked)
        self.header.done.connect(self._leave_header)
        status.cancel_asked.connect(tasks.cancel)
        status.undo_asked.connect(self.undo)
        status.findings_asked.connect(lambda: self.show_subject(Subject("findings", "")))
        tasks.busy_changed.connect(status.set_busy)
        tasks.progressed.connect(status.show_progress)
        tasks.changed.connect(self._on_changed)
        tasks.troubled.connect(self._on_troubled)
        tasks.broke.connect(self._on_broke)
        self._watch = FindingsWatch.of(tasks)
        self._watch.found.connect(self._on_found)

    def start(self) -> None:
        """Show the first page, look at the file, and keep it backed up."""
        self.show_page(0)
        self.read_state()
        self._watch.look()
        self.keeper.start()
        self.idle.start()

    def _make_actions(self) -> None:
        self._undo = self._action("撤销", "undo-2", self.undo, "Ctrl+Z")
        self._redo = self._action("重做", "redo-2", self.redo, "Ctrl+Y", "Ctrl+Shift+Z")
        for action in (self._undo, self._redo):
            action.setEnabled(False)
        self._own = [
            self._action("命令面板", "command", self.show_palette, "Ctrl+K"),
            self._undo,
            self._redo,
            self._action("保存", "save", self.say_saved, "Ctrl+S"),
            self._action("查找", "search", lambda: self.page.start_search(), "Ctrl+F"),
            self._action("关闭工作文件", "x", self.leave_asked.emit, "Ctrl+W"),
            self._action("锁定", "shield-check", self.lock, "Ctrl+L"),
            self._action("用户手册", "circle-help", self.show_help, "F1"),
            self._action("带我走一遍", "circle-help", self.tour_asked.emit),
        ]
        for number, page in enumerate(self.pages.makers):
            words = f"打开{page.title}页"
            self._own.append(self._action(words, page.icon, partial(self.show_page, number)))

    def _action(self, text: str, drawing: str, run: Callable[[], object], *keys: str) -> QAction:
        action = QAction(icons.icon(drawing), text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    def _on_made(self, page: Page) -> None:
        self._stack.addWidget(page)
        page.heading_changed.connect(self._on_heading_changed)
        page.place_asked.connect(self.show_subject)
        page.rebuild_asked.connect(self.rebuild_asked)

    def _on_heading_changed(self) -> None:
        page = self.page
        self.header.show_page(page.title, page.heading(), page.commands())
        self.status.say(shown=page.status())

    def _on_changed(self, changes: ChangeSet) -> None:
        self._changed = changes.label
        self.status.show_change("")
        self.read_state()

    def _on_taken(self, words: str, taken: Taken | None) -> None:
        self._changed = ""
        if taken is not None:
            if taken.place is not None and not self.page.shows(taken.place):
                self.show_subject(taken.place)
            if taken.moved:
                self.page.expect_moved(taken.moved)
            self.status.show_change(f"{words}：{taken.change_set.label}")

    def _on_state_read(self, state: DeskState) -> None:
        for action, verb, label in ((self._undo, "撤销", state.undo.words), (self._redo, "重做", state.redo)):
            action.setEnabled(bool(label))
            action.setText(f"{verb}：{label}" if label else verb)
        self.status.show_next(state.undo)
        if self._changed and state.undo.label != self._changed:  # an export that was registered: undo passes it by
            self.status.show_change(self._changed)
        self.status.say(base=f"年龄计算到 {state.base:%Y.%m.%d}", saved=f"已保存 {state.saved}")

    def say_saved(self) -> None:
        """Write what is being typed, and say that everything is saved by itself, and when it was last."""
        focused = self.window().focusWidget()
        if focused is not None:
            focused.clearFocus()  # an open cell or field writes what it holds
            if isValid(focused):
                focused.setFocus()
        if self.put_down():
            self.tasks.ask("", read_state).owned_by(self).then(self._on_saved_read)

    def put_down(self) -> bool:
        """Have what is typed on any page written; tell whether all of it can be."""
        taken = [page.put_down() for _number, page in self.pages.made()]
        return all(taken)

    def waits(self) -> bool:
        """Tell whether something is typed on a page that nobody has written yet, with that page in front."""
        waiting = next((number for number, page in self.pages.made() if page.waits()), None)
        if waiting is not None and self.pages[waiting] is not self.page:
            self.show_page(waiting)
        return waiting is not None

    def _on_saved_read(self, state: DeskState) -> None:
        self._on_state_read(state)
        self.status.show_change(f"已自动保存，上次写入 {state.saved}" if state.saved else "已自动保存")

    def _on_troubled(self, error: HuanjieError) -> None:
        if not isinstance(error, FileLost):
            messages.tell(self.window(), error)
        elif messages.ask(self.window(), error.text, "另存到别处", error.advice):
            start = str(self.path.with_name(f"{self.path.stem}（另存）{self.path.suffix}"))
            name, _kind = QFileDialog.getSaveFileName(self.window(), "另存到别处", start, "工作文件 (*.huanjie)")
            if name:
                self.tasks.ask("另存到别处", write_elsewhere, Path(name)).then(self.written_elsewhere.emit)

    def _on_not_undone(self, error: HuanjieError) -> None:
        """Offer the way back where the newest step was the restoring of a backup."""
        if not isinstance(error, history.BehindRestoring):
            self.tasks.troubled.emit(error)
        elif messages.ask(self.window(), error.text, "回到恢复以前", error.advice):
            self.tasks.run("回到恢复以前", take_back_restoring, lambda _done: self.rebuild_asked.emit(), owner=self)

    def _on_broke(self, error: BaseException) -> None:
        messages.report_bug(self.window(), error)

    def _on_found(self) -> None:
        watch = self._watch
        if watch.findings is not None:
            self.status.show_findings(*map(watch.count, Severity), unseen=watch.nothing_there and not watch.findings)

    def _lay_out(self) -> None:
        right = down(self.header, (self._stack, 1), spacing=0)
        self._upper = QWidget()
        across(self.navigation, (right, 1), on=self._upper, margins=0, spacing=0)
        down((self._upper, 1), self.status, on=self, margins=0, spacing=0)


def _keys_of(action: QAction) -> str:
    return "、".join(keys.toString() for keys in action.shortcuts())


def _of_page(number: int, page: Page) -> list[Command]:
    return [Command(number + 1, page.title, action) for action in page.commands()]
