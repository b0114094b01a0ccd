"""The page itself: the congresses on the left, the tabs of the one chosen on the right."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.meetings.congress_dialog import CongressDialog
from huanjie_desktop.qt.pages.meetings.overview import OverviewTab
from huanjie_desktop.qt.pages.meetings.papers import PapersTab
from huanjie_desktop.qt.pages.meetings.people import PeopleTab
from huanjie_desktop.qt.pages.meetings.programme import ProgrammeTab
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import empty_state
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.shown.meetings import Listed, Shown, read_congress, read_list

_TABLES = (
    "congress",
    "participant_group",
    "participant",
    "officer",
    "session",
    "agenda_item",
    "person",
    "roster",
    "setting",
    "own_entry",
)


class MeetingsPage(Page):
    """会议页."""

    title = "会议"
    icon = "presentation"

    def __init__(self, tasks: Tasks, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(tasks, catalog, parent)
        self._listed: list[Listed] = []
        self._shown: Shown | None = None
        self._county = ""
        self._read = False
        self._wanted = ""
        self.list = QListWidget()
        self.list.setAccessibleName("会议")
        self.list.currentItemChanged.connect(lambda *_items: self._read_chosen())
        self.overview = OverviewTab(tasks)
        self.programme = ProgrammeTab(tasks, self.run)
        self.people = PeopleTab(self.run)
        self.papers = PapersTab(tasks)
        self.tabs = QTabWidget()
        for words, tab in (
            ("概况", self.overview),
            ("日程议程", self.programme),
            ("人员", self.people),
            ("材料汇编", self.papers),
        ):
            self.tabs.addTab(tab, words)
        self.tabs.currentChanged.connect(self._on_tab)
        self._make_commands()
        self._lay_out()

    def heading(self) -> str:
        """Return what the page is of."""
        return self._shown.short_title if self._shown is not None else ""

    def status(self) -> str:
        """Return the words of the status bar."""
        return f"共 {len(self._listed)} 次会议" if self._listed else ""

    def commands(self) -> Sequence[QAction]:
        """Return the page's actions."""
        return self.actions()

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind in ("congress", "session", "participant", "officer")

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        if subject is not None and subject.kind == "congress":
            self._wanted = subject.id
        if not self._read or self._wanted:
            self._read = True
            self._read_list()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches."""
        if self._read and changes.touches(*_TABLES):
            self._read_list()

    def start_search(self) -> None:
        """Put the cursor where people are searched."""
        self.tabs.setCurrentWidget(self.people)
        self.people.search.setFocus()

    def new_congress(self) -> None:
        """Ask for a congress and make it with its kind's sessions and agenda."""
        kinds = list(self.catalog.congress_kinds.values())
        dialog = CongressDialog(self, kinds, self._county, date.today())  # noqa: DTZ011 - only what the field starts with
        draft = ask_dialog(dialog, lambda closed: closed.draft)
        if draft is not None:

            def done(answer: tuple[Congress, ChangeSet]) -> None:
                self._wanted = answer[0].id
                self._read_list()

            self.tasks.run(
                "新建会议", lambda workspace, _p: congresses.create_congress(workspace, draft), done, owner=self
            )

    def delete(self) -> None:
        """Remove the congress shown, after asking."""
        shown = self._shown
        advice = "会次、议程、参会人员和会议机构一并删除，人员仍在名册中，可以撤销。"
        if shown is not None and messages.ask(self.window(), f"删除“{shown.short_title}”？", "删除", advice):
            congress_id = shown.congress.id
            self.run("删除会议", lambda workspace: congresses.delete_congress(workspace, congress_id))

    def print_packet(self) -> None:
        """Go to the papers and show the packet."""
        self.tabs.setCurrentWidget(self.papers)
        self.papers.preview_packet()

    def _make_commands(self) -> None:
        self.make_action("新建会议", "plus", self.new_congress, "Ctrl+N")
        self._print = self.make_action("打印会议材料", "printer", self.print_packet, "Ctrl+P")
        self._take = self.make_action("从名册取人员", "user-plus", self._take_people)
        self._delete = self.make_action("删除会议", "trash-2", self.delete)

    def _lay_out(self) -> None:
        splitter = QSplitter()
        splitter.addWidget(self.list)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(210), theme.px(900)])
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state("还没有会议。", "新建会议", self.new_congress))
        self._stack.addWidget(splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _take_people(self) -> None:
        self.tabs.setCurrentWidget(self.people)
        self.people.take_from_roster()

    def _read_list(self) -> None:
        self.tasks.run("读取会议", lambda workspace, _p: read_list(workspace), self._on_listed)

    def _on_listed(self, answer: tuple[str, list[Listed]]) -> None:
        self._county, self._listed = answer
        kept = self._wanted or (self._shown.congress.id if self._shown is not None else "")
        self._wanted = ""
        self.list.blockSignals(True)
        self.list.clear()
        for each in self._listed:
            day = each.congress.start
            when = f"{day.year}年{day.month}月{day.day}日" if day else "日期未定"
            row = QListWidgetItem(f"{each.title}\n{when}　{each.members}")
            row.setData(Qt.ItemDataRole.UserRole, each.congress.id)
            row.setSizeHint(QSize(0, theme.px(56)))
            self.list.addItem(row)
            if each.congress.id == kept:
                self.list.setCurrentItem(row)
        if self.list.currentItem() is None and self._listed:
            self.list.setCurrentRow(len(self._listed) - 1)
        self.list.blockSignals(False)
        self._stack.setCurrentIndex(1 if self._listed else 0)
        for action in (self._print, self._take, self._delete):
            action.setEnabled(bool(self._listed))
        if not self._listed:
            self._shown = None
        self._read_chosen()
        self.heading_changed.emit()

    def _read_chosen(self) -> None:
        row = self.list.currentItem()
        if row is not None:
            congress_id = str(row.data(Qt.ItemDataRole.UserRole))
            self.overview.form.expect(congress_id)
            self.tasks.run("读取会议", lambda workspace, _p: read_congress(workspace, congress_id), self._on_read)

    def _on_read(self, shown: Shown) -> None:
        self._shown = shown
        for tab in (self.overview, self.programme, self.people, self.papers):
            tab.show_congress(shown)
        self.heading_changed.emit()

    def _on_tab(self, _at: int) -> None:
        if self.tabs.currentWidget() is self.papers and self._shown is not None:
            self.papers.preview_current()
