"""Makes a double click on a workspace file open the packaged program, for this user only."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from huanjie_desktop.paths import PROGRAM, resource_dir

MIME_TYPE = "application/x-huanjie"
TITLE = "换届工作台"
FILE_TITLE = "换届工作文件"
SUFFIX = ".huanjie"


def desktop_files(program: Path, icon: Path, data_home: Path) -> Mapping[Path, str]:
    """Return the files, with their texts, that tell a Linux desktop of the program and its files."""
    entry = (
        f"[Desktop Entry]\nType=Application\nName={TITLE}\nComment=换届办公室的名册、会议和材料\n"
        f'Exec="{program}" %f\nIcon={icon}\nTerminal=false\nCategories=Office;\nMimeType={MIME_TYPE};\n'
    )
    kind = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n'
        f'  <mime-type type="{MIME_TYPE}">\n    <comment>{FILE_TITLE}</comment>\n'
        f'    <glob pattern="*{SUFFIX}"/>\n  </mime-type>\n</mime-info>\n'
    )
    return {
        data_home / "applications" / f"{PROGRAM}.desktop": entry,
        data_home / "mime" / "packages" / f"{PROGRAM}.xml": kind,
    }


def registry_values(program: Path) -> Mapping[str, str]:
    """Return the default values, by key below HKEY_CURRENT_USER, that tell Windows of the program and its files."""
    classes = "Software\\Classes"
    return {
        f"{classes}\\{SUFFIX}": PROGRAM,
        f"{classes}\\{PROGRAM}": FILE_TITLE,
        f"{classes}\\{PROGRAM}\\DefaultIcon": f"{program},0",
        f"{classes}\\{PROGRAM}\\shell\\open\\command": f'"{program}" "%1"',
    }


def associate(program: Path, data_home: Path) -> bool:
    """Write what is not there yet; return whether anything was. OSError where the user's folders cannot be written."""
    if sys.platform == "win32":
        return _write_registry(registry_values(program))
    icon = resource_dir() / "icons" / "program.svg"
    changed = False
    for file, text in desktop_files(program, icon, data_home).items():
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            changed = True
    if changed:
        for tool, folder in (("update-mime-database", "mime"), ("update-desktop-database", "applications")):
            if shutil.which(tool):
                subprocess.run([tool, str(data_home / folder)], check=False, capture_output=True, timeout=20)
    return changed


def _write_registry(values: Mapping[str, str]) -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    changed = False
    for key, value in values.items():
        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as handle:
            try:
                known = winreg.QueryValueEx(handle, "")[0]
            except FileNotFoundError:
                known = None
            if known != value:
                winreg.SetValueEx(handle, "", 0, winreg.REG_SZ, value)
                changed = True
    return changed
