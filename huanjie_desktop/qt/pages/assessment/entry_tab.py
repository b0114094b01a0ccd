"""录入: a round is begun, sheets or totals are keyed in, the round is finished; the second is blind."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from huanjie_desktop.domain.assessment import CountRound
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.tally import total_box
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.dialogs import ReasonDialog
from huanjie_desktop.qt.pages.assessment.sheets_entry import SheetsEntry
from huanjie_desktop.qt.pages.assessment.totals_entry import TotalsEntry
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, panel
from huanjie_desktop.services.assessment import tallying
from huanjie_desktop.services.assessment.tallying import SHEETS, TOTALS
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.workspace import Workspace

ROUNDS = {1: "第一遍", 2: "第二遍"}
METHODS = ((SHEETS, "逐张录入"), (TOTALS, "按合计录入"))


class EntryTab(QWidget):
    """录入: the round being keyed in, or what begins one."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._tasks, self._run = tasks, run
        self._shown: Shown | None = None
        self._number, self._offered = 1, False
        self.words = label("", "heading")
        self.finish_button = button("结束录入", self.finish, drawing="check")
        self.clear_button = button("清空重录", self.clear)
        self.again_button = button("继续录入", self.reopen)
        self.second_button = button("开始第二遍", self.offer_second)
        head = QHBoxLayout()
        head.addWidget(self.words, 1)
        for each in (self.second_button, self.again_button, self.clear_button, self.finish_button):
            head.addWidget(each)
        self.sheets = SheetsEntry(tasks)
        self.totals = TotalsEntry(tasks, run)
        self._stack = QStackedWidget()
        for widget in (self._make_start(), self.sheets, self.totals, self._make_rest()):
            self._stack.addWidget(widget)
        down(head, (self._stack, 1), on=self, margins=(16, 12, 16, 12), spacing=8)

    def show_campaign(self, shown: Shown) -> None:
        """Show where a campaign's count stands."""
        other = self._shown is None or self._shown.campaign.id != shown.campaign.id
        self._shown = shown
        rounds = shown.tallying.rounds
        if other or 2 in rounds:
            self._offered = False
        if other or (self._number not in rounds and not self._offered):
            self._number = max(rounds, default=1)
        self._show()

    def offer_second(self) -> None:
        """Offer to begin the second round."""
        self._number, self._offered = 2, True
        self._show()

    def begin(self) -> None:
        """Begin the round that is offered."""
        if self._shown is None:
            return
        id_, number, keyer = self._shown.campaign.id, self._number, self.keyer_edit.text().strip()
        method = str(self.method_box.currentData())

        def work(workspace: Workspace) -> ChangeSet:
            return tallying.begin_round(workspace, id_, number, method, keyer)[1]

        self._run("开始录入", work)

    def finish(self) -> None:
        """Finish the round that is keyed in."""
        if self._shown is not None:
            if not self.sheets.model.keyed.untouched and self._stack.currentWidget() is self.sheets:
                messages.say(self.window(), "还有一张票没有录完。", "请先按 Enter 录入，或按 - 退回清空。")
                return
            id_, number = self._shown.campaign.id, self._number
            self._run("结束录入", tallying.finish_round, id_, number)

    def reopen(self) -> None:
        """Go on with a finished round."""
        if self._shown is not None:
            id_, number = self._shown.campaign.id, self._number
            self._run("继续录入", tallying.reopen_round, id_, number)

    def clear(self) -> None:
        """Ask why, and throw the round away."""
        if self._shown is None:
            return
        id_, number = self._shown.campaign.id, self._number
        sentence = f"{ROUNDS[number]}录入的票全部清空，可以撤销。"
        dialog = ReasonDialog(self.window(), f"清空{ROUNDS[number]}", "清空", sentence)
        reason = ask_dialog(dialog, lambda closed: closed.reason)
        if reason is not None:
            self._run("清空录入", tallying.clear_round, id_, number, reason)

    def start_keying(self) -> None:
        """Put the cursor where sheets are keyed in."""
        if self._stack.currentWidget() is self.sheets:
            self.sheets.pad.setFocus()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        rounds = shown.tallying.rounds
        round_ = rounds.get(self._number)
        self.words.setText(_heading(self._number, round_))
        begun = round_ is not None
        self.finish_button.setVisible(begun and not (round_ and round_.finished))
        self.again_button.setVisible(bool(round_ and round_.finished))
        self.clear_button.setVisible(begun)
        self.second_button.setVisible(bool(round_ and round_.finished) and self._number == 1 and 2 not in rounds)
        if round_ is None:
            self._show_start(shown)
        elif round_.finished:
            self._rest_words.setText(_rest_words(shown, self._number))
            self._stack.setCurrentIndex(3)
        elif round_.method == SHEETS:
            self.sheets.show_round(shown, round_)
            just_begun = self._stack.currentWidget() is not self.sheets
            self._stack.setCurrentWidget(self.sheets)
            if just_begun and self.isVisible():
                self.start_keying()
        else:
            self.totals.show_round(shown, round_)
            self._stack.setCurrentWidget(self.totals)

    def _make_start(self) -> QWidget:
        page = QWidget()
        frame, inside = panel()
        frame.setMaximumWidth(theme.px(620))
        self._start_words = label("", wrap=True)
        self.keyer_edit = QLineEdit(placeholderText="录入人姓名，可不填")
        self.keyer_edit.setAccessibleName("录入人")
        self.method_box = QComboBox()
        self.method_box.setAccessibleName("录入方式")
        for method, words in METHODS:
            self.method_box.addItem(words, method)
        self.begin_button = button("开始录入", self.begin, look="primary")
        self.keyer_edit.returnPressed.connect(self.begin_button.click)
        row = across(label("录入人"), (self.keyer_edit, 1), label("方式"), self.method_box, self.begin_button)
        inside.addWidget(self._start_words)
        inside.addLayout(row)
        self._back_button = button("不做第二遍", self._back_to_first, look="link")
        inside.addWidget(self._back_button)
        down(frame, STRETCH, on=page)
        return page

    def _make_rest(self) -> QWidget:
        page = QWidget()
        self._rest_words = label("", "secondary", wrap=True)
        down(self._rest_words, STRETCH, on=page)
        return page

    def _show_start(self, shown: Shown) -> None:
        second = self._number == 2
        words = "逐张录入只用数字小键盘；按合计录入用于各组已算好的票数。"
        if second:
            words = "第二遍由另一人录入，看不到第一遍的票数；录完后列出两遍的差异。" + words
        if not shown.tallying.setup.subjects:
            words = "还没有测评对象，请先在“测评安排”中添加。"
        elif not shown.campaign.issued:
            words = "还没有填发出的张数，请先在“测评安排”中填写。"
        self._start_words.setText(words)
        self.begin_button.setEnabled(bool(shown.tallying.setup.subjects) and bool(shown.campaign.issued))
        self._back_button.setVisible(second)
        self._stack.setCurrentIndex(0)

    def _back_to_first(self) -> None:
        self._number, self._offered = 1, False
        self._show()


def _heading(number: int, round_: CountRound | None) -> str:
    words = ROUNDS[number] + "录入"
    if round_ is None:
        return words
    by = f"　录入人 {round_.keyer}" if round_.keyer else ""
    return words + by + ("　已结束" if round_.finished else "")


def _rest_words(shown: Shown, number: int) -> str:
    collected = total_box(shown.counts[number].boxes.values()).collected
    told = f"{ROUNDS[number]}共录入 {collected} 张，发出 {shown.campaign.issued} 张。"
    if 2 not in shown.tallying.rounds:
        return told + "要核对，请由另一人录第二遍；不核对，可直接看“结果”。"
    return told + "两遍的差异在“复核”中处理。"
