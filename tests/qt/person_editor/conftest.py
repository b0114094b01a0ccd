"""The page 名册 with people of whom one is opened whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt.pages.rosters import RostersPage
from huanjie_desktop.qt.pages.rosters.person_editor import PersonEditor
from huanjie_desktop.services.people import person_edit
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.qt.held import HeldTasks, working
from tests.qt.person_editor.opened import (
    RESUME,
    WIFE,
    open_row,
    people_of,
)
from tests.qt.roster_pages import page_on_desk


@pytest.fixture
def tasks(qtbot: QtBot, workspace_path: Path) -> Iterator[HeldTasks]:
    workspace = open_workspace(workspace_path, clock=FixedClock())
    person = next(each for each in people_of(workspace) if each["name"] == "林木")
    person_edit.write_resume(workspace, person["id"], "", RESUME)
    person_edit.edit_family(workspace, person["id"], (), [WIFE])
    workspace.close()
    with working(qtbot, HeldTasks(lambda _progress: open_workspace(workspace_path, clock=FixedClock()))) as tasks:
        yield tasks


@pytest.fixture
def page(qtbot: QtBot, tasks: HeldTasks, tmp_path: Path) -> Iterator[RostersPage]:
    with page_on_desk(qtbot, tasks, tmp_path) as page:
        yield page


@pytest.fixture
def editor(qtbot: QtBot, page: RostersPage) -> PersonEditor:
    open_row(qtbot, page, 0)
    return page.whole.editor
