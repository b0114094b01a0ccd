"""What cannot be read or is refused stays marked; an answer never overwrites what is typed, of two records neither."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from tests.qt.keys import type_text
from tests.qt.record_form.bench import ONE, TWO, Bench, Key, retype


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
