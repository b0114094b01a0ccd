"""Reads a file from its medium and not from the system's memory, where a bad stick would look well."""

import ctypes
import errno
import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

CHUNK = 1 << 20  # a multiple of every sector; the buffer of a mapping begins at a page
_REFUSED = (errno.EINVAL, errno.EOPNOTSUPP)  # of file systems in memory, over a network or of a program
_READ, _SHARE_READ, _OPEN_EXISTING = 0x80000000, 1, 3  # CreateFileW
_NO_BUFFERING, _IN_ORDER = 0x20000000, 0x08000000
_NO_HANDLE = ctypes.c_void_p(-1).value


def read_past_cache(path: Path) -> Iterator[bytes]:
    """Give a file's content as it lies on the medium, as far as the system can tell. Raises OSError."""
    return _read_on_windows(path) if sys.platform == "win32" else _read_on_linux(path)


def _read_on_linux(path: Path) -> Iterator[bytes]:
    """Read without the cache where the file system does that, else after the system was told to forget the file."""
    if sys.platform == "win32":
        return
    direct = getattr(os, "O_DIRECT", 0)
    try:
        descriptor = os.open(path, os.O_RDONLY | direct)
    except OSError as error:
        if error.errno not in _REFUSED:
            raise
        descriptor, direct = os.open(path, os.O_RDONLY), 0
    try:
        if not direct and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        with mmap.mmap(-1, CHUNK) as buffer:
            while count := os.readv(descriptor, [buffer]):
                yield buffer[:count]
    finally:
        os.close(descriptor)


def _read_on_windows(path: Path) -> Iterator[bytes]:
    """Read with FILE_FLAG_NO_BUFFERING, in whole sectors into memory that begins at a page."""
    kernel: Any = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = kernel.CreateFileW(
        ctypes.c_wchar_p(str(path)), ctypes.c_uint32(_READ), ctypes.c_uint32(_SHARE_READ), None,
        ctypes.c_uint32(_OPEN_EXISTING), ctypes.c_uint32(_NO_BUFFERING | _IN_ORDER), None,
    )  # fmt: skip
    if handle == _NO_HANDLE:
        raise _last_error(path)
    held = ctypes.c_void_p(handle)
    try:
        with mmap.mmap(-1, CHUNK) as buffer:
            yield from _read_handle(kernel, held, buffer, path)
    finally:
        kernel.CloseHandle(held)


def _read_handle(kernel: Any, handle: ctypes.c_void_p, buffer: mmap.mmap, path: Path) -> Iterator[bytes]:
    place = (ctypes.c_char * CHUNK).from_buffer(buffer)
    try:
        count = ctypes.c_uint32()
        while True:
            if not kernel.ReadFile(handle, place, ctypes.c_uint32(CHUNK), ctypes.byref(count), None):
                raise _last_error(path)
            if not count.value:
                return
            yield buffer[: count.value]
    finally:
        del place  # the mapping is not closed while this looks into it


def _last_error(path: Path) -> OSError:
    number: int = getattr(ctypes, "GetLastError")()  # noqa: B009 - only Windows has it
    return OSError(errno.EIO, f"Windows error {number}", str(path))
