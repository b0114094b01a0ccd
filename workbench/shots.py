"""Draw every page and every dialog of the window over the demo county to PNG, at two sizes of office screens.

python3 dev.py shots DIR [page title ...] [--sizes all | --manual]

`--manual` draws the manual's pictures instead: the main pages, small.
`--sizes all` takes the four sizes at which nothing may be cut: small screens, and 1366x768 with large text.

Dialogs are found by doing: each action of a page is triggered, what opens is drawn, with its tabs, and then closed
without a choice; one that asks for a file gets a source roster, and a wizard is followed by its 下一步. The county is made
anew in a folder that is thrown away.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import openpyxl
from PIL import Image
from PySide6.QtCore import QEventLoop, QObject, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QFileDialog, QPushButton, QTabWidget, QWidget

from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.qt.pages.rosters.verify_dialog import VerifyDialog
from huanjie_desktop.qt.pages.rosters.verify_head import DIFFERENT
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.qt.widgets.theme import TextSize
from huanjie_desktop.services.demo.county import MadeDemo, make_demo
from huanjie_desktop.services.packages.contents import Details
from huanjie_desktop.services.packages.exporting import ExportRequest, export_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.shown.verifying import LEFT, RIGHT
from huanjie_desktop.services.workspace import open_workspace
from workbench.full_form import fill_form

SIZES = {
    "1366x768": (1366, 768, TextSize.MEDIUM),
    "1920x1080": (1920, 1080, TextSize.MEDIUM),
}
ALL_SIZES = {
    "1024x700": (1024, 700, TextSize.MEDIUM),
    "1280x680": (1280, 680, TextSize.MEDIUM),
    "1366x768": (1366, 768, TextSize.MEDIUM),
    "1366x768-large": (1366, 768, TextSize.LARGE),
}
MANUAL_WINDOW, MANUAL_WIDTH = (1080, 640), 670
MANUAL_PAGES = ("首页", "名册", "考察测评", "会议", "工期", "上报", "设置")
LOOK_EVERY_MS = 40
LOOKS_AT_REST = 4
LOOKS_AFTER_A_STEP = 30  # reading a file takes a while
MOST_STEPS = 5
LIMIT_SECONDS = 30
OPENS_ANOTHER = "opensAnother"  # the property of such a list
FOLLOWED = ("选择文件", "下一步")


class Photographer(QObject):
    """Draws what is in front; while it is on duty it draws each dialog that opens, and closes it."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder, self.name, self.pictures = folder, "", 0
        self._steps, self._waited = 0, 0
        self._pressed: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)

    def draw(self, widget: QWidget, name: str) -> None:
        """Write one picture."""
        self.pictures += 1
        widget.grab().save(str(self.folder / f"{name.replace('/', '-')}.png"))

    def trigger(self, run: Callable[[], object], name: str) -> None:
        """Do something, draw the dialogs that it opens, and close them."""
        self.name, self._steps, self._waited = name, 0, 0
        self._pressed.clear()
        self._timer.start(LOOK_EVERY_MS)
        try:
            run()
        finally:
            self._timer.stop()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            return
        self._waited += 1
        if self._waited <= (LOOKS_AFTER_A_STEP if self._steps else LOOKS_AT_REST):
            return
        self._waited = 0
        self._steps += 1
        if not isinstance(dialog, QFileDialog):
            self._draw_dialog(dialog)
        further = self._step_further(dialog)
        if further is not None and self._steps < MOST_STEPS:
            self._pressed.add(further.text())
            further.click()
        elif isinstance(dialog, QDialog):
            dialog.reject()
        else:
            dialog.close()

    def _draw_dialog(self, dialog: QWidget) -> None:
        name = self.name + (f"-{self._steps}" if self._steps > 1 else "")
        self.draw(dialog, name)
        for tabs in dialog.findChildren(QTabWidget):
            first = tabs.currentIndex()
            for at in range(tabs.count()):
                if at != first:
                    tabs.setCurrentIndex(at)
                    self.draw(dialog, f"{name}-{tabs.tabText(at)}")
            tabs.setCurrentIndex(first)

    def _step_further(self, dialog: QWidget) -> QPushButton | None:
        """Return the button that leads on; the one for a file only once."""
        for each in dialog.findChildren(QPushButton):
            wanted = each.text().startswith(FOLLOWED) and each.isEnabled() and each.isVisible()
            if wanted and (each.text() not in self._pressed or not each.text().startswith(FOLLOWED[0])):
                return each
        return None


