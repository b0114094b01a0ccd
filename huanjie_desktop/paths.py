"""Where the program's own files lie: in the source tree, or beside the packaged program."""

import sys
from pathlib import Path


def program_folder() -> Path:
    """Return the folder that holds resources/: the packaged program's, else the source tree's."""
    packaged = getattr(sys, "_MEIPASS", None)
    return Path(packaged) if packaged else Path(__file__).resolve().parent.parent


def resource_dir() -> Path:
    """Return the folder of the catalogue, the fonts, the icons and the style sheets."""
    return program_folder() / "resources"
