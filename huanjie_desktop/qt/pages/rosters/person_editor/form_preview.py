"""The printed form beside the fields: a leaf of it, drawn anew in the second worker for what is typed."""

from collections.abc import Callable
from datetime import date
from time import perf_counter

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QScrollArea, QWidget

from huanjie_desktop.documents.material import ApprovalForm
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import ElidedLabel, across, button, choice_box, down, label, named
from huanjie_desktop.qt.widgets.preview import image_of
from huanjie_desktop.services.shown.person_form import DrawnLeaf, draw_leaf

VERSIONS = ((True, "4.0 版"), (False, "3.x 版"))
_A4 = (595.28, 841.89)  # pt
_GAP = 10


class _Sheet(QWidget):
    """A leaf, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.image: QImage | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("pressed"))
        sheet = QRect(_GAP, _GAP, self.width() - 2 * _GAP, self.height() - 2 * _GAP)
        painter.fillRect(sheet, Qt.GlobalColor.white)
        if self.image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(sheet, self.image)
        painter.setPen(theme.colour("line"))
        painter.drawRect(sheet.adjusted(0, 0, -1, -1))
        painter.end()


class FormPreview(QWidget):
    """打印样子: `show_form` has a leaf drawn; while one is being drawn only the newest of what is asked for waits."""

    drawn = Signal(float)  # seconds from what was asked for to its picture
    version_chosen = Signal(bool)  # whether 4.0

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        named(self, "sidePanel")
        self._tasks = tasks
        self._wanted: tuple[ApprovalForm, date] | None = None
        self._since = 0.0
        self._worker: Tasks | None = None  # that is drawing
        self._again = False
        self.leaf = 0
        self._sheet = _Sheet()
        self.area = QScrollArea()
        self.area.setWidget(self._sheet)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("打印样子")
        self._page, self._said = label("", "secondary"), ElidedLabel()
        self._said.setProperty("role", "secondary")
        self._leaves = QButtonGroup(self)
        self.leaf_buttons = [self._toggle(at, words) for at, words in enumerate(("正面", "背面", "续表"))]
        self.leaf_buttons[2].hide()
        self.version = choice_box("表式", VERSIONS, self._on_version)
        head = flowing(label("打印样子", "heading"), *self.leaf_buttons, self.version, spacing=6)
        foot = across(self._page, (self._said, 1), margins=(0, 4, 0, 4), spacing=12)
        down(head, (self.area, 1), foot, on=self, margins=(12, 8, 12, 4), spacing=6)
        self.setMinimumWidth(theme.px(220))

    @property
    def four(self) -> bool:
        """Whether the form of 4.0 is shown."""
        return bool(self.version.currentData())

    @property
    def busy(self) -> bool:
        """Whether something that was asked for is not shown yet."""
        return self._worker is not None

    def show_leaf(self, leaf: int) -> None:
        """Show another leaf."""
        if leaf != self.leaf:
            self.leaf = leaf
            self.leaf_buttons[leaf].setChecked(True)
            self.area.verticalScrollBar().setValue(0)
            self._ask()

    def show_form(self, form: ApprovalForm, base: date) -> None:
        """Have a form drawn."""
        self._wanted = (form, base)
        self._ask()

    def clear(self) -> None:
        """Show an empty sheet."""
        self._wanted = None
        self._sheet.image = None
        self._page.setText("")
        self._said.show_words("")
        self._sheet.update()

    def _toggle(self, at: int, words: str) -> QPushButton:
        made = button(words, lambda: self.show_leaf(at))
        made.setCheckable(True)
        made.setProperty("chip", True)
        made.setChecked(at == 0)
        self._leaves.addButton(made)
        return made

    def _on_version(self, four: bool) -> None:
        self.version_chosen.emit(four)
        self._ask()

    def _ask(self) -> None:
        if self._wanted is None:
            return
        worker = self._tasks.beside
        if self._worker is worker:
            self._again = True  # once the one that is being drawn is there
            return
        self._worker = worker
        asked, (form, base) = self._wanted, self._wanted
        leaf, four, dpi, since = self.leaf, self.four, self._dpi(), perf_counter()
        done: Callable[[DrawnLeaf], None] = lambda drawn: self._on_drawn(asked, drawn, since)  # noqa: E731
        worker.run(
            "",
            lambda _workspace, _progress: draw_leaf(form, base, leaf, dpi, four=four),
            done,
            self._on_not_drawn,
            owner=self,
        )

    def _dpi(self) -> float:
        width = max(self.area.viewport().width() - 2 * _GAP, 200)
        return width * self.devicePixelRatioF() * 72 / _A4[0]

    def _on_drawn(self, asked: tuple[ApprovalForm, date], drawn: DrawnLeaf, since: float) -> None:
        if self._wanted is not None and asked[0].person.id == self._wanted[0].person.id:
            self._sheet.image = image_of(drawn.picture)
            self._sheet.update()
            self.leaf_buttons[2].setVisible(drawn.pages > 2)
            self._page.setText(f"第 {drawn.page} 页，共 {drawn.pages} 页")
            self._said.show_words(drawn.said)
            self._said.setProperty("role", "error" if drawn.cut else "secondary")
            self._said.style().polish(self._said)
            if drawn.page - 1 < self.leaf:
                self.leaf = drawn.page - 1
                self.leaf_buttons[self.leaf].setChecked(True)
            self.drawn.emit(perf_counter() - since)
        self._free()

    def _on_not_drawn(self, error: HuanjieError) -> None:
        self._said.show_words(str(error))
        self._free()

    def _free(self) -> None:
        self._worker = None
        if self._again:
            self._again = False
            self._ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width."""
        super().resizeEvent(event)
        width = self.area.viewport().width()
        self._sheet.resize(QSize(width, round((width - 2 * _GAP) * _A4[1] / _A4[0]) + 2 * _GAP))
        self._ask()
