"""Opening: every dialog, box and menu runs in one place, and nothing of it is left when it is closed."""

import ast
import shutil
import weakref
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

import huanjie_desktop.qt
from huanjie_desktop.documents.pictures import Pages
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.rounds import Difference
from huanjie_desktop.exchange.packages import drives
from huanjie_desktop.exchange.packages.drives import Drive
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.main_window import Desk, MainWindow
from huanjie_desktop.qt.opening import ask_dialog, open_menu, run_dialog, show_dialog
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.assessment.dialogs import (
    PostDialog,
    ReasonDialog,
    SettleDialog,
    WriteInDialog,
)
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.packages import PackagesPage
from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.pages.settings.password_panel import offer_code
from huanjie_desktop.qt.widgets import preview
from huanjie_desktop.qt.widgets.choice_list import Choice
from huanjie_desktop.qt.widgets.dialogs import ChoiceDialog, NameDialog, PasswordDialog, TickDialog
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.demo.county import make_demo
from tests.exchange.packages.sticks import lay, small_package

SOURCES = Path(huanjie_desktop.qt.__file__).parent


def test_nothing_runs_a_dialog_or_a_menu_but_opening() -> None:
    found = [
        (file.relative_to(SOURCES).as_posix(), node.func.attr)
        for file in sorted(SOURCES.rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("exec", "exec_", "popup")
    ]
    assert sorted(found) == [("opening.py", "exec"), ("opening.py", "exec")]


def _soon(use: Callable[[Any], object]) -> None:
    """Use the dialog, box or menu that is about to open."""

    def look() -> None:
        opened = QApplication.activePopupWidget() or QApplication.activeModalWidget()
        if opened is None:
            QTimer.singleShot(5, look)
        else:
            use(opened)

    QTimer.singleShot(0, look)


def _let_go() -> None:
    """Do what was put off to the event loop, deleting above all."""
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def test_what_was_accepted_is_read_before_the_dialog_goes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    opened: list[NameDialog] = []

    def fill(dialog: NameDialog) -> None:
        opened.append(dialog)
        qtbot.keyClicks(dialog.edit, "Luhe")
        qtbot.keyClick(dialog.edit, Qt.Key.Key_Return)

    _soon(fill)
    assert ask_dialog(NameDialog(parent, "名册改名", "改名", "名称"), lambda closed: closed.text) == "Luhe"
    _let_go()
    assert not shiboken6.isValid(opened[0])
    assert parent.findChildren(QWidget) == []


def test_what_was_given_up_answers_nothing_and_goes_too(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    _soon(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert ask_dialog(NameDialog(parent, "名册改名", "改名", "名称", "旧名"), lambda closed: closed.text) is None
    _soon(lambda dialog: dialog.reject())
    assert run_dialog(NameDialog(parent, "名册改名", "改名", "名称", "旧名"), lambda closed: closed.text) == "旧名"
    _let_go()
    assert parent.findChildren(QWidget) == []


def test_a_dialog_whose_answer_cannot_be_read_goes_too(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def refuse(_dialog: QDialog) -> None:
        raise UserError("看不懂。")

    _soon(lambda dialog: dialog.accept())
    with pytest.raises(UserError):
        ask_dialog(QDialog(parent), refuse)
    _let_go()
    assert parent.findChildren(QWidget) == []


def test_a_dialog_that_went_with_its_parent_is_not_touched_again(qtbot: QtBot) -> None:
    parent = QWidget()
    _soon(lambda _dialog: shiboken6.delete(parent))
    show_dialog(QDialog(parent))
    assert not shiboken6.isValid(parent)


def test_a_menu_does_what_is_chosen_and_goes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    done: list[str] = []
    menu = QMenu(parent)
    menu.addAction("左移一栏", lambda: done.append("左移一栏"))
    _soon(lambda shown: (qtbot.keyClick(shown, Qt.Key.Key_Down), qtbot.keyClick(shown, Qt.Key.Key_Return)))
    open_menu(menu, QPoint(5, 5))
    assert done == ["左移一栏"]
    _let_go()
    assert parent.findChildren(QMenu) == []


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("示例"), 60, 1).workspace


@pytest.fixture
def window(qtbot: QtBot, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    path = Path(shutil.copy(made, tmp_path / made.name))
    stick = [Drive(tmp_path, "U 盘", 8 << 30, 16 << 30, removable=True)]
    monkeypatch.setattr(drives, "list_drives", lambda: stick)
    window = MainWindow(Preferences(tmp_path / "user"), lambda: date(2026, 3, 1))
    window.resize(1366, 768)
    window.show()
    window.open_path(path)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy, timeout=20_000)
    yield window
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible(), timeout=20_000)
    window.deleteLater()


def _desk(window: MainWindow) -> Desk:
    assert window.desk is not None
    return window.desk


def _rest(qtbot: QtBot, window: MainWindow) -> None:
    desk = _desk(window)
    qtbot.waitUntil(lambda: not desk.tasks.busy and QApplication.activeModalWidget() is None, timeout=20_000)
    _let_go()


def _front(qtbot: QtBot, window: MainWindow, kind: type) -> Any:
    desk = _desk(window)
    page = next(page for page in desk.pages if isinstance(page, kind))
    desk.show_page(desk.pages.index(page))
    _rest(qtbot, window)
    return page


def _show_roster(qtbot: QtBot, window: MainWindow) -> RostersPage:
    page: RostersPage = _front(qtbot, window, RostersPage)
    page.list.choose(page.list.rosters[0].id)
    _rest(qtbot, window)
    return page


def _roster_preview(qtbot: QtBot, window: MainWindow) -> None:
    _show_roster(qtbot, window).commands_of.print_roster()


def _restore(qtbot: QtBot, window: MainWindow) -> None:
    page: SettingsPage = _front(qtbot, window, SettingsPage)
    if not page.backups.model.rows:
        page.backups.back_up()
        _rest(qtbot, window)
    page.backups.look_into()


def _choose_rosters(qtbot: QtBot, window: MainWindow) -> None:
    page: PackagesPage = _front(qtbot, window, PackagesPage)
    at = next(at for at, entry in enumerate(page.entries.rows) if entry.roster_kinds)
    page.table.setCurrentIndex(page.entries.index(at, 0))
    page.ask_rosters()


def _head_menu(qtbot: QtBot, window: MainWindow) -> None:
    page: RostersPage = _front(qtbot, window, RostersPage)
    page.table.head_menu_asked.emit(2, QPoint(10, 10))


def _delegates_menu(qtbot: QtBot, window: MainWindow) -> None:
    page: MeetingsPage = _front(qtbot, window, MeetingsPage)
    page.tabs.setCurrentWidget(page.people)
    page.people.table.selectAll()
    qtbot.keyClick(page.people.table, Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)


def _condition(qtbot: QtBot, window: MainWindow) -> None:
    page: RostersPage = _front(qtbot, window, RostersPage)
    page.head.filter_column(page.model.columns[2])


DIFFERENCE = Difference(("A", "s1", 0, 0), (3, 1), (2, 2))  # type: ignore[arg-type]
Opener = Callable[[QtBot, MainWindow], object]
OPENERS: dict[str, Opener] = {
    "新建工作文件": lambda _bot, window: window.make_new(),
    "口令": lambda _bot, window: ask_dialog(PasswordDialog(window, "请输入口令。"), lambda closed: closed.password),
    "命令面板": lambda _bot, window: (
        list(_desk(window).pages),
        _desk(window).show_palette(),
    ),  # makes pages as it opens
    "提示": lambda _bot, window: messages.say(window, "检查无误。"),
    "询问": lambda _bot, window: messages.ask(window, "删除？", "删除"),
    "表头菜单": _head_menu,
    "代表菜单": _delegates_menu,
    "打印名册": _roster_preview,
    "导入名册": lambda bot, window: _front(bot, window, RostersPage).commands_of.import_roster(),
    "添加人员": lambda bot, window: _front(bot, window, RostersPage).commands_of.add_person(),
    "新建名册": lambda bot, window: _front(bot, window, RostersPage).commands_of.create_roster(),
    "名册改名": lambda bot, window: _show_roster(bot, window).commands_of.rename_roster(),
    "栏目": lambda bot, window: _front(bot, window, RostersPage).head.choose_columns(),
    "筛选": _condition,
    "选择": lambda _bot, window: show_dialog(ChoiceDialog(window, "移到", "移动", "代表团", [("a", "甲")])),
    "新建会议": lambda bot, window: _front(bot, window, MeetingsPage).new_congress(),
    "取代表": lambda bot, window: _front(bot, window, MeetingsPage).people.take_from_roster(),
    "新建代表团": lambda bot, window: _front(bot, window, MeetingsPage).people.bar.name_group(),
    "新建测评": lambda bot, window: _front(bot, window, AssessmentPage).new_campaign(),
    "推荐职位": lambda _bot, window: show_dialog(PostDialog(window)),
    "测评对象": lambda _bot, window: show_dialog(TickDialog(window, "添加", "添加", [Choice("林木", "林木")] * 40)),
    "另推荐": lambda _bot, window: show_dialog(WriteInDialog(window, "镇长", ["林木"])),
    "清空": lambda _bot, window: show_dialog(ReasonDialog(window, "清空", "清空", "全部清空。")),
    "处理差异": lambda _bot, window: show_dialog(SettleDialog(window, "第一项", ("好", "差"), DIFFERENCE)),
    "上报名册": _choose_rosters,
    "导出上报包": lambda bot, window: _front(bot, window, PackagesPage).flow.start(
        _front(bot, window, PackagesPage).shown.scope, "", ()
    ),
    "恢复备份": _restore,
    "恢复码": lambda _bot, window: offer_code(_desk(window), _desk(window).tasks, lambda: None, "口令"),
}


@pytest.mark.parametrize("what", OPENERS)
def test_ten_times_leave_no_more_than_once(qtbot: QtBot, window: MainWindow, what: str) -> None:
    opened: list[tuple[str, weakref.ref[QWidget]]] = []

    def close(shown: QWidget) -> None:
        opened.append((type(shown).__name__, weakref.ref(shown)))
        shown.close()

    left: list[int] = []
    for _time in range(10):
        _soon(close)
        OPENERS[what](qtbot, window)
        qtbot.waitUntil(lambda: len(opened) == len(left) + 1, timeout=20_000)
        _rest(qtbot, window)
        left.append(len(QApplication.allWidgets()))
    assert left == [left[0]] * 10, opened[0]
    assert not [name for name, ref in opened if ref() is not None and shiboken6.isValid(ref())]


@pytest.mark.parametrize("what", OPENERS)
def test_no_words_of_buttons_and_boxes_are_cut(qtbot: QtBot, window: MainWindow, what: str) -> None:
    cut: list[list[str]] = []

    def look(shown: QWidget) -> None:
        QApplication.processEvents()
        parts = [each for each in shown.findChildren(QAbstractButton) if each.isVisible() and each.text()]
        cut.append([each.text() for each in parts if each.width() < each.sizeHint().width()])
        shown.close()

    _soon(look)
    OPENERS[what](qtbot, window)
    qtbot.waitUntil(lambda: bool(cut), timeout=20_000)
    _rest(qtbot, window)
    assert cut == [[]]


def test_a_package_dialog_ends_its_worker_and_goes(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    folder = lay(tmp_path / "包", small_package())
    page: PackagesPage = _front(qtbot, window, PackagesPage)
    left: list[int] = []
    for time in range(10):
        seen: list[QWidget] = []

        def close(shown: Any, seen: list[QWidget] = seen) -> None:
            qtbot.waitUntil(lambda: not shown.tasks.busy)
            seen.append(shown)
            shown.close()

        _soon(close)
        page.open_package(folder)
        _rest(qtbot, window)
        assert not shiboken6.isValid(seen[0]), time
        left.append(len(QApplication.allWidgets()))
    assert left == [left[0]] * 10


def test_a_preview_gives_back_its_pages_and_pictures(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    pictures: list[weakref.ref[QImage]] = []
    kept: list[Pages] = []
    made = preview.image_of

    def image_of(picture: Any) -> QImage:
        image = made(picture)
        pictures.append(weakref.ref(image))
        return image

    class Watched(Pages):
        def __init__(self, content: bytes) -> None:
            super().__init__(content)
            kept.append(self)

        def close(self) -> None:
            super().close()
            kept.remove(self)

    monkeypatch.setattr(preview, "image_of", image_of)
    monkeypatch.setattr(preview, "Pages", Watched)
    for _time in range(3):
        before = len(pictures)

        def close(shown: Any, before: int = before) -> None:
            qtbot.waitUntil(lambda: len(pictures) > before, timeout=20_000)
            shown.close()

        _soon(close)
        _roster_preview(qtbot, window)
        _rest(qtbot, window)
        assert kept == []
        assert [ref for ref in pictures if ref() is not None] == []


def test_a_workspace_that_is_closed_gives_back_its_pages(
    qtbot: QtBot, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[Pages] = []
    opened, closed = Pages.__init__, Pages.close
    monkeypatch.setattr(Pages, "__init__", lambda self, content: (opened(self, content), kept.append(self))[0])
    monkeypatch.setattr(Pages, "close", lambda self: (closed(self), self in kept and kept.remove(self))[0])
    path = _desk(window).path
    left: list[int] = []
    for _time in range(3):
        desk = _desk(window)
        for number in range(len(desk.pages)):
            desk.show_page(number)
        page: MeetingsPage = _front(qtbot, window, MeetingsPage)
        page.tabs.setCurrentWidget(page.papers)
        qtbot.waitUntil(lambda: bool(kept), timeout=20_000)
        _rest(qtbot, window)
        gone = [weakref.ref(each) for each in (desk, desk.tasks, *desk.pages)]
        del page
        desk.leave_asked.emit()
        del desk
        qtbot.waitUntil(lambda: window.desk is None and window.windowTitle() == "换届工作台", timeout=20_000)
        _let_go()
        assert kept == []
        assert [ref() for ref in gone if ref() is not None] == []  # nor what they hold in Python
        left.append(len(QApplication.allWidgets()))
        window.open_path(path)
        qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy, timeout=20_000)
    assert left[1:] == [left[1]] * 2


def test_the_palette_is_freed_before_what_was_chosen_is_done(qtbot: QtBot, window: MainWindow) -> None:
    page = _front(qtbot, window, RostersPage)

    def type_and_enter(palette: Any) -> None:
        _soon(lambda dialog: dialog.close())
        qtbot.keyClicks(palette.findChild(QLineEdit), "tjry")
        qtbot.keyClick(palette.findChild(QLineEdit), Qt.Key.Key_Return)

    _soon(type_and_enter)
    desk = _desk(window)
    desk.show_palette()
    _rest(qtbot, window)
    assert desk.page is page
    assert not [each for each in QApplication.allWidgets() if isinstance(each, QFileDialog | QDialog)]
