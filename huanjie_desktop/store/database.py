"""Opens and makes workspace files, and is the one object through which they are read and written."""

import contextlib
import errno
import secrets
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from huanjie_desktop.domain.errors import DamagedWorkspace, PasswordNeeded, UserError, WorldError
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Clock
from huanjie_desktop.store import blobs, chain, content, journal, migrations
from huanjie_desktop.store.backup import back_up, backups_of, has_unfinished, last_change, verify_copy
from huanjie_desktop.store.change_log import ChangeLog
from huanjie_desktop.store.driver import Database, DatabaseError, IntegrityError, connect
from huanjie_desktop.store.durable import copy_durably, name_durably, replace_durably
from huanjie_desktop.store.ledger import is_there, list_backups
from huanjie_desktop.store.lock import WorkspaceLock, device_name, user_name
from huanjie_desktop.store.poll_guard import refuse_crossing, refuse_other_questions, what_stands
from huanjie_desktop.store.refusals import refusal
from huanjie_desktop.store.rows import find_unreadable
from huanjie_desktop.store.seal import PLAIN_HEAD, Found, break_seal, compare_with_seal, read_seal, set_seal, was_plain
from huanjie_desktop.store.succession import take_over_journal
from huanjie_desktop.store.tables import TABLES
from huanjie_desktop.store.trouble import damaged, explain, explained, half_or_foreign
from huanjie_desktop.store.unit_of_work import UnitOfWork

