"""录入: a round is begun, sheets or totals are keyed in, the round is finished; the second is blind."""

from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QWidget

from huanjie_desktop.domain.poll import BOX, BUNDLE, TABLE, WHOLE, PilePlan
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.campaign_tab import CampaignTab
from huanjie_desktop.qt.pages.assessment.dialogs import ReasonDialog
from huanjie_desktop.qt.pages.assessment.sheet_pad import TYPED
from huanjie_desktop.qt.pages.assessment.sheets_entry import SheetsEntry
from huanjie_desktop.qt.pages.assessment.totals_entry import TotalsEntry
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, framed, label, offer
from huanjie_desktop.services.assessment import tallying
from huanjie_desktop.services.assessment.counting import SHEETS, TOTALS
from huanjie_desktop.services.shown.assessment import ROUNDS, Shown
from huanjie_desktop.services.shown.keying import parted_names

METHODS = ((SHEETS, "逐张录入"), (TOTALS, "按合计录入"))
PILES = (
    (WHOLE, "不分把"),
    *((str(size), f"每把{size}张") for size in (10, 20, 25, 50)),
    (TABLE, "按桌"),
    (BOX, "按票箱"),
)
START_PAGE, SHEET_PAGE, TOTALS_PAGE, REST_PAGE = range(4)
_NOT_TAKEN = {
    START_PAGE: "还没有开始录入，请先按“开始录入”。",
    TOTALS_PAGE: "请先点要填的格，再输入数字。",
    REST_PAGE: "这一遍已经结束，要再录请先按“继续录入”。",
}


