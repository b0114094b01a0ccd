"""The side panel: one person's fields in sections, what was found about him, and the rosters he is on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.people_rows import GROUP
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.finding_list import FindingRows
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import STRETCH, ElidedLabel, allow, button, down, label, named, scrolled
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.shown.rosters import Portrait

FOUND_HEIGHT, NOTHING_FOUND = 66, "没有发现问题。"


class PersonPanel(QFrame):
    """人员面板: typed fields are asked for by `save_asked`, together, so that saving is one undo step."""

    save_asked = Signal(list)  # list[CellEdit]
    next_asked = Signal()

    def __init__(self, specs: Sequence[FieldSpec]) -> None:
        super().__init__()
        named(self, "sidePanel")
        self._wrong = label("", "error", wrap=True)
        self.form = RecordForm(specs, together=True, wrong=self._wrong, label_width=92, spacing=6)
        self.form.edited.connect(self._follow)
        self.roster_id: str | None = None  # of which the group is
        self.edits = self.form.edits
        self._title = label("", "pagetitle")
        self._post = ElidedLabel()  # one line, whoever is shown: the fields stay where they are
        self._post.setProperty("role", "secondary")
        self.findings = FindingRows(accepting=True)
        self._rosters = label("", "secondary", wrap=True)
        self._drop = button("不改了", self.form.put_back)
        self._save = button("保存", self.save)
        self._next = button("保存并下一个", self._save_and_next, look="primary")
        body, foot = named(QWidget(), "sideBody"), named(QWidget(), "surface")
        parts = (self._title, self._post, self.form, label("所在名册", "heading"), self._rosters)
        down(*parts, STRETCH, on=body, margins=(16, 12, 16, 12), spacing=10)
        below = named(QWidget(), "sideBody")
        down(self.findings, STRETCH, on=below, margins=(0, 6, 0, 0))
        found = scrolled(below)
        found.setStyleSheet(f"QScrollArea {{ border-top: 1px solid {theme.colours()['line']}; }}")
        found.setFixedHeight(theme.px(FOUND_HEIGHT))  # kept free: what is found late moves no field
        acts = flowing(self._drop, self._save, self._next, to_right=True)
        down(found, self._wrong, acts, on=foot, margins=(16, 8, 16, 8))
        down((scrolled(body), 1), foot, on=self, margins=0, spacing=0)
        self.setMinimumWidth(theme.px(330))  # an ID number is seen whole
        self.show_portrait(None)

    @property
    def person_id(self) -> str:
        """Whom the panel shows, "" for nobody."""
        return self.form.key or ""

    @property
    def is_typed(self) -> bool:
        """Tell whether something is typed that nobody has asked to be written yet."""
        return self.form.is_typed

    def show_portrait(self, portrait: Portrait | None, findings: Sequence[Finding] = ()) -> None:
        """Show a person, or nobody; what was typed of another meanwhile is saved."""
        roster_id = portrait.roster_id if portrait is not None else None
        if portrait is None or (portrait.person.id, roster_id) != (self.form.key, self.roster_id):
            self.save()
        self.roster_id = roster_id
        if portrait is None:
            self.form.clear()
        else:
            self.form.show_record(portrait.person.id, portrait.texts)
        self.form.set_shown(GROUP, portrait is not None and portrait.group is not None)
        self._title.setText(portrait.person.name if portrait else "没有选中人员")
        self._post.show_words(portrait.person.current_post if portrait else "")
        self._rosters.setText(portrait.roster_words if portrait else "不在任何名册")
        self.show_findings(findings)
        allow(self._next, portrait is not None, "没有选中人员。")
        self._follow()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found about the person shown."""
        self.findings.show_findings(findings, NOTHING_FOUND if self.person_id else "")

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

    def _save_and_next(self) -> None:
        if self.save():
            self.next_asked.emit()

    def _follow(self, _name: str = "") -> None:
        changed = self.form.is_typed
        for each in (self._drop, self._save):
            allow(each, changed, "没有改动，不用保存。" if self.person_id else "没有选中人员。")
