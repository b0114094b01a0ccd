"""Which steps are seen: all, open, statutory, late or wrong ones; of whom; of which place; and how wide a day is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import button, choice_box, down, named, offer
from huanjie_desktop.services.shown.plan import EVERYTHING, HARD, LATE, OPEN, WRONG, PlanRow, passes

_WHICH = ((EVERYTHING, "全部"), (OPEN, "未完成"), (HARD, "只看法定"), (LATE, "逾期"), (WRONG, "有问题"))
_TINTS = {HARD: "error", LATE: "warning", WRONG: "error"}


class PlanFilters(QWidget):
    """筛选条: `changed` tells that other rows pass."""

    changed = Signal()
    zoom_asked = Signal(int)
    today_asked = Signal()

    def __init__(self, zooms: Sequence[str], zoom: int) -> None:
        super().__init__()
        named(self, "filterBar")
        self.which = EVERYTHING
        self._chips = {which: self._chip(which, words) for which, words in _WHICH}
        group = QButtonGroup(self)
        for chip in self._chips.values():
            group.addButton(chip)
        self._chips[EVERYTHING].setChecked(True)
        self.who = choice_box("责任单位", [("", "责任单位")], lambda _value: self.changed.emit())
        self.place = choice_box("召开单位", [("", "全部单位")], lambda _value: self.changed.emit())
        self.zoom = choice_box("刻度", list(enumerate(zooms)), self.zoom_asked.emit)
        self.zoom.setToolTip("一天多宽：Ctrl+=、Ctrl+-，或按住 Ctrl 滚动")
        self.show_zoom(zoom)
        today = button("今天", self.today_asked.emit, look="link", tip="回到今天（Ctrl+T）")
        for box, width in ((self.who, 108), (self.place, 96), (self.zoom, 64)):
            box.setFixedWidth(theme.px(width))
        line = flowing(*self._chips.values(), self.who, self.place, self.zoom, today, spacing=6)
        down(line, on=self, margins=(12, 6, 12, 6))

    def _chip(self, which: str, words: str) -> QPushButton:
        made = button(words, lambda: self.choose(which))
        made.setProperty("chip", True)
        made.setProperty("tint", _TINTS.get(which, ""))
        made.setCheckable(True)
        return made

    def choose(self, which: str) -> None:
        """See these, "" for all."""
        self.which = which or EVERYTHING
        self._chips[self.which].setChecked(True)
        self.changed.emit()

    def show_zoom(self, zoom: int) -> None:
        """Show how wide a day is."""
        self.zoom.setCurrentIndex(zoom)

    def offer(self, rows: Sequence[PlanRow], *, whole: bool) -> None:
        """Say of how many rows each is, and offer who does them and where."""
        for which, words in _WHICH:
            count = sum(passes(row, which) for row in rows)
            self._chips[which].setText(f"{words} {count}")
            self._chips[which].setVisible(which in (EVERYTHING, OPEN) or count > 0 or which == self.which)
        doers = list(dict.fromkeys(row.planned.step.who for row in rows))
        offer(self.who, [("", "责任单位"), *((each, each) for each in sorted(doers))])
        units = list(dict.fromkeys(row.congress.congress.unit for row in rows))
        offer(self.place, [("", "各单位"), *((each, each) for each in units)])
        self.place.setVisible(whole and len(units) > 1)

    def passes(self, row: PlanRow) -> bool:
        """Tell whether a row is seen."""
        if not passes(row, self.which) or self.who.currentData() not in ("", row.planned.step.who):
            return False
        return self.place.isHidden() or self.place.currentData() in ("", row.congress.congress.unit)
