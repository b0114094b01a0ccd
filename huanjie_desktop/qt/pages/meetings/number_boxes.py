"""The numbers of a congress, those that its kind has and in its words: 第 12 次, or 第 18 届 第 1 次会议."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.services.meetings.congresses import MOST


class NumberBoxes(QWidget):
    """届次和会次: a box for each number; `changed` while typing, `edited` with field and value when one is left."""

    changed = Signal()
    edited = Signal(str, int)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[str, QSpinBox] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for field in ("term", "sitting"):
            box = QSpinBox()
            box.setRange(1, MOST)
            box.valueChanged.connect(self.changed)
            box.editingFinished.connect(lambda field=field, box=box: self.edited.emit(field, box.value()))
            self.boxes[field] = box
            self._row.addWidget(box)
        self._row.addStretch(1)
        self.setFocusProxy(self.boxes["term"])

    def show_for(self, kind: CongressKindSpec, values: Mapping[str, int] | None = None) -> None:
        """Show the numbers of a kind, with values or with what a new congress is offered."""
        numbers = {number.field: number for number in kind.numbers}
        for field, box in self.boxes.items():
            number = numbers.get(field)  # type: ignore[call-overload]
            box.setVisible(number is not None)
            if number is not None:
                box.blockSignals(True)
                box.setPrefix(f"{number.before} ")
                box.setSuffix(f" {number.after}")
                box.setAccessibleName(number.title)
                box.setToolTip(number.title)
                box.setValue(values[field] if values else number.offered)
                box.blockSignals(False)

    def values(self, kind: CongressKindSpec) -> dict[str, int]:
        """Return the numbers by field, 0 for one that the kind does not have."""
        had = {number.field for number in kind.numbers}
        return {field: box.value() if field in had else 0 for field, box in self.boxes.items()}
