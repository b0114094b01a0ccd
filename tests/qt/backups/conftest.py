"""A window with its backups, with a disk that is slow and a stick."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from huanjie_desktop.services.safekeeping import backups


@pytest.fixture
def slowly(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Read backups through in very many turns, each of which is noted."""
    turns: list[int] = []
    read_on = backups.read_on

    def noted(steps: Any) -> Any:
        turns.append(len(turns))
        return read_on(steps, 0)

    monkeypatch.setattr(backups, "PART", 2048)
    monkeypatch.setattr(backups, "read_on", noted)
    return turns


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stick that the folder dialog chooses, and a user's folder of the test's own."""
    folder = tmp_path / "U盘"
    folder.mkdir()
    monkeypatch.setenv("HUANJIE_USER_FOLDER", str(tmp_path / "user"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    return folder
