"""The start page: what can be done when no workspace is open."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, named, panel, refill

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

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        column = down(
            named(label("换届工作台", "pagetitle"), "startTitle"),
            label("一个县的换届工作放在一个文件里：名册、会议、材料。不联网。", "secondary"),
            spacing=16,
        )
        self._choices = QWidget()
        self._lay_out_choices()
        column.addWidget(self._choices)
        frame, self._recent = panel("最近打开")
        self._recent.setSpacing(0)
        column.addWidget(frame)
        self._frame = frame
        self._waiting = self._make_waiting()
        column.addWidget(self._waiting)
        column.addStretch(1)
        middle = QWidget()
        middle.setFixedWidth(theme.px(WIDTH))
        middle.setLayout(column)
        across(STRETCH, middle, STRETCH, on=self, margins=(24, theme.px(72), 24, 24))

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List the recent files."""
        refill(self._recent, [self._recent_row(path) for path in paths], keep=1)
        self._frame.setVisible(bool(paths))

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

    def _lay_out_choices(self) -> None:
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 8, 0, 8)
        self.new_button = button("新建工作文件", self.new_asked.emit, drawing="file-plus", look="primary")
        self.open_button = button("打开工作文件", self.open_asked.emit, drawing="folder-open")
        self.demo_button = button("从示例开始", self.demo_asked.emit, drawing="flask-conical")
        self.demo_button.setToolTip("做一个虚构的青禾县，人员和会议都是编的，可以随意试用")
        self.package_button = button("打开上报包", self.package_asked.emit, drawing="upload")
        self.package_button.setToolTip("核对、查看别处报来的上报包，只看不改")
        for choice in (self.new_button, self.open_button, self.package_button, self.demo_button):
            row.addWidget(choice)
        row.addStretch(1)

    def _make_waiting(self) -> QWidget:
        frame, layout = panel()
        self._said = label("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(8)
        layout.addWidget(self._said)
        layout.addWidget(self._bar)
        layout.addWidget(button("取消", self.cancel_asked.emit), alignment=Qt.AlignmentFlag.AlignLeft)
        frame.hide()
        return frame

    def _recent_row(self, path: Path) -> QWidget:
        row = QWidget()
        layout = across(on=row, margins=0, spacing=8)
        opened = button(path.stem, lambda: self.recent_asked.emit(path), drawing="file-text", look="row")
        opened.setToolTip(str(path))
        layout.addWidget(opened, 1)
        layout.addWidget(label(str(path.parent), "secondary"))
        layout.addWidget(button("移出列表", lambda: self.forget_asked.emit(path), look="link"))
        return row
