"""Where a stick may be: the drives of this computer, which of them are removable, and their free space."""

import ctypes
import os
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_ESCAPE = re.compile(r"\\([0-7]{3})")
_REMOVABLE, _FIXED = 2, 3  # GetDriveTypeW


@dataclass(frozen=True)
class Drive:
    """盘: `path` is where it can be reached, `free` and `total` are bytes."""

    path: Path
    label: str
    free: int
    total: int
    removable: bool
    writable: bool = True


def list_drives() -> list[Drive]:
    """Return the drives that files can be put on, removable ones first."""
    found = _windows_drives() if sys.platform == "win32" else _linux_drives()
    return sorted(found, key=lambda drive: (not drive.removable, str(drive.path)))


def drive_of(folder: Path, drives: list[Drive]) -> Drive | None:
    """Return the drive that a folder lies on, the innermost where one is mounted within another."""
    folder = folder.resolve()
    over = [drive for drive in drives if folder.is_relative_to(drive.path)]
    return max(over, key=lambda drive: len(drive.path.parts), default=None)


def read_mounts(mounts: str, blocks: Path) -> Iterator[tuple[Path, str, bool, bool]]:
    """Give (path, label, removable, writable) of the block devices in /proc/mounts; `blocks` is /sys/class/block.

    A disk on the USB bus counts as removable also where it says that it is not, as large sticks do.
    """
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) < 4 or not parts[0].startswith("/dev/"):
            continue
        device = blocks / Path(_plain(parts[0])).name
        path = Path(_plain(parts[1]))
        yield path, path.name or "系统盘", _is_removable(device), "ro" not in parts[3].split(",")


def _is_removable(device: Path) -> bool:
    real = device.resolve()
    for folder in (real, real.parent):  # a partition's flag stands with its disk
        flag = folder / "removable"
        if flag.is_file() and flag.read_text().strip() == "1":
            return True
    return "usb" in str(real).lower()


def _plain(text: str) -> str:
    return (
        _ESCAPE.sub(lambda found: chr(int(found[1], 8)), text).encode("latin-1", "replace").decode("utf-8", "replace")
    )


def _linux_drives() -> Iterator[Drive]:
    try:
        mounts = Path("/proc/mounts").read_bytes().decode("latin-1")
    except OSError:
        return
    seen: set[Path] = set()
    for path, label, removable, writable in read_mounts(mounts, Path("/sys/class/block")):
        if path in seen or not path.is_dir():
            continue
        seen.add(path)
        try:
            usage = shutil.disk_usage(path)
        except OSError:
            continue
        yield Drive(path, label, usage.free, usage.total, removable, writable and os.access(path, os.W_OK))


def _windows_drives() -> Iterator[Drive]:
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - only Windows has it
    letters = kernel.GetLogicalDrives()
    for at in range(26):
        root = f"{chr(65 + at)}:\\"
        kind = kernel.GetDriveTypeW(root) if letters >> at & 1 else 0
        if kind not in (_REMOVABLE, _FIXED):
            continue
        name = ctypes.create_unicode_buffer(261)
        kernel.GetVolumeInformationW(root, name, 261, None, None, None, None, 0)
        try:
            usage = shutil.disk_usage(root)
        except OSError:  # a card reader without a card
            continue
        label = f"{name.value or ('U 盘' if kind == _REMOVABLE else '本地磁盘')}（{root[:2]}）"
        yield Drive(Path(root), label, usage.free, usage.total, kind == _REMOVABLE)
