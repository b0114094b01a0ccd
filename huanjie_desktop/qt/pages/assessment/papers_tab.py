"""印制: the papers of a campaign, one seen on the right; blank sheets that were printed stay as they are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QSplitter, QWidget

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import down, label
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.services.assessment import forms
from huanjie_desktop.services.printing import printing, sheet_printing
from huanjie_desktop.services.printing.printing import PaperState
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class _Paper:
    """A paper that can be printed: of the campaign, or of one category; `document_id` "" for the whole run of sheets.

    `freezes` tells a blank sheet, `result` a paper of the result; `lacks` says what is missing for it.
    """

    document_id: str
    of: str
    title: str
    formats: Sequence[str]
    freezes: bool = False
    result: bool = False
    lacks: tuple[str, ...] = ()


class PapersTab(QWidget):
    """印制."""

    def __init__(self, tasks: Tasks, run: Run, sheets: Sequence[DocumentSpec]) -> None:
        super().__init__()
        self._run, self._sheets = run, sheets
        self._shown: Shown | None = None
        self._papers: list[_Paper] = []
        self.list = QListWidget()
        self.list.setAccessibleName("印件")
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _row: self.preview())
        self.bar = PrintBar(tasks)
        self.bar.printed.connect(self._on_printed)
        left = QWidget()
        down(
            label("测评表打印或存为文件后，表样即固定；再改表样另成一版。", "secondary", wrap=True),
            (self.list, 1),
            on=left,
            margins=(0, 0, 8, 0),
        )
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.bar)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(250), theme.px(760)])
        down(splitter, on=self, margins=(16, 12, 16, 12))

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's papers, keeping the one that is seen."""
        same = self._shown is not None and self._shown.campaign.id == shown.campaign.id
        row = self.list.currentRow() if same else 0
        self._shown = shown
        self._papers = [*self._list_sheets(shown), *(_paper_of(shown, state) for state in shown.papers)]
        self.list.blockSignals(True)
        self.list.clear()
        for paper in self._papers:
            mark = ("triangle-alert", "warning") if paper.lacks else ("circle-check", "done")
            item = QListWidgetItem(icons.icon(*mark), paper.title)
            item.setToolTip("缺数据：" + "，".join(paper.lacks) if paper.lacks else "可以打印")
            item.setSizeHint(QSize(0, theme.px(32)))
            self.list.addItem(item)
        self.list.setCurrentRow(min(max(row, 0), len(self._papers) - 1))
        self.list.blockSignals(False)
        if self.isVisible():
            self.preview()

    def show_paper(self, result: bool) -> None:
        """Choose the first paper of the result, or the first blank sheet."""
        for at, paper in enumerate(self._papers):
            if paper.result == result:
                self.list.setCurrentRow(at)
                return

    def preview(self) -> None:
        """Show the paper that is chosen."""
        row = self.list.currentRow()
        shown = self._shown
        if shown is None or not 0 <= row < len(self._papers):
            self.bar.clear()
            return
        paper = self._papers[row]
        name = f"{shown.campaign.title}{paper.title.replace('（', '').replace('）', '')}"
        id_ = shown.campaign.id
        if not paper.document_id:
            copies = _copies(shown)
            self.bar.show_paper(
                name,
                paper.formats,
                lambda workspace, progress: sheet_printing.preview_sheets(workspace, id_, copies, progress),
                lambda workspace, path, progress: sheet_printing.print_sheets(workspace, id_, path, copies, progress),
            )
            return
        self.bar.show_paper(
            name,
            paper.formats,
            lambda workspace, _p: printing.preview_document(workspace, paper.document_id, paper.of),
            lambda workspace, path, _p: printing.print_document(workspace, paper.document_id, path, paper.of),
        )

    def _list_sheets(self, shown: Shown) -> list[_Paper]:
        """Return each category's sheet, and the run of all that are to be printed."""
        papers: list[_Paper] = []
        total = sum(_copies(shown).values())
        for spec in self._sheets:
            papers += [
                _Paper(spec.id, each.id, f"{spec.title}（{each.code}票）", spec.formats, freezes=True)
                for each in shown.tallying.setup.categories
            ]
            if total:
                papers.append(_Paper("", "", f"全部{spec.title}（{total} 张）", ("pdf",), freezes=True))
        return papers

    def _on_printed(self) -> None:
        row = self.list.currentRow()
        if self._shown is None or not self._papers[row].freezes or self._shown.tallying.setup.version.frozen:
            return
        version_id = self._shown.tallying.setup.version.id

        def work(workspace: Workspace) -> ChangeSet:
            return forms.freeze_form(workspace, version_id)

        self._run("固定表样", work)


def _paper_of(shown: Shown, state: PaperState) -> _Paper:
    spec = state.spec
    return _Paper(spec.id, shown.campaign.id, spec.title, spec.formats, result=state.needs_result, lacks=state.lacks)


def _copies(shown: Shown) -> dict[str, int]:
    """Return how many sheets of each category are to be printed; without categories, as many as are handed out."""
    categories = shown.tallying.setup.categories
    return {each.code: each.printed for each in categories} or {"": shown.campaign.issued}
