"""Lets a double-click on a .huanjie file open it in this program, for this user only; no administrator is needed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.services.workspace import SUFFIX

KIND = "application/x-huanjie-workspace"
_NAME = "换届工作台"
_ENTRY = "huanjie-desktop.desktop"
_MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{KIND}">
    <comment>{_NAME}工作文件</comment>
    <glob pattern="*{SUFFIX}"/>
  </mime-type>
</mime-info>
"""


def program_command() -> list[str]:
    """Return the command that starts this program: the packaged one, or this Python with the package."""
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).resolve())]
    return [sys.executable, "-m", "huanjie_desktop"]


def associate() -> None:
    """Make this program the one that opens workspace files. Raises WorldError when the system does not take it."""
    try:
        if sys.platform == "win32":
            _associate_on_windows()
        else:
            _associate_on_linux(_data_home())
    except OSError as error:
        raise WorldError(
            f"没有关联成功（{error.strerror or error}）。", "仍可在程序中用“打开”选择工作文件。"
        ) from error


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _associate_on_linux(home: Path) -> None:
    """Write a desktop entry and a kind of file (freedesktop.org), and have the desktop read them where it can."""
    applications, packages = home / "applications", home / "mime" / "packages"
    applications.mkdir(parents=True, exist_ok=True)
    packages.mkdir(parents=True, exist_ok=True)
    (packages / "huanjie-desktop.xml").write_text(_MIME, encoding="utf-8")
    command = " ".join(f'"{part}"' for part in program_command())
    entry = ("[Desktop Entry]", "Type=Application", f"Name={_NAME}", f"Exec={command} %f", f"MimeType={KIND};")
    (applications / _ENTRY).write_text("\n".join((*entry, "Categories=Office;", "")), encoding="utf-8")
    for tool, *arguments in (
        ("update-mime-database", str(home / "mime")),
        ("update-desktop-database", str(applications)),
        ("xdg-mime", "default", _ENTRY, KIND),
    ):
        if shutil.which(tool):
            subprocess.run([tool, *arguments], check=False, capture_output=True, timeout=30)


def _associate_on_windows() -> None:
    """Write the user's own classes in the registry; HKEY_CURRENT_USER needs no rights."""
    if sys.platform != "win32":
        return
    import winreg

    command = " ".join(f'"{part}"' for part in program_command()) + ' "%1"'
    kind = "HuanjieDesktop.Workspace"
    for key, value in (
        (rf"Software\Classes\{SUFFIX}", kind),
        (rf"Software\Classes\{kind}", f"{_NAME}工作文件"),
        (rf"Software\Classes\{kind}\shell\open\command", command),
    ):
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
            winreg.SetValueEx(opened, "", 0, winreg.REG_SZ, value)
