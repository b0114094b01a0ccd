"""The status bar: what is shown, the base date of ages, the last change with 撤销, findings, saved, and progress."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QSizePolicy, QToolButton, QWidget

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.parts import across

_CANCEL = "正在做的事停下来，不作改动"
_NOT_WAITING = "现在就关闭：备份已在工作文件旁边，没拷完的一份下次再拷"
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
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName("进度")
        self._cancel = self._button("取消", _CANCEL, self.cancel_asked)
        self._base = QLabel()
        self._change = QLabel()
        self._undo = self._button("撤销", "撤销最近一次改动（Ctrl+Z）", self.undo_asked)
        self._findings = self._button("", "打开检查结果", self.findings_asked)
        self._findings.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._saved = QLabel()
        left = (self._shown, self._bar, (self._work, 1))
        right = (self._cancel, self._change, self._undo, self._base, self._findings, self._saved)
        across(*left, *right, on=self, margins=(16, 0, 16, 0), spacing=12)
        self._places = {"shown": self._shown, "base": self._base, "saved": self._saved}
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._show_progress(True))
        self._undo.hide()
        self._findings.hide()
        self._show_progress(False)

    def say(self, **words: str) -> None:
        """Say how many are `shown` of how many, at which `base` date ages are computed, when the file was `saved`."""
        for place, text in words.items():
            self._places[place].setText(text)

    def show_change(self, text: str, can_undo: bool, why_not: str = "") -> None:
        """Say what was done last, with 撤销 where it can be taken back, else in the tip why it cannot."""
        self._change.setText(f"{text}（不能撤销）" if why_not else text)
        self._change.setToolTip(why_not)
        self._undo.setVisible(can_undo)

    def show_findings(self, errors: int, warnings: int) -> None:
        """Say how many findings there are."""
        self._findings.setVisible(True)
        if errors or warnings:
            parts = [f"错误 {errors}" if errors else "", f"提醒 {warnings}" if warnings else ""]
            self._findings.setText("  ".join(part for part in parts if part))
            drawing, tint = ("circle-alert", "error") if errors else ("triangle-alert", "warning")
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
