"""逐张录入: the sheet on the left, on the right the category, how many came in, and the running totals."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget

from huanjie_desktop.domain.assessment import CountRound
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.tally import Box, Counts, Sheet, total_box
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.sheet import SheetModel
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.dialogs import WriteInDialog
from huanjie_desktop.qt.pages.assessment.sheet_pad import KEYS, SheetPad
from huanjie_desktop.qt.pages.assessment.tally_marks import TallyMarks
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import (
    STRETCH,
    across,
    allow,
    button,
    down,
    framed,
    label,
    note,
    offer,
    refill,
    scrolled,
)
from huanjie_desktop.services.assessment.counting import Tallying
from huanjie_desktop.services.shown.assessment import Counted, Shown, count_sheet, uncount_sheet
from huanjie_desktop.services.shown.counts import running_marks, void_in_words
from huanjie_desktop.services.shown.keying import (
    Stand,
    first_stand,
    full_words,
    next_stand,
    piles_of,
    stand_in,
    stand_words,
    with_one_more,
)


class SheetsEntry(QWidget):
    """逐张录入: what was keyed in last is remembered here alone, so that it can be taken back."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._shown: Shown | None = None
        self._round: CountRound | None = None
        self._counts = Counts()
        self._expected = Counts()  # with the sheets that are on their way
        self._under_way = 0
        self._at, self._offered = Stand(), Stand(-1)
        self._was_full = False
        self._last: Sheet | None = None
        self.model = SheetModel(self)
        self.pad = SheetPad(self.model)
        self.pad.committed.connect(self.commit)
        self.pad.back_asked.connect(self.take_back)
        self.hint = label("", "heading", wrap=True)
        self.pad.hinted.connect(self.hint.setText)
        self.pad.name_asked.connect(self.ask_name)
        self.model.moved.connect(self._on_moved)
        self.hint.setMinimumHeight(theme.px(24))
        self.stand_words = label("", "figure")
        self.pile_box = QComboBox()
        self.pile_box.setAccessibleName("哪一把")
        self.pile_box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.pile_box.activated.connect(self._choose_pile)
        top = across((self.stand_words, 1), self.pile_box)
        left = down(top, (self.pad, 1), self.hint, note("　".join(f"{key} {words}" for key, words in KEYS)))
        across((left, 1), self._make_side(), on=self, margins=0, spacing=12)

    def show_round(self, shown: Shown, round_: CountRound) -> None:
        """Key sheets into a round."""
        begun = self._round is None or self._round.id != round_.id
        if begun:
            self._last = None
            self.model.keyed.clear()
            self.hint.setText("")
        self._shown, self._round, self._offered = shown, round_, Stand(-1)
        self._counts = shown.counts.get(round_.number, Counts())
        if not self._under_way:
            self._expected = self._counts
        self.model.set_tallying(shown.tallying)
        self._show_categories()
        self._go(first_stand(shown.tallying, self._expected) if begun else self._at)

    def commit(self) -> None:
        """Count the sheet keyed in, and begin the next at once."""
        shown, round_ = self._shown, self._round
        if shown is None or round_ is None:
            return
        sheet, was_at = replace(self.model.keyed.sheet(), pile=self._at.pile), self._at
        self._expected = with_one_more(self._expected, sheet)
        self._under_way += 1
        self.model.keyed.clear()
        self._go(next_stand(shown.tallying, self._expected, was_at))
        if total_box(self._expected.boxes.values()).collected >= shown.campaign.issued:
            self.hint.setText(f"发出的 {shown.campaign.issued} 张都已录入，可以结束录入。")
        elif self._at != was_at:
            self.hint.setText(f"接着录：{stand_words(shown.tallying, self._expected, self._at)}")

        def failed(error: HuanjieError) -> None:
            self._under_way -= 1
            self._expected = self._counts
            self.model.keyed.load(sheet)
            self._go(was_at)
            messages.tell(self.window(), error)

        asked = self._tasks.ask("录入票", count_sheet, shown.campaign.id, round_.number, sheet)
        asked.then(self._on_counted, failed)

    def take_back(self) -> None:
        """Take the sheet counted last back onto the pad, to be corrected."""
        shown, round_, sheet = self._shown, self._round, self._last
        if shown is None or round_ is None or sheet is None:
            self.hint.setText("没有刚录入的票可退回。")
            return
        self._last = None
        asked = self._tasks.ask("退回票", uncount_sheet, shown.campaign.id, round_.number, sheet)
        asked.then(self._on_taken_back)

    def take_key(self, key: str) -> None:
        """Take a key that was pressed while something else had the cursor, and have the cursor on the sheet from now on."""
        self.pad.setFocus()
        self.pad.press(Qt.Key(QKeySequence(key)[0].key()), key)  # type: ignore[index]

    def ask_name(self) -> None:
        """Ask for another name for the post at the cursor."""
        slot = self.model.keyed.slot()
        if slot is not None:
            known = sorted({name for _, post_id, name in self._counts.write_ins if post_id == slot.post_id})
            name = ask_dialog(WriteInDialog(self.window(), slot.title, known), lambda closed: closed.name)
            if name is not None:
                self.model.keyed.write_in(name)
            self.pad.setFocus()

    def _on_counted(self, counted: Counted) -> None:
        self._under_way -= 1
        self._last, self._counts = counted.sheet, counted.counts
        if not self._under_way:
            self._expected = self._counts
        self._show_numbers()

    def _on_taken_back(self, counted: Counted) -> None:
        self._counts = self._expected = counted.counts
        self.model.keyed.load(counted.sheet)
        self._go(Stand(self.model.keyed.category, counted.sheet.pile))
        self.pad.setFocus()
        self._show_numbers()

    def _make_side(self) -> QWidget:
        self._category_rows = down(spacing=2)
        self._category_buttons: list[QPushButton] = []
        self.collected, self.void_words = label("", "figure"), label("", "secondary")
        self.back_button = button("退回上一张", self.take_back, drawing="undo-2")
        self.place_words = label("", "heading", wrap=True)
        self.marks = TallyMarks()
        counts = framed("票类", self._category_rows, self.collected, self.void_words, self.back_button)
        inner = QWidget()
        down(counts, framed("", self.place_words, self.marks), STRETCH, on=inner, margins=0, spacing=8)
        side = scrolled(inner)
        side.setFixedWidth(theme.px(300))
        return side

    def _show_categories(self) -> None:
        """Make a button for each category, where they are others."""
        categories = self._shown.tallying.setup.categories if self._shown else ()
        words = [f"{each.code}票　{each.title}" for each in categories]
        if [each.property("words") for each in self._category_buttons] == words:
            return
        refill(self._category_rows, ())
        self._category_buttons = []
        for at, text in enumerate(words):
            made = button(text, partial(self._choose, at), look="row")
            made.setProperty("words", text)
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._category_rows.addWidget(made)
            self._category_buttons.append(made)

    def _choose(self, at: int) -> None:
        self.model.keyed.choose_category(at)
        self.pad.setFocus()

    def _go(self, at: Stand) -> None:
        """Key the next sheet into a category and a pile."""
        self._at = at
        self.model.keyed.choose_category(at.category)

    def _choose_pile(self) -> None:
        self._go(Stand(self._at.category, str(self.pile_box.currentData())))
        self.pad.setFocus()

    def _on_moved(self) -> None:
        if self._shown is not None and self.model.keyed.category != self._at.category:  # by a key
            self._at = stand_in(self._shown.tallying, self._expected, self.model.keyed.category)
        self._show_numbers()
        full = self._full_words()
        if full:
            self.hint.setText(full)
        elif self.model.keyed.complete and not self.model.keyed.untouched:
            self.hint.setText("已填完，按 Enter 录入这张票。")
        elif self.hint.text().startswith("已填完") or self._was_full:
            self.hint.setText("")
        self._was_full = bool(full)

    def _full_words(self) -> str:
        """Return what is said at the first key of a sheet for which there is no room."""
        if self._shown is None or self.model.keyed.untouched:
            return ""
        return full_words(self._shown.tallying, self._expected, self._at)

    def _show_numbers(self) -> None:
        if self._shown is None:
            return
        tallying_, counts = self._shown.tallying, self._counts
        self.stand_words.setText(stand_words(tallying_, self._expected, self._at))
        if self._at != self._offered:
            self._offer_piles(self._shown.tallying)
        collected = total_box(counts.boxes.values()).collected
        self.collected.setText(f"已录 {collected} / {self._shown.campaign.issued} 张")
        self.void_words.setText(void_in_words(tallying_, counts))
        begun = "这张票已经开始录，请先录完，或按 - 清空。"
        can = self._last is not None and self.model.keyed.untouched
        allow(self.back_button, can, begun if self._last is not None else "没有刚录入的票可退回。")
        for at, (each, category) in enumerate(zip(self._category_buttons, tallying_.setup.categories, strict=False)):
            box = counts.boxes.get(category.id, Box())
            of = "" if category.issued is None else f" / {category.issued}"
            each.setText(
                f"{'▶ ' if at == self.model.keyed.category else '　 '}{each.property('words')}　{box.collected}{of}"
            )
            each.setChecked(at == self.model.keyed.category)
        self._show_marks()

    def _offer_piles(self, told: Tallying) -> None:
        piles, self._offered = piles_of(told, self._at.category), self._at
        offer(self.pile_box, [(pile.id, pile.title) for pile in piles])
        self.pile_box.setCurrentIndex(self.pile_box.findData(self._at.pile))
        self.pile_box.setVisible(bool(piles))

    def _show_marks(self) -> None:
        place = self.model.keyed.place()
        if place is not None and self._shown is not None:
            words, lines = running_marks(self._shown.tallying, self._counts, *place)
            self.place_words.setText(words)
            self.marks.show_counts(lines)
