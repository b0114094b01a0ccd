"""What every page is: a heading, actions, a line for the status bar, and a reload of what a ChangeSet touches."""

from collections.abc import Callable, Sequence
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.tasks import Asked, Tasks
from huanjie_desktop.qt.widgets import icons
from huanjie_desktop.qt.widgets.parts import allow
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.workspace import Workspace

P = ParamSpec("P")
T = TypeVar("T")


class Run(Protocol):
    """How the parts of a page have a change written: by a use case and the values it takes besides the workspace."""

    def __call__(
        self, words: str, use_case: Callable[Concatenate[Workspace, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Asked[T]:
        """Ask the worker for it; `.then(done)` hears what was made."""


class Typed(Protocol):
    """A panel of fields that are written together."""

    @property
    def is_typed(self) -> bool:
        """Tell whether something is typed that nobody has written yet."""

    def save(self) -> bool:
        """Ask for the typed texts to be written; tell whether all of them can be taken."""


class Page(QWidget):
    """页面: the base of the pages; a page of one workspace, made with its tasks and the catalogue.

    `title` and `icon` are the navigation's word and drawing. The first of `commands()` is the primary one; the header
    shows up to three others and puts the rest under 更多; the command palette lists all of them.
    """

    title = ""
    icon = "list"
    tables: tuple[str, ...] = ()  # of which a change is read again; () for all

    heading_changed = Signal()  # heading(), status() or commands() say something new
    place_asked = Signal(object)  # Subject that another page shows
    rebuild_asked = Signal()  # another file stands in the place of the one that was read: make all pages anew

    def __init__(self, tasks: Tasks, catalog: Any, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.setObjectName("page")
        self.tasks = tasks
        self.catalog = catalog
        self.preferences = preferences
        self.is_read = False  # whether anybody has looked yet
        self.typed_into: Sequence[Typed] = ()  # what is written together and not by itself
        tasks.changed.connect(self._on_changed)

    def heading(self) -> str:
        """Return what the page is of just now (a roster's name), shown behind the title."""
        return ""

    def status(self) -> str:
        """Return the page's words in the status bar (显示 37 / 共 412 人)."""
        return ""

    def commands(self) -> Sequence[QAction]:
        """Return the page's actions in the order they were made, the primary one first."""
        return self.actions()

    def takes(self, subject: Subject) -> bool:
        """Tell whether this page is the one that shows such a subject."""
        return False

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front, showing the subject if one is given."""
        self.is_read = True
        self.read_again()

    def waits(self) -> bool:
        """Tell whether something is typed that nobody has written yet."""
        return any(each.is_typed for each in self.typed_into)

    def put_down(self) -> bool:
        """Have what is typed written, before the page is left, printed from or closed; tell whether all of it can be."""
        taken = [each.save() for each in self.typed_into]
        return all(taken)

    def shows(self, _subject: Subject) -> bool:
        """Tell whether a subject is seen already, as the page stands, so that nobody has to be led there."""
        return False

    def expect_moved(self, _ids: Sequence[str]) -> None:
        """Choose things again as soon as they stand where they were moved to."""

    def reload(self, changes: ChangeSet) -> None:
        """Load again what the changes touch; called for every write, undo and redo."""
        if self.is_read and (not self.tables or changes.touches(*self.tables)):
            self.read_again()

    def read_again(self) -> None:
        """Read what the page shows."""

    def start_search(self) -> None:
        """Put the cursor where the page searches (Ctrl+F)."""

    def main_part(self) -> QWidget | None:
        """Return what of the page is worked in, None for its first table or list."""
        return None

    def take_focus(self, left: QWidget | None = None) -> bool:
        """Put the cursor, which `left` cannot keep, into the table, list or field nearest to it; tell whether there is one."""
        around = left.parentWidget() if left is not None and self.isAncestorOf(left) else self
        main = self.main_part()
        while around is not None:
            found = [main] if around is self and main is not None else around.findChildren(QAbstractItemView)
            if around is self:
                found += around.findChildren(QWidget)
            for each in found:
                if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                    each.setFocus()
                    return True
            around = around.parentWidget() if around is not self else None
        return False

    def make_action(
        self, text: str, drawing: str, run: Callable[[], object], keys: str = "", *, under_more: bool = False
    ) -> QAction:
        """Make an action of this page; `keys` work while the page is shown, `under_more` keeps it out of the header's row."""
        action = QAction(icons.icon(drawing), text, self)
        action.setProperty("drawing", drawing)
        if under_more:
            action.setPriority(QAction.Priority.LowPriority)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setToolTip(f"{text}（{keys}）")
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        return action

    def allow(self, action: QAction, allowed: bool, why_not: str) -> None:
        """Enable an action, or say in its tip why it cannot be done."""
        allow(action, allowed, why_not)

    def run(
        self, words: str, use_case: Callable[Concatenate[Workspace, P], T], /, *args: P.args, **kwargs: P.kwargs
    ) -> Asked[T]:
        """Have a change written in the worker; it says itself what it touched, `.then(done)` hears what was made."""
        return self.tasks.ask(words, use_case, *args, **kwargs).owned_by(self)

    def _on_changed(self, changes: ChangeSet) -> None:
        self.reload(changes)
