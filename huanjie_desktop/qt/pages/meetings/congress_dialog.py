"""新建会议: kind, unit, its numbers, dates and venue, with the title as it will be printed."""

from dataclasses import replace
from datetime import timedelta
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

_UNDATED = FieldSpec("undated", "日期还没有定", "tick", tip="先建会议，工期等定了日期再排", beside=True)
_DAYS = {"start": "例如 7.26", "end": "按会期推算"}


class CongressDialog(FormDialog):
    """新建会议: `offered` are the kinds, units, numbers and days. The opening day is asked for: all is counted back from it."""

    def __init__(self, parent: QWidget | None, offered: Offered) -> None:
        kind = FieldSpec("kind", "会议种类", "choice", choices=[(kind.id, kind.title) for kind in offered.kinds])
        people = FieldSpec(
            "roster",
            "人员取自",
            "choice",
            choices=[("", "以后再取"), *((each.id, offered.roster_words(each)) for each in offered.rosters)],
            tip="名册里的人随会议一起编入，可以以后再取",
        )
        fields = [replace(each, placeholder=_DAYS[each.name]) if each.name in _DAYS else each for each in CONGRESS]
        fields.insert(1 + [each.name for each in fields].index("start"), _UNDATED)
        super().__init__(parent, "新建会议", "新建", [kind, *fields, people])
        self._offered = offered
        self._units = QComboBox()
        self._units.setAccessibleName("选乡镇")
        self._units.activated.connect(self._take_unit)
        self.record.row_of("unit").addWidget(self._units)
        self._kinds = {kind.id: kind for kind in offered.kinds}
        self._why = label("", "secondary", wrap=True)
        self.form.addRow("", self._why)
        self.title = label("", "secondary", wrap=True)
        self.form.addRow("会议名称", self.title)
        self.record.edited.connect(self._follow)
        self._follow("kind")

    @property
    def draft(self) -> CongressDraft:
        """What was asked for."""
        beside = ("roster", _UNDATED.name)
        asked = {name: value for name, value in self.record.values().items() if name not in beside}
        return CongressDraft(**{**asked, **numbers_in(self.record, self._kind)})

    @property
    def roster_id(self) -> str:
        """The roster whose people take part, "" for none yet."""
        return str(self.record.value("roster"))

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        draft, wrong = self.record.values(), super().problem()
        if not wrong and draft["start"] is None and not draft[_UNDATED.name]:
            self.record.edits["start"].setFocus()
            return "请填写开始日期；没有定的勾选“日期还没有定”。"
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

    def _offer_rosters(self, kind: CongressKindSpec, unit: str) -> None:
        """Offer all rosters, the likeliest first; choose it where nothing speaks against it and none was chosen."""
        offers = self._offered.rosters_for(kind, unit)
        words = [(each.roster.id, self._offered.roster_words(each.roster)) for each in offers]
        self.record.offer("roster", [("", "以后再取"), *words])
        if "roster" not in self.record.typed():
            self.record.put("roster", self._offered.roster_for(kind, unit))

    def _say_why(self, kind: CongressKindSpec) -> None:
        """Say why the chosen roster is offered, or which would be the likeliest."""
        offers = self._offered.rosters_for(kind, self.record.value("unit") or "")
        chosen = next((each for each in offers if each.roster.id == self.record.value("roster")), None)
        if chosen is not None:
            self._why.setText(f"{chosen.why}。" if chosen.why else "")
        else:
            self._why.setText("没有一份能确定是这次会议的，请选一份，或以后再取。" if offers else "")

    def _take_unit(self, at: int) -> None:
        edit = cast(QLineEdit, self.record.edits["unit"])
        edit.setText(self._units.itemText(at))

    def _follow(self, name: str) -> None:
        """Show a kind's numbers; offer unit, numbers and last day until they are typed; show the title."""
        if name == _UNDATED.name and self.record.value(name):
            for each in _DAYS:
                self.record.put(each, None)
        kind, typed = self._kind, self.record.typed()
        if name == "kind" and "start" not in typed:
            self.record.put("start", self._offered.day_for(kind))
        start = self.record.value("start")
        if start is not None:
            self.record.put(_UNDATED.name, False)
        if name == "kind":
            show_numbers(self.record, kind)
            self._show_units(kind)
            if "unit" not in typed:
                self.record.put("unit", self._offered.unit_for(kind))
        if name in ("kind", "unit"):
            self._offer_rosters(kind, self.record.value("unit") or "")
        if name in ("kind", "unit"):
            for field, number in self._offered.numbers_for(kind, self.record.value("unit") or "").items():
                if field not in typed:
                    self.record.put(field, number)
        if name in ("kind", "start") and "end" not in typed:
            self.record.put("end", None if start is None else start + timedelta(days=kind.days - 1))
        self._say_why(kind)
        numbers = numbers_in(self.record, kind)
        unit = self.record.value("unit") or "（召开单位）"
        self.title.setText("" if None in numbers.values() else congress_title(kind.title_pattern, unit, **numbers))
