"""The side panel: one person's fields in sections, what was found about him, and the rosters he is on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.finding_list import FindingRows
from huanjie_desktop.qt.widgets.parts import STRETCH, button, down, label, named
from huanjie_desktop.qt.widgets.record_form import RecordForm


@dataclass(frozen=True)
class Portrait:
    """What the panel shows of a person: all fields, and the names of the rosters he is on."""

    person: Person
    rosters: Sequence[str]


class PersonPanel(QFrame):
    """人员面板: typed fields are asked for by `save_asked`, together, so that saving is one undo step."""

    save_asked = Signal(list)  # list[CellEdit]
    next_asked = Signal()

    def __init__(
        self, columns: Mapping[str, ColumnSpec], check: Callable[[str, str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, "sidePanel")
        self._wrong = label("", "error", wrap=True)
        self.form = RecordForm(_specs(columns, check), together=True, wrong=self._wrong, label_width=92, spacing=6)
        self.form.edited.connect(self._follow)
        self.edits = self.form.edits
        self._title = label("", "pagetitle")
        self._post = label("", "secondary", wrap=True)
        self._findings = FindingRows()
        self._rosters = label("", "secondary", wrap=True)
        body = named(QWidget(), "sideBody")
        parts = (self._title, self._post, self._findings, self.form, label("所在名册", "heading"), self._rosters)
        down(*parts, STRETCH, on=body, margins=(16, 12, 16, 12), spacing=10)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        down((scroll, 1), self._make_foot(), on=self, margins=0, spacing=0)
        self.setMinimumWidth(theme.px(280))
        self.show_portrait(None)

    @property
    def person_id(self) -> str:
        """Whom the panel shows, "" for nobody."""
        return self.form.key or ""

    def show_portrait(self, portrait: Portrait | None, findings: Sequence[Finding] = ()) -> None:
        """Show a person, or nobody; what was typed of another meanwhile is saved."""
        person = portrait.person if portrait else None
        if person is None or person.id != self.form.key:
            self.save()
        if person is None:
            self.form.clear()
        else:
            self.form.show_record(person.id, {name: field_text(getattr(person, name)) for name in self.edits})
        self._title.setText(person.name if person else "没有选中人员")
        self._post.setText(person.current_post if person else "")
        self._post.setVisible(bool(self._post.text()))
        self._rosters.setText("、".join(portrait.rosters) if portrait and portrait.rosters else "不在任何名册")
        self.show_findings(findings)
        self._next.setEnabled(person is not None)
        self._follow()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found about the person."""
        self._findings.show_findings(findings)

    def save(self) -> bool:
        """Ask for the typed texts to be written; tell whether all of them can be taken."""
        asked = self.form.ask()
        if not asked:
            return not self.form.typed()
        self._follow()
        self.save_asked.emit([CellEdit(self.person_id, name, text) for name, text in asked.items()])
        return True

    def saved(self, edits: Sequence[CellEdit]) -> None:
        """Hear that cells were written, here or in the table."""
        for edit in edits:
            if edit.field in self.edits:
                self.form.stored(edit.person_id, edit.field, edit.text)

    def not_saved(self, edits: Sequence[CellEdit]) -> None:
        """Hear that cells could not be written: they count as typed again."""
        for edit in edits:
            if edit.field in self.edits:
                self.form.refused(edit.person_id, edit.field, edit.text)
        self._follow()

    def drop_typed(self) -> None:
        """Put back what is written."""
        self.form.put_back()

    def _save_and_next(self) -> None:
        if self.save():
            self.next_asked.emit()

    def _make_foot(self) -> QWidget:
        foot = named(QWidget(), "surface")
        layout = down(self._wrong, on=foot, margins=(16, 8, 16, 8))
        row = QHBoxLayout()
        self._drop = button("不改了", self.drop_typed)
        self._save = button("保存", self.save)
        self._next = button("保存并下一个", self._save_and_next, look="primary")
        row.addWidget(self._drop)
        row.addStretch(1)
        row.addWidget(self._save)
        row.addWidget(self._next)
        layout.addLayout(row)
        return foot

    def _follow(self, _name: str = "") -> None:
        changed = self.form.is_typed
        self._drop.setEnabled(changed)
        self._save.setEnabled(changed)


def _specs(columns: Mapping[str, ColumnSpec], check: Callable[[str, str], str]) -> list[FieldSpec]:
    """Return the panel's fields, section by section in the order in which the columns name them."""
    sections = dict.fromkeys(spec.section for spec in columns.values() if spec.section)
    return [
        FieldSpec(
            spec.field,
            spec.title,
            "long" if spec.kind == "long_text" else "text",
            section=section,
            check=partial(check, spec.field),
        )
        for section in sections
        for spec in columns.values()
        if spec.section == section
    ]
