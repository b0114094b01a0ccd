"""新建会议: kind, unit, its numbers, dates and venue, with the title as it will be printed."""

from datetime import date, timedelta
from typing import cast

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.meeting import congress_title
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.pages.meetings.number_fields import numbers_in, show_numbers
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import label
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.shown.fields import CONGRESS
from huanjie_desktop.services.shown.meetings import Offered


class CongressDialog(FormDialog):
    """新建会议: `offered` are the kinds, units and numbers, `day` the opening day offered."""

    def __init__(self, parent: QWidget | None, offered: Offered, day: date) -> None:
        kind = FieldSpec("kind", "会议种类", "choice", choices=[(kind.id, kind.title) for kind in offered.kinds])
        people = FieldSpec(
            "roster",
            "人员取自",
            "choice",
            choices=[("", "以后再取"), *((each.id, offered.roster_words(each)) for each in offered.rosters)],
            tip="名册里的人随会议一起编入，可以以后再取",
        )
        super().__init__(parent, "新建会议", "新建", [kind, *CONGRESS, people], {"start": day})
        self._offered = offered
        self._units = QComboBox()
        self._units.setAccessibleName("选乡镇")
        self._units.activated.connect(self._take_unit)
        self.record.row_of("unit").addWidget(self._units)
        self._kinds = {kind.id: kind for kind in offered.kinds}
        self.title = label("", "secondary", wrap=True)
        self.form.addRow("会议名称", self.title)
        self.record.edited.connect(self._follow)
        self._follow("kind")

    @property
    def draft(self) -> CongressDraft:
        """What was asked for."""
        asked = {name: value for name, value in self.record.values().items() if name != "roster"}
        return CongressDraft(**{**asked, **numbers_in(self.record, self._kind)})

    @property
    def roster_id(self) -> str:
        """The roster whose people take part, "" for none yet."""
        return str(self.record.value("roster"))

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        draft, wrong = self.record.values(), super().problem()
        both = draft["start"] is not None and draft["end"] is not None
        return wrong or ("结束日期早于开始日期。" if both and draft["end"] < draft["start"] else "")

    @property
    def _kind(self) -> CongressKindSpec:
        return self._kinds[self.record.value("kind")]

    def _show_units(self, kind: CongressKindSpec) -> None:
        """Offer the townships known beside the unit of a kind that townships hold."""
        units = self._offered.units_for(kind)
        self._units.clear()
        self._units.addItems(units)
        self._units.setVisible(len(units) > 1)

    def _take_unit(self, at: int) -> None:
        edit = cast(QLineEdit, self.record.edits["unit"])
        edit.setText(self._units.itemText(at))

    def _follow(self, name: str) -> None:
        """Show a kind's numbers; offer unit, numbers and last day until they are typed; show the title."""
        kind, start, typed = self._kind, self.record.value("start"), self.record.typed()
        if name == "kind":
            show_numbers(self.record, kind)
            self._show_units(kind)
            if "unit" not in typed:
                self.record.put("unit", self._offered.unit_for(kind))
        if name in ("kind", "unit") and "roster" not in typed:
            self.record.put("roster", self._offered.roster_for(kind, self.record.value("unit") or ""))
        if name in ("kind", "unit"):
            for field, number in self._offered.numbers_for(kind, self.record.value("unit") or "").items():
                if field not in typed:
                    self.record.put(field, number)
        if name in ("kind", "start") and start is not None and "end" not in typed:
            self.record.put("end", start + timedelta(days=kind.days - 1))
        numbers = numbers_in(self.record, kind)
        unit = self.record.value("unit") or "（召开单位）"
        self.title.setText("" if None in numbers.values() else congress_title(kind.title_pattern, unit, **numbers))
