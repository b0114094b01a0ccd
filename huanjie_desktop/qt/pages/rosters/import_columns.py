"""The list of a file's columns and what each is taken for; every guess can be corrected."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem

from huanjie_desktop.catalog.specs import ColumnSpec
from huanjie_desktop.exchange.columns import Guess
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import choice_box
from huanjie_desktop.services.people.importing import OWN
from huanjie_desktop.services.people.own_columns import is_own
from huanjie_desktop.services.shown.importing import NOT_IMPORTED, guess_words


class ImportColumns(QTableWidget):
    """栏目对应: a row for each column of the file."""

    corrected = Signal(str, str)  # head, field ("" for none)

    def __init__(self, specs: Mapping[str, ColumnSpec]) -> None:
        super().__init__(0, 4)
        self._choices = [("", NOT_IMPORTED), (OWN, "自定义栏"), *((field, spec.title) for field, spec in specs.items())]
        self.setHorizontalHeaderLabels(["表中栏目", "导入为", "依据", "内容举例"])
        self.verticalHeader().hide()
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setAccessibleName("栏目对应")
        for column, width in ((0, 190), (1, 190), (2, 110)):
            self.setColumnWidth(column, theme.px(width))
        self.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)

    def show_guesses(self, guesses: Sequence[Guess]) -> None:
        """Show what each column is taken for."""
        shown = list(guesses)
        self.setRowCount(len(shown))
        for row, guess in enumerate(shown):
            for column, words in zip((0, 2, 3), guess_words(guess), strict=True):
                self.setItem(row, column, QTableWidgetItem(words))
            self.setCellWidget(row, 1, self._choice(guess))
            self.setRowHeight(row, theme.px(30))

    def _choice(self, guess: Guess) -> QComboBox:
        box = choice_box(f"{guess.head}导入为", self._choices, partial(self.corrected.emit, guess.head))
        box.setCurrentIndex(max(box.findData(OWN if is_own(guess.field) else guess.field), 0))
        return box
