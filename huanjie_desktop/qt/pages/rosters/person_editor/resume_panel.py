"""简历: its rows in a table with what is wrong beside each, or the whole text; what is not changed keeps its very signs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, Qt
from PySide6.QtWidgets import QApplication, QButtonGroup, QMenu, QPlainTextEdit, QWidget

from huanjie_desktop.domain import resume_edit
from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.domain.errors import HuanjieError, UserError
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.resume import ResumeRow, RowKind, read_resume
from huanjie_desktop.domain.resume_edit import END, START, TEXT
from huanjie_desktop.domain.resume_seams import row_words
from huanjie_desktop.qt.models.rows import CENTRED, RowsModel, TableColumn
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import (
    ElidedLabel,
    across,
    add_to,
    button,
    down,
    label,
    menu_button,
    stacked,
)
from huanjie_desktop.services.people.person_edit import write_resume

_IN_CLIPBOARD = "没有写入的整篇简历放在剪贴板里，可以粘贴出来对照。"
_NO_DATES = "这一行没有自己的起止时间"


@dataclass(frozen=True)
class Line:
    """A row as the table shows it: its number, and what is to be said of it."""

    id: str
    row: ResumeRow
    said: str = ""


def _no_dates(line: Line) -> str:
    return "" if line.row.kind is RowKind.ENTRY else f"{_NO_DATES}。"


def _warned(line: Line) -> bool:
    return bool(line.said)


_COLUMNS = (
    TableColumn("", kind=CENTRED, width=34, numbered=True),
    TableColumn(
        "起",
        lambda line: resume_edit.shown_start(line.row),
        START,
        CENTRED,
        82,
        locked=_no_dates,
        tint=lambda line: theme.colour("warning") if _warned(line) else None,
    ),
    TableColumn("止", lambda line: resume_edit.shown_end(line.row), END, CENTRED, 82, locked=_no_dates),
    TableColumn("经历", lambda line: line.row.text, TEXT, width=150, tip=lambda line: line.row.text),
    TableColumn(
        "核对",
        lambda line: line.said,
        width=176,
        why="由程序核对",
        tip=lambda line: line.said or None,
        tint=lambda line: theme.colour("warning"),
        icon=lambda line: icons.icon("triangle-alert", "warning") if line.said else None,
    ),
)
_SAID = len(_COLUMNS) - 1


class _Rows(EditTable):
    """The rows; lines of a whole résumé that are pasted go behind the last one."""

    lines_pasted = Signal(str)

    def paste(self) -> None:
        """Take lines of a résumé, where they are some, else cells."""
        text = QGuiApplication.clipboard().text()
        entries = [row for row in read_resume(text) if row.kind is RowKind.ENTRY and row.text]
        if entries and "\t" not in text.strip("\t\r\n"):
            self.lines_pasted.emit(text)
        else:
            super().paste()


class _Whole(QPlainTextEdit):
    """The whole text; `left` when it is left, Esc puts back what stood in it."""

    left = Signal()
    dropped = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that it is left."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and QApplication.activePopupWidget() is None:
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts back what stood in it, where something else was typed."""
        if event.key() == Qt.Key.Key_Escape and self.document().isModified():
            self.dropped.emit()
        else:
            super().keyPressEvent(event)


