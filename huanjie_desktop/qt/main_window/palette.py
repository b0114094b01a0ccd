"""The command palette (Ctrl+K): every action and every person by a part of the words or by pinyin."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget
from shiboken6 import isValid

from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import down, named
from huanjie_desktop.services.shown.commands import FoundPerson, rank, syllables_of

QUIET_MS = 150  # after the last key people are looked for
Look = Callable[[str, Callable[[Sequence[FoundPerson]], None]], object]


@dataclass(frozen=True)
class Command:
    """An action as the palette lists it: `group` orders it among others found alike, `place` is its page's title."""

    group: int
    place: str
    action: QAction


class CommandPalette(QDialog):
    """命令面板: a field and a list; Enter chooses.

    `commands` gives them in parts: the first is listed at once, the others (of pages that are yet to be made) one after
    another while the palette is open, so that it is there when Ctrl+K is pressed. Then it learns the pinyin.
    `look` finds people for what is typed, and tells them later; they stand behind the commands. `chosen` is an action, or
    the subject of a person.
    """

    def __init__(self, commands: Iterator[Sequence[Command]], look: Look, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAccessibleName("命令面板")
        self._coming, self._commands, self._unread = commands, list[Command](), list[str]()
        self._complete = False
        self.chosen: QAction | Subject | None = None
        self._look, self._people = look, list[FoundPerson]()
        self._looked = ""  # for what people were looked for
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._quiet.timeout.connect(self._look_for_people)
        frame = named(QFrame(), "palette")
        down(frame, on=self, margins=0)
        self.field = QLineEdit(placeholderText="输入要做的事或姓名，可用拼音")
        self.field.setAccessibleName("要做的事")
        self.field.textChanged.connect(self._on_text)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setIconSize(QSize(theme.px(16), theme.px(16)))
        self.list.setAccessibleName("找到的命令")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(lambda _item: self._do())
        down(self.field, self.list, on=frame, margins=(1, 1, 1, 1), spacing=0)
        self.resize(theme.px(520), theme.px(380))
        top_left = parent.mapToGlobal(parent.rect().topLeft())
        self.move(top_left.x() + (parent.width() - self.width()) // 2, top_left.y() + theme.px(84))
        self._further = QTimer(self, interval=0)
        self._further.timeout.connect(self._go_further)
        self._further.start()
        self._take_more()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's arrow keys walk the list and Enter do it."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                while self._take_more():  # what is still to come may be what is meant
                    pass
                if not self._has_choice() and self.field.text().strip():  # nor were people looked for yet
                    self._quiet.stop()
                    self._look(self.field.text(), self._do_found)
                self._do()
                return True
        return super().eventFilter(watched, event)

    def _on_text(self, typed: str) -> None:
        self._people = []
        self._quiet.start()
        self._on_typed(typed)

    def _look_for_people(self) -> None:
        typed = self.field.text()
        if typed.strip():
            self._look(typed, lambda people: self._on_people(typed, people))

    def _on_people(self, typed: str, people: Sequence[FoundPerson]) -> None:
        if isValid(self) and typed == self.field.text():
            self._looked = typed
            row, self._people = max(self.list.currentRow(), 0), list(people)
            self._on_typed(typed)
            self.list.setCurrentRow(row)

    def _on_typed(self, typed: str) -> None:
        found, twins = [], set[tuple[str, str]]()
        for order, command in enumerate(self._commands):
            place_rank = rank(command.action.text(), typed)
            keys = command.action.shortcut().toString()
            if place_rank is not None and (not keys or (command.action.text(), keys) not in twins):
                twins.add((command.action.text(), keys))  # the same on another page
                found.append((not command.action.isEnabled(), place_rank, command.group, order, command))
        self.list.clear()
        for disabled, _rank, _group, _order, command in sorted(found, key=lambda entry: entry[:4]):
            action, keys = command.action, command.action.shortcut().toString()
            words = "　".join(part for part in (action.text(), command.place, keys) if part)
            item = QListWidgetItem(action.icon(), words)
            item.setData(Qt.ItemDataRole.UserRole, action)
            if disabled:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        for person in self._people:
            item = QListWidgetItem(icons.icon("users"), "　".join(filter(None, (person.name, person.about))))
            item.setData(Qt.ItemDataRole.UserRole, person.subject)
            self.list.addItem(item)
        if not self.list.count() and typed.strip():
            none = f"没有找到“{typed.strip()}”。请输入其中几个字，或拼音首字母。"
            self.list.addItem(none if self._complete and self._looked == typed else "正在查找……")
            self.list.item(0).setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.setCurrentRow(0)

    def _take_more(self) -> bool:
        """List what comes next, the row chosen staying chosen; tell whether anything came."""
        part = next(self._coming, None)
        if part is None:
            first, self._complete = not self._complete, True
            if first and not self._has_choice():
                self._on_typed(self.field.text())  # now it can be said that nothing was found
            return False
        shown = [each for each in part if each.action.isVisible() and each.action.text()]
        self._commands += shown
        self._unread += [each.action.text() for each in shown]
        chosen = self.list.currentItem().data(Qt.ItemDataRole.UserRole) if self.list.currentRow() > 0 else None
        self._on_typed(self.field.text())
        for row in range(self.list.count() if chosen is not None else 0):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) is chosen:
                self.list.setCurrentRow(row)
        return True

    def _go_further(self) -> None:
        if not self._take_more():
            if self._unread:
                syllables_of(self._unread.pop())
            else:
                self._further.stop()

    def _has_choice(self) -> bool:
        item = self.list.currentItem()
        return item is not None and bool(item.flags() & Qt.ItemFlag.ItemIsEnabled)

    def _do_found(self, people: Sequence[FoundPerson]) -> None:
        if isValid(self):
            self._on_people(self.field.text(), people)
            self._do()

    def _do(self) -> None:
        item = self.list.currentItem()
        if item is not None and self._has_choice():
            self.chosen = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
