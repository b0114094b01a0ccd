"""A list of things of which one is chosen: filled again without losing the choice or the place, never telling of itself."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from huanjie_desktop.qt.widgets import icons, theme

_ID = Qt.ItemDataRole.UserRole
CHOICE = Qt.ItemDataRole.UserRole + 1
FIRST, LAST, NONE = 0, -1, None


@dataclass(frozen=True)
class Choice:
    """A row: `words` may be two lines; `tip` "" says the words; `icon` is a drawing and its colour, `ticked` None no tick.

    `state` stands as a word behind the icon, `aside` at the right end, where a `StateDelegate` draws the row.
    """

    id: str
    words: str
    tip: str = ""
    icon: tuple[str, str] | None = None
    ticked: bool | None = None
    state: str = ""
    aside: str = ""


class ChoiceList(QListWidget):
    """选择列表: `chosen` tells the id that the user chose, `entered` that Enter or a double click wants to go into it."""

    chosen = Signal(str)
    entered = Signal(str)

    def __init__(self, name: str, row_height: int = 54) -> None:
        super().__init__()
        self._height = row_height
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.px(140))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda *_items: self._tell())
        self.itemDoubleClicked.connect(lambda item: self.entered.emit(str(item.data(_ID))))

    def show_rows(self, rows: Sequence[Choice], wanted: str = "", otherwise: int | None = FIRST) -> str:
        """Show these; choose `wanted`, else what was chosen, else the first, the last or none; return the id chosen."""
        kept = next((id_ for id_ in (wanted, self.chosen_id()) if any(row.id == id_ for row in rows)), "")
        if not kept and rows and otherwise is not None:
            kept = rows[otherwise].id
        self.blockSignals(True)
        if [row.id for row in rows] != self.ids():
            self.clear()
            for row in rows:
                item = QListWidgetItem()
                item.setData(_ID, row.id)
                item.setData(CHOICE, row)
                if self._height:
                    item.setSizeHint(QSize(0, theme.px(self._height)))
                self.addItem(item)
        for at, row in enumerate(rows):
            self._write(self.item(at), row)
            if row.id == kept:
                self.setCurrentRow(at)
        self.blockSignals(False)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())
        return kept

    def _write(self, item: QListWidgetItem, row: Choice) -> None:
        item.setText(row.words)
        item.setToolTip(row.tip or row.words)
        item.setData(CHOICE, row)
        if row.icon is not None:
            item.setIcon(icons.icon(*row.icon))
        if row.ticked is not None:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked)

    def set_aside(self, id_: str, words: str) -> None:
        """Say something else at the end of a row."""
        for item in (self.item(at) for at in range(self.count())):
            if item.data(_ID) == id_:
                self.blockSignals(True)
                item.setData(CHOICE, replace(item.data(CHOICE), aside=words))
                self.blockSignals(False)
                self.viewport().update()

    def ticked(self) -> list[str]:
        """Return the ids of the ticked rows in the order shown."""
        ticks = (self.item(at).checkState() is Qt.CheckState.Checked for at in range(self.count()))
        return [id_ for id_, ticked in zip(self.ids(), ticks, strict=True) if ticked]

    def tick_all(self, on: bool) -> None:
        """Tick every row that is shown, or none."""
        for item in (self.item(at) for at in range(self.count())):
            if not item.isHidden():
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def show_matching(self, text: str) -> None:
        """Show the rows whose words hold a text."""
        for item in (self.item(at) for at in range(self.count())):
            item.setHidden(text.strip() not in item.text())

    def ids(self) -> list[str]:
        """Return the ids in the order shown."""
        return [str(self.item(at).data(_ID)) for at in range(self.count())]

    def chosen_id(self) -> str:
        """Return the id of what is chosen, "" for nothing."""
        item = self.currentItem()
        return str(item.data(_ID)) if item is not None else ""

    def choose(self, wanted: str) -> None:
        """Choose something, and tell so; nothing of that id changes nothing."""
        for at in range(self.count()):
            if self.item(at).data(_ID) == wanted:
                self.setCurrentRow(at)

    def choose_none(self) -> None:
        """Have nothing chosen, without telling."""
        self.blockSignals(True)
        self.setCurrentRow(-1)
        self.clearSelection()
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is chosen in view: a list is filled before it has its height."""
        super().resizeEvent(event)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell also of a click on what is chosen already: something else may be in front."""
        before = self.chosen_id()
        super().mousePressEvent(event)
        if before == self.chosen_id() and self.itemAt(event.position().toPoint()) is not None:
            self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes into what is chosen; the rest is Qt's: arrows choose, letters search."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen_id():
            self.entered.emit(self.chosen_id())
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        if self.chosen_id():
            self.chosen.emit(self.chosen_id())
