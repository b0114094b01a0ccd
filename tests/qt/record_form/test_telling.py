"""What is typed into a field is told once, when it is left, as it is written; the wheel and Esc change nothing."""

from datetime import date, time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.qt.keys import type_text
from tests.qt.record_form.bench import ONE, SPECS, TWO, Bench, Key, retype


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
