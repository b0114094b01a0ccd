"""The page itself: campaigns and forms on the left, on the right the one chosen."""

from datetime import date

from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.own_kinds import FORM
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.campaign_tab import attempt
from huanjie_desktop.qt.pages.assessment.dialogs import CampaignDialog
from huanjie_desktop.qt.pages.assessment.entry_tab import EntryTab
from huanjie_desktop.qt.pages.assessment.form_editor import FormEditor
from huanjie_desktop.qt.pages.assessment.papers_tab import PapersTab
from huanjie_desktop.qt.pages.assessment.result_tab import ResultTab
from huanjie_desktop.qt.pages.assessment.review_tab import ReviewTab
from huanjie_desktop.qt.pages.assessment.setup_tab import SetupTab
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.listed_page import ListedPage, Listing
from huanjie_desktop.qt.widgets.parts import down, empty_state, label, stacked, tabbed
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.shown.assessment import TABLES, Lists, Shown, read_campaign, read_lists
from huanjie_desktop.services.workspace import Workspace


class AssessmentPage(ListedPage):
    """考察测评页: beside the list of campaigns stands one of forms; what was chosen last in either is in front."""

    title, icon = "考察测评", "clipboard-check"
    key, list_name = "assessment", "测评"
    tables = TABLES
    kinds = ("campaign", FORM.id)
    shown: Shown | None

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self._lists = Lists("", (), (), ())
        self._wanted_form = ""
        self._sheets_came = False
        self.forms = ChoiceList("表样", 34)
        self.forms.setProperty("opensAnother", True)
        self.forms.chosen.connect(self._show_form)
        self.setup = SetupTab(tasks, self.run)
        self.papers = PapersTab(tasks, self.run)
        self.entry = EntryTab(tasks, self.run)
        self.review = ReviewTab(self.run)
        self.result = ResultTab()
        self.editor = FormEditor(tasks)
        self.editor.copy_asked.connect(self.copy_form)
        self.editor.delete_asked.connect(self.delete_form)
        self._each = (self.setup, self.papers, self.entry, self.review, self.result)
        self.tabs = tabbed(("测评安排", "印制", "录入", "复核", "结果"), self._each)
        self.tabs.currentChanged.connect(self._on_tab)
        self.front = stacked(empty_state("还没有测评。", "新建测评", self.new_campaign), self.tabs, self.editor)
        self._make_commands()
        self.lay_out([(self._make_lists(), 220), (self.front, 900)])

    @staticmethod
    def read_list(workspace: Workspace, _wanted: str, _progress: Progress) -> Listing:
        """Read the campaigns and the forms; runs in the worker."""
        lists = read_lists(workspace)
        return Listing([Choice(each.campaign.id, each.words) for each in lists.campaigns], lists)

    read_one = staticmethod(read_campaign)

    def heading(self) -> str:
        """Return what the page is of."""
        form = self._form()
        if form is not None:
            return form.form.title
        return self.shown.campaign.title if self.shown is not None else ""

    def status(self) -> str:
        """Return the words of the status bar."""
        listed = self._lists.campaigns
        return f"共 {len(listed)} 次测评，{len(self._lists.forms)} 种表样" if self.is_read else ""

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front, with the campaign or the form named, if one is."""
        if subject is not None and subject.kind == FORM.id:
            self._wanted_form = subject.id
            self.read_again()
            return
        if subject is not None:
            self._front_campaign()
        super().show_for(subject)

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches; a sheet that came in is read when a tab that shows it comes forward."""
        super().reload(changes)
        self._sheets_came = self._sheets_came or changes.touches("sheet")

    def show_list(self, listing: Listing) -> None:
        """Show the forms too, the one that is in front anew."""
        self._lists = listing.more
        rows = [Choice(each.form.id, each.words) for each in self._lists.forms]
        form, self._wanted_form = self.forms.show_rows(rows, self._wanted_form, NONE), ""
        if form:
            self._show_form(form)
        else:
            self._front_campaign()

    def show_one(self, shown: Shown) -> None:
        """Show a campaign in all tabs."""
        for tab in self._each:
            tab.show_campaign(shown)
        self.allow(self._result_action, shown.appraisal.ready, shown.no_result)

    def show_nothing(self) -> None:
        """Offer no result."""
        self.allow(self._result_action, False, "还没有测评。")

    def show_made(self, answer: tuple[Campaign, ChangeSet]) -> None:
        """Come to the campaign just made, where it is arranged."""
        self._front_campaign()
        self.tabs.setCurrentWidget(self.setup)
        super().show_made(answer)

    def on_chosen(self, id_: str) -> None:
        """Show the campaign chosen, before a form."""
        self._front_campaign()
        super().on_chosen(id_)

    def read_chosen(self) -> None:
        """Read the campaign, with the sheets that came in."""
        self._sheets_came = False
        super().read_chosen()

    def expect(self, id_: str) -> None:
        """Have the setup's fields, and the keys of the entry, wait for another campaign."""
        self.setup.form.expect(id_)
        self.entry.expect(id_)

    def new_campaign(self) -> None:
        """Ask for a campaign and make it with its form's categories and a roster's people."""
        lists = self._lists
        day = date.today()  # noqa: DTZ011 - only what the field starts with
        dialog = CampaignDialog(self.window(), lists.forms, lists.rosters, lists.county, day)
        answer = ask_dialog(dialog, lambda closed: (closed.draft, closed.roster_id))
        if answer is not None:
            self.run("新建测评", campaigns.create_campaign_of, *answer).then(self.show_made)

    def delete_campaign(self) -> None:
        """Remove the campaign shown, after asking."""
        shown = self.shown
        if shown is not None and messages.ask(self.window(), f"删除“{shown.campaign.title}”？", "删除", shown.at_stake):
            attempt(self, self.run, "删除测评", campaigns.delete_campaign, shown.campaign.id)

    def print_paper(self, result: bool) -> None:
        """Go to the papers and show the first of the result, or the first blank sheet."""
        self._front_campaign()
        self.tabs.setCurrentWidget(self.papers)
        self.papers.show_paper(result)

    def copy_form(self) -> None:
        """Copy the form that is chosen to one of the office's own."""
        entry = self._form() or next(iter(self._lists.forms), None)
        if entry is not None:
            self.run("复制表样", forms.copy_form, entry.form.id).then(self._on_copied)

    def delete_form(self) -> None:
        """Remove the form that is chosen, after asking; what uses it is named first."""
        entry = self._form()
        users = self._lists.users_of(entry.form.id) if entry is not None else []
        if entry is not None and users:
            more = f"等 {len(users)} 次" if len(users) > 3 else ""
            used = f"正用于{'、'.join(f'“{each}”' for each in users[:3])}{more}。"
            messages.say(self.window(), f"表样“{entry.form.title}”不能删除。", used)
        elif entry is not None and messages.ask(self.window(), f"删除表样“{entry.form.title}”？", "删除", "可以撤销。"):
            self.run("删除表样", forms.delete_form, entry.form.id)

    def _on_copied(self, answer: tuple[FormEntry, ChangeSet]) -> None:
        self._wanted_form = answer[0].form.id
        self.read_again()

    def _make_commands(self) -> None:
        self.make_action("新建测评", "plus", self.new_campaign, "Ctrl+N")
        self.for_one(self.make_action("打印测评表", "printer", lambda: self.print_paper(result=False), "Ctrl+P"))
        self._result_action = self.make_action("打印结果", "file-text", lambda: self.print_paper(result=True))
        self.allow(self._result_action, False, "还没有测评。")
        self.make_action("复制表样", "copy", self.copy_form)
        self.for_one(self.make_action("删除测评", "trash-2", self.delete_campaign))

    def _make_lists(self) -> QWidget:
        left = QWidget()
        left.setMinimumWidth(theme.px(200))
        heads = (label("　测评", "heading"), label("　表样", "heading"))
        down(heads[0], (self.list, 3), heads[1], (self.forms, 2), on=left, margins=(0, 8, 0, 0), spacing=4)
        return left

    def _front_campaign(self) -> None:
        self.forms.choose_none()
        self.front.setCurrentIndex(1 if self._lists.campaigns else 0)
        self.heading_changed.emit()

    def _form(self) -> FormEntry | None:
        return next((each for each in self._lists.forms if each.form.id == self.forms.chosen_id()), None)

    def _show_form(self, _id: str) -> None:
        entry = self._form()
        if entry is not None:
            self.front.setCurrentWidget(self.editor)
            self.editor.show_form(entry)
            self.heading_changed.emit()

    def _on_tab(self, _at: int) -> None:
        if self._sheets_came:
            self.read_chosen()
        elif self.tabs.currentWidget() is self.papers:
            self.papers.preview()
        if self.tabs.currentWidget() is self.entry:
            self.entry.start_keying()
