"""A plain table over rows of things: columns say what a cell shows and which field an edit changes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QIcon

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
NUMBER, TEXT, CENTRED = "number", "text", "centred"
_ALIGN = {
    NUMBER: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    CENTRED: Qt.AlignmentFlag.AlignCenter,
    TEXT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}
_CHECKED = {True: Qt.CheckState.Checked, False: Qt.CheckState.Unchecked, None: None}


def nothing(_row: Any) -> Any:
    """Return None: what a column gives of which it has none."""


@dataclass(frozen=True)
class TableColumn:
    """A column: `show` gives a cell's words, `field` what an edit changes ("" for none), `kind` number, text or centred.

    The others are functions of the row, too: `tip` (the words where it gives None), `icon`, `tint` of the words, `ground`
    behind them, `ticked` (None for a cell without a box), `edit` (the text an editor begins with), `locked` (why this
    row's cell cannot be changed, "" where it can). A `numbered` column shows the place of the row.
    """

    head: str
    show: Callable[[Any], str] = nothing
    field: str = ""
    kind: str = TEXT
    width: int = 90
    tip: Callable[[Any], str | None] = nothing
    icon: Callable[[Any], QIcon | None] = nothing
    tint: Callable[[Any], QColor | None] = nothing
    ground: Callable[[Any], QColor | None] = nothing
    ticked: Callable[[Any], bool | None] = nothing
    edit: Callable[[Any], str | None] = nothing
    locked: Callable[[Any], str] = nothing
    numbered: bool = False


SERIAL = TableColumn("序号", kind=CENTRED, width=52, numbered=True)


@dataclass(frozen=True)
class CellChange:
    """A cell that was typed into: the row's id, the field, the text; numbers come as int, an emptied one as None."""

    row_id: str
    field: str
    value: Any


class RowsModel(QAbstractTableModel):
    """行表: rows known by what `key` gives; `changes_asked` carries what was typed or pasted, all of one act together."""

    changes_asked = Signal(list)  # CellChange
    refused = Signal(str)  # why a text was not taken

    def __init__(
        self,
        columns: Sequence[TableColumn],
        parent: QObject | None = None,
        key: Callable[[Any], object] = attrgetter("id"),
    ) -> None:
        super().__init__(parent)
        self.columns: Sequence[TableColumn] = columns
        self._key = key
        self.rows: Sequence[Any] = ()
        self._shown: list[Any] = []
        self._numbers: list[int] = []
        self._passes: Callable[[Any], bool] | None = None
        self.read_only = False

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; what stays at the beginning and the end is not disturbed, nor what is typed there."""
        self.rows = tuple(rows)
        self._show([each for each in self.rows if self._passes is None or self._passes(each)])

    def set_columns(self, columns: Sequence[TableColumn], rows: Sequence[Any] = ()) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns, self.rows = columns, tuple(rows)
        self._shown = [each for each in self.rows if self._passes is None or self._passes(each)]
        self._numbers = list(range(len(self._shown)))
        self.endResetModel()

    def show_only(self, passes: Callable[[Any], bool] | None) -> None:
        """Show the rows that pass, None for all."""
        self._passes = passes
        self.set_rows(self.rows)

    def row_at(self, at: int) -> Any:
        """Return the thing of a row shown."""
        return self._shown[at]

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return _ALIGN[self.columns[section].kind] if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and how."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(index.row(), index.column())
        if role == Qt.ItemDataRole.EditRole:
            begun = column.edit(row)
            return self.text_at(index.row(), index.column()) if begun is None else begun
        if role == Qt.ItemDataRole.ToolTipRole:
            return column.tip(row) or self.text_at(index.row(), index.column()) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.kind]
        look = _LOOKS.get(Qt.ItemDataRole(role)) if role in _ROLES else None
        return look(column, row) if look is not None else None

    def text_at(self, at: int, column: int) -> str:
        """Return the words of a cell."""
        spec = self.columns[column]
        return str(self._numbers[at] + 1) if spec.numbered else spec.show(self._shown[at]) or ""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether a cell can be typed into or ticked."""
        flags = super().flags(index)
        if index.isValid() and not self.refusal(index.row(), index.column()):
            ticked = self.columns[index.column()].ticked(self._shown[index.row()]) is not None
            flags |= Qt.ItemFlag.ItemIsUserCheckable if ticked else Qt.ItemFlag.ItemIsEditable
        return flags

    def refusal(self, at: int, column: int) -> str:
        """Say why a cell cannot be changed, "" where it can."""
        spec = self.columns[column]
        if self.read_only or not spec.field:
            return f"“{spec.head}”不能在这里填写。"
        return spec.locked(self._shown[at]) or ""

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; a text that cannot be a number is refused."""
        if not index.isValid() or self.refusal(index.row(), index.column()):
            return False
        changes = []
        if role == Qt.ItemDataRole.EditRole:
            changes = self._read([(index.row(), index.column(), str(value))])
        elif role == Qt.ItemDataRole.CheckStateRole:
            row, column = self._shown[index.row()], self.columns[index.column()]
            changes = [CellChange(str(self._key(row)), column.field, Qt.CheckState(value) is Qt.CheckState.Checked)]
        if changes:
            self.changes_asked.emit(changes)
        return bool(changes)

    def put(self, matrix: Sequence[Sequence[str]], at: Index) -> None:
        """Ask for a block of texts, down and right from a cell, as one act; what has no place is left out."""
        cells = [
            (at.row() + down, at.column() + across, text)
            for down, line in enumerate(matrix)
            for across, text in enumerate(line)
            if at.row() + down < self.rowCount() and at.column() + across < self.columnCount()
        ]
        changes = self._read(cells)
        if changes:
            self.changes_asked.emit(changes)

    def texts(self, cells: Sequence[tuple[int, int]]) -> list[list[str]]:
        """Return the words of cells as a block; what of it is not named is empty."""
        rows, columns = sorted({row for row, _ in cells}), sorted({column for _, column in cells})
        chosen = set(cells)
        return [[self.text_at(row, column) if (row, column) in chosen else "" for column in columns] for row in rows]

    def _read(self, cells: Sequence[tuple[int, int, str]]) -> list[CellChange]:
        """Return the changes that texts make; one that cannot be taken refuses all."""
        changes = []
        for row, column_at, text in cells:
            column, thing = self.columns[column_at], self._shown[row]
            text = text.strip()
            begun = column.edit(thing)
            if self.refusal(row, column_at) or text == (self.text_at(row, column_at) if begun is None else begun):
                continue
            value: Any = text
            if column.kind == NUMBER:
                plain = text.replace(",", "").translate(_DIGITS)
                if plain and not plain.isdecimal():
                    self.refused.emit(f"“{column.head}”应填整数，“{text}”没有填入。")
                    return []
                value = int(plain) if plain else None
            changes.append(CellChange(str(self._key(thing)), column.field, value))
        return changes

    def _show(self, rows: Sequence[Any]) -> None:
        """Put other rows in the place of the middle that differs, so that cells outside it stay as they are."""
        old, new = [self._key(each) for each in self._shown], [self._key(each) for each in rows]
        same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
        first = min(len(old), len(new)) if same is None else same
        last = 0
        while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
            last += 1
        if len(old) > first + last:
            self.beginRemoveRows(NOWHERE, first, len(old) - last - 1)
            del self._shown[first : len(old) - last], self._numbers[first : len(old) - last]
            self.endRemoveRows()
        if len(new) > first + last:
            self.beginInsertRows(NOWHERE, first, len(new) - last - 1)
            self._shown[first:first] = rows[first : len(new) - last]
            self._numbers[first:first] = range(first, len(new) - last)
            self.endInsertRows()
        self._shown, self._numbers = list(rows), list(range(len(rows)))  # what is said of the others is told only now
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))


_LOOKS: dict[Qt.ItemDataRole, Callable[[TableColumn, Any], Any]] = {
    Qt.ItemDataRole.DecorationRole: lambda column, row: column.icon(row),
    Qt.ItemDataRole.ForegroundRole: lambda column, row: column.tint(row),
    Qt.ItemDataRole.BackgroundRole: lambda column, row: column.ground(row),
    Qt.ItemDataRole.CheckStateRole: lambda column, row: _CHECKED[column.ticked(row)],
}
_ROLES = frozenset(role.value for role in _LOOKS)


def by_row(changes: Sequence[CellChange], numbers: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """Return the changed fields by row; in the fields named an emptied number is 0."""
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        value = 0 if change.value is None and change.field in numbers else change.value
        found.setdefault(change.row_id, {})[change.field] = value
    return found


_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
