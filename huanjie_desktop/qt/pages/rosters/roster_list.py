"""The list on the left: all people, and the rosters under their kinds, each with its number of people."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import named
from huanjie_desktop.services.shown.rosters import ALL_PEOPLE, RosterGroup

_ROSTER = Qt.ItemDataRole.UserRole
ROW, TWO_LINES, PADDING = 30, 48, 32
ALL = "*"  # its id as a row of the list
CHOOSE_ONE = "“全部人员”不是一份名册，请先在左边选择名册。"  # why what is done with a roster is grey
NO_ROSTER = "还没有名册，请先新建名册。"


class RosterList(QTreeWidget):
    """名册列表: says which roster is chosen, None for all people."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        named(self, "rosterList")
        self.rosters: list[Roster] = []
        self._items: dict[str, QTreeWidgetItem] = {}  # by the id of its roster
        self.setAccessibleName("名册列表")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(theme.px(12))
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what differs stands at the beginning or at the end
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, head.ResizeMode.Stretch)
        head.setSectionResizeMode(1, head.ResizeMode.ResizeToContents)
        self.setMinimumWidth(theme.px(168))
        self.setWordWrap(True)
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.chosen_id()))
        self.itemActivated.connect(lambda _item, _column: self.entered.emit(self.chosen_id()))

    def roster(self) -> Roster | None:
        """Return the roster chosen, None for all people."""
        item = self.currentItem()
        found = item.data(0, _ROSTER) if item is not None else None
        return found if isinstance(found, Roster) else None

    def roster_id(self) -> str | None:
        """Return the id of the roster chosen, None for all people."""
        roster = self.roster()
        return roster.id if roster is not None else None

    def chosen_id(self) -> str:
        """Return the id of what is chosen, "" before anything is."""
        return (self.roster_id() or ALL) if self.currentItem() is not None else ""

    def count(self) -> int:
        """Return how many rows can be chosen."""
        return len(self._items)

    def show_rows(self, groups: Sequence[RosterGroup], wanted: str = "", _otherwise: int | None = None) -> str:
        """Show all people and the rosters anew, and keep what was chosen, where it is still there; tells nobody."""
        wanted = wanted or self.chosen_id()
        self.rosters = [roster for group in groups for roster, _count in group.rosters if roster is not None]
        with QSignalBlocker(self):
            self.clear()
            self._items = {}
            for group in groups:
                above = self._head(group.title) if group.title else self.invisibleRootItem()
                for (roster, count), name in zip(group.rosters, group.names, strict=True):
                    item = self._item(roster, name, count)
                    above.addChild(item)
                    self._items[roster.id if roster is not None else ALL] = item
            self.expandAll()
            self._fit()
            self.setCurrentItem(self._items.get(wanted, self._items[ALL]))
        return self.chosen_id()

    def choose(self, roster_id: str | None) -> None:
        """Choose a roster."""
        item = self._items.get(roster_id or ALL)
        if item is not None:
            self.setCurrentItem(item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each name the room that it needs in another width."""
        super().resizeEvent(event)
        self._fit()

    def follow_text_size(self) -> None:
        """Give each name the room that it needs now."""
        self._fit()

    def _fit(self) -> None:
        """Give a name that has no room in one line two of them."""
        wide = self.fontMetrics().horizontalAdvance
        counts = max((wide(item.text(1)) for item in self._items.values()), default=0)
        room = self.viewport().width() - counts - theme.px(PADDING)
        for item in self._items.values():
            one = wide(item.text(0)) + self._indent_of(item) <= room
            height = theme.px(ROW if one else TWO_LINES)
            if item.sizeHint(0).height() != height:
                item.setSizeHint(0, QSize(0, height))

    def _indent_of(self, item: QTreeWidgetItem) -> int:
        return self.indentation() if item.parent() is not None else 0

    def _head(self, title: str) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [title])
        head.setFlags(Qt.ItemFlag.ItemIsEnabled)
        head.setForeground(0, theme.colour("secondary"))
        head.setSizeHint(0, QSize(0, theme.px(30)))
        head.setFirstColumnSpanned(True)
        head.setToolTip(0, title)
        return head

    def _item(self, roster: Roster | None, name: str, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([name, str(count)])
        item.setData(0, _ROSTER, roster)
        item.setToolTip(0, f"{roster.name if roster is not None else ALL_PEOPLE}（{count}人）")
        item.setForeground(1, theme.colour("secondary"))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setSizeHint(0, QSize(0, theme.px(30)))
        return item
