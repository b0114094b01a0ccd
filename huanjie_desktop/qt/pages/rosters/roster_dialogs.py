"""Dialogs of work with whole rosters: pasted names, an order, two rosters compared, and a roster as it was on a day."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.models.rows import CellChange, RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.services.people import roster_order
from huanjie_desktop.services.people.roster_merge import MergeLine, RosterComparison
from huanjie_desktop.services.people.roster_names import NamedPeople
from huanjie_desktop.services.people.roster_order import OrderPlan
from huanjie_desktop.services.people.roster_past import PastRoster

NOBODY, SEEN = "", "只供查看"


class NamesDialog(FormDialog):
    """粘贴姓名: a column of names."""

    def __init__(self, parent: QWidget | None) -> None:
        names = FieldSpec("names", "姓名", "long", needed="请粘贴姓名。", lines=12)
        words = "把姓名一行一个粘贴进来；前面的序号、后面的其他栏不用删。"
        super().__init__(parent, "粘贴姓名加入名册", "查找", [names], words=words)

    @property
    def names(self) -> str:
        """What was pasted."""
        return str(self.record.value("names") or "")


class NamedDialog(FormDialog):
    """粘贴姓名, the answer: who is found, who is not; of namesakes one is chosen, or none."""

    def __init__(self, parent: QWidget | None, found: NamedPeople) -> None:
        self._found = found
        specs = [
            FieldSpec(str(at), each.name, "choice", choices=[(NOBODY, "都不加"), *each.choices])
            for at, each in enumerate(found.asked)
        ]
        super().__init__(parent, "粘贴姓名加入名册", "加入", specs)
        self.setMinimumWidth(theme.px(560))
        self.said = QPlainTextEdit(found.words, readOnly=True, tabChangesFocus=True)
        self.said.setMinimumHeight(theme.px(160))
        self.form.insertRow(0, self.said)

    @property
    def ids(self) -> list[str]:
        """Return who is to be added."""
        chosen = [str(self.record.value(str(at))) for at in range(len(self._found.asked))]
        return [id_ for id_, _name in self._found.found] + [id_ for id_ in chosen if id_ != NOBODY]

    def problem(self) -> str:
        """Say that nobody would be added."""
        return super().problem() or ("" if self.ids else "没有可以加入的人。")


class OrderDialog(FormDialog):
    """重排次序: an order, and what it would move; `plan` is what was shown last."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, roster_id: str) -> None:
        order = FieldSpec("order", "按", "choice", choices=list(roster_order.ORDERS.items()))
        super().__init__(parent, "重排名册次序", "重排", [order], {"order": "post"})
        self._tasks, self._roster_id, self._asked = tasks, roster_id, 0
        self.plan: OrderPlan | None = None
        self.said = label("", wrap=True)
        self.said.setMinimumHeight(theme.px(110))
        self.setMinimumWidth(theme.px(540))
        self.form.addRow(self.said)
        self.record.edited.connect(lambda _name: self.preview())
        self.preview()

    def preview(self) -> None:
        """Have it said what the order would move."""
        self._asked += 1
        number, self.plan = self._asked, None
        self.accept_button.setEnabled(False)

        def done(plan: OrderPlan) -> None:
            if number == self._asked:
                self.plan = plan
                self.said.setText(plan.words)
                self.accept_button.setEnabled(bool(plan.moved))

        def failed(error: HuanjieError) -> None:
            if number == self._asked:
                self.said.setText(f"{error.text}{error.advice}")

        order = str(self.record.value("order"))
        asked = self._tasks.ask("预览次序", roster_order.plan_order, self._roster_id, order).owned_by(self)
        asked.then(done, failed)


def _where(line: MergeLine) -> str:
    return {"here": "只在本名册", "there": "只在另一份"}.get(line.where, line.title)


