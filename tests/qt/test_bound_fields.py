"""The fields of congresses, sessions and campaigns by keys: two of each, answers that come late, days that are not set."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.assessment.campaigns import CampaignDraft
from huanjie_desktop.services.meetings import agenda, congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, open_workspace
from tests.builders import FixedClock
from tests.qt.held import HeldTasks, working
from tests.qt.keys import retype, type_text

T = TypeVar("T")
DAY = date(2026, 7, 26)
COUNTY, TOWN = "青禾县", "柳河镇"


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    """A workspace with two congresses, of two sessions the first, and two campaigns; the second of each has no day."""
    workspace = open_workspace(workspace_path, clock=FixedClock())
    kinds = {"county": "county-party", "township": "township-party"}
    first, _change = congresses.create_congress(
        workspace, CongressDraft(kinds["county"], COUNTY, 12, DAY, date(2026, 7, 28), "县会议中心")
    )
    for session in agenda.list_sessions(workspace, first.id)[2:]:
        agenda.delete_session(workspace, session.id)
    second = agenda.list_sessions(workspace, first.id)[1]
    agenda.edit_session(workspace, second.id, day=None, start=None, place="")
    congresses.create_congress(workspace, CongressDraft(kinds["township"], TOWN, 3))
    for unit, day in ((COUNTY, DAY), (TOWN, None)):
        campaigns.create_campaign(workspace, CampaignDraft(next(iter(workspace.catalog.forms)), unit, day=day))
    workspace.close()
    with working(qtbot, HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))) as tasks:
        yield tasks


def front(qtbot: QtBot, page: QWidget, tasks: HeldTasks) -> None:
    qtbot.addWidget(page)
    page.resize(1180, 640)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.show_for(None)  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not tasks.busy)


@pytest.fixture
def meetings(qtbot: QtBot, tasks: HeldTasks) -> MeetingsPage:
    page = MeetingsPage(tasks, load_catalog())
    front(qtbot, page, tasks)
    choose(qtbot, page, 0)
    return page


@pytest.fixture
def assessment(qtbot: QtBot, tasks: HeldTasks) -> AssessmentPage:
    page = AssessmentPage(tasks, load_catalog())
    front(qtbot, page, tasks)
    page.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: not tasks.busy)
    return page


def choose(qtbot: QtBot, page: MeetingsPage, row: int) -> None:
    page.list.setCurrentRow(row)
    qtbot.waitUntil(lambda: not page.tasks.busy)


def field(within: QWidget, name: str) -> QLineEdit:
    """Return a field by the name that a screen reader says."""
    return next(each for each in within.findChildren(QLineEdit) if each.accessibleName() == name)


def read(qtbot: QtBot, tasks: HeldTasks, work: Callable[[Workspace], T]) -> T:
    """Let everything go, and read what is stored."""
    tasks.let_go()
    qtbot.waitUntil(lambda: not tasks.busy)
    found: list[T] = []
    tasks.run("核对", lambda workspace, _p: work(workspace), found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def type_late(qtbot: QtBot, tasks: HeldTasks, edit: QLineEdit, text: str) -> None:
    """Type at 60 ms a key, while an answer arrives after each."""
    for char in text:
        type_text(qtbot, edit, char, delay=60)
        tasks.let_go(1)


# F1


def test_typing_the_venue_while_answers_come_late_stores_it_whole(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    retype(qtbot, field(tab, "召开单位"), "石桥县")
    tasks.holding = True
    qtbot.keyClick(field(tab, "召开单位"), Qt.Key.Key_Tab)
    type_late(qtbot, tasks, field(tab, "届次"), "13")
    qtbot.keyClick(field(tab, "届次"), Qt.Key.Key_Tab)
    field(tab, "地点").setFocus(Qt.FocusReason.TabFocusReason)
    type_late(qtbot, tasks, field(tab, "地点"), "county hall")
    qtbot.keyClick(field(tab, "地点"), Qt.Key.Key_Tab)
    stored = read(qtbot, tasks, congresses.list_congresses)[0]
    assert (stored.unit, stored.term, stored.venue) == ("石桥县", 13, "county hall")
    assert [field(tab, name).text() for name in ("召开单位", "届次", "地点")] == ["石桥县", "13", "county hall"]
    assert meetings.heading() == "石桥县第十三次党代会"


def test_typing_the_scope_while_answers_come_late_stores_it_whole(
    qtbot: QtBot, tasks: HeldTasks, assessment: AssessmentPage
) -> None:
    tab = assessment.setup
    retype(qtbot, field(tab, "测评名称"), "one")
    tasks.holding = True
    qtbot.keyClick(field(tab, "测评名称"), Qt.Key.Key_Tab)
    for name, text in (("被测评单位", "unit of it"), ("参加范围", "all of them"), ("发出合计", "45")):
        field(tab, name).setFocus(Qt.FocusReason.TabFocusReason)
        type_late(qtbot, tasks, field(tab, name), text)
    qtbot.keyClick(field(tab, "发出合计"), Qt.Key.Key_Return)
    stored = read(qtbot, tasks, campaigns.list_campaigns)[0]
    assert (stored.title, stored.unit, stored.scope, stored.issued) == ("one", "unit of it", "all of them", 45)
    assert assessment.heading() == "one"


def test_what_was_typed_before_another_congress_came_is_stored_in_its_own(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    retype(qtbot, field(tab, "地点"), "county hall")
    tasks.holding = True
    meetings.list.setCurrentRow(1)  # the cursor stays where it is
    assert field(tab, "召开单位").text() == ""
    retype(qtbot, field(tab, "地点"), "town hall")
    tasks.let_go()
    qtbot.waitUntil(lambda: field(tab, "召开单位").text() == TOWN)
    assert field(tab, "地点").text() == "town hall"
    qtbot.keyClick(field(tab, "地点"), Qt.Key.Key_Return)
    stored = read(qtbot, tasks, congresses.list_congresses)
    assert [each.venue for each in stored] == ["county hall", "town hall"]


def test_an_answer_for_the_congress_before_is_dropped(qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage) -> None:
    unit = field(meetings.overview, "召开单位")
    county = unit.text()
    tasks.holding = True
    meetings.list.setCurrentRow(1)
    meetings.list.setCurrentRow(0)
    seen = []
    for _ in range(2):  # what was being read when the choice changed, then what is chosen now
        qtbot.waitUntil(lambda: bool(tasks.held))
        tasks.let_go(1)
        seen.append(unit.text())
    assert seen == ["", county]
    assert county != TOWN


# F2


def test_a_congress_without_days_shows_none_and_enter_stores_none(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    assert field(tab, "开始日期").text() == "2026-07-26"
    choose(qtbot, meetings, 1)
    for name in ("召开单位", "届次", "开始日期", "结束日期", "地点"):
        edit = field(tab, name)
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
    assert [field(tab, name).text() for name in ("开始日期", "结束日期", "地点")] == ["", "", ""]
    stored = read(qtbot, tasks, congresses.list_congresses)
    assert [(each.start, each.end) for each in stored] == [(DAY, date(2026, 7, 28)), (None, None)]
    label = read(qtbot, tasks, history.undo_labels)[0]
    assert "新建测评" in str(label)  # nothing was written


def test_a_congress_gets_days_and_loses_them_again(qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage) -> None:
    choose(qtbot, meetings, 1)
    tab = meetings.overview
    retype(qtbot, field(tab, "开始日期"), "2027.3.1")
    qtbot.keyClick(field(tab, "开始日期"), Qt.Key.Key_Tab)
    retype(qtbot, field(tab, "结束日期"), "3.2")
    qtbot.keyClick(field(tab, "结束日期"), Qt.Key.Key_Return)
    stored = read(qtbot, tasks, congresses.list_congresses)[1]
    assert (stored.start, stored.end) == (date(2027, 3, 1), date(2027, 3, 2))
    choose(qtbot, meetings, 0)
    for name in ("开始日期", "结束日期"):
        retype(qtbot, field(tab, name), "")
        qtbot.keyClick(field(tab, name), Qt.Key.Key_Return)
    stored_now = read(qtbot, tasks, congresses.list_congresses)
    assert [each.start for each in stored_now] == [None, date(2027, 3, 1)]
    assert stored_now[0].end is None
    assert meetings.list.item(0).text().splitlines()[1].startswith("日期未定")


def test_what_the_service_refuses_stays_with_its_sentence(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    told: list[HuanjieError] = []
    tasks.troubled.connect(told.append)
    retype(qtbot, field(tab, "结束日期"), "7.1")
    qtbot.keyClick(field(tab, "结束日期"), Qt.Key.Key_Tab)
    said = [each for each in tab.findChildren(QLabel) if "结束日期早于开始日期" in each.text()]
    qtbot.waitUntil(lambda: any("结束日期早于开始日期" in each.text() for each in tab.findChildren(QLabel)))
    assert said == []
    assert field(tab, "结束日期").text() == "2026-07-01"
    retype(qtbot, field(tab, "结束日期"), "7.29")
    qtbot.keyClick(field(tab, "结束日期"), Qt.Key.Key_Return)
    assert read(qtbot, tasks, congresses.list_congresses)[0].end == date(2026, 7, 29)
    retype(qtbot, field(tab, "结束日期"), "7.1")
    tasks.holding = True
    meetings.list.setCurrentRow(1)
    tasks.let_go()
    qtbot.waitUntil(lambda: bool(told))
    assert "结束日期早于开始日期" in str(told[0])
    retype(qtbot, field(tab, "届次"), "")
    qtbot.keyClick(field(tab, "届次"), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: tab.form.wrong.text() == "请填写届次，是1到999的整数。")


def test_a_start_refused_for_the_end_is_stored_once_the_end_is(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    retype(qtbot, field(tab, "开始日期"), "2027-01-20")
    qtbot.keyClick(field(tab, "开始日期"), Qt.Key.Key_Tab)
    qtbot.waitUntil(tab.form.wrong.isVisible)
    assert tab.form.wrong.text().startswith("会议结束日期早于开始日期")
    retype(qtbot, field(tab, "结束日期"), "20270121")
    qtbot.keyClick(field(tab, "结束日期"), Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: not tab.form.wrong.isVisible() and not tasks.busy)
    stored = read(qtbot, tasks, congresses.list_congresses)[0]
    assert (stored.start, stored.end) == (date(2027, 1, 20), date(2027, 1, 21))
    choose(qtbot, meetings, 1)
    choose(qtbot, meetings, 0)
    assert [field(tab, name).text() for name in ("开始日期", "结束日期")] == ["2027-01-20", "2027-01-21"]


def test_what_was_refused_and_is_typed_again_is_asked_again(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    retype(qtbot, field(tab, "开始日期"), "2026-08-01")
    qtbot.keyClick(field(tab, "开始日期"), Qt.Key.Key_Tab)
    qtbot.waitUntil(tab.form.wrong.isVisible)
    stored = read(qtbot, tasks, congresses.list_congresses)[0]
    with qtbot.waitCallback() as moved:  # the end is moved elsewhere, not in this form
        tasks.run(
            "移动", lambda workspace, _p: congresses.edit_congress(workspace, stored.id, end=date(2026, 8, 3)), moved
        )
    retype(qtbot, field(tab, "开始日期"), "2026-08-01")
    assert not tab.form.wrong.isVisible()
    qtbot.keyClick(field(tab, "开始日期"), Qt.Key.Key_Tab)
    stored = read(qtbot, tasks, congresses.list_congresses)[0]
    assert (stored.start, stored.end) == (date(2026, 8, 1), date(2026, 8, 3))


def test_what_stands_refused_is_not_dropped_without_a_word(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    tab = meetings.overview
    told: list[HuanjieError] = []
    tasks.troubled.connect(told.append)
    retype(qtbot, field(tab, "开始日期"), "2027-01-20")
    qtbot.keyClick(field(tab, "开始日期"), Qt.Key.Key_Tab)
    qtbot.waitUntil(tab.form.wrong.isVisible)
    assert told == []
    choose(qtbot, meetings, 1)
    assert [str(each).startswith("“开始日期”没有保存。会议结束日期早于开始日期") for each in told] == [True]
    stored = read(qtbot, tasks, congresses.list_congresses)
    assert [each.start for each in stored] == [DAY, None]
