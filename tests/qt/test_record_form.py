"""The record form by keys: two records, late answers, every kind of field."""

from datetime import date, time
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets.record_field import DayPicker
from huanjie_desktop.qt.widgets.record_form import RecordForm
from tests.qt import keys
from tests.qt.keys import type_text

Key = Qt.Key
SPECS = (
    FieldSpec("unit", "召开单位", needed="请填写召开单位。"),
    FieldSpec("ordinal", "届次", "count", prefix="第", suffix="次", least=1, most=999),
    FieldSpec("start", "开始日期", "day"),
    FieldSpec("end", "结束日期", "day", beside=True),
    FieldSpec("clock", "开始时间", "clock", beside=True),
    FieldSpec("venue", "地点", placeholder="例如 县会议中心"),
    FieldSpec("level", "层级", "choice", choices=(("county", "县"), ("town", "乡镇"), (None, "未定"))),
    FieldSpec("open", "公开", "tick"),
    FieldSpec("words", "说明", "long", note="印在封底。"),
)
ONE = {
    "unit": "青禾县",
    "ordinal": 12,
    "start": date(2026, 7, 26),
    "end": date(2026, 7, 28),
    "clock": time(9),
    "venue": "县会议中心",
    "level": "county",
    "open": True,
    "words": "第一行\n第二行",
}
TWO: dict[str, Any] = {"unit": "柳河镇", "ordinal": 3}


class Bench(QWidget):
    """A form with a button to leave to, and what it has told."""

    def __init__(self, form: RecordForm) -> None:
        super().__init__()
        self.form = form
        self.told: list[tuple[Any, str, Any]] = []
        self.lost: list[str] = []
        form.told.connect(lambda *change: self.told.append(change))
        form.lost.connect(self.lost.append)
        self.away = QPushButton("别处")
        layout = QVBoxLayout(self)
        layout.addWidget(form)
        layout.addWidget(self.away)

    def text(self, name: str) -> str:
        edit = self.form.edits[name]
        return edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()  # type: ignore[union-attr]

    def line(self, name: str) -> QLineEdit:
        edit = self.form.edits[name]
        assert isinstance(edit, QLineEdit)
        return edit

    def box(self, name: str = "level") -> QComboBox:
        edit = self.form.edits[name]
        assert isinstance(edit, QComboBox)
        return edit


def fronted(qtbot: QtBot, form: RecordForm) -> Bench:
    bench = Bench(form)
    qtbot.addWidget(bench)
    bench.show()
    bench.activateWindow()
    qtbot.waitUntil(bench.isActiveWindow)
    bench.away.setFocus()
    return bench


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = fronted(qtbot, RecordForm(SPECS))
    bench.form.show_record("one", ONE)
    return bench


def retype(qtbot: QtBot, bench: Bench, name: str, text: str) -> None:
    keys.retype(qtbot, bench.form.edits[name], text)


# showing


def test_every_kind_shows_its_value_and_another_key_resets_all(bench: Bench) -> None:
    def shown() -> list[object]:
        lines = [bench.text(name) for name in ("unit", "ordinal", "start", "end", "clock", "venue", "words")]
        tick = bench.form.edits["open"]
        assert isinstance(tick, QCheckBox)
        return [*lines, bench.box().currentText(), tick.isChecked()]

    assert shown() == [
        *("青禾县", "12", "2026-07-26", "2026-07-28", "09:00", "县会议中心", "第一行\n第二行", "县", True)
    ]
    bench.form.show_record("two", TWO)
    assert shown() == ["柳河镇", "3", "", "", "", "", "", "未定", False]
    bench.form.show_record("one", ONE)
    assert shown()[2] == "2026-07-26"
    bench.form.clear()
    assert shown() == ["", "", "", "", "", "", "", "未定", False]
    assert bench.form.key is None
    assert bench.told == []


@pytest.mark.parametrize("name", ["start", "clock", "ordinal", "venue", "words"])
def test_a_blank_record_stays_blank_when_fields_are_passed(qtbot: QtBot, bench: Bench, name: str) -> None:
    bench.form.show_record("two", {"unit": "柳河镇"})
    bench.form.edits[name].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bench.form.edits[name], Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(bench.form.edits[name], Key.Key_Tab)
    assert bench.text(name) == ""
    assert bench.told == []


