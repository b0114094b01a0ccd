"""A form of one record at a time: what is typed is never mixed with what is read, and told for the record it was typed in."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from huanjie_desktop.domain.errors import Doubtful, HuanjieError, NeedsReason, UserError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import label, note
from huanjie_desktop.qt.widgets.record_field import Field


class RecordForm(QWidget):
    """表单: the fields of the record with a key, told one by one as they are left, or taken `together`.

    A key is anything that compares (an id). `together` is for dialogs and for what has a 保存 of its own: nothing is
    told, `ask`, `typed` and `values` say what is in it. What is wrong is said in `wrong`, a label below the fields
    where none is handed in. `label_width` sets the titles left in a column of that width.
    """

    told = Signal(object, str, object)  # key, field, value: a change that the user has made
    lost = Signal(str)  # what could not be taken when another record came, in a sentence
    edited = Signal(str)  # the field in which something else stands now, "" for all

    def __init__(
        self,
        specs: Sequence[FieldSpec],
        *,
        together: bool = False,
        wrong: QLabel | None = None,
        label_width: int = 0,
        spacing: int = 10,
    ) -> None:
        super().__init__()
        self._together, self._label_width = together, label_width
        self._key: Any = None
        self._expects = self._showing = False
        self._year = date.today().year  # noqa: DTZ011 - only for days typed without a year
        self._fields: dict[str, Field] = {}
        self._hidden: set[str] = set()
        self._rows: dict[str, QHBoxLayout] = {}
        self._affixes: dict[str, list[QLabel]] = {}
        self.wrong = wrong or label("", "error", wrap=True)
        self.wrong.hide()
        self.rows = QFormLayout()
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setHorizontalSpacing(theme.px(12))
        self.rows.setVerticalSpacing(theme.px(spacing))
        side = Qt.AlignmentFlag.AlignLeft if label_width else Qt.AlignmentFlag.AlignRight
        self.rows.setLabelAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        self.rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for spec in specs:
            self._add(spec)
        for row in {id(row): row for row in self._rows.values()}.values():
            if not any(row.stretch(at) for at in range(row.count())):
                row.addStretch(1)
        self.edits = {name: field.widget for name, field in self._fields.items()}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self.rows)
        if wrong is None:
            layout.addWidget(self.wrong)
        for one, next_one in pairwise(self.edits.values()):
            QWidget.setTabOrder(one, next_one)

    @property
    def key(self) -> Any:
        """Whose fields are shown, None for nobody's."""
        return self._key

    # showing

    def show_record(self, key: Any, values: Mapping[str, Any], year: int = 0) -> None:
        """Show a record; under the key that is shown already, what was typed stays. `year` is that of its days."""
        if self._expects and key != self._key:
            return
        another = key != self._key
        if another:
            self._turn_to(key)
        self._year = year or self._year
        self._showing = True
        for name, field in self._fields.items():
            stays = not another and (field.is_typed or field.state.asked)
            field.state.written = values.get(name)
            if not stays:
                field.put(field.state.written)
        self._showing = False
        self._say()
        self.edited.emit("")

    def expect(self, key: Any) -> None:
        """Blank the form for a record that is being read; from now on, answers for another key are dropped."""
        if key != self._key:
            self._turn_to(key)
        self._expects = True

    def clear(self) -> None:
        """Show nobody's fields; nothing can be typed."""
        self._turn_to(None)
        self._expects = False
        self.setEnabled(False)

    def lock(self, locked: bool) -> None:
        """Make all fields read-only, or only those that always are."""
        for field in self._fields.values():
            field.lock(locked or field.spec.read_only)

    def set_shown(self, name: str, shown: bool) -> None:
        """Show or hide a field's row; nothing is wrong with a hidden one."""
        (self._hidden.discard if shown else self._hidden.add)(name)
        self.rows.setRowVisible(self._rows[name], shown)

    def set_affixes(self, name: str, prefix: str, suffix: str) -> None:
        """Show other words before and after a field that has some."""
        for shown, words in zip(self._affixes[name], (prefix, suffix), strict=True):
            shown.setText(words)

    def row_of(self, name: str) -> QHBoxLayout:
        """Return a field's row, for what stands beside it."""
        return self._rows[name]

    def offer(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        """Offer other choices (value, words) in a field of choice; what it means stays, where it is still offered."""
        self._fields[name].offer(choices)

    def put(self, name: str, value: Any) -> None:
        """Show a value in a field as the one that is written."""
        self._fields[name].state.written = value
        self._fields[name].put(value)

    def put_back(self) -> None:
        """Put back what is written in every field."""
        for field in self._fields.values():
            field.put(field.state.expected)
        self._say()

    # what is in it

    def value(self, name: str) -> Any:
        """Return what a field means, None for what cannot be read."""
        try:
            return self._fields[name].read()
        except ValueError:
            return None

    def values(self) -> dict[str, Any]:
        """Return what all fields mean, None for what cannot be read (`problem` says of that)."""
        return {name: self.value(name) for name in self._fields}

    @property
    def is_typed(self) -> bool:
        """Whether the user has changed anything that nobody was asked to write."""
        return any(field.is_typed for field in self._fields.values())

    def typed(self) -> dict[str, Any]:
        """Return what the user has changed and nobody was asked to write, None for what cannot be read."""
        return {name: self.value(name) for name, field in self._fields.items() if field.is_typed}

    def problem(self, names: Sequence[str] | None = None) -> str:
        """Mark what cannot be taken, go to the first of it and return what is wrong with it, "" for nothing."""
        looked = set(self._fields if names is None else names) - self._hidden
        wrong = [field for name, field in self._fields.items() if name in looked and not _take(field)]
        if wrong:
            wrong[0].widget.setFocus()
        self._say()
        return wrong[0].wrong if wrong else ""

    def ask(self) -> dict[str, Any]:
        """Return what was typed, which counts as asked for; nothing where some of it cannot be taken."""
        typed = self.typed()
        if self.problem(list(typed)):
            return {}
        for name, value in typed.items():
            self._fields[name].state.asked.append(value)
        return typed

    # what becomes of it

    def stored(self, key: Any, name: str, value: Any) -> None:
        """Hear that a change is in the file."""
        field = self._fields[name]
        if key == self._key:
            field.state.answer(value, stored=True)

    def refused(self, key: Any, name: str, value: Any, sentence: str = "") -> bool:
        """Hear that a change was not made: it stays typed, marked; False where another record is shown by now."""
        field = self._fields[name]
        if key != self._key:
            return False
        field.state.answer(value, stored=False)
        if sentence and field.holds() == field.spec.shown(value):
            field.state.refused = value
            field.mark(sentence)
            self._say()
        return True

    def write_with(
        self,
        tasks: Tasks,
        words: str,
        change: Callable[..., ChangeSet],
        ask_why: Callable[[HuanjieError], Mapping[str, Any] | None] = lambda _error: None,
    ) -> None:
        """Have each change written in the worker by `change(workspace, key, field=value)`.

        `ask_why` is asked for what a change that was refused needs (its reason, or that it is sure); it is written with that,
        or stays refused. What was refused otherwise is tried again when another field of its record is in the file.
        """
        declined: set[str] = set()  # fields whose question was answered with no: it is not asked unbidden

        def write(key: Any, name: str, value: Any, why: Mapping[str, Any] | None = None) -> None:
            def failed(error: HuanjieError) -> None:
                asks = isinstance(error, NeedsReason | Doubtful)
                more = ask_why(error) if asks else None
                (declined.add if asks else declined.discard)(name)
                if more is not None:
                    write(key, name, value, more)
                elif not self.refused(key, name, value, str(error)):
                    tasks.troubled.emit(error)

            def done(_changes: ChangeSet) -> None:
                self.stored(key, name, value)
                if key == self._key:
                    self._try_again(declined)

            tasks.ask(words, change, key, **{name: value, **(why or {})}).owned_by(self).then(done, failed)

        self.told.connect(write)
        self.lost.connect(lambda sentence: tasks.troubled.emit(UserError(sentence)))

    def tell_typed(self) -> None:
        """Tell what was typed and not told yet, as if its field were left."""
        for field in self._fields.values():
            self._leave(field)
        self._say()

    def _try_again(self, declined: Collection[str]) -> None:
        """Tell once more what stands refused: it may hold now that another field is stored, as an end before its start."""
        for name, field in self._fields.items():
            if field.state.was_refused and name not in declined:
                self._leave(field, entered=True)
        self._say()

    def _turn_to(self, key: Any) -> None:
        """Tell what was typed under the old key, and blank all fields for another."""
        self.setEnabled(True)
        if self._key is not None:
            self.tell_typed()
            for field in self._fields.values():
                if field.wrong or (self._together and field.is_typed):
                    self.lost.emit(f"“{field.spec.title}”没有保存。{field.wrong}")
        self._key = key
        for field in self._fields.values():
            field.state.written = None
            field.state.asked.clear()
            field.put(None)
        self._say()

    def _leave(self, field: Field, entered: bool = False) -> None:
        """Tell a field's change once; what cannot be taken stays, marked."""
        if not field.is_typed:
            field.mark("")
            return
        try:
            value = field.read()
        except ValueError as error:
            field.mark(str(error))
            return
        if value == field.state.refused and not entered:
            return
        changed = value != field.state.expected
        field.put(value)
        if changed and not self._together and self._key is not None:
            field.state.asked.append(value)
            self.told.emit(self._key, field.spec.name, value)

    def _on_left(self, field: Field, entered: bool) -> None:
        self._leave(field, entered)
        self._say()

    def _on_edited(self, field: Field) -> None:
        if self._showing:
            return
        field.mark("")
        field.state.forget_refusal()  # the same typed again is asked for again
        self._say()
        self.edited.emit(field.spec.name)

    def _say(self) -> None:
        self.wrong.setText(next((field.wrong for field in self._fields.values() if field.wrong), ""))
        self.wrong.setVisible(bool(self.wrong.text()))

    def _year_of(self, name: str) -> int:
        """Return the year of a day typed without one: the latest of the days up to it, of any other, or the one given."""
        years = {
            each: field.state.expected.year
            for each, field in self._fields.items()
            if isinstance(field.state.expected, date)
        }
        names = list(self._fields)
        before = [year for each, year in years.items() if names.index(each) <= names.index(name)]
        return max(before or years.values(), default=self._year)

    # layout

    def _add(self, spec: FieldSpec) -> None:
        field = Field(spec, partial(self._year_of, spec.name), self)
        field.edited.connect(partial(self._on_edited, field))
        field.left.connect(partial(self._on_left, field))
        last = next(reversed(self._fields.values()), None)
        self._fields[spec.name] = field
        self._place(spec, field, last)

    def _place(self, spec: FieldSpec, field: Field, last: Field | None) -> None:
        """Put a field into its row, behind the last one."""
        if spec.section and (last is None or last.spec.section != spec.section):
            self.rows.addRow(label(spec.section, "heading"))
        words = label(
            "" if spec.kind == "tick" else spec.title,
            "secondary" if self._label_width else "",
            wrap=bool(self._label_width),
        )
        row = self._rows[last.spec.name] if spec.beside and last is not None else QHBoxLayout()
        self._rows[spec.name] = row
        row.setSpacing(theme.px(8))
        if spec.beside and words.text():
            row.addWidget(words)
        for part in (spec.prefix, field.widget, spec.suffix):
            if isinstance(part, QWidget):
                row.addWidget(part, 0 if part.maximumWidth() < theme.px(400) or spec.kind == "tick" else 1)
            elif part:
                self._affixes.setdefault(spec.name, []).append(label(part))
                row.addWidget(self._affixes[spec.name][-1])
        if self._label_width:
            words.setFixedWidth(theme.px(self._label_width))
        if not spec.beside:
            self.rows.addRow(words, row)
        if spec.note:
            self.rows.addRow("", note(spec.note))


def _take(field: Field) -> bool:
    """Tell whether a field's value can be taken, and mark it."""
    try:
        field.read()
    except ValueError as error:
        field.mark(str(error))
        return False
    field.mark("")
    return True
