"""Lends the window the libraries of OpenGL where the desktop has none: it draws without them, but Qt does not load."""

import ctypes
from collections.abc import Callable
from pathlib import Path

LENT = "lent"  # the folder of the packaged program that holds them
_NEEDED_BY_QT = ("libEGL.so.1", "libGL.so.1")
IN_ORDER = ("libGLdispatch.so.0", "libGLX.so.0", "libEGL.so.1", "libGL.so.1")  # each needs only those before it


def _load(name: str) -> object:
    return ctypes.CDLL(name, ctypes.RTLD_GLOBAL)


def lend_missing(program: Path, load: Callable[[str], object] = _load) -> list[str]:
    """Load from the program's folder what the system does not have, so that Qt finds it loaded; return the names."""
    folder = program / LENT
    if not folder.is_dir() or all(_is_there(name, load) for name in _NEEDED_BY_QT):
        return []
    lent = []
    for name in IN_ORDER:
        if not _is_there(name, load):
            load(str(folder / name))
            lent.append(name)
    return lent


def _is_there(name: str, load: Callable[[str], object]) -> bool:
    try:
        load(name)
    except OSError:
        return False
    return True