@pytest.mark.parametrize("name", ["ordinal", "start", "end", "clock"])
def test_what_was_set_can_be_taken_away(qtbot: QtBot, bench: Bench, name: str) -> None:
    retype(qtbot, bench, name, "")
    qtbot.keyClick(bench.line(name), Key.Key_Return)
    assert bench.told == [("one", name, None)]


# telling


@pytest.mark.parametrize(
    ("name", "typed", "value", "shown"),
    [
        ("unit", " 石桥镇 ", "石桥镇", "石桥镇"),
        ("ordinal", "13", 13, "13"),
        ("ordinal", "十三", 13, "13"),
        ("start", "7.27", date(2026, 7, 27), "2026-07-27"),
        ("start", "20270301", date(2027, 3, 1), "2027-03-01"),
        ("clock", "1520", time(15, 20), "15:20"),
        ("clock", "9点半", time(9, 30), "09:30"),
        ("clock", "15：20", time(15, 20), "15:20"),
        ("venue", "county hall", "county hall", "county hall"),
        ("words", "换了\n", "换了", "换了"),
    ],
)
@pytest.mark.parametrize("how", ["enter", "tab", "click"])
def test_a_change_is_told_once_and_shown_as_it_is_written(
    qtbot: QtBot, bench: Bench, name: str, typed: str, value: object, shown: str, how: str
) -> None:
    edit = bench.form.edits[name]
    retype(qtbot, bench, name, typed)
    assert bench.told == []
    if how == "enter":
        qtbot.keyClick(edit, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    elif how == "tab":
        qtbot.keyClick(edit, Key.Key_Tab)
    else:
        qtbot.mouseClick(bench.away, Qt.MouseButton.LeftButton)
        bench.away.setFocus(Qt.FocusReason.MouseFocusReason)
    assert bench.told == [("one", name, value)]
    assert bench.text(name) == shown
    edit.setFocus()
    bench.away.setFocus()
    bench.form.tell_typed()
    assert bench.told == [("one", name, value)]


def test_enter_in_a_line_tells_and_chooses_it_again(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "venue", "礼堂")
    qtbot.keyClick(bench.line("venue"), Key.Key_Enter)
    assert bench.told == [("one", "venue", "礼堂")]
    assert bench.line("venue").selectedText() == "礼堂"
    qtbot.keyClick(bench.line("venue"), Key.Key_Return)
    assert len(bench.told) == 1


def test_enter_in_a_long_text_begins_a_line(qtbot: QtBot, bench: Bench) -> None:
    edit = bench.form.edits["words"]
    assert isinstance(edit, QPlainTextEdit)
    edit.setFocus()
    edit.selectAll()
    type_text(qtbot, edit, "甲")
    qtbot.keyClick(edit, Key.Key_Return)
    type_text(qtbot, edit, "乙")
    assert bench.told == []
    qtbot.keyClick(edit, Key.Key_Tab)
    assert bench.told == [("one", "words", "甲\n乙")]


def test_the_same_in_another_spelling_is_no_change(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "start", "7.26")
    qtbot.keyClick(bench.line("start"), Key.Key_Tab)
    assert bench.told == []
    assert bench.text("start") == "2026-07-26"


def test_the_window_losing_the_focus_is_no_leaving(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "venue", "礼")
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not bench.isActiveWindow())
    assert bench.told == []
    bench.activateWindow()
    qtbot.waitUntil(lambda: bench.line("venue").hasFocus())
    type_text(qtbot, bench.line("venue"), "堂")
    qtbot.keyClick(bench.line("venue"), Key.Key_Tab)
    assert bench.told == [("one", "venue", "礼堂")]


# choices and ticks


def test_a_choice_stepped_to_by_keys_is_told_when_left(qtbot: QtBot, bench: Bench) -> None:
    box = bench.box()
    box.setFocus()
    qtbot.keyClick(box, Key.Key_Down)
    qtbot.keyClick(box, Key.Key_Down)
    assert bench.told == []
    qtbot.keyClick(box, Key.Key_Tab)
    assert bench.told == [("one", "level", None)]


def test_a_choice_picked_in_the_list_is_told_at_once(qtbot: QtBot, bench: Bench) -> None:
    box = bench.box()
    box.setFocus()
    qtbot.keyClick(box, Key.Key_Down)  # a step before is no hindrance
    qtbot.keyClick(box, Key.Key_Space)
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Key.Key_Up)
    qtbot.keyClick(view, Key.Key_Return)
    assert bench.told == []  # as it was
    qtbot.keyClick(box, Key.Key_Space)
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.keyClick(view, Key.Key_Return)
    assert bench.told == [("one", "level", "town")]


