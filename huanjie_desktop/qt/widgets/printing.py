"""Sends the preview's pages to a printer: what is seen is what is printed."""

import os

from PySide6.QtCore import QMarginsF, QPointF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from huanjie_desktop import surroundings
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import Cancelled, WorldError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.widgets.preview import image_of

DPI = 300
_MM = 72 / 25.4
_ELSEWHERE = "请用“存为文件”存成 PDF，拿到能打印的电脑上打印。"


def make_printer(name: str, pages: int) -> QPrinter:
    """Return a printer for a paper, to choose in the dialog; raises WorldError where there is none.

    Nothing else makes one: to make it is to ask CUPS, which would go through the network without its local socket.
    """
    if not surroundings.has_print_service(os.environ):
        raise WorldError("这台电脑的打印服务没有开启，没有打印。", _ELSEWHERE)
    if not QPrinterInfo.availablePrinterNames():
        raise WorldError("这台电脑没有装打印机，或者打印服务没有回应。", _ELSEWHERE)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DPI)
    printer.setDocName(name)
    printer.setFromTo(1, pages)
    return printer


def print_pages(content: bytes, printer: QPrinter, progress: Progress, offset_mm: tuple[float, float] = (0, 0)) -> int:
    """Print a PDF's pages, or the printer's page range, at 300 dpi on full sheets; return how many were printed.

    `offset_mm` moves the picture right and down, to make up for what the printer's feed does. Runs in the worker: a page
    takes about a quarter of a second. Raises Cancelled between pages, WorldError when the printer does not take it.
    """
    pages = Pages(content)
    painter = QPainter()
    try:
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        chosen = range(max(first, 1) - 1, min(last, len(pages)))
        for done, at in enumerate(chosen):
            progress.step(done, len(chosen), f"正在打印第{at + 1}页")
            _set_page(printer, pages.size(at))
            if done == 0:
                if not painter.begin(printer):
                    raise WorldError(f"打印机“{printer.printerName()}”没有响应，没有打印。", "请检查打印机后再试。")
            elif not printer.newPage():
                raise WorldError(f"打印机“{printer.printerName()}”在第{at + 1}页停止。", "请检查打印机后从这一页重印。")
            image = image_of(pages.picture(at, DPI))
            dots = printer.resolution()
            target = painter.viewport().translated(
                QPointF(offset_mm[0] * _MM * dots / 72, offset_mm[1] * _MM * dots / 72).toPoint()
            )
            painter.drawImage(target, image)
        return len(chosen)
    except Cancelled:
        printer.abort()  # what lies in the printer's queue goes too
        raise
    finally:
        if painter.isActive():  # a printer must not go before its painter
            painter.end()
        pages.close()


def _set_page(printer: QPrinter, size: tuple[float, float]) -> None:
    width, height = size
    landscape = width > height
    points = (height, width) if landscape else (width, height)
    page = QPageSize(QPageSize.PageSizeId.A3 if points[0] > 700 else QPageSize.PageSizeId.A4)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(page, orientation, QMarginsF(0, 0, 0, 0)))
