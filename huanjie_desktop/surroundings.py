"""Keeps what the environment names from leading the window's libraries out of this computer: screen, buses, printers."""

import re
import sys
from collections.abc import MutableMapping
from pathlib import Path

from huanjie_desktop.domain.errors import UserError

CUPS_SOCKET = "/run/cups/cups.sock"
# D-Bus servers: https://dbus.freedesktop.org/doc/dbus-specification.html#addresses
_BUSES = (
    "DBUS_SESSION_BUS_ADDRESS",
    "DBUS_SYSTEM_BUS_ADDRESS",
    "DBUS_STARTER_ADDRESS",
    "AT_SPI_BUS_ADDRESS",
    "IBUS_ADDRESS",
)
_LOCAL_SCREEN = re.compile(r":\d+(?:\.\d+)?")
_UNIX_SCREEN = re.compile(r"unix(?:/[^:]*)?:\d+(?:\.\d+)?|/.*")
_SERVING_PLATFORMS = {"vnc", "webgl"}  # Qt's platforms that show the window to other computers


def stay_local(environment: MutableMapping[str, str]) -> None:
    """Change the environment, before Qt starts, so that libraries under the window open sockets of this computer alone.

    Raises UserError where the window itself would be shown on, or served to, another computer.
    """
    if sys.platform != "linux":
        return
    for name in _BUSES:
        _keep(environment, name, ";", "unix:")
    _keep(environment, "SESSION_MANAGER", ",", "local/", "unix/")
    plugins = environment.get("QT_QPA_GENERIC_PLUGINS", "")
    if "tuio" in plugins.lower():  # listens to touches that come by UDP
        del environment["QT_QPA_GENERIC_PLUGINS"]
    if not environment.get("CUPS_SERVER", "").startswith("/"):
        environment["CUPS_SERVER"] = CUPS_SOCKET  # it goes before what client.conf names
    _keep_screen_local(environment)


def has_print_service(environment: MutableMapping[str, str]) -> bool:
    """Tell whether printers can be asked for without a network socket: CUPS has its local socket here, and is told so."""
    if sys.platform != "linux":
        return True
    server = environment.get("CUPS_SERVER", "")
    return server.startswith("/") and Path(server).is_socket()


def _keep(environment: MutableMapping[str, str], name: str, between: str, *local: str) -> None:
    """Keep the addresses of a variable that are local; without one the variable goes."""
    if name not in environment:
        return
    kept = [address for address in environment[name].split(between) if address.startswith(local)]
    if kept:
        environment[name] = between.join(kept)
    else:
        del environment[name]


def _keep_screen_local(environment: MutableMapping[str, str]) -> None:
    platforms = {each.partition(":")[0] for each in environment.get("QT_QPA_PLATFORM", "").split(";")} - {""}
    if platforms & _SERVING_PLATFORMS:
        raise UserError(
            "QT_QPA_PLATFORM 要把窗口给别的电脑看，本程序不联网，没有打开。", "请去掉这个环境变量后再打开。"
        )
    screen = environment.get("DISPLAY", "")
    number = screen.removeprefix("unix")
    if _LOCAL_SCREEN.fullmatch(number):
        # for ":0" libxcb tries TCP where no local socket answers; "unix:0" is a host to libxcb 1.17 (Debian 13)
        environment["DISPLAY"] = f"unix/{number}"
    elif screen and not _UNIX_SCREEN.fullmatch(screen):
        if "xcb" in platforms or not (platforms or environment.get("WAYLAND_DISPLAY")):
            raise UserError(f"DISPLAY 指向别的电脑（{screen}），本程序不联网，没有打开。", "请在本机的桌面上打开。")
        del environment["DISPLAY"]
