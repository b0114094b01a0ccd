"""Where the program's own files and the user's folders lie."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop import paths


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    paths.program_folder.cache_clear()
    yield
    paths.program_folder.cache_clear()


def test_in_the_source_tree_resources_stand_beside_the_package() -> None:
    assert (paths.resource_dir() / "catalog" / "columns.toml").exists()
    assert (paths.program_folder() / "db" / "migrations").is_dir()


def test_packaged_they_lie_in_the_folder_of_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resource_dir() == tmp_path / "resources"


def test_qt_is_found_without_importing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert (paths.qt_folder() / "QtCore.pyi").exists()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    paths.program_folder.cache_clear()
    assert paths.qt_folder() == tmp_path / "PySide6"


def test_the_users_folder_follows_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("HUANJIE_USER_FOLDER", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert paths.user_folder() == tmp_path / "huanjie-desktop"
    assert paths.reports_folder() == tmp_path / "huanjie-desktop" / "reports"


def test_a_portable_program_keeps_everything_beside_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "huanjie-desktop"))
    assert not paths.is_portable()
    (tmp_path / ".portable").touch()
    assert paths.is_portable()
    assert paths.user_folder() == tmp_path.resolve() / "user"
