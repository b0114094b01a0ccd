"""打印设置: how a paper goes to a printer, with the sheets beside it as they will come out."""

from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QComboBox, QWidget

from huanjie_desktop.documents.imposing import impose
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.dialogs import FormDialog
from huanjie_desktop.qt.widgets.parts import STRETCH, across, button, down, label, scrolled, side_by_side
from huanjie_desktop.qt.widgets.preview import PreviewView
from huanjie_desktop.services.shown.print_setup import (
    LONG_EDGE,
    ONE_SIDE,
    SHORT_EDGE,
    PrintSetup,
    offset_of,
    setup_fields,
    sheets_in_words,
)

_SIDES = {
    ONE_SIDE: QPrinter.DuplexMode.DuplexNone,
    LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}
LEAST_CONTENTS = 8  # characters of a box of choices
_WAIT_MS = 250  # after a key, before the sheets are laid out anew


def page_sizes(content: bytes) -> list[tuple[float, float]]:
    """Return the sizes of a PDF's pages, pt."""
    pages = Pages(content)
    try:
        return [pages.size(at) for at in range(len(pages))]
    finally:
        pages.close()


class PrintSetupDialog(FormDialog):
    """打印设置: `content` are the sheets as they are seen beside the form, which is what is printed.

    `duplex` begins with both sides of the paper.
    """

    def __init__(
        self,
        parent: QWidget | None,
        tasks: Tasks,
        name: str,
        content: bytes,
        printer: QPrinter,
        *,
        duplex: bool = False,
    ) -> None:
        self._plain, self.printer = content, printer
        self.content, self._sizes = content, page_sizes(content)
        names, chosen = QPrinterInfo.availablePrinterNames(), printer.printerName()
        begin = {
            "printer": chosen if chosen in names else names[0],
            "copies": 1,
            "paper": "",
            "per_sheet": 1,
            "sides": LONG_EDGE if duplex else ONE_SIDE,
            "first": 1,
            "last": len(self._sizes),
        }
        super().__init__(parent, f"打印“{name}”", "打印", setup_fields(names, self._sizes), begin)
        self._tasks, self._laid, self._duplex = tasks, (1, ""), duplex
        self.view = PreviewView()
        self.said = label("", wrap=True)
        self._page = label("", "secondary")
        self.view.page_changed.connect(self._on_page)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self._lay_sheets)
        self._lay_out()
        self.record.edited.connect(self._follow)
        self.view.show_pdf(content)
        self._follow("printer")

    @property
    def setup(self) -> PrintSetup:
        """What was chosen; numbers that cannot be read yet count as nothing special."""
        typed = self.record.values()
        typed["last"] = min(typed["last"] or 1, len(self._sizes))
        numbers = {"copies": 1, "first": 1, "right": 0.0, "down": 0.0}
        return PrintSetup(**{**typed, **{name: typed[name] or least for name, least in numbers.items()}})

    def problem(self) -> str:
        """Say what is wrong, "" for nothing; while sheets are being laid out there is nothing to print yet."""
        wrong = super().problem()
        if not wrong and self.setup.first > self.setup.last:
            return f"打印范围不对：共 {len(self._sizes)} 面。"
        return wrong or ("" if self._laid == self._wanted() else "正在排版，请稍候再按“打印”。")

    def choose_more(self) -> None:
        """Open the printer's own dialog for trays and quality; its choices are taken over."""
        self._set_up()
        dialog = QPrintDialog(self.printer, self)
        dialog.setWindowTitle("打印机设置")
        if ask_dialog(dialog, lambda _closed: True):
            duplex = {mode: sides for sides, mode in _SIDES.items()}
            self.record.put("printer", self.printer.printerName())
            self.record.put("copies", self.printer.copyCount())
            self.record.put("sides", duplex.get(self.printer.duplex(), ONE_SIDE))
            self._follow("printer")

    def accept(self) -> None:
        """Set the printer up as chosen."""
        self._set_up()
        super().accept()

    def _set_up(self) -> None:
        setup, printer = self.setup, self.printer
        printer.setPrinterName(setup.printer)
        printer.setCopyCount(setup.copies)
        printer.setCollateCopies(True)
        printer.setDuplex(_SIDES[setup.sides])
        printer.setFromTo(setup.first, setup.last)

    def _wanted(self) -> tuple[int, str]:
        return int(self.record.value("per_sheet")), str(self.record.value("paper"))

    def _follow(self, name: str) -> None:
        if name == "printer":
            right, down_ = offset_of(str(self.record.value("printer")))
            self.record.put("right", right)
            self.record.put("down", down_)
        if name in ("per_sheet", "paper"):
            self._timer.start()
        self._say()

    def _lay_sheets(self) -> None:
        content, wanted = self._plain, self._wanted()
        if wanted == self._laid:
            return
        per_sheet, paper = wanted
        self._tasks.run(
            "排到纸上",
            lambda _workspace, progress: impose(content, per_sheet, paper, progress),
            lambda sheets: self._on_laid(wanted, sheets),
            self._on_failed,
            owner=self,
        )

    def _on_laid(self, wanted: tuple[int, str], sheets: bytes) -> None:
        if wanted != self._wanted():
            return  # another layout is on its way
        self._laid, self.content, self._sizes = wanted, sheets, page_sizes(sheets)
        self.view.show_pdf(sheets)
        self.record.put("first", 1)
        self.record.put("last", len(self._sizes))
        self._say()

    def _on_failed(self, error: HuanjieError) -> None:
        self.said.setText(str(error))

    def _say(self) -> None:
        self.said.setText(sheets_in_words(self._sizes, self.setup, duplex=self._duplex))

    def _on_page(self, current: int, count: int) -> None:
        self._page.setText(f"第 {current} 面，共 {count} 面" if count else "")

    def _lay_out(self) -> None:
        for box in self.record.findChildren(QComboBox):  # the name of a printer may be wider than there is room for
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(LEAST_CONTENTS)
            box.currentTextChanged.connect(box.setToolTip)
            box.setToolTip(box.currentText())
        left, right = QWidget(), QWidget()
        more = button("打印机设置……", self.choose_more, tip="纸盒、质量等打印机自己的设置")
        down((scrolled(self.record), 1), self.said, across(more, STRETCH), on=left, margins=(0, 0, 12, 0))
        down((self.view, 1), self._page, on=right, margins=0, spacing=4)
        splitter = side_by_side((left, 400), (right, 480))
        splitter.setChildrenCollapsible(False)
        self.layout().insertWidget(0, splitter, 1)  # type: ignore[union-attr]
        room = self.screen().availableSize()
        self.resize(min(theme.px(920), room.width() - 40), min(theme.px(600), room.height() - 60))
