"""逐张录入: the sheet on the left, on the right the category, how many came in, and the running totals."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea, QVBoxLayout, QWidget

from huanjie_desktop.domain.assessment import CountRound
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.names import display_name
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, Sheet, total_box
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.sheet import SheetModel
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.assessment.dialogs import WriteInDialog
from huanjie_desktop.qt.pages.assessment.sheet_pad import KEYS, SheetPad
from huanjie_desktop.qt.pages.assessment.tally_marks import TallyMarks
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import across, button, down, label, panel
from huanjie_desktop.services.assessment import tallying
from huanjie_desktop.services.shown.assessment import Shown, read_counts
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class _Counted:
    """A sheet counted or taken back, and the round's counts after it."""

    sheet: Sheet
    counts: Counts
    change_set: ChangeSet


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
        left = down(
            (self.pad, 1), self.hint, label("　".join(f"{key} {words}" for key, words in KEYS), "secondary", wrap=True)
        )
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
        id_, number = shown.campaign.id, round_.number
        self.model.keyed.clear()

        def work(workspace: Workspace, _progress: object) -> _Counted:
            change = tallying.add_sheet(workspace, id_, number, sheet)
            return _Counted(sheet, read_counts(workspace, id_, number), change)

        def failed(error: HuanjieError) -> None:
            self.model.keyed.load(sheet)
            messages.tell(self.window(), error)

        self._tasks.run("录入票", work, self._on_counted, failed, owner=self)

    def take_back(self) -> None:
        """Take the sheet counted last back onto the pad, to be corrected."""
        shown, round_, sheet = self._shown, self._round, self._last
        if shown is None or round_ is None or sheet is None:
            self.hint.setText("没有刚录入的票可退回。")
            return
        id_, number = shown.campaign.id, round_.number
        self._last = None

        def work(workspace: Workspace, _progress: object) -> _Counted:
            change = tallying.take_back_sheet(workspace, id_, number, sheet)
            return _Counted(sheet, read_counts(workspace, id_, number), change)

        self._tasks.run("退回票", work, self._on_taken_back, owner=self)

    def ask_name(self) -> None:
        """Ask for another name for the post at the cursor."""
        slot = self.model.keyed.slot()
        if slot is not None:
            known = sorted({name for _, post_id, name in self._counts.write_ins if post_id == slot.post_id})
            name = ask_dialog(WriteInDialog(self.window(), slot.title, known), lambda closed: closed.name)
            if name is not None:
                self.model.keyed.write_in(name)
            self.pad.setFocus()

    def _on_counted(self, counted: _Counted) -> None:
        self._last, self._counts = counted.sheet, counted.counts
        self._show_numbers()

    def _on_taken_back(self, counted: _Counted) -> None:
        self._counts = counted.counts
        self.model.keyed.load(counted.sheet)
        self.pad.setFocus()
        self._show_numbers()

    def _make_side(self) -> QWidget:
        inner = QWidget()
        side = QScrollArea()
        side.setFixedWidth(theme.px(300))
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidgetResizable(True)
        column = down(on=inner, margins=0, spacing=8)
        frame, inside = panel("票类")
        self._category_rows = QVBoxLayout()
        self._category_rows.setSpacing(2)
        inside.addLayout(self._category_rows)
        self.collected = label("", "figure")
        self.void_words = label("", "secondary")
        inside.addWidget(self.collected)
        inside.addWidget(self.void_words)
        self.back_button = button("退回上一张", self.take_back, drawing="undo-2")
        inside.addWidget(self.back_button)
        column.addWidget(frame)
        frame, inside = panel()
        self.place_words = label("", "heading", wrap=True)
        self.marks = TallyMarks()
        inside.addWidget(self.place_words)
        inside.addWidget(self.marks)
        column.addWidget(frame)
        column.addStretch(1)
        self._category_buttons: list[QPushButton] = []
        side.setWidget(inner)
        return side

    def _show_categories(self) -> None:
        """Make a button for each category, where they are others."""
        categories = self._shown.tallying.setup.categories if self._shown else ()
        words = [f"{each.code}票　{each.title}" for each in categories]
        if [each.property("words") for each in self._category_buttons] == words:
            return
        for old in self._category_buttons:
            self._category_rows.removeWidget(old)
            old.deleteLater()
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
        whole = total_box(counts.boxes.values())
        self.collected.setText(f"已录 {whole.collected} / {self._shown.campaign.issued} 张")
        noun = "其中空白" if tallying_.form.rules.blank == "void" else "弃权（空白）"
        self.void_words.setText(f"无效 {whole.void} 张，{noun} {whole.blank} 张")
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
        if place is None or self._shown is None:
            return
        told = self._shown.tallying
        subject, item = place
        name = next((each.name for each in told.setup.subjects if each.id == subject), "")
        title = told.form.item_titles[item]
        self.place_words.setText(display_name(name) if told.shape.items == 1 else f"{display_name(name)}　{title}")
        grades = [*enumerate(told.form.grade_titles), (UNREADABLE, "无法辨认")]
        ids = [*(each.id for each in told.setup.categories), ""]
        self.marks.show_counts(
            [
                (words, sum(self._counts.marks.get((id_, subject, item, grade), 0) for id_ in ids))
                for grade, words in grades
            ]
        )
