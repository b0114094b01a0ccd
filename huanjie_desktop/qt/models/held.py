"""The rows that a table holds: other rows disturb only what differs, and an empty last one comes and goes."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from huanjie_desktop.domain.pasting import ends_alike
from huanjie_desktop.qt.models.cells import NOWHERE, CellsModel, TableColumn


class HeldRows(CellsModel):
    """行: rows and which of them are shown; where the table grows, an empty last row."""

    required = ""
    _passes: Callable[[Any], bool] | None = None
    _grows = False

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows; what stays at the beginning and the end is not disturbed, nor what is typed there."""
        self._replace(list(rows))

    def set_columns(self, columns: Sequence[TableColumn], rows: Sequence[Any] | None = None) -> None:
        """Show other columns, and other rows where some are given."""
        with self._anew():
            self.columns = columns
            self._rows = self._rows if rows is None else list(rows)
            self._forget_typed()

    def show_only(self, passes: Callable[[Any], bool] | None) -> None:
        """Show the rows that pass, None for all."""
        self._passes = passes
        self._replace(self._rows)

    def let_grow(self, required: str = "", *, grows: bool = True) -> None:
        """Have an empty last row, or not; it becomes a new one once it is left with the required field filled."""
        self._grows, self.required = grows, required
        self._fit_tail()

    def lock(self, sentence: str) -> None:
        """Let nothing be changed, for the reason that the sentence gives; "" lets it again."""
        self.locked = sentence
        self._fit_tail()

    # within

    def _arranged(self) -> Sequence[int]:
        """Return the numbers of the rows to show, in order."""
        if self._passes is None:
            return range(len(self._rows))
        return [number for number, row in enumerate(self._rows) if self._passes(row)]

    def _plain(self) -> bool:
        """Tell whether a new row would stand at the end and be seen."""
        return self._passes is None

    @property
    def _has_tail(self) -> bool:
        """Whether there should be an empty row."""
        return self._grows and not self.locked and self._plain()

    @contextmanager
    def _anew(self) -> Iterator[None]:
        """Begin anew with what is set within."""
        self.beginResetModel()
        yield
        self._coming, self._shown = [], self._arranged()
        self._serial, self._tail = range(len(self._shown)), int(self._has_tail)
        self.endResetModel()

    def _forget_typed(self) -> None:
        self.draft = {}
        self._pending.clear()

    def _ids(self) -> list[str]:
        key, rows = self._key, self._rows
        return [str(key(rows[number])) for number in self._shown]

    def _replace(self, rows: list[Any]) -> None:
        """Put other rows in the place of the middle that differs; where nothing stays the same, begin anew."""
        old, old_rows, old_shown = self._ids(), self._rows, self._shown
        self._rows = rows
        shown = self._arranged()
        new = [str(self._key(rows[number])) for number in shown]
        first, last = ends_alike(old, new)
        self._rows, self._serial = old_rows, list(self._serial)
        if not first + last:
            with self._anew():
                self._rows = rows
                self._forget_typed()
            return
        self._drop_coming()
        if len(old) > first + last:
            self.beginRemoveRows(NOWHERE, first, len(old) - last - 1)
            self._shown = [*old_shown[:first], *old_shown[len(old) - last :]]
            del self._serial[first : len(old) - last]
            self.endRemoveRows()
        self._rows, self._shown = rows, [*shown[:first], *shown[len(new) - last :]]
        self._pending.clear()
        if len(new) > first + last:
            self.beginInsertRows(NOWHERE, first, len(new) - last - 1)
            self._shown = shown
            self._serial[first:first] = range(first, len(new) - last)
            self.endInsertRows()
        self._shown, self._serial = shown, range(len(shown))
        self._fit_tail()
        self._repaint_all()

    def _drop_coming(self) -> None:
        if self._coming:
            self.beginRemoveRows(NOWHERE, self.count, self.count + len(self._coming) - 1)
            self._coming = []
            self.endRemoveRows()

    def _fit_tail(self) -> None:
        """Show the empty row where there should be one, and only there."""
        end = self.count + len(self._coming)
        if self._has_tail and not self._tail:
            self.beginInsertRows(NOWHERE, end, end)
            self._tail = 1
            self.endInsertRows()
        elif self._tail and not self._has_tail:
            self.beginRemoveRows(NOWHERE, end, end)
            self._tail, self.draft = 0, {}
            self.endRemoveRows()

    def _repaint(self, row_ids: Sequence[str]) -> None:
        if row_ids:
            self._repaint_all()

    def _repaint_all(self) -> None:
        if self.rowCount() and self.columns:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def _repaint_tail(self) -> None:
        if self._tail and self.columns:
            end = self.rowCount() - 1
            self.dataChanged.emit(self.index(end, 0), self.index(end, len(self.columns) - 1))
