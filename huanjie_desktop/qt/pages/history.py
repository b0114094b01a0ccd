"""The page 记录: every change with its time, who made it and what it touched."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.opening import show_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.parts import down, label
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.history import ShownChange, read_entry

PART = 200
_VERBS = {"undo": "撤销：", "redo": "重做："}
_COLUMNS = (
    TableColumn("时间", lambda entry: entry.at[:16].replace("T", " ").replace("-", "."), width=150),
    TableColumn("经手人", lambda entry: entry.actor, width=110, least=84),
    TableColumn("电脑", lambda entry: entry.device, width=150, least=84, spare=True),
    TableColumn("做了什么", lambda entry: _VERBS.get(entry.kind, "") + entry.label, width=420, least=300),
    TableColumn("涉及", lambda entry: entry.things, width=160, least=150),
)
_CHANGE_COLUMNS = (
    TableColumn("内容", lambda change: change.thing, width=220),
    TableColumn("栏目", lambda change: change.column, width=110),
    TableColumn("改动前", lambda change: change.old, width=260),
    TableColumn("改动后", lambda change: change.new, width=260),
)


class EntryDialog(FormDialog):
    """一条记录: who did what when, and what it changed, old beside new."""

    def __init__(self, parent: QWidget | None, entry: Any, changes: Sequence[ShownChange]) -> None:
        super().__init__(parent, f"第 {entry.seq} 号记录", "关闭")
        self._cancel_button.hide()
        when = entry.at[:16].replace("T", " ").replace("-", ".")
        self.form.addRow(
            label(f"{when}　{entry.actor}　{_VERBS.get(entry.kind, '')}{entry.label}", "heading", wrap=True)
        )
        if entry.reason:
            self.form.addRow(label(entry.reason, wrap=True))
        self.model = RowsModel(_CHANGE_COLUMNS, self)
        self.model.set_rows(changes)
        table = EditTable(self.model, "改动内容", 3, whole_rows=True)
        table.setMinimumSize(theme.px(900), theme.px(300))
        self.form.addRow(table if changes else label("没有可列出的内容。", "secondary"))


class HistoryPage(Page):
    """记录页."""

    title, icon = "记录", "history"

    def __init__(self, tasks: Tasks, catalog: Catalog, preferences: Preferences | None = None) -> None:
        super().__init__(tasks, catalog, preferences)
        self.make_action("撤销最近一次改动", "undo-2", lambda: tasks.ask("撤销", history.undo))
        self.make_action("重做", "redo-2", lambda: tasks.ask("重做", history.redo))
        self._older = self.make_action("显示更早的记录", "history", self._read_older)
        self.model = RowsModel(_COLUMNS, self, key=attrgetter("seq"))
        self.table = EditTable(self.model, "改动记录", 4, whole_rows=True)
        self.table.activated.connect(lambda index: self._open(index.row()))
        down(self.table, on=self, margins=0)

    def takes(self, subject: Subject) -> bool:
        """Tell whether such a subject is shown here."""
        return subject.kind == "history"

    def status(self) -> str:
        """Return the words of the status bar."""
        return f"显示 {self.model.rowCount()} 条"

    def _open(self, row: int) -> None:
        """Say what an entry changed."""
        entry = self.model.rows[row]
        self.tasks.ask("读取改动", read_entry, entry.seq).then(
            lambda changes: show_dialog(EntryDialog(self, entry, changes))
        )

    def read_again(self) -> None:
        """Read the latest changes."""
        self.tasks.ask("读取记录", history.list_changes, PART).then(self._on_read)

    def _read_older(self) -> None:
        if self.model.rows:
            seq = self.model.rows[-1].seq
            self.tasks.ask("读取记录", history.list_changes, PART, seq).then(self._on_older_read)

    def _on_read(self, entries: Sequence[Any], before: Sequence[Any] = ()) -> None:
        self.model.set_rows([*before, *entries])
        self.allow(self._older, len(entries) == PART, "没有更早的记录了。")
        self.heading_changed.emit()

    def _on_older_read(self, entries: Sequence[Any]) -> None:
        self._on_read(entries, self.model.rows)
