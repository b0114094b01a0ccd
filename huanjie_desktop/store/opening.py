"""Opens workspace files and makes new ones: whole, or not at all."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from huanjie_desktop.domain.errors import WorldError, os_reason
from huanjie_desktop.domain.ports import Clock
from huanjie_desktop.store import chain, content, keys, migrations
from huanjie_desktop.store.admission import (
    MOST_BYTES_OF_NEW,
    look_at_seal,
    open_checked,
    refuse_long_name,
    refuse_other_files,
    set_pragmas,
)
from huanjie_desktop.store.backup import backups_of
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.driver import Database, connect
from huanjie_desktop.store.durable import make_private, name_durably, real_file, remove_part
from huanjie_desktop.store.ledger import adopt_backups, list_backups
from huanjie_desktop.store.lock import WorkspaceLock
from huanjie_desktop.store.seal import Found, read_seal
from huanjie_desktop.store.trouble import explained, there_already
from huanjie_desktop.store.unlocking import protected_by, unlock


def open_store(path: Path, clock: Clock, key: str | None = None, actor: str = "") -> Store:
    """Open a workspace file: lock, key, kind, version, soundness, and what migrations it lacks (after a backup).

    Raises PasswordNeeded for an encrypted file without a key, UserError or WorldError for all else that is wrong.
    """
    refuse_long_name(path)
    path = real_file(path)
    refuse_other_files(path, key)
    lock = WorkspaceLock(path, clock.now())
    db: Database | None = None
    try:
        for interrupted in ("restore", "new"):
            remove_part(path.with_name(f".{path.name}.{interrupted}.part"))
        found, covering = look_at_seal(path)
        secret, slots = key, None
        if key:
            key, slots = unlock(path, key)
        if slots is not None:
            keys.write_beside(path, slots)
        db, changed = open_checked(path, key, clock, actor, found, bool(covering))
        for file in (path, *backups_of(path)):
            make_private(file)
        with explained(path), contextlib.suppress(OSError):
            adopt_backups(path, content.id_of(db))
        with explained(path):
            chain.skip_given(db, max((each.changes for each in list_backups(path)), default=0))
        sealed = found is Found.AS_CLOSED and read_seal(path) is not None
        store = Store(path, db, lock, key, clock, actor, sealed, covering, slots, secret)
        if changed:
            store.take_in(changed)
        return store
    except BaseException:
        if db is not None:
            db.conn.close()
        lock.release()
        raise


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
    refuse_long_name(path, MOST_BYTES_OF_NEW)
    if path.exists():
        raise there_already(path)
    lock = WorkspaceLock(path, clock.now())
    part = path.with_name(f".{path.name}.new.part")
    secret, slots = key, None
    try:
        remove_part(part)
        if key:
            key, slots = protected_by(key)
        with explained(path):
            part.touch(mode=0o600)
            db = connect(str(part), key)
            try:
                set_pragmas(db)
                migrations.migrate(db, clock.now(), actor)
                if first is not None:
                    first(Store(part, db, lock, key, clock, actor))
                db.conn.execute("PRAGMA journal_mode = DELETE")
            finally:
                db.conn.close()
        keys.beside(path).unlink(missing_ok=True)
        if slots is not None:
            keys.add_tail(part, slots)
            keys.write_beside(path, slots)
        name_durably(part, path)
        opened, _changed = open_checked(path, key, clock, actor, Found.AS_CLOSED)
        return Store(path, opened, lock, key, clock, actor, slots=slots, secret=secret)
    except BaseException as error:
        remove_part(part)
        lock.release()
        if isinstance(error, FileExistsError):
            raise there_already(path) from error
        if isinstance(error, OSError):
            raise WorldError(f"“{path.name}”没有建成（{os_reason(error)}）。", "请检查磁盘后再试。") from error
        raise
