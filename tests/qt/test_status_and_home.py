"""The status bar's words, the first page's lists, and the backups that nobody asks for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.people import Person
from huanjie_desktop.qt.main_window import keeping
from huanjie_desktop.qt.main_window.keeping import BackupKeeper
from huanjie_desktop.qt.main_window.status_bar import StatusBar
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.line_list import LineList
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people
from huanjie_desktop.services.printing.print_notes import note_print
from huanjie_desktop.services.safekeeping.backups import AT_OPENING, IN_BETWEEN
from huanjie_desktop.services.shown.home import Line
from huanjie_desktop.services.shown.undoing import NextUndo
from huanjie_desktop.services.workspace import Workspace


@pytest.fixture
def status(qtbot: QtBot) -> StatusBar:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show()
    return bar


def words(bar: StatusBar) -> list[str]:
    return [each.text() for each in bar.findChildren(QLabel) if each.isVisible() and each.text()]


def test_short_work_shows_no_progress_and_long_work_can_be_stopped(qtbot: QtBot, status: StatusBar) -> None:
    status.set_busy(True)
    status.show_progress("导入名册", 3, 10, "第3行")
    assert not status._bar.isVisible()
    status.set_busy(False)
    status.set_busy(True)
    qtbot.waitUntil(status._bar.isVisible)
    status.show_progress("导入名册", 3, 10, "第3行")
    assert (status._bar.value(), status._bar.maximum()) == (3, 10)
    assert "导入名册：第3行" in words(status)
    with qtbot.waitSignal(status.cancel_asked):
        qtbot.mouseClick(status._cancel, Qt.MouseButton.LeftButton)
    status.show_progress("导入名册", 3, -1, "")
    assert status._bar.maximum() == 0  # nobody knows how long
    status.set_busy(False)
    assert not status._bar.isVisible()
    assert "导入名册" not in words(status)


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((0, 0, 0), "检查无误"),
        ((2, 0, 9), "错误 2"),
        ((0, 3, 9), "提醒 3"),
        ((2, 3, 0), "错误 2  提醒 3"),
        ((0, 0, 9), "提示 9"),
    ],
)
def test_findings_are_counted_by_gravity(status: StatusBar, counts: tuple[int, int, int], text: str) -> None:
    assert not status._findings.isVisible()
    status.show_findings(*counts)
    assert status._findings.text() == text
    assert status._findings.isVisible()
    status.show_findings(0, 0, 0, unseen=True)
    assert not status._findings.isVisible()


def test_undo_says_what_it_takes_back_before_it_is_pressed(qtbot: QtBot, status: StatusBar) -> None:
    assert not status._undo.isVisible()
    status.resize(1366, 26)
    status.show_next(NextUndo("导入名册", "名册：全县干部名册"))
    assert status._undo.text() == "撤销：导入名册（名册：全县干部名册）"
    with qtbot.waitSignal(status.undo_asked):
        qtbot.mouseClick(status._undo, Qt.MouseButton.LeftButton)
    status.resize(600, 26)
    qtbot.waitUntil(lambda: status._undo.text().endswith("…"))
    assert status._undo.toolTip() == "撤销：导入名册（名册：全县干部名册）（Ctrl+Z）"
    status.resize(1366, 26)
    qtbot.waitUntil(lambda: not status._undo.text().endswith("…"))
    status.show_change("已撤销：导入名册")
    assert words(status) == ["已撤销：导入名册"]
    status.show_next(NextUndo())
    assert not status._undo.isVisible()


def test_an_undo_that_would_be_refused_is_not_offered(status: StatusBar) -> None:
    status.show_next(NextUndo("结束录入", refusal="“结束录入”之后已录入了票，不能再撤销。"))
    assert not status._undo.isVisible()
    assert words(status) == ["上一步不能撤销"]
    assert status._refused.toolTip() == "“结束录入”之后已录入了票，不能再撤销。"
    status.show_next(NextUndo("改名"))
    assert words(status) == []
    assert status._undo.isVisible()


def test_the_page_the_date_and_the_last_write_are_said(status: StatusBar) -> None:
    status.say(shown="显示 37 / 共 412 人")
    status.say(base="年龄计算到 2026.07.26", saved="已保存 09:00")
    assert words(status) == ["显示 37 / 共 412 人", "年龄计算到 2026.07.26", "已保存 09:00"]


@pytest.fixture
def home(qtbot: QtBot, open_tasks: Tasks) -> HomePage:
    page = HomePage(open_tasks, load_catalog())
    qtbot.addWidget(page)
    page.show()
    page.show_for(None)
    qtbot.waitUntil(lambda: page.heading() == "青禾县" and not open_tasks.busy)
    return page


def do(qtbot: QtBot, tasks: Tasks, work: object) -> None:
    tasks.run("试验", lambda workspace, _p: work(workspace))  # type: ignore[operator]
    qtbot.waitUntil(lambda: not tasks.busy)


def two_congresses(workspace: Workspace) -> object:
    kinds = list(workspace.catalog.congress_kinds.values())
    draft = congresses.CongressDraft
    congresses.create_congress(workspace, draft(kinds[0].id, "柳河镇", 12))
    return congresses.create_congress(workspace, draft(kinds[1].id, "青禾县", 12))


def lines(view: LineList) -> list[str]:
    return [view.item(at).text() for at in range(view.count())]


def test_the_first_page_lists_what_there_is_and_opens_it(qtbot: QtBot, home: HomePage, open_tasks: Tasks) -> None:
    assert lines(home.congresses) == ["还没有会议。"]
    assert lines(home.todo) == ["新建会议"]
    do(qtbot, open_tasks, two_congresses)
    assert len(lines(home.congresses)) == 2
    assert lines(home.todo) == ["填写上级单位"]
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    at = home.congresses.visualItemRect(home.congresses.item(0)).center()
    qtbot.mouseClick(home.congresses.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked[0].kind == "congress"
    home.congresses.setFocus()
    qtbot.keyClick(home.congresses, Qt.Key.Key_Down)
    qtbot.keyClick(home.congresses, Qt.Key.Key_Return)
    assert [each.kind for each in asked] == ["congress", "congress"]
    assert asked[0].id != asked[1].id
    do(qtbot, open_tasks, lambda workspace: note_print(workspace, "青禾县干部名册", saved=False))
    home.show_for(None)
    qtbot.waitUntil(lambda: lines(home.sent) == ["打印“青禾县干部名册”"])
    assert home.congresses.currentRow() == 1  # where it was


def test_a_line_that_says_there_is_nothing_opens_nothing(qtbot: QtBot, home: HomePage) -> None:
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    at = home.congresses.visualItemRect(home.congresses.item(0)).center()
    qtbot.mouseClick(home.congresses.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert asked == []


def test_long_words_of_a_line_are_broken_and_none_is_covered(home: HomePage) -> None:
    words = "上报“" + "青禾县第十二次党代会" * 4 + "”"
    home.todo.show_lines([Line(words, "已闭幕，没有导出过", Subject("congress", "c"), ("upload", "primary"))])
    one = home.todo.sizeHintForRow(0)
    home.todo.show_lines([Line("短", "今天", Subject("congress", "c"), ("upload", "primary"))])
    assert one > home.todo.sizeHintForRow(0) * 1.5


def test_the_first_page_offers_the_import_while_nobody_is_there(
    qtbot: QtBot, home: HomePage, open_tasks: Tasks
) -> None:
    assert not home.begin.isVisible()
    do(qtbot, open_tasks, two_congresses)  # in a file with nothing at all other words stand there
    do(
        qtbot,
        open_tasks,
        lambda workspace: people.delete_people(workspace, [each.id for each in people.list_people(workspace)]),
    )
    assert home.begin.isVisible()
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    qtbot.mouseClick(home.begin, Qt.MouseButton.LeftButton)
    home.activateWindow()
    qtbot.waitUntil(home.isActiveWindow)
    qtbot.keyClick(home, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert [each.kind for each in asked] == ["import", "import"]


def test_a_finding_opens_its_place_by_enter(qtbot: QtBot, home: HomePage) -> None:
    subjects = [Subject("person", "p1", "林木"), Subject("congress", "c1", "党代会")]
    home.watch.findings = [
        Finding(Severity.WARNING, "date", "党代会没有日期。", subjects[1]),
        Finding(Severity.ERROR, "id", "身份证号校验码不对。", subjects[0], basis="GB 11643"),
    ]
    home.watch.found.emit()
    shown = [home.findings.item(at).text() for at in range(home.findings.count())]
    assert shown == ["▾ 错误 1", "林木：身份证号校验码不对。", "▾ 提醒 1", "党代会没有日期。"]
    assert not home.summary.isVisible()  # the heads say it
    assert home.findings.item(1).toolTip() == "错误\nGB 11643"
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    home.findings.setCurrentRow(3)
    home.findings.setFocus()
    qtbot.keyClick(home.findings, Qt.Key.Key_Return)
    assert asked == [subjects[1]]
    qtbot.keyClick(home.findings, Qt.Key.Key_Left)  # folds what it stands in
    assert home.findings.item(home.findings.currentRow()).text() == "▸ 提醒 1"
    assert home.findings.chosen() == []  # a head is accepted with none of its findings
    assert home.findings.make_menu().actions() == []
    home.watch.found.emit()  # looked for anew: it stays folded
    assert home.findings.count() == 3
    qtbot.keyClick(home.findings, Qt.Key.Key_Return)
    assert home.findings.count() == 4
    home.watch.findings = []
    home.watch.found.emit()
    assert home.summary.text() == "检查无误。"
    assert not home.findings.isVisible()
    home.watch.findings = None
    home.watch.found.emit()
    assert home.summary.text().startswith("人员较多")


def test_hints_of_one_pattern_are_folded_and_opened_by_keys(qtbot: QtBot, home: HomePage) -> None:
    names = ("柳河镇", "石桥镇")
    hints = [Finding(Severity.HINT, "count", "代表30名。", Subject("congress", name, name)) for name in names]
    warning = Finding(Severity.WARNING, "date", "没有日期。", Subject("congress", "c", "东岭乡"))
    home.watch.findings = [*hints, warning]
    home.watch.found.emit()

    def shown() -> list[str]:
        return [home.findings.item(at).text() for at in range(home.findings.count())]

    assert shown() == ["▾ 提醒 1", "东岭乡：没有日期。", "▸ 提示 2"]
    home.watch.findings = hints
    home.watch.found.emit()
    assert shown() == ["▾ 提示 2", "▸ 2 次会议：代表30名。"]  # nothing graver: they are seen
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    home.findings.setCurrentRow(1)
    home.findings.setFocus()
    qtbot.keyClick(home.findings, Qt.Key.Key_Return)
    assert shown()[1:] == ["▾ 2 次会议：代表30名。", "　　柳河镇：代表30名。", "　　石桥镇：代表30名。"]
    qtbot.keyClick(home.findings, Qt.Key.Key_Down)
    qtbot.keyClick(home.findings, Qt.Key.Key_Down)
    qtbot.keyClick(home.findings, Qt.Key.Key_Return)
    assert [each.name for each in asked] == ["石桥镇"]
    home.watch.found.emit()  # looked for anew: what is open and chosen stays
    assert home.findings.currentRow() == 3
    qtbot.keyClick(home.findings, Qt.Key.Key_Left)
    assert shown()[1:] == ["▸ 2 次会议：代表30名。"]
    assert home.findings.currentRow() == 1
    qtbot.keyClick(home.findings, Qt.Key.Key_Right)
    assert len(shown()) == 4
    home.findings.setCurrentRow(0)
    qtbot.keyClick(home.findings, Qt.Key.Key_Left)
    assert shown() == ["▸ 提示 2"]
    qtbot.keyClick(home.findings, Qt.Key.Key_Right)
    assert len(shown()) == 4  # what was open inside is so still


def test_an_empty_file_says_what_to_do_first_and_not_that_it_is_right(
    qtbot: QtBot, home: HomePage, open_tasks: Tasks
) -> None:
    assert not home.first_panel.isVisible()
    everybody = [each.id for each in ask_people(qtbot, open_tasks)]
    do(qtbot, open_tasks, lambda workspace: people.delete_people(workspace, everybody))
    home.watch.findings = []
    home.watch.found.emit()
    assert home.first_panel.isVisible()
    assert home.summary.text() == "还没有名册和会议，没有可检查的。"
    home.watch.look()
    qtbot.waitUntil(lambda: not open_tasks.busy)
    assert home.watch.nothing_there
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    buttons = home.first_panel.findChildren(QPushButton)
    buttons[0].setFocus()
    for each in buttons:  # Tab goes from one to the next
        assert home.window().focusWidget() is each
        qtbot.keyClick(each, Qt.Key.Key_Return)
        qtbot.keyClick(each, Qt.Key.Key_Tab)
    assert [each.kind for each in asked] == ["import", "new_roster", "congress", "setting"]
    do(qtbot, open_tasks, two_congresses)
    assert not home.first_panel.isVisible()
    home.watch.look()
    qtbot.waitUntil(lambda: not open_tasks.busy)
    assert not home.watch.nothing_there


def ask_people(qtbot: QtBot, tasks: Tasks) -> list[Person]:
    with qtbot.waitCallback() as found:
        tasks.run("", lambda workspace, _p: people.list_people(workspace), found)
    everybody: list[Person] = found.args[0]
    return everybody


def test_backups_go_by_the_clock_and_their_trouble_is_told_once(
    qtbot: QtBot, open_tasks: Tasks, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons: list[str] = []

    def fail(_workspace: Workspace, reason: str) -> Path:
        reasons.append(reason)
        raise WorldError("磁盘已满，没有备份。", "请清理磁盘。")

    monkeypatch.setattr(keeping, "back_up_if_changed", fail)
    keeper = BackupKeeper(open_tasks, home)
    told: list[str] = []

    def close() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            told.append(box.text())
            box.close()

    watch = QTimer(keeper, interval=5)
    watch.timeout.connect(close)
    watch.start()
    keeper.start()
    assert keeper.timer.isActive()
    assert keeper.timer.interval() == 30 * 60 * 1000
    qtbot.waitUntil(lambda: told == ["磁盘已满，没有备份。"])
    keeper.timer.timeout.emit()
    qtbot.waitUntil(lambda: len(reasons) == 2 and not open_tasks.busy)
    assert reasons == [AT_OPENING, IN_BETWEEN]
    assert len(told) == 1
    open_tasks.closing.emit()
    assert not keeper.timer.isActive()


def test_findings_are_looked_for_a_little_after_a_change(qtbot: QtBot, home: HomePage, open_tasks: Tasks) -> None:
    with qtbot.waitSignal(home.watch.found):
        home.watch.look()
    before = list(home.watch.findings or ())
    wrong = [{"name": "孙七", "sex": "男", "birth": "1985.07.12", "id_number": "990101198507120011"}]
    with qtbot.waitSignal(home.watch.found):
        do(qtbot, open_tasks, lambda workspace: people.edit_cells(workspace, [], wrong))
    new = [each for each in home.watch.findings or () if each not in before]
    assert "孙七" in {each.subject.name for each in new if each.subject is not None}
    with qtbot.waitSignal(home.watch.found):
        do(qtbot, open_tasks, lambda workspace: workspace.undo())
    assert list(home.watch.findings or ()) == before
