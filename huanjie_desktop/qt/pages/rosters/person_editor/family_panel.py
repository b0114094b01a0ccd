"""家庭主要成员及重要社会关系: a table with Excel's keys, in the order of the form."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from huanjie_desktop.domain.approval import Relative
from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.family import printed_age
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, add_to, button, down, label, menu_button
from huanjie_desktop.services.people.person_edit import edit_family, move_relative, order_family, remove_relatives
from huanjie_desktop.services.shown.person_form import check_relative


def _columns(base: date) -> tuple[TableColumn, ...]:
    return (
        TableColumn("称谓", lambda each: each.relation, "relation", CENTRED, 70),
        TableColumn("姓名", lambda each: each.name, "name", width=80),
        TableColumn("出生年月", lambda each: field_text(each.birth), "birth", CENTRED, 90),
        TableColumn("年龄", lambda each: printed_age(each, base), kind=CENTRED, width=50),
        TableColumn("政治面貌", lambda each: each.political_status, "political_status", CENTRED, 100),
        TableColumn("工作单位及职务", lambda each: each.post, "post", width=140, tip=lambda each: each.post),
    )


class FamilyPanel(QWidget):
    """家庭成员: cells are written as they are left, a new row as it is."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._person_id = ""
        self._base = date.min
        self._moved = ""  # who is being moved
        self.model = RowsModel(_columns(date.min), self)
        self.model.let_grow("name")
        self.model.check = check_relative
        self.model.write_with(tasks, self._write)
        self.table = EditTable(self.model, "家庭主要成员及重要社会关系", 5)
        self.table.menu_filled.connect(self._fill)
        self.table.add_key("Alt+Up", lambda: self._move(-1))
        self.table.add_key("Alt+Down", lambda: self._move(1))
        self.table.add_key("Ctrl+-", self.remove)
        self._count = label("", "secondary")
        head = across(
            label("家庭主要成员及重要社会关系", "heading"),
            self._count,
            STRETCH,
            button("按规定次序排", self.order),
            menu_button("这一人", self._fill),
            button("加一人", self.begin_row, drawing="plus"),
            spacing=6,
        )
        down(head, (self.table, 1), on=self, margins=0, spacing=6)
        self.setMinimumHeight(theme.px(200))

    def expect(self, person_id: str) -> None:
        """Show nobody's relatives until those of a person are read; a row that was begun is written first."""
        if person_id != self._person_id:
            self.save()
            self._person_id = person_id
            self.model.set_rows(())
            self.model.draft = {}
            self._count.setText("")
            self.setEnabled(False)

    def show_family(self, person_id: str, family: Sequence[Relative], base: date) -> None:
        """Show the relatives of a person."""
        if person_id != self._person_id:
            return
        self.setEnabled(True)
        if base != self._base:
            self._base = base
            self.model.set_columns(_columns(base))
        self.model.set_rows(family)
        at = next((at for at, each in enumerate(family) if each.id == self._moved), None)
        if at is not None:
            self._moved = ""
            self.table.go_to(self.model.index(at, max(self.table.currentIndex().column(), 0)))
        self._count.setText(f"{len(family)} 人" if family else "")

    @property
    def is_typed(self) -> bool:
        """Whether a row was begun that nobody was asked to write."""
        return any(text.strip() for text in self.model.draft.values())

    def save(self) -> bool:
        """Have the row that was begun written; tell whether it can be."""
        return self.model.commit_draft()

    def begin_row(self) -> None:
        """Go to the empty row."""
        self.table.setFocus()
        self.table.go_to(self.model.index(self.model.rowCount() - 1, 0))

    def go_in(self) -> None:
        """Put the cursor into the table."""
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        if not self.table.currentIndex().isValid():
            self.table.go_to(self.model.index(0, 0))

    def order(self) -> None:
        """Put all into the usual order."""
        self._tasks.ask("家庭成员排次序", order_family, self._person_id).owned_by(self).then(None, self._failed)

    def remove(self) -> None:
        """Remove those chosen."""
        ids = self.table.chosen_ids()
        if ids:
            self._tasks.ask("删去家庭成员", remove_relatives, self._person_id, ids).owned_by(self).then(
                None, self._failed
            )

    def _move(self, step: int) -> None:
        relative_id = self.model.id_at(self.table.currentIndex().row())
        if relative_id:
            self._moved = relative_id
            asked = self._tasks.ask("移动家庭成员", move_relative, self._person_id, relative_id, step).owned_by(self)
            asked.then(None, self._failed)

    def _write(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]]) -> None:
        asked = self._tasks.ask("修改家庭成员", edit_family, self._person_id, changes, added).owned_by(self)
        asked.then(None, self._failed)

    def _failed(self, error: HuanjieError) -> None:
        self._tasks.troubled.emit(error)

    def _fill(self, menu: QMenu) -> None:
        chosen = bool(self.table.chosen_rows())
        menu.addSeparator()
        add_to(menu, "上移（Alt+↑）", lambda: self._move(-1), chosen)
        add_to(menu, "下移（Alt+↓）", lambda: self._move(1), chosen)
        add_to(menu, "删去（Ctrl+-）", self.remove, chosen)
