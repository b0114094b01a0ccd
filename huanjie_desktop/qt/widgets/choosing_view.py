"""What is chosen in a table: by cells or by whole rows, grown from the cell where choosing began."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QTableView

from huanjie_desktop.domain.pasting import Cell
from huanjie_desktop.qt.models.rows import RowsModel

_Flag = QItemSelectionModel.SelectionFlag


class ChoosingView(QTableView):
    """选中: a table over a RowsModel, of which cells or rows are chosen; the empty last row is none of them."""

    grid: RowsModel

    def chosen_rows(self) -> list[int]:
        """Return the rows in which something is chosen, without those that are only being made."""
        rows = {row for each in self._blocks() for row in range(each.top(), each.bottom() + 1)}
        return sorted(row for row in rows if row < self.grid.count)

    def chosen_ids(self) -> list[str]:
        """Return the ids of those rows."""
        return [self.grid.id_at(row) for row in self.chosen_rows()]

    def are_whole_rows(self) -> bool:
        """Tell whether nothing but whole rows is chosen."""
        return all(each.left() == 0 and each.right() == self.grid.columnCount() - 1 for each in self._blocks())

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Choose whole rows, the first of them current, and bring them into sight."""
        last = self.grid.columnCount() - 1
        chosen = QItemSelection()
        for row in rows:
            chosen.merge(QItemSelection(self.grid.index(row, 0), self.grid.index(row, last)), _Flag.Select)
        if rows:
            at = self.grid.index(rows[0], max(self.currentIndex().column(), 0))
            self.selectionModel().setCurrentIndex(at, _Flag.NoUpdate)
            self.selectionModel().select(chosen, _Flag.ClearAndSelect)
            self.scrollTo(self.grid.index(rows[-1], at.column()))
            self.scrollTo(at)

    def chosen_cells(self) -> list[Cell]:
        """Return the cells chosen that are seen."""
        return [
            (row, column)
            for each in self._blocks()
            for row in range(each.top(), each.bottom() + 1)
            for column in range(each.left(), each.right() + 1)
            if not self.isColumnHidden(column)
        ]

    def go_to(self, index: QModelIndex) -> None:
        """Make a cell current and the only one chosen, whichever modifier keys are held just now."""
        self.selectionModel().setCurrentIndex(index, _Flag.ClearAndSelect | self._whole())

    def selectRow(self, row: int) -> None:
        """Choose a whole row, whichever modifier keys are held just now."""
        self.selectionModel().setCurrentIndex(self.grid.index(row, 0), _Flag.ClearAndSelect | _Flag.Rows)

    def _whole(self) -> QItemSelectionModel.SelectionFlag:
        rows = self.selectionBehavior() is QAbstractItemView.SelectionBehavior.SelectRows
        return _Flag.Rows if rows else _Flag.NoUpdate

    def extend_to(self, index: QModelIndex) -> None:
        """Choose everything from the cell where choosing began, the corner opposite the current one, to this."""
        if self.selectionMode() is QAbstractItemView.SelectionMode.SingleSelection:
            self.go_to(index)
            return
        now = self.currentIndex()
        block = next((each for each in self._blocks() if each.contains(now)), None)
        row, column = now.row(), now.column()
        if block is not None:
            row = block.bottom() if row == block.top() else block.top() if row == block.bottom() else row
            column = block.right() if column == block.left() else block.left() if column == block.right() else column
        begun, model = index.sibling(row, column), self.grid
        first = model.index(min(begun.row(), index.row()), min(begun.column(), index.column()))
        last = model.index(max(begun.row(), index.row()), max(begun.column(), index.column()))
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.selectionModel().select(QItemSelection(first, last), _Flag.ClearAndSelect | self._whole())

    def selectAll(self) -> None:
        """Choose all cells of the rows there are."""
        if self.grid.count and self.selectionMode() is not QAbstractItemView.SelectionMode.SingleSelection:
            last = self.grid.index(self.grid.count - 1, self.grid.columnCount() - 1)
            self.selectionModel().select(QItemSelection(self.grid.index(0, 0), last), _Flag.ClearAndSelect)

    def columns_seen(self) -> list[int]:
        """Return the columns that are seen, in order."""
        return [at for at in range(self.grid.columnCount()) if not self.isColumnHidden(at)]

    def _blocks(self) -> list[QItemSelectionRange]:
        chosen = self.selectionModel().selection()
        return [chosen.at(number) for number in range(chosen.count())]
