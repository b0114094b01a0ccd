"""Files that are there whole or not at all: synced, then renamed, the folder synced too."""

import contextlib
import errno
import hashlib
import os
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path

_TRIES, _WAIT_SECONDS = 20, 0.1  # Windows: a virus scanner may hold a new file for a moment
_CHUNK = 1 << 20


def new_file_like(there: Path | None, otherwise: int = 0o666) -> Callable[[str, int], int]:
    """Return an opener that makes a file for whoever may use the one that is there, and never for more than the umask allows."""
    mode = otherwise
    if there is not None and there.exists():
        mode = stat.S_IMODE(there.stat().st_mode) & 0o666 | 0o600

    def open_it(name: str, flags: int) -> int:
        return os.open(name, flags | os.O_CREAT, mode)

    return open_it


def open_private(name: str, flags: int) -> int:
    """Open a file that, if it is new, is for its owner alone."""
    return os.open(name, flags, 0o600)


def make_private(file: Path) -> None:
    """Leave a file to its owner alone, as new ones are; one of another owner, or on a disk without modes, stays as it is."""
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            mode = stat.S_IMODE(file.stat().st_mode)
            if mode & 0o077:
                file.chmod(mode & 0o600)


def real_file(path: Path) -> Path:
    """Return the file that a symbolic link names; any other path, and a link that leads in a circle, as it is."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def file_at(path: Path) -> tuple[int, int] | None:
    """Return which file stands under this name, None for none."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return seen.st_dev, seen.st_ino


def digest_of(file: Path) -> str:
    """Return a file's SHA-256 in hexadecimal. Raises OSError."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while part := stream.read(_CHUNK):
            digest.update(part)
    return digest.hexdigest()


def write_durably(file: Path, content: bytes) -> None:
    """Write a small file whole. Raises OSError and then leaves what was there."""
    part = file.with_name(f"{file.name}.part")
    try:
        with open(part, "wb", opener=open_private) as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        replace_durably(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file and sync the copy, which is for its owner alone; an incomplete one is removed. Raises OSError."""
    try:
        with source.open("rb") as reading, open(target, "wb", opener=open_private) as writing:
            while part := reading.read(_CHUNK):
                writing.write(part)
            writing.flush()
            os.fsync(writing.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def sync(file: Path) -> None:
    """Have a file's content on the disk. Raises OSError."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def replace_durably(part: Path, target: Path) -> None:
    """Give a synced file its name, in the place of what had it, and sync the folder. Raises OSError."""
    for left in reversed(range(_TRIES)):
        try:
            part.replace(target)
            break
        except PermissionError:
            if sys.platform != "win32" or not left:
                raise
            time.sleep(_WAIT_SECONDS)
    _sync_folder(target.parent)


def name_durably(part: Path, target: Path) -> None:
    """Give a whole file its name where nothing has it yet. Raises FileExistsError where something has, OSError."""
    sync(part)
    try:
        os.link(part, target)
        part.unlink()
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from None
        part.rename(target)
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_part(part: Path) -> None:
    """Remove a file that was being written, with the journal that SQLite keeps beside it."""
    for left in (part, part.with_name(f"{part.name}-journal")):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
