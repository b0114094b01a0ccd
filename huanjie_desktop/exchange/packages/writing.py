"""Writes a package whole or not at all: beside its place under another name, read back, and only then named."""

import contextlib
import errno
import re
import secrets
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from huanjie_desktop.domain.errors import HuanjieError, UserError, WorldError
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.packages.disk import Disk
from huanjie_desktop.exchange.packages.manifest import digest_of

RESERVE = 16 * 1024 * 1024
_PART = re.compile(r"\.huanjie-[0-9a-f]{16}\.part\Z")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_PROTECTED = (errno.EROFS, errno.EACCES, errno.EPERM)


def write_package(disk: Disk, target: Path, name: str, files: Mapping[str, bytes], progress: Progress) -> Path:
    """Write `files` (by path with "/") as the folder `name` in `target`; return the folder.

    Raises UserError where the target cannot be used, WorldError where the medium failed, Cancelled; in each case
    nothing of the package stays, or, where the medium has gone, nothing under the package's name.
    """
    _check_target(disk, target, name, files)
    part = target / f".huanjie-{secrets.token_hex(8)}.part"
    try:
        _sweep(disk, target)
        _write_all(disk, part, files, progress)
        _compare_all(disk, part, files, progress)
        disk.rename(part, target / name)
    except BaseException as error:
        _remove(disk, part)
        if isinstance(error, OSError):
            raise _explain(error, target) from error
        raise
    try:
        disk.sync_folder(target)
    except OSError as error:
        remove_package(disk, target / name)
        raise _explain(error, target) from error
    return target / name


def remove_package(disk: Disk, folder: Path) -> None:
    """Take a written package away again, first its name; a medium that has gone is left as it is."""
    part = folder.with_name(f".huanjie-{secrets.token_hex(8)}.part")
    with contextlib.suppress(OSError):
        disk.rename(folder, part)
        disk.remove_folder(part)
        disk.sync_folder(folder.parent)


def _check_target(disk: Disk, target: Path, name: str, files: Mapping[str, bytes]) -> None:
    if not target.is_dir():
        raise UserError(f"找不到“{target}”，上报包没有写出。", "请插好 U 盘，或另选一个文件夹。")
    try:
        names, free = disk.names_in(target), disk.free_bytes(target)
    except OSError as error:
        raise _explain(error, target) from error
    if name.casefold() in {other.casefold() for other in names}:
        raise UserError(f"“{target}”里已有“{name}”，没有覆盖，上报包没有写出。", "请另选一个文件夹，或先移走它。")
    needed = sum(map(len, files.values())) * 6 // 5 + RESERVE
    if free < needed:
        raise WorldError(
            f"“{target}”空间不够：需要{_megabytes(needed)}MB，只剩{_megabytes(free)}MB，上报包没有写出。",
            "请清理后再试，或换一个 U 盘。",
        )


def _write_all(disk: Disk, part: Path, files: Mapping[str, bytes], progress: Progress) -> None:
    disk.make_folder(part)
    folders = {parent: None for path in files for parent in reversed(PurePosixPath(path).parents[:-1])}
    for folder in folders:
        disk.make_folder(part / folder)
    for at, (path, content) in enumerate(files.items()):
        progress.step(at, 2 * len(files), f"正在写“{path}”")
        disk.write_file(part / path, content)
    for folder in folders:
        disk.sync_folder(part / folder)
    disk.sync_folder(part)


def _compare_all(disk: Disk, part: Path, files: Mapping[str, bytes], progress: Progress) -> None:
    for at, (path, content) in enumerate(files.items(), len(files)):
        progress.step(at, 2 * len(files), f"正在核对“{path}”")
        if disk.digest_of(part / path) != digest_of(content):
            raise WorldError(f"“{path}”写出后读回来不一样，上报包没有写出。", "这个 U 盘可能已坏，请换一个。")
    progress.step(2 * len(files), 2 * len(files), "正在收尾")


def _sweep(disk: Disk, target: Path) -> None:
    """Remove what an earlier writing that was torn off has left; what cannot be removed stays."""
    for name in disk.names_in(target):
        if _PART.match(name) and (target / name).is_dir() and not (target / name).is_symlink():
            _remove(disk, target / name)


def _remove(disk: Disk, folder: Path) -> None:
    with contextlib.suppress(OSError):
        disk.remove_folder(folder)


def _explain(error: OSError, target: Path) -> HuanjieError:
    if error.errno in _FULL:
        return WorldError(f"“{target}”已满，上报包没有写出。", "请清理后再试，或换一个 U 盘。")
    if error.errno in _PROTECTED:
        return WorldError(f"“{target}”不能写入，上报包没有写出。", "请关掉 U 盘的写保护，或换一个位置。")
    if error.errno == errno.EEXIST:
        return UserError(f"“{target}”里已有同名的文件夹，没有覆盖，上报包没有写出。", "请另选一个文件夹。")
    return WorldError(f"写“{target}”时出错，上报包没有写出。", "请检查 U 盘是否插好，再试一次。")


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.0f}"
