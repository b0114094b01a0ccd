"""A word is composed in its cell, by an input method's events: seen in place, keys first to it, the focus stays in the table."""

from collections.abc import Iterator
from typing import cast

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QInputMethodEvent, QInputMethodQueryEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.main_window import Desk
from huanjie_desktop.qt.pages.rosters.frozen_table import FrozenTable
from huanjie_desktop.qt.widgets.composing import ComposingGuard
from tests.qt.stands import Stand, build
from tests.qt.test_grid_keys import tasks, told

__all__ = ["tasks", "told"]
Key, Held = Qt.Key, Qt.KeyboardModifier
COLUMNS = ("name", "native_place")  # one that stands still, one that scrolls


@pytest.fixture(autouse=True)
def guard(qapp: QApplication) -> Iterator[ComposingGuard]:
    made = ComposingGuard(qapp)
    yield made
    qapp.focusChanged.disconnect(made._follow)
    made._follow(qapp.focusWidget(), None)


@pytest.fixture
def stand(request: pytest.FixtureRequest, qtbot: QtBot) -> Stand:
    return build("people", qtbot, request.getfixturevalue("tasks"), request.getfixturevalue("tmp_path"))


def focus() -> QWidget:
    """Return the widget to which the input method speaks."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def compose(preedit: str, commit: str = "") -> None:
    """What an input method says: what is composed now, and what is taken."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(focus(), event)


def asked(query: Qt.InputMethodQuery) -> QRect:
    """Return a place as the input method is told it, on the screen."""
    event = QInputMethodQueryEvent(query)
    QApplication.sendEvent(focus(), event)
    return cast(QRect, event.value(query)).translated(focus().mapToGlobal(QPoint()))


def go(stand: Stand, row: int, field: str) -> None:
    fields = [column.field for column in stand.view.grid.columns]
    stand.go(row, fields.index(field))


def editor(stand: Stand) -> QLineEdit:
    """Return the one editor, which must lie in sight: not under the columns that stand still."""
    found = stand.editor()
    assert found is not None
    shown = stand.view.window().childAt(found.mapTo(stand.view.window(), found.rect().center()))
    assert shown is found
    return found


def preedit_in(stand: Stand) -> int:
    """Return how far the cursor stands from where it would stand without what is composed."""
    found = editor(stand)
    return found.cursorRect().x()


@pytest.mark.parametrize("field", COLUMNS)
def test_the_first_word_is_seen_in_place_and_no_letter_is_lost(qtbot: QtBot, stand: Stand, field: str) -> None:
    go(stand, 1, field)
    compose("l")
    first = preedit_in(stand)
    compose("lin")
    assert preedit_in(stand) > first
    compose("", "林")
    assert editor(stand).text() == "林"
    assert focus() is editor(stand)
    compose("m")
    compose("", "木木")
    stand.press(qtbot, Key.Key_Return)
    stand.rest(qtbot)
    assert stand.view.grid.text_at(1, stand.view.currentIndex().column()) == "林木木"
    assert focus() is stand.view
    assert stand.at()[0] == 2


