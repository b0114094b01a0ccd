"""A small demo county to report from, fresh for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.workspace import Workspace, open_workspace
from tests.builders import FixedClock


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo(tmp_path_factory.mktemp("demo"), 120, 7).workspace


@pytest.fixture
def demo(made: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "工作" / made.name
    path.parent.mkdir()
    shutil.copyfile(made, path)
    workspace = open_workspace(path, clock=FixedClock())
    yield workspace
    workspace.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "U盘"
    folder.mkdir()
    return folder
