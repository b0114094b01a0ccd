"""What goes into a packaged program and what must not; build.spec and the bare yardstick of the benchmarks share it."""

import importlib.metadata
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from huanjie_desktop.graphics_libraries import IN_ORDER, LENT

# Modules of Python that the program does not use; PyInstaller would follow a library's optional import of them.
EXCLUDED_MODULES = [
    "_hashlib",
    "_sqlite3",  # SQLCipher's stands in its place: packaged_sqlite.py
    "_ssl",
    "IPython",
    "PIL._avif",
    "PIL._imagingcms",
    "PIL._imagingft",
    "PIL._webp",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtPdf",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtTest",
    "_pytest",
    "hypothesis",
    "lib2to3",
    "lxml.html",
    "lxml.isoschematron",
    "lxml.objectify",
    "matplotlib",
    "mypy",
    "numpy",
    "pandas",
    "pip",
    "pydoc",
    "pygments",
    "pytest",
    "setuptools",
    "ssl",
    "tkinter",
    "turtle",
    "wheel",
]
# Files that must not be shipped: not wanted (network), GPL (virtual keyboard, charts, graphs, a face of reportlab's), or of no use here.
FORBIDDEN = re.compile(
    r"Qt6?(Network|VirtualKeyboard|Charts|Graphs|Qml|Quick|Pdf)|virtualkeyboard|QtWebEngine|libssl|_ssl\.|DarkGarden",
    re.IGNORECASE,
)
_PLUGINS_KEPT = {
    "iconengines": None,
    "imageformats": ("qico", "qjpeg", "qsvg"),
    "platforminputcontexts": ("ibus", "compose", "fcitx"),
    "platforms": ("qoffscreen", "qwayland", "qwindows", "qxcb"),
    "platformthemes": ("qxdgdesktopportal",),
    "printsupport": None,
    "styles": None,
    "wayland-decoration-client": None,
    "wayland-shell-integration": None,
    "xcbglintegrations": None,
}
# Libraries that only plugins left out above need (GTK's theme, EGL without a desktop, Kerberos of the network).
_NEEDED_BY_NOTHING = re.compile(
    r"^lib(atk|blkid|cairo|com_err|datrie|fribidi|gdk|gio|gmodule|gobject|graphite2|gssapi|gtk|harfbuzz|k5crypto|keyutils"
    r"|krb5|mount|pango|pixman|selinux|thai|Qt6EglF)"
    r"|^(opengl32sw|d3dcompiler_\d+)\.dll$",  # Windows: drawing by OpenGL without a graphics card; the window is drawn without it
    re.IGNORECASE,
)
# What a Linux desktop has itself: its own is taken, since one brought along would be older or newer than what uses it there.
DESKTOP_LIBRARIES = re.compile(
    r"^lib(stdc\+\+|gcc_s|X11|X11-xcb|Xau|Xdmcp|Xext|xcb|bsd|md|fontconfig|freetype|png16|expat|uuid|brotli(common|dec|enc)"
    r"|glib-2\.0|gthread-2\.0|pcre2?(-8)?|dbus-1|systemd|gcrypt|gpg-error|cap|lz4|cups|avahi-(client|common)|gnutls|nettle|hogweed"
    r"|gmp|idn2|p11-kit|tasn1|unistring|sqlite3)\.so\b"
)
# What an office's desktop is counted on to have, besides the C library: named by tests, asked of every release.
EXPECTED_LIBRARIES = re.compile(
    r"^(ld-linux-.*|lib(c|dl|m|pthread|rt|util|resolv|stdc\+\+|gcc_s|X11|X11-xcb|xcb|fontconfig|freetype|glib-2\.0|gthread-2\.0"
    r"|dbus-1|cups|wayland-(client|cursor|egl))\.so\.\d+)$"  # Wayland's only where that is the desktop
)
_TRANSLATION_KEPT = re.compile(r"qtbase_zh_CN\.qm$")


def is_kept(name: str) -> bool:
    """Tell whether a file of the bundle, by its name inside the bundle, is shipped."""
    path = PurePosixPath(name.replace("\\", "/"))
    if FORBIDDEN.search(path.as_posix()) or _NEEDED_BY_NOTHING.match(path.name) or DESKTOP_LIBRARIES.match(path.name):
        return False
    if path.name in IN_ORDER:
        return path.parent.name == LENT
    if path.suffix == ".qm":
        return bool(_TRANSLATION_KEPT.search(path.name))
    if "plugins" in path.parts and "PySide6" in path.parts:
        folder = path.parts[path.parts.index("plugins") + 1]
        wanted = _PLUGINS_KEPT.get(folder, ())
        return wanted is None or any(part in path.name for part in wanted)
    return True


def keep(entries: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return PyInstaller's (name in the bundle, source, type) entries without what is not shipped."""
    return [entry for entry in entries if is_kept(entry[0])]


def lent_libraries(libraries: Path = Path("/usr/lib")) -> list[tuple[str, str]]:
    """Return what build.spec takes into the folder LENT: (file, folder), where this system has it."""
    found = [next(iter(sorted(libraries.glob(f"*/{name}"))), None) for name in IN_ORDER]
    return [(str(file), LENT) for file in found if file is not None]


def find_forbidden(folder: Path) -> list[str]:
    """Return the files of a built folder that must not be there."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if FORBIDDEN.search(path.relative_to(folder).as_posix())
    )


def size_of(folder: Path) -> int:
    """Return the bytes of a folder's files; links count once."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def compiled_together(library: str) -> list[str]:
    """Return a library's modules where they are compiled by mypyc, which hides from PyInstaller what they import of each other."""
    return sorted(
        ".".join((*each.parts[:-1], each.name.partition(".")[0])).removesuffix(".__init__")
        for each in importlib.metadata.files(library) or ()
        if each.suffix in (".so", ".pyd")
    )
