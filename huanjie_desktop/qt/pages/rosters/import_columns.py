"""The second step of an import: what each of the file's columns is taken for; every guess can be corrected."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.exchange.columns import OWN, Guess
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import choice_box, down, label, named, note
from huanjie_desktop.services.shown.import_words import NOT_IMPORTED, OWN_COLUMN, choice_of, guess_words, left_heads


class ColumnsPage(QWidget):
    """栏目: a row for each column of the file; `corrected` tells what one is taken for."""

    corrected = Signal(str, str)  # head, field ("" for none)

    def __init__(self, specs: Mapping[str, ColumnSpec]) -> None:
        super().__init__()
        self._choices = [("", NOT_IMPORTED), (OWN, OWN_COLUMN), *((field, spec.title) for field, spec in specs.items())]
        self.boxes: dict[str, QComboBox] = {}
        self._left: set[str] = set()  # the heads of columns that say something and are not imported
        self.table = QTableWidget(0, 4)
        self.table.setHorizontalHeaderLabels(["表中栏目", "内容举例", "导入为", "依据"])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(36))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setAccessibleName("栏目对应")
        for column, width in ((0, 220), (2, 200), (3, 240)):
            self.table.setColumnWidth(column, theme.px(width))
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.wrong = label("", "error", wrap=True)
        words = note("认错的可以改，不要的选“（不导入）”。改过的按栏目名称记住，下次自动这样对应。")
        down(words, self.wrong, (self.table, 1), on=self, margins=(16, 12, 16, 0), spacing=8)
        named(self, "page")
        self.wrong.hide()

    def show_guesses(self, guesses: Sequence[Guess], wrong: str = "") -> None:
        """Show what each column is taken for; `wrong` is what keeps from going on."""
        self.wrong.setText(wrong)
        self.wrong.setVisible(bool(wrong))
        if [guess.head for guess in guesses] != list(self.boxes):
            self.boxes = {guess.head: self._box(guess.head) for guess in guesses}
            self.table.setRowCount(len(guesses))
            for row, box in enumerate(self.boxes.values()):
                self.table.setCellWidget(row, 2, box)
        self._left = set(left_heads(guesses))
        for row, guess in enumerate(guesses):
            box = self.boxes[guess.head]
            box.setCurrentIndex(max(box.findData(choice_of(guess)), 0))
            for column, words in zip((0, 1, 3), guess_words(guess), strict=True):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                if not guess.field:
                    warned = guess.head in self._left and column != 1
                    item.setForeground(theme.colour("warning" if warned else "secondary"))
                self.table.setItem(row, column, item)

    def go_to_open(self) -> None:
        """Put the cursor on the first column that is not imported."""
        for row, (head, box) in enumerate(self.boxes.items()):
            if head in self._left:
                self.table.scrollTo(self.table.model().index(row, 0))
                box.setFocus()
                return

    def _box(self, head: str) -> QComboBox:
        return choice_box(f"“{head}”导入为", self._choices, partial(self.corrected.emit, head))
