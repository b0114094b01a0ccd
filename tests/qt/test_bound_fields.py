"""The fields of congresses, sessions and campaigns by keys: two of each, answers that come late, days that are not set."""

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import TypeVar

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.forms import BLANK_RULES
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.cli.finding import find_congress
from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.domain.meeting import Session
from huanjie_desktop.qt.main_window import MainWindow
from huanjie_desktop.qt.pages.assessment import AssessmentPage
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.settings import SettingsPage
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.assessment.campaigns import CampaignDraft
from huanjie_desktop.services.meetings import agenda, congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace, open_workspace, read_settings
from tests.builders import FixedClock
from tests.qt.held import HeldTasks
from tests.qt.keys import retype, type_text

T = TypeVar("T")
DAY = date(2026, 7, 26)
COUNTY, TOWN = "青禾县", "柳河镇"


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    """A workspace with two congresses, of two sessions the first, and two campaigns; the second of each has no day."""
    workspace = open_workspace(workspace_path, clock=FixedClock())
    kinds = {kind.level: kind.id for kind in workspace.catalog.congress_kinds.values()}
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
    tasks = HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))
    broken: list[BaseException] = []
    tasks.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    yield tasks
    if shiboken6.isValid(tasks):
        tasks.stop()
    assert broken == []


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


def test_typing_the_sessions_place_while_answers_come_late_stores_it_whole(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    meetings.tabs.setCurrentWidget(meetings.programme)
    tab = meetings.programme
    retype(qtbot, field(tab, "会次名称"), "opening")
    tasks.holding = True
    qtbot.keyClick(field(tab, "会次名称"), Qt.Key.Key_Tab)
    for name, text in (("地点", "county hall"), ("主持人", "chair"), ("参加人员", "all of them")):
        field(tab, name).setFocus(Qt.FocusReason.TabFocusReason)
        type_late(qtbot, tasks, field(tab, name), text)
    qtbot.keyClick(field(tab, "参加人员"), Qt.Key.Key_Return)
    stored = read(qtbot, tasks, _sessions)[0]
    assert (stored.title, stored.place, stored.chair) == ("opening", "county hall", "chair")
    assert stored.attendance == field(tab, "参加人员").text() == "all of them"
    assert tab.sessions.item(0).text().startswith("opening\n")


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


def _sessions(workspace: Workspace) -> list[Session]:
    return agenda.list_sessions(workspace, congresses.list_congresses(workspace)[0].id)


def test_a_session_without_day_and_time_shows_none_and_enter_stores_none(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    meetings.tabs.setCurrentWidget(meetings.programme)
    tab = meetings.programme
    assert field(tab, "日期").text() != ""
    assert field(tab, "开始").text() != ""
    tab.sessions.setCurrentRow(1)
    for name in ("日期", "开始", "地点"):
        edit = field(tab, name)
        assert edit.text() == ""
        edit.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
    stored = read(qtbot, tasks, _sessions)[1]
    assert (stored.day, stored.start, stored.place) == (None, None, "")


def test_a_session_gets_a_day_and_a_time_and_loses_them_again(
    qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage
) -> None:
    meetings.tabs.setCurrentWidget(meetings.programme)
    tab = meetings.programme
    tab.sessions.setCurrentRow(1)
    retype(qtbot, field(tab, "日期"), "7.27")
    qtbot.keyClick(field(tab, "日期"), Qt.Key.Key_Tab)
    retype(qtbot, field(tab, "开始"), "下午3点半")
    qtbot.keyClick(field(tab, "开始"), Qt.Key.Key_Tab)
    stored = read(qtbot, tasks, _sessions)[1]
    assert (stored.day, stored.start) == (date(2026, 7, 27), time(15, 30))
    assert tab.sessions.item(1).text().endswith("7月27日 15:30")
    assert field(tab, "开始").text() == "15:30"
    for name in ("开始", "日期"):
        retype(qtbot, field(tab, name), "")
        qtbot.keyClick(field(tab, name), Qt.Key.Key_Tab)
    stored = read(qtbot, tasks, _sessions)[1]
    assert (stored.day, stored.start) == (None, None)
    assert tab.sessions.item(1).text().endswith("日期未定")


def test_a_new_session_has_no_time_and_shows_none(qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage) -> None:
    meetings.tabs.setCurrentWidget(meetings.programme)
    tab = meetings.programme
    add = next(each for each in tab.findChildren(QPushButton) if each.text() == "添加会次")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: field(tab, "会次名称").text() == "新会次")
    assert field(tab, "开始").text() == ""
    qtbot.keyClick(field(tab, "开始"), Qt.Key.Key_Return)
    assert read(qtbot, tasks, _sessions)[-1].start is None


def test_without_a_session_the_form_takes_nothing(qtbot: QtBot, tasks: HeldTasks, meetings: MeetingsPage) -> None:
    meetings.tabs.setCurrentWidget(meetings.programme)
    tab = meetings.programme
    delete = next(each for each in tab.findChildren(QPushButton) if each.text() == "删除会次")
    for left in (1, 0):
        qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda left=left: tab.sessions.count() == left)  # type: ignore[misc]
    assert not field(tab, "会次名称").isEnabled()
    assert field(tab, "会次名称").text() == ""
    meetings.tasks.run("撤销", lambda workspace, _p: history.undo(workspace))
    qtbot.waitUntil(lambda: tab.sessions.count() == 1)
    assert field(tab, "会次名称").isEnabled()


