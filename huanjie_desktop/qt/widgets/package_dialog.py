"""打开上报包: a package seen read-only, verified first; no workspace is needed for it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QLabel,
    QProgressBar,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.packages import PackagedPerson
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import SERIAL, RowsModel, TableColumn
from huanjie_desktop.qt.opening import run_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.finding_list import FindingList
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, framed, label, note, window_size
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.packages.reading import (
    OpenedPackage,
    PackageComparison,
    compare_packages,
    open_package,
)
from huanjie_desktop.services.shown.findings import count_words
from huanjie_desktop.services.shown.opened_package import (
    ABSENT,
    FINE,
    WRONG,
    cell_of,
    comparison_words,
    difference_rows,
    facts_of,
    files_of,
    lists_of,
    titles_filled,
    verdict_of,
)

MOST_PROBLEMS = 1000
_MARKS = {FINE: ("circle-check", "done"), WRONG: ("circle-alert", "error"), ABSENT: ("triangle-alert", "warning")}
DIFFERENCE_COLUMNS = (
    TableColumn("变化", lambda row: row.change, width=70),
    TableColumn("姓名", lambda row: row.name, width=110),
    TableColumn("栏目", lambda row: row.column, width=140),
    TableColumn("原来", lambda row: row.old, width=300),
    TableColumn("现在", lambda row: row.new),
)


class _NoWorkspace:
    """What the dialog's worker owns: nothing."""

    def close(self) -> None:
        """Close nothing."""


