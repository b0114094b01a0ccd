"""Small pieces that every page is put together from, named so that the style sheet finds them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QByteArray, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.preferences import Preferences

Q = TypeVar("Q", bound=QObject)
B = TypeVar("B", bound=QBoxLayout)
_NOTE_WIDTH = 560
Margins = int | tuple[int, int, int, int]


def named(thing: Q, name: str) -> Q:
    """Give a thing the name that the style sheet knows, and return it."""
    thing.setObjectName(name)
    return thing


def label(text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> QLabel:
    """Make a label; `role` is one of the style sheet's (secondary, error, heading, pagetitle, figure)."""
    made = QLabel(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


class ElidedLabel(QLabel):
    """A line that takes what room there is, and ends in … where that is too little; the whole stands in its tip."""

    def __init__(self) -> None:
        super().__init__()
        self.words = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_words(self, words: str) -> None:
        """Show other words."""
        self.words = words
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.words, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self.words if shown != self.words else "")


class KeyButton(QPushButton):
    """A button that Enter presses wherever it stands; Qt does so in dialogs alone, where another one would be pressed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do what the space bar does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)


def button(
    text: str, run: Callable[[], object] | None = None, *, drawing: str = "", look: str = "", tip: str = ""
) -> QPushButton:
    """Make a button; `look` is "" or one of the style sheet's (primary, link, row)."""
    made = KeyButton(text)
    if look:
        made.setProperty(look, True)
    if drawing:
        made.setIcon(icons.icon(drawing, "surface" if look == "primary" else "secondary"))
        made.setIconSize(QSize(theme.px(16), theme.px(16)))
    made.setToolTip(tip)
    made.setAutoDefault(False)
    if run is not None:
        made.clicked.connect(lambda _checked=False: run())
    return made


class StillBox(QComboBox):
    """A box of choices that the wheel does not turn; what scrolls around it gets the wheel."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what is around."""
        event.ignore()


def choice_box(
    name: str, choices: Sequence[tuple[Any, str]] = (), told: Callable[[Any], object] | None = None
) -> QComboBox:
    """Make a box of choices (value, words), spoken of as `name`; `told` hears the value that the user takes."""
    made = StillBox()
    made.setAccessibleName(name)
    offer(made, choices)
    if told is not None:
        made.activated.connect(lambda at: told(made.itemData(at)))
    return made


STRETCH = None  # as a part of a row or column: what room is left
Part = QWidget | QLayout | tuple[QWidget | QLayout | None, int] | int | None


def across(
    *parts: Part, on: QWidget | None = None, margins: Margins | None = None, spacing: int | None = None
) -> QHBoxLayout:
    """Lay parts out in a row: a widget or a layout, with its share of the room as a pair; a number is a gap of pixels."""
    return _fill(QHBoxLayout(on) if on is not None else QHBoxLayout(), parts, margins, spacing)


def down(
    *parts: Part, on: QWidget | None = None, margins: Margins | None = None, spacing: int | None = None
) -> QVBoxLayout:
    """Lay parts out in a column, as `across` does in a row; without `on` it is for another layout."""
    return _fill(QVBoxLayout(on) if on is not None else QVBoxLayout(), parts, margins, spacing)


def _fill(layout: B, parts: Sequence[Part], margins: Margins | None, spacing: int | None) -> B:
    if margins is not None:
        layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        layout.setSpacing(spacing)
    for part in parts:
        one, share = part if isinstance(part, tuple) else (part, 1 if part is STRETCH else 0)
        if one is STRETCH:
            layout.addStretch(share)
        elif isinstance(one, int):
            layout.addSpacing(one)
        elif isinstance(one, QWidget):
            layout.addWidget(one, share)
        else:
            layout.addLayout(one, share)
    return layout


def window_size(window: QWidget, width: int, height: int) -> QSize:
    """Return the size that a large window begins with, given for the medium text size: no larger than its screen."""
    room = window.screen().availableSize() - QSize(24, 56)  # the system's frame
    return QSize(theme.px(width), theme.px(height)).boundedTo(room)


def panel(heading: str = "") -> tuple[QFrame, QVBoxLayout]:
    """Make a white panel with a heading; return it and its layout."""
    frame = named(QFrame(), "panel")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(8)
    if heading:
        layout.addWidget(label(heading, "heading"))
    return frame, layout


def framed(heading: str, *parts: Part) -> QFrame:
    """Make a white panel with a heading and these parts below each other."""
    frame = named(QFrame(), "panel")
    head = (label(heading, "heading"),) if heading else ()
    down(*head, *parts, on=frame, margins=(16, 12, 16, 12), spacing=8)
    return frame


class _Note(QLabel):
    """A label that breaks its words only where they must be: as a form asks for its height, as if for all its room."""

    def sizeHint(self) -> QSize:
        """Want one line, a long one a readable width."""
        width = min(self.fontMetrics().horizontalAdvance(self.text()) + 4, theme.px(_NOTE_WIDTH))
        return QSize(width, self.heightForWidth(width))


