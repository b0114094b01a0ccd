"""What the tests of 导入名册 begin with: a roster of six, files, and the dialog over one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from huanjie_desktop.qt import messages
from huanjie_desktop.qt.pages.rosters.import_dialog import ImportDialog
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.workspace import create_workspace, open_workspace
from tests.builders import FixedClock
from tests.exchange.books import write_book
from tests.import_people import BAD, HEAD, NEW, RENAMED, TWO_OF_THE_NAME
from tests.qt.held import HeldTasks, working
from tests.qt.importing.driving import (
    CHANGED,
    KNOWN,
    make,
)


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path) -> Iterator[HeldTasks]:
    """Tasks whose answers can be held, over a workspace with a roster of six."""
    path = tmp_path / "青禾县2026年换届.huanjie"
    workspace = create_workspace(path, "青禾县", clock=FixedClock())
    roster, _change = rosters.create_roster(workspace, "全县干部名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, (), KNOWN, roster.id)
    workspace.close()
    with working(qtbot, HeldTasks(lambda progress: open_workspace(path, clock=FixedClock()))) as made:
        yield made


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return write_book(tmp_path / "干部名册6月.xlsx", [HEAD, RENAMED, TWO_OF_THE_NAME, CHANGED, BAD, NEW])


@pytest.fixture
def newcomers(tmp_path: Path) -> Path:
    return write_book(
        tmp_path / "县直名册.xlsx", [(*HEAD, "住宿要求"), [*NEW, "甲"], ["合计", "", "", "", "", "1人", "", ""]]
    )


@pytest.fixture
def dialog(qtbot: QtBot, tasks: HeldTasks, file: Path) -> ImportDialog:
    return make(qtbot, tasks, file)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What message boxes said."""
    said: list[str] = []
    monkeypatch.setattr(messages, "tell", lambda _parent, error: said.append(str(error)))
    monkeypatch.setattr(messages, "say", lambda _parent, *words: said.append("".join(words)))
    return said
