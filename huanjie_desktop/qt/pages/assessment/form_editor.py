"""表样: what a form asks and by what scale, beside the sheet as it will be printed."""

from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.forms import HEADING_FIELDS, POSTS
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.pages.assessment.part_list import CATEGORY_COLUMNS, GRADE_COLUMNS, ITEM_COLUMNS, PartList
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import across, button, down, framed, label, scrolled, side_by_side
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.assessment import forms
from huanjie_desktop.services.assessment.form_parts import new_category, new_grade, new_item
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.shown.fields import FORM
from huanjie_desktop.services.shown.papers import paper_of_form
from huanjie_desktop.services.workspace import Workspace


class FormEditor(QWidget):
    """表样编辑: each change is one undo step; `copy_asked` and `delete_asked` are for the page."""

    copy_asked = Signal()
    delete_asked = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._entry: FormEntry | None = None
        self.bar = PrintBar(tasks)
        self.state = label("", "secondary", wrap=True)
        self.wrong = label("", "error", wrap=True)
        self.fields = RecordForm(FORM, wrong=self.wrong, spacing=6)
        self.fields.write_with(tasks, "修改表样", _edit)
        self.copy_button = button("复制后修改", self.copy_asked.emit, drawing="copy", look="primary")
        self.delete_button = button("删除表样", self.delete_asked.emit)
        self.items = PartList("测评项目", ITEM_COLUMNS, 220, new_item)
        self.grades = PartList("等次（由好到差）", GRADE_COLUMNS, 150, new_grade)
        self.categories = PartList("票类", CATEGORY_COLUMNS, 150, new_category)
        self.items.changed.connect(lambda parts: self._change(items=parts))
        self.grades.changed.connect(lambda parts: self._change(grades=parts))
        self.categories.changed.connect(lambda parts: self._change(categories=parts))
        parts = side_by_side((self._arrange(), 470), (self.bar, 620), least={0: 370})
        parts.setChildrenCollapsible(False)
        down(parts, on=self, margins=(16, 12, 16, 12))

    def show_form(self, entry: FormEntry) -> None:
        """Show a form; one of the program's can be copied, not changed."""
        changed = self._entry is None or self._entry.form != entry.form
        self._entry = entry
        form = entry.form
        version = f"第 {entry.number} 版" + ("，已印制或冻结，再改另成一版" if entry.frozen else "")
        self.state.setText(version if entry.own else "程序自带的表样，复制后可改项目和等次。")
        values: dict[str, Any] = {}
        for part in (form, form.rules, form.layout):
            values |= msgspec.structs.asdict(part)
        values["heading"] = HEADING_FIELDS.in_words(form.heading)
        self.fields.show_record(form.id, {**values, "instructions": "\n".join(form.instructions)})
        self.fields.lock(not entry.own)
        for name in ("write_ins", "overfull"):
            self.fields.set_shown(name, form.kind == POSTS)
        self.fields.set_shown("unclear", form.kind != POSTS)
        self.items.show_parts(form.items, not entry.own)
        self.grades.show_parts(form.grades, not entry.own)
        self.categories.show_parts(form.categories, not entry.own)
        for part_list in (self.items, self.grades):
            part_list.setVisible(form.kind != POSTS)
        self.copy_button.setText("复制" if entry.own else "复制后修改")
        self.delete_button.setVisible(entry.own)
        if changed or not self.bar.view.count:
            self._preview()

    def _arrange(self) -> QWidget:
        top = across((self.state, 1), self.delete_button, self.copy_button)
        area = scrolled(framed("", self.fields, (self.items, 2), (self.grades, 1), (self.categories, 1)))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        left = QWidget()
        left.setMinimumWidth(theme.px(300))
        down(
            top, self.wrong, (area, 1), on=left, margins=(0, 0, 10, 0), spacing=8
        )  # what is said of the form is never scrolled away
        return left

    def _change(self, **values: Any) -> None:
        """Write a change of a list; what cannot be is said above."""
        form = self._entry.form if self._entry is not None and self._entry.own else None
        if form is None or all(getattr(form, name) == value for name, value in values.items()):
            return
        self._tasks.ask("修改表样", forms.edit_form, form.id, **values).owned_by(self).then(None, self._on_refused)

    def _on_refused(self, error: HuanjieError) -> None:
        for part in (self.items, self.grades, self.categories):
            part.drop_asked()
        self.wrong.setText(str(error))
        self.wrong.show()

    def _preview(self) -> None:
        if self._entry is None:
            return
        self.bar.show_paper(paper_of_form(self._entry.form))


def _edit(workspace: Workspace, form_id: str, **values: Any) -> ChangeSet:
    """Write a field; the instructions are a line each."""
    if "instructions" in values:
        lines = (line.strip() for line in values["instructions"].splitlines())
        values["instructions"] = tuple(line for line in lines if line)
    return forms.edit_form(workspace, form_id, **values)
