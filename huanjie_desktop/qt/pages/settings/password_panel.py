"""口令: set, changed, taken away, and the recovery code, which is typed in from the paper before it counts."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, label
from huanjie_desktop.services.safekeeping import protection
from huanjie_desktop.services.safekeeping.protection import Protection
from huanjie_desktop.services.shown.passwords import CHANGED, CODE, NEW, REMOVED, words_of

_FIELDS = {"设置口令": NEW, "修改口令": CHANGED, "取消口令": REMOVED, "恢复码": CODE}


class SecretDialog(FormDialog):
    """Asks for what a change of the password needs; a new one twice."""

    def __init__(self, parent: QWidget | None, title: str, words: str = "") -> None:
        super().__init__(parent, title, "确定", _FIELDS[title], words=words)

    def value(self, name: str) -> str:
        """Return what was typed into a field."""
        return str(self.record.value(name) or "")

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        wrong = super().problem()
        if wrong or "repeat" not in self.record.edits:
            return wrong
        return protection.password_problem(self.value("password"), self.value("repeat"))


class PasswordPanel(QWidget):
    """口令."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._said = label("", wrap=True)
        self.set = button("设置口令", self._set)
        self.change = button("修改口令", self._change)
        self.code = button("恢复码", self._make_code)
        self.remove = button("取消口令", self._remove)
        row = across(self.set, self.change, self.code, self.remove, STRETCH)
        down(framed("口令", self._said, row), on=self, margins=0)

    def read(self) -> None:
        """Read what opens the file."""
        self._tasks.ask("读取口令", protection.read_protection).then(self._on_read)

    def _on_read(self, found: Protection) -> None:
        self._said.setText(words_of(found))
        self.set.setVisible(not found.password)
        self.change.setVisible(found.password)
        self.remove.setVisible(found.password)
        self.code.setVisible(found.password and not found.earlier)

    def _set(self) -> None:
        typed = self._ask("设置口令", "password")
        if typed:
            self._tasks.ask("设置口令", protection.set_password, *typed).then(self._on_done)

    def _change(self) -> None:
        typed = self._ask("修改口令", "old", "password")
        if typed:
            self._tasks.ask("修改口令", protection.change_password, *typed).then(self._on_done)

    def _remove(self) -> None:
        typed = self._ask("取消口令", "old")
        if typed:
            self._tasks.ask("取消口令", protection.remove_password, *typed).then(self._on_done)

    def _make_code(self) -> None:
        code = protection.make_code()
        words = f"恢复码：{code}\n请抄在纸上密封保管，再照着纸上的输入一遍。输入正确后才启用，原来的恢复码作废。"
        typed = self._ask("恢复码", "old", "typed", words=words)
        if typed:
            secret, again = typed
            self._tasks.ask("启用恢复码", protection.keep_code, secret, code, again).then(self._on_done)

    def _ask(self, title: str, *names: str, words: str = "") -> list[str] | None:
        read: Callable[[SecretDialog], list[str]] = lambda closed: [closed.value(name) for name in names]  # noqa: E731
        return ask_dialog(SecretDialog(self.window(), title, words), read)

    def _on_done(self, _nothing: None) -> None:
        self.read()