class CompareDialog(QDialog):
    """比较名册: what differs, with ticks on what is taken over; `taken` are the keys of the lines ticked."""

    def __init__(self, parent: QWidget | None, comparison: RosterComparison) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"比较：《{comparison.here_name}》与《{comparison.there_name}》")
        self.comparison = comparison
        self.taken: set[tuple[str, str]] = set()
        columns = (
            TableColumn(
                "并入",
                lambda _line: "",
                "taken",
                width=52,
                ticked=lambda line: line.key in self.taken if line.takes else None,
                locked=lambda line: "" if line.takes else "只在本名册的，不用并入。",
            ),
            TableColumn("姓名", lambda line: line.name, width=100, why=SEEN),
            TableColumn("内容", _where, width=130, why=SEEN),
            TableColumn(f"《{comparison.here_name}》", lambda line: line.here or "（空）", width=220, why=SEEN),
            TableColumn(f"《{comparison.there_name}》", lambda line: line.there or "（空）", width=220, why=SEEN),
        )
        self.model = RowsModel(columns, self, key=lambda line: "\n".join(line.key))
        self.model.set_rows(list(comparison.lines))
        self.model.changes_asked.connect(self._on_ticked)
        self.table = EditTable(self.model, "比较名册", 4)
        self.table.setMinimumHeight(theme.px(300))
        self.setMinimumSize(theme.px(820), theme.px(480))
        self.table.add_key("Space", self.tick_chosen)
        self._count = label("")
        self.accept_button = button("并入", self.accept, look="primary")
        add_all = button("全选", lambda: self._tick({line.key for line in comparison.lines if line.takes}))
        add_people = button(
            "只选缺的人", lambda: self._tick({line.key for line in comparison.lines if line.where == "there"})
        )
        none = button("全不选", lambda: self._tick(set()))
        foot = across(add_all, add_people, none, self._count, STRETCH, button("关闭", self.reject), self.accept_button)
        words = label(comparison.words + "打勾的从右边并入左边；空格键打勾。", wrap=True)
        down(words, (self.table, 1), foot, on=self, margins=(24, 20, 24, 16), spacing=12)
        self._tick({line.key for line in comparison.lines if line.where == "there"})
        self.table.setFocus()

    def tick_chosen(self) -> None:
        """Tick the rows chosen, or take the ticks off where all of them have one."""
        keys = {line.key for line in map(self.model.row_at, self.table.chosen_rows()) if line.takes}
        self._tick(self.taken - keys if keys <= self.taken else self.taken | keys)

    def _on_ticked(self, changes: Sequence[CellChange]) -> None:
        keys = {line.key: line for line in self.comparison.lines}
        for change in changes:
            key = tuple(change.row_id.split("\n"))
            if key in keys:
                (self.taken.add if change.value else self.taken.discard)(key)
        self._tick(set(self.taken))

    def _tick(self, keys: set[tuple[str, str]]) -> None:
        self.taken = keys
        self.model.set_rows(list(self.comparison.lines))
        self._count.setText(f"已选{len(keys)}处")
        self.accept_button.setEnabled(bool(keys))


class DayDialog(FormDialog):
    """某日名单: a day."""

    def __init__(self, parent: QWidget | None) -> None:
        day = FieldSpec("day", "日期", "day", needed="请填写日期，例如2026.7.1。")
        super().__init__(parent, "查看某日名单", "查看", [day], words="按改动记录推出那一天结束时名册上有谁。")


class PastDialog(QDialog):
    """某日名单, the answer: who was on the roster; the rows can be copied."""

    def __init__(self, parent: QWidget | None, past: PastRoster) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"《{past.name}》{past.day:%Y.%m.%d}的名单")
        columns = (
            TableColumn("序号", width=52, numbered=True, kind="centred", why=SEEN),
            TableColumn("姓名", lambda each: each.name, width=100, why=SEEN),
            TableColumn("分组", lambda each: each.group, width=120, why=SEEN),
            TableColumn("当时的单位", lambda each: each.unit, width=160, why=SEEN),
            TableColumn("当时的职务", lambda each: each.post, width=200, why=SEEN),
            TableColumn("现在", lambda each: "在" if each.still else "已移出", width=76, why=SEEN),
        )
        model = RowsModel(columns, self, key=lambda each: each.person_id)
        model.set_rows(list(past.members))
        self.table = EditTable(model, "某日名单", 4, whole_rows=True)
        self.table.setMinimumHeight(theme.px(300))
        self.setMinimumSize(theme.px(800), theme.px(480))
        self.said = label(past.words, wrap=True)
        doubt = [label(past.doubt, "error", wrap=True)] if past.doubt else []
        foot = across(
            button("全部复制", self.copy, drawing="copy"), STRETCH, button("关闭", self.accept, look="primary")
        )
        down(self.said, *doubt, (self.table, 1), foot, on=self, margins=(24, 20, 24, 16), spacing=12)
        self.table.setFocus()

    def copy(self) -> None:
        """Copy all rows."""
        self.table.selectAll()
        self.table.copy()
