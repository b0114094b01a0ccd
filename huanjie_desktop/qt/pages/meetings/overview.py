"""概况: the congress's own fields, each change one undo step, and what is found about it."""

from PySide6.QtWidgets import QWidget

from huanjie_desktop.qt.pages.meetings.number_fields import show_numbers
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.finding_list import FindingRows
from huanjie_desktop.qt.widgets.parts import STRETCH, across, down, label, panel
from huanjie_desktop.qt.widgets.record_form import RecordForm
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.shown.fields import CONGRESS
from huanjie_desktop.services.shown.meetings import Shown


class OverviewTab(QWidget):
    """概况."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.title = label("", "heading", wrap=True)
        self.form = RecordForm(CONGRESS)
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