def note(words: str) -> QLabel:
    """Make a quiet line or more that explains something."""
    made = _Note(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("role", "secondary")
    return made


class _Splitter(QSplitter):
    """Parts beside each other: until a border is moved, those at the sides have their widths and one takes the rest.

    Where that one would have less than its own width, the sides give way, down to their least.
    """

    def __init__(self, widths: Sequence[int], stretched: int, least: Mapping[int, int]) -> None:
        super().__init__()
        self._widths, self._stretched, self._least = widths, stretched, least
        self._moved = False
        self.splitterMoved.connect(self._on_moved)

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:
        """Take widths that were remembered; they stay."""
        self._moved = super().restoreState(state) or self._moved
        return self._moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sides their widths, where nobody has chosen others."""
        super().resizeEvent(event)
        self.follow_text_size()

    def follow_text_size(self) -> None:
        """Give the sides the widths of the text size now in force."""
        if not self._moved:
            widths = [theme.px(width) for width in self._widths]
            spare = {at: widths[at] - theme.px(least) for at, least in self._least.items()}
            short = min(max(sum(widths) - self.width(), 0), sum(spare.values()))
            for at, room in spare.items():
                widths[at] -= room * short // sum(spare.values())
            widths[self._stretched] = max(self.width() - sum(widths) + widths[self._stretched], 0)
            self.setSizes(widths)

    def _on_moved(self, _at: int, _index: int) -> None:
        self._moved = True


def side_by_side(*parts: tuple[QWidget, int], stretched: int = 1, least: Mapping[int, int] | None = None) -> QSplitter:
    """Put parts beside each other with borders that can be moved, each with its width at first.

    `least` is how narrow a side may be, by its place, before the stretched one gets less than its own width.
    """
    splitter = _Splitter([width for _part, width in parts], stretched, least or {})
    for part, _width in parts:
        splitter.addWidget(part)
    splitter.setStretchFactor(stretched, 1)
    splitter.setSizes([theme.px(width) for _part, width in parts])
    return splitter


def remember(splitter: QSplitter, preferences: Preferences | None, key: str) -> None:
    """Have the borders of parts where the user moved them last."""
    if preferences is not None:
        splitter.restoreState(preferences.bytes_of(key))
        splitter.splitterMoved.connect(lambda *_at: preferences.set_bytes(key, splitter.saveState()))


def offer(box: QComboBox, choices: Sequence[tuple[Any, str]]) -> None:
    """Offer other choices (id, words), keeping what is chosen where it is still there, and telling nobody."""
    kept = box.currentData()
    with QSignalBlocker(box):
        box.clear()
        for id_, words in choices:
            box.addItem(words, id_)
        box.setCurrentIndex(max(box.findData(kept), 0))


def refill(layout: QBoxLayout, rows: Sequence[QWidget], nothing: str = "", keep: int = 0) -> None:
    """Put other rows into a layout behind the first `keep`, or a word for none."""
    while layout.count() > keep:
        item = layout.takeAt(keep)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()  # it goes when what is being done with it is over
            widget.deleteLater()
    for row in rows or ([label(nothing, "secondary")] if nothing else []):
        layout.addWidget(row)
        row.show()


def scrolled(inside: QWidget) -> QScrollArea:
    """Put a widget that may be long into an area that scrolls up and down."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def empty_state(sentence: str, text: str = "", run: Callable[[], object] | None = None) -> QWidget:
    """Make the empty state: one sentence, and the one button that starts where there is one."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.addStretch(1)
    layout.addWidget(label(sentence, "secondary"), alignment=Qt.AlignmentFlag.AlignHCenter)
    if text:
        layout.addSpacing(12)
        layout.addWidget(button(text, run, look="primary"), alignment=Qt.AlignmentFlag.AlignHCenter)
    layout.addStretch(2)
    return made


def stacked(*parts: QWidget) -> QStackedWidget:
    """Make a place in which one of several parts is seen, the first for now."""
    stack = QStackedWidget()
    for part in parts:
        stack.addWidget(part)
    return stack


def tabbed(titles: Sequence[str], parts: Sequence[QWidget]) -> QTabWidget:
    """Make tabs with these titles."""
    tabs = QTabWidget()
    for title, part in zip(titles, parts, strict=True):
        tabs.addTab(part, title)
    return tabs


def menu_button(words: str, fill: Callable[[QMenu], None]) -> QPushButton:
    """Make a button whose menu `fill` fills anew each time it opens, from what is chosen then."""
    made = button(words)
    menu = QMenu(made)
    menu.aboutToShow.connect(menu.clear)
    menu.aboutToShow.connect(lambda: fill(menu))
    made.setMenu(menu)
    return made


def allow(thing: QWidget | QAction, allowed: bool, why_not: str) -> None:
    """Enable a button, a field or an action, or say in its tip why it cannot be used."""
    if thing.property("tip") is None:
        thing.setProperty("tip", thing.toolTip())
    thing.setEnabled(allowed)
    before = f"{thing.text()}：" if isinstance(thing, QAction) else ""
    thing.setToolTip(str(thing.property("tip")) if allowed else f"{before}{why_not}")


def add_to(menu: QMenu, text: str, run: Callable[[], object], enabled: bool = True, why_not: str = "") -> None:
    """Add an entry to a menu; `why_not` is the tip of one that cannot be chosen."""
    action = menu.addAction(text)
    action.setEnabled(enabled)
    if not enabled and why_not:
        action.setToolTip(why_not)
        menu.setToolTipsVisible(True)
    action.triggered.connect(lambda _checked=False: run())


def say_in(menu: QMenu, words: str) -> None:
    """Say in a menu why its entries cannot be chosen; nothing for ""."""
    if words:
        menu.addAction(words).setEnabled(False)
        menu.addSeparator()
