"""结果: counts first, shares with their base, by category and in all; a chart beside them, or in their place where that is too narrow."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import QComboBox, QWidget

from huanjie_desktop.domain.results import Group
from huanjie_desktop.domain.tally import share_words
from huanjie_desktop.qt.models.rows import NUMBER, RowsModel, TableColumn
from huanjie_desktop.qt.pages.assessment.tally_marks import ShareChart
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, choice_box, down, label, note, offer, scrolled, stacked
from huanjie_desktop.services.assessment.appraisals import Appraisal
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.counts import (
    ResultLine,
    chart_choices,
    chart_lines,
    line_head,
    result_lines,
    sheets_in_words,
)

ALL = "全部票类"
TABLE, CHART = "票数和占比", "占比图"
_CHART = 340  # what a chart beside the table needs at least


class ResultTab(QWidget):
    """结果: nothing of it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.words = label("", wrap=True)
        self.category_box, self.item_box = choice_box("票类"), choice_box("图表项目")
        self.view_box = choice_box("看表或看图", [(each, each) for each in (TABLE, CHART)])
        for box in (self.category_box, self.item_box, self.view_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.category_box.currentIndexChanged.connect(lambda _at: self._show())
        self.item_box.currentIndexChanged.connect(lambda _at: self._show_chart())
        self.view_box.currentIndexChanged.connect(lambda _at: self._arrange())
        self.model = RowsModel((), self)
        self.table = EditTable(self.model, "测评结果", 0)
        self.chart = ShareChart()
        area = scrolled(self.chart)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._right, both = QWidget(), QWidget()
        head = across(label("占比", "heading"), STRETCH, self.item_box)
        down(head, (area, 1), on=self._right, margins=(12, 0, 0, 0))
        across((self.table, 5), (self._right, 3), on=both, margins=0, spacing=0)
        self._empty = note("")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = stacked(both, self._empty)
        row = across((self.words, 1), self.view_box, self.category_box)
        down(row, (self._stack, 1), on=self, margins=(16, 12, 16, 12), spacing=8)

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's result, or why there is none yet."""
        self._shown = shown
        groups = self._groups()
        offer(self.category_box, [("", ALL), *((each.code, f"{each.words}　{each.title}") for each in groups)])
        titles = chart_choices(shown.appraisal)
        offer(self.item_box, [(title, title) for title in titles])
        self.item_box.setVisible(len(titles) > 1)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the chart beside the table where no column is pushed off the screen by it."""
        super().resizeEvent(event)
        self._arrange()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        appraisal = shown.appraisal
        ready = appraisal.ready
        self._stack.setCurrentIndex(0 if ready else 1)
        self.category_box.setVisible(ready)
        if not ready:
            self.words.setText("还没有结果。")
            self._empty.setText("\n".join(f"· {problem}" for problem in appraisal.problems))
            self._arrange()
            return
        category = self._category()
        self.words.setText(sheets_in_words(appraisal, category))
        lines = result_lines(appraisal, category)
        self.table.clearSpans()
        self.model.set_columns(_columns(appraisal), lines)
        for at, line in enumerate(lines):
            if line.row is None:
                self.table.setSpan(at, 0, 1, len(self.model.columns))
        self._show_chart()
        self._arrange()

    def _arrange(self) -> None:
        """Show table and chart, or the one that is chosen where there is no room for both."""
        ready = self._stack.currentIndex() == 0
        needed = sum(theme.px(column.width) for column in self.model.columns) + theme.px(_CHART + 60)
        narrow = ready and self.width() < needed
        self.view_box.setVisible(narrow)
        self.table.setVisible(not narrow or self.view_box.currentData() == TABLE)
        self._right.setVisible(not narrow or self.view_box.currentData() == CHART)

    def _show_chart(self) -> None:
        shown = self._shown
        if shown is None or not shown.appraisal.ready:
            return
        at = max(self.item_box.currentIndex(), 0)
        self.chart.show_shares(shown.tallying.form.grade_heads, chart_lines(shown.appraisal, self._category(), at))

    def _groups(self) -> tuple[Group, ...]:
        return self._shown.appraisal.groups if self._shown else ()

    def _category(self) -> Group | None:
        at, groups = self.category_box.currentIndex() - 1, self._groups()
        return groups[at] if 0 <= at < len(groups) else None


def _columns(appraisal: Appraisal) -> list[TableColumn]:
    columns = [TableColumn(line_head(appraisal), lambda line: line.words, width=100, ground=_ground)]
    for at, title in enumerate(appraisal.tallying.form.grade_heads):
        columns.append(TableColumn(title, _count_at(at), kind=NUMBER, width=42))
        columns.append(TableColumn("占比", _share_at(at), kind=NUMBER, width=64))
    columns.append(
        TableColumn("无法辨认", lambda line: str(line.row.counts[-1]) if line.row else "", kind=NUMBER, width=72)
    )
    if not appraisal.tallying.setup.posts:
        columns.append(TableColumn("未填", lambda line: str(line.row.left) if line.row else "", kind=NUMBER, width=44))
    return columns


def _ground(line: ResultLine) -> QColor | None:
    return theme.colour("page") if line.row is None else None


def _count_at(at: int) -> Callable[[ResultLine], str]:
    return lambda line: str(line.row.counts[at]) if line.row and at < len(line.row.counts) - 1 else ""


def _share_at(at: int) -> Callable[[ResultLine], str]:
    def share(line: ResultLine) -> str:
        row = line.row
        return share_words(row.counts[at], row.base) if row and at < len(row.counts) - 1 else ""

    return share
