"""The journal as a table: when, who, what, how many things."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADS = ("时间", "经手人", "电脑", "做了什么", "涉及")
THINGS = {
    "person": "人",
    "roster": "份名册",
    "roster_entry": "条名册登记",
    "congress": "次会议",
    "delegation": "个代表团",
    "delegate": "名代表",
    "officer": "名大会机构成员",
    "session": "个会次",
    "agenda_item": "项议程",
    "setting": "项设置",
}
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
    def rows(self) -> Mapping[str, int]:
        """How many rows by table."""


def describe_rows(rows: Mapping[str, int]) -> str:
    """Return how many things of which sort were changed, in words."""
    return "，".join(f"{count} {THINGS.get(table, '处')}" for table, count in rows.items() if count)


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
            describe_rows(entry.rows),
        )
        return cells[index.column()] or None
