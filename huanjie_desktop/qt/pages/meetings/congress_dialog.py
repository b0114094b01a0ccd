"""新建会议: kind, unit, its numbers, dates and venue, with the title as it will be printed."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.meeting import congress_title
from huanjie_desktop.qt.pages.meetings.number_boxes import NumberBoxes
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
        self.numbers = NumberBoxes()
        self.start_edit, self.end_edit = DayEdit(day), DayEdit(day)
        self.venue_edit = QLineEdit(placeholderText="例如 县会议中心")
        self.title = label("", "secondary", wrap=True)
        for words, field in (
            ("会议种类", self.kind_box),
            ("召开单位", self.unit_edit),
            ("届次", self.numbers),
            ("开始日期", self.start_edit),
            ("结束日期", self.end_edit),
            ("地点", self.venue_edit),
            ("会议名称", self.title),
        ):
            self.form.addRow(words, field)
        self.kind_box.currentIndexChanged.connect(self._follow_kind)
        self.start_edit.dateChanged.connect(self._follow_days)
        self.unit_edit.textChanged.connect(self._show_title)
        self.numbers.changed.connect(self._show_title)
        self._follow_kind()

    @property
    def draft(self) -> CongressDraft:
        """What was asked for."""
        return CongressDraft(
            self._kind.id,
            self.unit_edit.text().strip(),
            start=self.start_edit.day_chosen(),
            end=self.end_edit.day_chosen(),
            venue=self.venue_edit.text().strip(),
            **self.numbers.values(self._kind),
        )

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        if not self.unit_edit.text().strip():
            return "请填写召开单位。"
        return "结束日期早于开始日期。" if self.end_edit.day_chosen() < self.start_edit.day_chosen() else ""

    @property
    def _kind(self) -> CongressKindSpec:
        return self._kinds[str(self.kind_box.currentData())]

    def _follow_kind(self, *_changed: object) -> None:
        self.numbers.show_for(self._kind)
        self._follow_days()

    def _follow_days(self, *_changed: object) -> None:
        self.end_edit.set_day(self.start_edit.day_chosen() + timedelta(days=self._kind.days - 1))
        self._show_title()

    def _show_title(self, *_changed: object) -> None:
        unit = self.unit_edit.text().strip() or "（召开单位）"
        self.title.setText(congress_title(self._kind.title_pattern, unit, **self.numbers.values(self._kind)))
