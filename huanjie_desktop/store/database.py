"""An open workspace file: the one object through which it is read and written."""

import contextlib
import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from huanjie_desktop.domain.errors import FileLost, UserError, WorldError, os_reason
from huanjie_desktop.domain.outcome import ChangeSet
from huanjie_desktop.domain.ports import Clock
from huanjie_desktop.store import blobs, chain, content, journal, keys, migrations
from huanjie_desktop.store.admission import open_checked, refuse_other_versions
from huanjie_desktop.store.backup import (
    Thinning,
    back_up,
    has_unfinished,
    holds_all_changes,
    last_change,
    size_limit,
    verify_copy,
)
from huanjie_desktop.store.change_log import ChangeLog
from huanjie_desktop.store.driver import Database, DatabaseError, IntegrityError, connect
from huanjie_desktop.store.durable import copy_durably, file_at, name_durably, remove_part, replace_durably
from huanjie_desktop.store.ids import random_id, random_ids
from huanjie_desktop.store.lock import WorkspaceLock, device_name, user_name
from huanjie_desktop.store.poll_guard import refuse_crossing, refuse_other_questions, what_stands
from huanjie_desktop.store.refusals import end_rehearsal, refusal
from huanjie_desktop.store.seal import break_seal, set_seal
from huanjie_desktop.store.succession import take_over_journal
from huanjie_desktop.store.tables import TABLES
from huanjie_desktop.store.trouble import explained, there_already
from huanjie_desktop.store.unit_of_work import UnitOfWork
from huanjie_desktop.store.unlocking import export, key_of_copy


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
        slots: keys.KeyRecord | None = None,
        secret: str | None = None,
    ) -> None:
        self.path = path
        self.db = db
        self.clock = clock
        self.actor = actor or user_name()
        self.new_id: Callable[[], str] = random_id
        self._lock = lock
        self._key = key
        self._work_open = False
        self._sums = content.ContentSums(db)
        self._stacks = journal.UndoStacks(db)
        self.log = ChangeLog()
        self.thinning = Thinning()
        self._file = file_at(path)
        self._sealed = sealed  # the seal on disk is true
        self._covering = covering  # the backup that holds everything
        self._tail = keys.Tail(path, slots) if slots else None
        self._keep_slots()
        self.secrets = [secret] if secret else []  # passwords of this session, for backups under another key
        self._backed_up = bool(covering) or holds_all_changes(path, db)

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

    def rehearse_undo(self) -> None:
        """Undo up to the commit, and roll back: raises Rehearsed, or UserError where undo would be refused."""
        self._replay("undo", self._stacks.undo, rehearsed=True)

    def redo(self) -> ChangeSet | None:
        """Do again what was last taken back; None when there is nothing."""
        return self._replay("redo", self._stacks.redo)

    def new_ids(self, count: int) -> list[str]:
        """Return ids for many rows, in order, so that indexes by id grow at one end."""
        return sorted(random_ids(count) if self.new_id is random_id else (self.new_id() for _ in range(count)))

    @property
    def key(self) -> str | None:
        """The key that the file was opened with, None for a plain one."""
        return self._key

    @property
    def slots(self) -> keys.KeyRecord | None:
        """The ways to the key, None for a plain file and for one of earlier programs, whose password is the key."""
        return self._tail.record if self._tail else None

    def set_slots(self, slots: keys.KeyRecord) -> None:
        """Put other ways to the same key into the file; nothing else of it is written. Raises WorldError."""
        if self._tail is None:
            raise RuntimeError("this file has no slots")
        before = self._tail.record
        break_seal(self.path)
        self._sealed, self._covering = False, ""
        try:
            keys.write_beside(self.path, slots)  # this one needs room on the disk, the one behind the pages does not
            self._keep_slots(slots)
        except OSError as error:
            with contextlib.suppress(OSError):
                self._keep_slots(before)
            with contextlib.suppress(OSError):
                keys.write_beside(self.path, before)
            raise WorldError(f"口令没有改成（{os_reason(error)}）。", "请检查磁盘后再试。") from error

    @property
    def covered(self) -> bool:
        """Tell whether the newest backup holds everything, but for the sheets of a round that is being counted."""
        return self._backed_up

    def state_of(self, *tables: str) -> object:
        """Return something that stays equal as long as no row of these tables was written."""
        inside = self.db.conn.total_changes if self._work_open else None  # what may yet be rolled back
        return self.log, self.log.counts(tables), inside

    @property
    def undo_seq(self) -> int:
        """The number of the entry that undo would take back, 0 for none."""
        return self._stacks.undo.seq if self._stacks.undo else 0

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
        self.thinning.most_bytes = size_limit(self.db)
        copy = back_up(self.db, self.path, self._key, self.clock.now(), reason, named, whole, self.thinning)
        self._covering, self._sealed, self._backed_up = copy.name if whole else "", False, True
        return copy

    @property
    def lost(self) -> bool:
        """Tell whether what stands under the file's name is no longer the file that is open."""
        return file_at(self.path) != self._file

    def write_elsewhere(self, target: Path) -> None:
        """Write what is open into a new file, checked and whole; the way out where the file was taken from under us."""
        if target.exists():
            raise there_already(target)
        part = target.with_name(f".{target.name}.new.part")
        try:
            remove_part(part)
            part.touch(mode=0o600)
            with explained(target):
                self.db.conn.execute("VACUUM INTO ?", (str(part),))
                if self.slots is not None:
                    keys.add_tail(part, self.slots)
                verify_copy(part, self._key, last_change(self.db))
            name_durably(part, target)
        except FileExistsError as error:
            raise there_already(target) from error
        except OSError as error:
            raise WorldError(f"“{target.name}”没有写成（{os_reason(error)}）。", "请换一个位置再试。") from error
        finally:
            remove_part(part)

    def verify(self, copy: Path) -> None:
        """Check a backup whole with this file's key; raises UserError or WorldError where it is not sound."""
        with explained(copy):
            verify_copy(copy, self.key_of(copy))

    def key_of(self, copy: Path) -> str | None:
        """Return the key of a backup, which may have been made under another password. Raises PasswordNeeded."""
        return key_of_copy(copy, self._key, self.secrets)

    def restore(self, copy: Path) -> None:
        """Put a backup in this file's place and read on from there; what was here is lost unless it was backed up.

        The file is the old or the new one at any moment. Raises UserError or WorldError, and then it is the old one.
        """
        with self._replacement("备份没有恢复") as part:
            copy_durably(copy, part)
            self.verify(part)
            with explained(copy):
                self._hand_over(part)

    def encrypt(self, key: str | None, slots: keys.KeyRecord | None) -> None:
        """Write the file anew under another key, None for none, and read on from there. Raises UserError or WorldError.

        The file is the old or the new one at any moment; backups stay under the key that they have.
        """
        with self._replacement("口令没有改成") as part:
            remove_part(part)
            part.touch(mode=0o600)
            with explained(part):
                export(self.db, part, key)
                verify_copy(part, key, last_change(self.db))
            if slots is None:
                keys.beside(self.path).unlink(missing_ok=True)
            else:
                keys.add_tail(part, slots)
            self._key, self._next_slots = key, slots

    @contextmanager
    def _replacement(self, failed: str) -> Iterator[Path]:
        """Give a place to write a file that then takes this one's place; the old one stays where anything goes wrong."""
        self._refuse_if_lost()
        part = self.path.with_name(f".{self.path.name}.restore.part")
        key, self._next_slots = self._key, self.slots
        try:
            yield part
        except BaseException as error:
            self._key = key
            remove_part(part)
            if isinstance(error, OSError):
                raise WorldError(f"{failed}（{os_reason(error)}），现有数据未动。", "请检查磁盘后再试。") from error
            raise
        self._end_connection()
        try:
            if self.path.with_name(f"{self.path.name}-journal").exists():
                raise OSError(errno.EIO, "日志未能合上")  # it must never meet another file
            break_seal(self.path)
            replace_durably(part, self.path)
        except OSError as error:
            self._key, self._next_slots = key, self.slots
            raise WorldError(f"{failed}（{os_reason(error)}），现有数据未动。", "请检查磁盘后再试。") from error
        finally:
            part.unlink(missing_ok=True)
            self.db, _changed = open_checked(self.path, self._key, self.clock, self.actor)
            self._tail = keys.Tail(self.path, self._next_slots) if self._next_slots else None
            if self._next_slots is not None:
                self._keep_slots()
                keys.write_beside(self.path, self._next_slots)
            self._sums = content.ContentSums(self.db)
            self._stacks = journal.UndoStacks(self.db)
            self.log = ChangeLog()
            self._file = file_at(self.path)
            self._sealed, self._covering, self._backed_up = False, "", False

    def _keep_slots(self, slots: keys.KeyRecord | None = None) -> None:
        """See that the slots stand behind the last page, where SQLite may have written over them."""
        if self._tail is not None:
            self._tail.keep(int(self.db.conn.execute("PRAGMA page_count").fetchone()[0]), slots)

    def _hand_over(self, part: Path) -> None:
        """Bring a copy to the newest schema and to this file's key, and give it the journal of what it replaces."""
        key = self.key_of(part)
        upgraded = connect(str(part), key)
        other = part.with_name(f"{part.name}.key")
        try:
            refuse_other_versions(upgraded, part)
            migrations.migrate(upgraded, self.clock.now(), self.actor)
            if key != self._key:
                remove_part(other)
                other.touch(mode=0o600)
                export(upgraded, other, self._key)
        finally:
            upgraded.conn.close()
        if key != self._key:
            other.replace(part)
        take_over_journal(self.db, part, self._key)

    def close(self) -> None:
        """Close the file, seal it and give up the lock; no journal file stays beside it."""
        head, lost = chain.Head(0, chain.START), self.lost
        with contextlib.suppress(DatabaseError):
            head = chain.read_head(self.db)
        self._end_connection()
        with contextlib.suppress(OSError):
            if self._tail is not None and not lost and keys.own_record(self.path) == self._tail.record:
                keys.beside(self.path).unlink(missing_ok=True)
        if not self._sealed and not lost:
            with contextlib.suppress(OSError):  # without a seal the file is taken as it is
                set_seal(self.path, self._covering, head, self.clock.now().isoformat(timespec="seconds"))
        self._lock.release()

    def _end_connection(self) -> None:
        if not self.lost:  # what stands beside another file is not ours to remove
            # a disk that is full or gone leaves the journal for the next opening
            with contextlib.suppress(DatabaseError):
                self.db.conn.execute("PRAGMA journal_mode = DELETE")
            with contextlib.suppress(DatabaseError, OSError):  # they stand beside the file, too
                self._keep_slots()
        self.db.conn.close()
        if self._tail is not None:
            self._tail.close()

    def _refuse_if_lost(self) -> None:
        if self.lost:
            raise FileLost(
                f"“{self.path.name}”已不在原处（被删除、改名、移动或换成了别的文件），刚才的改动没有保存。",
                "请把现有内容另存到别处，再从那里接着做。",
            )

    def _replay(self, kind: str, top: journal.Top | None, *, rehearsed: bool = False) -> ChangeSet | None:
        if top is None:
            return None
        with self._transaction(kind, top.seq, top.label, "", rehearsed=rehearsed) as work:
            work.revert(top.seq)
        return work.change_set

    @contextmanager
    def _transaction(
        self, kind: str, undoes: int | None, label: str, reason: str, *, rehearsed: bool = False
    ) -> Iterator[UnitOfWork]:
        if self._work_open:
            raise RuntimeError("a unit of work is open already")
        self._refuse_if_lost()
        connection = self.db.conn
        self._work_open = True
        if not rehearsed:
            break_seal(self.path)
            self._sealed = False
        try:
            with explained(self.path):
                connection.execute("BEGIN IMMEDIATE")
                try:
                    stood = what_stands(self.db) if undoes is not None else None
                    seq = chain.next_seq(self.db)[0]
                    work = UnitOfWork(self.db, seq, label, self._sums)
                    yield work
                    if stood is not None:
                        refuse_crossing(self.db, kind, label, stood)
                    refuse_other_questions(self.db, work.touched)
                    if rehearsed:
                        end_rehearsal(self.db)
                    if work.recorded:
                        self._write_entry(work, seq, kind, undoes, label, reason)
                    if work.ends_redo:
                        self._stacks.end_redo()
                    work.finish()
                    self._sums.write()
                    self._refuse_if_lost()
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
        with contextlib.suppress(OSError):  # they stand beside the file, too, and are tried again at the next change
            self._keep_slots()
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
