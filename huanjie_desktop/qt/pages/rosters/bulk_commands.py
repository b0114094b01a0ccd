"""成批修改 of the people in the table: replacing, filling in, taking 单位及职务 apart, promoting; each shown first, each one undo step."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.people import UNIT_POST
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.grid import GridModel
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.rosters.bulk_dialog import BulkDialog, BulkTask
from huanjie_desktop.qt.pages.rosters.roster_list import RosterList
from huanjie_desktop.qt.widgets.grid_view import GridView
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.services.people import bulk

_NOBODY = "先在表里选中要改的人（可以选多行）。"


class BulkCommands(QObject):
    """成批命令: of the rows chosen; what looks for words takes all rows shown where no more than one is chosen."""

    def __init__(self, page: Page, listed: RosterList, table: GridView, model: GridModel) -> None:
        super().__init__(page)
        self._page, self._list, self._table, self._model = page, listed, table, model
        make = partial(page.make_action, under_more=True)
        self._acts = [
            make("查找替换", "search", self.replace, "Ctrl+H"),
            make("成批填写", "pencil", self.set_field, "Ctrl+Shift+D"),
            make("拆分单位及职务", "columns-3", self.split),
            make("成批晋升职级", "arrow-up", self.promote),
        ]
        table.menu_filled.connect(self._fill)

    def replace(self) -> None:
        """Replace words in a column."""
        self._with_columns(self._replace)

    def set_field(self) -> None:
        """Write one text into a column of those chosen."""
        self._with_columns(self._set_field)

    def split(self) -> None:
        """Take the unit out of what 现任职务 says."""
        keep = FieldSpec("keep_in_post", "只填单位，职务里的单位名称保留", "tick")
        task = BulkTask("拆分单位及职务", "拆分", [keep], bulk.plan_split, values={"keep_in_post": False})
        self._run(task, self._many())

    def promote(self) -> None:
        """Give those chosen a grade from a month on."""
        specs = [FieldSpec("grade", "新的职级"), FieldSpec("since", "晋升时间", placeholder="2026.07")]
        task = BulkTask("成批晋升职级", "晋升", specs, bulk.plan_promotion, ("grade", "since"))
        self._run(task, self._chosen())

    def _with_columns(self, then: object) -> None:
        asked = self._page.run("读取栏目", bulk.bulk_columns, self._list.roster_id())
        asked.then(then)  # type: ignore[arg-type]

    def _replace(self, columns: Sequence[ColumnSpec]) -> None:
        specs = [
            self._column_spec(columns),
            FieldSpec("find", "查找"),
            FieldSpec("replace", "替换为", placeholder="留空就是删去"),
            FieldSpec("whole", "整格相同才替换", "tick"),
        ]
        values = {"field": self._current(columns), "whole": False}
        self._run(BulkTask("查找替换", "替换", specs, bulk.plan_replace, ("field", "find"), values), self._many())

    def _set_field(self, columns: Sequence[ColumnSpec]) -> None:
        specs = [
            self._column_spec(columns),
            FieldSpec("text", "填写", placeholder="留空就是清除"),
            FieldSpec("blank_only", "只填空白的", "tick"),
        ]
        values = {"field": self._current(columns), "blank_only": True}
        self._run(BulkTask("成批填写", "填写", specs, bulk.plan_set, ("field",), values), self._chosen())

    @staticmethod
    def _column_spec(columns: Sequence[ColumnSpec]) -> FieldSpec:
        return FieldSpec("field", "栏目", "choice", choices=[(spec.field, spec.title) for spec in columns])

    def _current(self, columns: Sequence[ColumnSpec]) -> str:
        """Return the column in which the cursor is, the first where that one cannot be changed."""
        fields, at = self._model.fields(), self._table.currentIndex().column()
        field = fields[at] if 0 <= at < len(fields) else ""
        field = "current_post" if field == UNIT_POST else field
        return field if any(spec.field == field for spec in columns) else columns[0].field

    def _chosen(self) -> tuple[list[str], str]:
        ids = self._table.chosen_ids()
        return ids, f"选中的 {len(ids)} 人："

    def _many(self) -> tuple[list[str], str]:
        ids = self._table.chosen_ids()
        if len(ids) > 1:
            return ids, f"选中的 {len(ids)} 人："
        every = [self._model.id_at(at) for at in range(self._model.count)]
        return every, f"表里显示的 {len(every)} 人："

    def _run(self, task: BulkTask, whom: tuple[list[str], str]) -> None:
        ids, words = whom
        if not ids:
            messages.say(self._page.window(), "没有选中人员。", _NOBODY)
            return
        dialog = BulkDialog(self._page, self._page.tasks, task, ids, self._list.roster_id(), words)
        plan = ask_dialog(dialog, lambda closed: closed.plan)
        if plan is not None:
            self._page.run(task.title, bulk.commit_bulk, plan)

    def _fill(self, menu: QMenu) -> None:
        menu.addSeparator()
        menu.addActions(self._acts)
