"""打印: the preview of one paper or of a packet, to a printer or to a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import HuanjieError, WorldError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.qt.widgets.preview import PreviewView
from huanjie_desktop.qt.widgets.printing import make_printer, print_pages
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.printing.printing import Preview
from huanjie_desktop.services.shown.papers import ShownPaper
from huanjie_desktop.services.workspace import Workspace

_FILTERS = {"pdf": "PDF 文件 (*.pdf)", "docx": "Word 文档 (*.docx)", "xlsx": "Excel 表格 (*.xlsx)"}


class PrintBar(QWidget):
    """打印条: a preview with zoom, 打印 and 存为; `printed` says that the paper shown went to a printer or a file."""

    printed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._content = b""
        self._paper: ShownPaper | None = None
        self.view = PreviewView()
        self.view.page_changed.connect(self._on_page)
        self._page = label("", "secondary")
        self._said, self._wrong = label("", "secondary", wrap=True), label("", "error", wrap=True)
        self.print_button = button("打印", self.print_out, drawing="printer", look="primary")
        self.save_button = button("存为文件", self.save_as, drawing="save")
        bar = flowing(
            button("缩小", lambda: self.view.zoom_by(-1)),
            button("放大", lambda: self.view.zoom_by(1)),
            button("适合宽度", self.view.fit_width),
            self.save_button,
            self.print_button,
            self._page,
        )
        down(bar, self._said, self._wrong, (self.view, 1), on=self, margins=0, spacing=8)
        self._enable()

    def show_paper(self, paper: ShownPaper) -> None:
        """Render and show a paper."""
        if self._paper is None or self._paper.name != paper.name:
            self._say("")
        self._paper = paper
        self._wrong.setText("")
        self._content = b""
        self._enable()
        self._tasks.run(f"预览“{paper.name}”", paper.render, self._on_rendered, self._on_failed, owner=self)

    def clear(self) -> None:
        """Show nothing."""
        self._content = b""
        self.view.clear()
        self._page.setText("")
        self._enable()

    def print_out(self) -> None:
        """Ask for the printer and send the pages."""
        name = self._paper.name if self._paper else ""
        try:
            printer = make_printer(name, self.view.count)
        except WorldError as error:
            self._on_failed(error)
            self.save_button.setFocus()
            return
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(f"打印“{name}”")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if ask_dialog(dialog, lambda _closed: True):
            self.send_to(printer)

    def send_to(self, printer: QPrinter) -> None:
        """Print the pages in the worker, with progress and cancel."""
        content, name = self._content, self._paper.name if self._paper else ""

        def work(workspace: Workspace, progress: Progress) -> None:
            if print_pages(content, printer, progress):
                note_print(workspace, name, saved=False)

        self._write("打印", work, "已送到打印机。")

    def save_as(self) -> None:
        """Ask for a file and write the paper in the format of its suffix."""
        paper = self._paper
        assert paper is not None  # its button is off without
        filters = ";;".join(_FILTERS[suffix] for suffix in paper.formats)
        start = str(paths.documents_folder() / f"{paper.name}.{paper.formats[0]}")
        name, chosen = QFileDialog.getSaveFileName(self, f"存为文件：{paper.name}", start, filters)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower().lstrip(".") not in paper.formats:
            suffix = next((suffix for suffix in paper.formats if _FILTERS[suffix] == chosen), paper.formats[0])
            path = path.with_name(f"{path.name}.{suffix}")
        self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the paper to a file in the worker."""
        assert self._paper is not None
        save, name = self._paper.save, self._paper.name

        def work(workspace: Workspace, progress: Progress) -> object:
            report = save(workspace, path, progress)
            note_print(workspace, name, saved=True)
            return report

        self._write("存为文件", work, f"已存为“{path.name}”。")

    def _write(self, label: str, work: Callable[[Workspace, Progress], object], done: str) -> None:
        self._say("")
        self._tasks.run(label, work, lambda _report: self._on_written(done), self._on_failed, owner=self)

    def _on_written(self, done: str) -> None:
        self._say(done)
        self.printed.emit()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _enable(self) -> None:
        for each in (self.print_button, self.save_button):
            each.setEnabled(bool(self._content))

    def _on_rendered(self, preview: Preview) -> None:
        self._content = preview.content
        self.view.show_pdf(preview.content)
        self._wrong.setText("".join(finding.text for finding in preview.findings[:3]))
        self._enable()

    def _on_failed(self, error: HuanjieError) -> None:
        self._wrong.setText(str(error))
        if self._content:
            messages.tell(self.window(), error)

    def _on_page(self, current: int, count: int) -> None:
        self._page.setText(f"第{current}页，共{count}页" if count else "")


class PrintDialog(QDialog):
    """打印预览: the papers of one thing, the one to see chosen at the top."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, name: str, papers: Sequence[ShownPaper]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印：{name}")
        self.resize(theme.px(1080), theme.px(680))
        self.bar = PrintBar(tasks)
        self.choice = QComboBox()
        self.choice.setAccessibleName("打印哪一种")
        self.choice.addItems([paper.title for paper in papers])
        self.choice.currentIndexChanged.connect(lambda at: self.bar.show_paper(papers[at]))
        top = across(label("格式"), self.choice, STRETCH, button("关闭", self.reject))
        down(top, (self.bar, 1), on=self, margins=(16, 12, 16, 16))
        self.bar.show_paper(papers[0])
