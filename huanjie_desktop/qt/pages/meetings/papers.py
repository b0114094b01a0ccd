"""材料汇编: the papers of a congress with their state, one seen on the right, the chosen ones in one packet."""

from PySide6.QtWidgets import QCheckBox, QSpinBox

from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.meetings.texts_dialog import TextsDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.papers import PaperView
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, label
from huanjie_desktop.services.printing import paper_texts
from huanjie_desktop.services.printing.paper_texts import PaperTexts
from huanjie_desktop.services.printing.printing import PacketRequest
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.shown.papers import paper_of_packet


class PapersTab(PaperView):
    """材料汇编: a tick takes a paper into the packet, dragging changes the order."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        self._tasks, self._run = tasks, run
        self._shown: Shown | None = None
        self.copies = QSpinBox()
        self.copies.setRange(1, 999)
        self.copies.setSuffix(" 份")
        self.copies.setAccessibleName("份数")
        self.duplex = QCheckBox("双面打印（每种材料从正面起）")
        self.duplex.setChecked(True)
        self.packet_button = button("打印会议材料", self.preview_packet, drawing="printer", look="primary")
        self.texts_button = button("修改文字……", self.change_texts, tip="改这种材料的文字，用于本次会议或所有会议")
        below = (self.texts_button, across(label("份数"), self.copies, STRETCH), self.duplex, self.packet_button)
        super().__init__(tasks, "材料", "勾选编入汇编的材料，拖动调整次序。", below, width=290, ticks=True)

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's papers, keeping ticks, order and the paper seen for the same congress."""
        self._shown = shown
        self.show_papers(shown.congress.id, shown.papers, shown.kind.packet)

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

    def preview_packet(self) -> None:
        """Show the whole packet, ready to be printed or saved."""
        if self._shown is not None and self.list.ticked():
            self.bar.show_paper(paper_of_packet(self.request(), self._shown.short_title))
