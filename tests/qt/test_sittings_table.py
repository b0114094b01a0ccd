"""会次 with real keys: days and times typed, rows dragged, later ones moved along when asked, while answers come late."""

from datetime import time, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from huanjie_desktop.domain.meeting import Session
from huanjie_desktop.qt import messages
from huanjie_desktop.qt.models.sittings import SittingsModel
from huanjie_desktop.qt.pages.meetings import MeetingsPage
from huanjie_desktop.qt.pages.meetings.sittings import DAY, START, TITLE
from huanjie_desktop.services.meetings import agenda
from huanjie_desktop.services.safekeeping import history
from tests.qt.keys import type_text
from tests.qt.test_meetings_page import make, page, settle

__all__ = ["page"]  # the fixture
ALT_SHIFT = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
PLACE = 5


def front(qtbot: QtBot, page: MeetingsPage) -> SittingsModel:
    make(qtbot, page)
    page.tabs.setCurrentWidget(page.programme)
    page.programme.sittings.table.setFocus()
    return page.programme.sittings.model


def every(page: MeetingsPage) -> list[Session]:
    assert page.shown is not None
    return list(page.shown.sessions)


def change(page: MeetingsPage, session: Session, **changes: Any) -> None:
    page.run("修改会次", lambda workspace: agenda.edit_session(workspace, session.id, **changes))


def shown(model: SittingsModel, column: int, rows: int = 4) -> list[str]:
    return [str(model.index(row, column).data()) for row in range(rows)]


