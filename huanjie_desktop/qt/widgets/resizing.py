"""Another text size for a window that stays: lengths that were fixed grow with it, and nothing is made anew."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QListWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.theme import TextSize

_ENDLESS = (1 << 19) - 1  # from here on a length stands for none
Step = Callable[[], object]


@runtime_checkable
class Follows(Protocol):
    """A widget that keeps lengths of its own for what it draws or makes later."""

    def follow_text_size(self) -> None:
        """Take the lengths of the text size now in force."""


def change_text_size(application: QApplication, size: TextSize) -> None:
    """Dress all windows for another text size, with pages, selections and what is being typed as they are."""
    ratio = Fraction(size.value, theme.text_size().value)
    widgets = [
        each for each in application.allWidgets() if not each.objectName().startswith("qt_")
    ]  # Qt's own keep theirs
    steps = [step for widget in widgets for step in _steps(widget, ratio)]
    for step in steps:
        step()
    theme.dress(application, size)
    for widget in widgets:
        if isinstance(widget, Follows):
            widget.follow_text_size()


def _steps(widget: QWidget, ratio: Fraction) -> Iterator[Step]:
    """Give what sets a widget's lengths, each worked out before any is set: twin heads tell each other."""

    def scaled(length: int) -> int:
        return length if length >= _ENDLESS else round(length * ratio)

    least, most = widget.minimumSize(), widget.maximumSize()
    new_least, new_most = (QSize(scaled(each.width()), scaled(each.height())) for each in (least, most))
    if least != new_least or most != new_most:
        yield lambda: (
            widget.setMinimumSize(QSize(0, 0)),
            widget.setMaximumSize(new_most),
            widget.setMinimumSize(new_least),
        )
    if isinstance(widget, QAbstractButton | QAbstractItemView) and widget.iconSize().isValid():
        icon = QSize(scaled(widget.iconSize().width()), scaled(widget.iconSize().height()))
        yield lambda: widget.setIconSize(icon)
    if isinstance(widget, QHeaderView):
        yield from _of_head(widget, scaled)
    if isinstance(widget, QListWidget):
        for item in map(widget.item, range(widget.count())):
            if item.sizeHint().isValid():
                hint = QSize(item.sizeHint().width(), scaled(item.sizeHint().height()))
                yield lambda item=item, hint=hint: item.setSizeHint(hint)  # type: ignore[misc]
    if isinstance(widget, QTreeWidget):
        indent = scaled(widget.indentation())
        yield lambda: widget.setIndentation(indent)
        for row in _rows(widget):
            if row.sizeHint(0).isValid():
                hint = QSize(row.sizeHint(0).width(), scaled(row.sizeHint(0).height()))
                yield lambda row=row, hint=hint: row.setSizeHint(0, hint)  # type: ignore[misc]


def _rows(tree: QTreeWidget) -> Iterator[QTreeWidgetItem]:
    walk = QTreeWidgetItemIterator(tree)
    while (row := walk.value()) is not None:
        yield row
        walk += 1


def _of_head(head: QHeaderView, scaled: Callable[[int], int]) -> Iterator[Step]:
    least, each = scaled(head.minimumSectionSize()), scaled(head.defaultSectionSize())
    sizes = [scaled(head.sectionSize(at)) for at in range(head.count())]
    free = [at for at in range(head.count()) if head.sectionResizeMode(at) == QHeaderView.ResizeMode.Interactive]
    if head.defaultSectionSize() != each:
        yield lambda: head.setMinimumSectionSize(least)
        yield lambda: head.setDefaultSectionSize(each)
    for at in free if head.orientation().name == "Horizontal" else ():
        if not head.isSectionHidden(at) and sizes[at]:
            yield lambda at=at: head.resizeSection(at, sizes[at])  # type: ignore[misc]
