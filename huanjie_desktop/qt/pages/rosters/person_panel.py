"""The side panel: one person's fields in groups, what was found about him, and the rosters he is on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.domain.fields import field_text
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import button, label, named

GROUPS: Sequence[tuple[str, Sequence[str]]] = (
    (
        "基本情况",
        ("name", "sex", "birth", "ethnic_group", "native_place", "birthplace", "political_status", "party_joined",
         "work_started", "health", "id_number", "phone"),
    ),
    ("职务职级", ("unit", "current_post", "post_since", "rank", "rank_since", "grade", "grade_since")),
    (
        "学历学位",
        ("education", "degree", "fulltime_education", "fulltime_degree", "fulltime_school", "inservice_education",
         "inservice_degree", "inservice_school", "professional_title", "speciality"),
    ),
    ("简历和其他", ("resume", "awards", "appraisals", "remark")),
)  # fmt: skip


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
        self._check = check
        self._portrait: Portrait | None = None
        self._written: dict[str, str] = {}  # what is in the file, or asked to be
        self.edits: dict[str, QLineEdit | QPlainTextEdit] = {}
        self._title = label("", "pagetitle")
        self._post = label("", "secondary", wrap=True)
        self._findings = QVBoxLayout()
        self._rosters = label("", "secondary", wrap=True)
        self._wrong = label("", "error", wrap=True)
        body = named(QWidget(), "sideBody")
        self._fields = QVBoxLayout(body)
        self._fields.setContentsMargins(16, 12, 16, 12)
        self._fields.setSpacing(10)
        for widget in (self._title, self._post):
            self._fields.addWidget(widget)
        self._fields.addLayout(self._findings)
        for heading, fields in GROUPS:
            self._add_group(heading, [columns[field] for field in fields if field in columns])
        self._fields.addWidget(label("所在名册", "heading"))
        self._fields.addWidget(self._rosters)
        self._fields.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(body)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._foot = self._make_foot()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._foot)
        self.setMinimumWidth(theme.px(280))

    @property
    def person_id(self) -> str:
        """Whom the panel shows, "" for nobody."""
        return self._portrait.person.id if self._portrait else ""

    def show_portrait(self, portrait: Portrait | None, findings: Sequence[Finding] = ()) -> None:
        """Show a person, or nobody."""
        same = portrait is not None and portrait.person.id == self.person_id
        typed = {edit.field: edit.text for edit in self.typed()} if same else {}
        self._portrait = portrait
        self.setEnabled(portrait is not None)
        self._written = {field: field_text(getattr(portrait.person, field)) if portrait else "" for field in self.edits}
        for field, edit in self.edits.items():
            _put(edit, typed.get(field, self._written[field]))
        person = portrait.person if portrait else None
        self._title.setText(person.name if person else "没有选中人员")
        self._post.setText(person.current_post if person else "")
        self._post.setVisible(bool(self._post.text()))
        self._rosters.setText("、".join(portrait.rosters) if portrait and portrait.rosters else "不在任何名册")
        self._wrong.clear()
        self.show_findings(findings)
        self._on_typed()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what was found about the person."""
        while self._findings.count():
            item = self._findings.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for finding in findings:
            self._findings.addWidget(_finding_row(finding))

    def typed(self) -> list[CellEdit]:
        """Return the fields whose texts were changed."""
        if self._portrait is None:
            return []
        return [
            CellEdit(self.person_id, field, _text(edit))
            for field, edit in self.edits.items()
            if _text(edit) != self._written[field]
        ]

    def save(self) -> bool:
        """Ask for the typed texts to be written; tell whether all of them can be taken."""
        edits = self.typed()
        for edit in edits:
            wrong = self._check(edit.field, edit.text)
            field = self.edits[edit.field]
            field.setProperty("wrong", bool(wrong))
            field.style().polish(field)
            if wrong:
                self._wrong.setText(wrong)
                self._wrong.show()
                field.setFocus()
                return False
        self._wrong.clear()
        if edits:
            self._written.update((edit.field, edit.text) for edit in edits)
            self._on_typed()
            self.save_asked.emit(edits)
        return True

    def not_saved(self, person_id: str) -> None:
        """Hear that what was asked for a person could not be written: it counts as typed again."""
        if self._portrait is not None and person_id == self.person_id:
            person = self._portrait.person
            self._written = {field: field_text(getattr(person, field)) for field in self.edits}
            self._on_typed()

    def drop_typed(self) -> None:
        """Put back what is written."""
        if self._portrait is not None:
            for field, edit in self.edits.items():
                _put(edit, self._written[field])
            self._wrong.clear()
            self._on_typed()

    def _save_and_next(self) -> None:
        if self.save():
            self.next_asked.emit()

    def _add_group(self, heading: str, columns: Sequence[ColumnSpec]) -> None:
        self._fields.addSpacing(4)
        self._fields.addWidget(label(heading, "heading"))
        form = QFormLayout()
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(6)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for spec in columns:
            edit: QLineEdit | QPlainTextEdit
            if spec.kind == "long_text":
                edit = QPlainTextEdit()
                edit.setTabChangesFocus(True)
                edit.setFixedHeight(theme.px(96))
                edit.textChanged.connect(self._on_typed)
            else:
                edit = QLineEdit()
                edit.textChanged.connect(self._on_typed)
            edit.setAccessibleName(spec.title)
            title = label(spec.title, "secondary", wrap=True)
            title.setFixedWidth(theme.px(92))
            form.addRow(title, edit)
            self.edits[spec.field] = edit
        self._fields.addLayout(form)

    def _make_foot(self) -> QWidget:
        foot = named(QWidget(), "surface")
        layout = QVBoxLayout(foot)
        layout.setContentsMargins(16, 8, 16, 8)
        layout.addWidget(self._wrong)
        row = QHBoxLayout()
        self._drop = button("不改了", self.drop_typed)
        self._save = button("保存", self.save)
        self._next = button("保存并下一个", self._save_and_next, look="primary")
        row.addWidget(self._drop)
        row.addStretch(1)
        row.addWidget(self._save)
        row.addWidget(self._next)
        layout.addLayout(row)
        self._wrong.hide()
        return foot

    def _on_typed(self) -> None:
        changed = bool(self.typed())
        self._drop.setEnabled(changed)
        self._save.setEnabled(changed)
        self._wrong.setVisible(bool(self._wrong.text()))


def _finding_row(finding: Finding) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    drawing = {"error": "circle-alert", "warning": "triangle-alert", "hint": "info"}[finding.severity.value]
    mark = label()
    mark.setPixmap(icons.icon(drawing, finding.severity.value).pixmap(theme.px(16), theme.px(16)))
    layout.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    words = label(finding.text, wrap=True)
    words.setToolTip(finding.basis)
    layout.addWidget(words, 1)
    return row


def _text(edit: QLineEdit | QPlainTextEdit) -> str:
    return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()


def _put(edit: QLineEdit | QPlainTextEdit, text: str) -> None:
    if _text(edit) != text:
        if isinstance(edit, QPlainTextEdit):
            edit.setPlainText(text)
        else:
            edit.setText(text)
            edit.setCursorPosition(0)
    if edit.property("wrong"):
        edit.setProperty("wrong", False)
        edit.style().polish(edit)