_PAGE = 4096
_PRAGMAS = (
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


class Store:
    """工作文件: one open workspace file. Made by `open_store` and `create_store`; one at a time per file."""

    def __init__(
        self,
        path: Path,
        db: Database,
        lock: WorkspaceLock,
        key: str | None,
        clock: Clock,
        actor: str,
        sealed: bool = False,
        covering: str = "",
    ) -> None:
        self.path = path
        self.db = db
        self.clock = clock
        self.actor = actor or user_name()
        self.new_id: Callable[[], str] = lambda: secrets.token_hex(16)
        self._lock = lock
        self._key = key
        self._work_open = False
        self._sums = content.ContentSums(db)
        self._stacks = journal.UndoStacks(db)
        self.log = ChangeLog()
        self._sealed = sealed  # the seal on disk is true
        self._covering = covering  # the backup that holds everything
        self._backed_up = bool(covering) or _holds_all_changes(path, db)

    @contextmanager
    def unit_of_work(self, label: str, reason: str = "") -> Iterator[UnitOfWork]:
        """Open one labelled transaction; it is committed whole at the end of the block, or not at all."""
        with self._transaction("do", None, label, reason) as work:
            yield work

    def undo(self) -> ChangeSet | None:
        """Take back the newest change; None when there is none. Raises UserError where an upgrade has ended undo."""
        if self._stacks.floor and self._stacks.undo is None:
            raise UserError(
                "升级到新版本以前的改动不能再撤销。", "如需找回以前的内容，请从“备份”文件夹取升级前的备份。"
            )
        return self._replay("undo", self._stacks.undo)

    def redo(self) -> ChangeSet | None:
        """Do again what was last taken back; None when there is nothing."""
        return self._replay("redo", self._stacks.redo)

    def new_ids(self, count: int) -> list[str]:
        """Return ids for many rows, in order, so that indexes by id grow at one end."""
        return sorted(self.new_id() for _ in range(count))

    @property
    def key(self) -> str | None:
        """The key that the file was opened with, None for a plain one."""
        return self._key

    @property
    def covered(self) -> bool:
        """Tell whether the newest backup holds everything, but for the sheets of a round that is being counted."""
        return self._backed_up

    def state_of(self, *tables: str) -> object:
        """Return something that stays equal as long as no row of these tables was written."""
        inside = self.db.conn.total_changes if self._work_open else None  # what may yet be rolled back
        return self.log, self.log.counts(tables), inside

    @property
    def undo_label(self) -> str:
        """What undo would take back, "" for nothing."""
        return self._stacks.undo.label if self._stacks.undo else ""

    @property
    def redo_label(self) -> str:
        """What redo would do again, "" for nothing."""
        return self._stacks.redo.label if self._stacks.redo else ""

    def history(self, limit: int = 200, before: int | None = None) -> list[journal.Entry]:
        """Return journal entries, newest first."""
        return journal.read_history(self.db, limit, before)

    @property
    def foreign_changes(self) -> str:
        """What another program has changed in the file, in words with when it was seen; "" for nothing."""
        return content.foreign_changes(self.db)

    def take_in(self, tables: Sequence[str]) -> None:
        """Go on from rows that another program has written: the journal and the file say so for good."""
        nouns = "、".join(TABLES[table].noun for table in tables)
        with self._transaction("do", None, "发现别的程序改动过文件", nouns) as work:
            content.settle(self.db, tables, f"{self.clock.now():%Y.%m.%d %H:%M}发现{nouns}")
            work.note()

    def back_up(self, reason: str, named: bool = False, whole: bool = True) -> Path:
        """Write a verified copy into the folder 备份; `reason` stands in its name, `named` ones are never thinned.

        One that is not `whole` leaves out the sheets of rounds that are being counted. Blobs that nothing needs are swept first.
        """
        whole = whole or not has_unfinished(self.db)
        unused = blobs.list_unused(self.db)
        if unused:
            with self._transaction("do", None, "", "") as work:
                blobs.sweep(work, unused)
        copy = back_up(self.db, self.path, self._key, self.clock.now(), reason, named, whole)
        self._covering, self._sealed, self._backed_up = copy.name if whole else "", False, True
        return copy

    def verify(self, copy: Path) -> None:
        """Check a backup whole with this file's key; raises UserError or WorldError where it is not sound."""
        with explained(copy):
            verify_copy(copy, self._key)

    def restore(self, copy: Path) -> None:
        """Put a backup in this file's place and read on from there; what was here is lost unless it was backed up.

        The file is the old or the new one at any moment. Raises UserError or WorldError, and then it is the old one.
        """
        part = self.path.with_name(f".{self.path.name}.restore.part")
        try:
            copy_durably(copy, part)
            self.verify(part)
            with explained(copy):
                self._hand_over(part)
        except OSError as error:
            raise WorldError(f"备份没有恢复（{error.strerror}），现有数据未动。", "请检查磁盘后再试。") from error
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        self._end_connection()
        try:
            if self.path.with_name(f"{self.path.name}-journal").exists():
                raise OSError(errno.EIO, "日志未能合上")  # it must never meet another file
            break_seal(self.path)
            replace_durably(part, self.path)
        except OSError as error:
            raise WorldError(f"备份没有恢复（{error.strerror}），现有数据未动。", "请检查磁盘后再试。") from error
        finally:
            part.unlink(missing_ok=True)
            self.db, _changed = _open_checked(self.path, self._key, self.clock, self.actor)
            self._sums = content.ContentSums(self.db)
            self._stacks = journal.UndoStacks(self.db)
            self.log = ChangeLog()
            self._sealed, self._covering, self._backed_up = False, "", False

    def _hand_over(self, part: Path) -> None:
        """Bring a copy to the newest schema and give it the journal of what it replaces."""
        upgraded = connect(str(part), self._key)
        try:
            _refuse_other_versions(upgraded, part)
            migrations.migrate(upgraded, self.clock.now(), self.actor)
        finally:
            upgraded.conn.close()
        take_over_journal(self.db, part, self._key)

    def close(self) -> None:
        """Close the file, seal it and give up the lock; no journal file stays beside it."""
        changes = 0
        with contextlib.suppress(DatabaseError):
            changes = last_change(self.db)
        self._end_connection()
        if not self._sealed:
            with contextlib.suppress(OSError):  # without a seal the file is taken as it is
                set_seal(self.path, self._covering, changes, self.clock.now().isoformat(timespec="seconds"))
        self._lock.release()

    def _end_connection(self) -> None:
        with contextlib.suppress(DatabaseError):  # a disk that is full or gone leaves the journal for the next opening
            self.db.conn.execute("PRAGMA journal_mode = DELETE")
        self.db.conn.close()

    def _replay(self, kind: str, top: journal.Top | None) -> ChangeSet | None:
        if top is None:
            return None
        with self._transaction(kind, top.seq, top.label, "") as work:
            work.revert(top.seq)
        return work.change_set

    @contextmanager
    def _transaction(self, kind: str, undoes: int | None, label: str, reason: str) -> Iterator[UnitOfWork]:
        if self._work_open:
            raise RuntimeError("a unit of work is open already")
        connection = self.db.conn
        self._work_open = True
        break_seal(self.path)
        self._sealed = False
        try:
            with explained(self.path):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    stood = what_stands(self.db) if undoes is not None else None
                    seq = chain.next_seq(self.db)[0]
                    work = UnitOfWork(self.db, seq, label)
                    yield work
                    if stood is not None:
                        refuse_crossing(self.db, kind, label, stood)
                    refuse_other_questions(self.db, work.touched)
                    if work.recorded:
                        self._write_entry(work, seq, kind, undoes, label, reason)
                    if work.ends_redo:
                        self._stacks.end_redo()
                    work.finish()
                    self._sums.write()
                    connection.execute("COMMIT")
                except BaseException as error:
                    stopped = undoes is not None and isinstance(error, IntegrityError)
                    shown = refusal(self.db, str(error), kind, label, work.touched) if stopped else None
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    self._sums.forget()
                    if shown is None:
                        raise
                    raise shown from error
        finally:
            self._work_open = False
        if work.change_set.touched or work.recorded:
            self._covering = ""
            self._backed_up = self._backed_up and not work.recorded  # a backup has no sheets that are being counted
            self.log.add(work.change_set.touched)
        if work.ends_redo or work.changed:
            self._stacks.read()

    def _write_entry(self, work: UnitOfWork, seq: int, kind: str, undoes: int | None, label: str, reason: str) -> None:
        at = self.clock.now().isoformat(timespec="seconds")
        said = "；".join(filter(None, (reason, *work.said)))
        entry = journal.NewEntry(seq, at, self.actor, device_name(), kind, undoes, label, said)
        journal.write_entry(self.db, entry, work.images)
        if work.changed:
            self._stacks.record(kind, seq)


def _holds_all_changes(path: Path, db: Database) -> bool:
    """Tell whether the newest backup was made after the last change of the journal."""
    return any(
        is_there(path, each) and each.changes == last_change(db) for each in list_backups(path)[:1] if each.recorded
    )


def create_store(
    path: Path,
    clock: Clock,
    key: str | None = None,
    actor: str = "",
    first: Callable[[Store], object] | None = None,
) -> Store:
    """Make a new workspace file and open it; a file that is there already is refused.

    `first` writes what no workspace is without. The file gets its name when all that is in it: it is there whole or not at all.
    """
    if path.exists():
        raise _there_already(path)
    lock = WorkspaceLock(path, clock.now())
    part = path.with_name(f".{path.name}.new.part")
    try:
        _remove(part)
        with explained(path):
            part.touch(mode=0o600)
            db = connect(str(part), key)
            try:
                _set_pragmas(db)
                migrations.migrate(db, clock.now(), actor)
                if first is not None:
                    first(Store(part, db, lock, key, clock, actor))
                db.conn.execute("PRAGMA journal_mode = DELETE")
            finally:
                db.conn.close()
        name_durably(part, path)
        opened, _changed = _open_checked(path, key, clock, actor, Found.AS_CLOSED)
        return Store(path, opened, lock, key, clock, actor)
    except BaseException as error:
        _remove(part)
        lock.release()
        if isinstance(error, FileExistsError):
            raise _there_already(path) from error
        if isinstance(error, OSError):
            raise WorldError(f"“{path.name}”没有建成（{error.strerror}）。", "请检查磁盘后再试。") from error
        raise


def _there_already(path: Path) -> UserError:
    return UserError(f"“{path.name}”已存在，未作任何改动。", "请换一个文件名，或直接打开它。")


def _remove(part: Path) -> None:
    for left in (part, part.with_name(f"{part.name}-journal")):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)


