"""人员: who takes part in a congress, by group and capacity, their parts in the group and their offices."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QSizePolicy, QWidget

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.columns import text_of
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.people import post_with_unit
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.rows import CENTRED, SERIAL, CellChange, RowsModel, TableColumn, by_row
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.meetings.groups import GroupBar
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import across, add_to, down, label, menu_button, offer, say_in
from huanjie_desktop.services.meetings import participants
from huanjie_desktop.services.shown import participants as shown_people
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.shown.participants import UNGROUPED, ParticipantRow

OF_ROSTER = "在“名册”中修改"


def columns_of(kind: CongressKindSpec) -> list[TableColumn]:
    """Return the table's columns in the kind's words; capacity, group and part are typed into."""
    return [
        SERIAL,
        TableColumn("姓名", lambda row: display_name(row.person.name), width=88, why=OF_ROSTER),
        TableColumn("性别", lambda row: row.person.sex, kind=CENTRED, width=44, why=OF_ROSTER),
        TableColumn("民族", lambda row: row.person.ethnic_group, width=64, why=OF_ROSTER),
        TableColumn("出生年月", lambda row: text_of(row.person.birth), kind=CENTRED, width=80, why=OF_ROSTER),
        TableColumn("身份", lambda row: row.capacity_title, "capacity", width=80),
        TableColumn(kind.words.group, lambda row: row.group, "group", width=116),
        TableColumn(kind.words.group_role, lambda row: row.role, "role", width=76),
        TableColumn(kind.words.office, lambda row: row.offices, width=120, why="用“对选中的人”确定"),
        TableColumn("单位及职务", lambda row: post_with_unit(row.person), why=OF_ROSTER),
    ]


class PeopleTab(QWidget):
    """人员: `run(label, work)` writes one change in the worker."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._tasks, self._run = tasks, run
        self._shown: Shown | None = None
        self._kind: CongressKindSpec | None = None
        self.model = RowsModel((), self)
        self.model.changes_asked.connect(self._edit)
        self.model.follow(tasks)
        self.act_button = menu_button("对选中的人", self._fill)
        self.bar = GroupBar(tasks, self._change)
        self.table = EditTable(self.model, "参会人员", 9)
        self.table.menu_filled.connect(self._fill)
        self.search = QLineEdit(placeholderText="姓名、拼音首字母、职务", clearButtonEnabled=True)
        self.search.setAccessibleName("查找参会人员")
        self.groups, self.capacities = QComboBox(), QComboBox()
        self.capacities.setAccessibleName("身份")
        for box in (self.groups, self.capacities):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(9)  # 全部代表团
        self.counts = label("", "secondary", wrap=True)
        self.search.textChanged.connect(lambda _text: self._filter())
        self.groups.currentIndexChanged.connect(lambda _at: self._filter())
        self.capacities.currentIndexChanged.connect(lambda _at: self._filter())
        self._lay_out()

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's people in the words of its kind."""
        self._shown, words = shown, shown.kind.words
        capacities = [(each.id, each.title) for each in shown.kind.capacities]
        offer(self.groups, [("", f"全部{words.group}"), *shown_people.group_choices(shown)])
        offer(self.capacities, [("", "全部身份"), *capacities])
        self.groups.setAccessibleName(words.group)
        rows = shown_people.rows_of(shown)
        if self._kind != shown.kind:
            self._kind = shown.kind
            self.model.set_columns(columns_of(shown.kind), rows)
        self.model.set_rows(rows)
        self._filter()

    def chosen(self) -> list[ParticipantRow]:
        """Return the people chosen in the table."""
        return [self.model.row_at(row) for row in self.table.chosen_rows()]

    def take_from_roster(self) -> None:
        """Ask for a roster and take its people into the congress."""
        shown = self._shown
        if shown is None:
            return
        choices = shown_people.roster_choices(shown)
        if not choices:
            messages.tell(self.window(), UserError("还没有名册，或名册里没有人。", "请先在“名册”中导入或添加人员。"))
            return
        dialog = ChoiceDialog(self, "从名册取人员", "取入会议", "名册", choices)
        roster_id = ask_dialog(dialog, lambda closed: closed.chosen)
        if roster_id is not None:
            self._change("从名册取人员", participants.take_participants, roster_id)
            self.table.setFocus()

    def set_role(self, role: str) -> None:
        """Give the chosen people a part in their group."""
        self._change_chosen("确定组内职务", participants.set_roles, role)

    def set_capacity(self, capacity: str) -> None:
        """Say in what capacity the chosen people take part."""
        self._change_chosen("确定身份", participants.set_capacity, capacity)

    def set_office(self, office: str, holds: bool) -> None:
        """Add the chosen people to an office of the congress, or take them out of it."""
        chosen = [row.person.id for row in self.chosen()]
        if chosen:
            self._change("确定会议职务", participants.give_office, office, chosen, holds)

    def move_chosen(self) -> None:
        """Ask for a group and move the chosen people there."""
        shown, ids = self._shown, [row.id for row in self.chosen()]
        if shown is None or not ids:
            return
        choices = [(each.id, each.name) for each in shown.groups] + [(UNGROUPED, shown.kind.words.ungrouped)]
        dialog = ChoiceDialog(self, f"把选中的 {len(ids)} 人移到", "移动", shown.kind.words.group, choices)
        group_id = ask_dialog(dialog, lambda closed: closed.chosen)
        if group_id is not None:
            wanted = None if group_id == UNGROUPED else group_id
            self._change("调整分组", participants.move_participants, ids, wanted)

    def remove(self) -> None:
        """Take the chosen people out of the congress; undo brings them back."""
        ids = [row.id for row in self.chosen()]
        if ids:
            self._run("移出会议", participants.remove_participants, ids)

    def _lay_out(self) -> None:
        buttons = (self.act_button, self.bar.button)
        for box in (self.groups, self.capacities):
            box.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)  # what is chosen is seen whole
        self.search.setMinimumWidth(theme.px(100))
        top = across(*buttons, (self.search, 2), (self.groups, 1), (self.capacities, 1), spacing=8)
        down(top, self.bar, (self.table, 1), self.counts, on=self, margins=(16, 12, 16, 12))

    def _filter(self) -> None:
        text = self.search.text().strip().lower()
        group, capacity = str(self.groups.currentData() or ""), str(self.capacities.currentData() or "")
        self.model.show_only(lambda row: row.holds(text, group, capacity))
        if self._shown is not None:
            self.bar.show_group(self._shown, next((each for each in self._shown.groups if each.id == group), None))
            self.counts.setText(shown_people.count_words(self._shown, self.model.rows, self.model.rowCount()))

    def _edit(self, changes: Sequence[CellChange]) -> None:
        """Have what was typed written."""
        self._change("修改参会人员", participants.edit_participants, by_row(changes))

    def _change_chosen(self, words: str, use_case: Callable[..., ChangeSet], *arguments: Any) -> None:
        ids = [row.id for row in self.chosen()]
        if ids:
            self._change(words, use_case, ids, *arguments)

    def _change(self, words: str, use_case: Callable[..., ChangeSet], *arguments: Any, **changes: Any) -> None:
        """Write one change to the congress shown, by a use case that takes its id first."""
        if self._shown is not None:
            self._run(words, use_case, self._shown.congress.id, *arguments, **changes)

    def _fill(self, menu: QMenu) -> None:
        """Put what can be done with the chosen people into a menu."""
        if self._shown is None:
            return
        kind, any_chosen = self._shown.kind, bool(self.chosen())
        menu.addSeparator()
        say_in(menu, "" if any_chosen else "先在表中选人")
        for role in (*kind.roles, ""):
            words = f"设为{role}" if role else f"取消{kind.words.group_role}"
            add_to(menu, words, partial(self.set_role, role), any_chosen)
        menu.addSeparator()
        for capacity in kind.capacities:
            add_to(menu, f"定为{capacity.title}", partial(self.set_capacity, capacity.id), any_chosen)
        menu.addSeparator()
        for office in kind.offices:
            add_to(menu, f"列为{office.title}", partial(self.set_office, office.id, True), any_chosen)
            add_to(menu, f"不再列为{office.title}", partial(self.set_office, office.id, False), any_chosen)
        menu.addSeparator()
        add_to(menu, f"移到其他{kind.words.group}", self.move_chosen, any_chosen)
        if kind.name_order == "own":
            one = len(self.chosen()) == 1
            for words, step in (("上移", -1), ("下移", 1)):
                add_to(menu, words, partial(self._shift_chosen, step), one)
        add_to(menu, "移出会议", self.remove, any_chosen)

    def _shift_chosen(self, step: int) -> None:
        self._change("调整人员次序", participants.shift_participant, self.chosen()[0].id, step)
