"""Backups once more in a folder on another disk: below it a folder for each workspace, laid out as beside the workspace itself.

So what lists, verifies, thins and restores backups does it there, too: of a workspace that would stand where none does.
"""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Lock

from huanjie_desktop.domain.backups import Backup
from huanjie_desktop.domain.errors import WorldError, os_reason
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.store.backup import Thinning, note_sound, thin
from huanjie_desktop.store.durable import digest_of, open_private, real_file, remove_part, replace_durably, sync
from huanjie_desktop.store.ledger import (
    backup_folder,
    free_name,
    is_there,
    list_backups,
    next_number,
    put_in_order,
    record,
)

MOST_AT_ONCE = 3  # of those that are not there yet, the newest
_ID = 8  # characters of a workspace's id in its folder's name
_CHUNK = 1 << 18
_TICK = 0.1  # seconds between two looks at whether it was cancelled
_copying = Lock()


def place_in(folder: Path, path: Path) -> Path | None:
    """Return where in a second folder a workspace would stand whose backups there are those of `path`; None if nobody can tell.

    Its id is known from its newest backup; where there is none, only one of its name may be there.
    """
    path = real_file(path)
    origin = next((each.origin for each in list_backups(path) if each.origin), "")
    if origin:
        return folder / f"{path.stem}_{origin[:_ID]}" / path.name
    found: list[Path] = []
    with suppress(OSError):
        named = [each for each in folder.iterdir() if each.name[: -_ID - 1] == path.stem and each.name[-_ID - 1] == "_"]
        found = [each / path.name for each in named if backup_folder(each / path.name).is_dir()]
    return found[0] if len(found) == 1 else None


def copy_to_second(path: Path, folder: Path, most_bytes: int, now: datetime, progress: Progress) -> list[Backup]:
    """Copy the newest backups that are not there yet, each verified; return them. Raises WorldError, Cancelled."""
    with _turn(progress):
        try:
            if not folder.is_dir():
                raise FileNotFoundError(errno.ENOENT, "找不到")
            place = place_in(folder, path)
            if place is None:
                return []
            copied = []
            for each in reversed(list(_missing(path, place))):
                backup_folder(place).mkdir(parents=True, exist_ok=True)
                copied.append(_copy(path, place, each, now, progress, "正在拷到第二备份文件夹"))
            if copied:
                thin(place, Thinning(most_bytes, made=len(copied)))
            return copied
        except OSError as error:
            full = error.errno == errno.ENOSPC
            why = "磁盘已满" if full else os_reason(error)
            advice = "请清理那个磁盘" if full else "请插上U盘或接好磁盘"
            raise WorldError(
                f"备份没有拷到第二备份文件夹“{folder}”（{why}）；工作文件旁边的备份不受影响。",
                f"{advice}，下次备份时会再拷；不再使用的，请在“设置”的“备份”中取消。",
            ) from error


def bring_over(old: Path, path: Path, origin: str, now: datetime, progress: Progress) -> int:
    """Copy the backups with this origin from beside `old` to beside `path`, in their order; return how many.

    Raises WorldError or Cancelled, and then those that were copied are there.
    """
    here = {each.digest for each in list_backups(path)}
    wanted = [each for each in list_backups(old) if each.origin == origin and is_there(old, each)]
    missing = [each for each in reversed(wanted) if each.digest not in here]
    with _turn(progress):
        try:
            backup_folder(path).mkdir(exist_ok=True)
            for each in missing:
                _copy(old, path, each, now, progress, "正在把备份拷过来")
        except OSError as error:
            why = "磁盘已满" if error.errno == errno.ENOSPC else os_reason(error)
            raise WorldError(f"备份没有全部拷过来（{why}），原来的没有动。", "请检查磁盘后再试。") from error
        finally:
            with suppress(OSError):
                put_in_order(path)
    return len(missing)


def _missing(path: Path, place: Path) -> Iterator[Backup]:
    """Give those that were made since what is there, the newest first."""
    there = {each.digest for each in list_backups(place) if is_there(place, each)}
    for each in [each for each in list_backups(path) if is_there(path, each)][:MOST_AT_ONCE]:
        if each.digest in there:
            return
        yield each


@contextmanager
def _turn(progress: Progress) -> Iterator[None]:
    """Wait until nobody else copies; raises Cancelled."""
    while not _copying.acquire(timeout=_TICK):
        progress.step(0, None, "正在等另一份拷完")
    try:
        yield
    finally:
        _copying.release()


def _copy(path: Path, place: Path, backup: Backup, now: datetime, progress: Progress, words: str) -> Backup:
    """Copy one backup; it gets its name once what was written is read again as what was recorded. Raises OSError."""
    folder = backup_folder(place)
    name = Path(backup.file)
    target = free_name(folder, name.stem, name.suffix)
    part, digest, done = target.with_name(f"{target.name}.part"), hashlib.sha256(), 0
    try:
        with (
            (backup_folder(path) / backup.file).open("rb") as reading,
            open(part, "wb", opener=open_private) as writing,
        ):
            while chunk := reading.read(_CHUNK):
                progress.step(done, backup.size, words)
                writing.write(chunk)
                digest.update(chunk)
                done += len(chunk)
        sync(part)
        if digest.hexdigest() != backup.digest or digest_of(part) != backup.digest:
            raise OSError(errno.EIO, f"“{backup.file}”读出来与登记的不同")
        made = replace(backup, file=target.name, number=next_number(place))
        record(place, made)
        replace_durably(part, target)
    except BaseException:
        remove_part(part)
        raise
    note_sound(place, made, now)
    return made
