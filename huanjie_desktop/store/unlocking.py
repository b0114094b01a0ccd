"""From a password to a file's key, and from one key to another."""

import re
from collections.abc import Iterable
from pathlib import Path

from huanjie_desktop.domain.errors import PasswordNeeded
from huanjie_desktop.store import keys, migrations
from huanjie_desktop.store.driver import Database, DatabaseError, connect
from huanjie_desktop.store.ledger import backup_folder, list_backups
from huanjie_desktop.store.seal import PLAIN_HEAD

_RAW = re.compile(r"x'[0-9a-f]{64}'")


def is_raw(key: str) -> bool:
    """Tell whether a key is a data key from a slot, not a password as earlier programs took it."""
    return _RAW.fullmatch(key) is not None


def protected_by(password: str) -> tuple[str, keys.KeyRecord]:
    """Return a new data key with the record that a password opens."""
    key = keys.new_key()
    return key, keys.new_record().with_slot(keys.PASSWORD, "", password, key)


def unlock(path: Path, secret: str) -> tuple[str, keys.KeyRecord | None]:
    """Return the key of a closed file, and its slots; the secret itself where there are none (a file of earlier programs).

    Raises PasswordNeeded where the secret opens no slot: then the file has not been looked at.
    """
    slots = slots_of(path)
    if slots is None:
        return secret, None
    found = slots.open(secret)
    if found is None:
        raise PasswordNeeded(
            f"打不开“{path.name}”：口令不对。", "请核对口令（大小写、输入法）后重试；忘记口令时，可以输入恢复码。"
        )
    return found[0], slots


def key_of_copy(copy: Path, key: str | None, secrets: Iterable[str]) -> str | None:
    """Return the key of a backup: none for a plain one, the workspace's own, or what one of these passwords opens.

    Raises PasswordNeeded where none does. Raises OSError.
    """
    with copy.open("rb") as stream:
        if stream.read(len(PLAIN_HEAD)) == PLAIN_HEAD:
            return None
    if key and opens(copy, key):
        return key
    slots = keys.own_record(copy)
    for secret in secrets:
        found = slots.open(secret) if slots else (secret, None)
        if found and opens(copy, found[0]):
            return found[0]
    raise PasswordNeeded(f"备份“{copy.name}”用的是另一个口令。", "请输入当时的口令。")


def opens(file: Path, key: str) -> bool:
    """Tell whether a key opens a file that nobody has open."""
    db = connect(str(file), key, read_only=True)
    try:
        db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError:
        return False
    finally:
        db.conn.close()
    return True


def export(db: Database, part: Path, key: str | None) -> None:
    """Write everything into an empty file under another key, None for none. Raises DatabaseError."""
    version = migrations.version_of(db)
    db.conn.execute("ATTACH ? AS part KEY ?", (str(part), key or ""))
    try:
        db.conn.execute("SELECT sqlcipher_export('part')").fetchall()
        db.conn.execute(f"PRAGMA part.user_version = {version}")  # neither is exported
        db.conn.execute(f"PRAGMA part.application_id = {migrations.APPLICATION_ID}")
    finally:
        db.conn.execute("DETACH part")


def slots_of(path: Path) -> keys.KeyRecord | None:
    """Return the slots of a closed file, those of its newest backup where its own are gone. Raises OSError."""
    own = keys.read_record(path)
    if own is not None:
        return own
    for each in list_backups(path):
        try:
            slots = keys.read_record(backup_folder(path) / each.file)
        except OSError:
            continue
        if slots is not None:
            return slots
    return None
