"""The editor of one whole person: the form's two leaves and what stands in no form, the printed form beside them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QLineEdit, QTabBar, QTabWidget, QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import Doubtful, HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet, gravest_first
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.findings import FindingsWatch
from huanjie_desktop.qt.pages.rosters.person_editor import leaves
from huanjie_desktop.qt.pages.rosters.person_editor.family_panel import FamilyPanel
from huanjie_desktop.qt.pages.rosters.person_editor.form_preview import FormPreview
from huanjie_desktop.qt.pages.rosters.person_editor.photo_field import PhotoField
from huanjie_desktop.qt.pages.rosters.person_editor.resume_panel import ResumePanel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.finding_list import DRAWINGS
from huanjie_desktop.qt.widgets.grid_form import At, GridForm
from huanjie_desktop.qt.widgets.parts import STRETCH, ElidedLabel, across, button, down, label, named, note, scrolled
from huanjie_desktop.services.people.person_edit import GRADE_FIELDS, edit_fields, grade_year
from huanjie_desktop.services.shown.person_form import ShownForm, as_typed, form_fields, read_form

TABS = ("正面　基本情况和简历", "背面　考核和家庭", "表外　职级和其他")


class _StillBar(QTabBar):
    """Tabs that the wheel does not turn."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around."""
        event.ignore()