def open_store(path: Path, clock: Clock, key: str | None = None, actor: str = "") -> Store:
    """Open a workspace file: lock, key, kind, version, soundness, and what migrations it lacks (after a backup).

    Raises PasswordNeeded for an encrypted file without a key, UserError or WorldError for all else that is wrong.
    """
    if _refuse_other_files(path, key):
        key = None
    lock = WorkspaceLock(path, clock.now())
    db: Database | None = None
    try:
        for interrupted in ("restore", "new"):
            _remove(path.with_name(f".{path.name}.{interrupted}.part"))
        found, covering = _read_seal(path)
        db, changed = _open_checked(path, key, clock, actor, found)
        with explained(path):
            chain.skip_given(db, max((each.changes for each in list_backups(path)), default=0))
        sealed = found is Found.AS_CLOSED and read_seal(path) is not None
        store = Store(path, db, lock, key, clock, actor, sealed, covering)
        if changed:
            store.take_in(changed)
        return store
    except BaseException:
        if db is not None:
            db.conn.close()
        lock.release()
        raise


def _read_seal(path: Path) -> tuple[Found, str]:
    """Return what the file is to its seal, and which backup then holds everything.

    Raises DamagedWorkspace where bytes changed by themselves.
    """
    seal = read_seal(path)
    found = Found.UNKNOWN if seal is None else compare_with_seal(path, seal)
    if seal is None or found is not Found.AS_CLOSED:
        return found, ""
    there = any(each.file == seal.covered and is_there(path, each) for each in list_backups(path))
    return found, seal.covered if there else ""


