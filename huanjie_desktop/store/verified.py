"""What reading a workspace's backups through has found, remembered beside them: what is as it was is not read again for a while."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock

from huanjie_desktop.store.durable import real_file, write_durably
from huanjie_desktop.store.ledger import CHECKED, backup_folder

LASTS = timedelta(days=30)  # disks lose bits in silence
Stamp = tuple[int, int]
_writing = Lock()  # backups are written by one worker and read by another


@dataclass(frozen=True)
class Verified:
    """What a file was when it was read through: its size and time, the digest that it was compared with, and whether it had it."""

    size: int
    time: int
    digest: str
    sound: bool
    at: str

    def holds(self, stamp: Stamp | None, digest: str, now: datetime) -> bool:
        """Tell whether that is still known of a file with this stamp and this recorded digest."""
        if stamp != (self.size, self.time) or digest != self.digest:
            return False
        with suppress(ValueError, TypeError):  # a clock that was set tells nothing
            return timedelta(days=-1) <= now - datetime.fromisoformat(self.at) <= LASTS
        return False


def stamp_of(file: Path) -> Stamp | None:
    """Return a file's size and time, None where it cannot be looked at."""
    try:
        seen = file.stat()
    except OSError:
        return None
    return seen.st_size, seen.st_mtime_ns


def read_verified(path: Path) -> dict[str, Verified]:
    """Return what is remembered, by the names of the files; nothing where it cannot be read."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        values = json.loads(_file(path).read_text(encoding="utf-8"))
        return {file: Verified(**each) for file, each in values.items()}
    return {}


def remember_verified(path: Path, found: Mapping[str, Verified]) -> None:
    """Remember what was found of some files, and no longer what is gone; where that cannot be written, they are read again."""
    if not found:
        return
    with _writing, suppress(OSError):
        folder = backup_folder(path)
        kept = {file: each for file, each in {**read_verified(path), **found}.items() if (folder / file).exists()}
        text = json.dumps({file: asdict(each) for file, each in kept.items()}, ensure_ascii=False, indent=0)
        write_durably(_file(path), text.encode())


def _file(path: Path) -> Path:
    return backup_folder(path) / f".{real_file(path).name}{CHECKED}"
