"""The one way in which the program writes files for the user: whole or not at all."""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from huanjie_desktop.domain.errors import HuanjieError, UserError, WorldError


def safe_write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Have `write` fill a temporary file beside `path`, sync it, and only then give it its name.

    What stood there before stays as it was until then. Raises UserError when the file is open elsewhere or the folder
    is missing, WorldError when the disk is full or cannot be written.
    """
    if not path.parent.is_dir():
        raise UserError(f"文件夹“{path.parent}”不存在，“{path.name}”没有写出。", "请先建好文件夹，或换一个位置。")
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，不能写成文件。", "请换一个文件名。")
    part: Path | None = None
    try:
        _sweep(path)
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException as error:
        if part is not None:
            part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _explain(error, path) from error
        raise


def _sweep(path: Path) -> None:
    """Remove what an interrupted writing of this file left."""
    for left in path.parent.iterdir():
        if left.name.startswith(f".{path.name}.") and left.name.endswith(".part"):
            left.unlink(missing_ok=True)


def _explain(error: OSError, path: Path) -> HuanjieError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return WorldError(f"磁盘已满，“{path.name}”没有写出，原有文件未动。", "请清理磁盘或换一个位置后再试。")
    if isinstance(error, PermissionError):
        return UserError(f"“{path.name}”写不进去，可能正在 WPS 或其他程序中打开。", "请关闭后再试，或换一个文件名。")
    return WorldError(f"“{path.name}”没有写出（{error.strerror}），原有文件未动。", "请检查磁盘后再试。")
