"""Which input method Qt is told of: by what runs, what the desktop says, and whether the plugin for fcitx is there."""

import os
import sys
from pathlib import Path

import pytest

from huanjie_desktop import input_method
from huanjie_desktop.input_method import choose, find_fcitx_plugin, prepare, running_methods

X11 = {"DISPLAY": ":0"}
PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
FCITX, IBUS, NOTHING = {"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}, dict[str, str]()

CHOICES = [
    # environment, running, with the plugin, without it
    ({}, {"fcitx5"}, FCITX, PORTAL),
    ({"QT_IM_MODULE": "xim"}, {"fcitx5"}, FCITX, PORTAL),
    ({"QT_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}, {"fcitx5"}, FCITX, PORTAL),
    ({"QT_IM_MODULE": "ibus"}, {"fcitx5"}, FCITX, PORTAL),
    ({}, {"fcitx"}, FCITX, NOTHING),
    ({"QT_IM_MODULE": "fcitx"}, {"fcitx"}, FCITX, NOTHING),
    ({}, {"ibus-daemon"}, IBUS, IBUS),
    ({"QT_IM_MODULE": "fcitx"}, {"ibus-daemon"}, IBUS, IBUS),
    ({}, {"fcitx5", "ibus-daemon"}, FCITX, PORTAL),
    ({"XMODIFIERS": "@im=ibus"}, {"fcitx5", "ibus-daemon"}, IBUS, IBUS),
    ({"XMODIFIERS": "@im=fcitx", "GTK_IM_MODULE": "ibus"}, {"fcitx5", "ibus-daemon"}, FCITX, PORTAL),
    ({"XMODIFIERS": "@im=fcitx"}, set(), FCITX, PORTAL),
    ({"GTK_IM_MODULE": "ibus"}, set(), IBUS, IBUS),
    ({"QT_IM_MODULE": "fcitx"}, set(), FCITX, PORTAL),
    ({"QT_IM_MODULE": "xim", "XMODIFIERS": "@im=SCIM"}, set(), NOTHING, NOTHING),
    ({}, set(), NOTHING, NOTHING),
    ({"QT_IM_MODULES": "wayland;fcitx"}, {"ibus-daemon"}, NOTHING, NOTHING),
]  # fmt: skip


@pytest.mark.parametrize(("environment", "running", "with_plugin", "without"), CHOICES)
def test_the_choice(
    environment: dict[str, str], running: set[str], with_plugin: dict[str, str], without: dict[str, str]
) -> None:
    assert choose({**X11, **environment}, running, True) == with_plugin
    assert choose({**X11, **environment}, running, False) == without


@pytest.mark.parametrize(
    ("environment", "chosen"),
    [
        ({"WAYLAND_DISPLAY": "wayland-0"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, False),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0", "XDG_SESSION_TYPE": "x11"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({}, False),
    ],
)
def test_only_x11_is_meant(environment: dict[str, str], chosen: bool) -> None:
    assert bool(choose(environment, {"fcitx5"}, True)) is chosen


def made_process(folder: Path, number: int, name: str) -> None:
    (folder / str(number)).mkdir()
    (folder / str(number) / "comm").write_text(f"{name}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="processes of Linux")
def test_only_this_users_processes_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number, name in enumerate(("fcitx5", "bash", "ibus-daemon"), 10):
        made_process(tmp_path, number, name)
    (tmp_path / "13").mkdir()  # ended while we look
    (tmp_path / "self").mkdir()
    assert running_methods(tmp_path) == {"fcitx5", "ibus-daemon"}
    monkeypatch.setattr(os, "getuid", lambda: (tmp_path / "10").stat().st_uid + 1)
    assert running_methods(tmp_path) == set()


@pytest.mark.skipif(sys.platform != "linux", reason="read on Linux")
def test_the_environment_is_prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_method, "running_methods", lambda: {"fcitx5"})
    environment = {"DISPLAY": ":0", "QT_IM_MODULE": "xim"}
    prepare(environment, tmp_path)
    assert environment == {"DISPLAY": ":0", **PORTAL}
    plugins = tmp_path / "Qt" / "plugins" / "platforminputcontexts"
    plugins.mkdir(parents=True)
    (plugins / "libfcitx5platforminputcontextplugin.so").touch()
    assert find_fcitx_plugin(tmp_path)
    environment = {"DISPLAY": ":0"}
    prepare(environment, tmp_path)
    assert environment == {"DISPLAY": ":0", **FCITX}
