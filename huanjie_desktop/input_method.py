"""Which of Qt's input methods is asked for on X11, by what runs for this user: with nothing set, Chinese can be typed.

Qt 6 knows no XIM, and the wheel brings the plugin for ibus alone; fcitx 5 answers that one, too, by the portal.
"""

import os
import sys
from collections.abc import Collection, Mapping, MutableMapping
from pathlib import Path

FCITX, FCITX_4, IBUS = "fcitx5", "fcitx", "ibus-daemon"  # names of processes
_BY_PORTAL = {"QT_IM_MODULE": "ibus", "IBUS_USE_PORTAL": "1"}
_HINTS = ("XMODIFIERS", "GTK_IM_MODULE", "QT_IM_MODULE")  # of what the desktop will run, or prefers of two


def choose(environment: Mapping[str, str], running: Collection[str], has_fcitx_plugin: bool) -> dict[str, str]:
    """Return what to set before Qt starts: {} leaves things as they are.

    What the user chose in QT_IM_MODULES stands, and on Wayland the desktop itself hands on what is typed.
    """
    if environment.get("QT_IM_MODULES") or not _is_x11(environment):
        return {}
    by_fcitx = {"QT_IM_MODULE": "fcitx"} if has_fcitx_plugin else _BY_PORTAL
    hinted = _hint(environment)
    if IBUS in running and (hinted == "ibus" or not {FCITX, FCITX_4} & set(running)):
        return {"QT_IM_MODULE": "ibus"}
    if FCITX in running:
        return by_fcitx
    if FCITX_4 in running:  # it does not answer the plugin for ibus
        return {"QT_IM_MODULE": "fcitx"} if has_fcitx_plugin else {}
    return {"fcitx": by_fcitx, "ibus": {"QT_IM_MODULE": "ibus"}}.get(hinted, {})


def _is_x11(environment: Mapping[str, str]) -> bool:
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform:
        return platform.startswith("xcb")
    on_wayland = environment.get("WAYLAND_DISPLAY") and environment.get("XDG_SESSION_TYPE", "wayland") == "wayland"
    return bool(environment.get("DISPLAY")) and not on_wayland


def _hint(environment: Mapping[str, str]) -> str:
    """Return "fcitx" or "ibus" as the first variable says that names one of them, "" if none does."""
    for name in _HINTS:
        for method in ("fcitx", "ibus"):
            if method in environment.get(name, "").lower():
                return method
    return ""


def running_methods(processes: Path = Path("/proc")) -> set[str]:
    """Return which input methods run for this user."""
    return {name for name in _names_of_own(processes) if name in (FCITX, FCITX_4, IBUS)}


def _names_of_own(processes: Path) -> set[str]:
    names: set[str] = set()
    if sys.platform == "win32":
        return names
    user = os.getuid()
    for folder in processes.glob("[0-9]*"):
        try:
            if folder.stat().st_uid == user:
                names.add((folder / "comm").read_text(encoding="utf-8", errors="replace").strip())
        except OSError:  # it ended meanwhile
            continue
    return names


def find_fcitx_plugin(qt: Path) -> bool:
    """Tell whether the plugin for fcitx lies among those of Qt, the folder of PySide6."""
    return any((qt / "Qt" / "plugins" / "platforminputcontexts").glob("*fcitx*"))


def prepare(environment: MutableMapping[str, str], qt: Path) -> None:
    """Set in the environment what Qt is to read when it starts."""
    if sys.platform == "linux" and _is_x11(environment):
        environment.update(choose(environment, running_methods(), find_fcitx_plugin(qt)))
