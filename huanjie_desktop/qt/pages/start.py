"""The start page: what can be done when no workspace is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QProgressBar, QPushButton, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, label, named, refill

WIDTH = 640


class StartPage(QWidget):
    """开始: make, open, look at the example, or go on with a recent file."""

    new_asked = Signal()
    open_asked = Signal()
    demo_asked = Signal()
    package_asked = Signal()
    recent_asked = Signal(object)  # Path
    forget_asked = Signal(object)  # Path
    cancel_asked = Signal()
    help_asked = Signal()

    def __init__(self, *, first: bool = False) -> None:
        super().__init__()
        self.setObjectName("startPage")
        self._recent = down(spacing=0)
        self._rows: list[QWidget] = []
        self._choices, self._frame, self._waiting = (
            self._make_choices(),
            framed("最近打开", self._recent),
            self._make_waiting(),
        )
        middle = QWidget()
        middle.setFixedWidth(theme.px(WIDTH))
        title = named(label("换届工作台", "pagetitle"), "startTitle")
        words = label("一个县的换届工作放在一个文件里：名册、会议、材料。不联网。", "secondary")
        welcome = across(*self._make_welcome(first), STRETCH)
        down(title, words, self._choices, welcome, self._frame, self._waiting, STRETCH, on=middle, spacing=16)
        across(STRETCH, middle, STRETCH, on=self, margins=(24, theme.px(72), 24, 24))

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the recent files."""
        self._rows = [self._recent_row(path) for path in paths]
        refill(self._recent, self._rows)
        self._frame.setVisible(bool(paths))
        if self.isVisible():
            self._begin()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin where Enter goes on with the file of last time."""
        super().showEvent(event)
        self._begin()

    def _begin(self) -> None:
        """Put the cursor on the newest file, where there is none on what makes one."""
        first = self._rows[0].findChild(QPushButton) if self._rows else None
        (first or self.new_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_waiting(self, text: str) -> None:
        """Show that a file is being opened or made; "" shows the choices again."""
        self._waiting.setVisible(bool(text))
        self._choices.setEnabled(not text)
        self._frame.setEnabled(not text)
        self._said.setText(text)
        self._bar.setRange(0, 0)

    def show_progress(self, label_text: str, done: int, total: int, text: str) -> None:
        """Show how far it is."""
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        self._said.setText("：".join(part for part in (label_text, text) if part))

    def _make_choices(self) -> QWidget:
        choices = QWidget()
        demo, package = "做一个虚构的青禾县，人员和会议都是编的，可以随意试用", "核对、查看别处报来的上报包，只看不改"
        self.new_button = button("新建工作文件", self.new_asked.emit, drawing="file-plus", look="primary")
        self.open_button = button("打开工作文件", self.open_asked.emit, drawing="folder-open")
        self.demo_button = button("从示例开始", self.demo_asked.emit, drawing="flask-conical", tip=demo)
        self.package_button = button("打开上报包", self.package_asked.emit, drawing="upload", tip=package)
        buttons = (self.new_button, self.open_button, self.package_button, self.demo_button)
        across(*buttons, STRETCH, on=choices, margins=(0, 8, 0, 8))
        return choices

    def _make_welcome(self, first: bool) -> list[QWidget]:
        manual = button("用户手册（F1）", self.help_asked.emit, drawing="circle-help", look="link")
        manual.setShortcut("F1")
        words = "第一次用：点“从示例开始”，程序会带您走一遍。"
        return [label(words, "secondary"), manual] if first else [manual]

    def _make_waiting(self) -> QWidget:
        self._said = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        frame = framed("", self._said, self._bar, across(button("取消", self.cancel_asked.emit), STRETCH))
        frame.hide()
        return frame

    def _recent_row(self, path: Path) -> QWidget:
        row, about = QWidget(), label(str(path.parent), "secondary")
        opened = button(path.stem, lambda: self.recent_asked.emit(path), drawing="file-text", look="row", tip=str(path))
        forget = button("移出列表", lambda: self.forget_asked.emit(path), look="link")
        across((opened, 1), about, forget, on=row, margins=0, spacing=8)
        return row
