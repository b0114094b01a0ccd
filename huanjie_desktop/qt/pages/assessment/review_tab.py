"""复核: the balance of the sheets, and where the two entries differ, each settled with a reason."""

from huanjie_desktop.qt.models.rows import RowsModel, TableColumn
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.campaign_tab import CampaignTab
from huanjie_desktop.qt.pages.assessment.dialogs import SettleDialog
from huanjie_desktop.qt.pages.assessment.totals import box_columns
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, label
from huanjie_desktop.services.assessment import appraisals, settling
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.counts import box_rows, difference_row

_COLUMNS = (
    TableColumn("票类、对象、项目", lambda row: row.place, width=240, tip=lambda row: row.place),
    TableColumn("第一遍", lambda row: row.first, width=145, tip=lambda row: row.first),
    TableColumn("第二遍", lambda row: row.second, width=145, tip=lambda row: row.second),
    TableColumn(
        "处理",
        lambda row: row.settled,
        width=150,
        tint=lambda row: theme.colour("error") if row.difference.settlement is None else None,
    ),
)


class ReviewTab(CampaignTab):
    """复核."""

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self.words = label("", wrap=True)
        self.boxes = RowsModel(box_columns(editable=False), self)
        self.box_table = EditTable(self.boxes, "张数核对", 1, fitted=True)
        self.model = RowsModel(_COLUMNS, self)
        self.table = EditTable(self.model, "两遍差异", 3)
        self.table.doubleClicked.connect(lambda _index: self.settle())
        self.settle_button = button("处理差异", self.settle, look="primary")
        foot = across(label("可选几行一起以某一遍为准；重新清点的逐处填写。", "secondary"), STRETCH, self.settle_button)
        parts = (self.words, self.box_table, label("两遍录入的差异", "heading"), (self.table, 1), foot)
        down(*parts, on=self, margins=(16, 12, 16, 12), spacing=8)

    def show_campaign(self, shown: Shown) -> None:
        """Show what agrees and what does not."""
        self._shown = shown
        appraisal, told = shown.appraisal, shown.tallying
        problems = appraisal.problems
        self.words.setText("；".join(problems) + "。" if problems else "发出 ≥ 收回 = 有效 + 无效，各项票数相符。")
        self.words.setProperty("role", "error" if problems else "secondary")
        self.words.style().polish(self.words)
        self.boxes.set_rows(box_rows(told, appraisal.counts))
        self.model.set_rows([difference_row(told, each) for each in appraisal.differences])
        none = "两遍录入没有差异。" if 2 in told.rounds else "还没有录第二遍，没有可比的。"
        allow(self.settle_button, bool(appraisal.differences), none)

    def settle(self) -> None:
        """Ask how the chosen differences are settled."""
        rows = self.table.chosen_rows() or ([0] if self.model.rowCount() == 1 else [])
        if self._shown is None or not rows:
            return
        chosen = [self.model.row_at(row) for row in rows]
        single = chosen[0].difference if len(chosen) == 1 else None
        words = chosen[0].place if single is not None else f"选中的 {len(chosen)} 处差异"
        heads = appraisals.place_heads(self._shown.tallying, chosen[0].difference.place)
        dialog = SettleDialog(self.window(), words, heads, single)
        answer = ask_dialog(
            dialog,
            lambda closed: (
                {each.difference.place: closed.numbers_for(each.difference) for each in chosen},
                str(closed.record.value("reason")),
                str(closed.record.value("signed")),
            ),
        )
        if answer is not None:
            choices, reason, signed = answer
            self.change("处理差异", settling.settle, choices, reason=reason, signed=signed)
