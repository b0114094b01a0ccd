"""What the environment may name: this computer's screen, buses and printers, and no other's."""

import os
import stat
import sys
from pathlib import Path

import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.surroundings import CUPS_SOCKET, has_print_service, stay_local

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these variables are followed on Linux")
CUPS = {"CUPS_SERVER": CUPS_SOCKET}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"DBUS_SESSION_BUS_ADDRESS": "tcp:host=h,port=9"}, {}),
        ({"DBUS_SESSION_BUS_ADDRESS": "nonce-tcp:host=h;unix:path=/run/bus"}, {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/run/bus"}),
        ({"AT_SPI_BUS_ADDRESS": "unixexec:path=ssh"}, {}),
        ({"IBUS_ADDRESS": "unix:abstract=/run/i,guid=1"}, {"IBUS_ADDRESS": "unix:abstract=/run/i,guid=1"}),
        ({"SESSION_MANAGER": "tcp/h:9,local/h:@/run/1,unix/h:/run/1"}, {"SESSION_MANAGER": "local/h:@/run/1,unix/h:/run/1"}),
        ({"QT_QPA_GENERIC_PLUGINS": "evdevmouse,TuioTouch:udp=4"}, {}),
        ({"QT_QPA_GENERIC_PLUGINS": "evdevmouse"}, {"QT_QPA_GENERIC_PLUGINS": "evdevmouse"}),
        ({"CUPS_SERVER": "printers.example:631"}, {}),
        ({"DISPLAY": ":0"}, {"DISPLAY": "unix/:0"}),
        ({"DISPLAY": ":10.1"}, {"DISPLAY": "unix/:10.1"}),
        ({"DISPLAY": "unix:3"}, {"DISPLAY": "unix/:3"}),
        ({"DISPLAY": "unix/pc:3"}, {"DISPLAY": "unix/pc:3"}),
        ({"DISPLAY": "/run/launch/x:0"}, {"DISPLAY": "/run/launch/x:0"}),
        ({"DISPLAY": "h:0", "QT_QPA_PLATFORM": "offscreen"}, {"QT_QPA_PLATFORM": "offscreen"}),
        ({"DISPLAY": "h:0", "WAYLAND_DISPLAY": "wayland-0"}, {"WAYLAND_DISPLAY": "wayland-0"}),
        ({}, {}),
    ],
)  # fmt: skip
def test_only_what_is_local_is_kept(given: dict[str, str], kept: dict[str, str]) -> None:
    stay_local(given)
    assert given == {**CUPS, **kept}


def test_a_local_socket_that_was_named_for_cups_is_kept() -> None:
    environment = {"CUPS_SERVER": "/srv/cups.sock"}
    stay_local(environment)
    assert environment == {"CUPS_SERVER": "/srv/cups.sock"}


@pytest.mark.parametrize("screen", ["h:0", "127.0.0.1:77", "tcp/h:0", "[::1]:0", "localhost:10.0", "unix:h:0", "h::0"])
def test_a_screen_elsewhere_is_refused_in_a_sentence(screen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="DISPLAY 指向别的电脑"):
        stay_local({"DISPLAY": screen})
    with pytest.raises(UserError, match="DISPLAY 指向别的电脑"):
        stay_local({"DISPLAY": screen, "WAYLAND_DISPLAY": "wayland-0", "QT_QPA_PLATFORM": "wayland;xcb"})


@pytest.mark.parametrize("platform", ["vnc", "vnc:size=800x600", "xcb;vnc"])
def test_a_window_served_to_others_is_refused(platform: str) -> None:
    with pytest.raises(UserError, match="QT_QPA_PLATFORM"):
        stay_local({"QT_QPA_PLATFORM": platform})


def test_the_program_ends_before_qt_starts(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", "h:0")
    assert main([]) == 2
    assert capfd.readouterr().err == "DISPLAY 指向别的电脑（h:0），本程序不联网，没有打开。请在本机的桌面上打开。\n"


def test_printers_are_asked_for_by_a_local_socket_alone(tmp_path: Path) -> None:
    file = tmp_path / "cups.sock"
    assert not has_print_service({"CUPS_SERVER": str(file)})
    os.mknod(file, stat.S_IFSOCK | 0o600)
    assert has_print_service({"CUPS_SERVER": str(file)})
    assert not has_print_service({"CUPS_SERVER": "localhost"})
    assert not has_print_service({})
