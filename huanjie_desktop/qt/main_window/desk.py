"""The desk: navigation, header, pages and status bar over one open workspace."""

from collections.abc import Sequence

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons
from huanjie_desktop.qt.widgets.header import PageHeader
from huanjie_desktop.qt.widgets.navigation import Navigation
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.palette import CommandPalette
from huanjie_desktop.qt.widgets.status_bar import StatusBar


class Desk(QWidget):
    """工作台面: the pages of one workspace; the pages from number `foot` on stand at the navigation's foot."""

    def __init__(self, tasks: Tasks, pages: Sequence[Page], foot: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.pages = list(pages)
        self.navigation = Navigation([(page.title, page.icon) for page in pages], foot)
        self.header = PageHeader()
        self.status = StatusBar()
        self._stack = QStackedWidget()
        self._lay_out()
        for page in pages:
            self._stack.addWidget(page)
            page.heading_changed.connect(self._on_heading_changed)
            page.place_asked.connect(self.show_subject)
        self.navigation.chosen.connect(self.show_page)
        self.status.cancel_asked.connect(tasks.cancel)
        tasks.busy_changed.connect(self.status.set_busy)
        tasks.progressed.connect(self.status.show_progress)
        tasks.troubled.connect(lambda error: messages.tell(self.window(), error))
        tasks.broke.connect(lambda error: messages.report_bug(self.window(), error))
        self._window_actions = [
            self._action("命令面板", "command", self.show_palette, "Ctrl+K"),
            self._action("查找", "search", lambda: self.page.start_search(), "Ctrl+F"),
        ]

    @property
    def page(self) -> Page:
        """The page in front."""
        return self.pages[self._stack.currentIndex()]

    def show_page(self, number: int, subject: Subject | None = None) -> None:
        """Bring a page to the front."""
        self._stack.setCurrentIndex(number)
        self.navigation.mark(number)
        self.page.show_for(subject)
        self._on_heading_changed()

    def show_subject(self, subject: Subject) -> None:
        """Bring the page that shows such a subject to the front, with the subject."""
        for number, page in enumerate(self.pages):
            if page.takes(subject):
                self.show_page(number, subject)
                return

    def show_palette(self) -> None:
        """Open the command palette over everything that can be done here."""
        commands = [("", action) for action in self.page.commands()]
        commands += [(page.title, action) for page in self.pages if page is not self.page for action in page.commands()]
        commands += [("", action) for action in self._window_actions[1:]]
        CommandPalette(commands, self.window()).run()

    def _on_heading_changed(self) -> None:
        page = self.page
        self.header.show_page(page.title, page.heading(), page.commands())
        self.status.show_shown(page.status())

    def _action(self, text: str, drawing: str, run: object, keys: str) -> QAction:
        action = QAction(icons.icon(drawing), text, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self._stack, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.navigation)
        upper.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(upper, 1)
        whole.addWidget(self.status)
