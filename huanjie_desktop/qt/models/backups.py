"""The backups of a workspace as a table: when, why, how large, and whether they are sound."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from huanjie_desktop.services.safekeeping.backups import BackupState

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
HEADS = ("时间", "缘由", "大小", "核对")
WORDS = {True: "完好", False: "已损坏，不能用", None: "没有登记"}
SIZE = 2


def describe_size(count: int) -> str:
    """Return a number of bytes in words, 1.6 MB."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{max(count / 1e3, 0.1):.1f} KB"


class BackupsModel(QAbstractTableModel):
    """备份表: newest first; `wrong` is the colour of those that cannot be used."""

    def __init__(self, wrong: QColor, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wrong = wrong
        self.states: list[BackupState] = []

    def set_states(self, states: Sequence[BackupState]) -> None:
        """Show other backups."""
        self.beginResetModel()
        self.states = list(states)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many backups there are."""
        return 0 if parent.isValid() else len(self.states)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's words, its colour, and the file's name as the tip."""
        if not index.isValid():
            return None
        state = self.states[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._wrong if state.sound is False else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return state.backup.file
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        backup = state.backup
        size = describe_size(backup.size) if backup.recorded else ""
        return (f"{backup.at:%Y.%m.%d %H:%M}", backup.reason, size, WORDS[state.sound])[index.column()] or None


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column == SIZE else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
