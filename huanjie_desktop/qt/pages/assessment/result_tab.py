"""结果: counts first, shares with their base, by category and in all, and a chart beside them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from huanjie_desktop.catalog.forms import BASES, PERSONS
from huanjie_desktop.domain.assessment import Category
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.tally import share_words
from huanjie_desktop.qt.models.rows import NUMBER, RowsModel, TableColumn
from huanjie_desktop.qt.pages.assessment.tally_marks import ShareChart
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.parts import across, down, label
from huanjie_desktop.services.assessment.appraisals import Appraisal
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.counts import ResultRow, result_rows

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
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.chart)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(12, 0, 0, 0)
        self._item_row = QHBoxLayout()
        self._item_row.addWidget(label("占比", "heading"))
        self._item_row.addStretch(1)
        self._item_row.addWidget(self.item_box)
        column.addLayout(self._item_row)
        column.addWidget(area, 1)
        splitter = QSplitter()
        splitter.addWidget(self.table)
        splitter.addWidget(right)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 3)
        splitter.setSizes([theme.px(560), theme.px(420)])
        self._empty = label("", "secondary", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._stack = QStackedWidget()
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._empty)
        row = across((self.words, 1), self.category_box)
        down(row, (self._stack, 1), on=self, margins=(16, 12, 16, 12), spacing=8)

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's result, or why there is none yet."""
        self._shown = shown
        _refill(self.category_box, [ALL, *(f"{each.code}票　{each.title}" for each in shown.tallying.setup.categories)])
        posts = [post.title for post in shown.tallying.setup.posts]
        titles = posts or list(shown.tallying.form.item_titles)
        _refill(self.item_box, titles)
        self.item_box.setVisible(len(titles) > 1 and (bool(posts) or shown.tallying.form.kind == PERSONS))
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
        box, issued = appraisal.box(category), appraisal.issued(category)
        handed = "" if issued is None else f"发出 {issued} 张，"
        base = BASES[appraisal.tallying.form.rules.base]
        self.words.setText(
            f"{handed}收回 {box.collected} 张，其中有效 {box.valid} 张、无效 {box.void} 张；空白 {box.blank} 张。"
            f"占比以{base}为基数。"
        )
        self.model.set_columns(_columns(appraisal), result_rows(appraisal, category))
        self._show_chart()

    def _show_chart(self) -> None:
        shown = self._shown
        if shown is None or not shown.appraisal.ready:
            return
        appraisal, category = shown.appraisal, self._category()
        rows = result_rows(appraisal, category)
        form = appraisal.tallying.form
        if form.kind == PERSONS or appraisal.tallying.setup.posts:
            rows = [row for row in rows if row.item == self.item_box.currentIndex()]
        grades = form.grade_titles
        several = len(appraisal.tallying.setup.subjects) > 1
        by_name = form.kind == PERSONS or appraisal.tallying.setup.posts
        lines = [
            (
                display_name(row.name) if by_name else f"{row.name} {row.title}" if several else row.title,
                row.counts[: len(grades)],
                row.base,
            )
            for row in rows
        ]
        self.chart.show_shares(grades, lines)

    def _category(self) -> Category | None:
        at = self.category_box.currentIndex() - 1
        categories = self._shown.tallying.setup.categories if self._shown else ()
        return categories[at] if 0 <= at < len(categories) else None


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
    for at, title in enumerate(appraisal.tallying.form.grade_titles):
        columns.append(TableColumn(title, _count_at(at), kind=NUMBER, width=64))
        columns.append(TableColumn("占比", _share_at(at), kind=NUMBER, width=64))
    columns.append(TableColumn("无法辨认", lambda row: str(row.counts[-1]), kind=NUMBER, width=76))
    if not posts:
        columns.append(TableColumn("未填", lambda row: str(row.left), kind=NUMBER, width=56))
    return columns


def _count_at(at: int) -> Callable[[ResultRow], str]:
    return lambda row: str(row.counts[at])


def _share_at(at: int) -> Callable[[ResultRow], str]:
    return lambda row: share_words(row.counts[at], row.base)


def _refill(box: QComboBox, words: Sequence[str]) -> None:
    """Offer other choices, keeping the one chosen where they are the same."""
    if [box.itemText(at) for at in range(box.count())] == list(words):
        return
    box.blockSignals(True)
    box.clear()
    box.addItems(list(words))
    box.blockSignals(False)
