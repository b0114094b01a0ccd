"""Verified copies of a workspace in the folder 备份 beside it."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.backups import MOST_BYTES, MOST_MORE, Backup, choose_removed
from huanjie_desktop.domain.errors import UserError, WorldError, os_reason
from huanjie_desktop.store import chain, content, keys, migrations
from huanjie_desktop.store.driver import Database, DatabaseError, connect
from huanjie_desktop.store.durable import digest_of, remove_part, replace_durably, sync
from huanjie_desktop.store.ledger import NAMED, backup_folder, free_name, is_there, list_backups, next_number, record
from huanjie_desktop.store.migrations import LINKED, version_of
from huanjie_desktop.store.trouble import explain
from huanjie_desktop.store.verified import Verified, remember_verified, stamp_of

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f_]+')
_LONGEST_NAME = 40
_MOST_BYTES = 205  # of a workspace's name and a backup's own: the time, a number, .part and -journal stand beside them
LIMIT_SETTING = "backup_megabytes"
MEGABYTE = 1_000_000
_UNFINISHED = "SELECT id FROM count_round WHERE standing = 0"


@dataclass
class Thinning:
    """How much of the older backups a session removes: no more than it makes and a few, within the size that is set."""

    most_bytes: int = MOST_BYTES
    made: int = 0
    removed: int = 0

    @property
    def most(self) -> int:
        """How many may be removed now."""
        return self.made + MOST_MORE - self.removed


def back_up(
    db: Database,
    path: Path,
    key: str | None,
    now: datetime,
    reason: str,
    named: bool = False,
    whole: bool = True,
    thinning: Thinning | None = None,
) -> Path:
    """Write a copy beside the workspace, open it, check it, record its digest, and only then give it its name.

    `reason` stands in the name (升级前, 导入前); with `named` it is the user's own words, and the copy is never thinned. One
    that is not `whole` leaves out the sheets of rounds that are being counted: copies made between sheets tell their order.
    Without `thinning` no older one is removed. Raises WorldError when the copy cannot be written whole.
    """
    folder = backup_folder(path)
    if named:
        reason = f"{NAMED}-{_clean(reason, _MOST_BYTES - len(os.fsencode(path.name)))}"
    part: Path | None = None
    try:
        folder.mkdir(exist_ok=True)
        _sweep(folder, path)
        target = free_name(folder, f"{path.stem}_{now:%Y%m%d-%H%M%S}_{reason}", path.suffix)
        part = target.with_name(f"{target.name}.part")
        part.touch(mode=0o600)  # SQLite fills an empty file
        db.conn.execute("VACUUM INTO ?", (str(part),))
        if not whole:
            leave_out_unfinished(part, key)
        slots = keys.read_beside(path) if key else None
        if slots is not None:
            keys.add_tail(part, slots)
        sync(part)
        changes = last_change(db)
        verify_copy(part, key, changes)
        size, digest = part.stat().st_size, digest_of(part)
        backup = Backup(
            target.name, now, reason, next_number(path), size, digest, changes, named, last_link(db), _id_of(db)
        )
        record(path, backup)
        replace_durably(part, target)
        note_sound(path, backup, now)
    except OSError as error:
        _forget(part)
        raise WorldError(f"备份没有写成（{os_reason(error)}），未作任何改动。", "请检查磁盘后再试。") from error
    except DatabaseError as error:
        _forget(part)
        raise _explain(error, path) from error
    except WorldError:
        _forget(part)
        raise
    if thinning is not None:
        thinning.made += 1
        thin(path, thinning)
    return target


def note_sound(path: Path, backup: Backup, now: datetime) -> None:
    """Remember that a backup's file was just found to be what is recorded."""
    stamp = stamp_of(backup_folder(path) / backup.file)
    if stamp is not None:
        found = Verified(*stamp, backup.digest, sound=True, at=now.isoformat(timespec="seconds"))
        remember_verified(path, {backup.file: found})


def has_unfinished(db: Database) -> bool:
    """Tell whether there are sheets of a round that is being counted."""
    return db.conn.execute(f"SELECT 1 FROM sheet WHERE round_id IN ({_UNFINISHED})").fetchone() is not None


