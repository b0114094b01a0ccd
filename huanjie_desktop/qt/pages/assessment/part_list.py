"""A form's items, grades or categories: a small table whose rows are typed into, added, taken out and moved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from huanjie_desktop.qt.models.rows import CENTRED, CellChange, RowsModel, TableColumn, by_row
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.services.assessment.form_parts import part_with

ITEM_COLUMNS = (
    TableColumn("类别", lambda row: row.value.group, "group", width=110),
    TableColumn("项目", lambda row: row.value.title, "title", width=110),
    TableColumn("另用等次", lambda row: "、".join(row.value.grades), "grades", width=110),
    TableColumn("评价要点", lambda row: row.value.points, "points", width=180),
)
GRADE_COLUMNS = (TableColumn("等次", lambda row: row.value, "grade", CENTRED, 120),)
CATEGORY_COLUMNS = (
    TableColumn("票类", lambda row: row.value.code, "code", CENTRED, 60),
    TableColumn("说明", lambda row: row.value.title, "title", width=140),
)


@dataclass(frozen=True)
class _Row:
    """One part in the table."""

    id: str
    value: Any


class PartList(QWidget):
    """表样的一部分: `changed` carries all parts as they should be; `make` makes a new one for those that there are."""

    changed = Signal(tuple)

    def __init__(
        self, name: str, columns: Sequence[TableColumn], height: int, make: Callable[[Sequence[Any]], Any]
    ) -> None:
        super().__init__()
        self._make = make
        self._asked: list[tuple[Any, ...]] = []  # changes on their way, each built on the one before
        self._stored: tuple[Any, ...] = ()
        self.model = RowsModel(columns, self)
        self.model.let_grow()
        self.model.changes_asked.connect(self._on_typed)
        self.model.rows_asked.connect(self._on_typed)
        self.table = EditTable(self.model, name, len(columns) - 1)
        self.table.setMinimumHeight(theme.px(height))
        acts = (
            ("添加", "plus", self.add),
            ("删除", "trash-2", self.remove),
            ("上移", "arrow-up", lambda: self.move_by(-1)),
            ("下移", "arrow-down", lambda: self.move_by(1)),
        )
        self._tools = QWidget()
        made = [button("", act, drawing=drawing, tip=words) for words, drawing, act in acts]
        for each in made:
            each.setAccessibleName(f"{name}：{each.toolTip()}")
        across(*made, STRETCH, on=self._tools, margins=0)
        down(label(name, "heading"), (self.table, 1), self._tools, on=self, margins=0)

    def show_parts(self, parts: Sequence[Any], read_only: bool) -> None:
        """Show the parts; one of the program's forms is not typed into."""
        told = tuple(parts)
        if told in self._asked:
            del self._asked[: self._asked.index(told) + 1]
        elif told != self._stored:
            self._asked.clear()
        self._stored = told
        if not self._asked:  # else a later change is still on its way
            self._show(parts)
        self.model.lock("程序自带的表样不能改，请先复制。" if read_only else "")
        self._tools.setVisible(not read_only)

    def drop_asked(self) -> None:
        """Show what is stored: a change was refused, and with it what builds on it."""
        self._asked.clear()
        self._show(self._stored)

    def add(self) -> None:
        """Add a part at the end."""
        parts = self._parts()
        self._change([*parts, self._make(parts)])

    def remove(self) -> None:
        """Take the current part out."""
        at, parts = self.table.currentIndex().row(), self._parts()
        if 0 <= at < len(parts):
            self._change([*parts[:at], *parts[at + 1 :]])

    def move_by(self, by: int) -> None:
        """Move the current part up or down."""
        at, parts = self.table.currentIndex().row(), self._parts()
        if 0 <= at < len(parts):
            to = max(0, min(len(parts) - 1, at + by))
            parts.insert(to, parts.pop(at))
            self.table.setCurrentIndex(self.model.index(to, self.table.currentIndex().column()))
            self._change(parts)

    def _parts(self) -> list[Any]:
        return [row.value for row in self.model.rows]

    def _on_typed(self, changes: list[CellChange], added: Sequence[Mapping[str, str]] = ()) -> None:
        typed = by_row(changes)
        parts = [part_with(part, typed.get(str(at), {})) for at, part in enumerate(self._parts())]
        for values in added:
            parts.append(part_with(self._make(parts), {field: text for field, text in values.items() if text}))
        self._change(parts)

    def _change(self, parts: Sequence[Any]) -> None:
        """Show the parts as they should be at once, so that the next change builds on them, and ask for them."""
        self._asked.append(tuple(parts))
        self._show(parts)
        self.changed.emit(tuple(parts))

    def _show(self, parts: Sequence[Any]) -> None:
        self.model.set_rows([_Row(str(at), part) for at, part in enumerate(parts)])
