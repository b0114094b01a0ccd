"""A plain table over rows of things: columns say what a cell shows and which field an edit changes."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor

Index = QModelIndex | QPersistentModelIndex
NUMBER, TEXT, CENTRED = "number", "text", "centred"
_ALIGN = {
    NUMBER: Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
    CENTRED: Qt.AlignmentFlag.AlignCenter,
    TEXT: Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
}


@dataclass(frozen=True)
class TableColumn:
    """A column: `show` gives a cell's words, `field` what an edit changes ("" for none), `kind` number, text or centred."""

    head: str
    show: Callable[[Any], str]
    field: str = ""
    kind: str = TEXT
    width: int = 90


@dataclass(frozen=True)
class CellChange:
    """A cell that was typed into: the row's id, the field, the text; numbers come as int, an emptied one as None."""

    row_id: str
    field: str
    value: Any


class RowsModel(QAbstractTableModel):
    """行表: rows with an `id`; `changes_asked` carries what was typed or pasted, all of one act together."""

    changes_asked = Signal(list)  # CellChange
    refused = Signal(str)  # why a text was not taken

    def __init__(self, columns: Sequence[TableColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: Sequence[TableColumn] = columns
        self._rows: Sequence[Any] = ()
        self.read_only = False
        self.warning_tint: QColor | None = None
        self.warned: Callable[[Any, TableColumn], bool] = lambda _row, _column: False

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; where the same things are only changed, the current cell stays."""
        same = [each.id for each in rows] == [each.id for each in self._rows]
        if not same:
            self.beginResetModel()
        self._rows = tuple(rows)
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(self.columns) - 1))

    def set_columns(self, columns: Sequence[TableColumn], rows: Sequence[Any] = ()) -> None:
        """Show other columns."""
        self.beginResetModel()
        self.columns, self._rows = columns, tuple(rows)
        self.endResetModel()

    def row_at(self, at: int) -> Any:
        """Return a row's thing."""
        return self._rows[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return column.show(self._rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGN[column.kind]
        if role == Qt.ItemDataRole.ForegroundRole and self.warned(self._rows[index.row()], column):
            return self.warning_tint
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return whether a cell can be typed into."""
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].field and not self.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; a text that cannot be a number is refused."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        changes = self._read([(index.row(), index.column(), str(value))])
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
        return [
            [self.columns[column].show(self._rows[row]) if (row, column) in chosen else "" for column in columns]
            for row in rows
        ]

    def _read(self, cells: Sequence[tuple[int, int, str]]) -> list[CellChange]:
        """Return the changes that texts make; one that cannot be taken refuses all."""
        changes = []
        for row, column_at, text in cells:
            column, thing = self.columns[column_at], self._rows[row]
            text = text.strip()
            if not column.field or self.read_only or text == column.show(thing):
                continue
            value: Any = text
            if column.kind == NUMBER:
                plain = text.replace(",", "").translate(_DIGITS)
                if plain and not plain.isdecimal():
                    self.refused.emit(f"“{column.head}”应填整数，“{text}”没有填入。")
                    return []
                value = int(plain) if plain else None
            changes.append(CellChange(thing.id, column.field, value))
        return changes


def by_row(changes: Sequence[CellChange], numbers: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """Return the changed fields by row; in the fields named an emptied number is 0."""
    found: dict[str, dict[str, Any]] = {}
    for change in changes:
        value = 0 if change.value is None and change.field in numbers else change.value
        found.setdefault(change.row_id, {})[change.field] = value
    return found


_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
