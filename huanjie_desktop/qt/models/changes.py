"""The journal as a table: when, who, what, how many things."""

from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADS = ("时间", "经手人", "电脑", "做了什么", "涉及")
VERBS = {"undo": "撤销：", "redo": "重做："}


class ChangeEntry(Protocol):
    """What is read of a journal entry."""

    @property
    def at(self) -> str:
        """When, ISO."""

    @property
    def actor(self) -> str:
        """Who."""

    @property
    def device(self) -> str:
        """On which PC."""

    @property
    def kind(self) -> str:
        """do, undo or redo."""

    @property
    def label(self) -> str:
        """What."""

    @property
    def things(self) -> str:
        """How many of what it touched, in words."""


class ChangesModel(QAbstractTableModel):
    """记录表: entries newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[ChangeEntry] = []

    def set_entries(self, entries: Sequence[ChangeEntry]) -> None:
        """Show other entries."""
        self.beginResetModel()
        self.entries = list(entries)
        self.endResetModel()

    def add_entries(self, entries: Sequence[ChangeEntry]) -> None:
        """Show older entries below."""
        if entries:
            first = len(self.entries)
            self.beginInsertRows(NOWHERE, first, first + len(entries) - 1)
            self.entries.extend(entries)
            self.endInsertRows()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many entries are shown."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        entry = self.entries[index.row()]
        cells = (
            entry.at[:16].replace("T", " ").replace("-", "."),
            entry.actor,
            entry.device,
            VERBS.get(entry.kind, "") + entry.label,
            entry.things,
        )
        return cells[index.column()] or None
