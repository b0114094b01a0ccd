"""打印: the preview of one paper or of a packet, to a printer or to a file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import HuanjieError, WorldError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.flow import flowing
from huanjie_desktop.qt.widgets.parts import STRETCH, across, allow, button, down, label
from huanjie_desktop.qt.widgets.preview import PreviewView
from huanjie_desktop.qt.widgets.print_setup import PrintSetupDialog
from huanjie_desktop.qt.widgets.printing import make_printer, print_pages
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.printing.printing import Preview, Printed
from huanjie_desktop.services.shown.papers import ShownPaper
from huanjie_desktop.services.shown.print_setup import keep_offset
from huanjie_desktop.services.workspace import Workspace

_FILTERS = {
    "pdf": "PDF 文件 (*.pdf)",
    "docx": "Word 文档 (*.docx)",
    "xlsx": "Excel 表格 (*.xlsx)",
    "html": "网页 (*.html)",
}


class PrintBar(QWidget):
    """打印条: a paper's name, its preview with zoom, 打印 and 存为, and what a page puts beside them (`more`).

    What is seen, printed and saved is one paper: until the one asked for is there, nothing is. `printed` says that the paper
    shown went to a printer or a file.
    """

    printed = Signal(object)  # ShownPaper

    def __init__(self, tasks: Tasks, more: Sequence[QWidget] = (), verb: str = "打印", look: str = "primary") -> None:
        super().__init__()
        self._tasks = tasks
        self._asked = 0
        self._content = b""
        self._paper: ShownPaper | None = None
        self.view = PreviewView()
        self.view.page_changed.connect(self._on_page)
        self.title = label("", "heading", wrap=True)
        self._page = label("", "secondary")
        self._running = False
        self._busy, self._stop = label("", "secondary"), button("取消", tasks.cancel)
        self._said, self._wrong = label("", "secondary", wrap=True), label("", "error", wrap=True)
        self.print_button = button(verb, self.print_out, drawing="printer", look=look)
        self.save_button = button("存为文件", self.save_as, drawing="save")
        acts = flowing(*more, self.save_button, self.print_button)
        zoom = (
            button("缩小", lambda: self.view.zoom_by(-1)),
            button("适合宽度", self.view.fit_width),
            button("放大", lambda: self.view.zoom_by(1)),
        )
        foot = across(self._page, STRETCH, *zoom, spacing=8)
        self._progress = QWidget()
        across((self._busy, 1), self._stop, on=self._progress, margins=0, spacing=8)
        parts = (self.title, acts, self._wrong, self._said, self._progress, (self.view, 1), foot)
        down(*parts, on=self, margins=0, spacing=6)
        tasks.progressed.connect(self._on_progress)
        tasks.busy_changed.connect(self._rest)
        self._rest()
        self._tell("")
        self._enable()

    def show_paper(self, paper: ShownPaper) -> None:
        """Render and show a paper; another one is not seen any longer."""
        if self._paper is None or (self._paper.id, self._paper.name) != (paper.id, paper.name):
            self._say("")
            self.view.clear()
        self._paper = paper
        self.title.setText(paper.title)
        self._tell("")
        self._content = b""
        self._enable()
        self._asked += 1
        asked = self._asked
        self._running = True
        self._tasks.run(
            f"预览“{paper.name}”",
            paper.render,
            lambda preview: self._on_rendered(asked, preview),
            lambda error: self._on_not_rendered(asked, error),
            owner=self,
        )

    def clear(self) -> None:
        """Show nothing."""
        self._paper = None
        self._asked += 1
        self._content = b""
        self.view.clear()
        for each in (self.title, self._page):
            each.setText("")
        self._tell("")
        self._enable()

    def print_out(self) -> None:
        """Ask how it is printed and send the sheets."""
        paper = self._paper
        assert paper is not None  # its button is off without
        name = paper.name
        try:
            printer = make_printer(name, self.view.count)
        except WorldError as error:
            self._on_failed(error)
            self.save_button.setFocus()
            return
        dialog = PrintSetupDialog(self.window(), self._tasks, name, self._content, printer, duplex=paper.duplex)
        answer = ask_dialog(dialog, lambda closed: (closed.content, closed.setup))
        if answer is not None:
            content, setup = answer
            self._remember(setup.printer, setup.right, setup.down)
            self.send_to(printer, content, (setup.right, setup.down))

    def send_to(self, printer: QPrinter, content: bytes, offset_mm: tuple[float, float] = (0.0, 0.0)) -> None:
        """Print sheets in the worker, with progress and cancel."""
        name = self._paper.name if self._paper else ""

        def work(workspace: Workspace, progress: Progress) -> None:
            if print_pages(content, printer, progress, offset_mm):
                note_print(workspace, name, saved=False)

        self._write("打印", work, f"已送到打印机“{printer.printerName()}”。")

    def _remember(self, printer: str, right: float, down_: float) -> None:
        try:
            keep_offset(printer, right, down_)
        except WorldError as error:
            messages.tell(self.window(), error)

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
        paper = self._paper
        self._running = True
        self._tasks.run(
            label, work, lambda written: self._on_written(paper, done, written), self._on_failed, owner=self
        )

    def _on_written(self, paper: ShownPaper | None, done: str, written: object) -> None:
        said = "".join(finding.text for finding in written.findings[:3]) if isinstance(written, Printed) else ""
        self._say((done if paper is self._paper or paper is None else f"“{paper.title}”{done}") + said)
        self.printed.emit(paper)

    def _on_progress(self, _label: str, done: int, total: int, text: str) -> None:
        """Say how far a long paper is, with a button that stops it."""
        if self._running and total > 1:
            self._busy.setText(f"{text}　{done} / {total}")
            self._progress.show()

    def _rest(self, busy: bool = False) -> None:
        if not busy:
            self._running = False
            self._progress.hide()

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))

    def _enable(self) -> None:
        for each in (self.print_button, self.save_button):
            allow(each, bool(self._content), "正在排版，请稍候。" if self._paper is not None else "请先选一种材料。")

    def _tell(self, wrong: str) -> None:
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))

    def _on_rendered(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return  # of a paper that is not wanted any more
        self._content = preview.content
        self.view.show_pdf(preview.content)
        self._tell("".join(finding.text for finding in preview.findings[:3]))
        self._enable()

    def _on_not_rendered(self, asked: int, error: HuanjieError) -> None:
        if asked == self._asked:
            self.view.clear()
            self._tell(str(error))

    def _on_failed(self, error: HuanjieError) -> None:
        self._tell(str(error))
        if self._content:
            messages.tell(self.window(), error)

    def _on_page(self, current: int, count: int) -> None:
        unit = "面" if self._paper is not None and self._paper.duplex else "页"  # some of its sides are blank
        self._page.setText(f"第{current}{unit}，共{count}{unit}" if count else "")


class PrintDialog(QDialog):
    """打印预览: the papers of one thing, the one to see chosen at the top."""

    def __init__(self, parent: QWidget | None, tasks: Tasks, name: str, papers: Sequence[ShownPaper]) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"打印：{name}")
        room = self.screen().availableSize()
        self.resize(min(theme.px(1080), room.width() - 40), min(theme.px(680), room.height() - 60))
        close = button("关闭", self.reject)
        self.bar = PrintBar(tasks, (close,))
        self.choice = QComboBox()
        self.choice.setAccessibleName("打印哪一种")
        self.choice.addItems([paper.title for paper in papers])
        self.choice.currentIndexChanged.connect(lambda at: self.bar.show_paper(papers[at]))
        top = across(label("格式"), self.choice, STRETCH)
        several = (top,) if len(papers) > 1 else ()
        down(*several, (self.bar, 1), on=self, margins=(16, 12, 16, 16))
        self.bar.show_paper(papers[0])
