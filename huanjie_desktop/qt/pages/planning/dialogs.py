"""What the page asks: a step's other day and doer, how it was done, why it is not taken."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.domain.schedule.offsets import read_offset
from huanjie_desktop.domain.schedule.workdays import Unit
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.services.shown.plan import PlanRow, day_and_weekday


class StepDialog(FormDialog):
    """改步骤: its first day, its days from the anchor, and who does it; what is not changed stays."""

    def __init__(self, parent: QWidget | None, row: PlanRow) -> None:
        planned = row.planned
        count = planned.count
        self._count = count if count is not None and count.number and not count.of else None
        what = "会议改期，各步跟着试排" if row.moves_congress else "先试排，看清再采用"
        last = f"最晚{day_and_weekday(planned.latest)}。" if planned.latest and planned.step.hard else ""
        specs = [FieldSpec("day", "改到", "day", tip=what, needed="请填写日期。", note=f"{last}{what}。")]
        values: dict[str, Any] = {"day": planned.start, "who": planned.step.who}
        if self._count is not None and not row.moves_congress:
            until = f"现在是{planned.told}，整段一起动；" if self._count.until is not None else ""
            note = f"{until}留空就按原来的。"
            specs.append(FieldSpec("offset", "倒排", note=note, check=partial(_offset_problem, self._count.unit)))
            values["offset"] = replace(self._count, until=None).told(row.sides, {})
        specs.append(FieldSpec("who", "责任单位", needed="请填写责任单位。"))
        super().__init__(parent, f"改：{planned.step.title}", "确定", specs, values)
        self._before = values

    def changes(self) -> dict[str, Any]:
        """Return what was changed."""
        found = {name: self.record.value(name) for name in self._before}
        changed = {name: value for name, value in found.items() if value != self._before[name]}
        if "offset" in changed:
            typed = str(changed["offset"] or "")
            changed["offset"] = self._read(typed) if typed.strip() else None
        return changed

    def _read(self, typed: str) -> int:
        assert self._count is not None
        return read_offset(typed, self._count.unit)


class DoneDialog(FormDialog):
    """办结情况: on which day, by whom, and the paper's number."""

    def __init__(self, parent: QWidget | None, row: PlanRow, today: date) -> None:
        state = row.planned.state
        specs = [
            FieldSpec("day", "办结日期", "day", needed="请填写办结日期。"),
            FieldSpec("by", "经办", placeholder="单位或人"),
            FieldSpec("number", "文号", placeholder="例如 青组〔2026〕12号"),
        ]
        day = state.day if not row.waits and state.day else today
        super().__init__(
            parent,
            f"办结：{row.planned.step.title}",
            "标为已办",
            specs,
            {"day": day, "by": state.by, "number": state.number},
        )

    def answer(self) -> tuple[date, str, str]:
        """Return the day, by whom, and the number."""
        return self.record.value("day"), str(self.record.value("by") or ""), str(self.record.value("number") or "")


class DropDialog(FormDialog):
    """不办: why."""

    def __init__(self, parent: QWidget | None, title: str) -> None:
        spec = FieldSpec("reason", "理由", needed="请填写理由。", placeholder="例如 本届不设预选")
        super().__init__(parent, f"不办：{title}", "标为不办", [spec])

    def reason(self) -> str:
        """Return why."""
        return str(self.record.value("reason"))


def _offset_problem(unit: Unit, value: Any) -> str:
    if str(value or "").strip():
        try:
            read_offset(str(value), unit)
        except ValueError as error:
            return str(error)
    return ""
