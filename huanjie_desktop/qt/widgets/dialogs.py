"""Dialogs for what must be decided now: a form, a line that says what is wrong, a verb and 取消."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

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
        foot.addWidget(button("取消", self.reject))
        foot.addWidget(self.accept_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 16)
        layout.setSpacing(20)
        layout.addLayout(self.form)
        layout.addLayout(foot)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return ""

    def try_accept(self) -> None:
        """Accept, or say what keeps from it."""
        wrong = self.problem()
        self._wrong.setText(wrong)
        if not wrong:
            self.accept()


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
