"""Days and the calendar, the way through the fields, locked and hidden ones, fields together and in a dialog."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.record_fields import FieldSpec
from huanjie_desktop.qt.widgets.record_field import DayPicker
from huanjie_desktop.qt.widgets.record_form import RecordForm
from tests.qt import keys
from tests.qt.keys import type_text
from tests.qt.record_form.bench import ONE, SPECS, TWO, Bench, Key, fronted, picker, retype


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
