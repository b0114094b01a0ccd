"""打印设置 with real keys: what is seen is what is printed, copies, paper, pages on a sheet, and a printer's offset."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from huanjie_desktop import paths
from huanjie_desktop.documents.imposing import impose
from huanjie_desktop.documents.pdf import PdfReport
from huanjie_desktop.documents.pictures import page_count
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets import print_dialog, theme
from huanjie_desktop.qt.widgets.print_dialog import PrintBar
from huanjie_desktop.qt.widgets.print_setup import PrintSetupDialog
from huanjie_desktop.qt.widgets.printing import print_pages
from huanjie_desktop.qt.widgets.theme import TextSize
from huanjie_desktop.services.printing.printing import PacketRequest, Preview, Printed
from huanjie_desktop.services.shown.papers import ShownPaper, paper_of_packet
from huanjie_desktop.services.shown.print_setup import LONG_EDGE, keep_offset, offset_of
from huanjie_desktop.services.workspace import Workspace
from tests.documents.papers import pdf, table_paper, text_paper
from tests.qt.keys import retype

PRINTERS = ["办公室", "文印室"]


@pytest.fixture(autouse=True)
def _printers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "user_folder", lambda: tmp_path / "user")
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: PRINTERS))


@pytest.fixture(scope="module")
def content() -> bytes:
    return pdf(text_paper(), table_paper(60))[0]


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(72)
    return printer


@pytest.fixture
def dialog(qtbot: QtBot, open_tasks: Tasks, content: bytes, tmp_path: Path) -> Iterator[PrintSetupDialog]:
    keep_offset("文印室", 1.5, -2.0)
    made = PrintSetupDialog(None, open_tasks, "日程", content, printer_to(tmp_path / "out.pdf"))
    qtbot.addWidget(made)
    made.show()
    yield made
    qtbot.waitUntil(lambda: not open_tasks.busy)


def choose(qtbot: QtBot, dialog: PrintSetupDialog, field: str, steps: int) -> None:
    for _ in range(steps):
        qtbot.keyClick(dialog.record.edits[field], Qt.Key.Key_Down)


def test_pages_on_a_sheet_are_seen_before_they_are_printed(
    qtbot: QtBot, dialog: PrintSetupDialog, content: bytes
) -> None:
    pages = page_count(content)
    assert (dialog.view.count, dialog.setup.last) == (pages, pages)
    choose(qtbot, dialog, "per_sheet", 1)
    dialog.try_accept()
    assert dialog.isVisible()  # what is seen is not yet what would be printed
    assert "正在排版" in dialog._wrong.text()
    sheets = -(-pages // 2)
    qtbot.waitUntil(lambda: dialog.view.count == sheets)
    assert page_count(dialog.content) == sheets == dialog.setup.last
    assert dialog.said.text() == f"A4横放、A4竖放，1 份，每份 {sheets} 面，共用纸 {sheets} 张。"
    dialog.try_accept()
    assert not dialog.isVisible()
    assert (dialog.printer.fromPage(), dialog.printer.toPage()) == (1, sheets)


def test_the_last_choice_holds_however_late_the_first_is_laid_out(
    qtbot: QtBot, dialog: PrintSetupDialog, content: bytes
) -> None:
    choose(qtbot, dialog, "per_sheet", 1)
    dialog._lay_sheets()
    choose(qtbot, dialog, "per_sheet", 1)  # while two a sheet are being laid out
    sheets = -(-page_count(content) // 4)
    qtbot.waitUntil(lambda: dialog.view.count == sheets)
    assert page_count(dialog.content) == sheets


def test_copies_and_sides_go_to_the_printer(qtbot: QtBot, dialog: PrintSetupDialog) -> None:
    retype(qtbot, dialog.record.edits["copies"], "46")
    choose(qtbot, dialog, "sides", 1)
    assert "46 份" in dialog.said.text()
    dialog.try_accept()
    assert (dialog.setup.copies, dialog.setup.sides) == (46, LONG_EDGE)
    assert dialog.printer.copyCount() == 46


def test_a_packet_for_both_sides_begins_with_them(
    qtbot: QtBot, open_tasks: Tasks, content: bytes, tmp_path: Path
) -> None:
    made = PrintSetupDialog(None, open_tasks, "会议材料", content, printer_to(tmp_path / "o.pdf"), duplex=True)
    qtbot.addWidget(made)
    assert made.setup.sides == LONG_EDGE
    request = PacketRequest("c", duplex=True)
    assert paper_of_packet(request, "x").duplex
    assert not paper_of_packet(replace(request, duplex=False), "x").duplex


def test_each_printer_has_its_own_offset(qtbot: QtBot, dialog: PrintSetupDialog) -> None:
    assert (dialog.setup.right, dialog.setup.down) == (0.0, 0.0)
    choose(qtbot, dialog, "printer", 1)
    assert (dialog.setup.printer, dialog.setup.right, dialog.setup.down) == ("文印室", 1.5, -2.0)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [("copies", "0", "1到999"), ("right", "30", "-20到20"), ("first", "99", "打印范围不对"), ("down", "", "填0")],
)
def test_what_cannot_be_printed_is_said(
    qtbot: QtBot, dialog: PrintSetupDialog, field: str, typed: str, words: str
) -> None:
    retype(qtbot, dialog.record.edits[field], typed)
    dialog.try_accept()
    assert dialog.isVisible()
    assert words in dialog._wrong.text()


def paper(name: str, content: bytes, title: str = "") -> ShownPaper:
    def render(_workspace: Workspace, _progress: Progress) -> Preview:
        if not content:
            raise UserError("缺会议日期，没有排出来。")
        return Preview(content, ())

    return ShownPaper(name, title or name, name, ("pdf",), render, lambda _w, path, _p: path.write_bytes(content))


def test_what_was_seen_goes_to_the_printer_as_set_up(
    qtbot: QtBot, open_tasks: Tasks, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = printer_to(tmp_path / "out.pdf")
    monkeypatch.setattr(print_dialog, "make_printer", lambda _name, _pages: made)
    moved: list[tuple[float, float]] = []

    def printed(sent: bytes, printer: QPrinter, progress: Progress, offset: tuple[float, float]) -> int:
        moved.append(offset)
        return print_pages(sent, printer, progress, offset)

    monkeypatch.setattr(print_dialog, "print_pages", printed)
    bar = PrintBar(open_tasks)
    qtbot.addWidget(bar)
    bar.show_paper(paper("日程", content))
    qtbot.waitUntil(bar.print_button.isEnabled)

    def fill() -> None:
        setup = QApplication.activeModalWidget()
        assert isinstance(setup, PrintSetupDialog)
        retype(qtbot, setup.record.edits["right"], "1.5")
        choose(qtbot, setup, "per_sheet", 2)
        QTimer.singleShot(0, lambda: press(setup))

    def press(setup: PrintSetupDialog) -> None:
        setup.try_accept()
        if setup.isVisible():
            QTimer.singleShot(20, lambda: press(setup))

    QTimer.singleShot(0, fill)
    bar.print_button.click()
    qtbot.waitUntil(lambda: "已送到打印机" in bar._said.text(), timeout=60_000)
    assert page_count((tmp_path / "out.pdf").read_bytes()) == -(-page_count(content) // 4)
    assert (moved, offset_of("办公室")) == ([(1.5, 0.0)], (1.5, 0.0))


def test_a_late_answer_is_not_taken_for_the_paper_chosen_since(
    qtbot: QtBot, open_tasks: Tasks, content: bytes, tmp_path: Path
) -> None:
    one, other = pdf(text_paper())[0], content
    bar = PrintBar(open_tasks)
    qtbot.addWidget(bar)
    seen: list[tuple[str, int]] = []
    bar.view.page_changed.connect(lambda _at, count: seen.append((bar.title.text(), count)))
    bar.show_paper(paper("会议材料", other))
    bar.show_paper(paper("日程", one))  # before the packet is there
    assert not bar.print_button.isEnabled()
    qtbot.waitUntil(bar.print_button.isEnabled)
    assert ("日程", page_count(other)) not in seen
    assert (bar.title.text(), bar.view.count) == ("日程", page_count(one))
    bar.save_to(tmp_path / "日程.pdf")
    qtbot.waitUntil(lambda: "已存为" in bar._said.text())
    assert (tmp_path / "日程.pdf").read_bytes() == one


def test_a_paper_that_cannot_be_made_leaves_no_other_in_sight(qtbot: QtBot, open_tasks: Tasks, content: bytes) -> None:
    bar = PrintBar(open_tasks)
    qtbot.addWidget(bar)
    bar.show_paper(paper("会议材料", content))
    qtbot.waitUntil(bar.print_button.isEnabled)
    bar.show_paper(paper("日程", b""))
    assert bar.view.count == 0
    qtbot.waitUntil(lambda: bar._wrong.text() == "缺会议日期，没有排出来。")
    assert (bar.view.count, bar.print_button.isEnabled(), bar.save_button.isEnabled()) == (0, False, False)


def test_what_was_printed_is_told_though_another_paper_is_chosen_by_then(
    qtbot: QtBot, open_tasks: Tasks, content: bytes, tmp_path: Path
) -> None:
    told: list[str] = []
    bar = PrintBar(open_tasks)
    qtbot.addWidget(bar)
    bar.printed.connect(lambda printed: told.append(printed.id))
    bar.show_paper(paper("测评票", content))
    qtbot.waitUntil(bar.print_button.isEnabled)
    bar.save_to(tmp_path / "测评票.pdf")
    bar.show_paper(paper("结果", content))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["测评票"]
    assert bar._said.text() == "“测评票”已存为“测评票.pdf”。"


def test_what_a_file_has_no_room_for_is_said(qtbot: QtBot, open_tasks: Tasks, content: bytes, tmp_path: Path) -> None:
    bar = PrintBar(open_tasks)
    qtbot.addWidget(bar)
    cut = Printed(PdfReport(0, (), (), ("长" * 90,)), "名册")
    bar.show_paper(replace(paper("名册", content), save=lambda *_: cut))
    qtbot.waitUntil(bar.print_button.isEnabled)
    bar.save_to(tmp_path / "名册.xlsx")
    qtbot.waitUntil(lambda: bar._said.text().startswith("已存为“名册.xlsx”。“名册”中的“长长"))
    assert bar._said.text().endswith("格内放不下，只印了前面的字。")


@pytest.mark.parametrize("size", list(TextSize))
def test_it_fits_a_small_screen_with_every_text_size_and_a_long_name_of_a_printer(
    qtbot: QtBot, qapp: QApplication, open_tasks: Tasks, content: bytes, tmp_path: Path, size: TextSize
) -> None:
    PRINTERS.insert(0, "联想打印复印扫描传真一体机 M7605DW（组织部二楼办公室，双面）")
    theme.apply(qapp, size)
    try:
        made = PrintSetupDialog(None, open_tasks, "会议材料", content, printer_to(tmp_path / "o.pdf"))
        qtbot.addWidget(made)
        made.resize(1024 - 24, 700 - 56)
        made.show()
        QApplication.processEvents()
        assert made.width() <= 1000
        assert made.height() <= 644
        area = next(each for each in made.findChildren(QScrollArea) if each.widget() is made.record)
        for field in made.record.edits.values():
            seen = field.mapTo(area.viewport(), field.rect().bottomRight())
            assert seen.x() <= area.viewport().width()
        buttons = [each for each in made.findChildren(QPushButton) if each.isVisible()]
        assert all(made.rect().contains(each.mapTo(made, each.rect().bottomRight())) for each in buttons)
        assert made.record.edits["printer"].toolTip() == PRINTERS[0]
    finally:
        PRINTERS.pop(0)
        theme.apply(qapp, TextSize.MEDIUM)


def test_a_layout_that_is_not_wanted_any_more_is_dropped(
    qtbot: QtBot, dialog: PrintSetupDialog, content: bytes
) -> None:
    """Two pages on a sheet are asked for, then one again: what comes of the first is not what is printed."""
    before, sheets = dialog.content, dialog.setup.last
    dialog._on_laid((2, ""), impose(content, 2))
    assert dialog.content == before
    assert dialog.setup.last == sheets
    choose(qtbot, dialog, "per_sheet", 1)
    qtbot.waitUntil(lambda: dialog._laid == (2, ""))
    dialog._on_laid((1, ""), content)
    assert dialog.content != content