class PersonEditor(QWidget):
    """改全表: what is typed is written field by field as it is left, each with an undo of its own."""

    leave_asked = Signal()
    shown_changed = Signal()  # somebody else, or other words of the same

    def __init__(self, tasks: Tasks, catalog: Catalog) -> None:
        super().__init__()
        self._tasks, self._catalog = tasks, catalog
        self._shown: ShownForm | None = None
        self._focused: QWidget | None = None  # what had the cursor when the person was left
        self.person_id = ""
        self.front = self._form(leaves.FRONT)
        self.schools = self._form(leaves.SCHOOLS)
        self.awards, self.grades = self._form(leaves.AWARDS), self._form(leaves.GRADES)
        self.back = self._form(leaves.BACK)
        self.beside = self._form(leaves.BESIDE)
        self.forms = (self.front, self.schools, self.awards, self.grades, self.back, self.beside)
        self.photo = PhotoField(tasks)
        self.resume = ResumePanel(tasks)
        self.family = FamilyPanel(tasks)
        self.preview = FormPreview(tasks)
        self.tabs = QTabWidget()
        self.tabs.setTabBar(_StillBar())
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self._township = note("")
        self._mark, self._found = label(), ElidedLabel()
        self._watch = FindingsWatch.of(tasks)
        self._lay_out()
        self._listen()

    # whom it shows

    @property
    def name(self) -> str:
        """Whose form is shown, "" while it is being read."""
        return self._shown.person.name if self._shown is not None else ""

    def show_person(self, person_id: str) -> None:
        """Read and show a person; what was typed of the one before is written."""
        if person_id != self.person_id:
            self._leave_person(person_id)
        self._read()

    def clear(self) -> None:
        """Show nobody."""
        self._leave_person("")
        self.preview.clear()

    def reload(self, changes: ChangeSet) -> None:
        """Read again what a change may have touched."""
        if self.person_id and changes.touches("person", "relative", "proposal", "photo", "township_work", "setting"):
            self._read()

    def _leave_person(self, person_id: str) -> None:
        self.save()
        focused = self.window().focusWidget()
        self._focused = focused if focused is not None and self.isAncestorOf(focused) else None
        self.person_id, self._shown = person_id, None
        for form in self.forms:
            form.expect(person_id)
        self.resume.expect(person_id)
        self.family.expect(person_id)
        self.photo.show_photo("", b"")

    def _read(self) -> None:
        person_id = self.person_id

        def show(shown: ShownForm) -> None:
            if person_id == self.person_id:
                self._show(shown)

        def failed(error: HuanjieError) -> None:
            if person_id == self.person_id:
                self.clear()
                self.leave_asked.emit()
                self._tasks.troubled.emit(error)

        self._tasks.ask("读取审批表", read_form, person_id).owned_by(self).then(show, failed)

    def _show(self, shown: ShownForm) -> None:
        self._shown = shown
        texts, person_id = shown.texts, shown.person.id
        for name in GRADE_FIELDS:
            self.grades.labels[name].setText(f"{grade_year(name, shown.base)}年")
        for name, hint in shown.hints.items():
            edit = next(form.edits[name] for form in self.forms if name in form.edits)
            if isinstance(edit, QLineEdit):
                edit.setPlaceholderText(hint)
        self._township.setText(shown.township_words)
        for form in self.forms:
            form.show_record(person_id, texts)
        self.resume.show_person(shown.person, shown.since_age)
        self.family.show_family(person_id, shown.form.parts.family, shown.base)
        self.photo.show_photo(person_id, shown.form.photo)
        self._show_found()
        self._follow()
        if self._focused is not None:  # what cannot be typed into without a person had lost it
            self._focused.setFocus()
            self._focused = None
        self.shown_changed.emit()

    # what is typed

    @property
    def is_typed(self) -> bool:
        """Whether something is typed that nobody has written yet."""
        return any(form.is_typed for form in self.forms) or self.resume.is_typed or self.family.is_typed

    def save(self) -> bool:
        """Have what is typed written, as if everything were left; tell whether all of it can be, else go to what cannot."""
        for form in self.forms:
            form.tell_typed()
        taken = [self.resume.save(), self.family.save()]
        wrong = next((form for form in self.forms if form.is_typed), None)
        if wrong is not None and self.isVisible():
            self.tabs.setCurrentIndex(self._tab_of(wrong))
            wrong.problem(list(wrong.typed()))
        return wrong is None and all(taken)

    def go_in(self, field: str = "") -> None:
        """Put the cursor into a field, else into the first one of the leaf in front."""
        tab, part = self._part_of(field)
        if part is not None:
            self.tabs.setCurrentIndex(tab)
            part.setFocus()
            if self._shown is None:
                self._focused = part  # it takes the cursor once there is somebody to type about
            return
        (self.front.go_in, self.awards.go_in, self.beside.go_in)[self.tabs.currentIndex()]()

    def _part_of(self, field: str) -> tuple[int, QWidget | None]:
        """Return the leaf and the widget of a field, None where it has none."""
        form = next((form for form in self.forms if field in form.edits), None)
        if form is not None:
            return self._tab_of(form), form.edits[field]
        parts: dict[str, QWidget] = {"photo": self.photo, "resume": self.resume.table}
        return 0, parts.get(field)

    def turn_to_preview(self) -> None:
        """Go from the fields to the printed form, or back."""
        if self.preview.area.hasFocus():
            self.go_in()
        else:
            self.preview.area.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def fold_preview(self) -> None:
        """Fold the printed form away, or show it again."""
        self.preview.setVisible(self.preview.isHidden())

    def _follow(self, _name: str = "") -> None:
        """Have the printed form follow what is typed."""
        shown = self._shown
        if shown is None or self.preview.isHidden():
            return
        kept = shown.texts
        values: dict[str, Any] = {name: value for form in self.forms for name, value in form.values().items()}
        typed = {name: value for name, value in values.items() if value is not None and value != kept[name]}
        form = as_typed(shown, typed, self.resume.preview_text(), self._catalog)
        self.preview.show_form(form, shown.base)

    def _sure(self, error: HuanjieError) -> Mapping[str, Any] | None:
        """Ask about what is doubtful, as an import does."""
        asked = isinstance(error, Doubtful) and messages.ask(self.window(), error.text, "照此填入", error.advice)
        return {"sure": True} if asked else None

    def _show_found(self) -> None:
        found = gravest_first(self._watch.about("person", self.person_id))
        self._found.show_words("　".join(finding.text for finding in found))
        self.photo.show_findings([each for each in found if each.subject and each.subject.field == "photo"])
        self._row.setVisible(bool(found))
        if found:
            drawing = icons.icon(DRAWINGS[found[0].severity], found[0].severity.value)
            self._mark.setPixmap(drawing.pixmap(theme.px(16), theme.px(16)))

    # layout

    def _form(self, places: Mapping[str, At]) -> GridForm:
        form = GridForm(form_fields(self._catalog, list(places)), places)
        form.write_with(self._tasks, "修改审批表", edit_fields, self._sure)
        form.edited.connect(self._follow)
        return form

    def _listen(self) -> None:
        self.front.ended.connect(self.schools.go_in)
        self.schools.ended.connect(self.resume.go_in)
        self.awards.ended.connect(self.grades.go_in)
        self.grades.ended.connect(self.back.go_in)
        self.back.ended.connect(self.family.go_in)
        self.beside.ended.connect(self.beside.go_in)
        self.resume.edited.connect(self._follow)
        self.tabs.currentChanged.connect(self._on_tab)
        self._watch.found.connect(self._show_found)

    def _on_tab(self, tab: int) -> None:
        if tab < 2:
            self.preview.show_leaf(tab)

    def _tab_of(self, form: GridForm) -> int:
        on_back = form in (self.awards, self.grades, self.back)
        return 1 if on_back else 2 if form is self.beside else 0

    def _lay_out(self) -> None:
        self.front.share({1: 5, 3: 5, 5: 6})  # of the last, birth is a whole date
        self.schools.share({1: 3, 2: 3, 3: 6, 4: 3})
        self.awards.share({1: 1})
        self.grades.share(dict.fromkeys(range(1, 6), 1))
        self.grades.grid.addWidget(label("年度考核", "secondary"), 1, 0)
        self.back.share(dict.fromkeys((1, 3, 5), 1))
        self.beside.share({1: 1, 3: 1})
        above = across((self.front, 1), down(self.photo, STRETCH), spacing=10)
        parts = (
            down(above, self.schools, (self.resume, 1)),
            down(self.awards, self.grades, self.back, (self.family, 1)),
            down(self.beside, self._township, STRETCH),
        )
        for words, part in zip(TABS, parts, strict=True):
            inside = named(QWidget(), "page")
            part.setContentsMargins(12, 10, 12, 8)
            part.setSpacing(theme.px(8))
            inside.setLayout(part)
            self.tabs.addTab(scrolled(inside), words)
        back = button("返回名册", self.leave_asked.emit, drawing="chevron-left", look="link", tip="返回名册（Esc）")
        self.tabs.setCornerWidget(back, Qt.Corner.TopRightCorner)
        self._row = QWidget()
        across(self._mark, (self._found, 1), on=self._row, margins=(12, 4, 12, 0), spacing=6)
        down(self._row, (self.tabs, 1), on=self, margins=0, spacing=0)
        self._row.hide()
        self._order()

    def _order(self) -> None:
        """Have Tab go as the paper does."""
        front = [*self.front.edits.values(), self.photo, *self.schools.edits.values(), self.resume.table]
        back = [edit for form in (self.awards, self.grades, self.back) for edit in form.edits.values()]
        chain = [*front, *back, self.family.table, *self.beside.edits.values()]
        for one, next_one in pairwise(chain):
            QWidget.setTabOrder(one, next_one)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the roster, once nothing typed is left to be put back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave_asked.emit()
        else:
            super().keyPressEvent(event)
