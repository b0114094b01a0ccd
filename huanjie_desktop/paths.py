"""Where the program's own files lie (source tree or packaged), and the user's folders."""

import importlib.util
import os
import sys
from functools import cache
from pathlib import Path

PROGRAM = "huanjie-desktop"


@cache
def program_folder() -> Path:
    """Return the folder that holds resources/ and db/: the packaged program's, else the source tree's."""
    packaged = getattr(sys, "_MEIPASS", None)
    return Path(packaged) if packaged else Path(__file__).resolve().parent.parent


def resource_dir() -> Path:
    """Return the folder of the catalogue, the fonts, the icons and the style sheets."""
    return program_folder() / "resources"


def qt_folder() -> Path:
    """Return the folder of PySide6, without importing it."""
    if getattr(sys, "_MEIPASS", None):
        return program_folder() / "PySide6"
    found = importlib.util.find_spec("PySide6")
    places = found.submodule_search_locations if found else None
    return Path(places[0]) if places else program_folder()


def is_portable() -> bool:
    """Tell whether this is a packaged program with a `.portable` file beside it, which leaves nothing on the PC."""
    return bool(getattr(sys, "frozen", False)) and (Path(sys.executable).resolve().parent / ".portable").exists()


def user_folder() -> Path:
    """Return the folder of this user's settings, lock and report files; beside a `.portable` program."""
    if is_portable():
        return Path(sys.executable).resolve().parent / "user"
    chosen = os.environ.get("HUANJIE_USER_FOLDER")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / PROGRAM
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / PROGRAM


def reports_folder() -> Path:
    """Return the folder where reports of bugs are written."""
    return user_folder() / "reports"


def documents_folder() -> Path:
    """Return the folder that is offered for new workspaces."""
    documents = Path.home() / "Documents"
    chinese = Path.home() / "文档"
    return chinese if chinese.is_dir() else documents if documents.is_dir() else Path.home()
