"""The left of the page 上报: what can be reported, what was exported, and packages of others that were opened."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListView, QWidget

from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.widgets.choice_list import NONE, Choice, ChoiceList
from huanjie_desktop.qt.widgets.parts import down, label, named
from huanjie_desktop.services.shown.packages import export_tip, export_words


class SideLists(QWidget):
    """左栏: tells an export whose sheet is asked for, and a package to be opened again."""

    receipt_asked = Signal()
    received_asked = Signal(object)  # Path

    def __init__(self, scopes: ChoiceList) -> None:
        super().__init__()
        named(self, "surface").setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.scopes, self.received = scopes, ChoiceList("打开过的", 28)
        self.exports = RowsModel((TableColumn("已导出", export_words, tip=export_tip),), self)
        self.register = QListView()
        self.register.setModel(self.exports)
        self.register.setWordWrap(True)
        self.register.setResizeMode(QListView.ResizeMode.Adjust)
        self._heads = [label(words, "heading") for words in ("可以上报", "已导出", "打开过的")]
        self._lists: list[QListView] = [self.scopes, self.register, self.received]
        column = down(on=self, margins=(12, 12, 12, 12), spacing=8)
        for head, view, share in zip(self._heads, self._lists, (4, 3, 2), strict=True):
            view.setAccessibleName(head.text())
            view.setSpacing(2)
            view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            column.addWidget(head)
            column.addWidget(view, share)
        self.register.activated.connect(lambda _index: self.receipt_asked.emit())
        self.received.entered.connect(lambda folder: self.received_asked.emit(Path(folder)))

    def show_exports(self, exports: Sequence[PackageExport]) -> None:
        """Show the register, with the same place in it chosen, or the newest when there is a new one."""
        grown = len(exports) > len(self.exports.rows)
        at = 0 if grown else max(self.register.currentIndex().row(), 0)
        self.exports.set_rows(exports)
        if exports:
            self.register.setCurrentIndex(self.exports.index(min(at, len(exports) - 1), 0))
        self._hide(1, not exports)

    def show_received(self, folders: Sequence[Path]) -> None:
        """Show the packages that were opened."""
        self.received.show_rows([Choice(str(folder), folder.name, str(folder)) for folder in folders], "", NONE)
        self._hide(2, not folders)

    def chosen_export(self) -> PackageExport | None:
        """Return the export chosen."""
        index = self.register.currentIndex()
        return self.exports.row_at(index.row()) if index.isValid() else None

    def _hide(self, at: int, hidden: bool) -> None:
        for widget in (self._heads[at], self._lists[at]):
            widget.setHidden(hidden)
