"""The page 记录: every change with its time, who made it and what it touched."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.models.changes import ChangesModel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.services.safekeeping import history

PART = 200


class HistoryPage(Page):
    """记录页."""

    title = "记录"
    icon = "history"

    def __init__(self, tasks: Tasks, catalog: Catalog, parent: QWidget | None = None) -> None:
        super().__init__(tasks, catalog, parent)
        self.make_action("撤销最近一次改动", "undo-2", self._undo)
        self.make_action("重做", "redo-2", self._redo)
        self._older = self.make_action("显示更早的记录", "history", self._read_older)
        self.model = ChangesModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName("改动记录")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(True)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(30))
        head = self.table.horizontalHeader()
        head.setFixedHeight(theme.px(30))
        head.setHighlightSections(False)
        for column, width in enumerate((150, 110, 150, 420)):
            head.resizeSection(column, theme.px(width))
        head.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.table)
        self._shown = False

    def status(self) -> str:
        """Return the words of the status bar."""
        return f"显示 {self.model.rowCount()} 条"

    def show_for(self, subject: Subject | None = None) -> None:
        """Come to the front."""
        self._shown = True
        self._read()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what the change touches."""
        if self._shown:
            self._read()

    def _read(self) -> None:
        self.tasks.run("读取记录", lambda workspace, _p: history.list_changes(workspace, PART), self._on_read)

    def _read_older(self) -> None:
        last: Any = self.model.entries[-1] if self.model.entries else None
        if last is not None:
            seq = last.seq
            self.tasks.run(
                "读取记录", lambda workspace, _p: history.list_changes(workspace, PART, seq), self._on_older_read
            )

    def _on_read(self, entries: Sequence[Any]) -> None:
        self.model.set_entries(entries)
        self._older.setEnabled(len(entries) == PART)
        self.heading_changed.emit()

    def _on_older_read(self, entries: Sequence[Any]) -> None:
        self.model.add_entries(entries)
        self._older.setEnabled(len(entries) == PART)
        self.heading_changed.emit()

    def _undo(self) -> None:
        self.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))

    def _redo(self) -> None:
        self.tasks.run("重做", lambda workspace, _p: history.redo(workspace))
