"""材料汇编: the papers of a congress with their state, one seen on the right, the chosen ones in one packet."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QSplitter,
    QWidget,
)

from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.pages.meetings.texts_dialog import TextsDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import icons, theme
from huanjie_desktop.qt.widgets.page import Run
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.services.printing import paper_texts, printing
from huanjie_desktop.services.printing.paper_texts import PaperTexts
from huanjie_desktop.services.printing.printing import PacketRequest, PaperState
from huanjie_desktop.services.shown.meetings import Shown
from huanjie_desktop.services.workspace import Workspace


class PapersTab(QWidget):
    """材料汇编: a tick takes a paper into the packet, dragging changes the order."""

    def __init__(self, tasks: Tasks, run: Run) -> None:
        super().__init__()
        self._tasks, self._run = tasks, run
        self._shown: Shown | None = None
        self._states: dict[str, PaperState] = {}
        self.papers = QListWidget()
        self.papers.setAccessibleName("材料")
        self.papers.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.papers.currentItemChanged.connect(lambda *_items: self.preview_current())
        self.copies = QSpinBox()
        self.copies.setRange(1, 999)
        self.copies.setSuffix(" 份")
        self.copies.setAccessibleName("份数")
        self.duplex = QCheckBox("双面打印（每种材料从正面起）")
        self.duplex.setChecked(True)
        self.packet_button = button("打印会议材料", self.preview_packet, drawing="printer", look="primary")
        self.texts_button = button("修改文字……", self.change_texts, tip="改这种材料的文字，用于本次会议或所有会议")
        self.bar = PrintBar(tasks)
        left = QWidget()
        column = down(
            label("勾选编入汇编的材料，拖动调整次序。", "secondary", wrap=True),
            (self.papers, 1),
            self.texts_button,
            on=left,
            margins=(0, 0, 8, 0),
        )
        row = across(label("份数"), self.copies, STRETCH)
        column.addLayout(row)
        column.addWidget(self.duplex)
        column.addWidget(self.packet_button)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self.bar)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([theme.px(290), theme.px(760)])
        down(splitter, on=self, margins=(16, 12, 16, 12))

    def show_congress(self, shown: Shown) -> None:
        """Show a congress's papers, keeping ticks, order and the paper seen for the same congress."""
        same = self._shown is not None and self._shown.congress.id == shown.congress.id
        ticked = set(self.chosen_documents()) if same else set(shown.kind.packet)
        order = self._order() if same else []
        current = self._current_id() if same else ""
        self._shown = shown
        self._states = {state.spec.id: state for state in shown.papers}
        ids = [*(id_ for id_ in order if id_ in self._states), *(id_ for id_ in self._states if id_ not in order)]
        self.papers.blockSignals(True)
        self.papers.clear()
        for id_ in ids:
            self._add(self._states[id_], id_ in ticked)
        wanted = next((at for at, id_ in enumerate(ids) if id_ == current), 0)
        self.papers.setCurrentRow(wanted)
        self.papers.blockSignals(False)
        if self.isVisible():
            self.preview_current()

    def chosen_documents(self) -> list[str]:
        """Return the ticked papers in the order shown."""
        rows = [self.papers.item(at) for at in range(self.papers.count())]
        return [_id(row) for row in rows if row.checkState() is Qt.CheckState.Checked]

    def request(self) -> PacketRequest:
        """Return the packet that is asked for."""
        assert self._shown is not None
        return PacketRequest(
            self._shown.congress.id, tuple(self.chosen_documents()), self.copies.value(), self.duplex.isChecked()
        )

    def preview_current(self) -> None:
        """Show the current paper."""
        state = self._states.get(self._current_id())
        if state is None or self._shown is None:
            return
        id_, of = state.spec.id, self._shown.congress.id
        self.bar.show_paper(
            f"{self._shown.short_title}{state.spec.title}",
            state.spec.formats,
            lambda workspace, _p: printing.preview_document(workspace, id_, of),
            lambda workspace, path, _p: printing.print_document(workspace, id_, path, of),
        )

    def change_texts(self) -> None:
        """Ask for other words in the current paper."""
        id_, shown = self._current_id(), self._shown
        if id_ and shown is not None:
            of = shown.congress.id
            self._tasks.ask("读取文字", paper_texts.read_texts, id_, of).then(self._on_texts)

    def _on_texts(self, found: PaperTexts) -> None:
        dialog = TextsDialog(self.window(), self._tasks, found)
        answer = ask_dialog(dialog, lambda closed: (closed.restoring, closed.words, closed.for_all))
        if answer is None:
            return
        restoring, words, for_all = answer
        id_, of = found.document, found.congress
        if restoring:
            every = not found.for_one
            self._run("恢复原文", paper_texts.restore_texts, id_, of, every)
        elif for_all or words != {each.path: each.text for each in found.texts}:
            self._run("修改文字", paper_texts.change_texts, id_, of, words, for_all)

    def preview_packet(self) -> None:
        """Show the whole packet, ready to be printed or saved."""
        if self._shown is None or not self.chosen_documents():
            return
        request = self.request()

        def save(workspace: Workspace, path: Path, progress: Progress) -> object:
            return printing.print_packet(workspace, request, path, progress)

        self.bar.show_paper(
            f"{self._shown.short_title}会议材料",
            ("pdf",),
            lambda workspace, progress: printing.preview_packet(workspace, request, progress),
            save,
        )

    def _add(self, state: PaperState, ticked: bool) -> None:
        words = state.spec.title if state.ready else f"{state.spec.title}\n{'，'.join(state.lacks)}"
        row = QListWidgetItem(
            icons.icon(*(("circle-check", "done") if state.ready else ("triangle-alert", "warning"))), words
        )
        row.setData(Qt.ItemDataRole.UserRole, state.spec.id)
        row.setToolTip("可以打印" if state.ready else "缺数据：" + "，".join(state.lacks))
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        row.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.papers.addItem(row)

    def _order(self) -> list[str]:
        return [_id(self.papers.item(at)) for at in range(self.papers.count())]

    def _current_id(self) -> str:
        row = self.papers.currentItem()
        return _id(row) if row is not None else ""


def _id(row: QListWidgetItem) -> str:
    return str(row.data(Qt.ItemDataRole.UserRole))
