"""日程议程: the sessions, and the agenda of the one chosen as a table."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.models.agenda import TITLE, AgendaModel
from huanjie_desktop.qt.models.rows import CellChange, by_row
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import Choice, ChoiceList
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, add_to, button, down, side_by_side
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.shown.agenda import agenda_rows
from huanjie_desktop.services.shown.fields import SESSION
from huanjie_desktop.services.shown.meetings import Shown, when_of


class ProgrammeTab(QWidget):
    """日程议程: `run(label, work)` writes one change in the worker."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._run = run
        self._shown: Shown | None = None
        self._wanted = ""
        self.sessions = ChoiceList("会次")
        self.sessions.chosen.connect(lambda _id: self._show_session())
        self.model = AgendaModel(self)
        self.model.write_with(tasks, self._on_edit)
        self.model.move_asked.connect(self._on_move)
        self.table = EditTable(self.model, "议程", TITLE)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.table.setDragDropOverwriteMode(False)
        self.table.menu_filled.connect(self._fill)
        self.form = RecordForm(SESSION, spacing=6)
        self.form.write_with(tasks, "修改会次", agenda.edit_session)
        self._lay_out()

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's sessions, keeping the one that is chosen."""
        self._shown, kept, self._wanted = shown, self._wanted, ""
        rows = [Choice(each.id, f"{each.title}\n{when_of(each)}", each.title) for each in shown.sessions]
        self.sessions.show_rows(rows, kept)
        self._show_session()

    def current_item(self) -> AgendaItem | None:
        """Return the agenda item that is current."""
        row = self.table.currentIndex().row()
        return self.model.row_at(row).item if 0 <= row < self.model.count else None

    def add_item(self, below: bool = False) -> None:
        """Add an item after the current one, or below it, ready to be named."""
        session_id, current = self.sessions.chosen_id(), self.current_item()
        if not session_id:
            return
        parent = index = None
        if current is not None and below:
            parent = current.id
        elif current is not None:
            parent = current.parent_id
            among = [row.item.id for row in self.model.item_rows() if row.item.parent_id == parent]
            index = among.index(current.id) + 1
        self._run("添加议程", agenda.add_item, session_id, "新议程", parent, index).then(self._on_item_added)

    def delete_item(self) -> None:
        """Remove the current item with all below it; undo brings it back."""
        current = self.current_item()
        if current is not None:
            self._run("删除议程", agenda.delete_items, self.sessions.chosen_id(), [current.id])

    def _arrange(self, use_case: Callable[..., ChangeSet], *step: int) -> None:
        """Move the current item."""
        current = self.current_item()
        if current is not None:
            self._keep = current.id
            self._run("调整议程", use_case, self.sessions.chosen_id(), current.id, *step)

    _keep = ""

    def _lay_out(self) -> None:
        self._acts = (
            ("插入", "Insert", self.add_item),
            ("下级", "Alt+Insert", partial(self.add_item, below=True)),
            ("上移", "Alt+Shift+Up", partial(self._arrange, agenda.shift_item, -1)),
            ("下移", "Alt+Shift+Down", partial(self._arrange, agenda.shift_item, 1)),
            ("升级", "Alt+Shift+Left", partial(self._arrange, agenda.outdent_item)),
            ("降级", "Alt+Shift+Right", partial(self._arrange, agenda.indent_item)),
            ("删除", "Ctrl+-", self.delete_item),
        )
        for _words, keys, act in self._acts:
            self.table.add_key(keys, act)
        left, right = QWidget(), QWidget()
        add = button("添加会次", self._add_session, drawing="plus")
        below = across(add, button("删除会次", self._delete_session), STRETCH)
        down((self.sessions, 1), below, on=left, margins=0)
        tools = across(
            *(button(words, act, tip=_in_words(keys)) for words, keys, act in self._acts),
            STRETCH,
        )
        self.table.setToolTip("选中后可拖动")
        down(self.form, tools, (self.table, 1), on=right, margins=(theme.px(12), 0, 0, 0))
        down(side_by_side((left, 230), (right, 760)), on=self, margins=(16, 12, 16, 12))

    def _session(self) -> Session | None:
        sessions = self._shown.sessions if self._shown is not None else ()
        return next((session for session in sessions if session.id == self.sessions.chosen_id()), None)

    def _show_session(self) -> None:
        session = self._session()
        current = self.current_item()
        kept, self._keep = self._keep or (current.id if current is not None else ""), ""
        items = self._shown.items.get(session.id, ()) if self._shown is not None and session is not None else ()
        self.model.set_rows(agenda_rows(session, items))
        self.model.let_grow("title", grows=session is not None)
        row, now = self.model.row_of(kept), self.current_item()
        if row >= 0 and (now is None or now.id != kept):
            self.table.go_to(self.model.index(row, TITLE))
        if session is None:
            self.form.clear()
        elif self._shown is not None:
            start = self._shown.congress.start
            self.form.show_record(session.id, vars(session), year=start.year if start else 0)

    def _on_edit(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, Any]]) -> None:
        self._run("修改议程", agenda.edit_items, self.sessions.chosen_id(), by_row(changes), added)

    def _fill(self, menu: QMenu) -> None:
        """Put what can be done with the items into the menu of the cells."""
        menu.addSeparator()
        for words, keys, act in self._acts:
            add_to(menu, f"{words}\t{_in_words(keys)}", act, self.current_item() is not None or act == self.add_item)

    def _on_move(self, item_id: str, parent_id: str | None, index: int) -> None:
        self._keep = item_id
        self._run("调整议程", agenda.move_item, self.sessions.chosen_id(), item_id, parent_id, index)

    def _add_session(self) -> None:
        if self._shown is not None:
            self._run("添加会次", agenda.add_session, self._shown.congress.id, "新会次").then(self._on_session_added)

    def _on_session_added(self, answer: tuple[Session, ChangeSet]) -> None:
        self._wanted = answer[0].id

    def _on_item_added(self, answer: tuple[AgendaItem, ChangeSet]) -> None:
        self._keep = answer[0].id

    def _delete_session(self) -> None:
        if self.sessions.chosen_id():
            self._run("删除会次", agenda.delete_session, self.sessions.chosen_id())


def _in_words(keys: str) -> str:
    """Return a shortcut as it is drawn on the keys."""
    for word, arrow in (("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")):
        keys = keys.replace(f"+{word}", f"+{arrow}")
    return keys
