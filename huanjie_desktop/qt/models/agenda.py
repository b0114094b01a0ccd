"""The agenda of one session: a table whose rows are dragged before others, or onto one to stand below it."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QObject, Qt, Signal

from huanjie_desktop.qt.models.cells import CENTRED, NUMBER, Index
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.services.shown.agenda import AgendaRow, place_for

COLUMNS = (
    TableColumn("议程", lambda row: row.words, "title", width=220, edit=lambda row: row.item.title),
    TableColumn("时间", lambda row: row.time, kind=CENTRED, width=112, why="由会次的开始时间和各项的时长推算"),
    TableColumn("分钟", lambda row: str(row.minutes), "minutes", NUMBER, 56),
    TableColumn("报告人", lambda row: row.item.speaker, "speaker", width=120),
    TableColumn(
        "材料", lambda row: row.item.papers.replace("\n", "、"), "papers", width=170, edit=lambda row: row.item.papers
    ),
)
TITLE, TIME, MINUTES, SPEAKER, PAPERS = range(5)
_MIME = "application/x-huanjie-agenda-item"


class AgendaModel(RowsModel):
    """议程表: `move_asked` says where an item is dropped; nothing moves by itself."""

    move_asked = Signal(str, object, int)  # item id, parent id or None, place there

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.let_grow("title")

    def row_of(self, item_id: str) -> int:
        """Return where an item stands, -1 when it is gone."""
        return next((at for at in range(self.count) if self.id_at(at) == item_id), -1)

    def item_rows(self) -> Sequence[AgendaRow]:
        """Return the rows as they stand."""
        return [self.row_at(at) for at in range(self.count)]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be dragged; they can be dropped on and between."""
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if 0 <= index.row() < self.count else flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the only kind of thing that can be dropped here."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged item's id."""
        carried = QMimeData()
        carried.setData(_MIME, self.id_at(indexes[0].row()).encode() if indexes else b"")
        return carried

    def dropMimeData(self, data: QMimeData, _action: Qt.DropAction, row: int, _column: int, parent: Index) -> bool:
        """Ask for the move; Qt itself moves nothing."""
        item_id = bytes(data.data(_MIME).data()).decode()
        if self.row_of(item_id) >= 0:
            onto = parent.isValid()
            self.move_asked.emit(item_id, *place_for(self.item_rows(), item_id, parent.row() if onto else row, onto))
        return False
