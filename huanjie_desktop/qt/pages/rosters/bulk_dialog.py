"""The dialog of changes of many people: the fields of the change, and below them what it would do and what not, seen before it is done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import label
from huanjie_desktop.services.people.bulk import BulkPlan

_QUIET_MS = 250
_MOST_SHOWN = 2000
_READ_ONLY = "只是预览"


@dataclass(frozen=True)
class BulkTask:
    """成批修改的一种: its fields, and the use case `plan(workspace, person_ids, roster_id, **fields)`; `needed` fields must be filled
    before anything can be shown."""

    title: str
    verb: str
    specs: Sequence[FieldSpec]
    plan: Callable[..., BulkPlan]
    needed: Sequence[str] = ()
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class _Line:
    id: str
    name: str
    title: str
    before: str
    after: str
    left: bool = False


_COLUMNS = (
    TableColumn("姓名", lambda row: row.name, width=96, why=_READ_ONLY),
    TableColumn("栏目", lambda row: row.title, width=110, why=_READ_ONLY),
    TableColumn("现在", lambda row: row.before, width=210, why=_READ_ONLY),
    TableColumn(
        "改为",
        lambda row: row.after,
        width=260,
        why=_READ_ONLY,
        tint=lambda row: theme.colour("warning") if row.left else None,
    ),
)


class BulkDialog(FormDialog):
    """成批修改: `plan` is what was shown last, None while there is nothing to do."""

    def __init__(
        self, parent: QWidget | None, tasks: Tasks, task: BulkTask, ids: Sequence[str], roster_id: str | None, whom: str
    ) -> None:
        super().__init__(parent, task.title, task.verb, task.specs, task.values, words=whom)
        self._tasks, self._task, self._ids, self._roster_id = tasks, task, list(ids), roster_id
        self._asked = 0
        self.plan: BulkPlan | None = None
        self.said = label("", wrap=True)
        self.said.setMinimumHeight(theme.px(36))
        self.model = RowsModel(_COLUMNS, self)
        self.table = EditTable(self.model, "预览", len(_COLUMNS) - 1, whole_rows=True)
        self.table.setMinimumHeight(theme.px(300))
        self.setMinimumWidth(theme.px(780))
        self.form.addRow(self.said)
        self.form.addRow(self.table)
        self._quiet = QTimer(self, singleShot=True, interval=_QUIET_MS)
        self._quiet.timeout.connect(self.preview)
        self.record.edited.connect(lambda _name: self._wait())
        self.accept_button.setEnabled(False)
        self.preview()

    def preview(self) -> None:
        """Have it said what the change would do, as the fields are now."""
        self._quiet.stop()
        self._asked += 1
        number, values = self._asked, self.record.values()
        self._show(None, "正在预览……")
        blank = [name for name in self._task.needed if values[name] in (None, "")]
        if blank:
            titles = [f"“{spec.title}”" for spec in self._task.specs if spec.name in blank]
            self._show(None, f"先填写{'、'.join(titles)}，这里就列出要改的内容。")
            return

        def done(plan: BulkPlan) -> None:
            if number == self._asked:
                self._show(plan, plan.words)

        def failed(error: HuanjieError) -> None:
            if number == self._asked:
                self._show(None, f"{error.text}{error.advice}")

        texts = {name: "" if value is None else value for name, value in values.items()}
        plan_it, ids, roster_id = self._task.plan, self._ids, self._roster_id
        self._tasks.ask("预览", plan_it, ids, roster_id, **texts).owned_by(self).then(done, failed)

    def problem(self) -> str:
        """Say why nothing can be done, "" for nothing."""
        wrong = super().problem()
        return wrong or ("" if self.plan is not None and self.plan.changes else self.said.text())

    def _wait(self) -> None:
        self._asked += 1  # an answer to what was typed before is late
        self.plan = None
        self.accept_button.setEnabled(False)
        self._quiet.start()

    def _show(self, plan: BulkPlan | None, words: str) -> None:
        self.plan = plan
        lines: list[_Line] = []
        if plan is not None:
            lines = [
                _Line(f"{at}", each.name, each.title, each.before or "（空）", each.after or "（清空）")
                for at, each in enumerate(plan.changes[:_MOST_SHOWN])
            ]
            lines += [_Line(f"l{at}", *_parted(text), left=True) for at, text in enumerate(plan.left[:_MOST_SHOWN])]
            cut = len(plan.changes) > _MOST_SHOWN or len(plan.left) > _MOST_SHOWN
            words += f"只列出前{_MOST_SHOWN}处。" if cut else ""
        self.model.set_rows(lines)
        self.said.setText(words)
        self.accept_button.setEnabled(plan is not None and bool(plan.changes))


def _parted(text: str) -> tuple[str, str, str, str]:
    name, _colon, why = text.partition("：")
    return name, "不改", "", why
