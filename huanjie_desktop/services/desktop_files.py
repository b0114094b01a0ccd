"""What a Linux desktop is told of the program and its kind of file: texts as freedesktop.org wants them."""

import re
from collections.abc import Sequence

from huanjie_desktop.services.workspace import SUFFIX

KIND = "application/x-huanjie-workspace"
KIND_ICON = KIND.replace("/", "-")
NAME = "换届工作台"
_MIME = f"""<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="{KIND}">
    <comment>{NAME}工作文件</comment>
    <icon name="{KIND_ICON}"/>
    <glob pattern="*{SUFFIX}"/>
  </mime-type>
</mime-info>
"""


def kind_text() -> str:
    """Return the description of workspace files for shared-mime-info."""
    return _MIME


def entry_text(command: Sequence[str], icon: str) -> str:
    """Return the desktop entry that starts the program with a file."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        f"Name={NAME}",
        "GenericName=换届工作",
        "Comment=管理名册，筹备大会，打印会议材料",
        f"TryExec={_escaped(command[0])}",
        f"Exec={_escaped(' '.join(map(_quoted, command)))} %f",
        f"Icon={icon}",
        "Terminal=false",
        "StartupNotify=true",
        f"StartupWMClass={NAME}",
        f"MimeType={KIND};",
        "Categories=Office;",
    )
    return "\n".join((*lines, ""))


def program_in(entry: str) -> str:
    """Return the path of the program that a desktop entry of ours starts, "" if it names none."""
    found = re.search(r"^TryExec=(.+)$", entry, re.MULTILINE)
    return found[1].replace("\\\\", "\\") if found else ""


def _quoted(argument: str) -> str:
    """Quote an argument of Exec: four characters are escaped in quotes, and a percent sign is doubled."""
    return '"' + re.sub(r'(["`$\\])', r"\\\1", argument).replace("%", "%%") + '"'


def _escaped(value: str) -> str:
    """Escape a value of a desktop entry."""
    return value.replace("\\", "\\\\")
