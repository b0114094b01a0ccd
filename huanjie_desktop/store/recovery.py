"""Puts a backup in the place of a workspace that cannot be opened; the damaged file stays beside it under another name."""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.errors import WorldError, os_reason
from huanjie_desktop.store.backup import verify_copy
from huanjie_desktop.store.durable import copy_durably, digest_of, real_file, replace_durably
from huanjie_desktop.store.lock import WorkspaceLock
from huanjie_desktop.store.seal import break_seal
from huanjie_desktop.store.trouble import damaged, explained


def recover(path: Path, copy: Path, key: str | None, now: datetime, digest: str = "") -> Path | None:
    """Replace a damaged file by a backup that is sound; return where the damaged one is kept, None if there was none.

    A known `digest` tells that the backup is sound; without one it is opened. At any moment the file is the damaged or
    the whole one. Raises UserError or WorldError, and then nothing changed.
    """
    path = real_file(path)
    part = path.with_name(f".{path.name}.restore.part")
    lock = WorkspaceLock(path, now)
    try:
        copy_durably(copy, part)
        if digest and digest_of(part) != digest:
            raise damaged(copy)
        with explained(copy):
            if not digest:
                verify_copy(part, key)
        kept = _keep_aside(path, now) if path.exists() else None
        break_seal(path)
        replace_durably(part, path)
        return kept
    except OSError as error:
        raise WorldError(f"备份没有恢复（{os_reason(error)}），原有文件未动。", "请检查磁盘后再试。") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        lock.release()


def _keep_aside(path: Path, now: datetime) -> Path:
    """Give the damaged file a second name, and its journal too, which must never meet the backup."""
    kept = path.with_name(f"{path.stem}_损坏_{now:%Y%m%d-%H%M%S}{path.suffix}")
    number = 2
    while kept.exists():
        kept = path.with_name(f"{path.stem}_损坏_{now:%Y%m%d-%H%M%S}-{number}{path.suffix}")
        number += 1
    _second_name(path, kept)
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        _second_name(journal, kept.with_name(f"{kept.name}-journal"))
        journal.unlink()
    return kept


def _second_name(file: Path, name: Path) -> None:
    try:
        os.link(file, name)
    except OSError:  # a file system without links
        copy_durably(file, name)
