"""The delegates of a congress as a table, in stroke order within their delegations."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.people import Person, post_with_unit

HEADS = ("序号", "姓名", "性别", "民族", "出生年月", "代表团", "团内职务", "大会职务", "单位及职务")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class DelegateRow:
    """A delegate as shown; `offices` are the titles held in the congress, `initials` for the filter."""

    delegate_id: str
    person: Person
    delegation_id: str
    delegation: str
    role: str
    offices: str
    initials: str


class DelegatesModel(QAbstractTableModel):
    """代表表: holds rows and a filter by name, pinyin initials or delegation."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[DelegateRow] = ()
        self._shown: list[DelegateRow] = []
        self._text, self._delegation = "", ""

    def set_rows(self, rows: Sequence[DelegateRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self._filter()
        self.endResetModel()

    def show_only(self, text: str = "", delegation_id: str = "") -> None:
        """Show the delegates of a delegation ("" for all) whose name, post or initials hold the text."""
        self.beginResetModel()
        self._text, self._delegation = text.strip().lower(), delegation_id
        self._filter()
        self.endResetModel()

    def row(self, at: int) -> DelegateRow:
        """Return a row shown."""
        return self._shown[at]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section] if section < len(HEADS) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (0, 2, 4):
            return Qt.AlignmentFlag.AlignCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self._shown[index.row()]
        person = row.person
        birth = person.birth.dotted() if person.birth else ""
        cells = (
            *(str(index.row() + 1), display_name(person.name), person.sex, person.ethnic_group, birth),
            *(row.delegation, row.role, row.offices, post_with_unit(person)),
        )
        return cells[index.column()]

    def _filter(self) -> None:
        self._shown = [
            row
            for row in self._rows
            if (not self._delegation or row.delegation_id == self._delegation)
            and (not self._text or self._text in f"{row.person.name} {row.initials} {row.person.current_post}".lower())
        ]
