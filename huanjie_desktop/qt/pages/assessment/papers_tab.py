"""印制: the papers of a campaign, one seen on the right; blank sheets that were printed stay as they are, results stand."""

from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.papers import PaperView
from huanjie_desktop.services.assessment import forms, standing
from huanjie_desktop.services.shown.assessment import Shown
from huanjie_desktop.services.shown.papers import ShownPaper


class PapersTab(PaperView):
    """印制."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__(tasks, "印件", "测评表打印或存为文件后，表样即固定；再改表样另成一版。", width=250)
        self._run = run
        self._shown: Shown | None = None
        self.bar.printed.connect(self._on_printed)

    def show_campaign(self, shown: Shown) -> None:
        """Show a campaign's papers, keeping the one that is seen."""
        self._shown = shown
        self.show_papers(shown.campaign.id, shown.papers)

    def show_paper(self, result: bool) -> None:
        """Choose the first paper of the result, or the first blank sheet."""
        papers = self._shown.papers if self._shown is not None else ()
        self.list.choose(next((paper.id for paper in papers if paper.result == result), ""))

    def _on_printed(self, paper: ShownPaper) -> None:
        """Note what was printed, which need not be what is chosen by now."""
        shown = self._shown
        if shown is not None and paper.freezes and not shown.tallying.setup.version.frozen:
            self._run("固定表样", forms.freeze_form, shown.tallying.setup.version.id)
        if shown is not None and paper.result:
            self._run("记录结果印出", standing.note_printed, shown.campaign.id, paper.title)
