"""What this user's window remembers on this PC: sizes, columns, recent files; one ini file in the user's folder."""

import os
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from huanjie_desktop import paths
from huanjie_desktop.qt.widgets.theme import TextSize

MOST_RECENT = 8
IDLE_MINUTES = 15


class Preferences:
    """The ini file; an unreadable one is kept aside under another name, never overwritten."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "settings.ini"
        self.kept_aside = _keep_aside(path)
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def text_size(self) -> TextSize:
        """The window's text size."""
        name = self.text("window/text_size")
        return TextSize[name] if name in TextSize.__members__ else TextSize.MEDIUM

    @text_size.setter
    def text_size(self, size: TextSize) -> None:
        self.set_text("window/text_size", size.name)

    @property
    def idle_minutes(self) -> int:
        """After how many minutes without a key or a movement a workspace with a password is locked, 0 for never."""
        text = self.text("window/idle_minutes")
        return int(text) if text.isdecimal() and text.isascii() else IDLE_MINUTES

    @idle_minutes.setter
    def idle_minutes(self, minutes: int) -> None:
        self.set_text("window/idle_minutes", str(minutes))

    def text(self, key: str, default: str = "") -> str:
        """Return one remembered text."""
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    def set_text(self, key: str, value: str) -> None:
        """Remember one text."""
        self._settings.setValue(key, value)

    def texts(self, key: str) -> list[str]:
        """Return a remembered list of texts, kept as lines."""
        return [line for line in self.text(key).split("\n") if line]

    def set_texts(self, key: str, values: list[str]) -> None:
        """Remember a list of texts; none of them may hold a line break."""
        self.set_text(key, "\n".join(values))

    def bytes_of(self, key: str) -> QByteArray:
        """Return a remembered state of Qt's (geometry, header, splitter); empty if there is none."""
        return QByteArray.fromBase64(QByteArray(self.text(key).encode("ascii", "ignore")))

    def set_bytes(self, key: str, value: QByteArray) -> None:
        """Remember a state of Qt's."""
        self.set_text(key, bytes(value.toBase64().data()).decode("ascii"))

    def opened(self) -> tuple[Path, ...]:
        """Return where workspaces were opened lately, also those that are there no more."""
        return tuple(map(Path, self.texts("files/recent")))

    def recent(self) -> list[Path]:
        """Return the workspaces opened lately, newest first, as far as they still exist."""
        return [path for path in map(Path, self.texts("files/recent")) if path.exists()]

    def folder(self) -> Path:
        """Return the folder that file dialogs begin with."""
        recent = self.recent()
        return recent[0].parent if recent else paths.documents_folder()

    def remember_recent(self, path: Path) -> None:
        """Put a workspace at the head of the recent ones."""
        text = str(path.resolve())
        others = [other for other in self.texts("files/recent") if other != text]
        self.set_texts("files/recent", [text, *others][:MOST_RECENT])

    def forget_recent(self, path: Path) -> None:
        """Take a workspace out of the recent ones."""
        text = str(path.resolve())
        self.set_texts("files/recent", [other for other in self.texts("files/recent") if other != text])

    def packages(self) -> list[Path]:
        """Return the packages looked at lately, newest first, also those whose stick is not in."""
        return [Path(text) for text in self.texts("packages/recent")]

    def remember_package(self, path: Path) -> None:
        """Put a package's folder at the head of those looked at lately."""
        others = [other for other in self.texts("packages/recent") if other != str(path)]
        self.set_texts("packages/recent", [str(path), *others][:MOST_RECENT])

    def save(self) -> None:
        """Write to the disk now."""
        self._settings.sync()


def _keep_aside(path: Path) -> Path | None:
    """Rename an ini file that QSettings cannot read; return where it now is."""
    if not path.exists():
        return None
    trial = QSettings(str(path), QSettings.Format.IniFormat)
    trial.allKeys()
    if trial.status() == QSettings.Status.NoError and os.access(path, os.R_OK) and b"\x00" not in path.read_bytes():
        return None
    moment = datetime.now().astimezone()
    aside = path.with_name(f"settings-看不懂-{moment:%Y%m%d%H%M%S}.ini")
    path.rename(aside)
    return aside