def rest(window: MainWindow) -> None:
    """Let the window run until its worker has had nothing to do for a while."""
    loop = QEventLoop()
    idle, ends = [0], time.monotonic() + LIMIT_SECONDS

    def look() -> None:
        busy = window.desk is None or window.desk.tasks.busy
        idle[0] = 0 if busy else idle[0] + 1
        if idle[0] >= LOOKS_AT_REST or time.monotonic() > ends:
            loop.quit()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(LOOK_EVERY_MS)
    loop.exec()


def choose_rows(page: Page) -> None:
    """Choose the second row of the page's tables and lists, so that side panels have something to show."""
    for view in page.findChildren(QAbstractItemView):
        model = view.model()
        choosable = view.isVisible() and view.property(OPENS_ANOTHER) is None and not view.currentIndex().isValid()
        if choosable and model is not None and model.rowCount() > 1:
            view.setCurrentIndex(model.index(1, 0))


def other_views(page: Page) -> list[QAbstractItemView]:
    """Return the lists whose rows put something else in the place of the tabs."""
    return [view for view in page.findChildren(QAbstractItemView) if view.property(OPENS_ANOTHER) is not None]


def draw_page(window: MainWindow, photographer: Photographer, number: int) -> None:
    """Draw one page, its tabs, and the dialogs of its actions."""
    desk = window.desk
    assert desk is not None
    desk.show_page(number)
    rest(window)
    page = desk.pages[number]
    photographer.draw(window, f"{number + 1}-{page.title}")
    choose_rows(page)
    rest(window)
    photographer.draw(window, f"{number + 1}-{page.title}-选中")
    for tabs in [each for each in page.findChildren(QTabWidget) if each.isVisible()]:
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            rest(window)
            choose_rows(page)
            rest(window)
            photographer.draw(window, f"{number + 1}-{page.title}-{tabs.tabText(at)}")
    for view in other_views(page):
        for row in range(view.model().rowCount()):
            view.setCurrentIndex(view.model().index(row, 0))
            rest(window)
            photographer.draw(window, f"{number + 1}-{page.title}-{view.accessibleName()}{row + 1}")
    for action in list(page.commands()):
        if action.isEnabled():
            photographer.trigger(partial(do_and_rest, window, action), f"{number + 1}-{page.title}-{action.text()}")
        if isinstance(page, RostersPage) and page.whole.is_open:
            draw_person(window, photographer, page)
            page.whole.close()
            rest(window)


def draw_person(window: MainWindow, photographer: Photographer, page: RostersPage) -> None:
    """Draw the person in the editor: each leaf of the fields with the printed one, and the dialogs of the photo."""
    tabs = page.whole.editor.tabs
    for at in range(tabs.count()):
        tabs.setCurrentIndex(at)
        rest(window)
        photographer.draw(window, f"2-名册-改全表-{tabs.tabText(at).split('　')[0]}")
    tabs.setCurrentIndex(0)
    page.whole.editor.resume.part_buttons[1].click()
    rest(window)
    photographer.draw(window, "2-名册-改全表-原文")
    page.whole.editor.resume.part_buttons[0].click()

    def cut_again() -> None:
        page.whole.editor.photo.cut_again()
        rest(window)

    photographer.trigger(cut_again, "2-名册-改全表-裁剪照片")


