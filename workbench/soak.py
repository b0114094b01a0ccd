"""Drive the whole window through its own widgets for some minutes, and say whether it grows or slows down.

python3 dev.py soak [MINUTES] [--people N]

Each round walks through every page with keys: lists, tabs, filters, cells that are edited and taken back, dialogs that are
opened and given up, previews, a small import that is taken back, and now and then the workspace is closed and opened again.
One JSON object is printed; the exit code is 1 where, after the first rounds, memory grew by more than 50 MB, widgets at all,
or an action became slower by more than a fifth (the median of the first quarter against that of the last).
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psutil
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.widgets import theme
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.demo.county import make_demo
from workbench.soak_figures import Figures

Key, Modifier = Qt.Key, Qt.KeyboardModifier
LIMIT_SECONDS = 60
LOOK_MS = 2
LOOKS_AT_REST = 3
REOPENED_EVERY = 8
GIVEN_UP = ("添加人员", "新建名册", "栏目", "新建会议", "新建测评")  # dialogs that are opened, typed into and left
ROSTER = "姓名,性别,出生年月,工作单位\n赵一,男,1980-01,soak\n钱二,女,1981-02,soak\n孙三,男,1982-03,soak\n"


class Driver:
    """Hands on the keyboard: everything goes through the widget that has the focus, or the one named."""

    def __init__(self, window: MainWindow, path: Path, roster: Path) -> None:
        self.window, self.path, self.roster = window, path, roster

    @property
    def desk(self) -> Desk:
        """The open desk."""
        assert self.window.desk is not None
        return self.window.desk

    def until(self, done: Callable[[], bool]) -> None:
        """Let the window run until something holds; give up after a minute."""
        ends = time.monotonic() + LIMIT_SECONDS
        while not done():
            QCoreApplication.processEvents()
            QThread.msleep(LOOK_MS)
            if time.monotonic() > ends:
                raise TimeoutError("the window did not come to rest within a minute")

    def rest(self) -> None:
        """Wait until the worker has nothing to do, and what was put off is done."""
        for _look in range(LOOKS_AT_REST):
            self.until(lambda: self.window.desk is not None and not self.window.desk.tasks.busy)
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QCoreApplication.processEvents()

    def page(self, title: str) -> Any:
        """Bring a page to the front by its key."""
        self.window.activateWindow()  # as closing a dialog does on a screen
        self.until(self.window.isActiveWindow)
        number = next(at for at, each in enumerate(self.desk.pages.makers) if each.title == title)
        QTest.keyClick(self.desk, Key(Key.Key_1 + number), Modifier.AltModifier)
        self.rest()
        assert self.desk.page.title == title
        return self.desk.page

    def dialog(self, opens: Callable[[], object], use: Callable[[Any], object]) -> None:
        """Do what opens a dialog, use it, and see that it is closed."""

        def look() -> None:
            opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            if opened is None:
                QTimer.singleShot(LOOK_MS, look)
                return
            use(opened)
            if QApplication.activeModalWidget() is opened or QApplication.activePopupWidget() is opened:
                QTest.keyClick(opened, Key.Key_Escape)

        QTimer.singleShot(0, look)
        opens()
        self.until(lambda: QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None)
        self.rest()

    def trigger(self, page: Page, text: str) -> None:
        """Do one of a page's actions."""
        next(action for action in page.commands() if action.text() == text).trigger()

    def tabs(self, tabs: QTabWidget) -> None:
        """Walk through tabs with the arrow key, and back to the first."""
        tabs.tabBar().setFocus()
        for key in [Key.Key_Right] * (tabs.count() - 1) + [Key.Key_Left] * (tabs.count() - 1):
            QTest.keyClick(tabs.tabBar(), key)
            self.rest()

    def type_into(self, widget: QWidget, text: str) -> None:
        """Type as people do: a key, and the window goes on."""
        widget.setFocus()
        for character in text:
            QTest.keyClicks(widget, character)
            QCoreApplication.processEvents()


def walk_pages(drive: Driver) -> None:
    """Bring every page to the front."""
    for maker in drive.desk.pages.makers:
        drive.page(maker.title)


def walk_rosters(drive: Driver) -> None:
    """Go down the rosters, scroll the table, and come back."""
    page = drive.page("名册")
    for key in (Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Home):
        QTest.keyClick(page.list, key)
        drive.rest()
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_Home):
        QTest.keyClick(page.table, key)
    drive.rest()


def filter_people(drive: Driver) -> None:
    """Type a filter and take it away."""
    page = drive.page("名册")
    drive.type_into(page.filter.field, "lin")
    drive.rest()
    QTest.keyClick(page.filter.field, Key.Key_A, Modifier.ControlModifier)
    QTest.keyClick(page.filter.field, Key.Key_Delete)
    drive.rest()


def edit_and_undo(drive: Driver) -> None:
    """Type into three cells, and take it back."""
    page = drive.page("名册")
    column = next(at for at, each in enumerate(page.model.columns) if each.field == "native_place")
    for row in range(3):
        page.table.go_to(page.model.index(row, column))
        page.table.setFocus()
        QTest.keyClick(page.table, Key.Key_F2)
        editor = QApplication.focusWidget()
        assert editor is not None
        QTest.keyClick(editor, Key.Key_A, Modifier.ControlModifier)
        drive.type_into(editor, "Yunchuan")
        QTest.keyClick(editor, Key.Key_Return)
        drive.rest()
    for _row in range(3):
        QTest.keyClick(drive.desk, Key.Key_Z, Modifier.ControlModifier)
        drive.rest()