def test_a_tick_is_told_at_once(qtbot: QtBot, bench: Bench) -> None:
    tick = bench.form.edits["open"]
    qtbot.keyClick(tick, Key.Key_Space)
    assert bench.told == [("one", "open", False)]
    assert tick.text() == "公开"  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
def test_the_wheel_changes_nothing(bench: Bench, name: str) -> None:
    edit = bench.form.edits[name]
    edit.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(edit.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    before = bench.form.values()
    QApplication.sendEvent(edit, wheel)
    bench.away.setFocus()
    assert bench.form.values() == before == ONE
    assert bench.told == []


# Esc, what cannot be read


@pytest.mark.parametrize(("name", "typed"), [("venue", "礼堂"), ("start", "8.1"), ("start", "哪天"), ("words", "甲")])
def test_esc_puts_back_what_is_written(qtbot: QtBot, bench: Bench, name: str, typed: str) -> None:
    before = bench.text(name)
    retype(qtbot, bench, name, typed)
    qtbot.keyClick(bench.form.edits[name], Key.Key_Escape)
    assert bench.text(name) == before
    bench.away.setFocus()
    assert bench.told == []


def test_esc_puts_a_choice_back(qtbot: QtBot, bench: Bench) -> None:
    bench.box().setFocus()
    qtbot.keyClick(bench.box(), Key.Key_Down)
    qtbot.keyClick(bench.box(), Key.Key_Escape)
    assert bench.box().currentText() == "县"


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("start", "明天", "“明天”不是日期，请写成7.26或2026-7-26的样子。"),
        ("start", "2.30", "“2.30”不对，2026年2月没有30日，请核对日期。"),
        ("clock", "饭后", "“饭后”不是时间，请写成15:20或1520的样子。"),
        ("ordinal", "1000", "“1000”超出范围，请填写1到999的整数。"),
        ("unit", "", "请填写召开单位。"),
    ],
)
def test_what_cannot_be_read_stays_marked_and_is_said(
    qtbot: QtBot, bench: Bench, name: str, typed: str, sentence: str
) -> None:
    retype(qtbot, bench, name, typed)
    qtbot.keyClick(bench.line(name), Key.Key_Tab)
    assert bench.told == []
    assert bench.text(name) == typed
    assert bench.line(name).property("wrong") is True
    assert bench.form.wrong.isVisible()
    assert bench.form.wrong.text() == sentence
    bench.form.show_record("one", {**ONE, "venue": "礼堂"})
    assert bench.text(name) == typed
    assert bench.form.wrong.text() == sentence
    type_text(qtbot, bench.line(name), "1")
    assert bench.line(name).property("wrong") is False
    assert not bench.form.wrong.isVisible()
    qtbot.keyClick(bench.line(name), Key.Key_Escape)
    assert not bench.told
    assert not bench.lost


def test_what_could_not_be_read_is_not_lost_silently(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "start", "明天")
    bench.form.show_record("two", TWO)
    assert bench.lost == ["“开始日期”没有保存。“明天”不是日期，请写成7.26或2026-7-26的样子。"]
    assert bench.told == []
    assert bench.text("start") == ""
    assert bench.line("start").property("wrong") is False
    assert not bench.form.wrong.isVisible()


# late answers


def test_what_is_typed_is_never_overwritten_under_the_same_key(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "venue", "county")
    bench.form.show_record("one", {**ONE, "unit": "石桥镇", "venue": "别处"})
    assert bench.text("venue") == "county"
    assert bench.text("unit") == "石桥镇"
    type_text(qtbot, bench.line("venue"), " hall")
    qtbot.keyClick(bench.line("venue"), Key.Key_Return)
    assert bench.told == [("one", "venue", "county hall")]


def test_an_old_answer_does_not_undo_what_was_told(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "venue", "礼堂")
    qtbot.keyClick(bench.line("venue"), Key.Key_Tab)
    bench.form.show_record("one", ONE)  # was read before
    assert bench.text("venue") == "礼堂"
    bench.form.stored("one", "venue", "礼堂")
    assert bench.text("venue") == "礼堂"
    bench.form.show_record("one", {**ONE, "venue": "礼堂"})
    bench.form.show_record("one", ONE)  # undone
    assert bench.text("venue") == "县会议中心"


