"""The seal of a workspace that was closed: its digest, so that bytes that changed without SQLite are seen at opening.

SQLite counts every write in the file's head. Other bytes under the same count are damage; another count means that the
file was changed by SQLite elsewhere (another PC, a session that crashed), which is accepted. Encrypted pages carry
their own check; there the seal only tells whether the newest backup holds all that the file holds.
"""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path

from huanjie_desktop.store.chain import Head
from huanjie_desktop.store.durable import digest_of, real_file, write_durably
from huanjie_desktop.store.ledger import backup_folder, list_backups
from huanjie_desktop.store.trouble import damaged

PLAIN_HEAD = b"SQLite format 3\x00"
_COUNTER, _SAME_COUNTER, _HEAD = slice(24, 28), slice(92, 96), 100


class Found(Enum):
    """What a file is found to be: as it was closed, changed by SQLite since then, or nothing is known.

    OTHER_BYTES: other bytes under the same count of writes, which is damage, or another file in its place.
    """

    AS_CLOSED = auto()
    OTHER_BYTES = auto()
    CHANGED_ELSEWHERE = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Seal:
    """What the file was when it was closed; `count` is SQLite's count of writes, None in an encrypted file.

    `covered` is the backup that holds everything, "" for none; `changes` is the journal's last number, `at` when,
    `head` the journal's last link ("" in seals of earlier programs).
    """

    digest: str
    count: str | None
    covered: str
    changes: int
    at: str
    head: str = ""


def read_seal(path: Path) -> Seal | None:
    """Return the seal, None where there is none that can be read."""
    try:
        values = json.loads(_file(path).read_text(encoding="utf-8"))
        return Seal(**values)
    except (OSError, ValueError, TypeError):
        return None


def set_seal(path: Path, covered: str, journal: Head, at: str) -> None:
    """Seal a closed file, where it has a folder of backups. Raises OSError."""
    if backup_folder(path).is_dir():
        seal = Seal(digest_of(path), _count_of(path), covered, journal.seq, at, journal.digest)
        write_durably(_file(path), json.dumps(asdict(seal)).encode())


def break_seal(path: Path) -> None:
    """Take the seal away, before the file changes."""
    with suppress(OSError):
        _file(path).unlink(missing_ok=True)


def compare_with_seal(path: Path, seal: Seal) -> Found:
    """Tell what the file is to its seal; raises DamagedWorkspace where its head cannot be what SQLite wrote."""
    hot = path.with_name(f"{path.name}-journal")
    if hot.exists() and hot.stat().st_size:
        return Found.UNKNOWN  # a session ended in the middle of a write, which SQLite takes back
    digest = digest_of(path)
    if digest == seal.digest:
        return Found.AS_CLOSED
    if seal.count is None or any(each.digest == digest for each in list_backups(path)):
        return Found.UNKNOWN
    count = _count_of(path)
    if count is None or count[:8] != count[8:]:
        raise damaged(path)
    return Found.OTHER_BYTES if count == seal.count else Found.CHANGED_ELSEWHERE


def was_encrypted(path: Path) -> bool:
    """Tell whether the file had a password when it was sealed; without a seal, whether its newest backup has one."""
    seal = read_seal(path)
    if seal is not None:
        return seal.count is None
    for each in list_backups(path)[:1]:
        if each.recorded:
            with suppress(OSError):
                return _count_of(backup_folder(path) / each.file) is None
    return False


def was_plain(path: Path) -> bool:
    """Tell whether the file had no password when it was sealed."""
    seal = read_seal(path)
    return seal is not None and seal.count is not None


def _file(path: Path) -> Path:
    return backup_folder(path) / f".{real_file(path).name}.seal"


def _count_of(path: Path) -> str | None:
    """Return the count of writes, which a sound file holds twice; None in an encrypted file."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.startswith(PLAIN_HEAD):
        return None
    return (head[_COUNTER] + head[_SAME_COUNTER]).hex()