def give_dialogs_up(drive: Driver) -> None:
    """Open dialogs, type into the field with the focus, and leave them."""
    for text in GIVEN_UP:
        page = next(each for each in drive.desk.pages if any(one.text() == text for one in each.commands()))
        drive.page(page.title)
        drive.dialog(lambda page=page, text=text: drive.trigger(page, text), _type_a_little)  # type: ignore[misc]
    drive.dialog(drive.desk.show_palette, lambda palette: drive.type_into(palette.field, "dyhy"))


def _type_a_little(dialog: QWidget) -> None:
    focused = QApplication.focusWidget()
    QTest.keyClicks(focused if focused is not None and dialog.isAncestorOf(focused) else dialog, "Luhe")


def preview_roster(drive: Driver) -> None:
    """See a roster as it will be printed, some pages of it."""
    page = drive.page("名册")
    page.list.choose(page.list.rosters[0].id)
    drive.rest()

    def look_through(dialog: Any) -> None:
        view = dialog.bar.view
        drive.until(lambda: view.count > 0)
        for _page in range(6):
            QTest.keyClick(view, Key.Key_PageDown)
            view.viewport().grab()

    drive.dialog(lambda: QTest.keyClick(page, Key.Key_P, Modifier.ControlModifier), look_through)


def walk_meetings(drive: Driver) -> None:
    """Choose congresses, and see every tab of one, the papers too."""
    page = drive.page("会议")
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_End):
        QTest.keyClick(page.list, key)
        drive.rest()
    drive.tabs(page.tabs)


def walk_campaigns(drive: Driver) -> None:
    """Choose campaigns and forms, and see every tab."""
    page = drive.page("考察测评")
    QTest.keyClick(page.forms, Key.Key_Down)
    drive.rest()
    QTest.keyClick(page.list, Key.Key_Down)
    QTest.keyClick(page.list, Key.Key_Home)
    drive.rest()
    if page.list.count():
        page.list.chosen.emit(page.list.chosen_id())
        drive.rest()
        drive.tabs(page.tabs)


def walk_packages(drive: Driver) -> None:
    """Choose what would be reported."""
    page = drive.page("上报")
    for key in (Key.Key_Home, Key.Key_Down, Key.Key_End):
        QTest.keyClick(page.list, key)
        drive.rest()


def import_and_undo(drive: Driver) -> None:
    """Import a small file, and take it back."""
    page = drive.page("名册")

    def commit(dialog: Any) -> None:
        drive.until(lambda: dialog.foot.import_button.isEnabled() and dialog.preview is not None)
        QTest.mouseClick(dialog.foot.import_button, Qt.MouseButton.LeftButton)
        drive.until(lambda: not dialog.isVisible())

    drive.dialog(lambda: page.commands_of.import_roster(drive.roster), commit)
    QTest.keyClick(drive.desk, Key.Key_Z, Modifier.ControlModifier)
    drive.rest()


def reopen(drive: Driver) -> None:
    """Close the workspace and open it again, with all its pages."""
    drive.page("首页")
    QTest.keyClick(drive.desk, Key.Key_W, Modifier.ControlModifier)
    drive.until(lambda: drive.window.desk is None and drive.window.start.isVisible())
    drive.window.open_path(drive.path)
    drive.rest()
    walk_pages(drive)


def reference(_drive: Driver) -> None:
    """Do a sum that has nothing to do with the window."""
    sum(number * number for number in range(400_000))


ACTIONS: tuple[Callable[[Driver], None], ...] = (
    reference,
    walk_pages,
    walk_rosters,
    filter_people,
    edit_and_undo,
    give_dialogs_up,
    preview_roster,
    walk_meetings,
    walk_campaigns,
    walk_packages,
    import_and_undo,
)


def rounds(drive: Driver, figures: Figures, seconds: float) -> Iterator[int]:
    """Do all actions, again and again until the time is over, and take the figures after each round."""
    process, ends, number = psutil.Process(), time.monotonic() + seconds, 0
    while number < Figures.LEAST or time.monotonic() < ends:
        for action in (*ACTIONS, *((reopen,) if number % REOPENED_EVERY == 1 else ())):
            began, busy = time.perf_counter(), time.process_time()
            action(drive)
            figures.add_time(action.__name__, time.perf_counter() - began, time.process_time() - busy)
        drive.page("首页")
        figures.add_round(process.memory_info().rss, len(QApplication.allWidgets()))
        number += 1
        yield number


def soak(folder: Path, minutes: float, people: int, told: Callable[[str], object]) -> Figures:
    """Drive a window over a demo county made in a folder."""
    made = make_demo(folder, people)
    roster = folder / "soak.csv"
    roster.write_text(ROSTER, encoding="utf-8")
    window = MainWindow(Preferences(folder / "user"), date.today)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.open_path(made.workspace)
    drive, figures = Driver(window, made.workspace, roster), Figures()
    drive.until(lambda: window.desk is not None)
    drive.rest()
    for number in rounds(drive, figures, minutes * 60):
        told(f"round {number}: {figures.memory[-1] >> 20} MB, {figures.widgets[-1]} widgets")
    window.close()
    drive.until(lambda: window.desk is None and not window.isVisible())
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return figures


def main(arguments: list[str]) -> int:
    """Soak, print the figures, and say by the exit code whether all is well."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("minutes", nargs="?", type=float, default=20)
    parser.add_argument("--people", type=int, default=1200)
    options = parser.parse_args(arguments)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    theme.translate(application)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        theme.apply(application, Preferences(Path(folder) / "user").text_size)
        figures = soak(Path(folder), options.minutes, options.people, lambda text: print(text, file=sys.stderr))
    print(json.dumps(figures.told(), ensure_ascii=False, indent=1))
    return 1 if figures.over() else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