def leave_out_unfinished(copy: Path, key: str | None) -> None:
    """Take the sheets of rounds that are being counted out of a copy, with every trace of them."""
    db = connect(str(copy), key)
    try:
        for statement in (
            "PRAGMA secure_delete = ON",
            "PRAGMA journal_mode = OFF",
            f"DELETE FROM sheet WHERE round_id IN ({_UNFINISHED})",
            "UPDATE count_round SET finished = 0 WHERE standing = 0 AND method = 'sheets'",
        ):
            db.conn.execute(statement).fetchall()
        content.settle(db, ("sheet", "count_round"))
    finally:
        db.conn.close()


def size_limit(db: Database) -> int:
    """Return how many bytes the backups may have together: what was set, or as much as is usual."""
    row = db.conn.execute("SELECT value FROM setting WHERE id = ?", (LIMIT_SETTING,)).fetchone()
    return int(row[0]) * MEGABYTE if row and str(row[0]).isascii() and str(row[0]).isdigit() else MOST_BYTES


def backups_of(path: Path) -> list[Path]:
    """Return the files of a workspace's backups, newest first."""
    return [backup_folder(path) / each.file for each in list_backups(path)]


def last_change(db: Database) -> int:
    """Return the journal's last number."""
    return int(db.conn.execute("SELECT coalesce(max(seq), 0) FROM journal").fetchone()[0])


def holds_all_changes(path: Path, db: Database) -> bool:
    """Tell whether the newest backup was made after the last change of the journal."""
    return any(
        is_there(path, each) and each.changes == last_change(db) for each in list_backups(path)[:1] if each.recorded
    )


def last_link(db: Database) -> str:
    """Return the link of the journal's last entry, "" in a file of an older schema."""
    return chain.read_head(db).digest if version_of(db) >= LINKED else ""


def verify_copy(file: Path, key: str | None, changes: int | None = None) -> None:
    """Open a copy and check it whole; raises WorldError when it is not sound or lacks changes, DatabaseError."""
    copy = connect(str(file), key, read_only=True)
    try:
        found = [str(row[0]) for row in copy.conn.execute("PRAGMA integrity_check")]
        if key:
            found += keys.page_faults(copy)
        complete = changes is None or last_change(copy) == changes
        if migrations.version_of(copy) == migrations.head_version():
            found += content.differing(copy)
    finally:
        copy.conn.close()
    if found != ["ok"] or not complete:
        raise WorldError("备份写出后检查不合格，未作任何改动。", "请检查磁盘后再试。")


def _explain(error: DatabaseError, path: Path) -> Exception:
    shown = explain(error, path)
    if isinstance(shown, WorldError) and "full" in str(error).lower():
        return WorldError("磁盘已满，备份没有写成，已有数据未动。", "请清理磁盘后再试。")
    if isinstance(shown, WorldError):
        return WorldError("备份没有写成，磁盘读写出错，已有数据未动。", "请检查磁盘后再试。")
    return shown or error


def _clean(words: str, most: int) -> str:
    """Return words that can stand in a file's name, in so many bytes."""
    whole = _NOT_IN_NAMES.sub(" ", words).strip(" .")[:_LONGEST_NAME]
    cleaned = whole.encode("utf-8", "ignore")[: max(most, _LONGEST_NAME)].decode("utf-8", "ignore").strip()
    if not cleaned:
        raise UserError("备份名称是空的，或只有不能用在文件名里的符号。", "请填写文字，例如“大会前”。")
    return cleaned


def _forget(part: Path | None) -> None:
    if part is not None:
        remove_part(part)


def _sweep(folder: Path, path: Path) -> None:
    """Remove what interrupted backups left; nobody else writes them, for the workspace is locked."""
    pattern = re.compile(rf"{re.escape(path.stem)}_\d{{8}}-\d{{6}}_.+\.part(-journal)?")
    for left in folder.iterdir():
        if pattern.fullmatch(left.name):
            left.unlink(missing_ok=True)


def _id_of(db: Database) -> str:
    """Return the file's id; "" for a file of an older schema, which has none."""
    return content.id_of(db) if version_of(db) == migrations.head_version() else ""


def thin(path: Path, thinning: Thinning) -> None:
    """Remove what need not be kept of the verified backups; one that is not what was recorded is never touched."""
    folder = backup_folder(path)
    good = [each for each in list_backups(path) if is_there(path, each)]
    for each in choose_removed(good, thinning.most_bytes):
        if thinning.most <= 0:
            break
        with suppress(OSError):  # open in another program: the next time
            if digest_of(folder / each.file) == each.digest:
                (folder / each.file).unlink(missing_ok=True)
                thinning.removed += 1
