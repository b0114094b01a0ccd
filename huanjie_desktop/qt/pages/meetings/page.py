"""The page itself: the congresses on the left, the tabs of the one chosen on the right."""

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.meetings.congress_dialog import CongressDialog
from huanjie_desktop.qt.pages.meetings.overview import OverviewTab
from huanjie_desktop.qt.pages.meetings.papers import PapersTab
from huanjie_desktop.qt.pages.meetings.people import PeopleTab
from huanjie_desktop.qt.pages.meetings.programme import ProgrammeTab
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import LAST, Choice
from huanjie_desktop.qt.widgets.listed_page import ListedPage, Listing
from huanjie_desktop.qt.widgets.parts import tabbed
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.shown.meetings import TABLES, Offered, Shown, read_congress, read_list
from huanjie_desktop.services.workspace import Workspace


class MeetingsPage(ListedPage):
    """会议页."""

    title, icon = "会议", "presentation"
    key, list_name, row_height, otherwise = "meetings", "会议", 56, LAST
    nothing, begin = "还没有会议。", "新建会议"
    tables = TABLES
    kinds = ("congress", "session", "participant", "officer")
    shown: Shown | None

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self._offered: Offered | None = None
        self.overview = OverviewTab(tasks)
        self.programme = ProgrammeTab(tasks, self.run)
        self.people = PeopleTab(tasks, self.run)
        self.papers = PapersTab(tasks, self.run)
        self._each = (self.overview, self.programme, self.people, self.papers)
        self.tabs = tabbed(("概况", "日程议程", "人员", "材料汇编"), self._each)
        self.tabs.currentChanged.connect(self._on_tab)
        self._packet_action = self.make_action("打印会议材料", "printer", self.print_packet, "Ctrl+P")
        self.papers.ticks_changed.connect(self._on_ticks)
        self.make_action("新建会议", "plus", self.new_congress, "Ctrl+N")
        self.for_one(
            self.make_action("从名册取人员", "user-plus", self._take_people),
            self.make_action("删除会议", "trash-2", self.delete, under_more=True),
        )
        self._on_ticks(0)
        self.list.setMinimumWidth(theme.px(200))
        self.lay_out([(self.list, 210), (self.tabs, 900)], self.new_congress)

    @staticmethod
    def read_list(workspace: Workspace, _wanted: str, _progress: Progress) -> Listing:
        """Read the congresses, and what a new one is offered; runs in the worker."""
        offered, listed = read_list(workspace)
        return Listing([Choice(each.congress.id, each.words) for each in listed], offered)

    read_one = staticmethod(read_congress)

    def heading(self) -> str:
        """Return what the page is of."""
        return self.shown.short_title if self.shown is not None else ""

    def status(self) -> str:
        """Return the words of the status bar."""
        return f"共 {self.list.count()} 次会议" if self.list.count() else ""

    def show_list(self, listing: Listing) -> None:
        """Take what a new congress is offered."""
        self._offered = listing.more

    def expect(self, id_: str) -> None:
        """Have the overview's fields wait for another congress."""
        self.overview.form.expect(id_)

    def show_one(self, shown: Shown) -> None:
        """Show a congress in all tabs."""
        for tab in self._each:
            tab.show_congress(shown)

    def start_search(self) -> None:
        """Put the cursor where people are searched."""
        self.tabs.setCurrentWidget(self.people)
        self.people.search.setFocus()

    def new_congress(self) -> None:
        """Ask for a congress and make it with its kind's sessions and agenda."""
        if self._offered is None:  # nothing was read yet
            return
        dialog = CongressDialog(self, self._offered)
        asked = ask_dialog(dialog, lambda closed: (closed.draft, closed.roster_id))
        if asked is not None:
            self.run("新建会议", participants.create_congress_of, *asked).then(self.show_made)

    def delete(self) -> None:
        """Remove the congress shown, after asking."""
        shown = self.shown
        if shown is not None and messages.ask(self.window(), f"删除“{shown.short_title}”？", "删除", shown.at_stake):
            self.run("删除会议", congresses.delete_congress, shown.congress.id)

    def print_packet(self) -> None:
        """Go to the papers and show those ticked as one."""
        self.tabs.setCurrentWidget(self.papers)
        self.papers.print_packet()

    def _take_people(self) -> None:
        self.tabs.setCurrentWidget(self.people)
        self.people.take_from_roster()

    def _on_tab(self, _at: int) -> None:
        if self.tabs.currentWidget() is self.papers and self.shown is not None:
            self.papers.preview()
            self.papers.count_pages()

    def _on_ticks(self, ticked: int) -> None:
        """Say how many papers are printed at once."""
        self._packet_action.setText(f"打印会议材料（{ticked} 种）" if ticked else "打印会议材料")
        self._packet_action.setToolTip("打印勾选的材料，合成一份（Ctrl+P）" if ticked else "请先在“材料汇编”里勾选材料")
        self._packet_action.setEnabled(ticked > 0)
