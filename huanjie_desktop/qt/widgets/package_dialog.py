"""打开上报包: a package seen read-only, verified first; no workspace is needed for it."""

from collections.abc import Sequence
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
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.documents.compose.packages import checksum_groups, masking_words
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.packages import DIFFERENCE_COLUMNS, difference_rows, people_columns
from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.opening import run_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.finding_list import FindingList, count_words
from huanjie_desktop.qt.widgets.parts import across, button, down, label, panel
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.packages.reading import (
    OpenedPackage,
    PackageComparison,
    compare_packages,
    open_package,
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
        self.resize(theme.px(1040), theme.px(660))
        self.opened: OpenedPackage | None = None
        self.differences = RowsModel(DIFFERENCE_COLUMNS, self, key=id)
        self._folder = folder
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        self._mark = QLabel()
        self.verdict = label("正在核对……", "heading", wrap=True)
        self.compare_button = button("与旧版比较", self.choose_older, drawing="list")
        self.compare_button.setEnabled(False)
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
        manifest, problems = opened.manifest, opened.verification.problems
        self.setWindowTitle(f"上报包（只读）：{opened.folder.name}")
        if opened.ok and manifest is not None:
            self.verdict.setText(f"核对合格：{len(manifest.files)}个文件与清单完全一致。")
        else:
            self.verdict.setText(f"核对不合格，有{len(problems)}处。里面的内容不能作准，请向报送单位重新要一份。")
        drawing = ("circle-check", "done") if opened.ok else ("circle-alert", "error")
        self._mark.setPixmap(icons.icon(*drawing).pixmap(theme.px(20), theme.px(20)))
        self.compare_button.setEnabled(opened.ok)
        if problems:
            self.tabs.addTab(_table_of(("文件", "问题"), [(each.file, each.problem) for each in problems]), "核对问题")
        if manifest is not None:
            self.tabs.addTab(self._facts(opened), "概况")
            self.tabs.addTab(_contents_of(opened), f"内容 {len(manifest.files)}")
        if opened.ok:
            found = FindingList()
            found.show_findings(opened.findings)
            self.tabs.addTab(found, f"检查结果 {count_words(opened.findings) or '无'}")
            listed = RowsModel((), self, key=id)
            listed.set_columns(people_columns(opened.titles, opened.people), opened.people)
            people = EditTable(listed, "上报人员", whole_rows=True)
            people.resizeColumnsToContents()
            self.tabs.addTab(people, f"人员 {len(opened.people)}")

    def _on_failed(self, error: HuanjieError) -> None:
        self._bar.hide()
        self.verdict.setText(str(error))
        self._mark.setPixmap(icons.icon("circle-alert", "error").pixmap(theme.px(20), theme.px(20)))

    def _on_compared(self, found: PackageComparison) -> None:
        self.differences.set_rows(difference_rows(found.differences))
        words = f"与第{found.old.version}版的差异 {found.differences.count}"
        shown = EditTable(self.differences, "差异", 4, whole_rows=True)
        whole = QWidget()
        layout = QVBoxLayout(whole)
        changes = found.differences
        counts = f"新增{len(changes.added)}人，减少{len(changes.removed)}人，更改{len(changes.changed)}人。"
        if found.old.version >= found.new.version:
            counts += f"注意：选的是第{found.old.version}版，不比这一份旧。"
        layout.addWidget(label(counts, "secondary", wrap=True))
        layout.addWidget(shown, 1)
        old = next((at for at in range(self.tabs.count()) if self.tabs.tabText(at).startswith("与第")), -1)
        if old >= 0:
            self.tabs.removeTab(old)
        self.tabs.setCurrentIndex(self.tabs.addTab(whole, words))

    def _facts(self, opened: OpenedPackage) -> QWidget:
        manifest = opened.manifest
        assert manifest is not None
        frame, layout = panel()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        lists = "，".join(f"{name}{count}人" for name, count in manifest.counts.lists.items())
        for name, text in (
            ("会议", manifest.title),
            ("报送单位", manifest.unit),
            ("接收单位", manifest.recipient),
            ("批次", f"{manifest.batch}（第{manifest.version}版）"),
            ("生成时间", manifest.created[:16].replace("T", " ").replace("-", ".")),
            ("个人信息", masking_words(manifest.masked)),
            ("计算年龄", f"截至{manifest.base_date.replace('-', '.')}"),
            ("人数", f"{manifest.counts.people}人" + (f"（{lists}）" if lists else "")),
            ("填报人", f"{manifest.preparer}　{manifest.contact}".strip()),
            ("清单校验值", checksum_groups(opened.verification.digest)),
        ):
            if text:
                said = label(text, wrap=True)
                said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                form.addRow(label(name, "secondary"), said)
        layout.addLayout(form)
        layout.addStretch(1)
        return frame

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
        top = across(
            self._mark, (self.verdict, 1), self._folder_button, self.compare_button, button("关闭", self.reject)
        )
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
    tree = QTreeWidget()
    tree.setAccessibleName("上报包内容")
    tree.setUniformRowHeights(True)
    tree.setHeaderLabels(["文件", "大小", "核对"])
    wrong = {problem.file: problem.problem for problem in opened.verification.problems}
    manifest = opened.manifest
    assert manifest is not None
    folders: dict[str, QTreeWidgetItem] = {}
    for file in manifest.files[:5000]:
        folder, _, name = file.path.rpartition("/")
        row = QTreeWidgetItem([name, f"{file.size / 1024:.0f} KB", wrong.get(file.path, "一致")])
        row.setIcon(2, icons.icon(*(("circle-alert", "error") if file.path in wrong else ("circle-check", "done"))))
        row.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if not folder:
            tree.addTopLevelItem(row)
            continue
        if folder not in folders:
            folders[folder] = QTreeWidgetItem([folder])
            tree.addTopLevelItem(folders[folder])
        folders[folder].addChild(row)
    for entry in manifest.entries:
        if entry.missing:
            absent = QTreeWidgetItem([entry.folder, "", f"缺：{'；'.join(entry.missing)}"])
            absent.setIcon(2, icons.icon("triangle-alert", "warning"))
            if entry.folder in folders:
                folders[entry.folder].addChild(absent)
            else:
                tree.addTopLevelItem(absent)
    tree.expandAll()
    tree.setColumnWidth(0, theme.px(520))
    tree.setColumnWidth(1, theme.px(90))
    return tree


def _table_of(heads: Sequence[str], rows: Sequence[tuple[str, str]]) -> QTreeWidget:
    tree = QTreeWidget()
    tree.setAccessibleName("核对问题")
    tree.setRootIsDecorated(False)
    tree.setHeaderLabels(list(heads))
    for row in rows[:1000]:
        tree.addTopLevelItem(QTreeWidgetItem(list(row)))
    tree.setColumnWidth(0, theme.px(480))
    return tree