class EntryTab(CampaignTab):
    """录入: the round being keyed in, or what begins one."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__(run)
        self._number, self._offered = 1, False
        self._expected = ""
        self.words = label("", "heading")
        self.refusal = label("", "error", wrap=True)
        self.finish_button = button("结束录入", self.finish, drawing="check")
        self.clear_button = button("清空重录", self.clear)
        self.again_button = button("继续录入", self.reopen)
        self.second_button = button("开始第二遍", self.offer_second)
        buttons = (self.second_button, self.again_button, self.clear_button, self.finish_button)
        head = across((self.words, 1), *buttons)
        self.sheets = SheetsEntry(tasks)
        self.totals = TotalsEntry(tasks, run)
        self._stack = QStackedWidget()
        for widget in (self._make_start(), self.sheets, self.totals, self._make_rest()):
            self._stack.addWidget(widget)
        down(head, self.refusal, (self._stack, 1), on=self, margins=(16, 12, 16, 12), spacing=8)
        self._refuse("")
        for key in TYPED:
            QShortcut(QKeySequence(key), self).activated.connect(partial(self._on_key, key))

    def expect(self, campaign_id: str) -> None:
        """Hear which campaign will be shown: until it is, no key is for the one that is seen still."""
        self._expected = campaign_id

    def _on_key(self, key: str) -> None:
        """Let a key of the number pad that nothing else has taken reach the sheet, or say why it cannot."""
        shown, front = self._shown, self._stack.currentIndex()
        if shown is None or (self._expected and shown.campaign.id != self._expected):
            self._refuse("正在读取这次测评，刚才按的键没有录入，请稍候再按。")
        elif front == SHEET_PAGE:
            self.sheets.take_key(key)
        else:
            self._refuse(f"刚才按的“{key}”没有录入。{_NOT_TAKEN[front]}")

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def show_campaign(self, shown: Shown) -> None:
        """Show where a campaign's count stands."""
        other = self._shown is None or self._shown.campaign.id != shown.campaign.id
        self._shown = shown
        rounds = shown.tallying.rounds
        if other:
            self.keyer_edit.clear()
        if other or 2 in rounds:
            self._offered = False
        if other or (self._number not in rounds and not self._offered):
            self._number = max(rounds, default=1)
        self._show()

    def offer_second(self) -> None:
        """Offer to begin the second round."""
        self._number, self._offered = 2, True
        self.keyer_edit.clear()  # the second is keyed in by another person
        self._show()
        self.keyer_edit.setFocus()

    def begin(self) -> None:
        """Begin the round that is offered."""
        keyer, method = self.keyer_edit.text().strip(), str(self.method_box.currentData())
        self.change("开始录入", tallying.begin_round, self._number, method, keyer, self._plan())

    def _plan(self) -> PilePlan:
        """Return in which piles the sheets are counted; the second entry goes by those of the first."""
        kind = str(self.pile_box.currentData())
        tellers = tuple(parted_names(self.tellers_edit.text()))
        if self._number == 2 or self.method_box.currentData() != SHEETS:
            return PilePlan()
        if kind.isdigit():
            return PilePlan(BUNDLE, int(kind), tellers=tellers)
        return PilePlan(kind, names=tuple(parted_names(self.names_edit.text())), tellers=tellers)

    def finish(self) -> None:
        """Finish the round that is keyed in."""
        if not self.sheets.model.keyed.untouched and self._stack.currentWidget() is self.sheets:
            messages.say(self.window(), "还有一张票没有录完。", "请先按 Enter 录入，或按 - 退回清空。")
        else:
            self.change("结束录入", tallying.finish_round, self._number)

    def reopen(self) -> None:
        """Go on with a finished round."""
        self.change("继续录入", tallying.reopen_round, self._number)

    def clear(self) -> None:
        """Ask why, and throw the round away."""
        words = ROUNDS[self._number]
        dialog = ReasonDialog(self.window(), f"清空{words}", "清空", f"{words}录入的票全部清空，可以撤销。")
        reason = ask_dialog(dialog, lambda closed: closed.reason)
        if reason is not None:
            self.change("清空录入", tallying.clear_round, self._number, reason=reason)

    def start_keying(self) -> None:
        """Put the cursor where sheets are keyed in."""
        if self._stack.currentWidget() is self.sheets:
            self.sheets.pad.setFocus()

    def _show(self) -> None:
        shown = self._shown
        if shown is None:
            return
        self._refuse("")
        rounds = shown.tallying.rounds
        round_ = rounds.get(self._number)
        self.words.setText(shown.heading_of(self._number))
        begun = round_ is not None
        self.finish_button.setVisible(begun and not (round_ and round_.finished))
        self.again_button.setVisible(bool(round_ and round_.finished))
        self.clear_button.setVisible(begun)
        self.second_button.setVisible(bool(round_ and round_.finished) and self._number == 1 and 2 not in rounds)
        if round_ is None:
            self._show_start(shown)
        elif round_.finished:
            self._rest_words.setText(shown.after(self._number))
            self._stack.setCurrentIndex(REST_PAGE)
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
        self._start_words = label("", wrap=True)
        self.keyer_edit = QLineEdit(placeholderText="录入人姓名，可不填")
        self.keyer_edit.setAccessibleName("录入人")
        self.method_box = QComboBox()
        self.method_box.setAccessibleName("录入方式")
        offer(self.method_box, METHODS)
        self.begin_button = button("开始录入", self.begin, look="primary")
        self.keyer_edit.returnPressed.connect(self.begin_button.click)
        self.pile_box = QComboBox()
        self.pile_box.setAccessibleName("分把")
        offer(self.pile_box, PILES)
        self.names_edit = QLineEdit(placeholderText="各桌或票箱的名称，用顿号分开")
        self.tellers_edit = QLineEdit(placeholderText="计票人，每把两人，用顿号分开")
        self._pile_label = label("分把")
        self._pile_row = across(self._pile_label, self.pile_box, (self.names_edit, 1), (self.tellers_edit, 1))
        for box in (self.pile_box, self.method_box):
            box.currentIndexChanged.connect(lambda _at: self._show_pile_fields())
        row = across(label("录入人"), (self.keyer_edit, 1), label("方式"), self.method_box, self.begin_button)
        self._back_button = button("不做第二遍", self._back_to_first, look="link")
        frame = framed("", self._start_words, row, self._pile_row, self._back_button)
        frame.setMaximumWidth(theme.px(620))
        down(frame, STRETCH, on=page)
        return page

    def _make_rest(self) -> QWidget:
        page = QWidget()
        self._rest_words = label("", "secondary", wrap=True)
        down(self._rest_words, STRETCH, on=page)
        return page

    def _show_start(self, shown: Shown) -> None:
        self._start_words.setText(shown.before(self._number))
        allow(self.begin_button, shown.can_begin, shown.before(self._number))
        self._back_button.setVisible(self._number == 2)
        self._show_pile_fields()
        self._stack.setCurrentIndex(START_PAGE)

    def _show_pile_fields(self) -> None:
        parted = self._number == 1 and self.method_box.currentData() == SHEETS
        kind = str(self.pile_box.currentData())
        self._pile_label.setVisible(parted)
        self.pile_box.setVisible(parted)
        self.names_edit.setVisible(parted and kind in (TABLE, BOX))
        self.tellers_edit.setVisible(parted and kind != WHOLE)

    def _back_to_first(self) -> None:
        self._number, self._offered = 1, False
        self._show()
