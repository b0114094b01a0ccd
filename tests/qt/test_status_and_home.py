"""The status bar's words, the first page's lists, and the backups that nobody asks for."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.qt.main_window import keeping
from huanjie_desktop.qt.main_window.keeping import BackupKeeper
from huanjie_desktop.qt.main_window.status_bar import StatusBar
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.safekeeping.backups import AT_OPENING, IN_BETWEEN
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
    ("errors", "warnings", "text"),
    [(0, 0, "检查无误"), (2, 0, "错误 2"), (0, 3, "提醒 3"), (2, 3, "错误 2  提醒 3")],
)
def test_findings_are_counted_by_gravity(status: StatusBar, errors: int, warnings: int, text: str) -> None:
    assert not status._findings.isVisible()
    status.show_findings(errors, warnings)
    assert status._findings.text() == text
    assert status._findings.isVisible()


def test_a_change_offers_undo_only_where_there_is_one(qtbot: QtBot, status: StatusBar) -> None:
    status.show_change("导入名册", can_undo=True)
    with qtbot.waitSignal(status.undo_asked):
        qtbot.mouseClick(status._undo, Qt.MouseButton.LeftButton)
    status.show_change("已撤销：导入名册", can_undo=False)
    assert not status._undo.isVisible()
    assert words(status) == ["已撤销：导入名册"]
    status.say(shown="显示 37 / 共 412 人")
    status.say(base="年龄计算到 2026.07.26")
    status.say(saved="已保存 09:00")
    assert words(status)[0] == "显示 37 / 共 412 人"


@pytest.fixture
def home(qtbot: QtBot, open_tasks: Tasks) -> HomePage:
    page = HomePage(open_tasks, load_catalog())
    qtbot.addWidget(page)
    page.show()
    page.show_for(None)
    qtbot.waitUntil(lambda: page.heading() == "青禾县" and not open_tasks.busy)
    return page


def texts(page: HomePage) -> list[str]:
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def do(qtbot: QtBot, tasks: Tasks, work: object) -> None:
    tasks.run("试验", lambda workspace, _p: work(workspace))  # type: ignore[operator]
    qtbot.waitUntil(lambda: not tasks.busy)


def two_congresses(workspace: Workspace) -> object:
    kinds = list(workspace.catalog.congress_kinds.values())
    draft = congresses.CongressDraft
    congresses.create_congress(workspace, draft(kinds[0].id, "柳河镇", 12))
    return congresses.create_congress(workspace, draft(kinds[1].id, "青禾县", 12, date(2026, 7, 26), date(2026, 7, 28)))


def test_a_change_that_cannot_be_taken_back_is_not_offered_and_says_why(qtbot: QtBot) -> None:
    status = StatusBar()
    qtbot.addWidget(status)
    status.show()
    status.show_change("处理两遍差异1处", can_undo=False, why_not="已录完的票，不能再撤销。")
    assert words(status) == ["处理两遍差异1处（不能撤销）"]
    assert status._change.toolTip() == "已录完的票，不能再撤销。"
    assert not status._undo.isVisible()
    status.show_change("导入名册", can_undo=True)
    assert (status._change.toolTip(), status._undo.isVisible()) == ("", True)


def test_the_first_page_counts_and_lists_what_there_is(qtbot: QtBot, home: HomePage, open_tasks: Tasks) -> None:
    assert [number.text() for number in home._numbers[:3]] == ["4", "1", "0"]
    assert "还没有会议。" in texts(home)
    do(qtbot, open_tasks, two_congresses)
    assert home._numbers[2].text() == "2"
    assert "还没有会议。" not in texts(home)
    assert any("7月26日" in text for text in texts(home))
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    buttons = [each for each in home.findChildren(QPushButton) if "代表大会" in each.text()]
    assert len(buttons) == 2
    qtbot.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    assert asked[0].kind == "congress"
    do(
        qtbot,
        open_tasks,
        lambda workspace: rosters.rename_roster(workspace, rosters.list_rosters(workspace)[0][0].id, "新名册"),
    )
    assert any(each.text() == "新名册" for each in home.findChildren(QPushButton))
    assert "名册改名" in texts(home)
    do(qtbot, open_tasks, lambda workspace: workspace.undo())
    assert "撤销：名册改名" in texts(home)


def test_the_first_page_offers_the_import_while_nobody_is_there(
    qtbot: QtBot, home: HomePage, open_tasks: Tasks
) -> None:
    assert not home._begin.isVisible()
    do(
        qtbot,
        open_tasks,
        lambda workspace: people.delete_people(workspace, [each.id for each in people.list_people(workspace)]),
    )
    assert home._begin.isVisible()
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    qtbot.mouseClick(home._begin, Qt.MouseButton.LeftButton)
    assert [each.kind for each in asked] == ["import"]


def test_a_finding_opens_its_place_by_enter(qtbot: QtBot, home: HomePage) -> None:
    subjects = [Subject("person", "p1", "林木"), Subject("congress", "c1", "党代会")]
    home.watch.findings = [
        Finding(Severity.ERROR, "id", "身份证号校验码不对。", subjects[0], basis="GB 11643"),
        Finding(Severity.WARNING, "date", "党代会没有日期。", subjects[1]),
    ]
    home.watch.found.emit()
    assert home._numbers[3].text() == "2"
    assert home._summary.text().startswith("错误 1，提醒 1")
    assert [home.findings.item(at).text() for at in range(2)] == ["林木：身份证号校验码不对。", "党代会没有日期。"]
    assert home.findings.item(0).toolTip() == "错误\nGB 11643"
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    home.findings.setCurrentRow(1)
    home.findings.setFocus()
    qtbot.keyClick(home.findings, Qt.Key.Key_Return)
    assert asked == [subjects[1]]
    home.watch.findings = []
    home.watch.found.emit()
    assert home._summary.text() == "没有发现问题。"
    assert not home.findings.isVisible()
    home.watch.findings = None
    home.watch.found.emit()
    assert home._numbers[3].text() == "－"
    assert home._summary.text().startswith("人员较多")


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
