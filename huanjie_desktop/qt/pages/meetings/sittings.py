"""会次: the sittings of a congress by time, typed into a table, dragged to another place; later ones are moved along when asked."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QAbstractItemView, QMenu, QWidget

from huanjie_desktop.domain.meeting import Session
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.typed import clock_text, day_text
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.cells import CENTRED
from huanjie_desktop.qt.models.rows import CellChange, TableColumn, by_row
from huanjie_desktop.qt.models.sittings import SittingsModel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, add_to, button, down, label
from huanjie_desktop.services.meetings import agenda, sittings
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.shown.sittings import SittingRow, question_for_edit, question_for_move, words_of_end

DAY, START, TITLE = 1, 2, 4
NONE_CHOSEN = "请先选中一个会次"
ONLY_THIS, BACK = "只改这一个", "返回"


def _mark(row: SittingRow) -> QIcon | None:
    return icons.icon("triangle-alert", "warning") if row.notes else None


def _open(value: object) -> QColor | None:
    return theme.colour("warning") if value is None else None


COLUMNS = (
    TableColumn("", lambda _row: "", width=30, icon=_mark, tip=lambda row: "\n".join(row.notes) or "没有发现问题"),
    TableColumn(
        "日期",
        lambda row: row.day,
        "day",
        width=116,
        edit=lambda row: day_text(row.session.day),
        tint=lambda row: _open(row.session.day),
    ),
    TableColumn(
        "开始",
        lambda row: row.start,
        "start",
        CENTRED,
        58,
        edit=lambda row: clock_text(row.session.start),
        tint=lambda row: _open(row.session.start),
    ),
    TableColumn("结束", lambda row: row.ends, sittings.ENDS, CENTRED, 58, locked=lambda row: row.endless),
    TableColumn("会次名称", lambda row: row.session.title, "title", width=200),
    TableColumn("地点", lambda row: row.session.place, "place", width=170),
    TableColumn("主持人", lambda row: row.session.chair, "chair", width=112),
    TableColumn("参加人员", lambda row: row.session.attendance, "attendance", width=140),
)


class SittingsPanel(QWidget):
    """会次: `chosen` tells that another sitting is current, or that it is another by now."""

    chosen = Signal()

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._run = run
        self._shown: Shown | None = None
        self._wanted = self._told = ""
        self._before: frozenset[str] | None = None  # the sittings before one was typed into the empty row
        self.model = SittingsModel(COLUMNS, self)
        self.model.write_with(tasks, self._on_edit)
        self.model.move_asked.connect(self._on_move)
        self.table = EditTable(self.model, "会次", TITLE)
        self.table.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.table.setDragDropOverwriteMode(False)
        self.table.menu_filled.connect(self._fill)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_current())
        self.table.setToolTip("按时间排列。选中后可拖到别的会次前后；日期、时间可以直接输入。")
        self.notes = label("", "error", wrap=True)
        self._lay_out()

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's sittings by time, keeping the one that is current."""
        another = self._shown is None or self._shown.congress.id != shown.congress.id
        self._want_typed(shown)
        kept, self._wanted = self._wanted or ("" if another else self.chosen_id()), ""
        self._shown = shown
        self.model.show_sittings(shown)
        row = self.model.row_of(kept) if kept else 0
        now = self.table.currentIndex()
        if self.model.count and (row >= 0 or not now.isValid()):
            at = self.model.index(max(row, 0), now.column() if now.isValid() else TITLE)
            if at != now:
                self.table.go_to(at)
        self._on_current(anew=True)

    def _want_typed(self, shown: Shown) -> None:
        """Go on with the sitting that was typed into the empty row, wherever its time has put it."""
        before, self._before = self._before, None
        typed = [each.id for each in shown.sessions if before is not None and each.id not in before]
        if typed and self._shown is not None and self._shown.congress.id == shown.congress.id:
            self._wanted = typed[-1]

    def chosen_id(self) -> str:
        """Return the id of the current sitting, "" for none."""
        return self.model.id_at(self.table.currentIndex().row())

    def session(self) -> Session | None:
        """Return the current sitting."""
        every = self._shown.sessions if self._shown is not None else ()
        return next((each for each in every if each.id == self.chosen_id()), None)

    def add(self) -> None:
        """Add a sitting at the end, on the day of the last one."""
        if self._shown is not None:
            self._run("添加会次", agenda.add_session, self._shown.congress.id, "新会次").then(self._on_added)

    def delete(self) -> None:
        """Remove the current sitting; its agenda is named first."""
        session, shown = self.session(), self._shown
        if session is None or shown is None:
            return
        items = len(shown.items.get(session.id, ()))
        advice = f"它的 {items} 项议程一并删除，可以撤销。"
        if not items or messages.ask(self.window(), f"删除“{session.title}”？", "删除", advice):
            self._run("删除会次", agenda.delete_session, session.id)
        self.table.setFocus()

    def _shift(self, step: int) -> None:
        if self.chosen_id():
            self.model.move(self.chosen_id(), step)

    def _on_current(self, anew: bool = False) -> None:
        at = self.table.currentIndex().row()
        row = self.model.row_at(at) if 0 <= at < self.model.count else None
        self.notes.setText("".join(row.notes) if row is not None else "")
        self.notes.setVisible(bool(self.notes.text()))
        if anew or self._told != self.chosen_id():
            self._told = self.chosen_id()
            self.chosen.emit()

    def _on_edit(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, Any]]) -> None:
        shown = self._shown
        if shown is None:
            return
        question, verb = question_for_edit(shown, changes, self.model.year)
        shift = self._ask(question, verb)
        if shift is None:
            self.model.drop_pending()
        else:
            of = shown.congress.id
            self._before = frozenset(each.id for each in shown.sessions) if added else None
            said = words_of_end(shown, changes, self.model.year)
            asked = self._run("修改会次", sittings.edit_sessions, of, by_row(changes), added, shift=shift)
            asked.then(lambda _changes: self.table.say(said) if said else None)

    def _on_move(self, session_id: str, place: int) -> None:
        shown = self._shown
        if shown is None:
            return
        shift = self._ask(*question_for_move(shown, session_id, place))
        if shift is not None:
            self._wanted = session_id
            self._run("调整会次", sittings.place_session, shown.congress.id, session_id, place, shift=shift)

    def _ask(self, question: str, verb: str) -> bool | None:
        """Ask whether later sittings are moved along; None for neither."""
        if not question:
            return False
        said = messages.choose(self.window(), question, (verb, ONLY_THIS, BACK), "一次撤销就能全部改回。")
        self.table.setFocus()
        return None if said == BACK else said == verb

    def _on_added(self, answer: tuple[Session, ChangeSet]) -> None:
        self._wanted = answer[0].id

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        any_chosen = bool(self.chosen_id())
        add_to(menu, "添加会次\tInsert", self.add)
        add_to(menu, "上移\tAlt+Shift+↑", partial(self._shift, -1), any_chosen, NONE_CHOSEN)
        add_to(menu, "下移\tAlt+Shift+↓", partial(self._shift, 1), any_chosen, NONE_CHOSEN)
        add_to(menu, "删除会次\tCtrl+-", self.delete, any_chosen, NONE_CHOSEN)

    def _lay_out(self) -> None:
        for keys, act in (
            ("Insert", self.add),
            ("Alt+Shift+Up", partial(self._shift, -1)),
            ("Alt+Shift+Down", partial(self._shift, 1)),
            ("Ctrl+-", self.delete),
        ):
            self.table.add_key(keys, act)
        head = across(
            label("会次", "heading"),
            label("按时间排列，可拖动", "secondary"),
            STRETCH,
            button("添加会次", self.add, drawing="plus"),
            button("删除会次", self.delete),
            spacing=8,
        )
        down(head, (self.table, 1), self.notes, on=self, margins=0, spacing=6)