def test_a_second_change_waits_for_its_own_answer(qtbot: QtBot, bench: Bench) -> None:
    for text in ("甲", "乙"):
        retype(qtbot, bench, "venue", text)
        qtbot.keyClick(bench.line("venue"), Key.Key_Return)
    bench.form.stored("one", "venue", "甲")
    bench.form.show_record("one", {**ONE, "venue": "甲"})
    assert bench.text("venue") == "乙"
    retype(qtbot, bench, "venue", "甲")
    qtbot.keyClick(bench.line("venue"), Key.Key_Return)
    assert [value for _key, _name, value in bench.told] == ["甲", "乙", "甲"]
    bench.form.stored("one", "venue", "乙")
    bench.form.stored("one", "venue", "甲")
    bench.form.show_record("one", {**ONE, "venue": "甲二"})
    assert bench.text("venue") == "甲二"


def test_what_was_refused_stays_marked_and_is_asked_again_by_enter_alone(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "unit", "石桥镇")
    qtbot.keyClick(bench.line("unit"), Key.Key_Tab)
    assert bench.form.refused("one", "unit", "石桥镇", "已有这次会议。")
    bench.form.show_record("one", ONE)
    assert bench.text("unit") == "石桥镇"
    assert bench.form.wrong.text() == "已有这次会议。"
    bench.line("unit").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(bench.line("unit"), Key.Key_Tab)
    assert len(bench.told) == 1
    assert bench.form.wrong.text() == "已有这次会议。"
    bench.line("unit").setFocus()
    qtbot.keyClick(bench.line("unit"), Key.Key_Return)
    assert len(bench.told) == 2
    bench.form.refused("one", "unit", "石桥镇", "已有这次会议。")
    qtbot.keyClick(bench.line("unit"), Key.Key_Escape)
    assert bench.text("unit") == "青禾县"
    assert not bench.form.wrong.isVisible()


def test_a_refusal_of_what_was_typed_over_marks_nothing(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "unit", "石桥镇")
    qtbot.keyClick(bench.line("unit"), Key.Key_Return)
    type_text(qtbot, bench.line("unit"), "玉泉乡")
    assert bench.form.refused("one", "unit", "石桥镇", "已有这次会议。")
    assert not bench.form.wrong.isVisible()
    qtbot.keyClick(bench.line("unit"), Key.Key_Tab)
    assert bench.told[-1] == ("one", "unit", "玉泉乡")
    assert not bench.form.refused("two", "unit", "石桥镇", "已有这次会议。")


@pytest.mark.parametrize(("whole", "text"), [(True, "县礼堂"), (False, "县会议中心县礼堂")])
def test_what_an_input_method_is_at_is_not_overwritten(bench: Bench, whole: bool, text: str) -> None:
    edit = bench.line("venue")
    edit.setFocus(Qt.FocusReason.TabFocusReason)
    if not whole:
        edit.end(False)
    QApplication.sendEvent(edit, QInputMethodEvent("xian li tang", []))
    bench.form.show_record("one", {**ONE, "venue": "别处"})
    commit = QInputMethodEvent("", [])
    commit.setCommitString("县礼堂")
    QApplication.sendEvent(edit, commit)
    assert edit.text() == text
    bench.away.setFocus()
    assert bench.told == [("one", "venue", text)]


def test_a_field_with_the_cursor_takes_the_new_text_and_stays_chosen(qtbot: QtBot, bench: Bench) -> None:
    bench.line("venue").setFocus(Qt.FocusReason.TabFocusReason)
    bench.form.show_record("one", {**ONE, "venue": "县委礼堂"})
    type_text(qtbot, bench.line("venue"), "x")
    assert bench.text("venue") == "x"


# two records


def test_what_was_typed_is_told_for_the_record_it_was_typed_in(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "venue", "礼堂")
    bench.form.show_record("two", TWO)
    assert bench.told == [("one", "venue", "礼堂")]
    assert bench.text("venue") == ""
    bench.away.setFocus()
    bench.form.stored("one", "venue", "礼堂")
    assert not bench.form.refused("one", "venue", "礼堂", "不行。")
    assert bench.told == [("one", "venue", "礼堂")]
    assert bench.text("venue") == ""


