"""The editor of a whole person, opened from the page, with what the store has of him."""

from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from huanjie_desktop.services.people.whole import whole_as_json
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.qt.keys import type_text

RESUME = (
    "2008.08--2013.04  青禾县农业局科员\r\n"
    "2013.06—2019.10 柳河镇副镇长\r\n"
    "                  （其间：2016.03--2016.07在县委党校学习）\r\n"
    "2019.10--         柳河镇党委书记"
)


WIFE = {
    "relation": "妻子",
    "name": "杜文静",
    "birth": "1987.03",
    "political_status": "群众",
    "post": "青禾县第二小学教师",
}


def people_of(workspace: Workspace) -> list[dict[str, Any]]:
    from huanjie_desktop.services.people import people

    return whole_as_json(workspace, people.list_people(workspace))


def open_row(qtbot: QtBot, page: RostersPage, row: int) -> None:
    page.table.go_to(page.model.index(row, page.model.fields().index("serial")))
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    wait_for(qtbot, page, row)


def wait_for(qtbot: QtBot, page: RostersPage, row: int) -> None:
    name = page.model.row_at(row).person.name
    qtbot.waitUntil(lambda: page.whole.editor.name == name and not page.tasks.busy)


def stored(qtbot: QtBot, page: RostersPage, name: str) -> dict[str, Any]:
    page.tasks.let_go()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.tasks.busy)
    found: list[dict[str, Any]] = []
    page.tasks.run("核对", lambda workspace, _progress: people_of(workspace), found.extend)
    qtbot.waitUntil(lambda: bool(found))
    return next(each for each in found if each["name"] == name)


def undo(qtbot: QtBot, page: RostersPage) -> str:
    done: list[Any] = []
    page.tasks.run("撤销", lambda workspace, _progress: history.undo(workspace), done.append)
    qtbot.waitUntil(lambda: bool(done) and not page.tasks.busy)
    return str(done[0].label)


def field(editor: PersonEditor, name: str) -> Any:
    return next(form.edits[name] for form in editor.forms if name in form.edits)


def cell(editor: PersonEditor, row: int, column: int) -> str:
    return editor.resume.model.text_at(row, column)


def edit_cell(qtbot: QtBot, table: Any, row: int, column: int, text: str) -> None:
    table.setFocus()
    table.go_to(table.grid.index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    line = table.indexWidget(table.grid.index(row, column))
    line.selectAll()
    type_text(qtbot, line, text)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def type_cell(qtbot: QtBot, table: Any, text: str, key: Qt.Key) -> None:
    """Type over the current cell, as people do, and leave it by a key."""
    type_text(qtbot, table, text[:1])
    editor = table.indexWidget(table.currentIndex()) or table
    type_text(qtbot, editor, text[1:])
    qtbot.keyClick(editor, key)