def test_a_campaign_without_a_day_shows_none_and_a_day_can_be_taken_away(
    qtbot: QtBot, tasks: HeldTasks, assessment: AssessmentPage
) -> None:
    tab = assessment.setup
    assert field(tab, "日期").text() == "2026-07-26"
    assessment.list.setCurrentRow(1)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert field(tab, "日期").text() == ""
    field(tab, "日期").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(field(tab, "日期"), Qt.Key.Key_Return)
    assert [each.day for each in read(qtbot, tasks, campaigns.list_campaigns)] == [DAY, None]
    retype(qtbot, field(tab, "日期"), "8月1日")
    qtbot.keyClick(field(tab, "日期"), Qt.Key.Key_Tab)
    assessment.list.setCurrentRow(0)
    qtbot.waitUntil(lambda: not tasks.busy)
    retype(qtbot, field(tab, "日期"), "")
    qtbot.keyClick(field(tab, "日期"), Qt.Key.Key_Return)
    days = [each.day for each in read(qtbot, tasks, campaigns.list_campaigns)]
    assert days[0] is None
    assert days[1] is not None
    assert (days[1].month, days[1].day) == (8, 1)
    assert "日期未定" in assessment.list.item(0).text()


def test_a_blank_number_of_sheets_is_asked_for(qtbot: QtBot, tasks: HeldTasks, assessment: AssessmentPage) -> None:
    tab = assessment.setup
    for text, sentence in (("", "请填写发出合计，没有发就填0。"), ("100001", "请填写0到100000的整数。")):
        retype(qtbot, field(tab, "发出合计"), text)
        qtbot.keyClick(field(tab, "发出合计"), Qt.Key.Key_Tab)
        assert sentence in tab.form.wrong.text()
    assert read(qtbot, tasks, campaigns.list_campaigns)[0].issued == 0


# the other pages


def test_a_forms_fields_changed_one_after_the_other_are_all_stored(
    qtbot: QtBot, tasks: HeldTasks, assessment: AssessmentPage
) -> None:
    assessment.copy_form()
    qtbot.waitUntil(lambda: not tasks.busy)
    form = assessment.editor.fields
    tasks.holding = True
    for name, text in (("title", "one"), ("heading", "{unit} two"), ("instructions", "first\n\nsecond")):
        retype(qtbot, form.edits[name], text)
        qtbot.keyClick(form.edits[name], Qt.Key.Key_Tab)
    form.edits["blank"].setFocus()
    qtbot.keyClick(form.edits["blank"], Qt.Key.Key_Down)
    qtbot.keyClick(form.edits["landscape"], Qt.Key.Key_Space)
    retype(qtbot, form.edits["mark"], "x")
    qtbot.keyClick(form.edits["mark"], Qt.Key.Key_Return)
    stored = next(each.form for each in read(qtbot, tasks, forms.list_forms) if each.own)
    assert (stored.title, stored.heading, stored.mark) == ("one", "{unit} two", "x")
    assert stored.instructions == ("first", "second")
    assert stored.layout.landscape
    assert stored.rules.blank == list(BLANK_RULES)[1]
    assert form.value("title") == "one"


