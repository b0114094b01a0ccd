"""The papers of one thing with their state, the chosen one seen beside them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.choice_list import Choice, ChoiceList
from huanjie_desktop.qt.widgets.parts import Part, down, note, side_by_side
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.qt.widgets.state_rows import StateDelegate
from huanjie_desktop.services.shown.papers import ShownPaper


class PaperView(QWidget):
    """印件: a list and a preview; with `ticks` papers are chosen by a tick and dragged into another order.

    `hint` stands above the list, `below` under it, `more` beside the buttons of the paper seen. How many pages each paper has
    is counted one after another once the list is in front.
    """

    def __init__(
        self,
        tasks: Tasks,
        name: str,
        hint: str,
        below: Sequence[Part] = (),
        more: Sequence[QWidget] = (),
        *,
        width: int,
        ticks: bool = False,
    ) -> None:
        super().__init__()
        self._tasks = tasks
        self._of = ""
        self.pages: dict[str, int] = {}  # by the id of a paper
        self._showing = 0
        self._papers: dict[str, ShownPaper] = {}
        self.list = ChoiceList(name, 0)
        self.list.setItemDelegate(StateDelegate(self.list))
        self.list.chosen.connect(lambda _id: self.preview())
        if ticks:
            self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.bar = PrintBar(tasks, more, verb="打印这一种", look="")
        left = QWidget()
        down(note(hint), (self.list, 1), *below, on=left, margins=(0, 0, 8, 0))
        self.bar.setContentsMargins(theme.px(8), 0, 0, 0)
        splitter = side_by_side((left, width), (self.bar, 600))
        splitter.setChildrenCollapsible(False)
        down(splitter, on=self, margins=(16, 12, 16, 12))

    def show_papers(self, of: str, papers: Sequence[ShownPaper], ticked: Sequence[str] | None = None) -> None:
        """Show the papers of a thing, keeping what is chosen, ticked and dragged for the same; `ticked` is what begins."""
        if self._of != of:
            self.list.clear()
        elif ticked is not None:
            ticked = self.list.ticked()
            order = self.list.ids()
            papers = sorted(papers, key=lambda each: order.index(each.id) if each.id in order else len(order))
        self._of, self._papers = of, {each.id: each for each in papers}
        self.pages = {}
        self._showing += 1
        rows = [_row(each, None if ticked is None else each.id in ticked) for each in papers]
        self.list.show_rows(rows)
        if self.isVisible():
            self.preview()
            self.count_pages()

    def current(self) -> ShownPaper | None:
        """Return the paper that is chosen."""
        return self._papers.get(self.list.chosen_id())

    def count_pages(self) -> None:
        """Have the pages of the next paper counted that are not known yet, then of the others."""
        showing = self._showing
        paper = next((each for each in self._papers.values() if each.id not in self.pages and each.counted), None)
        if paper is not None:

            def counted(pages: int) -> None:
                self._on_counted(showing, paper, pages)

            self._tasks.run("", paper.count, counted, lambda _error: counted(0), owner=self)

    def _on_counted(self, showing: int, paper: ShownPaper, pages: int) -> None:
        if showing != self._showing:
            return  # counted again, for what is shown now
        self.pages[paper.id] = pages
        self.list.set_aside(paper.id, f"{pages}页" if pages else "")
        if self.isVisible():
            self.count_pages()

    def preview(self) -> None:
        """Show the paper that is chosen."""
        paper = self.current()
        if paper is None:
            self.bar.clear()
        else:
            self.bar.show_paper(paper)


def _row(paper: ShownPaper, ticked: bool | None) -> Choice:
    mark = ("circle-alert", "error") if paper.lacks else ("circle-check", "done")
    words = f"{paper.title}\n{'，'.join(paper.lacks)}" if paper.lacks else paper.title
    return Choice(
        paper.id, words, f"{paper.title}\n{paper.tip}", mark, ticked, state="缺数据" if paper.lacks else "可印"
    )
