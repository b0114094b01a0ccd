"""The sheet being keyed in as a grid; what it says and what keys do is `domain.keying`."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from huanjie_desktop.catalog.forms import PERSONS
from huanjie_desktop.domain.keying import KeyedSheet, WriteInSlot
from huanjie_desktop.services.assessment.counting import Tallying
from huanjie_desktop.services.shown.sheets import mark_words, sheet_lines

Index = QModelIndex | QPersistentModelIndex


class SheetModel(QAbstractTableModel):
    """录入票: `keyed` is the sheet; `moved` says that its cursor, category or marks are others."""

    moved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tallying: Tallying | None = None
        self.keyed = KeyedSheet(self._tell)
        self._lines: list[str] = []
        self.brief = False  # a mark is shown by its number alone, where there is no room for its name

    def set_tallying(self, tallying: Tallying) -> None:
        """Key in sheets of this campaign; the sheet begun is kept where the campaign is the same."""
        old, self.tallying = self.tallying, tallying
        if old is None or old.shape != tallying.shape or old.setup.campaign.id != tallying.setup.campaign.id:
            setup, shape = tallying.setup, tallying.shape
            slots = [WriteInSlot(post.id, post.title) for post in setup.posts for _ in range(post.write_ins)]
            across = shape.items if tallying.form.kind == PERSONS else 1
            self.beginResetModel()
            self.keyed.begin(shape, across, slots, [each.id for each in setup.categories])
            self._lines = sheet_lines(tallying) + [f"{slot.title}　另推荐" for slot in slots]
            self.endResetModel()
        self.moved.emit()

    def cursor(self) -> QModelIndex:
        """Return the cell at the cursor; an invalid one behind the last place."""
        cell = self.keyed.cursor()
        return self.index(*cell) if cell is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return a row for each line of the sheet."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return a column for each item of a sheet of many persons, else one."""
        return 0 if parent.isValid() else self.keyed.across

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the items across, the lines down."""
        if role != Qt.ItemDataRole.DisplayRole or self.tallying is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self._lines[section] if section < len(self._lines) else None
        return self.tallying.form.item_titles[section] if self.keyed.across > 1 else "填写"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a mark in words."""
        if not index.isValid() or self.tallying is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if self.keyed.void:
            return "作废"
        told = self.keyed.at_cell(index.row(), index.column())
        marks = index.row() < len(self.keyed.marks) // self.keyed.across
        if not marks or told is None:
            return told or ""
        item = (index.row() * self.keyed.across + index.column()) % self.keyed.shape.items
        return mark_words(self.tallying.form, item, told, self.brief)

    def _tell(self) -> None:
        if self._lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, self.keyed.across - 1))
        self.moved.emit()
