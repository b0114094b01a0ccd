"""The ledger of a workspace's backups: what each was when it was verified, one line of JSON each, beside them."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.backups import Backup
from huanjie_desktop.store.durable import real_file, write_durably

FOLDER = "备份"
_LEDGER = ".ledger"
_OF_A_BACKUP = re.compile(r"(.+?)_\d{8}-\d{6}_.+")
NAMED = "留存"  # stands in the names of those that the user named


def backup_folder(path: Path) -> Path:
    """Return the folder of a workspace's backups, which may not be there yet."""
    return real_file(path).with_name(FOLDER)


def list_backups(path: Path) -> list[Backup]:
    """Return a workspace's backups, newest first by their running numbers; those without one by their names, last."""
    path = real_file(path)
    folder = backup_folder(path)
    known = {each.file: each for each in _read(path)}
    pattern = re.compile(rf"{re.escape(path.stem)}_(\d{{8}}-\d{{6}})_(.+){re.escape(path.suffix)}")
    found: list[Backup] = []
    with suppress(OSError):
        for file in folder.iterdir():
            match = pattern.fullmatch(file.name)
            backup = match and (known.get(file.name) or _unrecorded(file.name, match[1], match[2]))
            if backup:
                found.append(backup)
    return sorted(found, key=lambda each: (each.number, each.file), reverse=True)


def owner_of_backup(file: Path) -> Path | None:
    """Return the workspace that a file in a folder of backups belongs to; None for a file that lies elsewhere."""
    folder = file.parent
    for written in folder.glob(f".*{_LEDGER}"):
        owner = folder.with_name(written.name[1:].removesuffix(_LEDGER))
        if any(each.file == file.name for each in _read_file(written)):
            return owner
    if folder.name != FOLDER:
        return None
    named = _OF_A_BACKUP.fullmatch(file.name)
    return folder.with_name(f"{named[1]}{file.suffix}" if named else file.name)


def is_there(path: Path, backup: Backup) -> bool:
    """Tell whether a recorded backup's file is there with the size that it had; its content is not read."""
    try:
        return backup.recorded and (backup_folder(path) / backup.file).stat().st_size == backup.size
    except OSError:
        return False


def record(path: Path, backup: Backup) -> None:
    """Add a backup to the ledger, before its file has its name; lines of files that are gone are left out. Raises OSError."""
    folder = backup_folder(path)
    lines = [each for each in _read(path) if (folder / each.file).exists() and each.file != backup.file]
    _write(path, [*lines, backup])


def next_number(path: Path) -> int:
    """Return the running number of the next backup."""
    return max((each.number for each in _read(path)), default=0) + 1


def _file(path: Path) -> Path:
    return backup_folder(path) / f".{real_file(path).name}{_LEDGER}"


def _read(path: Path) -> list[Backup]:
    return _read_file(_file(path))


def _read_file(file: Path) -> list[Backup]:
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    found: list[Backup] = []
    for line in text.splitlines():
        with suppress(ValueError, TypeError, KeyError):  # a damaged line loses one backup's record, not the others
            values = json.loads(line)
            found.append(Backup(**{**values, "at": datetime.fromisoformat(values["at"])}))
    return found


def _write(path: Path, backups: Iterable[Backup]) -> None:
    lines = [
        json.dumps({**vars(each), "at": each.at.isoformat(timespec="seconds")}, ensure_ascii=False) for each in backups
    ]
    write_durably(_file(path), ("\n".join(lines) + "\n").encode())


def _unrecorded(file: str, moment: str, reason: str) -> Backup | None:
    try:
        at = datetime.strptime(moment, "%Y%m%d-%H%M%S").astimezone()
    except (ValueError, OSError, OverflowError):
        return None
    return Backup(file, at, reason, named=reason.startswith(NAMED))
