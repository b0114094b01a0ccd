"""概况: the congress's own fields, each change one undo step, and what is found about it."""

from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.pages.meetings.number_fields import NUMBERS, show_numbers
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.finding_list import FindingRows
from huanjie_desktop.qt.widgets.parts import STRETCH, across, down, label, panel
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.shown.meetings import Shown

FIELDS = (
    FieldSpec("unit", "召开单位", placeholder="例如 青禾县、柳河镇", needed="请填写召开单位，例如“青禾县”“柳河镇”。"),
    *NUMBERS,
    FieldSpec("start", "开始日期", "day", placeholder="未定"),
    FieldSpec("end", "结束日期", "day", placeholder="未定"),
    FieldSpec("venue", "地点", placeholder="例如 县会议中心"),
)


class OverviewTab(QWidget):
    """概况."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.form = RecordForm(FIELDS)
        self.form.write_with(tasks, "修改会议概况", congresses.edit_congress)
        self.counts = label("", "secondary", wrap=True)
        self.form.rows.addRow("已有", self.counts)
        self.findings = FindingRows(basis=True)
        fields_frame, fields = panel()
        fields.addLayout(down(self.title, self.form, STRETCH))
        found_frame, found = panel("检查结果")
        found.addLayout(down(self.findings, STRETCH))
        across((fields_frame, 1), (found_frame, 1), on=self, margins=16, spacing=16)

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's fields."""
        congress = shown.congress
        self.title.setText(shown.title)
        self.form.show_record(congress.id, vars(congress))
        show_numbers(self.form, shown.kind)
        self.counts.setText(shown.counts)
        self.findings.show_findings(shown.findings, "没有发现问题。")