def test_while_a_record_is_read_its_fields_are_blank_and_no_other_answer_is_shown(qtbot: QtBot, bench: Bench) -> None:
    retype(qtbot, bench, "venue", "礼堂")
    bench.form.expect("two")
    assert bench.told == [("one", "venue", "礼堂")]
    assert bench.text("unit") == bench.text("venue") == ""
    bench.form.show_record("one", ONE)
    assert bench.text("unit") == ""
    retype(qtbot, bench, "venue", "镇政府")  # before the answer
    bench.form.show_record("two", {**TWO, "venue": "旧址"})
    assert (bench.text("unit"), bench.text("venue")) == ("柳河镇", "镇政府")
    qtbot.keyClick(bench.line("venue"), Key.Key_Tab)
    assert bench.told[1:] == [("two", "venue", "镇政府")]
    bench.form.expect("two")
    assert bench.text("unit") == "柳河镇"
    bench.form.clear()
    bench.form.show_record("one", ONE)
    assert bench.text("unit") == "青禾县"


# days


@pytest.mark.parametrize(
    ("values", "name", "year"),
    [
        ({"start": date(2025, 12, 30)}, "start", 2025),
        ({"end": date(2025, 12, 30)}, "start", 2025),
        ({"start": date(2027, 1, 5), "end": date(2025, 12, 30)}, "end", 2027),
        ({"start": date(2025, 1, 5), "end": date(2027, 12, 30)}, "start", 2025),
        ({}, "start", 2031),
    ],
)
def test_a_day_without_a_year_takes_that_of_the_record(
    qtbot: QtBot, bench: Bench, values: dict[str, date], name: str, year: int
) -> None:
    bench.form.show_record("two", values, year=2031)
    retype(qtbot, bench, name, "3.4")
    qtbot.keyClick(bench.line(name), Key.Key_Return)
    assert bench.told == [("two", name, date(year, 3, 4))]


def picker(qtbot: QtBot) -> DayPicker:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), DayPicker))
    found = QApplication.activePopupWidget()
    assert isinstance(found, DayPicker)
    return found


def test_a_day_is_picked_in_the_calendar_by_keys(qtbot: QtBot, bench: Bench) -> None:
    bench.line("start").setFocus()
    qtbot.keyClick(bench.line("start"), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = picker(qtbot)
    assert calendar.selectedDate().toPython() == date(2026, 7, 26)
    assert bench.told == []
    view = calendar.findChild(QWidget, "qt_calendar_calendarview")
    assert view is not None
    qtbot.keyClick(view, Key.Key_Right)
    qtbot.keyClick(view, Key.Key_Return)
    assert bench.told == [("one", "start", date(2026, 7, 27))]
    assert bench.text("start") == "2026-07-27"
    qtbot.waitUntil(lambda: bench.findChild(DayPicker) is None)


def test_the_calendar_opens_by_its_button_and_esc_closes_it(qtbot: QtBot, bench: Bench) -> None:
    bench.form.show_record("two", TWO, year=2031)
    bench.line("end").setFocus()
    bench.line("end").actions()[0].trigger()
    calendar = picker(qtbot)
    assert calendar.yearShown() == 2031
    view = calendar.findChild(QWidget, "qt_calendar_calendarview")
    assert view is not None
    qtbot.keyClick(view, Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.findChild(DayPicker) is None)
    assert bench.told == []
    assert bench.text("end") == ""


# focus, order, names, locks


def test_tab_goes_through_the_fields_in_order_and_chooses_them(qtbot: QtBot, bench: Bench) -> None:
    bench.line("unit").setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in SPECS:
        widget = bench.focusWidget()
        seen.append(widget.accessibleName())
        if isinstance(widget, QLineEdit):
            assert widget.selectedText() == widget.text()
        qtbot.keyClick(widget, Key.Key_Tab)
    assert seen == [spec.title for spec in SPECS]
    assert bench.focusWidget() is bench.away


def test_a_click_chooses_the_whole_field_and_a_second_one_sets_the_cursor(qtbot: QtBot, bench: Bench) -> None:
    edit = bench.line("venue")
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert edit.selectedText() == "县会议中心"
    qtbot.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(12, 12), delay=700)
    assert edit.selectedText() == ""
    qtbot.mouseClick(bench.away, Qt.MouseButton.LeftButton)
    assert bench.told == []


