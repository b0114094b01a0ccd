"""测评安排: the campaign's own fields, its categories of voters, and whom it assesses."""

from collections.abc import Mapping, Sequence
from typing import Any

from huanjie_desktop.catalog.forms import free_code
from huanjie_desktop.qt.models.rows import CENTRED, NUMBER, CellChange, RowsModel, TableColumn, by_row
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.campaign_tab import CampaignTab, ask_why
from huanjie_desktop.qt.pages.assessment.subjects_panel import SubjectsPanel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.edit_table import EditTable
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, framed, label, note
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.assessment import campaign_parts, campaigns
from huanjie_desktop.services.assessment.campaigns import CategoryDraft
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.fields import CAMPAIGN

CATEGORY_COLUMNS = (
    TableColumn("票类", lambda each: each.code, "code", CENTRED, 48),
    TableColumn("说明", lambda each: each.title, "title", width=100),
    TableColumn("应到", lambda each: str(each.entitled), "entitled", NUMBER, 52),
    TableColumn("印制", lambda each: str(each.printed), "printed", NUMBER, 52),
    TableColumn(
        "发出",
        lambda each: "" if each.issued is None else str(each.issued),
        "issued",
        NUMBER,
        52,
        tint=lambda each: theme.colour("error") if (each.issued or 0) > each.printed > 0 else None,
    ),
    TableColumn(
        "单独列出",
        lambda each: "是" if each.apart else "",
        "apart",
        CENTRED,
        76,
        tip=lambda _each: "有效票不足5张的票类，结果与别的票类合并；主持人决定单独列出的填“是”，票上会印明。",
    ),
)
YES = ("是", "√", "✓", "1")


class SetupTab(CampaignTab):
    """测评安排."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__(run)
        self.form = RecordForm(CAMPAIGN, spacing=8)
        self.form.write_with(
            tasks, "修改测评安排", campaigns.edit_campaign, lambda error: ask_why(self, "修改测评安排", error)
        )
        self.categories = RowsModel(CATEGORY_COLUMNS, self)
        self.category_table = EditTable(self.categories, "票类", 1)
        self.whom = SubjectsPanel(tasks, run)
        self.categories.let_grow()
        self.categories.write_with(tasks, self._on_categories)
        self._lay_out()

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's fields and tables; what sheets came in for is read-only."""
        self._shown = shown
        setup, campaign = shown.tallying.setup, shown.campaign
        self.form.show_record(campaign.id, vars(campaign))
        self.form_words.setText(f"{setup.version.title}　第 {setup.version.number} 版")
        self.newer_button.setVisible(shown.newer_form and not shown.counted)
        self.categories.set_rows(setup.categories)
        self.whom.show_campaign(shown)
        allow(self._category_buttons[1], not shown.counted, "已经录入了票，票类不能再删除。")
        self.balance.setText(shown.balance)

    def _lay_out(self) -> None:
        self.form_words = label("", wrap=True)
        self.newer_button = button("改用最新版表样", self.use_newest, look="link")
        self.form.rows.insertRow(len(CAMPAIGN) - 1, "表样", across((self.form_words, 1), self.newer_button))
        self._category_buttons = (
            button("添加票类", self.add_category, drawing="plus"),
            button("删除", self.remove_category),
        )
        self.balance = note("")
        tools, heading = across(*self._category_buttons, STRETCH), label("票类和张数", "heading")
        left = framed("测评", self.form, heading, (self.category_table, 1), tools, self.balance)
        left.setMinimumWidth(theme.px(320))
        across((left, 1), (self.whom, 1), on=self, margins=(16, 12, 16, 12), spacing=16)

    # changes

    def use_newest(self) -> None:
        """Use the newest version of the form."""
        if self._shown is not None:
            self.change("更换表样", campaigns.use_form, self._shown.tallying.form.id)

    def _on_categories(self, changes: list[CellChange], added: Sequence[Mapping[str, Any]]) -> None:
        drafts = [
            CategoryDraft(
                **{
                    "code": "",
                    **{field: value for field, value in row.items() if value is not None},
                    "apart": row.get("apart") in YES,
                }
            )
            for row in added
        ]
        changed = {
            id_: {**values, **({"apart": values["apart"] in YES} if "apart" in values else {})}
            for id_, values in by_row(changes, {"entitled", "printed"}).items()
        }
        self.change("修改票类", campaign_parts.edit_categories, changed, drafts)

    def add_category(self) -> None:
        """Ask for a category's mark and add it."""
        if self._shown is None:
            return
        taken = [each.code for each in self._shown.tallying.setup.categories]
        dialog = NameDialog(self.window(), "添加票类", "添加", "票类标记", free_code(taken), taken)
        code = ask_dialog(dialog, lambda closed: closed.text)
        if code is not None:
            self.change("添加票类", campaign_parts.add_category, CategoryDraft(code))

    def remove_category(self) -> None:
        """Remove the chosen category."""
        rows = self.category_table.chosen_rows()
        if rows:
            self.change("删除票类", campaign_parts.remove_category, self.categories.row_at(rows[0]).id)
