"""The sittings of a congress: a table by time whose rows are typed into, and dragged to another place."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal

from huanjie_desktop.qt.models.dragged import DraggedRows
from huanjie_desktop.qt.models.rows import TableColumn
from huanjie_desktop.services.meetings.sittings import ENDS
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.shown.sittings import ENDLESS, sitting_rows, typed_problem, year_of


class SittingsModel(DraggedRows):
    """会次表: `move_asked` says among which of the others a sitting is dropped; nothing moves by itself."""

    move_asked = Signal(str, int)  # session id, place among the others
    mime = "application/x-huanjie-session"

    def __init__(self, columns: Sequence[TableColumn], parent: QObject | None = None) -> None:
        super().__init__(columns, parent)
        self.let_grow("title")
        self.year = date.today().year  # noqa: DTZ011 - only for days typed without a year
        self.check = lambda field, text: typed_problem(self.year, field, text)
        self.dropped.connect(self._on_dropped)

    def refusal(self, at: int, column: int) -> str:
        """Say also of a sitting that is yet to be made that it has no agenda, by which it ends."""
        of_none = self.count <= at and self.columns[column].field == ENDS
        return ENDLESS if of_none else super().refusal(at, column)

    def show_sittings(self, shown: Shown) -> None:
        """Show a congress's sittings."""
        self.year = year_of(shown, date.today())  # noqa: DTZ011
        self.set_rows(sitting_rows(shown))

    def move(self, session_id: str, step: int) -> None:
        """Ask for a sitting to be put before the one above it, or behind the one below."""
        place = self.row_of(session_id) + step
        if 0 <= place < self.count:
            self.move_asked.emit(session_id, place)

    def _on_dropped(self, session_id: str, row: int, _onto: bool) -> None:
        own = self.row_of(session_id)
        place = (self.count if not 0 <= row <= self.count else row) - 1
        place = place if own <= place else place + 1
        if place != own:
            self.move_asked.emit(session_id, place)
