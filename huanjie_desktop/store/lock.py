"""The lock file beside a workspace: who has it open, on which computer, since when.

The operating system holds the lock for as long as the process lives, so a crash never leaves a workspace locked; the
file's text only says who.
"""

import contextlib
import getpass
import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.errors import UserError, WorldError

_LOCKED_BYTE = 1 << 30  # far behind the text, so that Windows lets others read who holds it


@dataclass(frozen=True)
class Holder:
    """Who holds a workspace; `since` is ISO local time."""

    user: str
    device: str
    since: str


class WorkspaceLock:
    """Holds `.<name>.lock` from construction until `release`; raises UserError naming the holder when it is taken."""

    def __init__(self, path: Path, now: datetime) -> None:
        self._file = path.with_name(f".{path.name}.lock")
        try:
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise _taken(path, self._file) from error
        text = json.dumps(asdict(Holder(user_name(), device_name(), now.isoformat(timespec="seconds"))))
        try:
            os.ftruncate(self._descriptor, 0)
            os.write(self._descriptor, text.encode())
        except OSError as error:
            self.release()
            raise _unwritable(path, error) from error

    def release(self) -> None:
        """Give the workspace up; a folder that has gone away does not matter any more."""
        if sys.platform == "win32":
            os.close(self._descriptor)
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
        if sys.platform != "win32":
            os.close(self._descriptor)  # after the unlink, so that nobody locks a file that is about to go


def read_holder(file: Path) -> Holder | None:
    """Return who the lock file names; None where it names nobody."""
    try:
        return Holder(**json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def device_name() -> str:
    """Return this computer's name."""
    return platform.node() or "本机"


def user_name() -> str:
    """Return the name of the account that runs the program."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "未知用户"


def _taken(path: Path, file: Path) -> UserError:
    holder = read_holder(file)
    if holder is None:
        return UserError(f"“{path.name}”已在另一个窗口打开。", "请先关闭那个窗口。")
    since = holder.since.replace("T", " ")[:16]
    return UserError(
        f"“{path.name}”正由“{holder.user}”在电脑“{holder.device}”上使用，自{since}起。", "请等其关闭后再打开。"
    )


def _unwritable(path: Path, error: OSError) -> WorldError:
    if not path.parent.is_dir():
        return WorldError(f"文件夹“{path.parent}”不存在。", "请检查位置后再试。")
    return WorldError(f"“{path.name}”所在的文件夹不能写入或磁盘已满。", "请清理磁盘，或复制到本机硬盘后再打开。")


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        os.lseek(descriptor, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
