"""The step chosen: its days, on what it rests, who does it, what is wrong with it, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from huanjie_desktop.domain.rules import basis_text
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, named, scrolled
from huanjie_desktop.services.shown.plan import PlanRow, day_and_weekday, short_day


class StepPanel(QFrame):
    """这一步: what is asked for is told by `done_asked` and the others; the page does it."""

    done_asked = Signal()
    details_asked = Signal()
    pin_asked = Signal()
    change_asked = Signal()
    drop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        named(self, "sidePanel")
        self._title = label("", "heading", wrap=True)
        self._hard, self._checked = label("法定", "statutory"), label("", "secondary")
        self._wrong = label("", "error", wrap=True)
        self._facts: dict[str, QLabel] = {}
        rows: list[QWidget | QVBoxLayout] = []
        for name in ("会议", "日期", "最晚", "倒排", "依据", "责任单位", "材料", "状态"):
            fact = label("", wrap=True)
            head = label(name, "secondary")
            self._facts[name] = fact
            rows.append(down(head, fact, spacing=0))
        inside = named(QWidget(), "surface")
        tags = across(self._hard, self._checked, STRETCH, spacing=12)
        down(self._title, tags, self._wrong, *rows, STRETCH, on=inside, margins=(16, 12, 12, 8), spacing=8)
        area: QScrollArea = scrolled(inside)
        self.done = button("标为已办", self.done_asked.emit, look="primary", tip="空格")
        self.details = button("办结情况", self.details_asked.emit, tip="办结日期、经办人、文号")
        self.pin = button("固定", self.pin_asked.emit, drawing="pin", tip="固定在这一天，会议改期也不动")
        self.change = button("改", self.change_asked.emit, drawing="pencil", tip="改日期、倒排天数、责任单位（回车）")
        self.drop = button("不办", self.drop_asked.emit, tip="这一步不办，要写理由")
        foot = down(
            self.done,
            across(self.details, self.change, spacing=8),
            across(self.pin, self.drop, spacing=8),
            margins=(16, 4, 16, 12),
            spacing=8,
        )
        down((area, 1), foot, on=self, margins=0, spacing=0)
        self.show_row(None)

    def show_row(self, row: PlanRow | None) -> None:
        """Show a step, None for none."""
        for each in (self.done, self.details, self.pin, self.change, self.drop):
            each.setEnabled(row is not None)
        if row is None:
            self._title.setText("没有选中步骤")
            self._hard.hide()
            for part in (self._checked, self._wrong, *self._facts.values()):
                part.clear()
            return
        planned = row.planned
        step, state = planned.step, planned.state.state
        self._title.setText(step.title)
        self._hard.setVisible(step.hard)
        self._checked.setText("依据已核对" if step.confirmed else "依据待核")
        self._wrong.setText("\n".join(each.text for each in row.wrong))
        self._wrong.setVisible(bool(row.wrong))
        last = "" if planned.end == planned.start else f"至{short_day(planned.end)}"
        before = f"\n原定{short_day(row.before.start)}" if row.before else ""
        self._say("会议", row.congress.title)
        self._say("日期", f"{day_and_weekday(planned.start)}{last}{before}")
        self._say("最晚", day_and_weekday(planned.latest) if planned.latest else "没有规定")
        rolled = "，遇休息日调整过" if planned.rolled else ""
        self._say("倒排", f"{planned.told}{rolled}" if planned.told else "按会议日期")
        self._say("依据", "\n".join(basis_text(each.basis, each.tag) for each in row.grounds) or "惯例")
        self._say("责任单位", step.who)
        self._say("材料", step.papers or "没有")
        day = f"{short_day(planned.state.day)}" if state is State.DONE and planned.state.day else ""
        self._say("状态", day + row.state_words)
        self.done.setText("标为已办" if row.waits else "恢复为未办")
        self.pin.setText("不再固定" if state is State.PINNED else "固定")
        self.pin.setEnabled(row.waits and not row.moves_congress)
        self.drop.setEnabled(row.waits)
        self.change.setEnabled(row.waits)

    def _say(self, name: str, words: str) -> None:
        self._facts[name].setText(words)
