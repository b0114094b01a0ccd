"""打印: the preview of one paper or of a packet, to a printer or to a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label
from huanjie_desktop.qt.widgets.preview import PreviewView
from huanjie_desktop.qt.widgets.printing import DPI, print_pages
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.printing.printing import Preview
from huanjie_desktop.services.workspace import Workspace

_FILTERS = {"pdf": "PDF 文件 (*.pdf)", "docx": "Word 文档 (*.docx)", "xlsx": "Excel 表格 (*.xlsx)"}


class PrintBar(QWidget):
    """打印条: a preview with zoom, 打印 and 存为; `render` gives the PDF in the worker, `save` writes other formats.

    `printed` says that the paper shown went to a printer or a file.
    """

    printed = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._content = b""
        self._name = "材料"
        self._formats: Sequence[str] = ("pdf",)
        self._save: Callable[[Workspace, Path, Progress], object] | None = None
        self.view = PreviewView()
        self.view.page_changed.connect(self._on_page)
        self._page = label("", "secondary")
        self._wrong = label("", "error", wrap=True)
        self.print_button = button("打印", self.print_out, drawing="printer", look="primary")
        self.save_button = button("存为文件", self.save_as, drawing="save")
        bar = across(
            button("缩小", lambda: self.view.zoom_by(-1)),
            button("放大", lambda: self.view.zoom_by(1)),
            button("适合宽度", self.view.fit_width),
            self._page,
            (self._wrong, 1),
            self.save_button,
            self.print_button,
        )
        down(bar, (self.view, 1), on=self, margins=0, spacing=8)
        self._enable()

    def show_paper(
        self,
        name: str,
        formats: Sequence[str],
        render: Callable[[Workspace, Progress], Preview],
        save: Callable[[Workspace, Path, Progress], object],
    ) -> None:
        """Render and show a paper; `formats` are the suffixes that `save` takes."""
        self._name, self._formats, self._save = name, formats, save
        self._wrong.setText("")
        self._content = b""
        self._enable()
        self._tasks.run(f"预览“{name}”", render, self._on_rendered, self._on_failed, owner=self)

    def clear(self) -> None:
        """Show nothing."""
        self._content = b""
        self.view.clear()
        self._page.setText("")
        self._enable()

    def print_out(self) -> None:
        """Ask for the printer and send the pages."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setResolution(DPI)
        printer.setDocName(self._name)
        printer.setFromTo(1, self.view.count)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(f"打印“{self._name}”")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if ask_dialog(dialog, lambda _closed: True):
            self.send_to(printer)

    def send_to(self, printer: QPrinter) -> None:
        """Print the pages in the worker, with progress and cancel."""
        content = self._content
        self._tasks.run(
            "打印",
            lambda _workspace, progress: print_pages(content, printer, progress),
            lambda _count: self.printed.emit(),
            self._on_failed,
            owner=self,
        )

    def save_as(self) -> None:
        """Ask for a file and write the paper in the format of its suffix."""
        filters = ";;".join(_FILTERS[suffix] for suffix in self._formats)
        start = str(paths.documents_folder() / f"{self._name}.{self._formats[0]}")
        name, chosen = QFileDialog.getSaveFileName(self, f"存为文件：{self._name}", start, filters)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower().lstrip(".") not in self._formats:
            suffix = next((suffix for suffix in self._formats if _FILTERS[suffix] == chosen), self._formats[0])
            path = path.with_name(f"{path.name}.{suffix}")
        self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the paper to a file in the worker."""
        save = self._save
        if save is None:
            return
        self._tasks.run(
            "存为文件",
            lambda workspace, progress: save(workspace, path, progress),
            lambda _report: self.printed.emit(),
            self._on_failed,
            owner=self,
        )

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
    """打印预览: the papers of one thing (`of`, an id), the one to see chosen at the top."""

    def __init__(
        self, parent: QWidget | None, tasks: Tasks, papers: Sequence[tuple[str, str, Sequence[str]]], of: str, name: str
    ) -> None:
        super().__init__(parent)
        self._papers, self._of, self._name = papers, of, name
        self.setWindowTitle(f"打印：{name}")
        self.resize(theme.px(1080), theme.px(680))
        self.choice = QComboBox()
        self.choice.setAccessibleName("打印哪一种")
        for _document_id, title, _formats in papers:
            self.choice.addItem(title)
        self.choice.currentIndexChanged.connect(self._show)
        self.bar = PrintBar(tasks)
        top = across(label("格式"), self.choice, STRETCH, button("关闭", self.reject))
        down(top, (self.bar, 1), on=self, margins=(16, 12, 16, 16))
        self._show(0)

    def _show(self, at: int) -> None:
        document_id, title, formats = self._papers[at]
        of = self._of
        self.bar.show_paper(
            f"{self._name}{title.replace('（', '').replace('）', '') if self._name not in title else ''}",
            formats,
            lambda workspace, _p: printing.preview_document(workspace, document_id, of),
            lambda workspace, path, _p: printing.print_document(workspace, document_id, path, of),
        )
