"""Opens the file: what is no workspace is refused, and what is not whole is seen, before a value of it is used."""

import os
import stat
import sys
from pathlib import Path

from huanjie_desktop.domain.errors import BackupNotOpened, DamagedWorkspace, PasswordNeeded, UserError, os_reason
from huanjie_desktop.domain.ports import Clock
from huanjie_desktop.store import chain, content, keys, ledger, migrations
from huanjie_desktop.store.backup import back_up, backups_of
from huanjie_desktop.store.driver import Database, DatabaseError, connect
from huanjie_desktop.store.ledger import is_there, list_backups
from huanjie_desktop.store.lock import user_name
from huanjie_desktop.store.rows import find_unreadable
from huanjie_desktop.store.seal import (
    PLAIN_HEAD,
    Found,
    Seal,
    break_seal,
    compare_with_seal,
    read_seal,
    was_encrypted,
    was_plain,
)
from huanjie_desktop.store.trouble import damaged, explain, explained, half_or_foreign
from huanjie_desktop.store.unlocking import is_raw, opens, slots_of

_IF_IT_IS_MEANT = "请核对文件；确认它本来就没有口令的，不填口令再打开。"
_IF_REPLACED = "请用“备份”恢复；确认不再用口令的，请把它移到别的文件夹后再打开。"
_PAGE = 4096
MOST_BYTES, MOST_BYTES_OF_NEW = 255, 150  # of a file's name
PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "secure_delete = ON",
    "cell_size_check = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
)


def look_at_seal(path: Path) -> tuple[Found, str]:
    """Return what the file is to its seal, and which backup then holds everything.

    Raises DamagedWorkspace where bytes changed by themselves.
    """
    seal = read_seal(path)
    found = Found.UNKNOWN if seal is None else compare_with_seal(path, seal)
    if seal is not None and found is Found.OTHER_BYTES:
        if not _is_another_whole_file(path, seal):
            raise damaged(path)
        found = Found.CHANGED_ELSEWHERE
    if seal is None or found is not Found.AS_CLOSED:
        return found, ""
    there = any(each.file == seal.covered and is_there(path, each) for each in list_backups(path))
    return found, seal.covered if there else ""


def _is_another_whole_file(path: Path, seal: Seal) -> bool:
    """Tell whether a plain file is sound to the last row and its journal ends otherwise than the sealed one's.

    Then it was put in that one's place; a bit that changed by itself leaves the journal's end, or is seen by its links.
    """
    db = connect(str(path), None, read_only=True)
    try:
        if not seal.head or migrations.version_of(db) != migrations.head_version():
            return False
        whole = db.conn.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok" and not content.differing(db)
        return whole and chain.read_head(db).digest != seal.head and not chain.find_breaks(db)
    except (DatabaseError, UnicodeDecodeError):
        return False
    finally:
        db.conn.close()


def open_checked(
    path: Path, key: str | None, clock: Clock, actor: str, found: Found = Found.UNKNOWN, covered: bool = False
) -> tuple[Database, list[str]]:
    """Open a connection and see that the file is whole; return it with the tables that another program has changed.

    A file that is byte for byte as it was closed, and `covered` by a verified backup that was read out of it, is not read again.
    """
    whole = covered and found is Found.AS_CLOSED
    db = connect(str(path), key)
    try:
        with explained(path):
            _refuse_wrong_key(db, path, key)
            set_pragmas(db)
            refuse_other_versions(db, path)
            if not whole and db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise damaged(path)
            if not whole and key and keys.page_faults(db):
                raise damaged(path)
            if migrations.version_of(db) < migrations.head_version():
                back_up(db, path, key, clock.now(), "升级前")
                break_seal(path)
                migrations.migrate(db, clock.now(), actor or user_name())
            if any(migrations.schema_differences(db)):
                raise damaged(path)
            changed = [] if found is Found.AS_CLOSED else content.differing(db)
            if changed and found is not Found.CHANGED_ELSEWHERE:
                raise half_or_foreign(path, changed, find_unreadable(db))
    except BaseException:
        db.conn.close()
        raise
    return db, changed


def refuse_long_name(path: Path, most: int = MOST_BYTES) -> None:
    """Refuse a name that is longer than systems take, or than leaves room for what stands in backups' names behind it."""
    if len(path.name if sys.platform == "win32" else os.fsencode(path.name)) > most:
        raise UserError(f"文件名“{path.name[:20]}……”太长。", f"请把文件名控制在{most // 3}个汉字以内。")