def _open_checked(
    path: Path, key: str | None, clock: Clock, actor: str, found: Found = Found.UNKNOWN
) -> tuple[Database, list[str]]:
    """Open a connection and see that the file is whole; return it with the tables that another program has changed."""
    db = connect(str(path), key)
    try:
        with explained(path):
            _refuse_wrong_key(db, path, key)
            _set_pragmas(db)
            _refuse_other_versions(db, path)
            if db.conn.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise damaged(path)
            if key and db.conn.execute("PRAGMA cipher_integrity_check").fetchone() is not None:
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


def _refuse_other_files(path: Path, key: str | None) -> bool:
    """Return whether the file is a plain one, for which a key must not be set."""
    if not path.exists():
        raise (DamagedWorkspace if list_backups(path) else UserError)(
            f"找不到“{path.name}”。", "请检查文件是否已移动或改名。"
        )
    if path.is_dir():
        raise UserError(f"“{path.name}”是文件夹，不是工作文件。", "请选择扩展名为 .huanjie 的文件。")
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(len(PLAIN_HEAD))
    except OSError as error:
        raise UserError(f"读不了“{path.name}”（{error.strerror}）。", "请检查文件权限。") from error
    if size == 0:
        raise DamagedWorkspace(f"“{path.name}”是空文件，里面没有数据。", "请从“备份”文件夹取最近一份备份打开。")
    if not stat.S_IMODE(path.stat().st_mode) & 0o222:
        raise UserError(f"“{path.name}”是只读文件，不能打开使用。", "请去掉只读属性，或复制一份到本机硬盘后再打开。")
    plain = head == PLAIN_HEAD
    if not plain and (size % _PAGE or path.suffix != ".huanjie"):
        raise (DamagedWorkspace if list_backups(path) else UserError)(
            f"“{path.name}”不是换届工作台的工作文件，或已损坏。", "请另选文件，或从“备份”文件夹取最近一份备份。"
        )
    if not plain and was_plain(path):
        raise damaged(path)
    if not plain and key is None:
        raise PasswordNeeded(f"“{path.name}”设有口令，或文件头已损坏。", "请输入口令后打开。")
    return plain


def _refuse_wrong_key(db: Database, path: Path, key: str | None) -> None:
    try:
        db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except DatabaseError as error:
        shown = explain(error, path)
        if key and "not a database" in str(error).lower() and not _opens_newest_backup(path, key):
            shown = PasswordNeeded(f"打不开“{path.name}”：口令不对，或文件已损坏。", "请核对口令后重试。")
        if shown is None:
            raise
        raise shown from error


def _opens_newest_backup(path: Path, key: str) -> bool:
    """Tell whether the key is that of the newest backup: then it is the file that is wrong."""
    for copy in backups_of(path)[:1]:
        with contextlib.suppress(DatabaseError):
            db = connect(str(copy), key, read_only=True)
            try:
                db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
                return True
            finally:
                db.conn.close()
    return False


def _refuse_other_versions(db: Database, path: Path) -> None:
    application = db.conn.execute("PRAGMA application_id").fetchone()[0]
    if application != migrations.APPLICATION_ID:
        raise UserError(f"“{path.name}”不是换届工作台的工作文件。", "请另选扩展名为 .huanjie 的文件。")
    if migrations.version_of(db) < 1:
        raise damaged(path)
    if migrations.version_of(db) > migrations.head_version():
        raise UserError(
            f"“{path.name}”是由更新版本的换届工作台保存的，本机的版本打不开，未作任何改动。", "请先升级本机的程序。"
        )


def _set_pragmas(db: Database) -> None:
    for pragma in _PRAGMAS:
        db.conn.execute(f"PRAGMA {pragma}").fetchall()
