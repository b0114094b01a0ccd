"""The table's head: sorting, conditions, and which columns are shown, where, how wide and frozen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.filtering import Condition, common_values
from huanjie_desktop.domain.people_rows import BY_SURNAME, NAME, NAME_ORDERS, SERIAL
from huanjie_desktop.domain.sieve import AS_HELD
from huanjie_desktop.qt.models.cells import TableColumn
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.opening import ask_dialog, open_menu
from huanjie_desktop.qt.pages.rosters.column_dialog import ColumnDialog, ConditionDialog
from huanjie_desktop.qt.pages.rosters.columns import ColumnChoice
from huanjie_desktop.qt.pages.rosters.filter_bar import FilterBar
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable

MOST_VALUES = 200
MakeColumns = Callable[[Sequence[ColumnSpec]], Sequence[TableColumn]]


class TableHead(QObject):
    """表头."""

    def __init__(
        self, table: FrozenTable, model: GridModel, columns: ColumnChoice, bar: FilterBar, make: MakeColumns
    ) -> None:
        super().__init__(table)
        self._table, self._model, self._columns, self._bar, self._make = table, model, columns, bar, make
        table.head_clicked.connect(self._on_clicked)
        table.head_menu_asked.connect(self._on_menu_asked)
        table.width_changed.connect(self._on_width_changed)
        bar.condition_dropped.connect(self._on_condition_dropped)
        self._applying = False

    def show_columns(self) -> None:
        """Show the columns chosen for the kind of roster."""
        self._applying = True
        self._model.set_columns(self._make(self._columns.shown()))
        self._columns.apply_widths(self._table)
        self._table.set_frozen(self._columns.frozen())
        self._applying = False
        self._show_arrow()

    def choose_columns(self) -> None:
        """Ask which columns to show."""
        columns = self._columns
        dialog = ColumnDialog(self._table.window(), columns.shown(), columns.others(), columns.frozen())
        answer = ask_dialog(dialog, lambda closed: (closed.fields(), closed.frozen_box.value()))
        if answer is not None:
            fields, frozen = answer
            columns.choose(fields)
            columns.freeze(frozen)
            self.show_columns()

    def sort(self, order: str, descending: bool = False) -> None:
        """Sort by one of the names' orders, a field, or "" for the roster's own order."""
        self._model.set_order(order, descending)
        self._show_arrow()

    def filter_column(self, spec: TableColumn) -> None:
        """Ask for a condition on a column."""
        values = common_values(self._model.common_texts(spec.field), MOST_VALUES)
        dialog = ConditionDialog(self._table.window(), spec, values)
        condition = ask_dialog(dialog, lambda closed: closed.condition())
        if condition is not None:
            others = [one for one in self._model.sieve.conditions if one.field != spec.field]
            self._set_conditions([*others, condition])

    def drop_filters(self) -> None:
        """Show everything."""
        self._bar.field.clear()
        if self._model.sieve.conditions:
            self._set_conditions([])

    def _set_conditions(self, conditions: list[Condition]) -> None:
        self._model.set_conditions(conditions)
        self._bar.show_conditions(conditions)

    def _on_condition_dropped(self, condition: Condition) -> None:
        self._set_conditions([one for one in self._model.sieve.conditions if one != condition])

    def _on_clicked(self, column: int) -> None:
        """Sort up, then down, then as the roster has it."""
        field = self._model.columns[column].field
        order = {NAME: BY_SURNAME, SERIAL: AS_HELD}.get(field, field)
        now = self._model.sieve.order
        same = now == order or (field == NAME and now in NAME_ORDERS)
        if not same or order == AS_HELD:
            self.sort(order)
        elif not self._model.sieve.descending:
            self.sort(now, descending=True)
        else:
            self.sort(AS_HELD)

    def _on_menu_asked(self, column: int, at: QPoint) -> None:
        if 0 <= column < len(self._model.columns):
            open_menu(self.menu_of(column), at)

    def menu_of(self, column: int) -> QMenu:
        """Make the menu of a column's head."""
        spec, shown = self._model.columns[column], [one.field for one in self._model.columns]
        menu = QMenu(self._table)
        self._add_orders(menu, spec)
        menu.addSeparator()
        if spec.field != SERIAL:
            menu.addAction("按此栏筛选", lambda: self.filter_column(spec))
        menu.addAction("左移一栏", lambda: self._move(column, -1)).setEnabled(column > 0)
        menu.addAction("右移一栏", lambda: self._move(column, 1)).setEnabled(column < len(shown) - 1)
        menu.addAction("固定到此栏", lambda: self._freeze(column + 1))
        menu.addAction("取消固定", lambda: self._freeze(0)).setEnabled(bool(self._table.frozen()))
        menu.addAction("隐藏此栏", lambda: self._choose([one for one in shown if one != spec.field]))
        menu.addSeparator()
        menu.addAction("选择栏目", self.choose_columns)
        return menu

    def _add_orders(self, menu: QMenu, spec: TableColumn) -> None:
        orders = list(NAME_ORDERS.items()) if spec.field == NAME else [(spec.field, "升序")]
        entries = [(order, False, f"按{title}排序" if spec.field == NAME else title) for order, title in orders]
        if spec.field != NAME:
            entries.append((spec.field, True, "降序"))
        if spec.field == SERIAL:
            entries = []
        group = QActionGroup(menu)
        for order, descending, title in [*entries, (AS_HELD, False, "按名册原来的次序")]:
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked((self._model.sieve.order, self._model.sieve.descending) == (order, descending))
            action.triggered.connect(lambda _on=False, o=order, d=descending: self.sort(o, d))
            group.addAction(action)

    def _move(self, column: int, step: int) -> None:
        fields = [spec.field for spec in self._model.columns]
        fields.insert(column + step, fields.pop(column))
        self._choose(fields)

    def _freeze(self, count: int) -> None:
        self._columns.freeze(count)
        self._table.set_frozen(count)

    def _choose(self, fields: list[str]) -> None:
        if fields:
            self._columns.choose(fields)
            self.show_columns()

    def _show_arrow(self) -> None:
        order = self._model.sieve.order
        field = NAME if order in NAME_ORDERS else order
        fields = [spec.field for spec in self._model.columns]
        self._table.show_sorted(fields.index(field) if field in fields else -1, self._model.sieve.descending)

    def _on_width_changed(self, column: int, width: int) -> None:
        if not self._applying and column < len(self._model.columns):
            self._columns.remember_width(self._model.columns[column].field, width)
