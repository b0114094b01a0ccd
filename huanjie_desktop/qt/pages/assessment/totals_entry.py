"""按合计录入: the sheets of each category, and the totals of one category as a grid that takes a block from Excel."""

from PySide6.QtWidgets import QComboBox

from huanjie_desktop.domain.assessment import CountRound
from huanjie_desktop.domain.tally import Counts
from huanjie_desktop.qt.models.rows import CellChange, RowsModel
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.campaign_tab import CampaignTab
from huanjie_desktop.qt.pages.assessment.dialogs import WriteInDialog
from huanjie_desktop.qt.pages.assessment.totals import box_columns, totals_columns
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, offer
from huanjie_desktop.services.assessment import tallying
from huanjie_desktop.services.assessment.tallying import Totals
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.counts import Typed, box_rows, boxes_typed, totals_rows, totals_typed


class TotalsEntry(CampaignTab):
    """按合计录入: every cell or pasted block is one undo step."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__(run)
        self._round: CountRound | None = None
        self._counts = Counts()
        self.boxes = RowsModel(box_columns(editable=True), self)
        self.boxes.changes_asked.connect(self._on_boxes)
        self.box_table = EditTable(self.boxes, "各票类张数", 1, fitted=True)
        self.grid = RowsModel((), self)
        self.grid.changes_asked.connect(self._on_marks)
        self.grid_table = EditTable(self.grid, "票数合计", 0)
        for model in (self.boxes, self.grid):
            model.follow(tasks)
        self.category_box = QComboBox()
        self.category_box.setAccessibleName("票类")
        self.category_box.currentIndexChanged.connect(lambda _at: self._show_grid())
        self.name_button = button("添加另推荐人选", self.add_name, drawing="plus")
        row = across(
            label("票数合计", "heading"),
            self.category_box,
            label("可从 Excel 成块粘贴；“未填”由程序计算，不能是负数。", "secondary"),
            STRETCH,
            self.name_button,
        )
        down(self.box_table, row, (self.grid_table, 1), on=self, margins=0, spacing=8)

    def show_round(self, shown: Shown, round_: CountRound) -> None:
        """Key totals into a round."""
        categories = shown.tallying.setup.categories
        kept = self.category_box.currentIndex()  # after undo the boxes are others
        offer(self.category_box, [(each.id, f"{each.code}票　{each.title}") for each in categories])
        self.category_box.setCurrentIndex(max(kept, 0))
        if self._round is None or self._round.id != round_.id:
            self.grid.set_columns(totals_columns(shown.tallying))
        self._shown, self._round = shown, round_
        self._counts = shown.counts.get(round_.number, Counts())
        self.name_button.setVisible(bool(shown.tallying.setup.posts))
        self.boxes.set_rows(box_rows(shown.tallying, self._counts))
        self._show_grid()

    def add_name(self) -> None:
        """Ask for a post and a name written in, and give it a row."""
        shown = self._shown
        if shown is None:
            return
        posts = shown.tallying.setup.posts
        at = max(self.grid_table.currentIndex().row(), 0)
        row = self.grid.row_at(at)
        subject = next((each for each in shown.tallying.setup.subjects if each.id == row.subject_id), None)
        post = next((each for each in posts if subject is not None and each.id == subject.post_id), posts[0])
        name = ask_dialog(WriteInDialog(self.window(), post.title, ()), lambda closed: closed.name)
        if name is not None:
            self._write(Totals({}, {}, {(str(self.category_box.currentData()), post.id, name): 1}))

    def _show_grid(self) -> None:
        if self._shown is not None:
            category = str(self.category_box.currentData())
            self.grid.set_rows(totals_rows(self._shown.tallying, self._counts, category))

    def _on_boxes(self, changes: list[CellChange]) -> None:
        totals = boxes_typed(list(self.boxes.rows), _typed(changes))
        if totals.boxes:
            self._write(totals)

    def _on_marks(self, changes: list[CellChange]) -> None:
        category = str(self.category_box.currentData())
        self._write(totals_typed(list(self.grid.rows), category, _typed(changes)))

    def _write(self, totals: Totals) -> None:
        if self._round is not None:
            self.change("录入票数", tallying.set_totals, self._round.number, totals)


def _typed(changes: list[CellChange]) -> list[Typed]:
    return [(change.row_id, change.field, change.value) for change in changes]
