"""结果: counts first, shares with their base, by category and in all, and a chart beside them."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget

from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.results import Group
from huanjie_desktop.domain.tally import share_words
from huanjie_desktop.qt.models.rows import NUMBER, RowsModel, TableColumn
from huanjie_desktop.qt.pages.assessment.tally_marks import ShareChart
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import STRETCH, across, down, label, note, offer, scrolled, side_by_side, stacked
from huanjie_desktop.services.assessment.appraisals import Appraisal
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.counts import ResultRow, chart_choices, chart_lines, result_rows, sheets_in_words

ALL = "全部票类"


class ResultTab(QWidget):
    """结果: nothing of it is typed."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Shown | None = None
        self.words = label("", wrap=True)
        self.category_box, self.item_box = QComboBox(), QComboBox()
        self.category_box.setAccessibleName("票类")
        self.item_box.setAccessibleName("图表项目")
        for box in (self.category_box, self.item_box):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.category_box.currentIndexChanged.connect(lambda _at: self._show())
        self.item_box.currentIndexChanged.connect(lambda _at: self._show_chart())
        self.model = RowsModel((), self)
        self.table = EditTable(self.model, "测评结果")
        self.chart = ShareChart()
        area = scrolled(self.chart)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        right = QWidget()
        head = across(label("占比", "heading"), STRETCH, self.item_box)
        down(head, (area, 1), on=right, margins=(12, 0, 0, 0))
        splitter = side_by_side((self.table, 560), (right, 420), stretched=0)
        self._empty = note("")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = stacked(splitter, self._empty)
        row = across((self.words, 1), self.category_box)
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
            return
        category = self._category()
        self.words.setText(sheets_in_words(appraisal, category))
        self.model.set_columns(_columns(appraisal), result_rows(appraisal, category))
        self._show_chart()

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
    posts = {post.id: post.title for post in appraisal.tallying.setup.posts}
    columns = [
        TableColumn(
            "推荐职位" if posts else "对象",
            lambda row: row.name if not posts else row.title,
            width=170 if posts else 120,
        )
    ]
    columns.append(
        TableColumn(
            "推荐人选" if posts else "项目", lambda row: display_name(row.name) if posts else row.title, width=96
        )
    )
    for at, title in enumerate(appraisal.tallying.form.grade_heads):
        columns.append(TableColumn(title, _count_at(at), kind=NUMBER, width=64))
        columns.append(TableColumn("占比", _share_at(at), kind=NUMBER, width=64))
    columns.append(TableColumn("无法辨认", lambda row: str(row.counts[-1]), kind=NUMBER, width=76))
    if not posts:
        columns.append(TableColumn("未填", lambda row: str(row.left), kind=NUMBER, width=56))
    return columns


def _count_at(at: int) -> Callable[[ResultRow], str]:
    return lambda row: str(row.counts[at]) if at < len(row.counts) - 1 else ""


def _share_at(at: int) -> Callable[[ResultRow], str]:
    return lambda row: share_words(row.counts[at], row.base) if at < len(row.counts) - 1 else ""
