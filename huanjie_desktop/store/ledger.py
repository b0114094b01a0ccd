"""The ledger of a workspace's backups: what each was when it was verified, one line of JSON each, beside them."""

import json
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from huanjie_desktop.domain.backups import Backup
from huanjie_desktop.store.durable import real_file, write_durably

FOLDER = "备份"
_LEDGER = ".ledger"
CHECKED = ".checked"
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
    of_others = {each.file for other in _others(path) for each in _read_file(other)}
    found: list[Backup] = []
    with suppress(OSError):
        for file in folder.iterdir():
            backup = known.get(file.name)
            match = None if backup or file.name in of_others else pattern.fullmatch(file.name)
            if match:
                backup = _unrecorded(file.name, match[1], match[2])
            if backup:
                found.append(backup)
    return sorted(found, key=lambda each: (each.number, each.file), reverse=True)


def owner_of_backup(file: Path) -> Path | None:
    """Return the workspace that a file in a folder of backups belongs to; None for a file that lies elsewhere."""
    folder = file.parent
    for written in folder.glob(f".*{_LEDGER}"):
        if any(each.file == file.name for each in _read_file(written)):
            return _owner(written)
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


def put_in_order(path: Path) -> None:
    """Number the backups anew by the journal's last number in each: what was brought here is older than what was made here.

    Raises OSError.
    """
    lines = sorted(_read(path), key=lambda each: (each.changes, each.at))
    _write(path, [replace(each, number=number) for number, each in enumerate(lines, 1)])


def adopt_backups(path: Path, id_: str) -> None:
    """Take over the backups of a workspace with this id that had another name and is there no more: it was renamed.

    Raises OSError.
    """
    for other in _others(path):
        written = _read_file(other)
        theirs = [each for each in written if id_ and each.origin == id_]
        if not theirs or _owner(other).exists():
            continue
        before = max(each.number for each in theirs)
        own = [replace(each, number=each.number + before) for each in _read(path)]
        _write(path, [*theirs, *own])
        rest = [each for each in written if each not in theirs]
        if rest:
            write_durably(other, _as_lines(rest))
        else:
            other.unlink(missing_ok=True)
            stem = other.name.removesuffix(_LEDGER)
            other.with_name(f"{stem}.seal").unlink(missing_ok=True)
            with suppress(FileNotFoundError):
                other.with_name(f"{stem}{CHECKED}").replace(_file(path).with_suffix(CHECKED))


def _others(path: Path) -> list[Path]:
    """Return the ledgers of other workspaces beside this one's."""
    own = _file(path)
    return [each for each in sorted(own.parent.glob(f".*{_LEDGER}")) if each.name != own.name]


def _owner(written: Path) -> Path:
    return written.parent.with_name(written.name[1:].removesuffix(_LEDGER))


def next_number(path: Path) -> int:
    """Return the running number of the next backup."""
    return max((each.number for each in _read(path)), default=0) + 1


def free_name(folder: Path, stem: str, suffix: str) -> Path:
    """Return a name that no file has; two backups in one second, or a clock set back, overwrite nothing."""
    target = folder / f"{stem}{suffix}"
    number = 2
    while target.exists():
        target = folder / f"{stem}-{number}{suffix}"
        number += 1
    return target


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
    write_durably(_file(path), _as_lines(backups))


def _as_lines(backups: Iterable[Backup]) -> bytes:
    lines = [
        json.dumps({**vars(each), "at": each.at.isoformat(timespec="seconds")}, ensure_ascii=False) for each in backups
    ]
    return ("\n".join(lines) + "\n").encode()


def _unrecorded(file: str, moment: str, reason: str) -> Backup | None:
    try:
        at = datetime.strptime(moment, "%Y%m%d-%H%M%S").astimezone()
    except (ValueError, OSError, OverflowError):
        return None
    return Backup(file, at, reason, named=reason.startswith(NAMED))
