"""日程议程: the sessions, and the agenda of the one chosen as a tree."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSplitter,
    QTreeView,
    QWidget,
)

from huanjie_desktop.domain.meeting import AgendaItem, Session
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.models.agenda import MINUTES, PAPERS, SPEAKER, TIME, TITLE, AgendaModel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import Choice, ChoiceList
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.shown.meetings import Shown, when_of

FIELDS = (
    FieldSpec("title", "会次名称", needed="请填写会次名称。"),
    FieldSpec("day", "日期", "day", placeholder="未定"),
    FieldSpec("start", "开始", "clock", placeholder="未定", beside=True),
    FieldSpec("place", "地点", beside=True),
    FieldSpec("chair", "主持人"),
    FieldSpec("attendance", "参加人员", beside=True),
)


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
        self.model.edit_asked.connect(self._on_edit)
        self.model.move_asked.connect(self._on_move)
        self.tree = QTreeView()
        self.tree.setModel(self.model)
        self.tree.setAccessibleName("议程")
        self.tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(theme.px(22))
        self.tree.installEventFilter(self)
        self._late = False
        closed = self.tree.itemDelegate().closeEditor
        closed.connect(self._on_editor_closed, Qt.ConnectionType.QueuedConnection)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((TIME, 112), (MINUTES, 56), (SPEAKER, 110), (PAPERS, 170)):
            self.tree.setColumnWidth(column, theme.px(width))
        self.form = RecordForm(FIELDS, spacing=6)
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
        return self.model.item_at(self.tree.currentIndex())

    def add_item(self, below: bool = False) -> None:
        """Add an item after the current one, or below it, ready to be named."""
        session_id, current = self.sessions.chosen_id(), self.current_item()
        if not session_id:
            return
        parent = current.id if below and current is not None else current.parent_id if current is not None else None
        index = self.tree.currentIndex().row() + 1 if current is not None and not below else None
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+↑↓ move, Tab and Shift+Tab change the level, Insert adds, Delete removes."""
        if watched is self.tree and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            act = self._acts.get((event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)))
            if act is not None:
                act()
                return True
        return super().eventFilter(watched, event)

    _keep = ""

    def _lay_out(self) -> None:
        moves = (
            ("上移", "Ctrl+↑", (Qt.Key.Key_Up, True), partial(self._arrange, agenda.shift_item, -1)),
            ("下移", "Ctrl+↓", (Qt.Key.Key_Down, True), partial(self._arrange, agenda.shift_item, 1)),
            ("升级", "Shift+Tab", (Qt.Key.Key_Backtab, False), partial(self._arrange, agenda.outdent_item)),
            ("降级", "Tab", (Qt.Key.Key_Tab, False), partial(self._arrange, agenda.indent_item)),
            ("删除", "Delete", (Qt.Key.Key_Delete, False), self.delete_item),
        )
        self._acts: dict[tuple[int, bool], Callable[[], None]] = {key: act for _words, _tip, key, act in moves}
        self._acts[Qt.Key.Key_Insert, False] = self.add_item
        left, right, splitter = QWidget(), QWidget(), QSplitter()
        add = button("添加会次", self._add_session, drawing="plus")
        below = across(add, button("删除会次", self._delete_session), STRETCH)
        down((self.sessions, 1), below, on=left, margins=0)
        tools = across(
            button("添加议程", self.add_item, drawing="plus", tip="Insert"),
            button("添加下级", lambda: self.add_item(below=True)),
            *(button(words, act, tip=tip) for words, tip, _key, act in moves),
            STRETCH,
            label("拖动可调整次序，双击可修改。", "secondary"),
        )
        down(self.form, tools, (self.tree, 1), on=right, margins=(theme.px(12), 0, 0, 0))
        for side in (left, right):
            splitter.addWidget(side)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(230), theme.px(760)])
        down(splitter, on=self, margins=(16, 12, 16, 12))

    def _session(self) -> Session | None:
        sessions = self._shown.sessions if self._shown is not None else ()
        return next((session for session in sessions if session.id == self.sessions.chosen_id()), None)

    def _show_session(self) -> None:
        session = self._session()
        current = self.current_item()
        kept = self._keep or (current.id if current is not None else "")
        self._keep = ""
        self._late = self.tree.state() == QAbstractItemView.State.EditingState  # what is typed there stays
        if not self._late:
            items = self._shown.items.get(session.id, ()) if self._shown is not None and session is not None else ()
            self.model.set_items(session, items)
            self.tree.expandAll()
            if kept:
                self.tree.setCurrentIndex(self.model.index_of(kept))
        if session is None:
            self.form.clear()
        elif self._shown is not None:
            start = self._shown.congress.start
            self.form.show_record(session.id, vars(session), year=start.year if start else 0)

    def _on_editor_closed(self) -> None:
        """Show the items that came while one was being typed into."""
        if self._late:
            self._show_session()

    def _on_edit(self, item_id: str, field: str, value: object) -> None:
        self._keep = item_id
        self._run("修改议程", agenda.edit_item, item_id, **{field: value})

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
