"""日程议程: the sittings as a table, and below it the agenda of the one chosen."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QMenu, QSplitter, QWidget

from huanjie_desktop.domain.meeting import AgendaItem
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.models.agenda import TITLE, AgendaModel
from huanjie_desktop.qt.models.rows import CellChange, by_row
from huanjie_desktop.qt.pages.meetings.sittings import SittingsPanel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import across, add_to, button, down, label
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.shown.agenda import agenda_rows
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.shown.sittings import undated_words


class ProgrammeTab(QWidget):
    """日程议程: `run(label, work)` writes one change in the worker."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._run = run
        self._shown: Shown | None = None
        self._seen = ""
        self.sittings = SittingsPanel(tasks, run)
        self.sittings.chosen.connect(self._show_session)
        self.heading, self.said = label("", "heading"), label("", "error")
        self.model = AgendaModel(self)
        self.model.write_with(tasks, self._on_edit)
        self.model.move_asked.connect(self._on_move)
        self.table = EditTable(self.model, "议程", TITLE)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.table.setDragDropOverwriteMode(False)
        self.table.menu_filled.connect(self._fill)
        self._lay_out()

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's sessions, keeping the one that is chosen."""
        self._shown = shown
        self.sittings.show_congress(shown)

    def current_item(self) -> AgendaItem | None:
        """Return the agenda item that is current."""
        row = self.table.currentIndex().row()
        return self.model.row_at(row).item if 0 <= row < self.model.count else None

    def add_item(self, below: bool = False) -> None:
        """Add an item after the current one, or below it, ready to be named."""
        session_id, current = self.sittings.chosen_id(), self.current_item()
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
            self._run("删除议程", agenda.delete_items, self.sittings.chosen_id(), [current.id])

    def _arrange(self, use_case: Callable[..., ChangeSet], *step: int) -> None:
        """Move the current item."""
        current = self.current_item()
        if current is not None:
            self._keep = current.id
            self._run("调整议程", use_case, self.sittings.chosen_id(), current.id, *step)

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
        below = QWidget()
        tools = (button(words, act, tip=_in_words(keys)) for words, keys, act in self._acts)
        self.table.setToolTip("选中后可拖动")
        head = across((self.heading, 1), *tools, spacing=6)
        down(head, self.said, (self.table, 1), on=below, margins=(0, 8, 0, 0), spacing=6)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.sittings)
        both.addWidget(below)
        both.setSizes([380, 260])
        down(both, on=self, margins=(16, 12, 16, 12))

    def _show_session(self) -> None:
        session = self.sittings.session()
        seen, self._seen = self._seen, session.id if session is not None else ""
        current = self.current_item()
        kept, self._keep = self._keep or (current.id if current is not None and seen == self._seen else ""), ""
        self.heading.setText(f"“{session.title}”的议程" if session is not None else "议程")
        self.said.setText(undated_words(session) if session is not None else "")
        self.said.setVisible(bool(self.said.text()))
        items = self._shown.items.get(session.id, ()) if self._shown is not None and session is not None else ()
        self.model.set_rows(agenda_rows(session, items))
        self.model.let_grow("title", grows=session is not None)
        row, now = self.model.row_of(kept), self.current_item()
        if row >= 0 and (now is None or now.id != kept):
            self.table.go_to(self.model.index(row, TITLE))

    def _on_edit(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, Any]]) -> None:
        self._run("修改议程", agenda.edit_items, self.sittings.chosen_id(), by_row(changes), added)

    def _fill(self, menu: QMenu) -> None:
        """Put what can be done with the items into the menu of the cells."""
        menu.addSeparator()
        for words, keys, act in self._acts:
            add_to(
                menu,
                f"{words}\t{_in_words(keys)}",
                act,
                self.current_item() is not None or act == self.add_item,
                "请先选中一项议程",
            )

    def _on_move(self, item_id: str, parent_id: str | None, index: int) -> None:
        self._keep = item_id
        self._run("调整议程", agenda.move_item, self.sittings.chosen_id(), item_id, parent_id, index)

    def _on_item_added(self, answer: tuple[AgendaItem, ChangeSet]) -> None:
        self._keep = answer[0].id


def _in_words(keys: str) -> str:
    """Return a shortcut as it is drawn on the keys."""
    for word, arrow in (("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")):
        keys = keys.replace(f"+{word}", f"+{arrow}")
    return keys
