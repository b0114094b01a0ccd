"""人员: delegates by delegation, their parts in it, and the offices of the congress."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.people import Person, post_with_unit
from huanjie_desktop.qt.models.rows import CENTRED, SERIAL, RowsModel, TableColumn
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import button, label
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.shown.meetings import Shown

ALL = "全部代表团"


@dataclass(frozen=True)
class DelegateRow:
    """A delegate as shown; `offices` are the titles held in the congress, `initials` for the filter."""

    id: str
    person: Person
    delegation_id: str
    delegation: str
    role: str
    offices: str
    initials: str

    def holds(self, text: str, delegation_id: str) -> bool:
        """Tell whether it is one of a delegation ("" for all) whose name, post or initials hold a text in small letters."""
        words = f"{self.person.name} {self.initials} {self.person.current_post}".lower()
        return text in words and delegation_id in ("", self.delegation_id)


COLUMNS = (
    SERIAL,
    TableColumn("姓名", lambda row: display_name(row.person.name), width=96),
    TableColumn("性别", lambda row: row.person.sex, kind=CENTRED, width=52),
    TableColumn("民族", lambda row: row.person.ethnic_group, width=76),
    TableColumn("出生年月", lambda row: row.person.birth.dotted() if row.person.birth else "", kind=CENTRED, width=84),
    TableColumn("代表团", lambda row: row.delegation, width=132),
    TableColumn("团内职务", lambda row: row.role, width=84),
    TableColumn("大会职务", lambda row: row.offices, width=150),
    TableColumn("单位及职务", lambda row: post_with_unit(row.person)),
)


class PeopleTab(QWidget):
    """人员: `run(label, work)` writes one change in the worker."""

    def __init__(self, run: Run) -> None:
        super().__init__()
        self._run = run
        self._shown: Shown | None = None
        self.model = RowsModel(COLUMNS, self)
        self.table = EditTable(self.model, "代表", len(COLUMNS) - 1, whole_rows=True)
        self.table.menu_filled.connect(self._fill)
        self.search = QLineEdit(placeholderText="姓名、拼音首字母、职务", clearButtonEnabled=True)
        self.search.setAccessibleName("查找代表")
        self.groups = QComboBox()
        self.groups.setAccessibleName("代表团")
        self.counts = label("", "secondary")
        self.search.textChanged.connect(lambda _text: self._filter())
        self.groups.currentIndexChanged.connect(lambda _at: self._filter())
        self._lay_out()

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's people."""
        self._shown = shown
        kept = self.groups.currentData()
        self.groups.blockSignals(True)
        self.groups.clear()
        self.groups.addItem(ALL, "")
        for delegation in shown.delegations:
            size = sum(each.delegation_id == delegation.id for each in shown.delegates)
            self.groups.addItem(f"{delegation.name}（{size}名）", delegation.id)
        self.groups.setCurrentIndex(max(self.groups.findData(kept), 0))
        self.groups.blockSignals(False)
        self.model.set_rows(rows_of(shown))
        self._filter()
        self._show_delegation()

    def chosen(self) -> list[DelegateRow]:
        """Return the delegates chosen in the table."""
        return [self.model.row_at(index.row()) for index in self.table.selectionModel().selectedRows()]

    def take_from_roster(self) -> None:
        """Ask for a roster and take its people as delegates."""
        shown = self._shown
        if shown is None:
            return
        choices = [(roster.id, f"{roster.name}（{count}人）") for roster, count in shown.rosters if count]
        if not choices:
            self._run("从名册取代表", lambda workspace: congresses.take_delegates(workspace, shown.congress.id, ""))
            return
        dialog = ChoiceDialog(self, "从名册取代表", "取为代表", "名册", choices)
        likely = next(
            (at for at, (_id, name) in enumerate(choices) if shown.congress.unit in name and "代表" in name), 0
        )
        dialog.choose(choices[likely][0])
        roster_id = ask_dialog(dialog, lambda closed: closed.chosen)
        if roster_id is not None:
            self._run(
                "从名册取代表", lambda workspace: congresses.take_delegates(workspace, shown.congress.id, roster_id)
            )

    def set_role(self, role: str) -> None:
        """Give the chosen delegates a part in their delegation."""
        ids = [row.id for row in self.chosen()]
        if ids:
            self._run("确定团内职务", lambda workspace: congresses.set_roles(workspace, ids, role))

    def set_office(self, office: str, holds: bool) -> None:
        """Add the chosen delegates to an office of the congress, or take them out of it."""
        shown, chosen = self._shown, [row.person.id for row in self.chosen()]
        if shown is None or not chosen:
            return
        single = next(each.single for each in shown.kind.offices if each.id == office)
        held = [each.person_id for each in shown.officers if each.office == office]
        wanted = [id_ for id_ in held if id_ not in chosen]
        if holds:
            wanted = chosen[:1] if single else [*wanted, *chosen]
        self._run(
            "确定大会职务", lambda workspace: congresses.set_officers(workspace, shown.congress.id, office, wanted)
        )

    def move_chosen(self) -> None:
        """Ask for a delegation and move the chosen delegates there."""
        shown, ids = self._shown, [row.id for row in self.chosen()]
        if shown is None or not ids:
            return
        choices = [(each.id, each.name) for each in shown.delegations]
        dialog = ChoiceDialog(self, f"把选中的 {len(ids)} 人移到", "移动", "代表团", choices)
        delegation_id = ask_dialog(dialog, lambda closed: closed.chosen)
        if delegation_id is not None:
            self._run("调整代表团", lambda workspace: congresses.move_delegates(workspace, ids, delegation_id))

    def remove(self) -> None:
        """Take the chosen delegates out of the congress; undo brings them back."""
        ids = [row.id for row in self.chosen()]
        if ids:
            self._run("移出代表", lambda workspace: congresses.remove_delegates(workspace, ids))

    def add_delegation(self) -> None:
        """Ask for a name and make a delegation."""
        shown = self._shown
        if shown is None:
            return
        dialog = NameDialog(self, "新建代表团", "新建", "名称", "", [each.name for each in shown.delegations])
        name = ask_dialog(dialog, lambda closed: closed.text)
        if name is not None:
            self._run("新建代表团", lambda workspace: congresses.add_delegation(workspace, shown.congress.id, name))

    def remove_delegation(self) -> None:
        """Remove the delegation that is chosen above, if it is empty."""
        shown, delegation_id = self._shown, str(self.groups.currentData() or "")
        if shown is not None and delegation_id:
            self._run(
                "删除代表团",
                lambda workspace: congresses.remove_delegation(workspace, shown.congress.id, delegation_id),
            )

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        self.take_button = button("从名册取代表", self.take_from_roster, drawing="user-plus")
        top.addWidget(self.take_button)
        self.act_button = button("对选中的代表", None)
        self.act_button.setMenu(QMenu(self.act_button))
        self.act_button.menu().aboutToShow.connect(self._fill_button_menu)
        top.addWidget(self.act_button)
        top.addWidget(self.search, 1)
        top.addWidget(self.groups)
        top.addWidget(button("新建代表团", self.add_delegation))
        self.place_edit, self.liaison_edit = QLineEdit(), QLineEdit()
        self.place_edit.editingFinished.connect(lambda: self._write_delegation("place", self.place_edit.text().strip()))
        self.liaison_edit.editingFinished.connect(
            lambda: self._write_delegation("liaison", self.liaison_edit.text().strip())
        )
        self._details = QWidget()
        details = QHBoxLayout(self._details)
        details.setContentsMargins(0, 0, 0, 0)
        form = QFormLayout()
        row = QHBoxLayout()
        row.addWidget(self.place_edit, 1)
        row.addWidget(label("联络员"))
        row.addWidget(self.liaison_edit, 1)
        row.addWidget(button("删除代表团", self.remove_delegation))
        form.addRow("讨论地点", row)
        details.addLayout(form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(top)
        layout.addWidget(self._details)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.counts)

    def _filter(self) -> None:
        text, group = self.search.text().strip().lower(), str(self.groups.currentData() or "")
        self.model.show_only(lambda row: row.holds(text, group))
        self._show_delegation()
        shown = self._shown
        if shown is None:
            return
        offices = "，".join(
            f"{office.title}{sum(each.office == office.id for each in shown.officers)}名"
            for office in shown.kind.offices
        )
        self.counts.setText(f"显示 {self.model.rowCount()} / 共 {len(shown.delegates)} 名代表；{offices}")

    def _show_delegation(self) -> None:
        wanted = str(self.groups.currentData() or "")
        found = next((each for each in self._shown.delegations if each.id == wanted), None) if self._shown else None
        self._details.setVisible(found is not None)
        if found is not None:
            self.place_edit.setText(found.place)
            self.liaison_edit.setText(found.liaison)

    def _write_delegation(self, field: str, value: str) -> None:
        wanted = str(self.groups.currentData() or "")
        found = next((each for each in self._shown.delegations if each.id == wanted), None) if self._shown else None
        if found is not None and getattr(found, field) != value:
            delegation_id = found.id
            self._run(
                "修改代表团", lambda workspace: congresses.edit_delegation(workspace, delegation_id, **{field: value})
            )

    def _fill(self, menu: QMenu) -> None:
        """Put what can be done with the chosen delegates into a menu."""
        any_chosen = bool(self.chosen())
        for role in (*(self._shown.kind.roles if self._shown is not None else ()), ""):
            self._add(menu, f"设为{role}" if role else "取消团内职务", partial(self.set_role, role), any_chosen)
        menu.addSeparator()
        for office in self._shown.kind.offices if self._shown is not None else ():
            self._add(menu, f"列为{office.title}", partial(self.set_office, office.id, True), any_chosen)
            self._add(menu, f"不再列为{office.title}", partial(self.set_office, office.id, False), any_chosen)
        menu.addSeparator()
        self._add(menu, "移到其他代表团", self.move_chosen, any_chosen)
        self._add(menu, "移出代表", self.remove, any_chosen)

    def _fill_button_menu(self) -> None:
        self.act_button.menu().clear()
        self._fill(self.act_button.menu())

    def _add(self, menu: QMenu, text: str, run: Callable[[], object], enabled: bool) -> None:
        action = QAction(text, menu)
        action.setEnabled(enabled)
        action.triggered.connect(lambda _checked=False: run())
        menu.addAction(action)


def rows_of(shown: Shown) -> Sequence[DelegateRow]:
    """Return the delegates as rows: by delegation, then by 姓氏笔画."""
    names = {each.id: (at, each.name) for at, each in enumerate(shown.delegations)}
    titles = {office.id: office.title for office in shown.kind.offices}
    offices: dict[str, list[str]] = {}
    for officer in shown.officers:
        offices.setdefault(officer.person_id, []).append(titles.get(officer.office, officer.office))
    ordered = sorted(
        shown.delegates, key=lambda each: (names[each.delegation_id][0], shown.keys[each.person_id].surname_key)
    )
    return [
        DelegateRow(
            each.id,
            shown.people[each.person_id],
            each.delegation_id,
            names[each.delegation_id][1],
            each.role,
            "、".join(offices.get(each.person_id, [])),
            shown.keys[each.person_id].initials,
        )
        for each in ordered
    ]
