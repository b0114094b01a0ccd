"""Dialogs for what must be decided now: a form, a line that says what is wrong, a verb and 取消."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QWidget,
)

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, note
from huanjie_desktop.qt.widgets.record_form import RecordForm


class FormDialog(QDialog):
    """A form with a verb: `words` above, the fields of `specs` in `record`, and rows of other things in `form`.

    `values` are what the fields begin with, a choice else with its first. `problem()` says what keeps the dialog from
    being accepted, "" for nothing.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        verb: str,
        specs: Sequence[FieldSpec] = (),
        values: Mapping[str, Any] | None = None,
        words: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(460))
        self._wrong = label("", "error", wrap=True)
        policy = self._wrong.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._wrong.setSizePolicy(policy)
        self.record = RecordForm(specs, together=True, wrong=self._wrong, spacing=12)
        begin = {spec.name: spec.choices[0][0] for spec in specs if spec.choices}
        self.record.show_record("", {**begin, **(values or {})})
        self.form = self.record.rows
        if words:
            self.form.insertRow(0, label(words, wrap=True))
        self.accept_button = button(verb, self.try_accept, look="primary")
        self.accept_button.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self._wrong, 1)
        self._cancel_button = button("取消", self.reject)
        foot.addWidget(self._cancel_button)
        foot.addWidget(self.accept_button)
        down(self.record, foot, on=self, margins=(24, 20, 24, 16), spacing=20)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the first field; Tab goes through the fields and then to the buttons."""
        super().showEvent(event)
        fields = [widget for widget in self._fields() if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
        for one, next_one in pairwise([*fields, self.accept_button, self._cancel_button]):
            QWidget.setTabOrder(one, next_one)
        if fields:
            fields[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _fields(self) -> list[QWidget]:
        """Return the widgets of the form's rows from the top; a row may hold several."""
        found: list[QWidget] = []
        for row in range(self.form.rowCount()):
            for role in (QFormLayout.ItemRole.FieldRole, QFormLayout.ItemRole.SpanningRole):
                item = self.form.itemAt(row, role)
                if item is not None:
                    found += _widgets_of(item)
        return found

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return self.record.problem()

    def try_accept(self) -> None:
        """Accept, or say what keeps from it."""
        wrong = self.problem()
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        if not wrong:
            self.accept()


def _widgets_of(item: QLayoutItem) -> list[QWidget]:
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        return [widget]
    parts = (layout.itemAt(at) for at in range(layout.count())) if layout is not None else ()
    return [widget for part in parts if part is not None for widget in _widgets_of(part)]


class NameDialog(FormDialog):
    """Asks for one line; `taken` may not be chosen again. `more` are fields after it."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        verb: str,
        field: str,
        text: str = "",
        taken: Sequence[str] = (),
        more: Sequence[FieldSpec] = (),
    ) -> None:
        others = set(taken) - {text}
        spec = FieldSpec(
            "text",
            field,
            needed=f"请填写{field}。",
            check=lambda name: f"已有“{name}”，请换一个。" if name in others else "",
        )
        super().__init__(parent, title, verb, [spec, *more], {"text": text})
        self.edit = cast(QLineEdit, self.record.edits["text"])

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text().strip()


class RosterDialog(NameDialog):
    """新建名册: a name and a kind; `kinds` are (id, title)."""

    def __init__(self, parent: QWidget | None, kinds: Sequence[tuple[str, str]], taken: Sequence[str]) -> None:
        kind = FieldSpec("kind", "类别", "choice", choices=kinds)
        super().__init__(parent, "新建名册", "新建", "名册名称", "", taken, [kind])

    @property
    def kind(self) -> str:
        """The kind's id."""
        return str(self.record.value("kind"))


class ChoiceDialog(FormDialog):
    """Asks for one of several things; `choices` are (id, title)."""

    def __init__(
        self, parent: QWidget | None, title: str, verb: str, field: str, choices: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent, title, verb, [FieldSpec("choice", field, "choice", choices=choices)])

    def choose(self, choice_id: str) -> None:
        """Offer this choice first."""
        self.record.put("choice", choice_id)

    @property
    def chosen(self) -> str:
        """The id chosen."""
        return str(self.record.value("choice"))


class TickDialog(FormDialog):
    """Asks which of several things; `choices` have ticks, `words` explain, `needed` says that one at least must be chosen."""

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        verb: str,
        choices: Sequence[Choice],
        *,
        words: str = "",
        needed: str = "",
    ) -> None:
        super().__init__(parent, title, verb)
        self._needed = needed
        search = QLineEdit(placeholderText="查找", clearButtonEnabled=True)
        self.list = ChoiceList(title, 0)
        self.list.setMinimumSize(theme.px(460), theme.px(340))
        self.list.show_rows(choices, otherwise=NONE)
        search.textChanged.connect(self.list.show_matching)
        all_button = button("全选", lambda: self.list.tick_all(True))
        none_button = button("全不选", lambda: self.list.tick_all(False))
        below = (note(words),) if words else ()
        for part in (search, self.list, across(all_button, none_button, STRETCH), *below):
            self.form.addRow(part)

    @property
    def ticked(self) -> list[str]:
        """The ids of those ticked."""
        return self.list.ticked()

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.ticked else self._needed


class PasswordDialog(FormDialog):
    """打开口令: asks for the password of a workspace."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        secret = FieldSpec("password", "口令", needed="请输入口令。", secret=True)
        super().__init__(parent, "输入口令", "打开", [secret], words=sentence)
        self.form.addRow("", note("忘记口令的，可以在这里输入恢复码。"))
        self.edit = cast(QLineEdit, self.record.edits["password"])

    @property
    def password(self) -> str:
        """What was typed."""
        return self.edit.text()
