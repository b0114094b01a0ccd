"""表样: what a form asks and by what scale, beside the sheet as it will be printed."""

from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.catalog.forms import BASES, BLANK_RULES, PAPERS, POSTS, FormSpec
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.pages.assessment.part_list import (
    CATEGORY_COLUMNS,
    GRADE_COLUMNS,
    ITEM_COLUMNS,
    PartList,
    new_category,
    new_grade,
    new_item,
)
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import button, label, panel
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.services.assessment import forms
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.printing import sheet_printing


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
        self.copy_button = button("复制后修改", self.copy_asked.emit, drawing="copy", look="primary")
        self.delete_button = button("删除表样", self.delete_asked.emit)
        self.items = PartList("测评项目", ITEM_COLUMNS, 220, new_item)
        self.grades = PartList("等次（由好到差）", GRADE_COLUMNS, 150, new_grade)
        self.categories = PartList("票类", CATEGORY_COLUMNS, 150, new_category)
        self.items.changed.connect(lambda parts: self._change(items=parts))
        self.grades.changed.connect(lambda parts: self._change(grades=parts))
        self.categories.changed.connect(lambda parts: self._change(categories=parts))
        splitter = QSplitter()
        splitter.addWidget(self._make_fields())
        splitter.addWidget(self.bar)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(470), theme.px(620)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addWidget(splitter)

    def show_form(self, entry: FormEntry) -> None:
        """Show a form; one of the program's can be copied, not changed."""
        changed = self._entry is None or self._entry.form != entry.form
        self._entry = entry
        form = entry.form
        version = f"第 {entry.number} 版" + ("，已印制，再改另成一版" if entry.frozen else "")
        self.state.setText(version if entry.own else "程序自带的表样，复制后可改项目和等次。")
        self._say("")
        for edit, text in (
            (self.title_edit, form.title),
            (self.heading_edit, form.heading),
            (self.mark_edit, form.mark),
        ):
            edit.setText(text)
            edit.setCursorPosition(0)
        words = "\n".join(form.instructions)
        if self.instructions_edit.toPlainText() != words:
            self.instructions_edit.setPlainText(words)
        for choice, value in (
            (self.blank_box, form.rules.blank),
            (self.base_box, form.rules.base),
            (self.paper_box, form.layout.paper),
        ):
            choice.setCurrentIndex(choice.findData(value))
        self.landscape_box.setChecked(form.layout.landscape)
        self.write_ins_box.setValue(form.write_ins)
        self.items.show_parts(form.items, not entry.own)
        self.grades.show_parts(form.grades, not entry.own)
        self.categories.show_parts(form.categories, not entry.own)
        self._enable(entry.own, form.kind == POSTS)
        if changed or not self.bar.view.count:
            self._preview()

    def _enable(self, own: bool, posts: bool) -> None:
        self.copy_button.setText("复制" if own else "复制后修改")
        self.delete_button.setVisible(own)
        for edit in (self.title_edit, self.heading_edit, self.mark_edit, self.instructions_edit):
            edit.setReadOnly(not own)
        for each in (self.blank_box, self.base_box, self.paper_box, self.landscape_box, self.write_ins_box):
            each.setEnabled(own)
        self.items.setVisible(not posts)
        self.grades.setVisible(not posts)
        self._fields.setRowVisible(self.write_ins_box, posts)

    def _make_fields(self) -> QWidget:
        self.title_edit, self.heading_edit, self.mark_edit = QLineEdit(), QLineEdit(), QLineEdit()
        self.instructions_edit = QPlainTextEdit()
        self.instructions_edit.setFixedHeight(theme.px(92))
        self.blank_box, self.base_box, self.paper_box = QComboBox(), QComboBox(), QComboBox()
        for value, words in BLANK_RULES.items():
            self.blank_box.addItem(words, value)
        for value, words in BASES.items():
            self.base_box.addItem(words, value)
        for paper in PAPERS:
            self.paper_box.addItem(paper, paper)
        self.landscape_box = QCheckBox("横排")
        self.write_ins_box = QSpinBox()
        self.write_ins_box.setRange(0, 10)
        self.write_ins_box.setSuffix(" 行")
        paper_row = QHBoxLayout()
        paper_row.addWidget(self.paper_box)
        paper_row.addWidget(self.landscape_box)
        paper_row.addWidget(label("填写符号"))
        paper_row.addWidget(self.mark_edit)
        paper_row.addStretch(1)
        self.mark_edit.setFixedWidth(theme.px(56))
        self._fields = QFormLayout()
        self._fields.setHorizontalSpacing(12)
        self._fields.setVerticalSpacing(6)
        self._fields.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.heading_edit.setToolTip("{unit} 处印被测评单位")
        rows: tuple[tuple[str, QWidget], ...] = (
            ("表名", self.title_edit),
            ("印出的标题", self.heading_edit),
            ("填写说明", self.instructions_edit),
            ("空白票", self.blank_box),
            ("占比基数", self.base_box),
            ("另推荐空行", self.write_ins_box),
        )
        for words, edit in rows:
            edit.setAccessibleName(words)
            self._fields.addRow(words, edit)
        self._fields.addRow("纸张", paper_row)
        self._listen()
        return self._arrange()

    def _arrange(self) -> QWidget:
        frame, inside = panel()
        top = QHBoxLayout()
        top.addWidget(self.state, 1)
        top.addWidget(self.delete_button)
        top.addWidget(self.copy_button)
        inside.addLayout(top)
        inside.addWidget(self.wrong)
        inside.addLayout(self._fields)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.grades, 1)
        both.addWidget(self.categories, 1)
        inside.addWidget(self.items, 2)
        inside.addLayout(both, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setMinimumWidth(theme.px(330))
        area.setWidget(frame)
        return area

    def _listen(self) -> None:
        self.title_edit.editingFinished.connect(lambda: self._change(title=self.title_edit.text().strip()))
        self.heading_edit.editingFinished.connect(lambda: self._change(heading=self.heading_edit.text().strip()))
        self.mark_edit.editingFinished.connect(lambda: self._change(mark=self.mark_edit.text().strip()))
        self.blank_box.activated.connect(lambda _at: self._change_rules(blank=str(self.blank_box.currentData())))
        self.base_box.activated.connect(lambda _at: self._change_rules(base=str(self.base_box.currentData())))
        self.paper_box.activated.connect(lambda _at: self._change_layout(paper=str(self.paper_box.currentData())))
        self.landscape_box.clicked.connect(lambda on: self._change_layout(landscape=bool(on)))
        self.write_ins_box.editingFinished.connect(lambda: self._change(write_ins=self.write_ins_box.value()))
        self.instructions_edit.installEventFilter(self)

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Take the instructions when they are left."""
        if watched is self.instructions_edit and event.type() == event.Type.FocusOut:
            lines = (line.strip() for line in self.instructions_edit.toPlainText().splitlines())
            self._change(instructions=tuple(line for line in lines if line))
        return super().eventFilter(watched, event)

    # changes

    def _form(self) -> FormSpec | None:
        return self._entry.form if self._entry is not None and self._entry.own else None

    def _change_rules(self, **values: str) -> None:
        form = self._form()
        if form is not None:
            self._change(rules=msgspec.structs.replace(form.rules, **values))

    def _change_layout(self, **values: Any) -> None:
        form = self._form()
        if form is not None:
            self._change(layout=msgspec.structs.replace(form.layout, **values))

    def _change(self, **values: Any) -> None:
        """Write a change; what cannot be stays in its field, with the reason above."""
        form = self._form()
        if form is None:
            return
        changed = msgspec.structs.replace(form, **values)
        if changed == form:
            return
        form_id = form.id

        def work(workspace: Any, _progress: object) -> tuple[FormEntry, ChangeSet]:
            return forms.change_form(workspace, form_id, changed)

        self._tasks.run("修改表样", work, lambda answer: self.show_form(answer[0]), self._on_refused, owner=self)

    def _on_refused(self, error: HuanjieError) -> None:
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))

    def _preview(self) -> None:
        if self._entry is None:
            return
        form = self._entry.form
        self.bar.show_paper(
            form.title,
            ("pdf",),
            lambda workspace, _p: sheet_printing.preview_form(workspace, form),
            lambda workspace, path, _p: sheet_printing.print_form(workspace, form, path),
        )