class ResumePanel(QWidget):
    """简历: `raw` is the text as it is typed, which is written at once; `edited` says that it is another."""

    edited = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._person_id = ""
        self._person: Person | None = None
        self._years = 0
        self.raw = self._written = ""
        self._asked: list[str] = []
        self._shown = ""  # as the whole text showed it
        self.model = RowsModel(_COLUMNS, self)
        self.model.let_grow(TEXT)
        self.model.check = self._problem
        self.model.told_later = True
        self.model.changes_asked.connect(lambda changes: self._on_asked(changes, ()))
        self.model.rows_asked.connect(self._on_asked)
        self.table = _Rows(self.model, "简历逐段", 3)
        self.table.lines_pasted.connect(lambda text: self._change(lambda: resume_edit.add_text(self.raw, text)))
        self.table.menu_filled.connect(self._fill)
        self.table.add_key("Ctrl+-", self.remove_rows)
        self.whole = _Whole(placeholderText="一段一行，例如 2008.08--2013.04  青禾县农业局科员")
        self.whole.setAccessibleName("简历原文")
        self.whole.setTabChangesFocus(True)
        self.whole.left.connect(self.save_whole)
        self.whole.dropped.connect(self._show_whole)
        self.whole.textChanged.connect(self._on_typed)
        self.stack = stacked(self.table, self.whole)
        self._lay_out()

    # whose it is

    def expect(self, person_id: str) -> None:
        """Show nothing of a person who is being read; what was typed of the one before is written."""
        if person_id != self._person_id:
            self.save()
            self._person_id, self._person = person_id, None
            self._asked.clear()
            self._take("")
            self.setEnabled(False)

    def show_person(self, person: Person, years: int) -> None:
        """Show a person's résumé; what is typed of the same one stays. Work before `years` of age is told."""
        if person.id != self._person_id:
            return
        self._person, self._years = person, years
        self.setEnabled(True)
        self._written = person.resume
        if not self._asked and not self.is_typed:
            self._take(person.resume)
        else:
            self._show_rows()

    @property
    def is_typed(self) -> bool:
        """Whether something stands in it that nobody was asked to write."""
        draft = any(text.strip() for text in self.model.draft.values())
        return draft or (self.stack.currentIndex() == 1 and self.whole.toPlainText() != self._shown)

    def save(self) -> bool:
        """Have what is typed written; tell whether all of it can be."""
        taken = self.model.commit_draft()
        self.save_whole()
        return taken and not self.is_typed

    def preview_text(self) -> str:
        """Return the text as it would be written now."""
        if self.stack.currentIndex() == 1:
            return resume_edit.retyped(self.raw, self._shown, self.whole.toPlainText())
        return self.raw

    # changes

    def save_whole(self) -> None:
        """Have the whole text written, where another was typed."""
        text = self.preview_text()
        if text != self.raw:
            self._change(lambda: text)

    def _on_asked(self, changes: Sequence[CellChange], added: Sequence[Mapping[str, str]] = ()) -> None:
        def change() -> str:
            text = self.raw
            for each in changes:
                text = resume_edit.change_row(text, int(each.row_id), each.field, str(each.value))
            for row in added:
                text = resume_edit.add_row(text, row.get(START, ""), row.get(END, ""), row.get(TEXT, ""))
            return text

        draft = {field: str(text) for field, text in added[0].items()} if len(added) == 1 else {}
        self._change(change, draft)

    def _change(self, change: Callable[[], str], draft: Mapping[str, str] | None = None) -> None:
        """Make another text of the one there is, show it, and have it written; what cannot be is said, and typed still."""
        try:
            text = change()
        except ValueError as error:
            self.model.drop_pending()
            self.model.draft = dict(draft or {})
            self.table.say(str(error))
            return
        if text == self.raw or self._person is None:
            self.model.drop_pending()
            return
        person_id, old = self._person_id, self.raw
        self._asked.append(text)
        self._take(text)
        self.edited.emit()
        asked = self._tasks.ask("修改简历", write_resume, person_id, old, text).owned_by(self)
        asked.then(
            lambda _changes: self._on_written(person_id, text),
            lambda error: self._on_not_written(person_id, text, error),
        )

    def _on_written(self, person_id: str, text: str) -> None:
        if person_id == self._person_id and text in self._asked:
            self._asked.remove(text)
            self._written = text

    def _on_not_written(self, person_id: str, text: str, error: HuanjieError) -> None:
        """Show what stands in the file; what was to stand there is not lost."""
        if person_id == self._person_id:
            self._asked.clear()
            self._take(self._written)
            self.edited.emit()
        QGuiApplication.clipboard().setText(text)
        self._tasks.troubled.emit(UserError(error.text, f"{error.advice}{_IN_CLIPBOARD}"))

    def remove_rows(self) -> None:
        """Take the rows chosen out."""
        rows = self.table.chosen_rows()
        if rows:
            self._change(lambda: resume_edit.remove_rows(self.raw, rows))

    def begin_row(self) -> None:
        """Go to the empty row."""
        self._show_part(0)
        self.table.setFocus()
        self.table.go_to(self.model.index(self.model.rowCount() - 1, 1))

    def _close_gap(self) -> None:
        at = self.table.currentIndex().row()
        self._change(lambda: resume_edit.close_gap(self.raw, at))

    def _fill_gap(self) -> None:
        at = self.table.currentIndex().row()
        self._change(lambda: resume_edit.fill_gap(self.raw, at, "（待填）"))
        index = self.model.index(at, _SAID - 1)
        if index.isValid():
            self.table.setFocus()
            self.table.go_to(index)

    # showing

    def _take(self, text: str) -> None:
        self.raw = text
        self._show_rows()
        self._show_whole()

    def _show_rows(self) -> None:
        rows = read_resume(self.raw)
        words: dict[int, list[str]] = {}
        if self._person is not None:
            for at, said in row_words(rows, self._person.work_started, self._person.birth, self._years):
                words.setdefault(at, []).append(said)
        lines = [Line(str(at), row, "；".join(words.get(at, ()))) for at, row in enumerate(rows)]
        self.model.set_rows(lines)
        self.table.setColumnHidden(_SAID, not words)
        several = [each for said in words.values() for each in said]
        self._summary.show_words("；".join(several))
        self._mark.setVisible(bool(several))

    def _show_whole(self) -> None:
        if self.whole.toPlainText() != self._shown or self._shown != self.raw:
            self.whole.blockSignals(True)
            self.whole.setPlainText(self.raw)
            self.whole.blockSignals(False)
        self.whole.document().setModified(False)
        self._shown = self.whole.toPlainText()

    def _on_typed(self) -> None:
        if self.stack.currentIndex() == 1:
            self.edited.emit()

    def _show_part(self, part: int) -> None:
        self.save_whole()
        self.stack.setCurrentIndex(part)
        self.part_buttons[part].setChecked(True)

    def _problem(self, field: str, text: str) -> str:
        """Say why a text cannot be taken; of an end, what can be said without its start."""
        try:
            if field in (START, END) and text.strip() and text.strip() != resume_edit.NOW:
                resume_edit.read_span(text)
        except ValueError as error:
            at = self.table.currentIndex().row()
            kept = field == START and at < self.model.count and text == self.model.row_at(at).row.slip
            return "" if kept else UserError(str(error)).text
        return ""

    def _fill(self, menu: QMenu) -> None:
        at = self.table.currentIndex().row()
        line = self.model.row_at(at) if 0 <= at < self.model.count else None
        gap = line is not None and "空缺" in line.said
        menu.addSeparator()
        add_to(menu, "补一段（填上空缺的月份）", self._fill_gap, gap)
        add_to(menu, "连到上一段（上一段延到这一段起）", self._close_gap, line is not None and bool(line.said))
        add_to(menu, "删去这一段（Ctrl+-）", self.remove_rows, bool(self.table.chosen_rows()))

    def _lay_out(self) -> None:
        parts = QButtonGroup(self)
        self.part_buttons = []
        for at, words in enumerate(("逐段", "原文")):
            made = button(words, lambda at=at: self._show_part(at))  # type: ignore[misc]
            made.setCheckable(True)
            made.setProperty("chip", True)
            made.setChecked(at == 0)
            parts.addButton(made)
            self.part_buttons.append(made)
        self._mark = label()
        self._mark.setPixmap(icons.icon("triangle-alert", "warning").pixmap(theme.px(16), theme.px(16)))
        self._summary = ElidedLabel()
        self._summary.setProperty("role", "secondary")
        head = across(
            label("简历", "heading"),
            self._mark,
            (self._summary, 1),
            *self.part_buttons,
            menu_button("这一段", self._fill),
            button("加一段", self.begin_row, drawing="plus"),
            spacing=6,
        )
        down(head, (self.stack, 1), on=self, margins=0, spacing=6)
        self.setMinimumHeight(theme.px(190))

    def current(self) -> QModelIndex:
        """Return the cell of the table that is current."""
        return self.table.currentIndex()

    def go_in(self) -> None:
        """Put the cursor into the first row, or the text."""
        part = self.table if self.stack.currentIndex() == 0 else self.whole
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if part is self.table and not self.table.currentIndex().isValid():
            self.table.go_to(self.model.index(0, 1))
