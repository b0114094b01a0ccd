"""导入名册: choose a file and a sheet, see the columns, see every row, mend or skip, then write it as one undo step."""

from operator import attrgetter
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QTabWidget, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.models.rows import CellChange, RowsModel
from huanjie_desktop.qt.pages.rosters.import_columns import ImportColumns
from huanjie_desktop.qt.pages.rosters.import_preview import WHY, preview_columns
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import across, button, choice_box, down, label
from huanjie_desktop.services.people import importing
from huanjie_desktop.services.people.importing import ImportPreview, ImportRequest, ImportResult, Outcome
from huanjie_desktop.services.shown.importing import FILTERS, Corrections, can_import, counts_of, verb_of

_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
KINDS = "表格文件 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.txt)"


class ImportDialog(QDialog):
    """导入名册: `path` may name the file already; `preview` is what the import would do as last read, None before that;
    `result_of_import` is what was done once it is accepted."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, catalog: Catalog, path: Path | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._catalog = tasks, catalog
        self.preview: ImportPreview | None = None
        self._corrections: Corrections | None = None
        self.result_of_import: ImportResult | None = None
        self.setWindowTitle("导入名册")
        self.setAcceptDrops(True)
        self.resize(theme.px(1120), theme.px(640))
        self._lay_out()
        self.import_button.setEnabled(False)
        self.choose_button.setFocus()
        if path is not None:
            self.open_file(path)

    def show_outcomes(self, outcomes: frozenset[Outcome]) -> None:
        """Show the rows of these outcomes."""
        self.model.show_only(lambda row: row.outcome in outcomes)

    def open_file(self, path: Path) -> None:
        """Read a file and show what importing it would do."""
        self._file.setText(str(path))
        if not self._roster.text() or self._roster.property("guessed"):
            self._roster.setText(path.stem)
            self._roster.setProperty("guessed", True)
        self.preview = None
        self._corrections = Corrections(ImportRequest(path))
        self._read(self._corrections)

    def _lay_out(self) -> None:
        self._file = QLineEdit(readOnly=True, placeholderText="选择文件，或把文件拖到这里")
        self._file.setAccessibleName("表格文件")
        self.choose_button = button("选择文件", self._choose, drawing="folder-open", look="primary")
        self._sheets = choice_box("工作表")
        self._sheets.setMinimumWidth(theme.px(150))
        self._sheets.activated.connect(self._on_sheet)
        self._roster = QLineEdit()
        self._roster.setAccessibleName("放入名册")
        self._roster.textEdited.connect(lambda _text: self._roster.setProperty("guessed", False))
        kinds = self._catalog.roster_kinds.values()
        self._kinds = choice_box("名册类别", [(kind.id, kind.title) for kind in kinds])
        shown = choice_box("显示哪些行", FILTERS, self.show_outcomes)
        self.wrong = label("", "error", wrap=True)
        self._counts = label("请选择要导入的表格。", "secondary", wrap=True)
        self._make_tabs()
        cancel = button("取消", self.reject)
        self.import_button = button("导入", self.commit, look="primary")
        down(
            across(label("文件"), (self._file, 1), self.choose_button, 12, label("工作表"), self._sheets),
            across(label("放入名册"), (self._roster, 1), label("类别"), self._kinds, 12, label("显示"), shown),
            (self._tabs, 1),
            across((down(self.wrong, self._counts), 1), cancel, self.import_button),
            on=self,
            margins=(20, 16, 20, 16),
            spacing=12,
        )

    def _make_tabs(self) -> None:
        self.model = RowsModel((), self, key=attrgetter("key"))
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

    def _read(self, corrections: Corrections) -> None:
        request, book = corrections.request, self.preview.book if self.preview is not None else None
        self.import_button.setEnabled(False)
        self._counts.setText("正在读取和核对……")
        self._tasks.run(
            "核对导入",
            lambda workspace, progress: importing.prepare_import(workspace, request, progress, book),
            self._on_read,
            self._on_failed,
        )

    def _on_read(self, preview: ImportPreview) -> None:
        self.preview = preview
        self.wrong.setText("")
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
        self._sheets.setCurrentText(next((table.sheet for table in preview.tables.tables), ""))
        self._counts.setText(counts_of(preview))
        self.import_button.setText(verb_of(preview))
        self.import_button.setEnabled(can_import(preview))

    def _set_widths(self) -> None:
        self.table.resizeColumnsToContents()
        for at, column in enumerate(self.model.columns):
            room = min(max(self.table.columnWidth(at) + 12, theme.px(column.width)), theme.px(200))
            self.table.setColumnWidth(at, theme.px(column.width) if at == WHY else room)

    def _on_failed(self, error: HuanjieError) -> None:
        self.wrong.setText(str(error))
        self._counts.setText("")
        self.import_button.setEnabled(False)

    def _on_sheet(self, at: int) -> None:
        if self._corrections is not None:
            self._corrections.choose_sheet(self._sheets.itemText(at))
            self._read(self._corrections)

    def _on_corrected(self, head: str, field: str) -> None:
        if self.preview is not None and self._corrections is not None:
            self._corrections.take_for(self.preview, head, field)
            self._read(self._corrections)

    def _on_changes(self, changes: list[CellChange]) -> None:
        if self._corrections is not None:
            self._corrections.mend(changes)
            self._read(self._corrections)

    def commit(self) -> None:
        """Write what the preview shows, without the rows that cannot be imported."""
        preview, name, kind = self.preview, self._roster.text().strip(), str(self._kinds.currentData())
        if preview is None:
            return
        self.import_button.setEnabled(False)
        self._tasks.run(
            "导入名册",
            lambda workspace, progress: importing.commit_import(workspace, preview, name, kind, True, progress),
            self._on_committed,
            self._on_failed,
        )

    def _on_committed(self, result: ImportResult) -> None:
        self.result_of_import = result
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the table goes down and never imports by accident; Ctrl+Z and Ctrl+Y take corrections back and again."""
        corrections, undo = self._corrections, event.matches(QKeySequence.StandardKey.Undo)
        if undo or event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
            if corrections is not None and (corrections.undo() if undo else corrections.redo()):
                self._read(corrections)
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
