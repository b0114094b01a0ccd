"""The changes of the undo machine still fit the use cases that they call."""

import shutil
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.workspace import open_workspace
from tests.builders import FixedClock
from tests.faults import actions
from tests.faults.actions import ACTIONS, Action, NothingToDo
from tests.faults.harm_undo import _make_base


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / "青禾县.huanjie"
    _make_base(path)
    return path


@pytest.mark.parametrize("change", ACTIONS, ids=lambda each: each.__name__)
def test_a_change_changes_or_says_why_not(change: Action, base: Path, tmp_path: Path) -> None:
    done = 0
    path = tmp_path / base.name
    shutil.copyfile(base, path)
    workspace = open_workspace(path, clock=FixedClock())
    for each in (actions.add_people, actions.add_group, actions.copy_form, actions.create_campaign):
        each(workspace, 4, 2)
    for number in range(40):
        try:
            change(workspace, number, number + 1 + number // 4)
            done += 1
        except (UserError, NothingToDo):
            continue
    workspace.close()
    assert done
