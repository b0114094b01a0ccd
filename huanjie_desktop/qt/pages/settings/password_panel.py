"""口令: set, changed, taken away, others' too, and the recovery code, which is typed in from the paper before it counts."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, choice_box, down, framed, label
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.safekeeping import protection
from huanjie_desktop.services.safekeeping.protection import Protection
from huanjie_desktop.services.shown import passwords
from huanjie_desktop.services.shown.papers import paper_of_code


class SecretDialog(FormDialog):
    """Asks for what a change of the password needs; a new one twice."""

    def __init__(self, parent: QWidget | None, title: str, specs: Sequence[FieldSpec], words: str = "") -> None:
        super().__init__(parent, title, "确定", specs, words=words)

    def value(self, name: str) -> str:
        """Return what was typed into a field."""
        return str(self.record.value(name) or "")

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        wrong = super().problem()
        if wrong or "repeat" not in self.record.edits:
            return wrong
        return protection.password_problem(self.value("password"), self.value("repeat"))


class CodeDialog(SecretDialog):
    """恢复码: shows a new one, prints it, and takes it typed in from the paper."""

    def __init__(
        self, parent: QWidget | None, tasks: Tasks, code: str, specs: Sequence[FieldSpec], *, instead: bool = False
    ) -> None:
        super().__init__(parent, "恢复码", specs, passwords.code_words(code, instead=instead))
        self._tasks, self._code = tasks, code
        self.print_button = button("打印……", self.print_out, drawing="printer")
        self.form.insertRow(1, across(self.print_button, STRETCH))

    def print_out(self) -> None:
        """Show the sheet, to be sent to a printer or written to a file."""
        show_dialog(PrintDialog(self, self._tasks, "恢复码", [paper_of_code(self._code)]))

    def problem(self) -> str:
        """Say what is missing, or that what was typed is not what is on the paper."""
        return super().problem() or protection.code_problem(self._code, self.value("typed"))


def offer_code(
    owner: QWidget, tasks: Tasks, done: Callable[[], object], secret: str = "", *, instead: bool = False
) -> None:
    """Offer a new recovery code; it counts once it was typed in again. `secret` is the password, where it was just typed.

    `instead` says that there is one already.
    """
    code = protection.make_code()
    specs = passwords.CODE_AT_ONCE if secret else passwords.CODE
    dialog = CodeDialog(owner.window(), tasks, code, specs, instead=instead)
    typed = ask_dialog(dialog, lambda closed: (secret or closed.value("old"), closed.value("typed")))
    if typed:
        tasks.ask("启用恢复码", protection.keep_code, typed[0], code, typed[1]).owned_by(owner).then(lambda _n: done())


class PasswordPanel(QWidget):
    """口令."""

    def __init__(self, tasks: Tasks, preferences: Preferences) -> None:
        super().__init__()
        self._tasks, self._preferences = tasks, preferences
        self._found = Protection(password=False)
        self._said = label("", wrap=True)
        self.set = button("设置口令", self._set)
        self.change = button("修改口令", lambda: self._ask("修改口令", passwords.CHANGED, protection.change_password))
        self.code = button("恢复码", lambda: offer_code(self, tasks, self.read, instead=self._found.code))
        self.add = button("添加他人口令", self._add, tip="第二个人用自己的口令打开")
        self.drop = button("取消他人口令", self._drop)
        self.remove = button("取消口令", lambda: self._ask("取消口令", passwords.REMOVED, protection.remove_password))
        self.idle = choice_box("多久没人操作就锁定", passwords.IDLE_CHOICES, self._set_idle)
        self.idle.setCurrentIndex(self.idle.findData(preferences.idle_minutes))
        self._idle = QWidget()
        words = label("没人操作时自动锁定（Ctrl+L 立即锁定）", "secondary")
        across(words, self.idle, STRETCH, on=self._idle, margins=0)
        row = across(self.set, self.change, self.code, self.add, self.drop, self.remove, STRETCH)
        down(framed("口令", self._said, row, self._idle), on=self, margins=0)

    def read(self) -> None:
        """Read what opens the file."""
        self._tasks.ask("读取口令", protection.read_protection).then(self._on_read)

    def _on_read(self, found: Protection) -> None:
        self._found = found
        self._said.setText(passwords.words_of(found))
        slots = found.password and not found.earlier
        for part, shown in (
            (self.set, not found.password),
            (self.change, found.password),
            (self.remove, found.password),
            (self._idle, found.password),
            (self.code, slots),
            (self.add, slots),
            (self.drop, bool(found.others)),
        ):
            part.setVisible(shown)

    def _set(self) -> None:
        dialog = SecretDialog(self.window(), "设置口令", passwords.NEW)
        password = ask_dialog(dialog, lambda closed: closed.value("password"))
        if password is None:
            return

        def lead_on(_nothing: None) -> None:
            self.read()
            offer_code(self, self._tasks, self.read, password)

        self._tasks.ask("设置口令", protection.set_password, password).owned_by(self).then(lead_on)

    def _add(self) -> None:
        self._ask("添加他人口令", passwords.ADDED, protection.add_person)

    def _drop(self) -> None:
        self._ask("取消他人口令", passwords.dropped(self._found), protection.remove_person)

    def _ask(self, title: str, specs: Sequence[FieldSpec], use_case: Callable[..., Any]) -> None:
        """Ask for the fields and do it with them, in their order, a new password once."""
        names = [spec.name for spec in specs if spec.name != "repeat"]
        dialog = SecretDialog(self.window(), title, specs)
        typed = ask_dialog(dialog, lambda closed: [closed.value(name) for name in names])
        if typed:
            self._tasks.ask(title, use_case, *typed).owned_by(self).then(lambda _n: self.read())

    def _set_idle(self, minutes: int) -> None:
        self._preferences.idle_minutes = minutes
