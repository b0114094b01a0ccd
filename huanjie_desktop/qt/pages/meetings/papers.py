"""材料汇编: the papers of a congress with their state, one seen on the right, the chosen ones in one packet."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox

from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog, show_dialog
from huanjie_desktop.qt.pages.meetings.texts_dialog import TextsDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.papers import PaperView
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, label
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.services.printing import paper_texts
from huanjie_desktop.services.printing.paper_texts import PaperTexts
from huanjie_desktop.services.printing.printing import PacketRequest
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.shown.papers import paper_of_packet
from huanjie_desktop.services.shown.print_setup import packet_in_words


class PapersTab(PaperView):
    """材料汇编: a tick takes a paper into the packet, dragging changes the order; `ticks_changed` tells how many are ticked."""

    ticks_changed = Signal(int)

    def __init__(self, tasks: Tasks, run: Run) -> None:
        self._run = run
        self._shown: Shown | None = None
        self.copies = QSpinBox()
        self.copies.setRange(1, 999)
        self.copies.setSuffix(" 份")
        self.copies.setAccessibleName("份数")
        self.duplex = QCheckBox("双面")
        self.duplex.setToolTip("每种材料从正面开始，单数页的后面留一个白面")
        self.duplex.setChecked(True)
        self.chosen_words = label("", "secondary", wrap=True)
        self.texts_button = button(
            "修改文字", self.change_texts, drawing="pencil", tip="改这种材料的文字，用于本次会议或所有会议"
        )
        below = (self.chosen_words, across(label("份数"), self.copies, self.duplex, STRETCH, spacing=8))
        hint = "勾选编入汇编的材料，拖动调整次序。"
        super().__init__(tasks, "材料", hint, below, (self.texts_button,), width=360, ticks=True)
        self.list.itemChanged.connect(lambda _item: self._say())
        self.list.model().rowsMoved.connect(lambda *_moved: self._say())
        self.copies.valueChanged.connect(lambda _copies: self._say())
        self.duplex.toggled.connect(lambda _on: self._say())

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's papers, keeping ticks, order and the paper seen for the same congress."""
        self._shown = shown
        self.show_papers(shown.congress.id, shown.papers, shown.kind.packet)
        allow(self.texts_button, bool(shown.papers), "没有可修改的材料。")
        self._say()

    def request(self) -> PacketRequest:
        """Return the packet that is asked for."""
        assert self._shown is not None
        return PacketRequest(
            self._shown.congress.id, tuple(self.list.ticked()), self.copies.value(), self.duplex.isChecked()
        )

    def change_texts(self) -> None:
        """Ask for other words in the current paper."""
        paper = self.current()
        if paper is not None and self._shown is not None:
            of = self._shown.congress.id
            self._tasks.ask("读取文字", paper_texts.read_texts, paper.id, of).then(self._on_texts)

    def _on_texts(self, found: PaperTexts) -> None:
        dialog = TextsDialog(self.window(), self._tasks, found)
        answer = ask_dialog(dialog, lambda closed: (closed.restoring, closed.words, closed.for_all))
        if answer is None:
            return
        restoring, words, for_all = answer
        if restoring:
            self._run("恢复原文", paper_texts.restore_texts, found.document, found.congress, not found.for_one)
        elif for_all or words != {each.path: each.text for each in found.texts}:
            self._run("修改文字", paper_texts.change_texts, found.document, found.congress, words, for_all)

    def print_packet(self) -> None:
        """Show the ticked papers as one, ready to be printed or saved; what lacks something is named first."""
        shown, ticked = self._shown, self.list.ticked()
        if shown is None or not ticked:
            return
        lacking = [paper for paper in shown.papers if paper.id in ticked and paper.lacks]
        words = "；".join(f"“{paper.title}”{'，'.join(paper.lacks)}" for paper in lacking)
        question = f"{len(ticked)} 种材料里有 {len(lacking)} 种还缺数据。"
        if lacking and not messages.ask(self.window(), question, "仍然打印", f"{words}。缺的地方印成空白横线。"):
            return
        paper = paper_of_packet(self.request(), shown.short_title)
        show_dialog(PrintDialog(self.window(), self._tasks, f"会议材料（{len(ticked)} 种）", [paper]))

    def _on_counted(self, *counted: object) -> None:
        super()._on_counted(*counted)  # type: ignore[arg-type]
        self._say()

    def _say(self) -> None:
        ticked = self.list.ticked()
        known = [self.pages[id_] for id_ in ticked if id_ in self.pages]
        words = packet_in_words(known, self.copies.value(), duplex=self.duplex.isChecked())
        pages = f"，{words}" if ticked and len(known) == len(ticked) else ""
        self.chosen_words.setText(f"已勾选 {len(ticked)} 种{pages}")
        self.ticks_changed.emit(len(ticked))
