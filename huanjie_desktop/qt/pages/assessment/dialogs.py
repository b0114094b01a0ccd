"""What must be decided now: a new campaign, a post, people of a roster, how a difference is settled, why something is changed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import (
    QComboBox,
    QWidget,
)

from huanjie_desktop.catalog.forms import BODY, POSTS, form_heading
from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.domain.rounds import Difference
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import allow, label
from huanjie_desktop.services.assessment.campaigns import CampaignDraft
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.shown.fields import POST

NOBODY = "以后再添加"
_SETTLINGS = (("first", "以第一遍为准"), ("second", "以第二遍为准"), ("again", "重新清点，另填票数"))
_ROSTER_TIPS = {
    BODY: "测评对象就是被测评单位的领导班子",
    POSTS: "先作为一个职位的候选名单，可在“测评安排”中再分职位",
}


class CampaignDialog(FormDialog):
    """新建测评: form, unit, day, who takes part, and a roster whose people are assessed."""

    def __init__(
        self,
        parent: QWidget | None,
        entries: Sequence[FormEntry],
        rosters: Sequence[tuple[str, str]],
        county: str,
        day: date,
    ) -> None:
        specs = (
            FieldSpec("form", "表样", "choice", choices=[(each.form.id, each.form.title) for each in entries]),
            FieldSpec("unit", "被测评单位", placeholder="例如 柳河镇、县财政局", needed="请填写被测评单位。"),
            FieldSpec("day", "日期", "day", placeholder="未定"),
            FieldSpec("scope", "参加范围", placeholder="例如 县级领导、乡科级正职、机关干部"),
            FieldSpec("roster", "测评对象取自", "choice", choices=[("", NOBODY), *rosters]),
        )
        super().__init__(parent, "新建测评", "新建", specs, {"unit": county, "day": day})
        self._entries = {entry.form.id: entry for entry in entries}
        self._roster = self.record.edits["roster"]
        self._title = label("", "secondary", wrap=True)
        self.form.addRow("测评名称", self._title)
        self.record.edited.connect(self._show_title)
        self._show_title()

    @property
    def roster_id(self) -> str:
        """The roster whose people are assessed, "" for none yet."""
        return str(self.record.value("roster")) if self._roster.isEnabled() else ""

    @property
    def draft(self) -> CampaignDraft:
        """What was asked for, without the roster's people."""
        asked = self.record.values()
        return CampaignDraft(asked["form"], asked["unit"], day=asked["day"], scope=asked["scope"])

    def _show_title(self, *_changed: object) -> None:
        form = self._entries[str(self.record.value("form"))].form
        self._title.setText(form_heading(form, self.record.value("unit") or "（单位）"))
        self._roster.setEnabled(form.kind != BODY)
        self._roster.setToolTip(_ROSTER_TIPS.get(form.kind, ""))


class PostDialog(FormDialog):
    """添加推荐职位: its name, and how many are to be recommended."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "添加推荐职位", "添加", POST, {"seats": 1})


class WriteInDialog(FormDialog):
    """另推荐人选: one of the names written in so far, or a new one."""

    def __init__(self, parent: QWidget | None, post: str, known: Sequence[str]) -> None:
        super().__init__(parent, f"另推荐人选：{post}", "填入")
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.addItems(list(known))
        self.box.setCurrentText("")
        self.form.addRow("姓名", self.box)
        self.box.setFocus()

    @property
    def name(self) -> str:
        """The name chosen or typed."""
        return self.box.currentText().strip()

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.name else "请填写姓名。"


class ReasonDialog(FormDialog):
    """Asks why; the reason goes into the journal."""

    def __init__(self, parent: QWidget | None, title: str, verb: str, sentence: str) -> None:
        reason = FieldSpec("reason", "原因", placeholder="记入操作记录", needed="请填写原因。")
        super().__init__(parent, title, verb, [reason], words=sentence)

    @property
    def reason(self) -> str:
        """Why."""
        return str(self.record.value("reason"))


class WitnessDialog(FormDialog):
    """更改已定的: why, and who looks on; both go into the journal."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, reason: str = "") -> None:
        specs = (
            FieldSpec("reason", "原因", placeholder="记入操作记录", needed="请填写原因。"),
            FieldSpec("second", "复核人", placeholder="在场的另一人", needed="请填写复核人的姓名。"),
        )
        super().__init__(parent, title, "确定", specs, {"reason": reason}, sentence)


class SettleDialog(FormDialog):
    """处理差异: the first entry, the second, or a recount, with the reason and who signs."""

    def __init__(self, parent: QWidget | None, words: str, heads: Sequence[str], difference: Difference | None) -> None:
        self._difference = difference
        self._numbers = [f"number{at}" for at in range(len(heads) if difference is not None else 0)]
        specs = (
            FieldSpec("choice", "处理", "choice", choices=_SETTLINGS if difference is not None else _SETTLINGS[:2]),
            *(
                FieldSpec(name, head, "count", needed=f"请填写“{head}”的票数，没有就填0。", beside=at > 0)
                for at, (name, head) in enumerate(zip(self._numbers, heads, strict=False))
            ),
            FieldSpec("reason", "依据", needed="请填写处理的依据。"),
            FieldSpec("signed", "签字", placeholder="监督人姓名", needed="请填写监督人的姓名。"),
        )
        super().__init__(parent, "处理差异", "确定", specs, {"reason": "经核对原票"})
        self.form.insertRow(0, label(words, "heading", wrap=True))
        self.record.edited.connect(self._fill)
        self._fill("choice")

    @property
    def choice(self) -> str:
        """Return first, second or again."""
        return str(self.record.value("choice"))

    def numbers_for(self, difference: Difference) -> tuple[int, ...]:
        """Return the numbers that hold at a difference."""
        if self.choice == "again":
            return tuple(self.record.value(name) for name in self._numbers)
        return difference.first if self.choice == "first" else difference.second

    def _fill(self, name: str) -> None:
        """Show the numbers of the entry chosen; only a recount's are typed."""
        if name != "choice" or self._difference is None:
            return
        numbers = self._difference.first if self.choice == "first" else self._difference.second
        for field, number in zip(self._numbers, numbers, strict=True):
            allow(self.record.edits[field], self.choice == "again", "选“重新清点”后才填写票数。")
            if self.choice != "again":
                self.record.put(field, number)
