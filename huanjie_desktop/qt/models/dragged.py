"""Rows that are dragged within their table: nothing moves by itself, `dropped` says what is wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, Qt, Signal

from huanjie_desktop.qt.models.cells import Index
from huanjie_desktop.qt.models.rows import RowsModel


class DraggedRows(RowsModel):
    """可拖动的行: `mime` tells the rows of one table from those of others, `onto` whether they can be dropped onto a row."""

    dropped = Signal(str, int, bool)  # row id, row before which or onto which it is dropped (-1 for the end), onto
    mime = ""
    onto = False

    def row_of(self, row_id: str) -> int:
        """Return where a row stands, -1 when it is gone."""
        return next((at for at in range(self.count) if self.id_at(at) == row_id), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged; they can be dropped between, and where that means something on."""
        flags = super().flags(index)
        if self.onto or not index.isValid():
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if 0 <= index.row() < self.count else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the only kind of thing that can be dropped here."""
        return [self.mime]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged row's id."""
        carried = QMimeData()
        carried.setData(self.mime, self.id_at(indexes[0].row()).encode() if indexes else b"")
        return carried

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Tell where it is dropped; Qt itself moves nothing."""
        row_id = bytes(data.data(self.mime).data()).decode()
        if self.row_of(row_id) >= 0:
            onto = parent.isValid()
            self.dropped.emit(row_id, parent.row() if onto else row, onto and self.onto)
        return False
