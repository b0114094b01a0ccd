"""The list on the left: all people, and the rosters under their kinds, each with its number of people."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import named

ROSTER = Qt.ItemDataRole.UserRole
ALL_PEOPLE = "全部人员"
ALL = "*"  # its id as a row of the list
Row = tuple[Roster | None, int]


class RosterList(QTreeWidget):
    """名册列表: says which roster is chosen, None for all people."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "rosterList")
        self._catalog = catalog
        self.rosters: list[Roster] = []
        self.setAccessibleName("名册列表")
        self.setHeaderHidden(True)
        self.setColumnCount(2)
        self.setRootIsDecorated(False)
        self.setIndentation(theme.px(12))
        self.setItemsExpandable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, self.header().ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, self.header().ResizeMode.ResizeToContents)
        self.setMinimumWidth(theme.px(168))
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.chosen_id()))
        self.itemActivated.connect(lambda _item, _column: self.entered.emit(self.chosen_id()))

    def roster(self) -> Roster | None:
        """Return the roster chosen, None for all people."""
        item = self.currentItem()
        found = item.data(0, ROSTER) if item is not None else None
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
        return len(self.rosters) + bool(self.topLevelItemCount())

    def show_rows(self, rows: Sequence[Row], wanted: str = "", _otherwise: int | None = None) -> str:
        """Show all people and the rosters anew, and keep what was chosen, where it is still there; tells nobody."""
        wanted = wanted or self.chosen_id()
        rosters = [(roster, count) for roster, count in rows if roster is not None]
        self.rosters = [roster for roster, _count in rosters]
        self.blockSignals(True)
        self.clear()
        first = self._item(None, ALL_PEOPLE, rows[0][1])
        self.addTopLevelItem(first)
        current = first
        kinds = {kind.id: kind.title for kind in self._catalog.roster_kinds.values()}
        for kind_id in dict.fromkeys([*kinds, *(roster.kind for roster in self.rosters)]):
            of_kind = [(roster, count) for roster, count in rosters if roster.kind == kind_id]
            if not of_kind:
                continue
            head = QTreeWidgetItem([kinds.get(kind_id, kind_id)])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setForeground(0, theme.colour("secondary"))
            head.setSizeHint(0, QSize(0, theme.px(30)))
            self.addTopLevelItem(head)
            for roster, count in of_kind:
                item = self._item(roster, roster.name, count)
                head.addChild(item)
                if roster.id == wanted:
                    current = item
            head.setExpanded(True)
        self.setCurrentItem(current)
        self.blockSignals(False)
        return self.chosen_id()

    def choose(self, roster_id: str | None) -> None:
        """Choose a roster."""
        walk = QTreeWidgetItemIterator(self, QTreeWidgetItemIterator.IteratorFlag.Selectable)
        for found in iter(walk.value, None):
            roster = found.data(0, ROSTER)
            if (roster.id if roster else None) == roster_id:
                self.setCurrentItem(found)
                return
            walk += 1

    def _item(self, roster: Roster | None, title: str, count: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem([title, str(count)])
        item.setData(0, ROSTER, roster)
        item.setToolTip(0, title)
        item.setForeground(1, theme.colour("secondary"))
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setSizeHint(0, QSize(0, theme.px(30)))
        return item
