"""Which columns a table shows, in which order, and how many stand still; and a condition on one column."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QSpinBox, QWidget

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.filtering import Condition
from huanjie_desktop.qt.models.cells import TableColumn
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down


class ColumnDialog(FormDialog):
    """选择栏目: checked columns are shown, in the list's order; rows may be dragged."""

    def __init__(
        self, parent: QWidget | None, shown: Sequence[ColumnSpec], others: Sequence[ColumnSpec], frozen: int
    ) -> None:
        super().__init__(parent, "选择栏目", "使用")
        self.list = ChoiceList("栏目", 0)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setMinimumHeight(theme.px(360))
        columns = [(spec, True) for spec in shown] + [(spec, False) for spec in others]
        self.list.show_rows([Choice(spec.field, spec.title, ticked=on) for spec, on in columns], "", NONE)
        self.frozen_box = QSpinBox(minimum=0, maximum=6, value=frozen, suffix=" 栏")
        side = down(button("上移", lambda: self._move(-1)), button("下移", lambda: self._move(1)), STRETCH)
        self.form.addRow(across((self.list, 1), side))
        self.form.addRow("左边固定不动", self.frozen_box)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.list.ticked() else "请至少选一栏。"

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at < self.list.count() and 0 <= at + step < self.list.count():
            self.list.insertItem(at + step, self.list.takeItem(at))
            self.list.setCurrentRow(at + step)


class ConditionDialog(FormDialog):
    """按此栏筛选: words that the column contains, or some of its commonest values with their counts; begins with what
    is filtered by `now`."""

    def __init__(
        self,
        parent: QWidget | None,
        spec: TableColumn,
        values: Sequence[tuple[str, int]],
        now: Condition | None = None,
    ) -> None:
        super().__init__(parent, f"按“{spec.head}”筛选", "筛选")
        self._spec = spec
        self.contains = QLineEdit(now.contains if now else "", placeholderText="包含的文字")
        self.list = ChoiceList("选择内容", 0)
        self.list.setMinimumHeight(theme.px(260))
        ticked = now.values if now else ()
        rows = [Choice(value, f"{value or '空白'}（{count}）", ticked=value in ticked) for value, count in values]
        self.list.show_rows(rows, "", NONE)
        self.list.choose_none()  # blank is one of the values
        self.form.addRow("包含", self.contains)
        self.form.addRow("或者选择", self.list)

    def condition(self) -> Condition:
        """Return the condition chosen; chosen values win over words."""
        values = frozenset(self.list.ticked())
        return Condition(self._spec.field, self._spec.head, "" if values else self.contains.text().strip(), values)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        condition = self.condition()
        return "" if condition.values or condition.contains else "请填写文字，或选择一项。"
