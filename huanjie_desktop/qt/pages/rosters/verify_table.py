"""The tables of a comparison: the differences with the side decided for, and the lists beside them."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QColor

from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.services.people.verify_accept import Key
from huanjie_desktop.services.people.verify_cells import Difference
from huanjie_desktop.services.shown.verifying import LEFT, RIGHT, Choosing, Line

_OURS, _THEIRS = 2, 4
_WORDS = {LEFT: "← 左", RIGHT: "右 →", "": "未定"}


class DifferenceTable(EditTable):
    """不同之处: a line a cell. ← takes the left, → the right, Delete neither; a double click takes the side under it."""

    decided = Signal(list, str)  # keys, and the side

    def __init__(self, choosing: Choosing) -> None:
        self._choosing = choosing
        self._first: set[Key] = set()
        self.rows_shown: list[Difference] = []
        columns = (
            TableColumn("姓名", lambda row: row.name if row.key in self._first else "", width=84),
            TableColumn("栏目", lambda row: row.title, width=104, tint=lambda _row: theme.colour("secondary")),
            TableColumn("名册（左）", _line(lambda row: row.ours), width=190, tint=self._tint(LEFT)),
            TableColumn("采用", lambda row: _WORDS[choosing.side_of(row.key)], kind=CENTRED, width=56),
            TableColumn(
                "文件（右）",
                _line(_theirs),
                width=190,
                tint=self._tint(RIGHT),
                tip=lambda row: row.theirs,
            ),
        )
        super().__init__(
            RowsModel(columns, key=lambda row: f"{row.person_id} {row.field}"), "不同之处", 4, whole_rows=True
        )
        self.grid.setParent(self)
        self.add_key("Left", lambda: self._decide(LEFT))
        self.add_key("Right", lambda: self._decide(RIGHT))
        self.add_key("Delete", lambda: self._decide(""))
        self.doubleClicked.connect(self._on_double_clicked)

    def show_lines(self) -> None:
        """Show the differences as they stand, the same line in front."""
        at = self.currentIndex().row()
        kept = self.grid.id_at(at)
        lines = list(self._choosing.lines)
        seen: set[str] = set()
        self._first = set()
        for each in lines:
            if each.person_id not in seen:
                self._first.add(each.key)
                seen.add(each.person_id)
        self.rows_shown = lines
        self.grid.set_rows(lines)
        place = next(
            (row for row in range(self.grid.count) if self.grid.id_at(row) == kept),
            min(max(at, 0), self.grid.count - 1),
        )
        if place >= 0:
            self.go_to(self.grid.index(place, 0))

    def repaint_decisions(self) -> None:
        """Show what is decided now."""
        self.viewport().update()

    def current(self) -> Difference | None:
        """Return the difference in front."""
        at = self.currentIndex().row()
        return self.grid.row_at(at) if 0 <= at < self.grid.count else None

    def keys_chosen(self) -> list[Key]:
        """Return the cells chosen."""
        return [self.grid.row_at(at).key for at in self.chosen_rows()]

    def go_to_person(self, person_id: str) -> None:
        """Bring somebody's first difference to the front."""
        for at in range(self.grid.count):
            if self.grid.row_at(at).person_id == person_id:
                self.go_to(self.grid.index(at, 0))
                return

    def _decide(self, side: str) -> None:
        keys = self.keys_chosen()
        if keys:
            self.decided.emit(keys, side)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() in (_OURS, _THEIRS) and 0 <= index.row() < self.grid.count:
            self.decided.emit([self.grid.row_at(index.row()).key], LEFT if index.column() == _OURS else RIGHT)

    def _tint(self, side: str) -> Callable[[Difference], QColor | None]:
        def tint(row: Difference) -> QColor | None:
            decided = self._choosing.side_of(row.key)
            return theme.colour("primary" if decided == side else "faint") if decided else None

        return tint


def _theirs(row: Difference) -> str:
    return f"{row.theirs}　{row.blocked}" if row.blocked else row.theirs


def _line(show: Callable[[Difference], str]) -> Callable[[Difference], str]:
    """Return what gives a text in one line."""
    return lambda row: show(row).replace("\n", " ／ ")


def list_table(name: str, heads: tuple[tuple[str, int], ...], stretched: int) -> EditTable:
    """Make a table of lines that are only read."""

    def said(at: int) -> Callable[[Line], str]:
        return lambda line: line.cells[at].replace("\n", " ／ ")

    columns = [TableColumn(head, said(at), width=width) for at, (head, width) in enumerate(heads)]
    return EditTable(RowsModel(columns), name, stretched, whole_rows=True)
