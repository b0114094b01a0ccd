"""逐张录入: the sheet on the left, on the right the category, how many came in, and the running totals."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

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
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, framed, label, note, refill, scrolled
from huanjie_desktop.services.shown.assessment import Counted, Shown, count_sheet, uncount_sheet
from huanjie_desktop.services.shown.counts import running_marks, void_in_words


class SheetsEntry(QWidget):
    """逐张录入: what was keyed in last is remembered here alone, so that it can be taken back."""

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._shown: Shown | None = None
        self._round: CountRound | None = None
        self._counts = Counts()
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
        left = down((self.pad, 1), self.hint, note("　".join(f"{key} {words}" for key, words in KEYS)))
        across((left, 1), self._make_side(), on=self, margins=0, spacing=12)

    def show_round(self, shown: Shown, round_: CountRound) -> None:
        """Key sheets into a round."""
        if self._round is None or self._round.id != round_.id:
            self._last = None
            self.model.keyed.clear()
        self._shown, self._round = shown, round_
        self._counts = shown.counts.get(round_.number, Counts())
        self.model.set_tallying(shown.tallying)
        self._show_categories()
        self._on_moved()

    def commit(self) -> None:
        """Count the sheet keyed in, and begin the next at once."""
        shown, round_ = self._shown, self._round
        if shown is None or round_ is None:
            return
        sheet = self.model.keyed.sheet()
        self.model.keyed.clear()

        def failed(error: HuanjieError) -> None:
            self.model.keyed.load(sheet)
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
        self._last, self._counts = counted.sheet, counted.counts
        self._show_numbers()

    def _on_taken_back(self, counted: Counted) -> None:
        self._counts = counted.counts
        self.model.keyed.load(counted.sheet)
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

    def _on_moved(self) -> None:
        self._show_numbers()
        if self.model.keyed.complete and not self.model.keyed.untouched:
            self.hint.setText("已填完，按 Enter 录入这张票。")
        elif self.hint.text().startswith("已填完"):
            self.hint.setText("")

    def _show_numbers(self) -> None:
        if self._shown is None:
            return
        tallying_, counts = self._shown.tallying, self._counts
        collected = total_box(counts.boxes.values()).collected
        self.collected.setText(f"已录 {collected} / {self._shown.campaign.issued} 张")
        self.void_words.setText(void_in_words(tallying_, counts))
        self.back_button.setEnabled(self._last is not None and self.model.keyed.untouched)
        for at, (each, category) in enumerate(zip(self._category_buttons, tallying_.setup.categories, strict=False)):
            box = counts.boxes.get(category.id, Box())
            of = "" if category.issued is None else f" / {category.issued}"
            each.setText(
                f"{'▶ ' if at == self.model.keyed.category else '　 '}{each.property('words')}　{box.collected}{of}"
            )
            each.setChecked(at == self.model.keyed.category)
        self._show_marks()

    def _show_marks(self) -> None:
        place = self.model.keyed.place()
        if place is not None and self._shown is not None:
            words, lines = running_marks(self._shown.tallying, self._counts, *place)
            self.place_words.setText(words)
            self.marks.show_counts(lines)