def test_locked_fields_take_nothing(qtbot: QtBot, bench: Bench) -> None:
    bench.form.lock(True)
    for name in ("unit", "start", "words"):
        bench.form.edits[name].setFocus()
        type_text(qtbot, bench.form.edits[name], "9")
    qtbot.keyClick(bench.line("start"), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert QApplication.activePopupWidget() is None
    assert not bench.line("start").actions()[0].isVisible()
    assert not bench.box().isEnabled()
    bench.away.setFocus()
    assert bench.form.values() == ONE
    assert bench.told == []
    bench.form.lock(False)
    retype(qtbot, bench, "unit", "石桥镇")
    qtbot.keyClick(bench.line("unit"), Key.Key_Return)
    assert bench.told == [("one", "unit", "石桥镇")]


def test_a_row_is_hidden_and_shown(bench: Bench) -> None:
    bench.form.set_shown("words", False)
    assert not bench.form.edits["words"].isVisible()
    bench.form.set_shown("words", True)
    assert bench.form.edits["words"].isVisible()


# together


@pytest.fixture
def sheet(qtbot: QtBot) -> Bench:
    bench = fronted(qtbot, RecordForm(SPECS, together=True))
    bench.form.show_record("one", ONE)
    return bench


def test_together_nothing_is_told_until_it_is_asked_for(qtbot: QtBot, sheet: Bench) -> None:
    retype(qtbot, sheet, "venue", "礼堂")
    retype(qtbot, sheet, "start", "7.25")
    sheet.away.setFocus()
    assert sheet.text("start") == "2026-07-25"
    assert sheet.form.typed() == {"venue": "礼堂", "start": date(2026, 7, 25)}
    assert sheet.form.ask() == {"venue": "礼堂", "start": date(2026, 7, 25)}
    assert sheet.form.typed() == {}
    sheet.form.show_record("one", ONE)  # was read before
    assert sheet.text("venue") == "礼堂"
    sheet.form.stored("one", "venue", "礼堂")
    sheet.form.refused("one", "start", date(2026, 7, 25))
    assert sheet.form.typed() == {"start": date(2026, 7, 25)}
    sheet.form.put_back()
    assert (sheet.text("venue"), sheet.text("start")) == ("礼堂", "2026-07-26")
    assert sheet.told == []


def test_together_what_cannot_be_read_keeps_all_from_being_asked(qtbot: QtBot, sheet: Bench) -> None:
    retype(qtbot, sheet, "venue", "礼堂")
    retype(qtbot, sheet, "clock", "饭后")
    assert sheet.form.ask() == {}
    assert sheet.line("clock").hasFocus()
    assert sheet.form.wrong.text() == "“饭后”不是时间，请写成15:20或1520的样子。"
    assert sheet.form.typed() == {"venue": "礼堂", "clock": None}


def test_another_record_drops_what_was_typed_together(qtbot: QtBot, sheet: Bench) -> None:
    retype(qtbot, sheet, "venue", "礼堂")
    sheet.form.show_record("two", TWO)
    assert sheet.text("venue") == ""
    assert sheet.told == []
    assert sheet.lost == ["“地点”没有保存。"]


def test_in_a_dialog_esc_is_the_dialogs_and_enter_its_verb(qtbot: QtBot) -> None:
    dialog = QDialog()
    form = RecordForm(SPECS, together=True)
    QVBoxLayout(dialog).addWidget(form)
    qtbot.addWidget(dialog)
    dialog.show()
    form.show_record("one", ONE)
    qtbot.waitUntil(dialog.isActiveWindow)
    keys.retype(qtbot, form.edits["venue"], "x")
    qtbot.keyClick(form.edits["venue"], Key.Key_Escape)
    assert not dialog.isVisible()
    assert form.value("venue") == "x"


def test_a_value_that_is_checked_is_said_to_be_wrong(qtbot: QtBot) -> None:
    form = RecordForm([FieldSpec("sex", "性别", check=lambda text: "" if text in "男女" else "请写男或女。")])
    bench = fronted(qtbot, form)
    form.show_record("one", {"sex": "男"})
    retype(qtbot, bench, "sex", "人")
    bench.away.setFocus()
    assert form.wrong.text() == form.problem() == "请写男或女。"
    retype(qtbot, bench, "sex", "女")
    bench.away.setFocus()
    assert bench.told == [("one", "sex", "女")]
