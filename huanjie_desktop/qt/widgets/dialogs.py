"""Dialogs for what must be decided now: a form, a line that says what is wrong, a verb and 取消."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import button, label


class FormDialog(QDialog):
    """A form with a verb: `problem()` says what keeps it from being accepted, "" for nothing."""

    def __init__(self, parent: QWidget | None, title: str, verb: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(theme.px(460))
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(12)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._wrong = label("", "error", wrap=True)
        self.accept_button = button(verb, self.try_accept, look="primary")
        self.accept_button.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self._wrong, 1)
        self._cancel_button = button("取消", self.reject)
        foot.addWidget(self._cancel_button)
        foot.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(20)
        layout.addLayout(self.form)
        layout.addLayout(foot)

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
        return ""

    def try_accept(self) -> None:
        """Accept, or say what keeps from it."""
        wrong = self.problem()
        self._wrong.setText(wrong)
        if not wrong:
            self.accept()


def _widgets_of(item: QLayoutItem) -> list[QWidget]:
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        return [widget]
    parts = (layout.itemAt(at) for at in range(layout.count())) if layout is not None else ()
    return [widget for part in parts if part is not None for widget in _widgets_of(part)]


class NameDialog(FormDialog):
    """Asks for one line; `taken` may not be chosen again."""

    def __init__(
        self, parent: QWidget | None, title: str, verb: str, field: str, text: str = "", taken: Sequence[str] = ()
    ) -> None:
        super().__init__(parent, title, verb)
        self._field, self._taken = field, set(taken) - {text}
        self.edit = QLineEdit(text)
        self.edit.selectAll()
        self.form.addRow(field, self.edit)

    @property
    def text(self) -> str:
        """What was typed."""
        return self.edit.text().strip()

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        if not self.text:
            return f"请填写{self._field}。"
        return f"已有“{self.text}”，请换一个。" if self.text in self._taken else ""


class RosterDialog(NameDialog):
    """新建名册: a name and a kind; `kinds` are (id, title)."""

    def __init__(self, parent: QWidget | None, kinds: Sequence[tuple[str, str]], taken: Sequence[str]) -> None:
        super().__init__(parent, "新建名册", "新建", "名册名称", "", taken)
        self._kinds = QComboBox()
        for kind_id, title in kinds:
            self._kinds.addItem(title, kind_id)
        self.form.addRow("类别", self._kinds)

    @property
    def kind(self) -> str:
        """The kind's id."""
        return str(self._kinds.currentData())


class ChoiceDialog(FormDialog):
    """Asks for one of several things; `choices` are (id, title)."""

    def __init__(
        self, parent: QWidget | None, title: str, verb: str, field: str, choices: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent, title, verb)
        self._box = QComboBox()
        for choice_id, words in choices:
            self._box.addItem(words, choice_id)
        self.form.addRow(field, self._box)

    def choose(self, choice_id: str) -> None:
        """Offer this choice first."""
        self._box.setCurrentIndex(max(self._box.findData(choice_id), 0))

    @property
    def chosen(self) -> str:
        """The id chosen."""
        return str(self._box.currentData())


class PasswordDialog(FormDialog):
    """打开口令: asks for the password of a workspace."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        super().__init__(parent, "输入口令", "打开")
        self.form.addRow(label(sentence, wrap=True))
        self.edit = QLineEdit()
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.addRow("口令", self.edit)

    @property
    def password(self) -> str:
        """What was typed."""
        return self.edit.text()

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.password else "请输入口令。"
