"""Verified copies of a workspace in the folder 备份 beside it."""

import os
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.errors import WorldError
from huanjie_desktop.store.driver import Database, DatabaseError, connect
from huanjie_desktop.store.trouble import explain

FOLDER = "备份"
KEPT = 30


def back_up(db: Database, path: Path, key: str | None, now: datetime, reason: str) -> Path:
    """Write a copy beside the workspace, open it, check it, and only then give it its name; return its path.

    `reason` stands in the name (升级前, 导入前). Raises WorldError when the copy cannot be written whole.
    """
    folder = path.with_name(FOLDER)
    target = folder / f"{path.stem}_{now:%Y%m%d-%H%M%S}_{reason}{path.suffix}"
    part = target.with_name(f"{target.name}.part")
    try:
        folder.mkdir(exist_ok=True)
        part.unlink(missing_ok=True)
        db.conn.execute("VACUUM INTO ?", (str(part),))
        _verify(part, key)
        with part.open("rb+") as stream:
            os.fsync(stream.fileno())
        part.replace(target)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise WorldError(f"备份没有写成（{error.strerror}），未作任何改动。", "请检查磁盘后再试。") from error
    except DatabaseError as error:
        part.unlink(missing_ok=True)
        raise (explain(error, path) or error) from error
    _thin(folder, path)
    return target


def backups_of(path: Path) -> list[Path]:
    """Return a workspace's backups, newest first; the time in the name counts, never the file's own."""
    files = path.with_name(FOLDER).glob(f"{path.stem}_*{path.suffix}")
    return sorted(files, key=lambda file: file.name.removeprefix(path.stem), reverse=True)


def _verify(part: Path, key: str | None) -> None:
    copy = connect(str(part), key)
    try:
        result = copy.conn.execute("PRAGMA integrity_check").fetchone()[0]
    finally:
        copy.conn.close()
    if result != "ok":
        raise WorldError("备份写出后检查不合格，未作任何改动。", "请检查磁盘后再试。")


def _thin(folder: Path, path: Path) -> None:
    for old in backups_of(path)[KEPT:]:
        old.unlink(missing_ok=True)