def refuse_backup(path: Path) -> None:
    """Refuse to work in a backup: what is written there would be thinned away with it."""
    owner = ledger.owner_of_backup(path)
    if owner is not None:
        raise BackupNotOpened(
            f"“{path.name}”是备份，不能直接打开使用，否则其中的改动会和旧备份一起被清理。",
            f"请把它恢复到“{owner.name}”，在“设置”的“备份”里也可以恢复。",
            owner,
            path.name,
        )


def refuse_other_files(path: Path, key: str | None) -> None:
    """Refuse what is no workspace that can be opened with this key, and say what is the matter with it."""
    refuse_long_name(path)
    refuse_backup(path)
    if not path.exists():
        raise (DamagedWorkspace if list_backups(path) else UserError)(
            f"找不到“{path.name}”。", "请检查文件是否已移动或改名。"
        )
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，不是工作文件。", "请选择扩展名为 .huanjie 的文件。")
    if not path.is_file():  # a pipe, a device: to read it may never end
        raise UserError(f"“{path.name}”不是文件，不能打开。", "请选择扩展名为 .huanjie 的文件。")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(len(PLAIN_HEAD))
    except OSError as error:
        raise UserError(f"读不了“{path.name}”（{os_reason(error)}）。", "请检查文件权限。") from error
    if size == 0:
        raise DamagedWorkspace(f"“{path.name}”是空文件，里面没有数据。", "请用“备份”文件夹里最近一份备份恢复。")
    if not stat.S_IMODE(path.stat().st_mode) & 0o222:
        raise UserError(f"“{path.name}”是只读文件，不能打开使用。", "请去掉只读属性，或复制一份到本机硬盘后再打开。")
    plain = head == PLAIN_HEAD
    if not plain and (path.suffix != ".huanjie" or not _can_be_encrypted(path, size)):
        raise (DamagedWorkspace if list_backups(path) else UserError)(
            f"“{path.name}”不是换届工作台的工作文件，或已损坏。", "请另选文件，或从“备份”文件夹取最近一份备份。"
        )
    if not plain and was_plain(path):
        raise damaged(path)
    if plain and key:
        raise UserError(f"“{path.name}”没有设口令，与填写的口令不符，可能已被换成别的文件，没有打开。", _IF_IT_IS_MEANT)
    if plain and was_encrypted(path):
        raise DamagedWorkspace(f"“{path.name}”原来设有口令，现在没有，可能已被换成别的文件，没有打开。", _IF_REPLACED)
    if not plain and key is None:
        raise PasswordNeeded(f"“{path.name}”设有口令。", "请输入口令后打开。")


def _can_be_encrypted(path: Path, size: int) -> bool:
    """Tell whether a file is of whole pages, with nothing behind them but what can be the record of its slots."""
    behind = size % _PAGE
    return behind == 0 or (behind == keys.tail_size(size) and slots_of(path) is not None)


def _refuse_wrong_key(db: Database, path: Path, key: str | None) -> None:
    try:
        db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except DatabaseError as error:
        shown = explain(error, path)
        wrong = key is not None and not is_raw(key) and "not a database" in str(error).lower()
        if key and wrong and not _opens_newest_backup(path, key):
            shown = PasswordNeeded(f"打不开“{path.name}”：口令不对，或文件已损坏。", "请核对口令后重试。")
        if shown is None:
            raise
        raise shown from error


def _opens_newest_backup(path: Path, key: str) -> bool:
    """Tell whether the key is that of the newest backup: then it is the file that is wrong."""
    return any(opens(copy, key) for copy in backups_of(path)[:1])


def refuse_other_versions(db: Database, path: Path) -> None:
    """Refuse other programs' files and those of later programs."""
    application = db.conn.execute("PRAGMA application_id").fetchone()[0]
    if application != migrations.APPLICATION_ID:
        raise UserError(f"“{path.name}”不是换届工作台的工作文件。", "请另选扩展名为 .huanjie 的文件。")
    if migrations.version_of(db) < 1:
        raise damaged(path)
    if migrations.version_of(db) > migrations.head_version():
        raise UserError(
            f"“{path.name}”是由更新版本的换届工作台保存的，本机的版本打不开，未作任何改动。", "请先升级本机的程序。"
        )


def set_pragmas(db: Database) -> None:
    """Have a connection read and write the safe way."""
    for pragma in PRAGMAS:
        db.conn.execute(f"PRAGMA {pragma}").fetchall()
