"""The preview and the printer: the same pages, lazily drawn, sent whole."""

import os
import stat
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import Cancelled, WorldError
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preview import PreviewView
from huanjie_desktop.qt.widgets.print_dialog import PrintDialog
from huanjie_desktop.qt.widgets.printing import make_printer, print_pages
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing.print_subjects import ROSTER
from huanjie_desktop.services.shown.papers import ShownPaper, papers_of_thing
from tests.documents.papers import pdf, table_paper, text_paper


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf(text_paper(), table_paper(60))[0]


@pytest.fixture
def view(qtbot: QtBot, content: bytes) -> PreviewView:
    made = PreviewView()
    made.resize(600, 500)
    qtbot.addWidget(made)
    made.show()
    made.show_pdf(content)
    return made


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(300)
    return printer


def test_pages_are_drawn_and_counted(qtbot: QtBot, view: PreviewView, content: bytes) -> None:
    pages = Pages(content)
    assert view.count == len(pages)
    pages.close()
    picture = view.viewport().grab().toImage()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 100
        for x in range(0, picture.width(), 3)
        for y in range(0, picture.height(), 3)
    )
    assert dark > 50


def test_scrolling_tells_the_page(qtbot: QtBot, view: PreviewView) -> None:
    told: list[tuple[int, int]] = []
    view.page_changed.connect(lambda current, count: told.append((current, count)))
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    assert told[-1] == (view.count, view.count)


def test_ctrl_and_the_wheel_zoom(qtbot: QtBot, view: PreviewView) -> None:
    before = view.verticalScrollBar().maximum()
    wheel = QWheelEvent(
        QPointF(10, 10),
        QPointF(10, 10),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    assert wheel.type() == QEvent.Type.Wheel
    QApplication.sendEvent(view.viewport(), wheel)
    assert view.verticalScrollBar().maximum() > before
    view.fit_width()
    assert view.verticalScrollBar().maximum() == before


def test_the_printer_gets_every_page_in_its_direction(qtbot: QtBot, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    printed = print_pages(content, printer_to(path), NoProgress())
    source, result = Pages(content), Pages(path.read_bytes())
    assert printed == len(source) == len(result)
    for at in range(len(source)):
        assert result.size(at) == pytest.approx(source.size(at), abs=2)
    source.close()
    result.close()


def test_a_page_range_prints_only_that(qtbot: QtBot, content: bytes, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "out.pdf")
    printer.setFromTo(2, 2)
    assert print_pages(content, printer, NoProgress(), (1.0, -1.0)) == 1


def test_printing_can_be_stopped_between_pages(qtbot: QtBot, content: bytes, tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int | None, text: str) -> None:
            if done == 1:
                raise Cancelled

    with pytest.raises(Cancelled):
        print_pages(content, printer_to(tmp_path / "out.pdf"), Stop())


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS has a local socket on Linux")
def test_a_printer_is_made_where_there_is_one(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "cups.sock"
    monkeypatch.setenv("CUPS_SERVER", str(file))
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    os.mknod(file, stat.S_IFSOCK | 0o600)
    with pytest.raises(WorldError, match="没有装打印机"):
        make_printer("名册", 3)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["甲"]))
    printer = make_printer("名册", 3)
    assert (printer.docName(), printer.resolution(), printer.fromPage(), printer.toPage()) == ("名册", 300, 1, 3)


def shown_roster(qtbot: QtBot, tasks: Tasks) -> tuple[PrintDialog, list[ShownPaper]]:
    with qtbot.waitCallback() as listed:
        tasks.run("读取名册", lambda workspace, _p: rosters.list_rosters(workspace), listed)
    roster = listed.args[0][0][0]
    papers = papers_of_thing(load_catalog(), ROSTER, roster.id, roster.name)
    dialog = PrintDialog(None, tasks, roster.name, papers)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.bar.view.count == 1)
    return dialog, papers


@pytest.mark.skipif(sys.platform != "linux", reason="CUPS has a local socket on Linux")
def test_without_a_print_service_saving_is_offered(
    qtbot: QtBot, open_tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog, _papers = shown_roster(qtbot, open_tasks)
    told: list[str] = []
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "cups.sock"))
    monkeypatch.setattr(messages, "tell", lambda _parent, error: told.append(error.text))
    dialog.bar.print_button.click()
    assert told == ["这台电脑的打印服务没有开启，没有打印。"]
    assert "存成 PDF" in dialog.bar._wrong.text()
    assert dialog.focusWidget() is dialog.bar.save_button


def test_a_roster_is_seen_and_saved_in_each_format(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> None:
    dialog, papers = shown_roster(qtbot, open_tasks)
    dialog.choice.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not open_tasks.busy)
    for suffix in papers[1].formats:
        path = tmp_path / f"名册.{suffix}"
        dialog.bar.save_to(path)
        qtbot.waitUntil(lambda suffix=suffix: f"已存为“名册.{suffix}”" in dialog.bar._said.text())  # type: ignore[misc]
        assert path.exists()
    printer = printer_to(tmp_path / "printed.pdf")
    dialog.bar.send_to(printer, dialog.bar._content)
    qtbot.waitUntil(lambda: not open_tasks.busy)
    assert dialog.bar._said.text().startswith("已送到打印机")
    dialog.choice.setCurrentIndex(0)
    assert dialog.bar._said.text() == ""  # it was said of another paper
    qtbot.waitUntil(lambda: not open_tasks.busy)
    pages = Pages((tmp_path / "printed.pdf").read_bytes())
    assert pages.size(0)[0] > 1100
    pages.close()


def test_a_roster_of_delegates_is_first_offered_in_its_own_form() -> None:
    titles = [paper.title for paper in papers_of_thing(load_catalog(), ROSTER, "r", "县党代会", first="代表名册")]
    assert titles[:2] == ["代表名册", "干部名册（A4）"]
    assert next(paper.title for paper in papers_of_thing(load_catalog(), ROSTER, "r", "全县")) == "干部名册（A4）"
