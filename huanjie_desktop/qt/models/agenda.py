"""The agenda of one session: a table whose rows are dragged before others, or onto one to stand below it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from huanjie_desktop.qt.models.cells import CENTRED, NUMBER
from huanjie_desktop.qt.models.dragged import DraggedRows
from huanjie_desktop.qt.models.rows import TableColumn
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


class AgendaModel(DraggedRows):
    """议程表: `move_asked` says where an item is dropped; nothing moves by itself."""

    move_asked = Signal(str, object, int)  # item id, parent id or None, place there
    mime = "application/x-huanjie-agenda-item"
    onto = True

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, parent)
        self.let_grow("title")
        self.dropped.connect(self._on_dropped)

    def item_rows(self) -> Sequence[AgendaRow]:
        """Return the rows as they stand."""
        return [self.row_at(at) for at in range(self.count)]

    def _on_dropped(self, item_id: str, row: int, onto: bool) -> None:
        self.move_asked.emit(item_id, *place_for(self.item_rows(), item_id, row, onto))
