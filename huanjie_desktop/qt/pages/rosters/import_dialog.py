"""导入名册 in three steps: the file, its columns, every row; then it is written as one undo step."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.domain.errors import Cancelled, HuanjieError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters.import_columns import ColumnsPage
from huanjie_desktop.qt.pages.rosters.import_file import FilePage
from huanjie_desktop.qt.pages.rosters.import_foot import DraftNotice, ImportFoot
from huanjie_desktop.qt.pages.rosters.import_preview import CheckPage
from huanjie_desktop.qt.pages.rosters.import_sample import save_sample
from huanjie_desktop.qt.pages.rosters.import_steps import StepBar
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import down, stacked
from huanjie_desktop.services.people.import_drafts import keep_draft
from huanjie_desktop.services.people.import_preview import ImportPreview, ImportResult
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.shown import import_words
from huanjie_desktop.services.shown.importing import (
    Ledger,
    ShownImport,
    commit_read,
    read_import,
    stage_of,
    standing_of,
    together,
)

_REDO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
KINDS = "表格、审批表 (*.xlsx *.xls *.xlsm *.et *.ods *.csv *.txt *.lrmx *.lrm *.zip)"
_NAMED = 3  # files that were not read, by name
FILE, COLUMNS, ROWS = range(3)
WIDTH, HEIGHT, MARGIN = 1160, 704, 24


class ImportDialog(QDialog):
    """导入名册: `path` may name the file already; `preview` is what the import would do as last read, None before that;
    `result_of_import` is what was done once it is accepted."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, catalog: Catalog, path: Path | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._catalog = tasks, catalog
        self.shown: ShownImport | None = None
        self.ledger: Ledger | None = None
        self.result_of_import: ImportResult | None = None
        self._reading: ImportRequest | None = None  # what the worker is reading
        self.setWindowTitle("导入名册")
        self.setAcceptDrops(True)
        self.file, self.check = FilePage(), CheckPage(catalog, tasks)
        self.columns = ColumnsPage({field: spec for field, spec in catalog.columns.items() if spec.importable})
        self.steps, self.foot, self.notice = StepBar(("文件", "栏目", "逐行核对")), ImportFoot(), DraftNotice()
        self._pages = stacked(self.file, self.columns, self.check)
        down(self.steps, self.notice, (self._pages, 1), self.foot, on=self, margins=0, spacing=0)
        self._listen()
        self._fit(parent)
        self.show_step(FILE)
        self.file.choose_button.setFocus()
        if path is not None:
            self.open_file(path)

    @property
    def preview(self) -> ImportPreview | None:
        """What the import would do, None before a file was read."""
        return self.shown.preview if self.shown is not None else None

    @property
    def busy(self) -> bool:
        """Tell whether what is shown is being read anew."""
        return self._reading is not None

    def _fit(self, parent: QWidget | None) -> None:
        """Be as large as the window that it stands over allows."""
        room = parent.window().size() if parent is not None else self.screen().availableSize()
        self.resize(min(theme.px(WIDTH), room.width() - MARGIN), min(theme.px(HEIGHT), room.height() - MARGIN))

    def _listen(self) -> None:
        self.steps.asked.connect(self.show_step)
        self.file.choose_asked.connect(self._choose)
        self.file.sample_asked.connect(lambda: save_sample(self, self._tasks, self._catalog))
        self.file.sheets_chosen.connect(lambda sheets: self._say(lambda ledger: ledger.choose_sheets(sheets)))
        self.file.hidden_chosen.connect(lambda on: self._say(lambda ledger: ledger.choose_hidden(on)))
        self.columns.corrected.connect(self._on_corrected)
        self.check.said.connect(self._read)
        self.check.target.edited.connect(self._show_standing)
        self.foot.back_asked.connect(lambda: self.show_step(self.step - 1))
        self.foot.next_asked.connect(lambda: self.show_step(self.step + 1))
        self.foot.import_asked.connect(self.commit)
        self.foot.keep_asked.connect(self.keep)
        self.foot.cancel_asked.connect(self._tasks.cancel)
        self.foot.columns_asked.connect(partial(self.show_step, COLUMNS))
        self.foot.rows_asked.connect(self._show_rows_left)
        self.foot.sheets_asked.connect(partial(self.show_step, FILE))
        self.notice.taken.connect(self._take_draft)
        self._tasks.progressed.connect(self._on_progressed)
        QShortcut(QKeySequence("F8"), self, self._go_to_next)

    # the steps

    @property
    def step(self) -> int:
        """Which step is in front."""
        return self._pages.currentIndex()

    def show_step(self, step: int) -> None:
        """Bring a step to the front, as far as there is something to show in it."""
        self._pages.setCurrentIndex(min(max(step, FILE), max(self._open_steps() - 1, FILE)))
        self._show_standing()
        if self.step == ROWS and not self.check.go_to_next(0):
            self.check.table.setFocus()
        elif self.step == COLUMNS:
            self.columns.go_to_open()

    def _open_steps(self) -> int:
        if self.shown is None or self.file.wrong.text():
            return 1
        return 3 if self.shown.preview is not None else 2

    # the file

    def open_file(self, path: Path, more: Sequence[Path] = ()) -> bool:
        """Read a file, or several forms as one, and show what importing would do; what was said of another one is asked about
        first, and may be kept: tell whether it is read."""
        if self.ledger is not None and self.ledger.touched and not self._may_leave():
            return False
        self.shown, self.ledger = None, Ledger(ImportRequest(path, more=tuple(more)))
        self.notice.hide()
        if self._reading is not None:
            self._tasks.cancel()
        self.file.show_file(path, more)
        self.show_step(FILE)
        self._read()
        return True

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, "选择要导入的文件", str(self._folder()), KINDS)
        self.open_files([Path(name) for name in names])

    def open_files(self, paths_: Sequence[Path]) -> None:
        """Read what was chosen at once: forms as one, of spreadsheets the first, and say of the others that they were not read."""
        if not paths_:
            return
        (first, *more), others = together(paths_)
        if self.open_file(first, more) and others:
            left = "、".join(f"“{each.name}”" for each in others[:_NAMED]) + ("等" if len(others) > _NAMED else "")
            messages.say(
                self,
                f"表格一次导入一份。先选的是“{first.name}”，{left}{len(others)}份没有读。",
                "导入这一份以后，再选下一份。",
            )

    def _folder(self) -> Path:
        """Return where files are looked for: beside the last one, else among the documents."""
        return self.ledger.request.path.parent if self.ledger is not None else paths.documents_folder()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file that is dragged in."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the file that was dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.open_files([Path(url.toLocalFile()) for url in urls])

    # reading

    def _read(self) -> None:
        """Have what was said worked out; what is said meanwhile is read once that is done."""
        ledger, shown = self.ledger, self.shown
        if ledger is None or self._reading is not None:
            self._show_standing()
            return
        request = self._reading = ledger.request
        self._tasks.run(
            "核对导入",
            lambda workspace, progress: read_import(workspace, request, shown, progress),
            self._on_read,
            self._on_failed,
        )
        self._show_standing()

    def _on_read(self, shown: ShownImport) -> None:
        ledger, read, self._reading = self.ledger, self._reading, None
        if ledger is None or _files_of(shown.request) != _files_of(ledger.request):
            self._read()  # another file was opened meanwhile
            return
        first, self.shown = self.shown is None, shown
        if ledger.request != read:
            self._read()  # more was said meanwhile
            return
        ledger.go_on_with(shown.request)
        self._show(first=first)
        if first:
            self.notice.offer(shown.draft)
            self.show_step(stage_of(shown))
            if self.step == FILE:
                self.foot.next.setFocus()
        elif self.step > self._open_steps() - 1:
            self.show_step(self.step)

    def _on_failed(self, error: HuanjieError) -> None:
        read, self._reading = self._reading, None
        ledger, shown = self.ledger, self.shown
        if ledger is not None and read is not None and _files_of(read) != _files_of(ledger.request):
            self._read()  # another file was opened meanwhile
        elif ledger is None or shown is None:
            self.file.show_wrong("已停止读取。" if isinstance(error, Cancelled) else str(error))
            self.show_step(FILE)
        else:
            ledger.go_back_to(shown.request)
            self._show()
            messages.tell(self, error)

    def _show(self, *, first: bool = False) -> None:
        """Show what was read last, with what was said of it; `first` that it is another file."""
        shown, ledger = self.shown, self.ledger
        if shown is not None and ledger is not None:
            self.file.show_import(shown)
            self.columns.show_guesses(shown.guesses, shown.wrong)
            self.check.show_import(shown, ledger, first=first)
        self._show_standing()

    def _on_progressed(self, _label: str, done: int, total: int, words: str) -> None:
        self.foot.show_progress(words if total <= 0 else f"{words}（{done} / {total}）")

    # what is said

    def _say(self, say: Callable[[Ledger], None]) -> None:
        if self.ledger is not None:
            say(self.ledger)
            self._read()

    def _on_corrected(self, head: str, field: str) -> None:
        if self.ledger is not None and self.shown is not None:
            self.ledger.take_for(self.shown.guesses, head, field)
            self._read()

    def _take_draft(self) -> None:
        draft = self.shown.draft if self.shown is not None else None
        if draft is not None:
            self._say(lambda ledger: ledger.take_up(draft.request))

    def _go_to_next(self) -> None:
        if self.step != ROWS:
            self.show_step(ROWS)
        elif not self.check.go_on() and not self.check.target.go_to_open():
            self.foot.import_button.setFocus()

    def _show_rows_left(self) -> None:
        self.show_step(ROWS)
        left = self.check.filters[import_words.LEFT_OUT]
        self.check.show_filter(import_words.ALL if left.isHidden() else import_words.LEFT_OUT)

    def _show_standing(self) -> None:
        """Show how far it is: the steps, what is not taken, and what the button does."""
        target = self.check.target
        if self.shown is None or self.ledger is None:
            self.steps.show_steps(self.step, ["", "", ""], self._open_steps())
            self.foot.show_standing(None, self.step, busy=self.busy)
            return
        name = target.name.text() if target.make_new.isChecked() else None
        standing = standing_of(self.shown, self.ledger, name, chosen=target.is_chosen)
        target.show_wrong(standing.wrong_name)
        self.steps.show_steps(self.step, standing.steps, self._open_steps())
        self.foot.show_standing(standing, self.step, busy=self.busy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on and never imports by accident; Ctrl+Z and Ctrl+Y take what was said back and again."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        if undo or event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO:
            if self.ledger is not None and (self.ledger.undo() if undo else self.ledger.redo()):
                self._read()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.step != ROWS:
            self.foot.next.click()

    # the end

    def commit(self) -> None:
        """Write what is shown; the button is grey until nothing is left to decide."""
        shown, target = self.shown, self.check.target
        if shown is None or shown.preview is None or not self.foot.import_button.isEnabled():
            return
        name, kind = target.name.text().strip(), str(target.kinds.currentData())
        self._reading = shown.request
        self._show_standing()
        self._tasks.run(
            "导入名册",
            lambda workspace, progress: commit_read(workspace, shown, name, kind, progress),
            self._on_committed,
            self._on_not_done,
        )

    def _on_not_done(self, error: HuanjieError) -> None:
        self._reading = None
        self._show_standing()
        messages.tell(self, error)

    def _on_committed(self, result: ImportResult) -> None:
        self.result_of_import = result
        self.accept()

    def keep(self) -> None:
        """Keep what was said of the file for another time, and close."""
        ledger, shown = self.ledger, self.shown
        if ledger is not None and shown is not None:
            self._tasks.ask("存下核对", keep_draft, shown.digest, ledger.request).then(self._on_kept, self._on_not_done)

    def _on_kept(self, _change: ChangeSet) -> None:
        super().reject()

    def reject(self) -> None:
        """Close; what was decided or corrected is asked about first."""
        if self.ledger is None or not self.ledger.touched or self._may_leave():
            super().reject()

    def _may_leave(self) -> bool:
        """Ask what becomes of what was said; tell whether it may be dropped now."""
        kept = "存着下次再导"
        verbs = (kept, "不要了", "继续")
        said = messages.choose(self, "已经定过、改过的内容还没有导入。", verbs, "存下的，下次打开同一个文件时接着定。")
        if said == kept:
            self.keep()
        return said == "不要了"


def _files_of(request: ImportRequest) -> Sequence[Path]:
    return request.path, *request.more
