"""Which columns a table shows, in which order, and how many stand still; and a condition on one column."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.filtering import Condition
from huanjie_desktop.qt.models.cells import TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down

FIELD = Qt.ItemDataRole.UserRole


class ColumnDialog(FormDialog):
    """选择栏目: checked columns are shown, in the list's order; rows may be dragged."""

    def __init__(
        self, parent: QWidget | None, shown: Sequence[ColumnSpec], others: Sequence[ColumnSpec], frozen: int
    ) -> None:
        super().__init__(parent, "选择栏目", "使用")
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(theme.px(360))
        for specs, state in ((shown, Qt.CheckState.Checked), (others, Qt.CheckState.Unchecked)):
            for spec in specs:
                item = QListWidgetItem(spec.title)
                item.setData(FIELD, spec.field)
                item.setCheckState(state)
                self.list.addItem(item)
        self.frozen_box = QSpinBox(minimum=0, maximum=6, value=frozen, suffix=" 栏")
        side = down(button("上移", lambda: self._move(-1)), button("下移", lambda: self._move(1)), STRETCH)
        row = across((self.list, 1), side)
        self.form.addRow(row)
        self.form.addRow("左边固定不动", self.frozen_box)

    def fields(self) -> list[str]:
        """Return the fields chosen, in order."""
        items = [self.list.item(number) for number in range(self.list.count())]
        return [str(item.data(FIELD)) for item in items if item.checkState() == Qt.CheckState.Checked]

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.fields() else "请至少选一栏。"

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at < self.list.count() and 0 <= at + step < self.list.count():
            self.list.insertItem(at + step, self.list.takeItem(at))
            self.list.setCurrentRow(at + step)


class ConditionDialog(FormDialog):
    """按此栏筛选: words that the column contains, or some of its commonest values with their counts."""

    def __init__(self, parent: QWidget | None, spec: TableColumn, values: Sequence[tuple[str, int]]) -> None:
        super().__init__(parent, f"按“{spec.head}”筛选", "筛选")
        self._spec = spec
        self.contains = QLineEdit(placeholderText="包含的文字")
        self.list = QListWidget()
        self.list.setMinimumHeight(theme.px(260))
        for value, count in values:
            item = QListWidgetItem(f"{value or '空白'}（{count}）")
            item.setData(FIELD, value)
            item.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.form.addRow("包含", self.contains)
        self.form.addRow("或者选择", self.list)

    def condition(self) -> Condition:
        """Return the condition chosen; chosen values win over words."""
        items = [self.list.item(number) for number in range(self.list.count())]
        values = frozenset(str(item.data(FIELD)) for item in items if item.checkState() == Qt.CheckState.Checked)
        return Condition(self._spec.field, self._spec.head, "" if values else self.contains.text().strip(), values)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        condition = self.condition()
        return "" if condition.values or condition.contains else "请填写文字，或选择一项。"
