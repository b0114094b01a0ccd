"""The one way in which the program writes files for the user: whole or not at all."""

import contextlib
import errno
import os
import re
import secrets
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from huanjie_desktop.domain.errors import HuanjieError, UserError, WorldError, os_reason
from huanjie_desktop.store.durable import new_file_like, real_file

_PART = re.compile(r"\..+\.[a-z0-9_]{8}\.part")


def safe_write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Have `write` fill a temporary file beside `path`, sync it, and only then give it its name.

    What stood there before stays as it was until then. Raises UserError when the file is open elsewhere or the folder
    is missing, WorldError when the disk is full or cannot be written.
    """
    if not path.parent.is_dir():
        raise UserError(f"文件夹“{path.parent}”不存在，“{path.name}”没有写出。", "请先建好文件夹，或换一个位置。")
    try:
        path = real_file(path)  # the link stays, what it names is written
        if path.is_dir():
            raise UserError(f"“{path.name}”是文件夹，不能写成文件。", "请换一个文件名。")
        if path.is_symlink() or (path.exists() and not path.is_file()):  # in a circle; a pipe, a device
            raise UserError(f"“{path.name}”不是普通文件，没有写出。", "请换一个文件名。")
    except OSError as error:
        raise _explain(error, path) from error
    part: Path | None = None
    try:
        _sweep(path.parent)
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
        with open(part, "xb", opener=new_file_like(path)) as stream:
            _hold(stream.fileno())
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(path)
    except BaseException as error:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _explain(error, path) from error
        raise


def _sweep(folder: Path) -> None:
    """Remove what interrupted writings left in a folder, but not what another process is writing now."""
    for left in folder.iterdir():
        if not _PART.fullmatch(left.name):
            continue
        try:
            descriptor = os.open(left, os.O_RDWR)
        except OSError:
            continue  # somebody else's
        try:
            if _hold(descriptor) and sys.platform != "win32":
                left.unlink(missing_ok=True)
        finally:
            os.close(descriptor)
        if sys.platform == "win32":
            with contextlib.suppress(OSError):  # what is open there cannot be removed
                left.unlink(missing_ok=True)


def _hold(descriptor: int) -> bool:
    """Mark a file as being written, for as long as it is open; tell whether nobody else does. Windows does so by itself."""
    if sys.platform == "win32":
        return True
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks: whatever is there is taken for dead
        return True
    return True


def _explain(error: OSError, path: Path) -> HuanjieError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return WorldError(f"磁盘已满，“{path.name}”没有写出，原有文件未动。", "请清理磁盘或换一个位置后再试。")
    if error.errno == errno.ENAMETOOLONG:
        return UserError(f"文件名“{path.name[:20]}……”太长，没有写出。", "请换短一些的文件名。")
    if isinstance(error, PermissionError):
        return UserError(f"“{path.name}”写不进去，可能正在 WPS 或其他程序中打开。", "请关闭后再试，或换一个文件名。")
    return WorldError(f"“{path.name}”没有写出（{os_reason(error)}），原有文件未动。", "请检查磁盘后再试。")