def newer_version(source: Path) -> Path:
    """Write a newer version of a source roster beside it: of its people one is renamed, two are gone, a birth is spoilt, a row is
    hidden, somebody is new, and there is a column that no field fits."""
    book = openpyxl.load_workbook(source)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if row[0].value == "序号")
    place = {"".join(str(cell.value).split())[:4]: cell.column for cell in head if cell.value}
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == 1)
    sheet.cell(head[0].row, sheet.max_column + 1, "社会兼职")
    sheet.cell(first, place["姓名"], "冯凯田")
    sheet.cell(first, sheet.max_column, "甲")
    sheet.cell(first + 1, place["出生年月"], "1968.13")
    sheet.cell(first + 2, place["民族"], "回族")
    sheet.row_dimensions[first + 3].hidden = True
    for gone in (first + 5, first + 6):
        for column in range(2, sheet.max_column + 1):
            sheet.cell(gone, column).value = None
    book.create_sheet("说明").append(["填表说明"])
    path = source.with_name("干部名册6月.xlsx")
    book.save(path)
    return path


def draw_import(window: MainWindow, photographer: Photographer, path: Path) -> None:
    """Draw the steps of an import that has something to ask in each."""
    desk = window.desk
    assert desk is not None
    page = next(page for page in desk.pages if page.title == "名册")
    dialog = ImportDialog(page, desk.tasks, page.catalog, path)
    dialog.show()
    rest(window)
    for step, words in enumerate(("文件", "栏目", "逐行核对")):
        dialog.show_step(step)
        rest(window)
        photographer.draw(dialog, f"2-名册-导入新版-{step + 1}{words}")
    dialog.ledger = None  # nothing to ask about
    dialog.reject()
    dialog.deleteLater()


def draw_verify(window: MainWindow, photographer: Photographer, path: Path) -> None:
    """Draw a roster compared with a newer version of its spreadsheet: the differences, some decided, and each list."""
    desk = window.desk
    assert desk is not None
    page = next(page for page in desk.pages if page.title == "名册")
    assert isinstance(page, RostersPage)
    page.list.choose(page.list.rosters[0].id)
    rest(window)
    roster = page.list.roster()
    assert roster is not None
    dialog = VerifyDialog(page, desk.tasks, page.catalog, roster, path)
    dialog.show()
    rest(window)
    for at, chip in enumerate(dialog.head.chips):
        dialog.show_list(at)
        rest(window)
        photographer.draw(dialog, f"2-名册-核对-{at + 1}{chip.text()}")
    dialog.show_list(DIFFERENT)
    for side in (LEFT, RIGHT):
        dialog.decide(dialog.table.keys_chosen(), side)
    rest(window)
    photographer.draw(dialog, "2-名册-核对-定了几处")
    dialog.choosing.choices.clear()  # nothing to ask about
    dialog.reject()
    dialog.deleteLater()


def do_and_rest(window: MainWindow, action: QAction) -> None:
    """Do something, and wait for the dialogs that open once the worker has answered."""
    action.trigger()
    rest(window)


def draw_window(folder: Path, size: tuple[int, int], made: MadeDemo, user: Path, wanted: Sequence[str]) -> int:
    """Draw everything at one size; return how many pictures there are."""
    folder.mkdir(parents=True, exist_ok=True)
    photographer = Photographer(folder)
    window = MainWindow(Preferences(user), date.today)
    window.resize(*size)
    window.show()
    photographer.draw(window, "0-开始")
    photographer.trigger(window.make_new, "0-新建工作文件")
    window.open_path(made.workspace)
    rest(window)
    desk = window.desk
    if desk is None:
        sys.exit("the demo county did not open")
    for number, page in enumerate(desk.pages):
        if not wanted or page.title in wanted:
            draw_page(window, photographer, number)
    if not wanted or "名册" in wanted:
        draw_import(window, photographer, made.sources / "干部名册6月.xlsx")
        draw_verify(window, photographer, made.sources / "干部名册6月.xlsx")
    photographer.trigger(desk.show_palette, "命令面板")
    window.close_workspace()
    wait_closed(window)
    window.close()
    window.deleteLater()
    QGuiApplication.clipboard().clear()  # what a page has copied must not outlive the interpreter
    return photographer.pictures


def export_twice(path: Path, folder: Path) -> Path:
    """Report the county's congress twice, so that the register has lines; return the second package."""
    workspace = open_workspace(path)
    scope = list_scopes(workspace)[-1].congress.id
    (folder / "U盘").mkdir()
    for masked in (False, True):
        details = Details(masked, "", "张三", "0990-1234567")
        package = export_package(workspace, ExportRequest(scope, folder / "U盘", details)).folder
    workspace.close()
    return package


