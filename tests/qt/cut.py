"""Finds words that a widget has no room for: of labels, buttons, ticks, tabs and boxes of choices that are seen."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QScrollArea, QSplitter, QTabBar, QToolButton, QWidget

from huanjie_desktop.qt.widgets.parts import ElidedLabel

SLACK = 1  # px that rounding may take


def cut_words(inside: QWidget) -> list[str]:
    """Return what is cut, each with the kind of widget that it is in."""
    over = [each for each in inside.findChildren(QSplitter) if each.isVisible() and _lie_over_each_other(each)]
    return [
        *(f"{type(each).__name__} {words}" for each, words in _cut(inside)),
        *(f"{type(each).__name__}: its parts lie over each other" for each in over),
    ]


def _cut(inside: QWidget) -> Iterator[tuple[QWidget, str]]:
    for each in inside.findChildren(QWidget):
        if not each.isVisible() or isinstance(each, ElidedLabel):
            continue
        if isinstance(each, QLabel) and each.text():
            if _too_small(each) or _outside(each):
                yield each, each.text()
        elif isinstance(each, QAbstractButton) and each.text():
            narrow = each.width() + SLACK < each.sizeHint().width() and not isinstance(each.parent(), QTabBar)
            if narrow or _outside(each):
                yield each, each.text()
        elif isinstance(each, QComboBox) and each.currentText():
            needed = each.fontMetrics().horizontalAdvance(each.currentText())
            if each.width() < needed + 24 or _outside(each):
                yield each, each.currentText()
        elif isinstance(each, QTabBar):
            for button in each.findChildren(QToolButton):
                if button.isVisible():
                    yield each, "tabs scroll"


def _lie_over_each_other(splitter: QSplitter) -> bool:
    """Tell whether two parts stand in one place; one that is folded has no room of its own."""
    parts = filter(None, (splitter.widget(at) for at in range(splitter.count())))
    seen = [part.geometry() for part in parts if part.isVisible() and part.width() and part.height()]
    return any(one.intersects(two) for one, two in pairwise(seen))


def _too_small(label: QLabel) -> bool:
    if label.wordWrap():
        return label.height() + SLACK < label.heightForWidth(label.width())
    return label.width() + SLACK < label.sizeHint().width() or label.height() + SLACK < label.sizeHint().height() - 4


def _outside(widget: QWidget) -> bool:
    """Tell whether a part of a widget lies outside of what it is in, where that does not scroll."""
    own, above = QRect(widget.mapTo(widget.window(), widget.rect().topLeft()), widget.size()), widget.parentWidget()
    while above is not None and not above.isWindow():
        if isinstance(above.parentWidget(), QScrollArea | None):
            return False
        seen = QRect(above.mapTo(above.window(), above.rect().topLeft()), above.size())
        if own.right() > seen.right() + SLACK or own.bottom() > seen.bottom() + SLACK:
            return True
        above = above.parentWidget()
    return False
