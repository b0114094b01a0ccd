"""A list of things that two sides say otherwise, with the side decided for: ← takes the left, → the right, Delete neither."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QColor

from huanjie_desktop.domain.comparing import LEFT, RIGHT
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable

_WORDS = {LEFT: "← 左", RIGHT: "右 →", "": "未定"}


class SideTable(EditTable):
    """两边对照表: `decided` has the keys of lines and the side for them; a double click on a side takes it.

    A line has a `key` and its two texts by `left_of` and `right_of`; `side_of` tells what is decided of a key.
    """

    decided = Signal(list, str)

    def __init__(
        self,
        name: str,
        before: Sequence[TableColumn],
        heads: tuple[str, str],
        left_of: Callable[[Any], str],
        right_of: Callable[[Any], str],
        side_of: Callable[[Any], str],
        key: Callable[[Any], str],
        tip: Callable[[Any], str],
    ) -> None:
        self._side_of = side_of
        self._left, self._right = len(before), len(before) + 2
        columns = (
            *before,
            TableColumn(heads[0], _in_a_line(left_of), width=190, tint=self._tint(LEFT), ground=self._ground(LEFT)),
            TableColumn("采用", lambda row: _WORDS[side_of(row.key)], kind=CENTRED, width=56),
            TableColumn(
                heads[1],
                _in_a_line(right_of),
                width=190,
                tint=self._tint(RIGHT),
                ground=self._ground(RIGHT),
                tip=tip,
            ),
        )
        super().__init__(RowsModel(columns, key=key), name, self._right, whole_rows=True)
        self.grid.setParent(self)
        self.add_key("Left", lambda: self._decide(LEFT))
        self.add_key("Right", lambda: self._decide(RIGHT))
        self.add_key("Delete", lambda: self._decide(""))
        self.doubleClicked.connect(self._on_double_clicked)

    def repaint_decisions(self) -> None:
        """Show what is decided now."""
        self.viewport().update()

    def current(self) -> Any:
        """Return the line in front, None for none."""
        at = self.currentIndex().row()
        return self.grid.row_at(at) if 0 <= at < self.grid.count else None

    def keys_chosen(self) -> list[Any]:
        """Return the keys of the lines chosen."""
        return [self.grid.row_at(at).key for at in self.chosen_rows()]

    def _decide(self, side: str) -> None:
        keys = self.keys_chosen()
        if keys:
            self.decided.emit(keys, side)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() in (self._left, self._right) and 0 <= index.row() < self.grid.count:
            self.decided.emit([self.grid.row_at(index.row()).key], LEFT if index.column() == self._left else RIGHT)

    def _ground(self, side: str) -> Callable[[Any], QColor | None]:
        return lambda row: theme.colour("selected") if self._side_of(row.key) == side else None

    def _tint(self, side: str) -> Callable[[Any], QColor | None]:
        def tint(row: Any) -> QColor | None:
            decided = self._side_of(row.key)
            return theme.colour("primary" if decided == side else "faint") if decided else None

        return tint


def _in_a_line(show: Callable[[Any], str]) -> Callable[[Any], str]:
    """Return what gives a text in one line."""
    return lambda row: show(row).replace("\n", " ／ ")
