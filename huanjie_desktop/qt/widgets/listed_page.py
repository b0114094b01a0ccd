"""A page with a list on the left and the one chosen in it on the right: how that is read, kept and laid out, once.

A page of this kind says what it shows: which tables and subjects it is of, how its list and one of it are read (functions
that run in the worker), what its parts are, and what to do with what was read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.choice_list import FIRST, ChoiceList
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import down, empty_state, remember, side_by_side
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Listing:
    """What was read for the list: its rows, and what else the page wants with them (`more`).

    A page that is read in one go has the one shown as `shown`, of the row `chosen`.
    """

    rows: Sequence[Any]  # Choice, for a ChoiceList
    more: Any = None
    chosen: str = ""
    shown: Any = None


class ListedPage(Page):
    """登记页: `shown` is what was last read of the one chosen, None before that and when there is nothing.

    The answer for another choice than the present one is dropped, and while one is being read no second reading is asked
    for: walking down the list reads the one where it stops.
    """

    kinds: tuple[str, ...] = ()  # of subjects that are shown here; the first is what the list holds
    key = ""  # under which the widths of its parts are remembered
    list_name = ""
    row_height = 54
    only_in_front = False  # read at each showing instead of at each change
    otherwise: int | None = FIRST  # what is chosen where nothing is kept
    nothing, begin = "", ""  # the empty state's sentence, and its button
    read_list: Callable[
        [Workspace, str, Progress], Listing
    ]  # with the id wanted; a staticmethod: it runs in the worker
    read_one: Callable[[Workspace, str], Any]

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self.shown: Any = None
        self.wanted = ""  # to be chosen once the list is read
        self._reading = self._once_more = False
        self._readings = 0
        self._needing: list[QAction] = []
        self.list = self.make_list()
        self.list.chosen.connect(self.on_chosen)
        self.list.entered.connect(lambda _id: self.enter())
        self.stack = QStackedWidget()

    # what a page of this kind says

    def make_list(self) -> Any:
        """Make the list: what it shows, chooses and tells is as with a ChoiceList."""
        return ChoiceList(self.list_name, self.row_height)

    def show_list(self, listing: Listing) -> None:
        """Take what was read with the list."""

    def expect(self, id_: str) -> None:
        """Hear that the one of this id will be shown: what is typed now is not for it."""

    def show_one(self, shown: Any) -> None:
        """Show the one chosen."""

    def show_nothing(self) -> None:
        """Show that there is nothing to choose from."""

    # what is done for it

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind in self.kinds

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front, with a subject of the list chosen."""
        if subject is not None and subject.kind == self.kinds[0]:
            self.wanted = subject.id
        if not self.is_read or self.wanted or self.only_in_front:
            self.read_again()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches."""
        if self.isVisible() or not self.only_in_front:
            super().reload(changes)

    def start_search(self) -> None:
        """Put the cursor on the list."""
        self.list.setFocus()

    def show_made(self, answer: tuple[Any, ChangeSet]) -> None:
        """Choose what was just made: the `done` of the use cases that make one of the list."""
        self.wanted = answer[0].id
        self.read_again()

    def for_one(self, *actions: QAction) -> None:
        """Have actions enabled only while something is shown."""
        self._needing += actions
        self._enable()

    def lay_out(self, parts: Sequence[tuple[QWidget, int]], begin: Callable[[], object] | None = None) -> None:
        """Lay the parts out from the left with their widths at first; the second takes the room, and all are remembered.

        `begin` is what the empty state's button does.
        """
        splitter = side_by_side(*parts)
        splitter.setChildrenCollapsible(False)
        remember(splitter, self.preferences, f"{self.key}/splitter")
        self.stack.addWidget(splitter)
        if self.nothing:
            self.stack.addWidget(empty_state(self.nothing, self.begin, begin))
        down(self.stack, on=self, margins=0)

    # reading

    def read_again(self) -> None:
        """Read the list, then the one chosen in it."""
        self.is_read = True
        self._readings += 1
        work, wanted, number = self.read_list, self.wanted or self.list.chosen_id(), self._readings
        self.tasks.run(
            f"读取{self.title}",
            lambda workspace, progress: work(workspace, wanted, progress),
            lambda listing: self._on_listed(number, listing),
            owner=self,
        )

    def read_chosen(self) -> None:
        """Read the one chosen."""
        work, wanted = self.read_one, self.list.chosen_id()
        self.expect(wanted)
        if self._reading:
            self._once_more = True
        elif wanted:
            self._reading = True
            self.tasks.ask(f"读取{self.title}", work, wanted).owned_by(self).then(
                lambda shown: self._on_read(wanted, shown), lambda error: self._on_not_read(wanted, error)
            )

    def on_chosen(self, _id: str) -> None:
        """Read what the user chose."""
        self.read_chosen()

    def enter(self) -> None:
        """Go from the list into what is shown."""
        self.list.focusNextChild()

    def _on_listed(self, number: int, listing: Listing) -> None:
        if number != self._readings:
            return  # a newer one is on its way
        wanted, self.wanted = listing.chosen or self.wanted, ""
        self.list.show_rows(listing.rows, wanted, self.otherwise)
        self.show_list(listing)
        inside = self.isAncestorOf(self.window().focusWidget() or self)
        begun = bool(listing.rows) and self.stack.currentIndex() == 1
        self.stack.setCurrentIndex(0 if listing.rows or self.stack.count() == 1 else 1)
        if begun and inside:  # the button that began it is gone, and must not leave the cursor to the navigation
            self.list.setFocus()
        if not listing.rows:
            self.shown = None
            self.show_nothing()
        elif listing.shown is not None:
            self._show(listing.shown)
        else:
            self.read_chosen()
        self._enable()
        self.heading_changed.emit()

    def _on_read(self, wanted: str, shown: Any) -> None:
        self._reading = False
        if wanted == self.list.chosen_id():
            self._show(shown)
        self._read_once_more()

    def _on_not_read(self, wanted: str, error: HuanjieError) -> None:
        self._reading = False
        if wanted == self.list.chosen_id() and not self._once_more:
            self.tasks.troubled.emit(error)
        self._read_once_more()

    def _read_once_more(self) -> None:
        if self._once_more:
            self._once_more = False
            self.read_chosen()

    def _show(self, shown: Any) -> None:
        self.shown = shown
        self.show_one(shown)
        self._enable()
        self.heading_changed.emit()

    def _enable(self) -> None:
        for action in self._needing:
            self.allow(action, bool(self.list.count()), self.nothing)
