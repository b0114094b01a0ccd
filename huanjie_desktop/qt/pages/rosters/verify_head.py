"""The head of a comparison: the file, the lists that can be shown, what counts as equal, the report, and the button that writes."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QWidget

from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import across, button, choice_box, down, label, menu_button, named, offer
from huanjie_desktop.services.shown.verifying import Rule

DIFFERENT, THEIRS, OURS, UNSURE, EQUAL, NOT_READ = range(6)
EVERY_SHEET = "全部工作表"
_CHIPS = ("不同", "只在文件里", "只在名册里", "同名待认", "写法不同、意思相同", "没有核对")


class VerifyHead(QWidget):
    """核对的上栏: `list_asked` has the place of the list to be shown."""

    file_asked = Signal()
    folder_asked = Signal()
    again_asked = Signal()
    report_asked = Signal()
    write_asked = Signal()
    list_asked = Signal(int)
    sheet_chosen = Signal(str)
    kind_chosen = Signal(str)
    rule_switched = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._rules: Sequence[Rule] = ()
        self.heading = label("", "heading", wrap=True)
        self.file_button = button(
            "选择文件……", self.file_asked.emit, drawing="folder-open", tip="电子表，lrmx，或装着它们的 zip"
        )
        self.folder_button = button("选择文件夹……", self.folder_asked.emit, tip="装着审批表（lrmx、lrm）的文件夹")
        self.again_button = button("重新读文件", self.again_asked.emit, drawing="redo-2")
        self.report_button = button(
            "核对结果……", self.report_asked.emit, drawing="printer", tip="打印，或存为 PDF、Excel、Word、网页"
        )
        self.write_button = button("写入名册", self.write_asked.emit, drawing="check", look="primary")
        self.sheets = choice_box("工作表", (), self.sheet_chosen.emit)
        self.kinds = choice_box("看哪些不同", (), self.kind_chosen.emit)
        self.chips: list[QPushButton] = []
        group = QButtonGroup(self)
        for at, words in enumerate(_CHIPS):
            made = button(words, partial(self.list_asked.emit, at), look="chip")
            made.setCheckable(True)
            group.addButton(made)
            self.chips.append(made)
        self.chips[DIFFERENT].setChecked(True)
        self.rules_button = menu_button("当作相同", self.fill_rules)
        self.rules_button.setAutoDefault(False)
        above = across(
            (self.heading, 1), self.sheets, self.again_button, self.report_button, self.write_button, spacing=8
        )
        above.setContentsMargins(16, 10, 16, 10)
        bar = named(QWidget(), "filterBar")
        chips = flowing(self.file_button, self.folder_button, *self.chips)
        across((chips, 1), self.kinds, self.rules_button, on=bar, margins=(12, 6, 12, 6), spacing=8)
        down(above, bar, on=self, margins=0, spacing=0)
        self.sheets.hide()
        self.kinds.hide()

    def chosen(self) -> int:
        """Return which list is shown."""
        return next(at for at, chip in enumerate(self.chips) if chip.isChecked())

    def choose(self, at: int) -> None:
        """Show which list is shown."""
        self.chips[at].setChecked(True)

    def show_found(self, counts: Sequence[int], sheets: Sequence[str], rules: Sequence[Rule]) -> None:
        """Show how long the lists are, the sheets of the file, and what may count as equal."""
        for chip, words, count in zip(self.chips, _CHIPS, counts, strict=True):
            chip.setText(f"{words} {count}")
        offer(self.sheets, [(name, name) for name in (*sheets, EVERY_SHEET)])
        self.sheets.setVisible(len(sheets) > 1)
        self._rules = rules

    def show_kinds(self, kinds: Sequence[tuple[str, str]], kind: str, *, seen: bool) -> None:
        """Show by which kinds the differences can be narrowed, where they are what is seen."""
        offer(self.kinds, kinds)
        self.kinds.setCurrentIndex(max(self.kinds.findData(kind), 0))
        self.kinds.setVisible(seen)

    def show_standing(self, heading: str, taken: int, *, usable: bool) -> None:
        """Show what is compared, and how much would be written; nothing can be done while it is read."""
        self.heading.setText(heading)
        for made in (*self.chips, self.rules_button, self.again_button, self.report_button, self.sheets):
            made.setEnabled(usable)
        self.write_button.setText(f"写入名册（{taken} 处）" if taken else "写入名册")
        self.write_button.setEnabled(bool(taken) and usable)

    def fill_rules(self, menu: QMenu) -> None:
        """List what may count as equal."""
        for rule in self._rules:
            action = menu.addAction(f"{rule.title}（{rule.count} 处）" if rule.count else rule.title)
            action.setCheckable(True)
            action.setChecked(rule.used)
            action.triggered.connect(lambda on, id_=rule.id: self.rule_switched.emit(id_, on))
