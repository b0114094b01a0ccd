"""The page itself: campaigns and forms on the left, on the right the one chosen."""

from collections.abc import Sequence
from dataclasses import replace
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
from huanjie_desktop.catalog.own_kinds import FORM
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.dialogs import CampaignDialog
from huanjie_desktop.qt.pages.assessment.entry_tab import EntryTab
from huanjie_desktop.qt.pages.assessment.form_editor import FormEditor
from huanjie_desktop.qt.pages.assessment.papers_tab import PapersTab
from huanjie_desktop.qt.pages.assessment.result_tab import ResultTab
from huanjie_desktop.qt.pages.assessment.review_tab import ReviewTab
from huanjie_desktop.qt.pages.assessment.setup_tab import SetupTab
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import empty_state, label
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.printing.print_subjects import CATEGORY
from huanjie_desktop.services.shown.assessment import Lists, Shown, read_campaign, read_lists
from huanjie_desktop.services.workspace import Workspace

_TABLES = (
    "own_entry",
    "campaign",
    "campaign_category",
    "campaign_post",
    "campaign_subject",
    "count_round",
    "count_box",
    "count_mark",
    "count_write_in",
    "settlement",
    "roster",
    "setting",
)
_ID = Qt.ItemDataRole.UserRole
_EMPTY, _CAMPAIGN, _FORM = range(3)


