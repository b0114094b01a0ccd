"""The agenda of one session as a tree: numbers by themselves, times from the durations, moved by dragging."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from huanjie_desktop.domain.agenda import Slot, arrange, timetable
from huanjie_desktop.domain.meeting import AgendaItem, Session

HEADS = ("议程", "时间", "分钟", "报告人", "材料")
TITLE, TIME, MINUTES, SPEAKER, PAPERS = range(5)
_FIELDS = {TITLE: "title", MINUTES: "minutes", SPEAKER: "speaker", PAPERS: "papers"}
_MIME = "application/x-huanjie-agenda-item"
Index = QModelIndex | QPersistentModelIndex


class AgendaModel(QAbstractItemModel):
    """议程树: holds a session's items and never writes; `edit_asked` and `move_asked` say what the user wants."""

    edit_asked = Signal(str, str, object)  # item id, field, value
    move_asked = Signal(str, object, int)  # item id, parent id or None, index

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._items: dict[str, AgendaItem] = {}
        self._children: dict[str | None, list[str]] = {}
        self._labels: Mapping[str, str] = {}
        self._slots: Mapping[str, Slot] = {}
        self._keys: dict[str, int] = {}
        self._ids: list[str] = []

    def set_items(self, session: Session | None, items: Sequence[AgendaItem]) -> None:
        """Show another session's items, or the same after a change."""
        self.beginResetModel()
        placed = arrange(items)
        self._items = {each.item.id: each.item for each in placed}
        self._labels = {each.item.id: each.label for each in placed}
        self._slots = timetable(session, items) if session is not None else {}
        self._children = {None: []}
        for each in placed:
            parent = each.item.parent_id if each.item.parent_id in self._items else None
            self._children.setdefault(parent, []).append(each.item.id)
        for item_id in self._items:
            if item_id not in self._keys:
                self._keys[item_id] = len(self._ids)
                self._ids.append(item_id)
        self.endResetModel()

    def item_at(self, index: Index) -> AgendaItem | None:
        """Return the item of an index, None for the root."""
        return self._items.get(self._ids[index.internalId()]) if index.isValid() else None

    def index_of(self, item_id: str, column: int = 0) -> QModelIndex:
        """Return where an item stands, an invalid index when it is gone."""
        item = self._items.get(item_id)
        if item is None:
            return QModelIndex()
        row = self._children[self._parent_id(item)].index(item_id)
        return self.createIndex(row, column, self._keys[item_id])

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        """Return the index of a row below a parent."""
        children = self._children.get(self._id(parent), [])
        if not (0 <= row < len(children) and 0 <= column < len(HEADS)):
            return QModelIndex()
        return self.createIndex(row, column, self._keys[children[row]])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008 - Qt's signature
        """Return the index of an item's parent."""
        item = self.item_at(index)
        parent_id = self._parent_id(item) if item is not None else None
        return self.index_of(parent_id) if parent_id is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return how many items stand below a parent."""
        if parent.isValid() and parent.column() > 0:
            return 0
        return len(self._children.get(self._id(parent), []))

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        """Return the number of columns."""
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the heads."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section] if section < len(HEADS) else None
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows or starts editing with."""
        item = self.item_at(index)
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, index.column())
        if role == Qt.ItemDataRole.EditRole and index.column() in _FIELDS:
            return getattr(item, _FIELDS[index.column()])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (TIME, MINUTES):
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (TITLE, PAPERS):
            return self._text(item, index.column())
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for an edit; the page writes it and shows the items again."""
        item, field = self.item_at(index), _FIELDS.get(index.column(), "")
        if item is None or role != Qt.ItemDataRole.EditRole or not field or value == getattr(item, field):
            return False
        self.edit_asked.emit(item.id, field, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items can be edited and dragged; they can be dropped on and between."""
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if index.column() in _FIELDS:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Items are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the only kind of thing that can be dropped here."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged item's id."""
        carried = QMimeData()
        item = self.item_at(indexes[0]) if indexes else None
        if item is not None:
            carried.setData(_MIME, item.id.encode())
        return carried

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Ask for the move; Qt itself moves nothing."""
        item_id = bytes(data.data(_MIME).data()).decode()
        item = self._items.get(item_id)
        if item is None:
            return False
        parent_id = self._id(parent)
        siblings = self._children.get(parent_id, [])
        index = row if row >= 0 else len(siblings)
        if self._parent_id(item) == parent_id and siblings.index(item_id) < index:
            index -= 1  # the place is counted without the moved item
        self.move_asked.emit(item_id, parent_id, index)
        return False

    def _id(self, index: Index) -> str | None:
        return self._ids[index.internalId()] if index.isValid() else None

    def _parent_id(self, item: AgendaItem) -> str | None:
        return item.parent_id if item.parent_id in self._items else None

    def _text(self, item: AgendaItem, column: int) -> str:
        slot = self._slots.get(item.id)
        if column == TITLE:
            return self._labels[item.id] + item.title
        if column == TIME:
            if slot is None or slot.start is None or slot.end is None:
                return ""
            return f"{slot.start:%H:%M}–{slot.end:%H:%M}" if slot.minutes else f"{slot.start:%H:%M}"
        if column == MINUTES:
            return str(slot.minutes if slot is not None else item.minutes)
        return item.speaker if column == SPEAKER else item.papers.replace("\n", "、")
