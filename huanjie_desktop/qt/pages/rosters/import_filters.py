"""The filters above the rows of an import, with their counts; on a second line where one has no room for them all."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QGridLayout, QHBoxLayout, QLayout, QPushButton, QWidget

from huanjie_desktop.qt.widgets.parts import button, named
from huanjie_desktop.services.shown.import_words import ALL, FILTERS

_ACROSS, _DOWN, _SPACING = 12, 6, 4


class ImportFilters(QWidget):
    """筛选: `chosen` tells the place of the filter that was clicked; `first` is whether what is to decide comes first."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        named(self, "filterBar")
        self.buttons: list[QPushButton] = []
        group = QButtonGroup(self)
        for at, (words, _outcomes, colour) in enumerate(FILTERS):
            made = button(words, lambda at=at: self.chosen.emit(at), look="chip")  # type: ignore[misc]
            made.setProperty("tint", colour)
            made.setCheckable(True)
            group.addButton(made)
            self.buttons.append(made)
        self.buttons[ALL].setChecked(True)
        self.first = QCheckBox("要定的在前")
        self.first.setChecked(True)
        self._lines = QGridLayout(self)
        self._lines.setContentsMargins(_ACROSS, _DOWN, _ACROSS, _DOWN)
        self._lines.setVerticalSpacing(_DOWN)
        self._lines.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._rows: list[QHBoxLayout] = []
        self._set: list[list[QWidget]] = []
        self._arrange()

    def show_counts(self, counts: Sequence[int], chosen: int) -> None:
        """Show how many rows each has; one without any is hidden unless it is chosen."""
        for at, (made, count) in enumerate(zip(self.buttons, counts, strict=True)):
            made.setText(f"{FILTERS[at][0]} {count}")
            made.setVisible(bool(count) or at in (ALL, chosen))
        self._arrange()

    def _arrange(self) -> None:
        """Set what is shown on as few lines as hold it."""
        lines: list[list[QWidget]] = [[]]
        left = room = self.width() - 2 * _ACROSS
        for part in (*self.buttons, self.first):
            wide = part.sizeHint().width() + _SPACING if not part.isHidden() else 0
            if wide > left and lines[-1]:
                lines.append([])
                left = room
            lines[-1].append(part)
            left -= wide
        if lines == self._set:
            return
        self._set = lines
        for line in self._rows:
            while line.takeAt(0) is not None:
                pass
            self._lines.removeItem(line)
        self._rows = []
        for at, parts in enumerate(lines):
            row = QHBoxLayout()
            row.setSpacing(_SPACING)
            for each in parts:
                if each is self.first:
                    row.addStretch(1)
                row.addWidget(each)
            if self.first not in parts:
                row.addStretch(1)
            self._lines.addLayout(row, at, 0)
            self._rows.append(row)

    def minimumSizeHint(self) -> QSize:
        """Be as narrow as the widest part, whatever stands on one line now."""
        widest = max(part.sizeHint().width() for part in (*self.buttons, self.first))
        return QSize(widest + 2 * _ACROSS, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange what is shown by the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange it anew for another size of text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()
