"""The rows of an import as a table: what each becomes, old and new values, and cells that can be mended in place."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.services.people.importing import ImportPreview, ImportRow, Outcome

WORDS: Mapping[Outcome, str] = {
    Outcome.ADD: "新增",
    Outcome.CHANGE: "更改",
    Outcome.UNCHANGED: "不变",
    Outcome.REFUSED: "不能导入",
    Outcome.SKIPPED: "跳过",
    Outcome.LEFT_OUT: "未采用",
}
_FIXED = ("导入", "行号", "结果", "说明")
CHECK, NUMBER, RESULT, WHY = range(4)
Index = QModelIndex | QPersistentModelIndex


class ImportPreviewModel(QAbstractTableModel):
    """导入预览: `colours` names a colour for each outcome; edits and skips are asked for by signals."""

    edit_asked = Signal(int, str, str)  # row number in the file, field, text
    skip_asked = Signal(int, bool)

    def __init__(self, colours: Mapping[Outcome, QColor], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._colours = colours
        self._wrong = QColor(colours[Outcome.REFUSED])
        self._wrong.setAlpha(40)
        self._rows: Sequence[ImportRow] = ()
        self._shown: list[ImportRow] = []
        self._fields: list[str] = []
        self._heads: list[str] = []
        self._only: frozenset[Outcome] = frozenset(Outcome)

    def set_preview(self, preview: ImportPreview) -> None:
        """Show another preview."""
        self.beginResetModel()
        self._rows = preview.rows
        used = [guess for guess in preview.guesses if guess.field]
        self._fields = [guess.field for guess in used]
        self._heads = [guess.head or "（无栏目名）" for guess in used]
        self._filter()
        self.endResetModel()

    def show_only(self, outcomes: frozenset[Outcome]) -> None:
        """Show the rows of these outcomes."""
        self.beginResetModel()
        self._only = outcomes
        self._filter()
        self.endResetModel()

    def row(self, at: int) -> ImportRow:
        """Return a row shown."""
        return self._shown[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the fixed columns, the file's, and the words."""
        return 0 if parent.isValid() else len(_FIXED) + len(self._fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = [*_FIXED, *self._heads]
        return heads[section] if section < len(heads) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        row, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and column == CHECK and row.outcome is not Outcome.LEFT_OUT:
            going = row.outcome not in (Outcome.SKIPPED, Outcome.REFUSED)
            return Qt.CheckState.Checked if going else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.EditRole and self._field(column):
            return row.texts.get(self._field(column), "")
        if role == Qt.ItemDataRole.ForegroundRole and (column == RESULT or self._field(column) in row.changes):
            return self._colours[row.outcome]
        if role == Qt.ItemDataRole.BackgroundRole and self._is_wrong(row, column):
            return self._wrong
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(finding.text for finding in row.findings) or row.why or None
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (CHECK, NUMBER, RESULT):
            return Qt.AlignmentFlag.AlignCenter
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a skip or an edit; the dialog reads the rows again."""
        if not index.isValid():
            return False
        row, field = self._shown[index.row()], self._field(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == CHECK:
            self.skip_asked.emit(row.number, Qt.CheckState(value) is not Qt.CheckState.Checked)
            return True
        if role == Qt.ItemDataRole.EditRole and field and str(value) != row.texts.get(field, ""):
            self.edit_asked.emit(row.number, field, str(value))
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let cells be mended and rows be skipped."""
        flags = super().flags(index)
        if not index.isValid() or self._shown[index.row()].outcome is Outcome.LEFT_OUT:
            return flags
        if index.column() == CHECK:
            return flags | Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if self._field(index.column()) else flags

    def _is_wrong(self, row: ImportRow, column: int) -> bool:
        at = column - len(_FIXED)
        heads = {finding.place.column for finding in row.findings if finding.place is not None}
        return 0 <= at < len(self._heads) and self._heads[at] in heads

    def _filter(self) -> None:
        self._shown = [row for row in self._rows if row.outcome in self._only]

    def _field(self, column: int) -> str:
        at = column - len(_FIXED)
        return self._fields[at] if 0 <= at < len(self._fields) else ""

    def _text(self, row: ImportRow, column: int) -> str:
        if column == CHECK:
            return ""
        if column == NUMBER:
            return str(row.number)
        if column == RESULT:
            return WORDS[row.outcome]
        if column == WHY:
            return row.why.partition("栏：")[2] or row.why
        field = self._field(column)
        if field in row.changes:
            old, new = row.changes[field]
            return f"{field_text(old) or '（空）'} → {field_text(new)}"
        if field in row.values and row.outcome is not Outcome.REFUSED:
            return field_text(row.values[field])
        return row.texts.get(field, "").replace("\n", " ")