@pytest.mark.parametrize("field", COLUMNS)
def test_candidates_stand_at_the_cursor(qtbot: QtBot, stand: Stand, field: str) -> None:
    table = cast(FrozenTable, stand.view)
    last = table.columns_seen()[-1]
    if field != "name":
        table.setColumnWidth(last, 3000)
        table.horizontalScrollBar().setValue(120)
    go(stand, 2, field)
    cell = table.view_of(table.currentIndex()).visualRect(table.currentIndex())
    cell.translate(table.view_of(table.currentIndex()).viewport().mapToGlobal(QPoint()))
    assert asked(Qt.InputMethodQuery.ImCursorRectangle) == cell
    for word in ("z", "zhong"):
        compose(word)
        place = asked(Qt.InputMethodQuery.ImCursorRectangle)
        box = editor(stand)
        own = cast(QRect, box.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
        assert place == own.translated(box.mapToGlobal(QPoint()))
        assert cell.contains(place.center())


@pytest.mark.parametrize("field", COLUMNS)
def test_the_input_method_is_told_when_the_place_changes(qtbot: QtBot, stand: Stand, field: str) -> None:
    told: list[QRect] = []
    go(stand, 0, field)
    changed = QApplication.inputMethod().cursorRectangleChanged
    listening = changed.connect(lambda: told.append(asked(Qt.InputMethodQuery.ImCursorRectangle)))
    go(stand, 2, field)
    cell = told[-1]
    assert cell == asked(Qt.InputMethodQuery.ImCursorRectangle)
    for word in ("z", "zhong"):
        compose(word)
        assert told[-1] == asked(Qt.InputMethodQuery.ImCursorRectangle)
    changed.disconnect(listening)  # the application's own outlives this test
    assert told[-1].x() > told[-2].x() > cell.x()


@pytest.mark.parametrize("field", COLUMNS)
def test_escape_ends_the_composing_then_the_editing_and_the_focus_stays(qtbot: QtBot, stand: Stand, field: str) -> None:
    go(stand, 1, field)
    before = stand.view.grid.text_at(*stand.at())
    compose("lin")
    qtbot.keyClick(focus(), Key.Key_Escape)  # let through while composing: nothing
    assert stand.editor() is not None
    compose("")
    assert editor(stand).text() == before
    assert focus() is editor(stand)
    stand.press(qtbot, Key.Key_Escape)
    assert stand.editor() is None
    assert focus() is stand.view
    assert stand.view.grid.text_at(*stand.at()) == before


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Tab, Key.Key_Escape])
@pytest.mark.parametrize("field", COLUMNS)
def test_keys_are_the_input_methods_until_the_word_is_taken(
    qtbot: QtBot, stand: Stand, field: str, key: Qt.Key, guard: ComposingGuard
) -> None:
    go(stand, 1, field)
    place = stand.at()
    compose("", "王")
    compose("fang")
    assert guard.composing
    stand.press(qtbot, key)
    assert (stand.at(), editor(stand).text()) == (place, "王")
    compose("", "芳")
    assert editor(stand).text() == "王芳"
    stand.press(qtbot, Key.Key_Return)
    stand.rest(qtbot)
    assert stand.view.grid.text_at(*place) == "王芳"


@pytest.mark.parametrize("where", ["cell", "search"])
def test_no_shortcut_while_composing(qtbot: QtBot, stand: Stand, where: str, guard: ComposingGuard) -> None:
    desk = cast(Desk, stand.front)
    fired: list[str] = []
    desk.palette_asked = lambda: fired.append("Ctrl+K")  # type: ignore[attr-defined]
    if where == "cell":
        go(stand, 1, "name")
    else:
        qtbot.keyClick(stand.view, Key.Key_F, Held.ControlModifier)
        assert isinstance(focus(), QLineEdit)
    box = focus()
    compose("lin")
    pages = [desk.pages.index(desk.page)]
    for key, held in (
        (Key.Key_1, Held.AltModifier),
        (Key.Key_K, Held.ControlModifier),
        (Key.Key_Z, Held.ControlModifier),
    ):
        qtbot.keyClick(focus(), key, held)
        pages.append(desk.pages.index(desk.page))
    assert len(set(pages)) == 1
    assert QApplication.activeModalWidget() is None
    assert focus() is box
    compose("")
    assert not guard.composing


def test_a_word_left_behind_holds_no_keys_back(qtbot: QtBot, stand: Stand, guard: ComposingGuard) -> None:
    desk = cast(Desk, stand.front)
    go(stand, 1, "name")
    compose("lin")
    assert guard.composing
    qtbot.mouseClick(desk.page.list.viewport(), Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert focus() is not stand.view
    assert not guard.composing
    qtbot.keyClick(focus(), Key.Key_F, Held.ControlModifier)
    assert isinstance(focus(), QLineEdit)
