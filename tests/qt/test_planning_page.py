"""The page 工期: two congresses as tables and charts; real keys try, accept, mark done; late answers are dropped."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.outcome import Subject
from huanjie_desktop.domain.schedule.steps import State
from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.main_window.pages import page_makers
from huanjie_desktop.qt.pages.planning import PlanningPage
from huanjie_desktop.qt.pages.planning.dialogs import DoneDialog, DropDialog, StepDialog
from huanjie_desktop.qt.tasks import Tasks
from huanjie_desktop.qt.widgets.preferences import Preferences
from huanjie_desktop.services.meetings import congresses
from huanjie_desktop.services.meetings.congresses import CongressDraft
from huanjie_desktop.services.planning.reading import anchor_of
from huanjie_desktop.services.planning.trying import Trial
from huanjie_desktop.services.shown.plan import LATE, PlanRow
from huanjie_desktop.services.workspace import create_workspace, open_workspace
from tests.builders import FixedClock
from tests.qt.desks import makers_of

DAYS = {"E": date(2026, 7, 11), "C": date(2026, 7, 26)}
CLOCK = FixedClock(datetime(2026, 6, 15, 9, 0, tzinfo=UTC))
LEFT, RIGHT, ALT, SHIFT = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[PlanningPage]:
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=CLOCK)
    for kind in workspace.catalog.congress_kinds.values():
        if anchor_of(kind) in DAYS:
            draft = CongressDraft(kind.id, "青禾县", 12, DAYS[anchor_of(kind)], sitting=len(kind.numbers) - 1)
            congresses.create_congress(workspace, draft)
    workspace.close()
    tasks = Tasks(lambda _progress: open_workspace(path, clock=CLOCK))
    broken: list[BaseException] = []
    tasks.broke.connect(broken.append)
    with qtbot.waitCallback() as opened:
        tasks.open("打开", opened)
    page = PlanningPage(tasks, load_catalog(), Preferences(tmp_path / "user"))
    desk = Desk(tasks, makers_of(page), 1, path)
    desk.resize(1366, 768)
    qtbot.addWidget(desk)
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    desk.show()
    desk.show_page(0)
    qtbot.waitUntil(lambda: page.shown is not None)
    yield page
    settle(qtbot, page)
    tasks.stop()
    assert broken == []


def settle(qtbot: QtBot, page: PlanningPage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not page.tasks.busy)


def press(qtbot: QtBot, page: PlanningPage, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, key, modifier)
    settle(qtbot, page)


def choose(page: PlanningPage, anchor: str, step: str = "") -> PlanRow:
    """Choose a congress and one of its steps."""
    assert page.shown is not None
    page.list.choose(next(each.id for each in page.shown.congresses if each.anchor == anchor))
    at = next(at for at, row in enumerate(page.model.rows) if step in ("", row.planned.step.id))
    page.table.setCurrentIndex(page.model.index(at, 1))
    return page._current()  # type: ignore[return-value]


def test_the_round_and_each_congress_are_seen_as_table_and_chart(page: PlanningPage) -> None:
    assert page.shown is not None
    assert page.list.count() == 3
    assert page.model.count == len(page.shown.rows) == len(page.chart.rows)
    assert page.model.columns[2].head == "会议"
    choose(page, "E", "voter-list")
    assert {row.congress.anchor for row in page.model.rows} == {"E"} == {row.congress.anchor for row in page.chart.rows}
    assert page.model.columns[2].head == "日期"
    choose(page, "C")
    assert {row.congress.anchor for row in page.model.rows} == {"C"}
    assert page.heading().startswith("青禾县第十二次党代会")


def test_the_list_calls_each_day_by_its_name(page: PlanningPage) -> None:
    items = [page.list.item(at) for at in range(1, page.list.count())]
    tips = [item.toolTip().splitlines()[1].split("　") for item in items]
    assert [tip[:2] for tip in tips] == [["7月11日", "选举日"], ["7月26日", "开幕日"]]
    assert [tip[-1].rstrip("0123456789") for tip in tips] == ["逾期", "逾期"]
    assert [item.text().splitlines()[1].split("　") for item in items] == [[tip[0], tip[-1]] for tip in tips]
    assert not any(sign.isascii() and sign.isalpha() for at in range(3) for sign in page.list.item(at).text())


def test_both_sides_have_one_scroll(page: PlanningPage) -> None:
    table, chart = page.table.verticalScrollBar(), page.chart.verticalScrollBar()
    assert table.maximum() > 0
    assert chart.maximum() == table.maximum()
    assert page.table.viewport().height() == page.chart.viewport().height() - page.table.horizontalHeader().height()
    table.setValue(200)
    assert chart.value() == 200
    chart.setValue(90)
    assert table.value() == 90


def test_alt_and_arrows_try_an_anchor_and_escape_puts_it_back(qtbot: QtBot, page: PlanningPage) -> None:
    row = choose(page, "E", "polling")
    assert row.is_anchor
    press(qtbot, page, LEFT, ALT | SHIFT)
    assert page.shown is not None
    assert page.shown.is_trial
    assert "7月11日改到7月4日，提前7天" in page.bar.words.text()
    assert page.bar.isVisible()
    assert {each.code for each in page.shown.red} >= {"ED-01"}
    shown = next(row for row in page.model.rows if row.planned.step.id == "voter-list")
    assert shown.before is not None
    assert shown.is_red
    press(qtbot, page, RIGHT, ALT)
    assert "改到7月5日" in page.bar.words.text()
    press(qtbot, page, Qt.Key.Key_Escape)
    assert not page.bar.isVisible()
    assert page._current_key() == row.key
    assert page._current().planned.start == DAYS["E"]  # type: ignore[union-attr]


@pytest.mark.parametrize("width", [1024, 1366])
def test_the_whole_sentence_of_a_trial_is_seen_with_step_names_and_chart(
    qtbot: QtBot, page: PlanningPage, width: int
) -> None:
    page.window().resize(width, 700)
    choose(page, "E", "polling")
    press(qtbot, page, LEFT, ALT | SHIFT)
    words = page.bar.words
    QApplication.processEvents()
    assert words.text().endswith("提前7天")
    assert words.height() >= words.heightForWidth(words.width())
    assert not page.table.isColumnHidden(1)
    assert page.table.columnWidth(1) >= 190
    assert page.chart.viewport().width() >= 170
    assert page.table.isColumnHidden(3) == (width < 1100)  # 最晚 goes only after 依据 and 责任单位
    assert page.table.visualRect(page.table.currentIndex()).bottom() <= page.table.viewport().height()


def test_a_single_congress_needs_no_column_that_names_it(qtbot: QtBot, page: PlanningPage) -> None:
    assert page.shown is not None
    assert page.model.columns[2].head == "会议"
    gone = page.shown.congresses[0].id
    with qtbot.waitSignal(page.tasks.changed):
        page.tasks.run("", lambda workspace, _p: congresses.delete_congress(workspace, gone))
    settle(qtbot, page)
    assert page.list.chosen_id() == ""
    assert page.model.columns[2].head == "日期"


def test_steps_of_many_places_say_their_place_and_kind(page: PlanningPage) -> None:
    assert page.shown is not None
    assert {row.where for row in page.shown.rows} == {"县乡人大代表选举", "县党代会"}


def test_control_enter_accepts_as_one_step_that_undo_takes_back(qtbot: QtBot, page: PlanningPage) -> None:
    choose(
        page, "C", next(row.planned.step.id for row in page.shown.rows if row.is_anchor and row.congress.anchor == "C")
    )  # type: ignore[union-attr]
    press(qtbot, page, RIGHT, ALT)
    press(qtbot, page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not page.bar.isVisible()
    assert next(each.congress.start for each in page.shown.congresses if each.anchor == "C") == date(2026, 7, 27)  # type: ignore[union-attr]
    with qtbot.waitSignal(page.tasks.changed):
        page.tasks.run("撤销", lambda workspace, _progress: workspace.undo())
    settle(qtbot, page)
    assert next(each.congress.start for each in page.shown.congresses if each.anchor == "C") == DAYS["C"]  # type: ignore[union-attr]


def test_a_statutory_step_goes_no_later_and_says_the_article(qtbot: QtBot, page: PlanningPage) -> None:
    said: list[str] = []
    page.table.said.connect(said.append)
    row = choose(page, "E", "candidate-list")
    assert row.planned.latest is not None
    for _ in range((row.planned.latest - row.planned.start).days + 1):
        press(qtbot, page, RIGHT, ALT)
    settle(qtbot, page)
    assert len(said) == 1
    assert "最晚是2026年6月26日" in said[0]
    assert "《选举法》" in said[0]
    assert page._current().planned.start <= row.planned.latest  # type: ignore[union-attr]


def test_space_marks_all_chosen_done_and_open_again(qtbot: QtBot, page: PlanningPage) -> None:
    choose(page, "E")
    qtbot.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_Down, SHIFT)
    press(qtbot, page, Qt.Key.Key_Space)
    done = [row for row in page.model.rows if row.planned.state.state is State.DONE]
    assert [row.planned.state.day for row in done] == [CLOCK.today()] * 2
    page.table.setCurrentIndex(page.model.index(list(page.model.rows).index(done[0]), 1))
    press(qtbot, page, Qt.Key.Key_Space)
    assert [row.key for row in page.model.rows if row.planned.state.state is State.DONE] == [done[1].key]


def test_enter_asks_for_another_day_doer_and_days(
    qtbot: QtBot, page: PlanningPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = choose(
        page,
        "C",
        next(
            r.planned.step.id for r in page.shown.rows if r.congress.anchor == "C" and r.planned.told == "会前10至2天"
        ),
    )  # type: ignore[union-attr]

    def fill(dialog: QDialog) -> int:
        assert isinstance(dialog, StepDialog)
        assert dialog.record.value("offset") == "会前10天"
        dialog.record.put("offset", "12")
        assert "没有写前还是后" in dialog.problem()
        dialog.record.put("offset", "会前12天")
        dialog.record.put("who", "大会秘书处")
        dialog.try_accept()
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", fill)
    press(qtbot, page, Qt.Key.Key_Return)
    found = next(each for each in page.model.rows if each.key == row.key)
    assert (found.planned.told, found.planned.step.who) == ("会前12至4天", "大会秘书处")
    assert "会前12至4天" in page.panel._facts["倒排"].text()
    assert not page.bar.isVisible()

    def type_day(dialog: QDialog) -> int:
        assert isinstance(dialog, StepDialog)
        dialog.record.put("day", date(2026, 7, 10))
        dialog.try_accept()
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", type_day)
    press(qtbot, page, Qt.Key.Key_Return)
    assert page.bar.isVisible()
    assert page._current().planned.start == date(2026, 7, 10)  # type: ignore[union-attr]


def test_a_step_is_done_by_somebody_or_dropped_with_a_reason(
    qtbot: QtBot, page: PlanningPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = choose(page, "E", "voter-list")

    def fill(dialog: QDialog) -> int:
        if isinstance(dialog, DoneDialog):
            for name, value in (("day", date(2026, 6, 12)), ("by", "选委会"), ("number", "青选〔2026〕7号")):
                dialog.record.put(name, value)
        else:
            assert isinstance(dialog, DropDialog)
            dialog.record.put("reason", "本届不设")
        dialog.try_accept()  # type: ignore[attr-defined]
        return dialog.result()

    monkeypatch.setattr(QDialog, "exec", fill)
    qtbot.mouseClick(page.panel.details, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    state = page._current().planned.state  # type: ignore[union-attr]
    assert (page._current_key(), state.day, state.by, state.number) == (
        row.key,
        date(2026, 6, 12),
        "选委会",
        "青选〔2026〕7号",
    )
    choose(page, "E")
    qtbot.mouseClick(page.panel.drop, Qt.MouseButton.LeftButton)
    settle(qtbot, page)
    assert page._current().state_words == "不办：本届不设"  # type: ignore[union-attr]


def test_a_bar_is_dragged_day_by_day_and_the_wheel_zooms(qtbot: QtBot, page: PlanningPage) -> None:
    choose(page, "E", "polling")
    view = page.chart.viewport()
    at = page.table.currentIndex().row()
    y = page.table.rowViewportPosition(at) + page.table.horizontalHeader().height() + 15
    x = round(page.chart.x_of(DAYS["E"]) + 3)
    width = round(page.chart.x_of(date(2026, 7, 12)) - page.chart.x_of(DAYS["E"]))
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(x, y))
    qtbot.mouseMove(view, QPoint(x - 2 * width, y))
    QApplication.processEvents()
    settle(qtbot, page)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(x - 2 * width, y))
    assert page.trial == Trial({page.list.chosen_id(): date(2026, 7, 9)})
    page.give_up()
    settle(qtbot, page)
    day = page.chart.day_at(100)
    for _ in range(2):
        where = QPointF(100, 200)
        turn = QWheelEvent(
            where, view.mapToGlobal(where), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(view, turn)
    assert page.chart.zoom == 3
    assert abs((page.chart.day_at(100) - day).days) <= 2


def test_an_answer_to_an_earlier_asking_is_dropped(
    qtbot: QtBot, page: PlanningPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    show = page.bar.show_trial
    monkeypatch.setattr(page.bar, "show_trial", lambda shown: (seen.append(shown.is_trial), show(shown)))
    row = choose(page, "E", "polling")
    for _ in range(3):
        page.nudge(-1)  # faster than the answers come
    assert page.trial.starts == {row.congress.id: date(2026, 7, 8)}
    page.give_up()
    settle(qtbot, page)
    assert seen == [False]
    assert not page.bar.isVisible()
    assert page.trial == Trial()
    choose(page, "E", "polling")
    page.nudge(-1)
    page.list.choose(next(each.id for each in page.shown.congresses if each.anchor == "C"))  # type: ignore[union-attr]
    settle(qtbot, page)
    assert {row.congress.anchor for row in page.model.rows} == {"C"}
    assert page.bar.isVisible()


def test_filters_hide_rows_on_both_sides(qtbot: QtBot, page: PlanningPage) -> None:
    choose(page, "E")
    page.filters.choose(LATE)
    assert page.model.count == len(page.chart.rows) > 0
    assert all(row.is_late for row in page.chart.rows)
    page.filters.choose("")
    who = page.model.rows[0].planned.step.who
    page.filters.who.setCurrentIndex(page.filters.who.findData(who))
    page.filters.who.activated.emit(page.filters.who.currentIndex())
    assert {row.planned.step.who for row in page.chart.rows} == {who}
    assert f"显示 {page.model.count} 步" in page.status()


def test_a_finding_leads_to_its_step(qtbot: QtBot, page: PlanningPage) -> None:
    election = next(each.id for each in page.shown.congresses if each.anchor == "E")  # type: ignore[union-attr]
    choose(page, "C")
    subject = Subject("step", "voter-list", "公布选民名单", election)
    assert page.takes(subject)
    page.show_for(subject)
    settle(qtbot, page)
    assert page._current_key() == (election, "voter-list")
    assert page.panel._title.text() == page._current().planned.step.title  # type: ignore[union-attr]


def test_it_has_its_place_in_the_window(page: PlanningPage) -> None:
    makers = page_makers(page.tasks, page.catalog, Preferences(Path("user")))
    assert [maker.title for maker in makers].index(page.title) == 4
    assert makers[4].icon == page.icon
