"""What the build asks of the folder that it made, and how it has the program test itself."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench import build

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("environment", "platform", "plugin"),
    [
        ({}, "linux", "offscreen"),
        ({"DISPLAY": ":9"}, "linux", None),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", None),
        ({}, "win32", None),
    ],
)
def test_the_self_test_takes_the_systems_own_plugin(
    environment: dict[str, str], platform: str, plugin: str | None
) -> None:
    assert build.self_test_environment(environment, platform).get("QT_QPA_PLATFORM") == plugin


def test_what_is_wrong_with_a_folder_is_said(tmp_path: Path) -> None:
    (tmp_path / "libQt6Network.so.6").touch()
    assert build.find_wrong(tmp_path, for_offices=False) == [
        "must not be shipped: libQt6Network.so.6",
        "Qt's Chinese translation is missing",
    ]


def test_a_folder_for_offices_is_looked_at_more_closely(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "qtbase_zh_CN.qm").touch()
    monkeypatch.setattr(
        build, "find_excess", lambda _folder: ["made.so: log needs GLIBC_2.29, offices have GLIBC_2.28"]
    )
    monkeypatch.setattr(
        build, "find_outer_libraries", lambda _folder: {"libc.so.6": ["a.so"], "libpng16.so.16": ["a.so"]}
    )
    assert build.find_wrong(tmp_path, for_offices=False) == []
    assert build.find_wrong(tmp_path, for_offices=True) == [
        "made.so: log needs GLIBC_2.29, offices have GLIBC_2.28",
        "neither in the folder nor on every desktop: libpng16.so.16, for a.so",
    ]


def test_fcitx_is_taken_along_with_its_licences(tmp_path: Path) -> None:
    plugins = tmp_path / "built" / "_internal" / "PySide6" / "Qt" / "plugins" / "platforminputcontexts"
    plugins.mkdir(parents=True)
    (tmp_path / "built" / "许可").mkdir()
    source = tmp_path / "fcitx"
    source.mkdir()
    for name in ("libfcitx5.so", "fcitx5-qt.txt", "notes"):
        (source / name).write_text(name)
    build.take_fcitx(source, tmp_path / "built")
    assert (plugins / "libfcitx5.so").read_text() == "libfcitx5.so"
    assert [file.name for file in (tmp_path / "built" / "许可").iterdir()] == ["fcitx5-qt.txt"]


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_the_program_speaks_utf8_whatever_the_code_page(encoding: str) -> None:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "huanjie_desktop", "people", "𠮷.huanjie"], env=env, check=False, capture_output=True
    )
    assert done.returncode == 2
    assert "𠮷" in done.stderr.decode("utf-8")


def test_the_licences_of_all_that_is_packed_are_taken_along(tmp_path: Path) -> None:
    build.write_licences(tmp_path / "许可")
    there = {file.stem for file in (tmp_path / "许可").iterdir()}
    assert {"PySide6-Essentials", "sqlite-utils", "click", "pluggy", "xlrd", "tomli", "PyInstaller", "Python"} <= there
    assert all(len(file.read_text(encoding="utf-8")) > 10 for file in (tmp_path / "许可").iterdir())
