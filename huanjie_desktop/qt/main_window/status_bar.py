"""The status bar: what is shown, the base date of ages, what 撤销 would take back, findings, saved, and progress."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import across
from huanjie_desktop.services.shown.undoing import NextUndo

_CANCEL = "正在做的事停下来，不作改动"
_NOT_WAITING = "现在就关闭：备份已在工作文件旁边，没拷完的一份下次再拷"
MOST_OF_IT = 3  # 撤销 takes a third of the bar at most
SPACING = 12
PATIENCE_MS = 300  # work shorter than this shows no progress


class StatusBar(QFrame):
    """状态栏: words about the page on the left, about the file on the right."""

    undo_asked = Signal()
    findings_asked = Signal()
    cancel_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setFixedHeight(theme.px(26))
        self._shown = QLabel()
        self._work = QLabel()
        self._work.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(160))
        self._bar.setAccessibleName("进度")
        self._cancel = self._button("取消", _CANCEL, self.cancel_asked)
        self._base = QLabel()
        self._change = QLabel()
        self._next = NextUndo()
        self._refused = QLabel("上一步不能撤销")
        self._undo = self._button("撤销", "", self.undo_asked)
        self._findings = self._button("", "打开检查结果", self.findings_asked)
        self._findings.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._saved = QLabel()
        left = (self._shown, self._bar, (self._work, 1))
        right = (self._cancel, self._change, self._undo, self._refused, self._base, self._findings, self._saved)
        across(*left, *right, on=self, margins=(16, 0, 16, 0), spacing=SPACING)
        self._places = {"shown": self._shown, "base": self._base, "saved": self._saved}
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._show_progress(True))
        for later in (self._undo, self._refused, self._findings):
            later.hide()
        self._show_progress(False)

    def say(self, **words: str) -> None:
        """Say how many are `shown` of how many, at which `base` date ages are computed, when the file was `saved`."""
        for place, text in words.items():
            self._places[place].setText(text)
        self.follow_text_size()

    def show_change(self, text: str) -> None:
        """Say what was done last."""
        self._change.setText(text)
        self.follow_text_size()

    def show_next(self, following: NextUndo) -> None:
        """Offer 撤销 with what it would take back and where; what would be refused is said, and not offered."""
        self._next = following
        self._undo.setVisible(bool(following.label) and not following.refusal)
        self._undo.setToolTip(f"撤销：{following.words}（Ctrl+Z）")
        self._refused.setVisible(bool(following.refusal))
        self._refused.setToolTip(following.refusal)
        self.follow_text_size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give 撤销 as many words as there is room for."""
        super().resizeEvent(event)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Show as much of what 撤销 would take back as there is room for."""
        words = f"撤销：{self._next.words}"
        others = [each for each in (self._shown, self._change, self._base, self._findings, self._saved) if each.text()]
        left = self.width() - sum(each.sizeHint().width() + SPACING for each in others) - theme.px(112)
        room = max(min(left, self.width() // MOST_OF_IT), theme.px(60))
        self._undo.setText(self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))

    def show_findings(self, errors: int, warnings: int, hints: int, *, unseen: bool = False) -> None:
        """Say how many findings there are: the graver ones, hints where there are no others.

        Nothing is said where there was nothing to look at (`unseen`): an empty file is not right.
        """
        self._findings.setVisible(not unseen)
        if errors or warnings:
            parts = [f"错误 {errors}" if errors else "", f"提醒 {warnings}" if warnings else ""]
            self._findings.setText("  ".join(part for part in parts if part))
            drawing, tint = ("circle-alert", "error") if errors else ("triangle-alert", "warning")
        elif hints:
            self._findings.setText(f"提示 {hints}")
            drawing, tint = "info", "hint"
        else:
            self._findings.setText("检查无误")
            drawing, tint = "circle-check", "done"
        self._findings.setIcon(icons.icon(drawing, tint))

    def set_busy(self, busy: bool) -> None:
        """Hear that work began or ended; only work that lasts shows progress."""
        if busy:
            self._patience.start()
        else:
            self._patience.stop()
            self._show_progress(False)

    def show_progress(self, label: str, done: int, total: int, text: str) -> None:
        """Say how far it is; `total` -1 means that nobody knows."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._work.setText("：".join(part for part in (label, text) if part))

    def rest(self, resting: bool) -> None:
        """Leave nothing to ask for but to wait no longer, while the file is being closed."""
        for each in (self._undo, self._findings):
            each.setEnabled(not resting)
        words, tip = ("不等了", _NOT_WAITING) if resting else ("取消", _CANCEL)
        self._cancel.setText(words)
        self._cancel.setToolTip(tip)

    def _show_progress(self, shown: bool) -> None:
        for widget in (self._bar, self._cancel):
            widget.setVisible(shown)
        if not shown:
            self._work.clear()
            self._bar.setRange(0, 0)

    def _button(self, text: str, tip: str, asked: object) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(asked)
        return button
