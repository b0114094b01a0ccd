"""Files that are there whole or not at all: synced, then renamed, the folder synced too."""

import hashlib
import os
import sys
import time
from pathlib import Path

_TRIES, _WAIT_SECONDS = 20, 0.1  # Windows: a virus scanner may hold a new file for a moment
_CHUNK = 1 << 20


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
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        replace_durably(part, file)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def copy_durably(source: Path, target: Path) -> None:
    """Copy a file and sync the copy; an incomplete one is removed. Raises OSError."""
    try:
        with source.open("rb") as reading, target.open("wb") as writing:
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
    if sys.platform != "win32":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
