"""A small table over RowsModel, dressed: its columns' widths, one that takes the room that is left."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from huanjie_desktop.qt.models.rows import RowsModel
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.cell_editor import CellEditor
from huanjie_desktop.qt.widgets.grid_view import GridView


class EditTable(GridView):
    """小表格: shows a RowsModel; `stretched` is the column that takes the room that is left, at least its own width.

    Columns with a `least` give room where there is too little. A `fitted` one is as high as its rows; one of `whole_rows` is
    a list, of which rows are chosen.
    """

    def __init__(
        self, model: RowsModel, name: str, stretched: int = -1, *, fitted: bool = False, whole_rows: bool = False
    ) -> None:
        super().__init__()
        self._stretched, self._fitted = stretched, fitted
        editor = CellEditor(self, model.problem)
        editor.left.connect(self.leave_cell)
        self.setItemDelegate(editor)
        self.show_model(model)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(not whole_rows)
        if whole_rows:
            self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        model.modelReset.connect(self._widen)
        for changed in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            changed.connect(self._fit)
        self._widen()
        self._fit()

    def _widen(self) -> None:
        for at, column in enumerate(self.grid.columns):
            self.setColumnWidth(at, theme.px(column.width))
        self._stretch()

    def _give_room(self) -> None:
        """Leave spare columns out, the last first, until the others have their least; what is left goes from the left."""
        columns, room = self.grid.columns, self.viewport().width()
        if not any(column.least for column in columns):
            return
        least = {at: theme.px(column.least or column.width) for at, column in enumerate(columns)}
        shown = list(least)
        for at in reversed(list(least)):
            if columns[at].spare and sum(least[each] for each in shown) > room:
                shown.remove(at)
        left = room - sum(least[at] for at in shown)
        for at in least:
            self.setColumnHidden(at, at not in shown)
        for at in shown:
            more = min(max(left, 0), theme.px(columns[at].width) - least[at])
            left -= more
            self.setColumnWidth(at, least[at] + more)

    def _stretch(self) -> None:
        if not 0 <= self._stretched < len(self.grid.columns):
            return
        self._give_room()
        column, head = self.grid.columns[self._stretched], self.horizontalHeader()
        own = theme.px(column.least or column.width)
        others = sum(head.sectionSize(at) for at in range(head.count()) if at != self._stretched)
        narrow = self.viewport().width() - others < own
        mode = QHeaderView.ResizeMode
        head.setSectionResizeMode(self._stretched, mode.Interactive if narrow else mode.Stretch)
        if narrow:
            self.setColumnWidth(self._stretched, own)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the stretched column the room that is left, and scroll where that is too little."""
        super().resizeEvent(event)
        self._stretch()

    def follow_text_size(self) -> None:
        """Be as high as the rows, and give what is left to the stretched column."""
        self._stretch()
        self._fit()

    def _fit(self) -> None:
        if self._fitted:
            self.setFixedHeight(theme.px(30) * (self.grid.rowCount() + 1) + 2)
