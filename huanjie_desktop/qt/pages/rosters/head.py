"""The table's head: sorting, conditions, and which columns are shown, where, how wide and frozen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.filtering import Condition, common_values, filter_words
from huanjie_desktop.domain.people_rows import SERIAL, field_of, next_order, order_words, orders_of, people_kind
from huanjie_desktop.domain.roster import OWN
from huanjie_desktop.qt.models.cells import TableColumn
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.models.people_cells import people_columns
from huanjie_desktop.qt.opening import ask_dialog, open_menu
from huanjie_desktop.qt.pages.rosters.column_dialog import ColumnDialog, ConditionDialog
from huanjie_desktop.qt.pages.rosters.columns import ColumnChoice
from huanjie_desktop.qt.pages.rosters.filter_bar import FilterBar
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.widgets.parts import add_to

if TYPE_CHECKING:
    from huanjie_desktop.services.printing.as_shown import ShownTable

MOST_VALUES = 200


class TableHead(QObject):
    """表头; a column of the roster's own may be renamed or removed (its title)."""

    rename_asked = Signal(str)
    remove_asked = Signal(str)
    columns_chosen = Signal()  # other columns are shown
    sorted = Signal()

    def __init__(self, table: FrozenTable, model: GridModel, columns: ColumnChoice, bar: FilterBar) -> None:
        super().__init__(table)
        self._table, self._model, self._columns, self._bar = table, model, columns, bar
        self._base = date.min
        table.head_clicked.connect(self._on_clicked)
        table.head_menu_asked.connect(self._on_menu_asked)
        table.filter_asked.connect(lambda column: self.filter_column(model.columns[column]))
        table.width_changed.connect(self._on_width_changed)
        bar.condition_dropped.connect(
            lambda dropped: self._set_conditions([one for one in model.sieve.conditions if one != dropped])
        )
        self._applying = False

    def show_columns(self) -> None:
        """Show the columns chosen for the kind of roster."""
        self._applying = True
        self._model.set_columns(people_columns(self._columns.shown(), self._base))
        self._columns.apply_widths(self._table)
        self._table.set_frozen(self._columns.frozen())
        self._applying = False
        self._show_arrow()
        self._show_funnels()

    def show_kind(self, kind: str) -> None:
        """Show the columns chosen for another kind of roster, "" for all people."""
        if kind != self._columns.kind:
            self._columns.kind = kind
            self.show_columns()

    def reveal(self, field: str) -> None:
        """Show the column of a field that is not chosen, until others are chosen or another kind of roster is shown."""
        if self._columns.reveal(field):
            self.show_columns()
            self.columns_chosen.emit()

    def show_own(self, own: Sequence[ColumnSpec]) -> None:
        """Show the columns that the roster has of its own."""
        if list(own) != list(self._columns.own):
            self._columns.own = own
            self.show_columns()

    def show_ages_at(self, base: date) -> None:
        """Compute ages at this date."""
        if base != self._base:
            self._base, self._model.sieve.kind = base, people_kind(base)
            self._model.set_columns(people_columns(self._columns.shown(), base))

    def choose_columns(self) -> None:
        """Ask which columns to show."""
        columns = self._columns
        dialog = ColumnDialog(self._table.window(), columns.shown(), columns.others(), columns.frozen())
        answer = ask_dialog(dialog, lambda closed: (closed.list.ticked(), closed.frozen_box.value()))
        if answer is not None:
            columns.freeze(answer[1])
            self._choose(answer[0])

    def sort(self, order: str, descending: bool = False) -> None:
        """Sort by one of the names' orders, a field, or "" for the roster's own order."""
        self._model.set_order(order, descending)
        self._show_arrow()
        self.sorted.emit()

    def order_words(self) -> str:
        """Say how the rows are sorted, "" where they stand as they are held."""
        sieve = self._model.sieve
        titles = {spec.field: spec.title for spec in self._columns.available()}
        return order_words(sieve.order, titles, descending=sieve.descending)

    def filter_words(self) -> str:
        """Say what rows are shown, "" for all."""
        return filter_words(self._model.sieve.conditions, self._bar.field.text())

    def shown_table(self, title: str, roster_id: str | None) -> "ShownTable":
        """Return what the table shows, to be printed as it is."""
        from huanjie_desktop.services.printing.as_shown import ShownTable  # with all that writes papers

        ids = tuple(map(self._model.id_at, range(self._model.count)))
        return ShownTable(title, roster_id, ids, tuple(self._model.fields()), self.filter_words(), self.order_words())

    def filter_column(self, spec: TableColumn) -> None:
        """Ask for a condition on a column."""
        values = common_values(self._model.common_texts(spec.field), MOST_VALUES)
        now = next((one for one in self._model.sieve.conditions if one.field == spec.field), None)
        dialog = ConditionDialog(self._table.window(), spec, values, now)
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
        self._show_funnels()

    def filter_current(self) -> None:
        """Ask for a condition on the column of the current cell."""
        at = self._table.currentIndex().column()
        if 0 <= at < len(self._model.columns) and self._model.columns[at].field != SERIAL:
            self.filter_column(self._model.columns[at])

    def _show_funnels(self) -> None:
        fields = self._model.fields()
        used = {one.field for one in self._model.sieve.conditions}
        offered = [at for at, field in enumerate(fields) if field != SERIAL]
        self._table.show_funnels(offered, [at for at in offered if fields[at] in used])

    def _on_clicked(self, column: int) -> None:
        self.sort(*next_order(self._model.columns[column].field, self._model.sieve.order, self._model.sieve.descending))

    def _on_menu_asked(self, column: int, at: QPoint) -> None:
        if 0 <= column < len(self._model.columns):
            open_menu(self.menu_of(column), at)

    def menu_of(self, column: int) -> QMenu:
        """Make the menu of a column's head."""
        spec, shown = self._model.columns[column], self._model.fields()
        menu = QMenu(self._table)
        self._add_orders(menu, spec.field)
        menu.addSeparator()
        if spec.field != SERIAL:
            menu.addAction("按此栏筛选", lambda: self.filter_column(spec))
        add_to(menu, "左移一栏", lambda: self._move(column, -1), column > 0, "已经是最左边的一栏")
        add_to(menu, "右移一栏", lambda: self._move(column, 1), column < len(shown) - 1, "已经是最右边的一栏")
        menu.addAction("固定到此栏", lambda: self._freeze(column + 1))
        add_to(menu, "取消固定", lambda: self._freeze(0), bool(self._table.frozen()), "没有固定的栏")
        menu.addAction("隐藏此栏", lambda: self._choose([one for one in shown if one != spec.field]))
        menu.addSeparator()
        if spec.field.startswith(OWN):
            menu.addAction("自定义栏改名", lambda: self.rename_asked.emit(spec.head))
            menu.addAction("删除自定义栏", lambda: self.remove_asked.emit(spec.head))
        menu.addAction("选择栏目", self.choose_columns)
        return menu

    def _add_orders(self, menu: QMenu, field: str) -> None:
        group, now = QActionGroup(menu), (self._model.sieve.order, self._model.sieve.descending)
        for order, descending, title in orders_of(field):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(now == (order, descending))
            action.triggered.connect(lambda _on=False, o=order, d=descending: self.sort(o, d))
            group.addAction(action)

    def _move(self, column: int, step: int) -> None:
        fields = self._model.fields()
        fields.insert(column + step, fields.pop(column))
        self._choose(fields)

    def _freeze(self, count: int) -> None:
        self._columns.freeze(count)
        self._table.set_frozen(count)

    def _choose(self, fields: list[str]) -> None:
        if fields:
            hidden = self._columns.hidden()
            self._columns.choose(fields)
            self.show_columns()
            if hidden != self._columns.hidden():
                self.columns_chosen.emit()

    def _show_arrow(self) -> None:
        field, fields = field_of(self._model.sieve.order), self._model.fields()
        self._table.show_sorted(fields.index(field) if field in fields else -1, self._model.sieve.descending)

    def _on_width_changed(self, column: int, width: int) -> None:
        if not self._applying and column < len(self._model.columns):
            self._columns.remember_width(self._model.columns[column].field, width)
