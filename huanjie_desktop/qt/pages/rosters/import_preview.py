"""The third step of an import: every row with what becomes of it, the question about the current one, and the roster."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.cells import CellChange
from huanjie_desktop.qt.pages.rosters.import_cells import PreviewModel, PreviewTable
from huanjie_desktop.qt.pages.rosters.import_filters import ImportFilters
from huanjie_desktop.qt.pages.rosters.import_question import QuestionPanel
from huanjie_desktop.qt.pages.rosters.import_target import TargetPanel
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import across, down, named
from huanjie_desktop.services.people.import_preview import ImportRow
from huanjie_desktop.services.shown.import_questions import SKIP, Reply, question_of
from huanjie_desktop.services.shown.import_words import (
    ALL,
    FILTERS,
    arranged,
    counts_of,
    open_rows,
    wrong_field,
)
from huanjie_desktop.services.shown.importing import Ledger, ShownImport

SIDE = 338  # px


class CheckPage(QWidget):
    """逐行核对: shows what was read; what the clerk says goes into `ledger`, and `said` tells that there is more in it."""

    said = Signal()

    def __init__(self, catalog: Catalog, tasks: Tasks) -> None:
        super().__init__()
        named(self, "page")
        self.ledger: Ledger | None = None
        self._shown: ShownImport | None = None
        self.asked: dict[str, ImportRow] = {}  # the rows as they were when they were first asked about
        self._filter = ALL
        self._filling = False
        self.model = PreviewModel({spec.field: spec.title for spec in catalog.columns.values()}, self)
        self.model.changes_asked.connect(self._on_changes)
        self.model.follow(tasks)
        self.table = PreviewTable(self.model)
        self.table.finding_asked.connect(self.go_to_finding)
        self.table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.question = QuestionPanel()
        self.question.replied.connect(self._on_replied)
        self.question.next_asked.connect(self.go_to_next)
        self.question.rest_asked.connect(self._skip_rest)
        self.target = TargetPanel(catalog)
        self.target.decided.connect(self._on_decided)
        self.target.roster_asked.connect(self._on_roster)
        self.target.complete_said.connect(self._on_complete)
        self.bar = ImportFilters()
        self.filters, self.first = self.bar.buttons, self.bar.first
        self.bar.chosen.connect(self.show_filter)
        self.first.toggled.connect(lambda _on: self._fill())
        left = QWidget()
        down(self.bar, (self.table, 1), self.question, on=left, margins=0, spacing=0)
        self.target.setFixedWidth(theme.px(SIDE))
        across((left, 1), self.target, on=self, margins=0, spacing=0)

    # what is shown

    def show_import(self, shown: ShownImport, ledger: Ledger, *, first: bool) -> None:
        """Show what was read; `first` that it is another file."""
        preview = shown.preview
        self._shown, self.ledger = shown, ledger
        self.target.show_import(shown, ledger.request, first=first)
        if preview is None:
            return
        said = {*ledger.request.decisions, *(key for key, _field in ledger.request.edits)}
        before = {} if first else {**self.asked, **{row.key: row for row in shown.asked}}
        kept = {key: row for key, row in before.items() if key in said}
        self.asked = {**{row.key: row for row in preview.stopped}, **kept}
        self._show_counts()
        self._fill()

    def _show_counts(self) -> None:
        if self._shown is None or self._shown.preview is None or self.ledger is None:
            return
        self.bar.show_counts(counts_of(self._shown.preview), self._filter)

    def _fill(self) -> None:
        if self._shown is None or self._shown.preview is None:
            return
        key, asking = self.table.current_key(), self.question.has_keys
        preview = self._shown.preview
        outcomes = FILTERS[self._filter][1]
        rows = [row for row in arranged(preview.rows, self.asked, self.first.isChecked()) if row.outcome in outcomes]
        self._filling = True
        if self.model.show_preview(preview, rows):
            self.table.fit_columns()
        self.table.come_to(key)
        self._filling = False
        self._show_question()
        if asking and not rows and self._filter != ALL:
            self.show_filter(ALL)  # all of this kind is answered: the rest is behind it
            self.go_to_next(0)
        elif asking and not self.question.buttons:
            self.table.setFocus()

    def show_filter(self, at: int) -> None:
        """Show the rows of one filter."""
        self._filter = at
        self.filters[at].setChecked(True)
        self._show_counts()
        self._fill()
        self._take_focus()

    def _take_focus(self) -> None:
        """Put the cursor where the current row is answered, else in the table."""
        if self.question.question is not None and self.question.question.open:
            self.question.take_focus()
        else:
            self.table.setFocus()

    def _show_question(self) -> None:
        row = self._current()
        if row is None or self._shown is None or self._shown.preview is None or self.ledger is None:
            self.question.show_question(None)
            return
        open_ = open_rows(self._shown.preview, self.ledger.request)
        question = question_of(self._shown.preview, self.ledger.request, row, self.asked)
        at = open_.index(row.key) + 1 if row.key in open_ else 0
        self.question.show_question(question, at, len(open_))

    def _on_row_changed(self) -> None:
        if not self._filling:
            self._show_question()

    def _current(self) -> ImportRow | None:
        at = self.table.currentIndex().row()
        return self.model.row_at(at) if 0 <= at < self.model.count else None

    # going about

    def go_on(self) -> bool:
        """Go to the question about the current row, from there to the next one; tell whether there is any."""
        return self.go_to_next(1 if self.question.has_keys else 0)

    def go_to_next(self, first: int = 1) -> bool:
        """Go to the next row to decide behind the current one, around the end; tell whether there is any. With `first` 0 the
        current one will do."""
        if self._shown is None or self._shown.preview is None or self.ledger is None:
            return False
        open_ = set(open_rows(self._shown.preview, self.ledger.request))
        now, count = self.table.currentIndex().row(), self.model.count
        order = [(now + step) % count for step in range(first, count + first)] if count else []
        at = next((place for place in order if self.model.id_at(place) in open_), -1)
        if at < 0 and open_ and self._filter != ALL:
            self.show_filter(ALL)
            return self.go_to_next(first)
        if at < 0:
            return False
        self.table.go_to(self.model.index(at, 0))
        self.question.take_focus()
        return True

    def go_to_finding(self, at: int) -> None:
        """Open the cell that a row's finding is about."""
        if self._shown is not None and 0 <= at < self.model.count:
            self.table.edit_cell(at, wrong_field(self.model.row_at(at), self._shown.guesses))

    # what is said

    def _on_replied(self, key: str, reply: Reply) -> None:
        if self.ledger is not None:
            self.ledger.answer(key, reply)
            self._tell()

    def _on_decided(self, ids: Sequence[str], decision: object) -> None:
        if self.ledger is not None:
            self.ledger.decide(ids, decision)  # type: ignore[arg-type]
            self._tell()

    def _on_roster(self, roster_id: str) -> None:
        if self.ledger is not None:
            self.ledger.choose_roster(roster_id)
            self._tell()

    def _on_complete(self, complete: bool) -> None:
        if self.ledger is not None:
            self.ledger.choose_complete(complete)
            self._tell()

    def _on_changes(self, changes: list[CellChange]) -> None:
        if self.ledger is not None:
            self.ledger.mend(changes)
            self._tell()

    def _skip_rest(self) -> None:
        if self.ledger is not None and self._shown is not None and self._shown.preview is not None:
            self.ledger.decide(open_rows(self._shown.preview, self.ledger.request), SKIP)
            self._tell()

    def _tell(self) -> None:
        """Show at once what was said, before it is worked out."""
        if self._shown is not None and self.ledger is not None:
            self.target.show_import(self._shown, self.ledger.request, first=False)
        self._show_counts()
        self._show_question()
        self.said.emit()
