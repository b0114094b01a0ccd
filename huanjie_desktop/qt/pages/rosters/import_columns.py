"""The list of a file's columns and what each is taken for; every guess can be corrected."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.qt.widgets import theme

_SURE = {2: "按栏目名", 1: "按内容推断", 0: ""}
NOT_IMPORTED = "（不导入）"


class ImportColumns(QTableWidget):
    """栏目对应: a row for each column of the file."""

    corrected = Signal(int, str)  # column, field ("" for none)

    def __init__(self, specs: Mapping[str, ColumnSpec]) -> None:
        super().__init__(0, 4)
        self._specs = specs
        self.setHorizontalHeaderLabels(["表中栏目", "导入为", "依据", "内容举例"])
        self.verticalHeader().hide()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setAccessibleName("栏目对应")
        head = self.horizontalHeader()
        for column, width in ((0, 190), (1, 190), (2, 110)):
            self.setColumnWidth(column, theme.px(width))
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def show_guesses(self, guesses: Sequence[Guess]) -> None:
        """Show what each column is taken for."""
        shown = [guess for guess in guesses if guess.head or guess.samples]
        self.setRowCount(len(shown))
        for row, guess in enumerate(shown):
            self.setItem(row, 0, QTableWidgetItem(guess.head or f"第{guess.column + 1}列"))
            self.setCellWidget(row, 1, self._choice(guess))
            self.setItem(row, 2, QTableWidgetItem(_SURE[guess.sure]))
            self.setItem(row, 3, QTableWidgetItem("　".join(sample.replace("\n", " ") for sample in guess.samples)))
            self.setRowHeight(row, theme.px(30))

    def _choice(self, guess: Guess) -> QComboBox:
        box = QComboBox()
        box.addItem(NOT_IMPORTED, "")
        for field, spec in self._specs.items():
            box.addItem(spec.title, field)
        box.setCurrentIndex(max(box.findData(guess.field), 0))
        box.setAccessibleName(f"{guess.head}导入为")
        box.activated.connect(lambda at, column=guess.column: self.corrected.emit(column, str(box.itemData(at))))
        return box
