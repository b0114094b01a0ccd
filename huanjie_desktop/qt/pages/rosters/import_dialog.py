"""导入名册: choose a file and a sheet, see the columns, see every row, mend or skip, then write it as one undo step."""

from dataclasses import replace
from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QWidget,
)

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.models.rows import CellChange, RowsModel
from huanjie_desktop.qt.pages.rosters.import_columns import ImportColumns
from huanjie_desktop.qt.pages.rosters.import_preview import TAKEN, WHY, preview_columns
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import across, button, down, label
from huanjie_desktop.services.people import importing
from huanjie_desktop.services.people.importing import ImportPreview, ImportRequest, ImportResult, Outcome
from huanjie_desktop.services.workspace import Workspace

_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
KINDS = "表格文件 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.txt)"
_FILTERS: tuple[tuple[str, frozenset[Outcome]], ...] = (
    ("全部行", frozenset(Outcome)),
    ("不能导入的", frozenset({Outcome.REFUSED})),
    ("新增的", frozenset({Outcome.ADD})),
    ("更改的", frozenset({Outcome.CHANGE})),
    ("不变、跳过、未采用的", frozenset({Outcome.UNCHANGED, Outcome.SKIPPED, Outcome.LEFT_OUT})),
)


class ImportDialog(QDialog):
    """导入名册: `path` may name the file already; `result` holds what was done once it is accepted."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, catalog: Catalog, path: Path | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._catalog = tasks, catalog
        self._preview: ImportPreview | None = None
        self._request: ImportRequest | None = None
        self._past: list[ImportRequest] = []  # corrections before those shown, and those taken back
        self._undone: list[ImportRequest] = []
        self.result_of_import: ImportResult | None = None
        self.setWindowTitle("导入名册")
        self.setAcceptDrops(True)
        self.resize(theme.px(1120), theme.px(640))
        self._lay_out()
        self._offer()
        if path is not None:
            self.open_file(path)

    @property
    def preview(self) -> ImportPreview | None:
        """What the import would do as last read, None before a file is read."""
        return self._preview

    def wrong_text(self) -> str:
        """Return what is wrong with the file, "" for nothing."""
        return self._wrong.text()

    def show_outcomes(self, outcomes: frozenset[Outcome]) -> None:
        """Show the rows of these outcomes."""
        self.model.show_only(lambda row: row.outcome in outcomes)

    def open_file(self, path: Path) -> None:
        """Read a file and show what importing it would do."""
        self._file.setText(str(path))
        if not self._roster.text() or self._roster.property("guessed"):
            self._roster.setText(path.stem)
            self._roster.setProperty("guessed", True)
        self._preview = None
        self._past, self._undone = [], []
        self._read(ImportRequest(path))

    def _lay_out(self) -> None:
        self._file = QLineEdit(readOnly=True, placeholderText="选择文件，或把文件拖到这里")
        self._file.setAccessibleName("表格文件")
        self.choose_button = button("选择文件", self._choose, drawing="folder-open", look="primary")
        self._sheets = QComboBox()
        self._sheets.setAccessibleName("工作表")
        self._sheets.setMinimumWidth(theme.px(150))
        self._sheets.activated.connect(self._on_sheet)
        top = across(label("文件"), (self._file, 1), self.choose_button, 12, label("工作表"), self._sheets)
        self._roster = QLineEdit()
        self._roster.setAccessibleName("放入名册")
        self._roster.textEdited.connect(lambda _text: self._roster.setProperty("guessed", False))
        self._kinds = QComboBox()
        for kind in self._catalog.roster_kinds.values():
            self._kinds.addItem(kind.title, kind.id)
        self._kinds.setAccessibleName("名册类别")
        second = across(label("放入名册"), (self._roster, 1), label("类别"), self._kinds, 12, label("显示"))
        self._filter = QComboBox()
        self._filter.setAccessibleName("显示哪些行")
        for words, outcomes in _FILTERS:
            self._filter.addItem(words, outcomes)
        self._filter.activated.connect(lambda at: self.show_outcomes(_FILTERS[at][1]))
        second.addWidget(self._filter)
        self._make_tabs()
        self._wrong = label("", "error", wrap=True)
        self._counts = label("请选择要导入的表格。", "secondary", wrap=True)
        foot = QHBoxLayout()
        told = down(self._wrong, self._counts)
        foot.addLayout(told, 1)
        foot.addWidget(button("取消", self.reject))
        self.import_button = button("导入", self.commit, look="primary")
        foot.addWidget(self.import_button)
        down(top, second, (self._tabs, 1), foot, on=self, margins=(20, 16, 20, 16), spacing=12)

    def _make_tabs(self) -> None:
        self.model = RowsModel((), self, key=attrgetter("number"))
        self.model.changes_asked.connect(self._on_changes)
        self.model.follow(self._tasks)
        self.table = EditTable(self.model, "导入预览")
        specs = {field: spec for field, spec in self._catalog.columns.items() if spec.importable}
        self.columns = ImportColumns(specs)
        self.columns.corrected.connect(self._on_corrected)
        self._tabs = QTabWidget()
        self._tabs.addTab(self.table, "逐行核对")
        self._tabs.addTab(self.columns, "栏目对应")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged in."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            self.open_file(Path(urls[0].toLocalFile()))

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "选择要导入的表格", "", KINDS)
        if name:
            self.open_file(Path(name))

    def _read(self, request: ImportRequest) -> None:
        book = self._preview.book if self._preview is not None and self._preview.request.path == request.path else None
        self._request = request

        def work(workspace: Workspace, progress: Progress) -> ImportPreview:
            return importing.prepare_import(workspace, request, progress, book)

        self.import_button.setEnabled(False)
        self._counts.setText("正在读取和核对……")
        self._tasks.run("核对导入", work, self._on_read, self._on_failed, owner=self)

    def _on_read(self, preview: ImportPreview) -> None:
        self._preview = preview
        self._wrong.setText("")
        columns = preview_columns(preview)
        if [each.head for each in columns] != [each.head for each in self.model.columns]:
            self.model.set_columns(columns, preview.rows)
            self._set_widths()
        else:
            self.model.columns = columns
            self.model.set_rows(preview.rows)
        self.columns.show_guesses(preview.guesses)
        self._sheets.clear()
        self._sheets.addItems(preview.book.sheet_names)
        self._sheets.setCurrentText(preview.sheet.name)
        self._offer()

    def _set_widths(self) -> None:
        self.table.resizeColumnsToContents()
        for at, column in enumerate(self.model.columns):
            room = min(max(self.table.columnWidth(at) + 12, theme.px(column.width)), theme.px(200))
            self.table.setColumnWidth(at, theme.px(column.width) if at == WHY else room)

    def _on_failed(self, error: HuanjieError) -> None:
        self._wrong.setText(str(error))
        self._counts.setText("")
        self.import_button.setEnabled(False)

    def _offer(self) -> None:
        preview = self._preview
        self.import_button.setEnabled(preview is not None)
        if preview is None:
            return
        counts = {outcome: preview.count(outcome) for outcome in Outcome}
        refused = counts[Outcome.REFUSED]
        self._counts.setText(
            f"共{preview.read}行：新增{counts[Outcome.ADD]}人，更改{counts[Outcome.CHANGE]}人，"
            f"不变{counts[Outcome.UNCHANGED]}人，跳过{counts[Outcome.SKIPPED]}行，不能导入{refused}行；"
            f"表头、合计、说明等{counts[Outcome.LEFT_OUT]}行未采用。"
            + ("请在表中直接改正，或跳过这些行。" if refused else "")
        )
        self.import_button.setText(f"跳过{refused}行并导入" if refused else "导入")
        self.import_button.setEnabled(preview.read > refused + counts[Outcome.SKIPPED])

    def _on_sheet(self, at: int) -> None:
        if self._request is not None:
            self._read(ImportRequest(self._request.path, self._sheets.itemText(at)))

    def _on_corrected(self, column: int, field: str) -> None:
        if self._preview is None or self._request is None:
            return
        mapping = {guess.column: guess.field for guess in self._preview.guesses if guess.field != field or not field}
        mapping[column] = field
        self._change(replace(self._request, mapping=mapping))

    def _change(self, request: ImportRequest) -> None:
        """Read the file with other corrections; Ctrl+Z goes back to those before."""
        if self._request is not None:
            self._past.append(self._request)
        self._undone.clear()
        self._read(request)

    def _go_back(self, past: list[ImportRequest], undone: list[ImportRequest]) -> None:
        if past and self._request is not None:
            undone.append(self._request)
            self._read(past.pop())

    def _on_changes(self, changes: list[CellChange]) -> None:
        if self._request is None:
            return
        edits, skipped = dict(self._request.edits), set(self._request.skipped)
        for each in changes:
            if each.field != TAKEN:
                edits[int(each.row_id), each.field] = each.value
            elif each.value:
                skipped.discard(int(each.row_id))
            else:
                skipped.add(int(each.row_id))
        self._change(replace(self._request, edits=edits, skipped=frozenset(skipped)))

    def commit(self) -> None:
        """Write what the preview shows, without the rows that cannot be imported."""
        preview, name, kind = self._preview, self._roster.text().strip(), str(self._kinds.currentData())
        if preview is None:
            return
        self.import_button.setEnabled(False)

        def work(workspace: Workspace, progress: Progress) -> ImportResult:
            return importing.commit_import(workspace, preview, name, kind, True, progress)

        self._tasks.run("导入名册", work, self._on_committed, self._on_failed, owner=self)

    def _on_committed(self, result: ImportResult) -> None:
        self.result_of_import = result
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the table goes down and never imports by accident; Ctrl+Z and Ctrl+Y take corrections back and again."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self._go_back(self._past, self._undone)
        elif event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
            self._go_back(self._undone, self._past)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