def type_into(qtbot: QtBot, page: MeetingsPage, row: int, column: int, text: str) -> None:
    table = page.programme.sittings.table
    table.go_to(page.programme.sittings.model.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = table.viewport().findChildren(QLineEdit)
    editor.selectAll()
    type_text(qtbot, editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def press(words: str, asked: list[str]) -> None:
    """Press a button of the question that opens next."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            asked.append(box.text())
            next(each for each in box.buttons() if each.text() == words).click()
        else:
            QTimer.singleShot(10, look)

    QTimer.singleShot(0, look)


def test_a_time_is_typed_and_those_that_follow_move_along_in_one_step(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    asked: list[str] = []
    press("一起推后 30 分钟", asked)
    type_into(qtbot, page, 0, START, "9点")
    settle(qtbot, page)
    assert len(asked) == 1
    assert asked[0].startswith("当天后面还有 3 个会次")
    assert shown(model, START) == ["09:00", "09:50", "10:30", "15:00"]
    page.programme.sittings.table.go_to(model.index(0, TITLE))
    assert page.programme.model.index(0, 1).data() == "09:00–09:10"  # the agenda's times follow
    assert page.window().focusWidget() is page.programme.sittings.table
    page.tasks.ask("撤销", history.undo)
    settle(qtbot, page)
    assert shown(model, START) == ["08:30", "09:20", "10:00", "14:30"]


def test_only_this_one_moves_where_that_is_said_and_none_by_going_back(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    press("只改这一个", [])
    type_into(qtbot, page, 0, START, "0900")
    settle(qtbot, page)
    assert shown(model, START) == ["09:00", "09:20", "10:00", "14:30"]
    press("返回", [])
    type_into(qtbot, page, 0, START, "0700")
    settle(qtbot, page)
    assert shown(model, START) == ["09:00", "09:20", "10:00", "14:30"]
    assert every(page)[0].start == time(9)


def test_rows_stand_by_time_and_the_one_below_that_enter_went_to_stays_current(
    qtbot: QtBot, page: MeetingsPage
) -> None:
    model = front(qtbot, page)
    moved, below = every(page)[:2]
    assert moved.day is not None
    day = moved.day + timedelta(days=2)
    type_into(qtbot, page, 0, DAY, f"{day.month}月{day.day}日")
    settle(qtbot, page)
    assert model.row_of(moved.id) > 5
    assert page.programme.sittings.chosen_id() == below.id == model.id_at(0)
    assert page.programme.heading.text() == f"“{below.title}”的议程"
    assert next(each for each in every(page) if each.id == moved.id).day == day


def test_what_is_no_time_stays_in_its_cell(qtbot: QtBot, page: MeetingsPage) -> None:
    front(qtbot, page)
    table = page.programme.sittings.table
    type_into(qtbot, page, 0, START, "25:00")
    (editor,) = table.viewport().findChildren(QLineEdit)
    assert editor.property("wrong")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    settle(qtbot, page)
    assert every(page)[0].start == time(8, 30)


def test_a_sitting_without_day_and_time_says_so_and_gets_them_again(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    gone = every(page)[0]
    for column in (START, DAY):
        page.programme.sittings.table.go_to(model.index(model.row_of(gone.id), column))
        qtbot.keyClick(page.programme.sittings.table, Qt.Key.Key_Delete)
        settle(qtbot, page)
    row = model.row_of(gone.id)
    assert row == model.count - 1
    assert [model.index(row, at).data() for at in (DAY, START)] == ["日期未定", "未定"]
    assert "缺日期、开始时间" in page.programme.sittings.notes.text()
    assert page.programme.said.text() == "这个会次还没有日期、开始时间，排不出议程的时间。"
    assert gone.day is not None
    type_into(qtbot, page, row, DAY, f"{gone.day.month}.{gone.day.day}")
    settle(qtbot, page)
    type_into(qtbot, page, model.row_of(gone.id), START, "下午3点半")
    settle(qtbot, page)
    back = next(each for each in every(page) if each.id == gone.id)
    assert (back.day, back.start) == (gone.day, time(15, 30))


def test_both_that_clash_are_marked(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    first, second = every(page)[:2]
    change(page, second, start=first.start, place=first.place)
    settle(qtbot, page)
    for row in (0, 1):
        assert model.index(row, 0).data(Qt.ItemDataRole.DecorationRole) is not None
        assert "时间重叠" in str(model.index(row, 0).data(Qt.ItemDataRole.ToolTipRole))
    assert model.index(2, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert "时间重叠" in page.programme.sittings.notes.text()


def test_a_new_row_is_typed_at_the_end(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    table = page.programme.sittings.table
    type_into(qtbot, page, model.count, TITLE, "合影")
    qtbot.keyClick(table, Qt.Key.Key_Down)
    table.go_to(model.index(0, TITLE))
    settle(qtbot, page)
    assert "合影" in [each.title for each in every(page)]


def drop(model: SittingsModel, row: int, before: int) -> None:
    model.dropMimeData(model.mimeData([model.index(row, 0)]), Qt.DropAction.MoveAction, before, 0, QModelIndex())


@pytest.mark.parametrize(("say", "next_one"), [("一起推后 30 分钟", time(10, 30)), ("只改这一个", time(10))])
def test_a_sitting_is_dragged_to_another_place_and_makes_room(
    qtbot: QtBot, page: MeetingsPage, say: str, next_one: time
) -> None:
    model = front(qtbot, page)
    first, second = every(page)[:2]
    drop(model, 0, 0)
    drop(model, 0, 1)  # where it stands already
    settle(qtbot, page)
    assert every(page)[0] == first
    asked: list[str] = []
    press(say, asked)
    drop(model, 0, 2)  # behind the second
    settle(qtbot, page)
    assert len(asked) == 1
    moved = next(each for each in every(page) if each.id == first.id)
    assert (moved.start, page.programme.sittings.chosen_id()) == (time(9, 40), first.id)
    assert [model.id_at(0), model.id_at(1)] == [second.id, first.id]
    assert every(page)[2].start == next_one
    page.tasks.ask("撤销", history.undo)
    settle(qtbot, page)
    assert every(page)[0] == first


def test_alt_shift_and_the_arrows_move_a_sitting(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    last = model.id_at(model.count - 1)
    table = page.programme.sittings.table
    table.go_to(model.index(model.count - 1, TITLE))
    press("只改这一个", [])
    qtbot.keyClick(table, Qt.Key.Key_Up, ALT_SHIFT)
    settle(qtbot, page)
    assert page.programme.sittings.chosen_id() == last
    table.go_to(model.index(0, TITLE))
    qtbot.keyClick(table, Qt.Key.Key_Up, ALT_SHIFT)  # there is nothing above
    settle(qtbot, page)
    assert every(page)[0].start == time(8, 30)


def test_deleting_names_the_agenda_first(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    first = every(page)[0]
    asked: list[str] = []
    press("不删除", asked)
    page.programme.sittings.delete()
    settle(qtbot, page)
    assert (asked, model.count) == ([f"删除“{first.title}”？"], 10)
    press("删除", asked)
    qtbot.keyClick(page.programme.sittings.table, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert (len(asked), model.count, model.row_of(first.id)) == (2, 9, -1)
    assert page.window().focusWidget() is page.programme.sittings.table


def test_an_answer_that_comes_late_leaves_the_text_in_its_cell(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    first, second = every(page)[:2]
    table = page.programme.sittings.table
    table.go_to(model.index(0, PLACE))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    (editor,) = table.viewport().findChildren(QLineEdit)
    editor.selectAll()
    type_text(qtbot, editor, "县礼")
    change(page, second, chair="主席团")
    settle(qtbot, page)
    type_text(qtbot, editor, "堂")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle(qtbot, page)
    kept = {each.id: each for each in every(page)}
    assert (kept[first.id].place, kept[second.id].chair) == ("县礼堂", "主席团")


def test_a_sitting_typed_into_the_empty_row_is_gone_on_with(qtbot: QtBot, page: MeetingsPage) -> None:
    front(qtbot, page)
    before = len(every(page))
    second = every(page)[4]
    assert second.day is not None
    type_into(qtbot, page, before, DAY, f"{second.day.month}.{second.day.day}")
    qtbot.waitUntil(lambda: not page.programme.sittings.table.viewport().findChildren(QLineEdit))
    type_into(qtbot, page, before, TITLE, "Visit")
    settle(qtbot, page)
    assert len(every(page)) == before + 1
    assert 0 < page.programme.sittings.table.currentIndex().row() < before  # its day puts it among the others
    session = page.programme.sittings.session()
    assert session is not None
    assert session.title == "Visit"


def test_a_day_pasted_into_the_empty_row_waits_for_its_name(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    table, before = page.programme.sittings.table, len(every(page))
    told: list[str] = []
    model.said.connect(told.append)
    day = every(page)[0].day
    assert day is not None
    QGuiApplication.clipboard().setText(f"{day.month}.{day.day}\t1530")
    table.go_to(model.index(before, DAY))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert told == ["这一行还没有保存：请填写“会次名称”。"]
    assert len(every(page)) == before
    type_into(qtbot, page, before, TITLE, "Visit")
    settle(qtbot, page)
    (added,) = [each for each in every(page) if each.title == "Visit"]
    assert (added.day, added.start) == (day, time(15, 30))


def test_days_pasted_without_names_are_refused_in_words(
    qtbot: QtBot, page: MeetingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = front(qtbot, page)
    table, before = page.programme.sittings.table, len(every(page))
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: told.append(str(error)))
    QGuiApplication.clipboard().setText("7.26\n7.27")
    table.go_to(model.index(before, DAY))
    qtbot.keyClick(table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, page)
    assert told == ["有的新行没有“会次名称”，都没有粘贴。请连同“会次名称”一起粘贴。"]
    assert len(every(page)) == before
    assert model.draft == {}


END = 3


def test_a_typed_end_gives_the_last_item_its_length(qtbot: QtBot, page: MeetingsPage) -> None:
    model = front(qtbot, page)
    told: list[str] = []
    page.programme.sittings.table.said.connect(told.append)
    row = next(at for at in range(model.count) if model.row_at(at).ends)
    session, was = model.row_at(row).session, model.row_at(row).ends
    other = next(at for at in range(model.count) if model.row_at(at).ends and at != row)
    kept = model.row_at(other).ends
    type_into(qtbot, page, row, END, "1745")
    settle(qtbot, page)
    assert model.text_at(row, END) == "17:45"
    assert model.text_at(other, END) == kept
    assert page.shown is not None
    last = page.shown.items[session.id][-1]
    assert told[-1] == f"最后一项“{last.title}”的时长改为{last.minutes}分钟。"
    page.run("撤销", history.undo)
    settle(qtbot, page)
    assert model.text_at(row, END) == was


def test_an_end_that_cannot_be_is_refused_in_words(
    qtbot: QtBot, page: MeetingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = front(qtbot, page)
    told: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: told.append(str(error)))
    page.tasks.troubled.connect(lambda error: told.append(str(error)))
    row = next(at for at in range(model.count) if model.row_at(at).ends)
    was = model.row_at(row).ends
    type_into(qtbot, page, row, END, "0005")
    settle(qtbot, page)
    assert any("结束时间应在开始时间" in each for each in told)
    assert model.text_at(row, END) == was
    empty = next((at for at in range(model.count) if model.row_at(at).endless), None)
    assert empty is None or "请先在下面写一项议程" in model.refusal(empty, END)
    assert "请先在下面写一项议程" in model.refusal(model.count, END)
