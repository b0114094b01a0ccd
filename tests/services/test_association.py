"""A double click on a workspace file opens the program."""

import configparser
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from huanjie_desktop.services.association import associate, desktop_files, registry_values

PROGRAM = Path("/opt/换届 工作台/huanjie-desktop")


def test_the_desktop_entry_takes_a_file_and_quotes_the_program(tmp_path: Path) -> None:
    texts = {path.name: text for path, text in desktop_files(PROGRAM, Path("/opt/a.svg"), tmp_path).items()}
    entry = configparser.ConfigParser(interpolation=None)
    entry.read_string(texts["huanjie-desktop.desktop"])
    assert entry["Desktop Entry"]["Exec"] == f'"{PROGRAM}" %f'
    assert entry["Desktop Entry"]["Name"] == "换届工作台"
    kind = ElementTree.fromstring(texts["huanjie-desktop.xml"].encode())[0]
    assert f"{kind.get('type')};" == entry["Desktop Entry"]["MimeType"]
    assert [glob.get("pattern") for glob in kind if glob.tag.endswith("glob")] == ["*.huanjie"]


def test_windows_is_told_the_suffix_the_icon_and_the_command() -> None:
    values = registry_values(Path("C:/换届/huanjie-desktop.exe"))
    assert values["Software\\Classes\\.huanjie"] == "huanjie-desktop"
    assert values["Software\\Classes\\huanjie-desktop\\shell\\open\\command"].endswith('huanjie-desktop.exe" "%1"')


def test_it_is_written_once_and_again_when_the_program_moves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", "")
    assert associate(PROGRAM, tmp_path)
    assert not associate(PROGRAM, tmp_path)
    assert associate(PROGRAM.with_name("huanjie-desktop-2"), tmp_path)
    assert "huanjie-desktop-2" in (tmp_path / "applications" / "huanjie-desktop.desktop").read_text(encoding="utf-8")
