"""试排: what is tried, what it would break, and the two ways out of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import across, button, down, label, named
from huanjie_desktop.services.shown.plan import PlanShown


class TrialBar(QFrame):
    """试排条: seen only while something is tried."""

    given_up = Signal()
    accepted = Signal()
    wrong_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "notice")
        self.words = label("", wrap=True)
        self.red, self.amber = label("", "error"), label("", "warning")
        self.rest = label("", "secondary")
        self.only_wrong = button("只看有问题的", self.wrong_asked.emit, look="link")
        self.back = button("放回原处", self.given_up.emit, drawing="undo-2", tip="Esc")
        self.accept = button("采用", self.accepted.emit, look="primary", tip="Ctrl+回车")
        first = across(label("试排", "heading"), (self.words, 1), self.back, self.accept, spacing=12)
        second = flowing(self.red, self.amber, self.rest, self.only_wrong, spacing=16)
        down(first, second, on=self, margins=(16, 6, 16, 6), spacing=4)
        self.hide()

    def show_trial(self, shown: PlanShown) -> None:
        """Show what is tried, or nothing."""
        self.setVisible(shown.is_trial)
        if not shown.is_trial:
            return
        self.words.setText(shown.trial_words)
        self.red.setText(f"法定期限不能满足 {len(shown.red)} 项")
        self.red.setVisible(bool(shown.red))
        self.red.setToolTip("\n".join(each.text for each in shown.red[:12]))
        self.amber.setText(f"惯例时间不够 {len(shown.amber)} 项")
        self.amber.setVisible(bool(shown.amber))
        self.amber.setToolTip("\n".join(each.text for each in shown.amber[:12]))
        fixed = f"，固定或已办不动 {shown.fixed} 项" if shown.fixed else ""
        self.rest.setText(f"跟着动 {shown.moved} 项{fixed}，还没有保存")
        self.only_wrong.setVisible(bool(shown.red or shown.amber))
