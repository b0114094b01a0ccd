"""A record form with its fields at places of their own, as a paper has them; Enter goes on to the next one."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import label
from huanjie_desktop.qt.widgets.record_field import Field
from huanjie_desktop.qt.widgets.record_form import RecordForm


class At(NamedTuple):
    """Where a field stands: the row, the column of its label, how many columns its widget takes, and other words for the label
    (None: the field's title, "": no label). The label stands before the widget, or `above` it, which takes a row more then."""

    row: int
    column: int
    span: int = 1
    words: str | None = None
    above: bool = False


class GridForm(RecordForm):
    """格式表单: `places` by the field's name."""

    ended = Signal()  # Enter in the last field

    def __init__(self, specs: Sequence[FieldSpec], places: Mapping[str, At], *, wrong: QLabel | None = None) -> None:
        self._places = places
        self.grid = QGridLayout()
        self.labels: dict[str, QLabel] = {}
        super().__init__(specs, wrong=wrong)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(theme.px(6))
        self.grid.setVerticalSpacing(theme.px(6))
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertLayout(0, self.grid)

    def go_in(self, *, last: bool = False) -> None:
        """Put the cursor into the first field, or the last."""
        field = list(self._fields.values())[-1 if last else 0]
        field.widget.setFocus(Qt.FocusReason.TabFocusReason)

    def share(self, shares: Mapping[int, int]) -> None:
        """Give columns these shares of the room, whatever stands in them."""
        for column, share in shares.items():
            self.grid.setColumnStretch(column, share)

    def _place(self, spec: FieldSpec, field: Field, _last: Field | None) -> None:
        at = self._places[spec.name]
        words = spec.title if at.words is None else at.words
        begin, span = at.column, at.span
        if words:
            made = self.labels[spec.name] = label(words, "secondary")
            made.setBuddy(field.widget)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            if spec.kind == "long":
                align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            if at.above:
                self.grid.addWidget(made, at.row, begin, 1, span)
            else:
                self.grid.addWidget(made, at.row, begin, align)
                begin += 1
        field.widget.setParent(self)  # Tab's order is set before the layout is
        field.widget.setMinimumWidth(theme.px(56))
        policy = field.widget.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # the columns share the room
        field.widget.setSizePolicy(policy)
        self.grid.addWidget(field.widget, at.row + at.above, begin, 1, span)

    def _on_left(self, field: Field, entered: bool) -> None:
        super()._on_left(field, entered)
        if entered and not field.wrong and field.widget.hasFocus():
            fields = list(self._fields.values())
            at = fields.index(field) + 1
            if at < len(fields):
                fields[at].widget.setFocus(Qt.FocusReason.TabFocusReason)
            else:
                self.ended.emit()
