"""The desk: pages by click and key, the header, the status bar, the palette, and subjects that open their page."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMessageBox, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import ChangeSet, Subject
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.main_window.pages import FOOT, page_makers
from huanjie_desktop.qt.main_window.palette import CommandPalette
from huanjie_desktop.qt.opening import ask_dialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.dialogs import NameDialog
from huanjie_desktop.qt.widgets.page import Page
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.shown.commands import WHOLE
from huanjie_desktop.services.shown.undoing import PAGES
from tests.qt.answering import when_opened
from tests.qt.desks import makers_of


class Papers(Page):
    title = "会议"
    icon = "presentation"

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, None)
        self.done: list[str] = []
        self.reloaded: list[ChangeSet] = []
        self.shown: Subject | None = None
        for words in ("打印会议材料", "新建会议", "添加会次", "复制会次", "删除会次", "重做目录"):
            self.make_action(words, "printer", partial(self.done.append, words))

    def heading(self) -> str:
        return "第十二次代表大会"

    def status(self) -> str:
        return "共 3 次会议"

    def takes(self, subject: Subject) -> bool:
        return subject.kind == "congress"

    def show_for(self, subject: Subject | None = None) -> None:
        self.shown = subject

    def reload(self, changes: ChangeSet) -> None:
        self.reloaded.append(changes)


class Front(Page):
    title = "首页"
    icon = "house"


def _desk(qtbot: QtBot, tasks: Tasks) -> Desk:
    desk = Desk(tasks, makers_of(Front(tasks, None), Papers(tasks)), 2, Path("青禾县2026年换届.huanjie"))
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show_page(0)
    desk.show()
    qtbot.waitExposed(desk)
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    return desk


def _papers(desk: Desk) -> Papers:
    page = desk.pages[1]
    assert isinstance(page, Papers)
    return page


def test_alt_and_a_digit_bring_a_page(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    qtbot.keyClick(desk, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert desk.page is _papers(desk)
    qtbot.keyClick(desk, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert desk.page.title == "首页"


def test_the_header_has_one_primary_three_others_and_more(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    desk.show_page(1)
    shown = [button for button in desk.header.findChildren(QPushButton) if button.isVisible()]
    assert [button.text() for button in shown if button.property("primary")] == ["打印会议材料"]
    assert len(shown) == 4
    more = [button for button in desk.header.findChildren(QToolButton) if button.isVisible()]
    assert [action.text() for action in more[0].menu().actions()] == ["删除会次", "重做目录"]
    shown[-1].click()
    assert _papers(desk).done == ["打印会议材料"]


def test_a_subject_opens_the_page_that_takes_it(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    subject = Subject("congress", "c1")
    desk.page.place_asked.emit(subject)
    assert desk.page is _papers(desk)
    assert _papers(desk).shown == subject
    desk.page.place_asked.emit(Subject("nobody", "x"))
    assert desk.page is _papers(desk)


def test_the_palette_finds_by_pinyin_initials_and_does_it(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    found: list[str] = []

    def type_and_enter() -> None:
        palette = QApplication.activePopupWidget()
        assert isinstance(palette, CommandPalette)
        qtbot.keyClicks(palette.field, "dyhy")
        qtbot.waitUntil(lambda: palette.list.count() == 1 and palette.list.item(0).text() != "正在查找……")
        found.extend(palette.list.item(row).text() for row in range(palette.list.count()))
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_and_enter)
    desk.show_palette()
    assert found == ["打印会议材料　会议"]
    assert _papers(desk).done == ["打印会议材料"]
    assert desk.page is _papers(desk)


def test_the_palette_says_that_nothing_was_found(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    found: list[str] = []

    def type_and_enter() -> None:
        palette = QApplication.activePopupWidget()
        assert isinstance(palette, CommandPalette)
        qtbot.keyClicks(palette.field, "qqxx")
        assert palette.list.item(0).text() == "正在查找……"  # no empty box meanwhile
        qtbot.waitUntil(lambda: palette.list.count() == 1 and palette.list.item(0).text() != "正在查找……")
        found.extend(palette.list.item(row).text() for row in range(palette.list.count()))
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
        assert palette.isVisible()
        palette.field.clear()
        qtbot.waitUntil(lambda: palette.list.count() > 1)
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)

    QTimer.singleShot(0, type_and_enter)
    desk.show_palette()
    assert found == ["没有找到“qqxx”。请输入其中几个字，或拼音首字母。"]
    assert _papers(desk).done == []


def test_the_palette_is_there_before_the_pages_are(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    seen: list[tuple[int, list[str]]] = []

    def look() -> None:
        palette = QApplication.activePopupWidget()
        assert isinstance(palette, CommandPalette)
        words = [palette.list.item(row).text() for row in range(palette.list.count())]
        seen.append((len(desk.pages.made()), words))
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
        chosen = palette.list.currentItem().text()
        qtbot.waitUntil(lambda: len(desk.pages.made()) == 2)
        qtbot.waitUntil(lambda: palette.list.count() > len(words))
        assert palette.list.currentItem().text() == chosen  # what comes later does not take the choice away
        seen.append((2, [palette.list.item(row).text() for row in range(palette.list.count())]))
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)

    QTimer.singleShot(0, look)
    desk.show_palette()
    made, words = seen[0]
    assert made == 1
    assert words[:5] == ["保存　Ctrl+S", "查找　Ctrl+F", "关闭工作文件　Ctrl+W", "锁定　Ctrl+L", "用户手册　F1"]
    assert seen[1][1][:2] == ["打印会议材料　会议", "新建会议　会议"]


def test_enter_waits_for_the_pages_that_are_still_to_come(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)

    def type_at_once() -> None:
        palette = QApplication.activePopupWidget()
        assert isinstance(palette, CommandPalette)
        palette._further.stop()
        qtbot.keyClicks(palette.field, "xjhy")
        assert len(desk.pages.made()) == 1
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_at_once)
    desk.show_palette()
    assert _papers(desk).done == ["新建会议"]


def test_a_write_reloads_every_page(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    change = ChangeSet("改名", 1, {"person": frozenset({"p"})})
    with qtbot.waitSignal(open_tasks.changed):
        open_tasks.run("改名", lambda w, p: change)
    assert _papers(desk).reloaded == [change]


def test_trouble_that_nobody_handles_is_told(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    told: list[str] = []

    def close_box() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.close()

    watch = QTimer(desk, interval=5)
    watch.timeout.connect(close_box)
    watch.start()

    def refuse(workspace: object, progress: object) -> None:
        raise UserError("这份名册没有表头。")

    open_tasks.run("读取", refuse)
    qtbot.waitUntil(lambda: told == ["这份名册没有表头。"])


def test_the_palette_finds_a_person_and_opens_him(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    asked: list[Subject] = []
    desk.show_subject = asked.append  # type: ignore[method-assign, assignment]
    seen: list[str] = []

    def type_and_enter() -> None:
        palette = QApplication.activePopupWidget()
        assert isinstance(palette, CommandPalette)
        qtbot.keyClicks(palette.field, "linmu")
        qtbot.waitUntil(lambda: palette.list.count() == 1 and "林木" in palette.list.item(0).text())
        seen.append(palette.list.item(0).text())
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_and_enter)
    desk.show_palette()
    assert seen == ["林木　柳河镇党委书记"]
    assert [(each.kind, each.name) for each in asked] == [(WHOLE, "林木")]


def test_enter_at_once_waits_for_the_person(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    asked: list[Subject] = []
    desk.show_subject = asked.append  # type: ignore[method-assign, assignment]

    def type_and_enter() -> None:
        palette = QApplication.activePopupWidget()
        assert isinstance(palette, CommandPalette)
        qtbot.keyClicks(palette.field, "wangfang")
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    QTimer.singleShot(0, type_and_enter)
    desk.show_palette()
    assert [each.name for each in asked] == ["王芳"]


def test_undo_leads_to_what_it_took_back(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    asked: list[Subject] = []
    desk.show_subject = asked.append  # type: ignore[method-assign, assignment]
    with qtbot.waitCallback() as made:
        open_tasks.run("改名", lambda w, _p: rosters.rename_roster(w, rosters.list_rosters(w)[0][0].id, "新名册"), made)
    qtbot.waitUntil(lambda: desk.status._undo.isVisible())
    assert desk.status._undo.text() == "撤销：名册改名（名册：青禾县干部名册）"
    qtbot.mouseClick(desk.status._undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=20_000)
    assert asked[0].kind == "roster"
    assert desk.status._change.text() == "已撤销：名册改名"
    desk.redo()
    qtbot.waitUntil(lambda: desk.status._change.text() == "已重做：名册改名", timeout=20_000)
    assert len(asked) == 2


def test_ctrl_s_writes_what_is_typed_and_says_when(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    field = QLineEdit(_papers(desk))
    left: list[bool] = []
    field.editingFinished.connect(lambda: left.append(True))
    desk.show_page(1)
    field.show()
    field.setFocus()
    qtbot.keyClicks(field, "half")
    qtbot.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: desk.status._change.text() == "已自动保存，上次写入 09:00")
    assert left == [True]
    assert field.hasFocus()


def test_help_is_asked_for_the_page_in_front_with_its_keys(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    desk.show_page(1)
    _papers(desk).actions()[0].setShortcut("Ctrl+P")
    with qtbot.waitSignal(desk.help_asked) as asked:
        qtbot.keyClick(desk, Qt.Key.Key_F1)
    place = asked.args[0]
    assert place.page == "会议"
    assert place.keys[0] == ("Ctrl+P", "打印会议材料")
    assert ("Ctrl+K", "命令面板") in place.keys
    assert ("Ctrl+Y、Ctrl+Shift+Z", "重做") in place.keys
    assert any(keys == "Ctrl+D" for keys, _words in place.keys)


def test_the_page_that_is_named_is_the_one_that_shows_it(qtbot: QtBot, open_tasks: Tasks, tmp_path: Path) -> None:
    makers = page_makers(open_tasks, load_catalog(), Preferences(tmp_path))
    desk = Desk(open_tasks, makers, len(makers) - FOOT, tmp_path / "青禾县.huanjie")
    qtbot.addWidget(desk)
    for kind, title in PAGES.items():
        taking = [page.title for page in desk.pages if page.takes(Subject(kind, ""))]
        assert taking[:1] == [title], kind
    qtbot.waitUntil(lambda: not open_tasks.busy)


def test_alt_and_a_digit_do_nothing_while_a_dialog_is_open(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    typed: list[str] = []

    def press(dialog: NameDialog) -> None:
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.keyClicks(dialog.edit, "ab")
        for digit in "12890":
            qtbot.keyClick(dialog.edit, digit, Qt.KeyboardModifier.AltModifier)
        typed.append(dialog.edit.text())
        dialog.reject()

    when_opened(press, NameDialog)
    ask_dialog(NameDialog(desk, "改名", "改名", "名称"), lambda closed: closed.text)
    assert typed == ["ab"]
    assert desk.page is desk.pages[0]


def test_alt_and_a_digit_that_no_page_has_types_nothing(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    field = QLineEdit(desk.page)
    field.show()
    field.setFocus()
    for digit in "79":
        qtbot.keyClick(field, digit, Qt.KeyboardModifier.AltModifier)
    assert field.text() == ""
    qtbot.keyClick(field, "2", Qt.KeyboardModifier.AltModifier)
    assert desk.page is desk.pages[1]


def test_what_undo_passes_by_is_said_until_something_else_is_done(qtbot: QtBot, open_tasks: Tasks) -> None:
    desk = _desk(qtbot, open_tasks)
    exported = ChangeSet("上报柳河镇党代会（第1版）", 99, {"package_export": frozenset({"e"})})
    open_tasks.run("上报", lambda _workspace, _progress: exported)
    qtbot.waitUntil(lambda: desk.status._change.text() == exported.label, timeout=20_000)
    open_tasks.run("改名", lambda w, _p: rosters.rename_roster(w, rosters.list_rosters(w)[0][0].id, "新名册"))
    qtbot.waitUntil(lambda: "名册改名" in desk.status._undo.text(), timeout=20_000)
    assert desk.status._change.text() == ""


def test_the_cursor_leaves_the_header_when_its_button_has_done(qtbot: QtBot, open_tasks: Tasks) -> None:
    papers = Papers(open_tasks)
    inside = QListWidget(papers)
    desk = Desk(open_tasks, makers_of(papers), 1, Path("x.huanjie"))
    qtbot.addWidget(desk)
    desk.show_page(0)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    button = next(each for each in desk.header.findChildren(QPushButton) if each.text() == "打印会议材料")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert papers.done == ["打印会议材料"]
    assert inside.hasFocus()
    more = next(each for each in desk.header.findChildren(QToolButton) if each.text() == "更多")
    more.setFocus()
    more.menu().actions()[-1].trigger()
    assert papers.done[-1] == "重做目录"
    assert inside.hasFocus()
