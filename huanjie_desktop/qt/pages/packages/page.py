"""The page itself: what can be reported and was, on the left; the entries and findings; the entry chosen on the right."""

from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.packages.entry_panel import EntryPanel
from huanjie_desktop.qt.pages.packages.export_flow import ExportFlow
from huanjie_desktop.qt.pages.packages.side_lists import SideLists
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.choice_list import LAST, Choice
from huanjie_desktop.qt.widgets.dialogs import TickDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.finding_list import FindingList
from huanjie_desktop.qt.widgets.listed_page import ListedPage, Listing
from huanjie_desktop.qt.widgets.package_dialog import choose_package, show_package
from huanjie_desktop.qt.widgets.parts import down, label, named
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.meetings import congress_rosters
from huanjie_desktop.services.packages import papers
from huanjie_desktop.services.printing.print_subjects import PACKAGE
from huanjie_desktop.services.shown.findings import count_words
from huanjie_desktop.services.shown.packages import (
    MISSING,
    OPTIONAL,
    PARTLY,
    READY,
    STATE_WORDS,
    EntryRow,
    RosterChoice,
    Shown,
    chosen_by_kind,
    read_page,
    read_rosters,
    scope_words,
)
from huanjie_desktop.services.shown.papers import papers_of_thing
from huanjie_desktop.services.workspace import Workspace

_MARKS = {
    READY: ("circle-check", "done"),
    PARTLY: ("triangle-alert", "warning"),
    MISSING: ("triangle-alert", "warning"),
    OPTIONAL: ("info", "secondary"),
}
COLUMNS = (
    TableColumn("编号", lambda row: f"{row.number:02d}", kind=CENTRED, width=52),
    TableColumn("材料", lambda row: row.title, width=152),
    TableColumn("状态", lambda row: STATE_WORDS[row.state], width=90, icon=lambda row: icons.icon(*_MARKS[row.state])),
    TableColumn("内容", lambda row: row.contents, width=80),
)


