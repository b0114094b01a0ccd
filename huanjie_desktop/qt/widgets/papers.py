"""The papers of one thing with their state, the chosen one seen beside them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QAbstractItemView, QWidget

from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.choice_list import Choice, ChoiceList
from huanjie_desktop.qt.widgets.parts import Part, down, note, side_by_side
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.services.shown.papers import ShownPaper


class PaperView(QWidget):
    """印件: a list and a preview; with `ticks` papers are chosen by a tick and dragged into another order.

    `hint` stands above the list, `below` under it.
    """

    def __init__(
        self, tasks: Tasks, name: str, hint: str, below: Sequence[Part] = (), *, width: int, ticks: bool = False
    ) -> None:
        super().__init__()
        self._of = ""
        self._papers: dict[str, ShownPaper] = {}
        self.list = ChoiceList(name, 0 if ticks else 32)
        self.list.setWordWrap(True)
        self.list.chosen.connect(lambda _id: self.preview())
        if ticks:
            self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.bar = PrintBar(tasks)
        left = QWidget()
        down(note(hint), (self.list, 1), *below, on=left, margins=(0, 0, 8, 0))
        down(side_by_side((left, width), (self.bar, 760)), on=self, margins=(16, 12, 16, 12))

    def show_papers(self, of: str, papers: Sequence[ShownPaper], ticked: Sequence[str] | None = None) -> None:
        """Show the papers of a thing, keeping what is chosen, ticked and dragged for the same; `ticked` is what begins."""
        if self._of != of:
            self.list.clear()
        elif ticked is not None:
            ticked = self.list.ticked()
            order = self.list.ids()
            papers = sorted(papers, key=lambda each: order.index(each.id) if each.id in order else len(order))
        self._of, self._papers = of, {each.id: each for each in papers}
        self.list.show_rows([_row(each, None if ticked is None else each.id in ticked) for each in papers])
        if self.isVisible():
            self.preview()

    def current(self) -> ShownPaper | None:
        """Return the paper that is chosen."""
        return self._papers.get(self.list.chosen_id())

    def preview(self) -> None:
        """Show the paper that is chosen."""
        paper = self.current()
        if paper is None:
            self.bar.clear()
        else:
            self.bar.show_paper(paper)


def _row(paper: ShownPaper, ticked: bool | None) -> Choice:
    mark = ("triangle-alert", "warning") if paper.lacks else ("circle-check", "done")
    words = f"{paper.title}\n{'，'.join(paper.lacks)}" if paper.lacks and ticked is not None else paper.title
    return Choice(paper.id, words, paper.tip, mark, ticked)
