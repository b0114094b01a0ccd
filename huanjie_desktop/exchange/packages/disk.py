"""The few things that writing a package asks of a disk; tests put one in their place that fails."""

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path
from typing import Protocol

from huanjie_desktop.exchange.packages.past_cache import read_past_cache

_WINDOWS = os.name == "nt"
_PATIENCE = (0.1, 0.3, 1.0)  # s: on Windows a virus scanner may hold a new file for a moment


class Disk(Protocol):
    """A place for packages; everything raises OSError as the system does."""

    def free_bytes(self, folder: Path) -> int:
        """Return how many bytes may still be written."""

    def names_in(self, folder: Path) -> list[str]:
        """Return the names that a folder has."""

    def make_folder(self, folder: Path) -> None:
        """Make a folder."""

    def write_file(self, path: Path, content: bytes) -> None:
        """Write a new file, down to the medium."""

    def digest_of(self, path: Path) -> str:
        """Return the SHA-256 of a file as it now lies on the medium, as far as the system can tell."""

    def sync_folder(self, folder: Path) -> None:
        """Bring a folder's names down to the medium."""

    def rename(self, old: Path, new: Path) -> None:
        """Give a folder its name; one of that name must not be there."""

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder with all in it."""


class RealDisk:
    """The computer's own file system."""

    def free_bytes(self, folder: Path) -> int:
        """Return how many bytes may still be written."""
        return shutil.disk_usage(folder).free

    def names_in(self, folder: Path) -> list[str]:
        """Return the names that a folder has."""
        return [entry.name for entry in folder.iterdir()]

    def make_folder(self, folder: Path) -> None:
        """Make a folder."""
        folder.mkdir()

    def write_file(self, path: Path, content: bytes) -> None:
        """Write a new file and sync it; what is there already is never overwritten."""
        with path.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())

    def digest_of(self, path: Path) -> str:
        """Return a file's SHA-256, read past the system's cache where the system lets us."""
        found = hashlib.sha256()
        for chunk in read_past_cache(path):
            found.update(chunk)
        return found.hexdigest()

    def sync_folder(self, folder: Path) -> None:
        """Bring a folder's names down to the medium; Windows does that with the files."""
        if _WINDOWS:
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Give a folder its name; on Windows with patience, since scanners hold new files."""
        if os.path.lexists(new):
            raise FileExistsError(17, "exists", str(new))
        for pause in _PATIENCE if _WINDOWS else ():
            with contextlib.suppress(PermissionError):
                old.rename(new)
                return
            time.sleep(pause)
        old.rename(new)

    def remove_folder(self, folder: Path) -> None:
        """Remove a folder with all in it; links are removed, never followed."""
        shutil.rmtree(folder)
