"""Lets a double-click on a .huanjie file open it in this program, for this user only; no administrator is needed."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

from huanjie_desktop import paths
from huanjie_desktop.domain.errors import WorldError, os_reason
from huanjie_desktop.services.desktop_files import KIND, KIND_ICON, NAME, entry_text, kind_text, program_in
from huanjie_desktop.services.workspace import SUFFIX

_ENTRY = f"{paths.PROGRAM}.desktop"
_CLASSES = r"Software\Classes"
_CLASS = "HuanjieDesktop.Workspace"
_COMMAND = rf"{_CLASSES}\{_CLASS}\shell\open\command"
_ASSOCIATIONS_CHANGED = 0x08000000  # SHCNE_ASSOCCHANGED


def program_command() -> list[str]:
    """Return the command that starts this program: the packaged one, or this Python with the package."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "huanjie_desktop"]
    program = Path(sys.executable).resolve()
    starter = program.with_name(paths.PROGRAM)  # on Linux the script that says why the program does not start
    return [str(starter if sys.platform != "win32" and starter.exists() else program)]


def associate() -> None:
    """Make this program the one that opens workspace files. Raises WorldError when the system does not take it."""
    try:
        if sys.platform == "win32":
            _associate_on_windows()
        else:
            _associate_on_linux(_data_home())
    except OSError as error:
        raise WorldError(f"没有关联成功（{os_reason(error)}）。", "仍可在程序中用“打开”选择工作文件。") from error


def lost_program() -> Path | None:
    """Return where this user's double-click still looks for the program although it is there no more."""
    named = _named_on_windows() if sys.platform == "win32" else _named_on_linux(_data_home())
    return Path(named) if named and not Path(named).exists() else None


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _associate_on_linux(home: Path) -> None:
    """Write a desktop entry, icons and a kind of file (freedesktop.org), and have the desktop read them where it can."""
    applications, packages = home / "applications", home / "mime" / "packages"
    icons = home / "icons" / "hicolor" / "scalable"
    drawing = paths.resource_dir() / "icons" / "program.svg"
    for file, content in (
        (packages / f"{paths.PROGRAM}.xml", kind_text().encode()),
        (icons / "apps" / f"{paths.PROGRAM}.svg", drawing.read_bytes()),
        (icons / "mimetypes" / f"{KIND_ICON}.svg", drawing.read_bytes()),
        (applications / _ENTRY, entry_text(program_command(), paths.PROGRAM).encode()),
    ):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    for tool, *arguments in (
        ("update-mime-database", str(home / "mime")),
        ("update-desktop-database", str(applications)),
        ("xdg-mime", "default", _ENTRY, KIND),
    ):
        if shutil.which(tool):
            subprocess.run([tool, *arguments], check=False, capture_output=True, timeout=30)


def _named_on_linux(home: Path) -> str:
    try:
        return program_in((home / "applications" / _ENTRY).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):  # none of ours
        return ""


def _associate_on_windows() -> None:
    """Write the user's own classes in the registry, which needs no rights, and have the desktop draw the icons anew."""
    if sys.platform != "win32":
        return
    import winreg

    command = program_command()
    for key, value in (
        (rf"{_CLASSES}\{SUFFIX}", _CLASS),
        (rf"{_CLASSES}\{_CLASS}", f"{NAME}工作文件"),
        (rf"{_CLASSES}\{_CLASS}\DefaultIcon", f'"{command[0]}",0'),
        (_COMMAND, windows_command(command)),
    ):
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
            winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, value)
    ctypes.windll.shell32.SHChangeNotify(_ASSOCIATIONS_CHANGED, 0, None, None)


def windows_command(command: list[str]) -> str:
    """Return the registry's command that starts the program with a file; a percent sign of its own is doubled."""
    return " ".join(f'"{part}"' for part in command).replace("%", "%%") + ' "%1"'


def program_of_windows_command(command: str) -> str:
    """Return the path of the program in a command of the registry, "" if it names none in quotes."""
    parts = command.split('"')
    return parts[1].replace("%%", "%") if len(parts) > 2 else ""


def _named_on_windows() -> str:
    if sys.platform != "win32":
        return ""
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _COMMAND) as opened:
            value, _kind = winreg.QueryValueEx(opened, "")
    except OSError:  # none of ours
        return ""
    return program_of_windows_command(str(value))
