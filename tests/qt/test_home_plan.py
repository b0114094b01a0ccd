"""The first page with the round: a line for all congresses of a kind, what is due and late, each township, once a day a word."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.home import HomePage
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning import changing
from huanjie_desktop.services.planning.reading import anchor_of, read_round
from huanjie_desktop.services.shown.home_plan import read_home_plan
from huanjie_desktop.services.workspace import Workspace, create_workspace, open_workspace
from tests.builders import FixedClock
from tests.qt.desks import makers_of

CLOCK = FixedClock(datetime(2026, 6, 15, 9, 0, tzinfo=UTC))
HELD = (
    ("T", "柳河镇", date(2026, 3, 26)),
    ("T", "石桥镇", date(2026, 3, 27)),
    ("E", "青禾县", date(2026, 7, 11)),
    ("Mt", "柳河镇", date(2026, 7, 21)),
    ("Mt", "石桥镇", date(2026, 7, 22)),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=CLOCK)
    kinds = {anchor_of(kind): kind for kind in workspace.catalog.congress_kinds.values()}
    for anchor, unit, start in HELD:
        kind = kinds[anchor]
        congresses.create_congress(workspace, CongressDraft(kind.id, unit, 12, start, sitting=len(kind.numbers) - 1))
    workspace.close()
    return path


@pytest.fixture
def workspace(path: Path) -> Iterator[Workspace]:
    made = open_workspace(path, clock=CLOCK)
    yield made
    made.close()


@pytest.fixture
def home(qtbot: QtBot, path: Path, tmp_path: Path) -> Iterator[HomePage]:
    tasks = Tasks(lambda _progress: open_workspace(path, clock=CLOCK))
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    page = HomePage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(tasks, makers_of(page), 1, path)
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    desk.show()
    desk.show_page(0)
    qtbot.waitUntil(lambda: bool(page.line.lanes) and not tasks.busy)
    yield page
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.stop()


def test_a_lane_says_how_many_were_held_and_how_far_the_next_is(workspace: Workspace) -> None:
    lanes = {lane.anchor: lane for lane in read_home_plan(workspace).lanes}
    assert (lanes["T"].words, lanes["T"].about, lanes["T"].over) == ("3月26日–27日", "已开 2 / 2", True)
    assert (lanes["E"].words, lanes["E"].about) == ("7月11日", "还有 26 天")
    assert (lanes["Mt"].words, lanes["Mt"].about) == ("7月21日–23日", "还有 36 天")
    assert date(2026, 6, 21) in lanes["E"].flags
    assert lanes["T"].flags == ()


def test_what_is_done_leaves_what_is_due(workspace: Workspace) -> None:
    plan = read_home_plan(workspace)
    late = next(line for line in plan.due if line.words.startswith("逾期"))
    assert plan.due.index(late) == 0
    reading = read_round(workspace)
    keys = [(plan.course.id, each.step.id) for plan in reading.plan.plans for each in plan.steps if each.late]
    assert len(keys) > 2
    changing.mark_done(workspace, keys)
    again = read_home_plan(workspace)
    assert not any(line.words.startswith("逾期") for line in again.due)
    assert "逾期" in plan.reminder
    assert "逾期" not in again.reminder
    assert {lane.anchor: lane.done for lane in again.lanes}["E"] > 0


def test_one_step_of_several_townships_is_one_line(workspace: Workspace) -> None:
    workspace.clock.moment = datetime(2026, 7, 20, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    try:
        about = [line.about for line in read_home_plan(workspace).due]
    finally:
        workspace.clock.moment = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)  # type: ignore[attr-defined]
    assert "2个乡镇" in about


def test_the_page_shows_the_round_and_leads_to_it(qtbot: QtBot, home: HomePage) -> None:
    asked: list[Subject] = []
    home.place_asked.connect(asked.append)
    assert home.line_panel.isVisible()
    assert not home.congress_panel.isVisible()
    assert [row.id for row in home.towns.rows] == ["柳河镇", "石桥镇"]
    assert home.towns.text_at(1, 1) == "3月27日 已开"
    home.line.setFocus()
    qtbot.keyClick(home.line, Qt.Key.Key_Down)
    qtbot.keyClick(home.line, Qt.Key.Key_Return)
    qtbot.mouseClick(home.line, Qt.MouseButton.LeftButton, pos=QPoint(40, home.line.height() - 5))
    assert [each.kind for each in asked] == ["plan", "plan"]
    assert asked[0].id == home.line.lanes[1].congress != asked[1].id
    home.due.setFocus()
    home.due.setCurrentRow(1)
    qtbot.keyClick(home.due, Qt.Key.Key_Return)
    assert asked[2].kind == "step"
    home.town_table.setFocus()
    home.town_table.setCurrentIndex(home.towns.index(1, 0))
    qtbot.keyClick(home.town_table, Qt.Key.Key_Return)
    assert asked[3] == Subject("plan", home.towns.rows[1].congress)


def test_what_was_marked_done_is_seen_at_once(qtbot: QtBot, home: HomePage) -> None:
    before = home.towns.text_at(0, 3)
    town = home.towns.rows[0].congress
    step = "mt-notice"
    home.tasks.ask("标为已办", changing.mark_done, [(town, step)])
    qtbot.waitUntil(lambda: not home.tasks.busy and home.towns.text_at(0, 3) != before)
    assert home.towns.text_at(0, 3).startswith("1/")


def test_it_fits_a_small_screen(home: HomePage) -> None:
    assert home.window().height() == 768
    assert home.window().width() == 1366
    assert home.due.height() > 60


def test_what_is_due_is_said_once_a_day_and_quietly(qtbot: QtBot, home: HomePage) -> None:
    qtbot.waitUntil(home.notice.isVisible)
    assert "逾期" in home.reminder.text()
    home.notice.hide()
    home.read_again()
    qtbot.waitUntil(lambda: not home.tasks.busy)
    assert not home.notice.isVisible()
    CLOCK.moment = datetime(2026, 6, 16, 9, 0, tzinfo=UTC)
    try:
        home.read_again()
        qtbot.waitUntil(home.notice.isVisible)
    finally:
        CLOCK.moment = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


@pytest.fixture
def tasks(qtbot: QtBot, path: Path) -> Iterator[Tasks]:
    tasks = Tasks(lambda _progress: open_workspace(path, clock=CLOCK))
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    qtbot.waitUntil(lambda: not tasks.busy)
    tasks.stop()


def test_a_small_window_keeps_its_size_and_the_findings_their_room(
    qtbot: QtBot, tasks: Tasks, path: Path, tmp_path: Path
) -> None:
    page = HomePage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(tasks, makers_of(page), 1, path)
    desk.resize(1024, 600)
    qtbot.addWidget(desk)
    desk.show()
    desk.show_page(0)
    qtbot.waitUntil(lambda: page.notice.isVisible() and not tasks.busy)
    page.watch.findings = [Finding(Severity.WARNING, f"w{at}", f"第{at}处不对。") for at in range(9)]
    page.watch.found.emit()
    qtbot.waitUntil(lambda: page.findings.isVisible())
    assert desk.height() == 600  # what comes with the plan does not push it beyond the screen
    desk.resize(1024, 700)
    assert page.findings.height() >= 4 * 30
    assert page.town_table.height() == 3 * 30 + 2  # the other townships are scrolled to
    assert [page.town_table.isColumnHidden(at) for at in range(5)] == [False, False, False, True, False]
    before = page.findings.height()
    desk.resize(1366, 900)
    assert page.town_table.height() == 3 * 30 + 2  # there are two
    assert page.findings.height() > before
