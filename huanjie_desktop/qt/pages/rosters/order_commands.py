"""The order of people in a roster: moved by keys, by the menu and by dragging, or kept as it is sorted."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.pages.rosters.head import TableHead
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.widgets.grid_view import GridView
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import allow
from huanjie_desktop.services.people import rosters

OF_ALL = "“全部人员”没有自己的次序，请先在左边选择名册。"
UNSORTED = "现在就是名册原来的次序，没有排序。"
SORTED = "现在{order}显示，不能移动；先在“更多”中“照此排序保存”，或“按名册原来的次序显示”。"


class OrderCommands(QObject):
    """次序命令: of the people chosen in the table, one undo step each."""

    moved = Signal(list)  # the people who are being moved

    def __init__(self, page: Page, listed: RosterList, head: TableHead, table: GridView, model: GridModel) -> None:
        super().__init__(page)
        self._list, self._head, self._table, self._model, self._run = listed, head, table, model, page.run
        make = page.make_action
        self._moves = [
            make("上移", "arrow-up", partial(self.move, -1), "Alt+Up"),
            make("下移", "arrow-down", partial(self.move, 1), "Alt+Down"),
        ]
        self._keep = make("照此排序保存", "save", self.keep_order)
        self._drop = make("按名册原来的次序显示", "list", lambda: head.sort(""))
        head.sorted.connect(self.follow)
        table.menu_filled.connect(self._fill)

    def follow(self) -> None:
        """Offer what the chosen roster and the sorting shown allow."""
        of_roster, is_sorted = self._list.roster() is not None, self._model.sieve.is_sorted
        for action in self._moves:
            allow(action, of_roster, OF_ALL)
        allow(self._keep, of_roster and is_sorted, UNSORTED if of_roster else OF_ALL)
        allow(self._drop, is_sorted, UNSORTED)

    def move(self, step: int) -> None:
        """Put the people chosen before the one above them, or after the one below."""
        rows = self._table.chosen_rows()
        if rows:
            self._move(rows, rows[0] - 1 if step < 0 else rows[-1] + 1, after=step > 0)

    def drop_rows(self, before: int) -> None:
        """Put the people chosen before a row, or behind the last one."""
        rows = self._table.chosen_rows()
        below = next((row for row in range(before, self._model.count) if row not in rows), -1)
        if below >= 0:
            self._move(rows, below, after=False)
        else:
            self._move(rows, next((row for row in reversed(range(before)) if row not in rows), -1), after=True)

    def _move(self, rows: Sequence[int], beside: int, *, after: bool) -> None:
        roster_id, sieve = self._list.roster_id(), self._model.sieve
        ids, anchor = [self._model.id_at(row) for row in rows], self._model.id_at(beside)
        if roster_id is None or sieve.is_sorted:
            self._table.say(SORTED.format(order=self._head.order_words()) if roster_id else OF_ALL)
        elif anchor:
            self.moved.emit(ids)
            self._run("移动人员", rosters.move_in_roster, roster_id, ids, anchor, after=after)

    def keep_order(self) -> None:
        """Make the sorting shown the roster's own order, filtered out or not, and show that."""
        roster_id = self._list.roster_id()
        if roster_id is not None and self._model.sieve.is_sorted:
            ids = self._model.ids_in_order()
            asked = self._run("照此排序保存", rosters.order_roster, roster_id, ids)
            asked.then(lambda _changes: self._head.sort(""))

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addActions(self._moves)
