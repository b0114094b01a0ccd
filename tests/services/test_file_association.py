"""A double-click on a workspace file: what the desktop is told."""

import sys
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.services.file_association import KIND, associate

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="writes the files of a Linux desktop")


def test_the_desktop_learns_kind_and_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    associate()
    associate()
    entry = (tmp_path / "applications" / "huanjie-desktop.desktop").read_text(encoding="utf-8")
    assert f'Exec="{sys.executable}" "-m" "huanjie_desktop" %f' in entry
    assert f"MimeType={KIND};" in entry
    assert '<glob pattern="*.huanjie"/>' in (tmp_path / "mime" / "packages" / "huanjie-desktop.xml").read_text("utf-8")


def test_a_packaged_program_names_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "huanjie-desktop"))
    associate()
    entry = (tmp_path / "applications" / "huanjie-desktop.desktop").read_text(encoding="utf-8")
    assert f'Exec="{tmp_path / "huanjie-desktop"}" %f' in entry


def test_what_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "applications").write_text("a file in the way")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(WorldError, match="没有关联成功"):
        associate()