def test_a_form_that_cannot_be_stays_with_its_sentence(
    qtbot: QtBot, tasks: HeldTasks, assessment: AssessmentPage
) -> None:
    shipped = assessment.editor.fields
    taken = next(each.form.title for each in read(qtbot, tasks, forms.list_forms))
    assessment.copy_form()
    qtbot.waitUntil(lambda: not tasks.busy)
    retype(qtbot, shipped.edits["title"], "")
    qtbot.keyClick(shipped.edits["title"], Qt.Key.Key_Tab)
    assert assessment.editor.wrong.text() == "请填写表名。"
    edit = shipped.edits["title"]
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not assessment.editor.wrong.isVisible()
    assert taken != shipped.value("title")


def test_one_of_the_programs_forms_is_not_typed_into(
    qtbot: QtBot, tasks: HeldTasks, assessment: AssessmentPage
) -> None:
    assessment.editor.show_form(read(qtbot, tasks, forms.list_forms)[0])
    for name in ("title", "heading", "instructions", "mark"):
        before = assessment.editor.fields.value(name)
        type_text(qtbot, assessment.editor.fields.edits[name], "x")
        assert assessment.editor.fields.value(name) == before
    assert not assessment.editor.fields.edits["landscape"].isEnabled()
    qtbot.waitUntil(lambda: not tasks.busy)


def test_settings_are_written_as_their_fields_are_left(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> None:
    page = SettingsPage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    front(qtbot, page, tasks)
    edits = page.form.edits
    tasks.holding = True
    for name, text in (("county", "stone county"), ("superior", "the city"), ("base_date", "3.1")):
        edits[name].setFocus(Qt.FocusReason.TabFocusReason)
        for char in text:
            type_text(qtbot, edits[name], char, delay=20)
            tasks.let_go(1)
    qtbot.keyClick(edits["base_date"], Qt.Key.Key_Tab)
    stored = read(qtbot, tasks, read_settings)
    assert (stored.county, stored.superior, stored.base_date) == ("stone county", "the city", date(2026, 3, 1))
    retype(qtbot, edits["base_date"], "")
    retype(qtbot, edits["superior"], "")
    retype(qtbot, edits["county"], "")
    qtbot.keyClick(edits["county"], Qt.Key.Key_Tab)
    assert page.form.wrong.text() == "请填写县（市、区）名称，例如“青禾县”。"
    stored = read(qtbot, tasks, read_settings)
    assert (stored.county, stored.superior, stored.base_date) == ("stone county", "", None)


def test_what_is_being_typed_is_stored_when_the_window_closes(
    qtbot: QtBot, workspace_path: Path, tasks: HeldTasks, tmp_path: Path
) -> None:
    tasks.stop()
    window = MainWindow(Preferences(tmp_path / "user"), lambda: DAY)
    window.show()
    window.activateWindow()
    window.open_path(workspace_path)
    qtbot.waitUntil(lambda: window.desk is not None and not window.desk.tasks.busy)
    assert window.desk is not None
    at = next(at for at, page in enumerate(window.desk.pages) if isinstance(page, MeetingsPage))
    window.desk.show_page(at)
    page = window.desk.page
    assert isinstance(page, MeetingsPage)
    qtbot.waitUntil(lambda: page.overview.form.value("unit") is not None and not page.tasks.busy)
    key = page.overview.form.key
    retype(qtbot, page.overview.form.edits["venue"], "county hall")
    window.close()
    qtbot.waitUntil(lambda: window.desk is None and not window.isVisible())
    window.deleteLater()
    workspace = open_workspace(workspace_path, clock=FixedClock())
    assert find_congress(workspace, key).venue == "county hall"
    workspace.close()
