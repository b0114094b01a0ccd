"""What the keys do (F1)."""

from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from huanjie_desktop.qt.widgets.parts import button, down, label
from huanjie_desktop.services.shown.commands import KEYS


class KeysDialog(QDialog):
    """按键说明."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("按键说明")
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(10)
        for row, (keys, words) in enumerate(KEYS):
            grid.addWidget(label(keys, "heading"), row, 0)
            grid.addWidget(label(words), row, 1)
        close = button("关闭", self.accept, look="primary")
        close.setDefault(True)
        down(grid, close, on=self, margins=(24, 20, 24, 16), spacing=20)
