"""What must be decided now: a new campaign, a post, people of a roster, how a difference is settled, why a round is cleared."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from huanjie_desktop.catalog.forms import BODY, POSTS, form_heading
from huanjie_desktop.domain.rounds import Difference
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.day_edit import DayEdit
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import button, label
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, SubjectDraft
from huanjie_desktop.services.assessment.forms import FormEntry

NOBODY = "以后再添加"


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
        super().__init__(parent, "新建测评", "新建")
        self._entries = {entry.form.id: entry for entry in entries}
        self.form_box = QComboBox()
        for entry in entries:
            self.form_box.addItem(entry.form.title, entry.form.id)
        self.unit_edit = QLineEdit(county, placeholderText="例如 柳河镇、县财政局")
        self.day_edit = DayEdit(day)
        self.scope_edit = QLineEdit(placeholderText="例如 县级领导、乡科级正职、机关干部")
        self.roster_box = QComboBox()
        self.roster_box.addItem(NOBODY, "")
        for roster_id, name in rosters:
            self.roster_box.addItem(name, roster_id)
        self._title = label("", "secondary", wrap=True)
        for words, field in (
            ("表样", self.form_box),
            ("被测评单位", self.unit_edit),
            ("日期", self.day_edit),
            ("参加范围", self.scope_edit),
            ("测评对象取自", self.roster_box),
            ("测评名称", self._title),
        ):
            self.form.addRow(words, field)
        self.form_box.currentIndexChanged.connect(self._show_title)
        self.unit_edit.textChanged.connect(self._show_title)
        self._show_title()

    @property
    def roster_id(self) -> str:
        """The roster whose people are assessed, "" for none yet."""
        return str(self.roster_box.currentData()) if self.roster_box.isEnabled() else ""

    @property
    def draft(self) -> CampaignDraft:
        """What was asked for, without the roster's people."""
        return CampaignDraft(
            str(self.form_box.currentData()),
            self.unit_edit.text().strip(),
            "",
            self.day_edit.day_chosen(),
            self.scope_edit.text().strip(),
        )

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.unit_edit.text().strip() else "请填写被测评单位。"

    def _show_title(self, *_changed: object) -> None:
        form = self._entries[str(self.form_box.currentData())].form
        unit = self.unit_edit.text().strip() or "（单位）"
        self._title.setText(form_heading(form, unit))
        self.roster_box.setEnabled(form.kind != BODY)
        self.roster_box.setToolTip("测评对象就是被测评单位的领导班子" if form.kind == BODY else "")
        if form.kind == POSTS:
            self.roster_box.setToolTip("先作为一个职位的候选名单，可在“测评安排”中再分职位")


class PostDialog(FormDialog):
    """添加推荐职位: its name, and how many are to be recommended."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "添加推荐职位", "添加")
        self.title_edit = QLineEdit(placeholderText="例如 柳河镇镇长人选")
        self.seats_box = QSpinBox()
        self.seats_box.setRange(1, 60)
        self.seats_box.setSuffix(" 名")
        self.form.addRow("推荐职位", self.title_edit)
        self.form.addRow("应推荐人数", self.seats_box)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.title_edit.text().strip() else "请填写推荐职位。"


class PeopleDialog(FormDialog):
    """从名册添加: the people of a roster, those ticked are taken; `people` are (roster id, its people)."""

    def __init__(self, parent: QWidget | None, title: str, people: Sequence[SubjectDraft]) -> None:
        super().__init__(parent, title, "添加")
        self._people = people
        self.search = QLineEdit(placeholderText="查找姓名、职务", clearButtonEnabled=True)
        self.list = QListWidget()
        self.list.setMinimumSize(theme.px(460), theme.px(340))
        for at, each in enumerate(people):
            row = QListWidgetItem(f"{each.name}　{each.about}")
            row.setData(Qt.ItemDataRole.UserRole, at)
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(Qt.CheckState.Unchecked)
            self.list.addItem(row)
        self.search.textChanged.connect(self._filter)
        both = QHBoxLayout()
        both.addWidget(button("全选", lambda: self.tick_all(True)))
        both.addWidget(button("全不选", lambda: self.tick_all(False)))
        both.addStretch(1)
        self.form.addRow(self.search)
        self.form.addRow(self.list)
        self.form.addRow(both)

    def tick_all(self, on: bool) -> None:
        """Tick everybody who is shown, or nobody."""
        for at in range(self.list.count()):
            if not self.list.item(at).isHidden():
                self.list.item(at).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    @property
    def chosen(self) -> list[SubjectDraft]:
        """Those ticked, in the roster's order."""
        rows = [self.list.item(at) for at in range(self.list.count())]
        return [
            self._people[int(row.data(Qt.ItemDataRole.UserRole))]
            for row in rows
            if row.checkState() is Qt.CheckState.Checked
        ]

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.chosen else "请勾选人员。"

    def _filter(self, text: str) -> None:
        for at in range(self.list.count()):
            self.list.item(at).setHidden(text.strip() not in self.list.item(at).text())


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
        super().__init__(parent, title, verb)
        self.form.addRow(label(sentence, wrap=True))
        self.reason_edit = QLineEdit(placeholderText="记入操作记录")
        self.form.addRow("原因", self.reason_edit)

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.reason_edit.text().strip() else "请填写原因。"


class SettleDialog(FormDialog):
    """处理差异: the first entry, the second, or a recount, with the reason and who signs."""

    def __init__(self, parent: QWidget | None, words: str, heads: Sequence[str], difference: Difference | None) -> None:
        super().__init__(parent, "处理差异", "确定")
        self._difference = difference
        self.form.addRow(label(words, "heading", wrap=True))
        self.choice_box = QComboBox()
        for value, text in (("first", "以第一遍为准"), ("second", "以第二遍为准"), ("again", "重新清点，另填票数")):
            if value != "again" or difference is not None:
                self.choice_box.addItem(text, value)
        self.form.addRow("处理", self.choice_box)
        self.boxes: list[QSpinBox] = []
        row = QHBoxLayout()
        for head in heads if difference is not None else ():
            box = QSpinBox()
            box.setRange(0, 100_000)
            box.setAccessibleName(head)
            row.addWidget(label(head, "secondary"))
            row.addWidget(box)
            self.boxes.append(box)
        row.addStretch(1)
        if self.boxes:
            self.form.addRow("票数", row)
        self.reason_edit = QLineEdit("经核对原票")
        self.signed_edit = QLineEdit(placeholderText="监督人姓名")
        self.form.addRow("依据", self.reason_edit)
        self.form.addRow("签字", self.signed_edit)
        self.choice_box.currentIndexChanged.connect(self._fill)
        self._fill()

    @property
    def choice(self) -> str:
        """Return first, second or again."""
        return str(self.choice_box.currentData())

    def numbers_for(self, difference: Difference) -> tuple[int, ...]:
        """Return the numbers that hold at a difference."""
        if self.choice == "again":
            return tuple(box.value() for box in self.boxes)
        return difference.first if self.choice == "first" else difference.second

    def problem(self) -> str:
        """Say what is missing, "" for nothing."""
        return "" if self.reason_edit.text().strip() else "请填写处理的依据。"

    def _fill(self, *_changed: object) -> None:
        if self._difference is None:
            return
        again = self.choice == "again"
        numbers = self._difference.first if self.choice == "first" else self._difference.second
        for box, number in zip(self.boxes, numbers, strict=True):
            box.setEnabled(again)
            if not again:
                box.setValue(number)
