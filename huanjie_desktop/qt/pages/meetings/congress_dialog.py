"""新建会议: kind, unit, ordinal, dates and venue, with the title as it will read."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.meeting import congress_title
from huanjie_desktop.qt.widgets.day_edit import DayEdit
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import label
from huanjie_desktop.services.meetings.congresses import CongressDraft


class CongressDialog(FormDialog):
    """新建会议: `county` is the unit offered first, `day` the opening day offered."""

    def __init__(self, parent: QWidget | None, kinds: Sequence[CongressKindSpec], county: str, day: date) -> None:
        super().__init__(parent, "新建会议", "新建")
        self._kinds = {kind.id: kind for kind in kinds}
        self.kind_box = QComboBox()
        for kind in kinds:
            self.kind_box.addItem(kind.title, kind.id)
        self.unit_edit = QLineEdit(county, placeholderText="例如 青禾县、柳河镇")
        self.ordinal_box = QSpinBox()
        self.ordinal_box.setRange(1, 999)
        self.ordinal_box.setValue(12)
        self.ordinal_box.setPrefix("第 ")
        self.ordinal_box.setSuffix(" 次")
        self.start_edit, self.end_edit = DayEdit(day), DayEdit(day)
        self.venue_edit = QLineEdit(placeholderText="例如 县会议中心")
        self._title = label("", "secondary", wrap=True)
        for words, field in (
            ("会议种类", self.kind_box),
            ("召开单位", self.unit_edit),
            ("届次", self.ordinal_box),
            ("开始日期", self.start_edit),
            ("结束日期", self.end_edit),
            ("地点", self.venue_edit),
            ("会议名称", self._title),
        ):
            self.form.addRow(words, field)
        self.kind_box.currentIndexChanged.connect(self._follow_days)
        self.start_edit.dateChanged.connect(self._follow_days)
        self.unit_edit.textChanged.connect(self._show_title)
        self.ordinal_box.valueChanged.connect(self._show_title)
        self._follow_days()

    @property
    def draft(self) -> CongressDraft:
        """What was asked for."""
        return CongressDraft(
            str(self.kind_box.currentData()),
            self.unit_edit.text().strip(),
            self.ordinal_box.value(),
            self.start_edit.day_chosen(),
            self.end_edit.day_chosen(),
            self.venue_edit.text().strip(),
        )

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        if not self.unit_edit.text().strip():
            return "请填写召开单位。"
        return "结束日期早于开始日期。" if self.end_edit.day_chosen() < self.start_edit.day_chosen() else ""

    def _follow_days(self, *_changed: object) -> None:
        days = self._kinds[str(self.kind_box.currentData())].days
        self.end_edit.set_day(self.start_edit.day_chosen() + timedelta(days=days - 1))
        self._show_title()

    def _show_title(self, *_changed: object) -> None:
        kind = self._kinds[str(self.kind_box.currentData())]
        unit = self.unit_edit.text().strip() or "（召开单位）"
        self._title.setText(congress_title(kind.title_pattern, unit, self.ordinal_box.value()))
