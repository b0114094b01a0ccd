"""与电子表核对: a roster beside an office's own file, difference by difference; what is taken of the file is one undo step."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import Cancelled, HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.rosters.verify_head import DIFFERENT, EVERY_SHEET, NOT_READ, UNSURE, VerifyHead
from huanjie_desktop.qt.pages.rosters.verify_side import VerifySide
from huanjie_desktop.qt.pages.rosters.verify_table import HINTS, DifferenceTable, down_of, list_table, lists_beside
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog
from huanjie_desktop.qt.widgets.large_dialog import LargeDialog
from huanjie_desktop.qt.widgets.parts import (
    ElidedLabel,
    across,
    button,
    down,
    empty_state,
    label,
    named,
    side_by_side,
    stacked,
)
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.catalogue.compare_record import set_rule_used
from huanjie_desktop.services.people.verify_accept import Key
from huanjie_desktop.services.printing.verify_report import facts_of
from huanjie_desktop.services.shown import verifying as shown_words
from huanjie_desktop.services.shown.verifying import (
    Choosing,
    Line,
    ShownVerification,
    VerifyRequest,
    paper_of_comparison,
    read_verification,
    write_chosen,
)

_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
KINDS = "表格、审批表 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.txt *.lrmx *.lrm *.zip)"
WIDTH, HEIGHT = 1240, 716


class VerifyDialog(LargeDialog):
    """与电子表核对: `shown` is what was found as last read, None before that."""

    def __init__(
        self,
        parent: QWidget | None,
        tasks: Tasks,
        catalog: Catalog,
        roster: Roster,
        path: Path | None = None,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(parent, preferences, "verify", (WIDTH, HEIGHT))
        self._tasks, self._catalog, self._roster = tasks, catalog, roster
        self.choosing = Choosing()
        self.shown: ShownVerification | None = None
        self._request: VerifyRequest | None = None
        self._reading: VerifyRequest | None = None
        self._fresh = False  # whether the file is to be read from the disk again
        self.setWindowTitle(f"与电子表核对：{roster.name}")
        self.head = VerifyHead()
        self._make_tables()
        self.side = VerifySide()
        self._lay_out()
        self._listen()
        self._show()
        self.head.file_button.setFocus()
        if path is not None:
            self.open_path(path)

    # what it is made of

    def _make_tables(self) -> None:
        self.table = DifferenceTable(self.choosing)
        self.people = list_table("有不同的人", (("姓名", 76), ("单位及职务", 90), ("已定", 52)), 1)
        self.lists = lists_beside()
        self.hints = [label(words, "secondary", wrap=True) for words in HINTS]
        for at, act in ((UNSURE, self._say_who), (NOT_READ, self._say_column)):
            table = self.lists[at - 1]
            for keys in ("Return", "Enter"):
                table.add_key(keys, act)
            table.doubleClicked.connect(lambda _index, act=act: act())

    def _lay_out(self) -> None:
        self.words, self.progress = ElidedLabel(), label("", "secondary")
        self.stop_button = button("停止", self._tasks.cancel)
        different = side_by_side((self.people, 240), (self.table, 640), (self.side, 260), stretched=1)
        others = [down_of(hint, table) for hint, table in zip(self.hints, self.lists, strict=True)]
        self.start = empty_state("选择县里的电子表，或者干部任免审批表（lrmx），与这份名册逐处核对。")
        self.pages = stacked(different, *others, self.start)
        foot = named(QWidget(), "surface")
        across(
            self.progress,
            (self.words, 1),
            self.stop_button,
            label(_KEYS, "secondary"),
            button("关闭", self.reject),
            on=foot,
        )
        down(self.head, (self.pages, 1), foot, on=self, margins=0, spacing=0)

    def _listen(self) -> None:
        head = self.head
        head.file_asked.connect(self._choose_file)
        head.folder_asked.connect(self._choose_folder)
        head.again_asked.connect(self.read_again)
        head.report_asked.connect(self.show_report)
        head.write_asked.connect(self.write)
        head.list_asked.connect(self.show_list)
        head.sheet_chosen.connect(self._on_sheet)
        head.rule_switched.connect(self.use_rule)
        head.kind_chosen.connect(self.narrow)
        self.table.decided.connect(self.decide)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._on_line())
        self.people.selectionModel().currentRowChanged.connect(self._on_person)
        self.side.side_chosen.connect(lambda side: self.decide(self.table.keys_chosen(), side))
        self.side.column_chosen.connect(self._on_column)
        self._tasks.progressed.connect(self._on_progressed)
        QShortcut(QKeySequence("F8"), self, self.go_on)

    # the file

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, "选择要核对的文件", str(self._folder()), KINDS)
        if name:
            self.open_path(Path(name))

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "选择装着审批表的文件夹", str(self._folder()))
        if name:
            self.open_path(Path(name))

    def _folder(self) -> Path:
        return self._request.path.parent if self._request is not None else paths.documents_folder()

    def open_path(self, path: Path) -> None:
        """Compare the roster with a file, or with the forms of a folder."""
        if self._may_leave():
            self.choosing.choices = {}
            self._fresh = True
            self._read(VerifyRequest(self._roster.id, path))

    def read_again(self) -> None:
        """Read the file again as it is now; what was decided of what still differs stays."""
        if self._request is not None:
            self._fresh = True
            self._read(self._request)

    def _on_sheet(self, name: str) -> None:
        book = self.shown.found.preview.book if self.shown is not None else None
        if self._request is not None and book is not None:
            wanted = tuple(book.sheet_names) if name == EVERY_SHEET else (name,)
            self._read(replace(self._request, sheets=wanted))

    def _read(self, request: VerifyRequest) -> None:
        if self._reading is not None:
            self._tasks.cancel()
        before = None if self._fresh else self.shown
        self._reading = request
        self._tasks.run(
            "核对名册",
            lambda workspace, progress: read_verification(workspace, request, before, progress),
            lambda shown: self._on_read(request, shown),
            lambda error: self._on_failed(request, error),
            owner=self,
        )
        self._show_standing()

    def _on_read(self, request: VerifyRequest, shown: ShownVerification) -> None:
        if request is not self._reading:
            return  # something else is wanted since
        self._reading, self._request, self.shown, self._fresh = None, request, shown, False
        self.choosing.show(shown)
        self._show()
        self.show_list(self.head.chosen())
        if self.head.chosen() == DIFFERENT:
            self.table.setFocus()

    def _on_failed(self, request: VerifyRequest, error: HuanjieError) -> None:
        if request is not self._reading:
            return
        self._reading = None
        self._show_standing()
        if not isinstance(error, Cancelled):
            messages.tell(self, error)

    # what is shown

    def show_list(self, at: int) -> None:
        """Show the differences, or one of the lists beside them."""
        self.head.choose(at)
        self.pages.setCurrentIndex(at if self.shown is not None else self.pages.count() - 1)
        if self.shown is not None:
            (self.table if at == DIFFERENT else self.lists[at - 1]).setFocus()
        self._show_kinds()

    def narrow(self, kind: str) -> None:
        """Show the differences of a kind alone, "" for all."""
        self.choosing.narrow(kind)
        self.table.show_lines()
        self._show_decisions()
        self.table.setFocus()

    def _show_kinds(self) -> None:
        seen = self.shown is not None and self.head.chosen() == DIFFERENT
        self.head.show_kinds(self.choosing.kinds(), self.choosing.kind, seen=seen)

    def _show(self) -> None:
        """Show what was found anew."""
        shown = self.shown
        if shown is not None:
            found = shown.found
            self.table.show_lines()
            contents = (
                shown_words.only_theirs(found),
                shown_words.only_ours(found),
                shown_words.unsure(found),
                shown_words.equal(found),
                shown_words.not_compared(found),
            )
            counts = [self.choosing.total, *(len(lines) for lines in contents)]
            self.head.show_found(counts, found.preview.book.sheet_names, shown.rules)
            for table, lines in zip(self.lists, contents, strict=True):
                table.grid.set_rows(lines)
            self.pages.setCurrentIndex(self.head.chosen())
        else:
            self.pages.setCurrentIndex(self.pages.count() - 1)
        self._show_decisions()

    def _show_decisions(self) -> None:
        """Show what is decided now."""
        self.table.repaint_decisions()
        self.people.grid.set_rows(shown_words.lines_of_people(self.choosing))
        self.side.show_columns(self.choosing.columns())
        self._show_kinds()
        self._show_one()
        self._show_standing()

    def _show_one(self) -> None:
        each = self.table.current()
        self.side.show_one(each, self.choosing.about(each) if each is not None else ())

    def _on_line(self) -> None:
        """Show another cell, and what was found in place of what was said of the one before."""
        self._show_one()
        if self.shown is not None and self._reading is None:
            self.words.show_words(facts_of(self.shown.found))

    def _show_standing(self) -> None:
        shown, busy = self.shown, self._reading is not None
        self.words.show_words("正在核对……" if busy else facts_of(shown.found) if shown is not None else "")
        self.progress.setText(self.choosing.standing() if shown is not None and not busy else "")
        self.stop_button.setVisible(busy)
        heading = f"{self._roster.name}　与" + (f"“{shown.found.file}”核对" if shown is not None else "电子表核对")
        self.head.show_standing(heading, self.choosing.taken, usable=shown is not None and not busy)

    def _on_progressed(self, _label: str, done: int, total: int, words: str) -> None:
        if self._reading is not None:
            self.words.show_words(words if total <= 0 else f"{words}（{done} / {total}）")

    def use_rule(self, rule_id: str, used: bool) -> None:
        """Have a rule of what counts as equal hold, or not, here and from now on."""
        self._tasks.ask("设置核对规则", set_rule_used, rule_id, used).owned_by(self).then(self._on_written, self._tell)

    # deciding

    def decide(self, keys: Sequence[Key], side: str) -> None:
        """Decide for a side, and go on to the next cell that is open."""
        at = self.table.currentIndex().row()
        self._decided(self.choosing.choose(set(keys), side))
        if side and len(keys) == 1 and self.choosing.side_of(keys[0]) == side:
            place = self.choosing.next_open(at)
            if place >= 0:
                self.table.go_to(self.table.grid.index(place, 0))

    def _on_column(self, name: str, side: str) -> None:
        choose = self.choosing
        self._decided(choose.choose_column(name, side) if name else choose.choose_all(side))

    def _decided(self, words: str) -> None:
        self._show_decisions()
        if words:
            self.table.say(words)
            self.words.show_words(words)

    def go_on(self) -> None:
        """Go to the next cell that is open, or to the button that writes."""
        self.show_list(DIFFERENT)
        if self.choosing.kind and self.choosing.left and self.choosing.next_open(-1) < 0:
            self.narrow("")  # what is open is not among what is seen
        place = self.choosing.next_open(self.table.currentIndex().row())
        if place >= 0:
            self.table.go_to(self.table.grid.index(place, 0))
        else:
            self.head.write_button.setFocus()

    def _on_person(self) -> None:
        at = self.people.currentIndex().row()
        if self.people.hasFocus() and 0 <= at < self.people.grid.count:
            person_id = self.people.grid.id_at(at)
            if all(each.person_id != person_id for each in self.choosing.lines):
                self.narrow("")  # he has nothing of what is seen
                self.people.setFocus()
            self.table.go_to_person(person_id)

    def _line_of(self, at: int) -> Line | None:
        table = self.lists[at - 1]
        row = table.currentIndex().row()
        return table.grid.row_at(row) if 0 <= row < table.grid.count else None

    def _say_who(self) -> None:
        """Ask who a row of the file is."""
        line = self._line_of(UNSURE)
        if line is None or self.shown is None or self._request is None:
            return
        choices = shown_words.who_choices(self.shown.found, line.key)
        dialog = ChoiceDialog(self, f"“{line.cells[0]}”（{line.cells[2]}）是谁", "确定", "是", choices)
        chosen = ask_dialog(dialog, lambda closed: closed.chosen)
        if chosen is not None:
            self._read(shown_words.with_decision(self._request, line.key, chosen))

    def _say_column(self) -> None:
        """Ask what a column of the file is."""
        line = self._line_of(NOT_READ)
        if line is None or not line.key or self.shown is None or self._request is None:
            return
        taken = shown_words.taken_for(self.shown.found.preview.guesses)
        free = [
            (spec.field, spec.title)
            for spec in self._catalog.columns.values()
            if spec.importable and spec.field not in taken
        ]
        dialog = ChoiceDialog(self, f"“{line.key}”一栏是什么", "确定", "栏目", free)
        chosen = ask_dialog(dialog, lambda closed: closed.chosen)
        if chosen is not None:
            self._read(shown_words.with_column(self._request, line.key, chosen))

    # the end

    def show_report(self) -> None:
        """Show the report, to be printed or saved."""
        if self.shown is not None:
            paper = paper_of_comparison(self.shown.found, self.choosing.choices)
            show_dialog(PrintDialog(self, self._tasks, paper.name, [paper]))

    def write(self) -> None:
        """Write what was taken of the file, as one step."""
        if self.shown is not None and self.head.write_button.isEnabled():
            found, choices = self.shown.found, dict(self.choosing.choices)
            self.head.write_button.setEnabled(False)
            asked = self._tasks.ask(f"按“{found.file}”修改名册", write_chosen, found, choices)
            asked.owned_by(self).then(self._on_written, self._tell)

    def _on_written(self, _change: ChangeSet) -> None:
        if self._request is not None:
            self._read(self._request)

    def _tell(self, error: HuanjieError) -> None:
        self._show_standing()
        messages.tell(self, error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Z and Ctrl+Y take decisions back and again; Enter closes nothing."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if undo or event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
            if self.choosing.undo() if undo else self.choosing.redo():
                self._show_decisions()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def reject(self) -> None:
        """Close; what was taken of the file and not written is asked about first."""
        if self._may_leave():
            if self._reading is not None:
                self._reading = None
                self._tasks.cancel()
            super().reject()

    def _may_leave(self) -> bool:
        taken = self.choosing.taken
        words = f"选用右边的{taken}处还没有写入名册。"
        return not taken or messages.ask(self, words, "不要了", "留下来可以接着定，再点“写入名册”。")


_KEYS = "← 用左　→ 用右　Delete 再想想　F8 下一处"
