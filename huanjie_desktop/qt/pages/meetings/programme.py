"""日程议程: the sessions, and the agenda of the one chosen as a tree."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
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
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.shown.meetings import Shown

FIELDS = (
    FieldSpec("title", "会次名称", needed="请填写会次名称。"),
    FieldSpec("day", "日期", "day", placeholder="未定"),
    FieldSpec("start", "开始", "clock", placeholder="未定", beside=True),
    FieldSpec("place", "地点"),
    FieldSpec("chair", "主持人", beside=True),
    FieldSpec("attendance", "参加人员", beside=True),
)


class ProgrammeTab(QWidget):
    """日程议程: `run(label, work)` writes one change in the worker."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._run = run
        self._shown: Shown | None = None
        self._wanted = ""
        self.sessions = QListWidget()
        self.sessions.setAccessibleName("会次")
        self.sessions.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sessions.currentItemChanged.connect(lambda *_items: self._show_session())
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
        kept = self._wanted or self.session_id()
        self._wanted = ""
        self._shown = shown
        self.sessions.blockSignals(True)
        self.sessions.clear()
        for session in shown.sessions:
            row = QListWidgetItem(f"{session.title}\n{_when(session)}")
            row.setData(Qt.ItemDataRole.UserRole, session.id)
            row.setToolTip(session.title)
            row.setSizeHint(QSize(0, theme.px(54)))
            self.sessions.addItem(row)
            if session.id == kept:
                self.sessions.setCurrentItem(row)
        if self.sessions.currentItem() is None and shown.sessions:
            self.sessions.setCurrentRow(0)
        self.sessions.blockSignals(False)
        self._show_session()

    def session_id(self) -> str:
        """Return the chosen session's id, "" for none."""
        row = self.sessions.currentItem()
        return str(row.data(Qt.ItemDataRole.UserRole)) if row is not None else ""

    def current_item(self) -> AgendaItem | None:
        """Return the agenda item that is current."""
        return self.model.item_at(self.tree.currentIndex())

    def add_item(self, below: bool = False) -> None:
        """Add an item after the current one, or below it, ready to be named."""
        session_id, current = self.session_id(), self.current_item()
        if not session_id:
            return
        parent = current.id if below and current is not None else current.parent_id if current is not None else None
        index = self.tree.currentIndex().row() + 1 if current is not None and not below else None
        self._run("添加议程", agenda.add_item, session_id, "新议程", parent, index).then(self._on_item_added)

    def delete_item(self) -> None:
        """Remove the current item with all below it; undo brings it back."""
        current, session_id = self.current_item(), self.session_id()
        if current is not None:
            item_id = current.id
            self._run("删除议程", agenda.delete_items, session_id, [item_id])

    def arrange(self, how: str) -> None:
        """Move the current item: up, down, in (a level deeper) or out."""
        current, session_id = self.current_item(), self.session_id()
        if current is None:
            return
        item_id = current.id
        self._keep = item_id
        if how in ("up", "down"):
            self._run("调整议程", agenda.shift_item, session_id, item_id, -1 if how == "up" else 1)
        else:
            self._run("调整议程", agenda.indent_item if how == "in" else agenda.outdent_item, session_id, item_id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+↑↓ move, Tab and Shift+Tab change the level, Insert adds, Delete removes."""
        if watched is not self.tree or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts: dict[tuple[int, bool], Callable[[], None]] = {
            (Qt.Key.Key_Up, True): lambda: self.arrange("up"),
            (Qt.Key.Key_Down, True): lambda: self.arrange("down"),
            (Qt.Key.Key_Tab, False): lambda: self.arrange("in"),
            (Qt.Key.Key_Backtab, False): lambda: self.arrange("out"),
            (Qt.Key.Key_Insert, False): self.add_item,
            (Qt.Key.Key_Delete, False): self.delete_item,
        }
        act = acts.get((event.key(), control))
        if act is None:
            return super().eventFilter(watched, event)
        act()
        return True

    _keep = ""

    def _lay_out(self) -> None:
        left = QWidget()
        column = down((self.sessions, 1), on=left, margins=0)
        row = across(
            button("添加会次", self._add_session, drawing="plus"), button("删除会次", self._delete_session), STRETCH
        )
        column.addLayout(row)
        right = QWidget()
        inside = down(self.form, on=right, margins=(theme.px(12), 0, 0, 0))
        tools = across(
            button("添加议程", self.add_item, drawing="plus", tip="Insert"),
            button("添加下级", lambda: self.add_item(below=True)),
        )
        for words, how, tip in (
            ("上移", "up", "Ctrl+↑"),
            ("下移", "down", "Ctrl+↓"),
            ("升级", "out", "Shift+Tab"),
            ("降级", "in", "Tab"),
        ):
            tools.addWidget(button(words, partial(self.arrange, how), tip=tip))
        tools.addWidget(button("删除", self.delete_item, tip="Delete"))
        tools.addStretch(1)
        tools.addWidget(label("拖动可调整次序，双击可修改。", "secondary"))
        inside.addLayout(tools)
        inside.addWidget(self.tree, 1)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(230), theme.px(760)])
        down(splitter, on=self, margins=(16, 12, 16, 12))

    def _session(self) -> Session | None:
        wanted = self.session_id()
        sessions = self._shown.sessions if self._shown is not None else ()
        return next((session for session in sessions if session.id == wanted), None)

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
        session_id = self.session_id()
        self._keep = item_id
        self._run("调整议程", agenda.move_item, session_id, item_id, parent_id, index)

    def _add_session(self) -> None:
        if self._shown is None:
            return
        congress_id = self._shown.congress.id
        self._run("添加会次", agenda.add_session, congress_id, "新会次").then(self._on_session_added)

    def _on_session_added(self, answer: tuple[Session, ChangeSet]) -> None:
        self._wanted = answer[0].id

    def _on_item_added(self, answer: tuple[AgendaItem, ChangeSet]) -> None:
        self._keep = answer[0].id

    def _delete_session(self) -> None:
        session_id = self.session_id()
        if session_id:
            self._run("删除会次", agenda.delete_session, session_id)


def _when(session: Session) -> str:
    day = f"{session.day.month}月{session.day.day}日" if session.day else "日期未定"
    return f"{day} {session.start:%H:%M}" if session.start else day