class PackagesPage(ListedPage):
    """上报页."""

    title, icon = "上报", "upload"
    key, list_name, otherwise = "packages", "可以上报", LAST
    nothing, begin = "还没有可以上报的会议。", "去新建会议"
    kinds = ("package_entry", "package_paper", "package")
    only_in_front = True  # nearly every change may bear on a package
    shown: Shown | None

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences) -> None:
        super().__init__(tasks, catalog, preferences)
        self._preferences = preferences
        self.flow = ExportFlow(self, tasks, preferences, self.print_receipt)
        self.side = SideLists(self.list)
        self.side.receipt_asked.connect(self.print_receipt)
        self.side.received_asked.connect(self.open_package)
        self.entries = RowsModel(COLUMNS, self, key=attrgetter("number"))
        self.table = EditTable(self.entries, "上报内容", 3, whole_rows=True)
        self.findings = FindingList()
        self.findings.subject_asked.connect(self._on_subject_asked)
        self.panel = EntryPanel()
        self.panel.attach_asked.connect(self.choose_file)
        self.panel.remove_asked.connect(self.remove_paper)
        self.panel.rosters_asked.connect(self.ask_rosters)
        self._found = label("", "secondary")
        self.for_one(self.make_action("导出上报包", "upload", self.ask_export))
        self.make_action("打开上报包", "folder-open", self.choose_package)
        self._receipt = self.make_action("打印交接单", "printer", self.print_receipt)
        self._allow_receipt(False)
        self.for_one(self.make_action("附上文件", "file-plus", self.choose_file))
        self._lay_out()
        self.side.show_received(preferences.packages())

    def heading(self) -> str:
        """Return what the page is of."""
        scope = self.shown.scope if self.shown else None
        return f"{scope.short_title}　{scope.spec.title}　第{scope.version}版" if scope else ""

    def status(self) -> str:
        """Return the words of the status bar."""
        shown = self.shown
        if shown is None or shown.scope is None:
            return ""
        return f"{len(shown.entries)} 项材料，{shown.people} 人，年龄截至 {shown.base_date}"

    @staticmethod
    def read_list(workspace: Workspace, wanted: str, progress: Progress) -> Listing:
        """Read what can be reported, and what of the congress chosen; runs in the worker."""
        shown = read_page(workspace, wanted, progress)
        rows = [Choice(each.congress.id, scope_words(each)) for each in shown.scopes]
        return Listing(rows, shown, shown.scope.congress.id if shown.scope else "", shown)

    def on_chosen(self, _id: str) -> None:
        """Read what would be reported of the congress chosen."""
        self.read_again()

    def show_one(self, shown: Shown) -> None:
        """Show what would be reported, and the register."""
        at = max(self.table.currentIndex().row(), 0)
        self.side.show_exports(shown.exports)
        self.entries.set_rows(shown.entries)
        if shown.entries:
            self.table.setCurrentIndex(self.entries.index(min(at, len(shown.entries) - 1), 0))
        self.panel.show_entry(self.current_entry())
        self.findings.show_findings(shown.findings)
        self._found.setText(f"检查结果　{count_words(shown.findings) or '没有发现问题'}")
        self._allow_receipt(self.side.chosen_export() is not None)

    def show_nothing(self) -> None:
        """Offer no sheet of handing over."""
        self._allow_receipt(False)

    def _allow_receipt(self, allowed: bool) -> None:
        self.allow(self._receipt, allowed, "还没有导出过上报包。")

    def choose_package(self) -> None:
        """Ask for a package's folder and show it read-only."""
        choose_package(self.window(), self._preferences, self._last_target())
        self.side.show_received(self._preferences.packages())

    def open_package(self, folder: Path) -> None:
        """Show a package that was looked at before."""
        show_package(self.window(), self._preferences, folder)
        self.side.show_received(self._preferences.packages())

    def ask_export(self) -> None:
        """Export the congress chosen, unless it contradicts itself."""
        shown = self.shown
        if shown is not None and shown.scope is not None:
            self.flow.start(shown.scope, shown.superior, shown.findings)

    def print_receipt(self, export: PackageExport | None = None) -> None:
        """Show the sheet of handing over of an export, the one chosen in the register, ready to be printed."""
        export = export or self.side.chosen_export()
        if export is None:
            return
        offered = papers_of_thing(self.catalog, PACKAGE, export.id, export.folder)
        show_dialog(PrintDialog(self.window(), self.tasks, export.folder, offered))

    def choose_file(self) -> None:
        """Ask for a file and attach it to the entry chosen."""
        entry = self.current_entry()
        if entry is None:
            return
        name, _kind = QFileDialog.getOpenFileName(self, f"附上文件：{entry.title}", str(self._last_target()))
        if name:
            self.attach(Path(name))

    def attach(self, path: Path) -> None:
        """Attach a file to the entry chosen."""
        entry, scope = self.current_entry(), self.shown.scope if self.shown else None
        if entry is not None and scope is not None:
            self.run("附上文件", papers.attach_paper, scope.congress.id, entry.title, path)

    def remove_paper(self, paper_id: str) -> None:
        """Take an attached file off; undo brings it back."""
        scope = self.shown.scope if self.shown else None
        if scope is not None:
            self.run("移除附件", papers.remove_paper, scope.congress.id, paper_id)

    def ask_rosters(self) -> None:
        """Ask which rosters the entry chosen carries."""
        entry, scope = self.current_entry(), self.shown.scope if self.shown else None
        if entry is not None and scope is not None:
            self.tasks.ask("读取名册", read_rosters, scope, entry.roster_kinds).then(self._on_rosters)

    def current_entry(self) -> EntryRow | None:
        """Return the entry chosen."""
        index = self.table.currentIndex()
        return self.entries.row_at(index.row()) if index.isValid() else None

    def _on_subject_asked(self, subject: Subject) -> None:
        if not self.takes(subject):
            self.place_asked.emit(subject)
            return
        for at, entry in enumerate(self.entries.rows):
            if subject.name == entry.title:
                self.table.setCurrentIndex(self.entries.index(at, 0))
                self.table.setFocus()

    def _on_rosters(self, choices: Sequence[RosterChoice]) -> None:
        entry, scope = self.current_entry(), self.shown.scope if self.shown else None
        if entry is None or scope is None:
            return
        rows = [Choice(each.id, each.name, ticked=each.chosen) for each in choices]
        words = "一份都不勾，就按参会人员从哪份名册取来、名称里的地名来定。"
        dialog = TickDialog(self.window(), f"选定：{entry.title}", "选定", rows, words=words)
        ticked = ask_dialog(dialog, lambda closed: closed.ticked)
        if ticked is not None:
            self.run(
                "选定上报名册和测评",
                congress_rosters.choose_rosters,
                scope.congress.id,
                chosen_by_kind(choices, ticked),
            )

    def _last_target(self) -> Path:
        """Return the folder that file dialogs begin with: where the newest package went, if that is still there."""
        newest = Path(self.shown.exports[0].target) if self.shown and self.shown.exports else None
        return newest if newest is not None and newest.is_dir() else paths.documents_folder()

    def _lay_out(self) -> None:
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.verticalHeader().setDefaultSectionSize(theme.px(34))
        self.table.selectionModel().currentRowChanged.connect(
            lambda *_rows: self.panel.show_entry(self.current_entry())
        )
        centre = named(QWidget(), "surface")
        down((self.table, 1), self._found, (self.findings, 1), on=centre, margins=12, spacing=8)
        self.lay_out([(self.side, 216), (centre, 660), (self.panel, 250)], self._ask_congress)

    def _ask_congress(self) -> None:
        self.place_asked.emit(Subject("congress", ""))