class AssessmentPage(Page):
    """考察测评页."""

    title = "考察测评"
    icon = "clipboard-check"

    def __init__(self, tasks: Tasks, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(tasks, catalog, parent)
        self._lists = Lists("", (), (), ())
        self._shown: Shown | None = None
        self._form: FormEntry | None = None
        self._wanted, self._wanted_form = "", ""
        self._read = self._sheets_came = False
        self.campaigns, self.forms = QListWidget(), QListWidget()
        self.campaigns.setAccessibleName("测评")
        self.forms.setAccessibleName("表样")
        self.forms.setProperty("opensAnother", True)
        self.campaigns.itemClicked.connect(lambda _item: self._choose_campaign())
        self.campaigns.currentItemChanged.connect(lambda *_items: self._choose_campaign())
        self.forms.itemClicked.connect(lambda _item: self._choose_form())
        self.forms.currentItemChanged.connect(lambda *_items: self._choose_form())
        sheets = [spec for spec in catalog.documents.values() if spec.of == CATEGORY]
        self.setup = SetupTab(tasks, self.run)
        self.papers = PapersTab(tasks, self.run, sheets)
        self.entry = EntryTab(tasks, self.run)
        self.review = ReviewTab(self.run)
        self.result = ResultTab()
        self.editor = FormEditor(tasks)
        self.editor.copy_asked.connect(self.copy_form)
        self.editor.delete_asked.connect(self.delete_form)
        self.tabs = QTabWidget()
        for words, tab in (
            ("测评安排", self.setup),
            ("印制", self.papers),
            ("录入", self.entry),
            ("复核", self.review),
            ("结果", self.result),
        ):
            self.tabs.addTab(tab, words)
        self.tabs.currentChanged.connect(self._on_tab)
        self._make_commands()
        self._lay_out()

    def heading(self) -> str:
        """Return what the page is of."""
        if self._stack.currentIndex() == _FORM and self._form is not None:
            return self._form.form.title
        return self._shown.campaign.title if self._shown is not None else ""

    def status(self) -> str:
        """Return the words of the status bar."""
        listed = self._lists.campaigns
        return f"共 {len(listed)} 次测评，{len(self._lists.forms)} 种表样" if self._read else ""

    def commands(self) -> Sequence[QAction]:
        """Return the page's actions."""
        return self.actions()

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind in ("campaign", FORM.id)

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        if subject is not None and subject.kind == "campaign":
            self._wanted = subject.id
        elif subject is not None and subject.kind == FORM.id:
            self._wanted_form = subject.id
        if not self._read or self._wanted or self._wanted_form:
            self._read = True
            self._read_lists()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches; a sheet that came in is read when a tab that shows it comes forward."""
        if self._read and changes.touches(*_TABLES):
            self._read_lists()
        elif changes.touches("sheet"):
            self._sheets_came = True

    def start_search(self) -> None:
        """Put the cursor on the campaigns."""
        self.campaigns.setFocus()

    def new_campaign(self) -> None:
        """Ask for a campaign and make it with its form's categories and a roster's people."""
        lists = self._lists
        day = date.today()  # noqa: DTZ011 - only what the field starts with
        dialog = CampaignDialog(self.window(), lists.forms, lists.rosters, lists.county, day)
        answer = ask_dialog(dialog, lambda closed: (closed.draft, closed.roster_id))
        if answer is None:
            return
        draft, roster = answer

        def work(workspace: Workspace, _progress: object) -> tuple[Campaign, ChangeSet]:
            people = campaigns.people_of_roster(workspace, roster) if roster else ()
            return campaigns.create_campaign(workspace, replace(draft, subjects=tuple(people)))

        def done(answer: tuple[Campaign, ChangeSet]) -> None:
            self._wanted = answer[0].id
            self.tabs.setCurrentWidget(self.setup)
            self._read_lists()

        self.tasks.run("新建测评", work, done, owner=self)

    def delete_campaign(self) -> None:
        """Remove the campaign shown, after asking."""
        shown = self._shown
        advice = "安排、录入的票和结果一并删除，可以撤销。"
        if shown is not None and messages.ask(self.window(), f"删除“{shown.campaign.title}”？", "删除", advice):
            id_ = shown.campaign.id
            self.run("删除测评", lambda workspace: campaigns.delete_campaign(workspace, id_))

    def print_result(self) -> None:
        """Go to the papers and show the first of the result."""
        self._front_campaign()
        self.tabs.setCurrentWidget(self.papers)
        self.papers.show_paper(result=True)

    def print_sheets(self) -> None:
        """Go to the papers and show the first blank sheet."""
        self._front_campaign()
        self.tabs.setCurrentWidget(self.papers)
        self.papers.show_paper(result=False)

    def copy_form(self) -> None:
        """Copy the form that is chosen to one of the office's own."""
        entry = self._form or (self._lists.forms[0] if self._lists.forms else None)
        if entry is None:
            return
        form_id = entry.form.id

        def done(answer: tuple[FormEntry, ChangeSet]) -> None:
            self._wanted_form = answer[0].form.id
            self._read_lists()

        self.tasks.run("复制表样", lambda workspace, _p: forms.copy_form(workspace, form_id), done, owner=self)

    def delete_form(self) -> None:
        """Remove the form that is chosen, after asking."""
        entry = self._form
        if entry is not None and messages.ask(self.window(), f"删除表样“{entry.form.title}”？", "删除", "可以撤销。"):
            form_id = entry.form.id
            self.run("删除表样", lambda workspace: forms.delete_form(workspace, form_id))

    def _make_commands(self) -> None:
        self.make_action("新建测评", "plus", self.new_campaign, "Ctrl+N")
        self._sheets_action = self.make_action("打印测评表", "printer", self.print_sheets, "Ctrl+P")
        self._result_action = self.make_action("打印结果", "file-text", self.print_result)
        self.make_action("复制表样", "copy", self.copy_form)
        self._delete_action = self.make_action("删除测评", "trash-2", self.delete_campaign)

    def _lay_out(self) -> None:
        left = QWidget()
        left.setMinimumWidth(theme.px(140))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        for words, listed, stretch in (("　测评", self.campaigns, 3), ("　表样", self.forms, 2)):
            column.addWidget(label(words, "heading"))
            listed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            column.addWidget(listed, stretch)
        self._stack = QStackedWidget()
        self._stack.addWidget(empty_state("还没有测评。", "新建测评", self.new_campaign))
        self._stack.addWidget(self.tabs)
        self._stack.addWidget(self.editor)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self._stack)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(220), theme.px(900)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    # reading

    def _read_lists(self) -> None:
        self.tasks.run("读取测评", lambda workspace, _p: read_lists(workspace), self._on_lists, owner=self)

    def _on_lists(self, lists: Lists) -> None:
        self._lists = lists
        chosen = self.campaigns.currentItem()
        kept = self._wanted or (str(chosen.data(_ID)) if chosen is not None else "")
        kept_form = self._wanted_form or (self._form.form.id if self._form is not None else "")
        front_form = bool(self._wanted_form) or (self._stack.currentIndex() == _FORM and not self._wanted)
        self._wanted = self._wanted_form = ""
        _fill(
            self.campaigns,
            [
                (each.campaign.id, f"{each.campaign.title}\n{_day(each.campaign)}　{each.state}")
                for each in lists.campaigns
            ],
            kept,
            54,
        )
        _fill(self.forms, [(each.form.id, _form_words(each)) for each in lists.forms], kept_form, 34)
        for action in (self._sheets_action, self._result_action, self._delete_action):
            action.setEnabled(bool(lists.campaigns))
        if not lists.campaigns:
            self._shown = None
        elif self.campaigns.currentItem() is None:
            self.campaigns.blockSignals(True)
            self.campaigns.setCurrentRow(0)
            self.campaigns.blockSignals(False)
        if front_form and self.forms.currentItem() is not None:
            self._choose_form()
        elif lists.campaigns:
            self._choose_campaign()
        else:
            self._stack.setCurrentIndex(_EMPTY)
        self.heading_changed.emit()

    def _choose_campaign(self) -> None:
        if self.campaigns.currentItem() is not None:
            self._front_campaign()
            self._read_chosen()

    def _front_campaign(self) -> None:
        if self._lists.campaigns:
            _unchoose(self.forms)
            self._form = None
            self._stack.setCurrentIndex(_CAMPAIGN)
            self.heading_changed.emit()

    def _read_chosen(self) -> None:
        item = self.campaigns.currentItem()
        if item is not None:
            id_ = str(item.data(_ID))
            self._sheets_came = False
            self.setup.form.expect(id_)
            self.tasks.run("读取测评", lambda workspace, _p: read_campaign(workspace, id_), self._on_read, owner=self)

    def _on_read(self, shown: Shown) -> None:
        self._shown = shown
        for tab in (self.setup, self.papers, self.entry, self.review, self.result):
            tab.show_campaign(shown)
        self._result_action.setEnabled(shown.appraisal.ready)
        self.heading_changed.emit()

    def _choose_form(self) -> None:
        item = self.forms.currentItem()
        entry = next((each for each in self._lists.forms if item is not None and each.form.id == item.data(_ID)), None)
        if entry is not None:
            self._form = entry
            self._stack.setCurrentIndex(_FORM)
            self.editor.show_form(entry)
            self.heading_changed.emit()

    def _on_tab(self, _at: int) -> None:
        if self._sheets_came:
            self._read_chosen()
        elif self.tabs.currentWidget() is self.papers:
            self.papers.preview()
        if self.tabs.currentWidget() is self.entry:
            self.entry.start_keying()


def _fill(listed: QListWidget, rows: Sequence[tuple[str, str]], kept: str, height: int) -> None:
    """Fill a list with (id, words), choosing the one kept, without a signal."""
    listed.blockSignals(True)
    listed.clear()
    for id_, words in rows:
        item = QListWidgetItem(words)
        item.setData(_ID, id_)
        item.setToolTip(words)
        item.setSizeHint(QSize(0, theme.px(height)))
        listed.addItem(item)
        if id_ == kept:
            listed.setCurrentItem(item)
    listed.blockSignals(False)


def _unchoose(listed: QListWidget) -> None:
    listed.blockSignals(True)
    listed.setCurrentItem(None)  # type: ignore[call-overload]
    listed.clearSelection()
    listed.blockSignals(False)


def _day(campaign: Campaign) -> str:
    return f"{campaign.day.month}月{campaign.day.day}日" if campaign.day else "日期未定"


def _form_words(entry: FormEntry) -> str:
    return f"{entry.form.title}　第{entry.number}版" if entry.own else entry.form.title
