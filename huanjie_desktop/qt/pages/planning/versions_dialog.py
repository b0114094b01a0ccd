"""方案: plans kept under names, two of them compared step by step, one of them made the one that holds."""

import itertools
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QWidget

from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.finding_list import FindingList
from huanjie_desktop.qt.widgets.parts import (
    STRETCH,
    across,
    allow,
    button,
    choice_box,
    down,
    label,
    named,
    offer,
    window_size,
)
from huanjie_desktop.services.planning import versions
from huanjie_desktop.services.planning.versions import PRESENT
from huanjie_desktop.services.shown.plan_versions import Difference, VersionsShown, read_versions


def _tint(row: Difference) -> str:
    return "statutory" if row.hard else "text"


COLUMNS = (
    TableColumn("步骤", lambda row: row.step, width=300, least=200, tint=lambda row: theme.colour(_tint(row))),
    TableColumn("会议", lambda row: row.where, width=150, least=96),
    TableColumn("原来", lambda row: row.before, kind=CENTRED, width=88),
    TableColumn("改为", lambda row: row.after, kind=CENTRED, width=88),
    TableColumn("差", lambda row: row.far, kind=CENTRED, width=120),
)


class VersionsDialog(QDialog):
    """方案: `tasks` reads and writes; closing it leaves the plan as it is, unless a version was accepted."""

    def __init__(self, parent: QWidget | None, tasks: Tasks) -> None:
        super().__init__(parent)
        self.setWindowTitle("工期方案")
        self.resize(window_size(self, 920, 600))
        self._tasks, self._asked = tasks, 0
        self.shown: VersionsShown | None = None
        self.before = choice_box("从", (), lambda _id: self.read())
        self.after = choice_box("到", (), lambda _id: self.read())
        self.words = label("正在读取……", "secondary", wrap=True)
        self.model = RowsModel(COLUMNS, self)
        self.table = EditTable(self.model, "日期不同的步骤", 0, whole_rows=True)
        self.came, self.went = FindingList(), FindingList()
        self._came_head, self._went_head = label("", "heading"), label("", "heading")
        self.delete_button = button("删除方案", self.delete)
        self.accept_button = button("采用", self.take, look="primary")
        self.close_button = button("关闭", self.reject)
        self._lay_out()
        self._enable()
        self.read()

    def read(self) -> None:
        """Compare what is chosen; an answer to an earlier asking is dropped."""
        self._asked += 1
        after = self.after.currentData() if self.shown is not None else None
        asked = self._tasks.ask("比较方案", read_versions, self.before.currentData() or PRESENT, after)
        asked.owned_by(self).then(partial(self._on_read, self._asked))

    def delete(self) -> None:
        """Forget the version on the right, after asking."""
        id_, words = self.after.currentData(), self.after.currentText()
        if id_ and messages.ask(self, f"删除方案“{words}”？", "删除", "工期不变，可以撤销。"):
            self._tasks.ask("删除方案", versions.delete_version, id_).owned_by(self).then(lambda _done: self.read())

    def take(self) -> None:
        """Have the version on the right hold."""
        id_ = self.after.currentData()
        if id_:
            self._tasks.ask("采用方案", versions.accept_version, id_).owned_by(self).then(self._on_taken)

    def _on_taken(self, _changes: ChangeSet) -> None:
        self.accept()

    def _on_read(self, number: int, shown: VersionsShown) -> None:
        if number != self._asked:
            return
        self.shown = shown
        for box, chosen in ((self.before, shown.before), (self.after, shown.after)):
            offer(box, shown.choices)
            box.setCurrentIndex(max(box.findData(chosen), 0))
        self.words.setText(shown.words)
        self.model.set_rows(shown.rows)
        for head, words, view, found in (
            (self._came_head, "多出来的问题", self.came, shown.came),
            (self._went_head, "消除的问题", self.went, shown.went),
        ):
            head.setText(f"{words} {len(found)}")
            view.show_findings(found)
        self._enable()

    def _enable(self) -> None:
        version = bool(self.after.currentData())
        allow(self.delete_button, version, "请先在“到”里选一个方案。")
        allow(self.accept_button, version, "请先在“到”里选一个方案。")

    def _lay_out(self) -> None:
        head = across(label("从"), (self.before, 1), label("到"), (self.after, 1), spacing=8)
        lists = [named(QWidget(), "surface") for _ in range(2)]
        for side, title, view in zip(lists, (self._came_head, self._went_head), (self.came, self.went), strict=True):
            view.setMinimumHeight(theme.px(72))
            down(title, (view, 1), on=side, margins=8, spacing=4)
        foot = across(self.delete_button, STRETCH, self.close_button, self.accept_button, spacing=8)
        found = across((lists[0], 1), (lists[1], 1), spacing=12)
        down(head, self.words, (self.table, 3), (found, 2), foot, on=self, margins=16, spacing=12)
        order: Sequence[QWidget] = (
            self.before,
            self.after,
            self.table,
            self.came,
            self.went,
            self.accept_button,
            self.close_button,
            self.delete_button,
        )
        for one, following in itertools.pairwise(order):
            QWidget.setTabOrder(one, following)