def draw_manual(folder: Path) -> int:
    """Draw what the manual shows: pages of the demo county and an import, in few colours and as wide as its column."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made_in:
        made = make_demo(Path(made_in))
        source = max(made.sources.glob("*.xlsx"), key=lambda file: file.stat().st_size)
        theme.apply(application_of(), TextSize.MEDIUM)
        window = MainWindow(Preferences(Path(made_in) / "user"), date.today)
        window.resize(*MANUAL_WINDOW)
        window.show()
        window.open_path(made.workspace)
        rest(window)
        desk = window.desk
        assert desk is not None
        for number, page in enumerate(desk.pages):
            if page.title in MANUAL_PAGES:
                desk.show_page(number)
                rest(window)
                for tabs in page.findChildren(QTabWidget)[: page.title == "会议"]:
                    tabs.setCurrentIndex(1)
                    rest(window)
                save_small(window, folder / f"{page.title}.png")
        page = next(page for page in desk.pages if page.title == "名册")
        dialog = ImportDialog(page, desk.tasks, page.catalog, newer_version(source))
        dialog.resize(*MANUAL_WINDOW)
        dialog.show()
        rest(window)
        dialog.show_step(2)
        rest(window)
        save_small(dialog, folder / "导入名册.png")
        dialog.ledger = None  # nothing to ask about
        dialog.reject()
        window.close_workspace()
        wait_closed(window)
    return len(list(folder.glob("*.png")))


def save_small(widget: QWidget, path: Path) -> None:
    """Write a picture as wide as the manual's column, in at most 128 colours."""
    widget.grab().save(str(path))
    with Image.open(path) as drawn:
        size = (MANUAL_WIDTH, round(drawn.height * MANUAL_WIDTH / drawn.width))
        small = drawn.convert("RGB").resize(size, Image.Resampling.LANCZOS)
    small.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


def application_of() -> QApplication:
    """Return the application, made here unless there is one."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    return application


def wait_closed(window: MainWindow) -> None:
    """Let the window close its workspace."""
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if window.desk is None else None)
    timer.start(LOOK_EVERY_MS)
    loop.exec()
    QTimer.singleShot(LOOK_EVERY_MS, loop.quit)  # what was closed is freed
    loop.exec()


def main(folder: Path, wanted: Sequence[str], sizes: Mapping[str, tuple[int, int, TextSize]]) -> int:
    """Draw the pages named, or all of them."""
    application = application_of()
    theme.translate(application)
    pictures = 0
    for name, (width, height, text) in sizes.items():
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as made_in:
            made = make_demo(Path(made_in))
            source = max(made.sources.glob("*.xlsx"), key=lambda file: file.stat().st_size)
            QFileDialog.getOpenFileName = staticmethod(lambda *_a, file=source, **_k: (str(file), ""))  # type: ignore[method-assign]
            QFileDialog.getOpenFileNames = staticmethod(lambda *_a, file=source, **_k: ([str(file)], ""))  # type: ignore[method-assign]
            newer_version(source)
            fill_form(made.workspace)
            package = export_twice(made.workspace, Path(made_in))
            QFileDialog.getExistingDirectory = staticmethod(lambda *_a, folder=package, **_k: str(folder))  # type: ignore[method-assign]
            user = Path(made_in) / "user"
            Preferences(user).text_size = text
            theme.apply(application, text)
            pictures += draw_window(folder / name, (width, height), made, user, wanted)
    print(f"{pictures} pictures in {folder}")
    return 0


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("wanted", nargs="*")
    parser.add_argument("--manual", action="store_true")
    parser.add_argument("--sizes", choices=["office", "all"], default="office")
    return parser.parse_args()


if __name__ == "__main__":
    told = arguments()
    if told.manual:
        theme.translate(application_of())
        print(f"{draw_manual(told.folder)} pictures in {told.folder}")
        sys.exit(0)
    sys.exit(main(told.folder, told.wanted, ALL_SIZES if told.sizes == "all" else SIZES))
