"""概况: the congress's own fields, each change one undo step, and what is found about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.day_edit import DayEdit
from huanjie_desktop.qt.widgets.parts import label, panel
from huanjie_desktop.services.shown.meetings import Shown

_MARKS = {
    Severity.ERROR: ("circle-alert", "error"),
    Severity.WARNING: ("triangle-alert", "warning"),
    Severity.HINT: ("info", "hint"),
}


class OverviewTab(QWidget):
    """概况: `change(field=value)` writes one change."""

    def __init__(self, change: Callable[[dict[str, Any]], None]) -> None:
        super().__init__()
        self._change = change
        self._shown: Shown | None = None
        self.title = label("", "heading", wrap=True)
        self.unit_edit, self.venue_edit = QLineEdit(), QLineEdit()
        self.ordinal_box = QSpinBox()
        self.ordinal_box.setRange(1, 999)
        self.ordinal_box.setPrefix("第 ")
        self.ordinal_box.setSuffix(" 次")
        self.start_edit = DayEdit()
        self.end_edit = DayEdit()
        self.numbers = label("", "secondary", wrap=True)
        frame, inside = panel()
        inside.addWidget(self.title)
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(16)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            ("召开单位", self.unit_edit),
            ("届次", self.ordinal_box),
            ("开始日期", self.start_edit),
            ("结束日期", self.end_edit),
            ("地点", self.venue_edit),
        ):
            field.setAccessibleName(words)
            form.addRow(words, field)
        form.addRow("已有", self.numbers)
        inside.addLayout(form)
        inside.addStretch(1)
        self._found_frame, self._found = panel("检查结果")
        self._found_rows = QVBoxLayout()
        self._found.addLayout(self._found_rows)
        self._found.addStretch(1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(16)
        layout.addWidget(frame, 1)
        layout.addWidget(self._found_frame, 1)
        self._listen()

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's fields."""
        self._shown = shown
        congress = shown.congress
        self.title.setText(shown.title)
        for edit, text in ((self.unit_edit, congress.unit), (self.venue_edit, congress.venue)):
            if not edit.hasFocus() or edit.text() != text:
                edit.setText(text)
        self.ordinal_box.blockSignals(True)
        self.ordinal_box.setValue(congress.ordinal)
        self.ordinal_box.blockSignals(False)
        for day_edit, day in ((self.start_edit, congress.start), (self.end_edit, congress.end)):
            if day is not None:
                day_edit.set_day(day)
        self.numbers.setText(
            f"代表 {len(shown.delegates)} 名，代表团 {len(shown.delegations)} 个，"
            f"会次 {len(shown.sessions)} 个，大会机构 {len(shown.officers)} 人次"
        )
        self._show_findings(shown)

    def _listen(self) -> None:
        self.unit_edit.editingFinished.connect(lambda: self._write("unit", self.unit_edit.text().strip()))
        self.venue_edit.editingFinished.connect(lambda: self._write("venue", self.venue_edit.text().strip()))
        self.ordinal_box.editingFinished.connect(lambda: self._write("ordinal", self.ordinal_box.value()))
        self.start_edit.editingFinished.connect(lambda: self._write("start", self.start_edit.day_chosen()))
        self.end_edit.editingFinished.connect(lambda: self._write("end", self.end_edit.day_chosen()))

    def _write(self, field: str, value: Any) -> None:
        if self._shown is not None and getattr(self._shown.congress, field) != value:
            self._change({field: value})

    def _show_findings(self, shown: Shown) -> None:
        while self._found_rows.count():
            taken = self._found_rows.takeAt(0)
            old = taken.widget() if taken is not None else None
            if old is not None:
                old.deleteLater()
        for finding in shown.findings:
            drawing, colour = _MARKS[finding.severity]
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            mark = label()
            mark.setPixmap(icons.icon(drawing, colour).pixmap(theme.px(16), theme.px(16)))
            line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            words = finding.text + (f"（{finding.basis}）" if finding.basis else "")
            line.addWidget(label(words, wrap=True), 1)
            self._found_rows.addWidget(row)
        if not shown.findings:
            self._found_rows.addWidget(label("没有发现问题。", "secondary"))