class PackageDialog(QDialog):
    """上报包: the result of verifying, then contents, findings, people, and the differences to an earlier version."""

    def __init__(self, parent: QWidget | None, folder: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"上报包（只读）：{folder.name}")
        self.resize(window_size(self, 1040, 660))
        self.opened: OpenedPackage | None = None
        self.differences = RowsModel(DIFFERENCE_COLUMNS, self, key=id)
        self._folder = folder
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._mark = QLabel()
        self.verdict = label("正在核对……", "heading", wrap=True)
        self.compare_button = button("与旧版比较", self.choose_older, drawing="list")
        allow(self.compare_button, False, "正在核对，请稍候。")
        self._folder_button = button("打开所在文件夹", self._show_folder, drawing="folder-open")
        self.tabs = QTabWidget()
        self._lay_out()
        self.tasks = Tasks(lambda _progress: _NoWorkspace(), self)
        self.tasks.progressed.connect(self._on_progressed)
        self.tasks.troubled.connect(lambda error: messages.tell(self, error))
        self.tasks.broke.connect(lambda error: messages.report_bug(self, error))
        self.tasks.open("", lambda _opened: None)
        self.tasks.run("核对", lambda _none, progress: _read(folder, progress), self._on_opened, self._on_failed)
        self.finished.connect(self._on_finished)

    def choose_older(self) -> None:
        """Ask for an earlier version of the same batch and show what changed since."""
        chosen = QFileDialog.getExistingDirectory(self, "选择同一批次的旧版上报包", str(self._folder.parent))
        if chosen:
            self.compare_with(Path(chosen))

    def compare_with(self, older: Path) -> None:
        """Show what changed since an earlier version."""
        opened = self.opened
        if opened is None:
            return

        def compare(_none: Any, progress: Any) -> PackageComparison:
            return compare_packages(_read(older, progress), opened, load_catalog().columns)

        self.tasks.run("比较", compare, self._on_compared, owner=self)

    def _on_opened(self, opened: OpenedPackage) -> None:
        self.opened = opened
        self._bar.hide()
        self._folder = opened.folder
        self.setWindowTitle(f"上报包（只读）：{opened.folder.name}")
        self._say(verdict_of(opened), ("circle-check", "done") if opened.ok else ("circle-alert", "error"))
        allow(self.compare_button, opened.ok, "核对不合格，不能比较。")
        if opened.verification.problems:
            self.tabs.addTab(_problems_of(opened), "核对问题")
        if opened.manifest is not None:
            self.tabs.addTab(_facts_of(opened), "概况")
            self.tabs.addTab(_contents_of(opened), f"内容 {len(opened.manifest.files)}")
        if opened.ok:
            found = FindingList()
            found.show_findings(opened.findings)
            self.tabs.addTab(found, f"检查结果 {count_words(opened.findings) or '无'}")
            self.tabs.addTab(_people_of(opened), f"人员 {len(opened.people)}")

    def _on_failed(self, error: HuanjieError) -> None:
        self._bar.hide()
        self._say(str(error), ("circle-alert", "error"))

    def _say(self, words: str, mark: tuple[str, str]) -> None:
        self.verdict.setText(words)
        self._mark.setPixmap(icons.icon(*mark).pixmap(theme.px(20), theme.px(20)))

    def _on_compared(self, found: PackageComparison) -> None:
        self.differences.set_rows(difference_rows(found.differences))
        words = f"与第{found.old.version}版的差异 {found.differences.count}"
        shown = EditTable(self.differences, "差异", 4, whole_rows=True)
        whole = QWidget()
        down(note(comparison_words(found)), (shown, 1), on=whole)
        old = next((at for at in range(self.tabs.count()) if self.tabs.tabText(at).startswith("与第")), -1)
        if old >= 0:
            self.tabs.removeTab(old)
        self.tabs.setCurrentIndex(self.tabs.addTab(whole, words))

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _on_progressed(self, _label: str, done: int, total: int, text: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        if self.opened is None:
            self.verdict.setText(text)

    def _on_finished(self, _result: int) -> None:
        self.tasks.cancel()
        self.tasks.stop()

    def _lay_out(self) -> None:
        close = button("关闭", self.reject)
        top = across(self._mark, (self.verdict, 1), self._folder_button, self.compare_button, close)
        down(top, self._bar, (self.tabs, 1), on=self, margins=(16, 12, 16, 16))


def choose_package(parent: QWidget, preferences: Preferences, start: Path) -> None:
    """Ask for a package's folder and show it."""
    chosen = QFileDialog.getExistingDirectory(parent, "打开上报包：选择它的文件夹或 U 盘", str(start))
    if chosen:
        show_package(parent, preferences, Path(chosen))


def show_package(parent: QWidget, preferences: Preferences, folder: Path) -> None:
    """Show a package, and remember it where it could be read."""
    opened = run_dialog(PackageDialog(parent, folder), lambda closed: closed.opened)
    if opened is not None and opened.manifest is not None:
        preferences.remember_package(opened.folder)


def _read(folder: Path, progress: Progress) -> OpenedPackage:
    return open_package(folder, load_rule_book(), progress)  # another county's package: no workspace is needed for it


def _contents_of(opened: OpenedPackage) -> QTreeWidget:
    """Return the folders with their files, sizes, and what is wrong with each."""
    tree = _tree("上报包内容", ("文件", "大小", "核对"), (520, 90))
    folders: dict[str, QTreeWidgetItem] = {}
    for line in files_of(opened):
        row = QTreeWidgetItem([line.name or line.folder, line.size, line.words])
        row.setIcon(2, icons.icon(*_MARKS[line.state]))
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if line.name and line.folder and line.folder not in folders:
            folders[line.folder] = QTreeWidgetItem([line.folder])
            tree.addTopLevelItem(folders[line.folder])
        if line.folder in folders:
            folders[line.folder].addChild(row)
        else:
            tree.addTopLevelItem(row)
    tree.expandAll()
    return tree


def _tree(name: str, heads: Sequence[str], widths: Sequence[int]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName(name)
    tree.setUniformRowHeights(True)
    tree.setHeaderLabels(list(heads))
    for at, width in enumerate(widths):
        tree.setColumnWidth(at, theme.px(width))
    return tree


def _problems_of(opened: OpenedPackage) -> QTreeWidget:
    tree = _tree("核对问题", ("文件", "问题"), (480,))
    tree.setRootIsDecorated(False)
    for each in opened.verification.problems[:MOST_PROBLEMS]:
        tree.addTopLevelItem(QTreeWidgetItem([each.file, each.problem]))
    return tree


def _people_of(opened: OpenedPackage) -> EditTable:
    fields = titles_filled(opened)
    columns = [TableColumn(title, partial(_cell, field)) for field, title in fields]
    listed = RowsModel((), key=id)
    listed.set_columns([SERIAL, *columns, TableColumn("所在名单", lists_of)], opened.people)
    people = EditTable(listed, "上报人员", whole_rows=True)
    listed.setParent(people)
    people.resizeColumnsToContents()
    return people


def _cell(field: str, person: PackagedPerson) -> str:
    return cell_of(person, field)


def _facts_of(opened: OpenedPackage) -> QWidget:
    form = QFormLayout(horizontalSpacing=16, verticalSpacing=8)
    for head, words in facts_of(opened):
        said = label(words, wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        form.addRow(label(head, "secondary"), said)
    return framed("", form, STRETCH)
