"""A disk that remembers every call, as an apsw VFS: what a power cut leaves of it, and calls that fail.

A written sector is safe once its file was synced after it; a new or a removed name once its folder was synced (SQLite's
own VFS does that at the first sync of a journal, and at a removal when it is asked to). Whatever is not safe may be there,
or not, or in part.
"""

import random
from dataclasses import dataclass, field
from typing import Any

import apsw

SECTOR = 512
WRITE, TRUNCATE, SYNC, DELETE, CREATE, DONE = range(6)


@dataclass(frozen=True)
class Call:
    """One call: WRITE `content` at `place`, TRUNCATE to `place`, SYNC, DELETE (`place` 1: synced), CREATE, DONE."""

    kind: int
    file: str = ""
    place: int = 0
    content: bytes = b""


@dataclass
class Disk:
    """The files as the program sees them, and the calls that made them so; the call number `fail_at` fails."""

    files: dict[str, bytearray] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    fail_at: int = -1
    failing: bool = False
    vfs: Any = None  # lives as long as the disk

    def note(self, call: Call) -> None:
        if len(self.calls) == self.fail_at or self.failing:
            self.failing = True
            raise apsw.IOError("the disk failed")
        self.calls.append(call)


class DiskFile:
    """An open file; apsw asks only for the methods."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._disk, self._name = disk, name

    @property
    def _content(self) -> bytearray:
        return self._disk.files[self._name]

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802 - SQLite's names
        return bytes(self._content[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.note(Call(WRITE, self._name, offset, bytes(data)))
        _write(self._content, offset, bytes(data))

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.note(Call(TRUNCATE, self._name, size))
        del self._content[size:]

    def xSync(self, _flags: int) -> None:  # noqa: N802
        self._disk.note(Call(SYNC, self._name))

    def xFileSize(self) -> int:  # noqa: N802
        return len(self._content)

    def xLock(self, _level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, _level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, _op: int, _pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return SECTOR

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0

    def xClose(self) -> None:  # noqa: N802
        pass


class DiskVFS(apsw.VFS):
    """Opens files on a Disk."""

    def __init__(self, name: str, disk: Disk) -> None:
        super().__init__(name, "")
        self._disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> Any:  # noqa: N802
        file = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if file not in self._disk.files:
            self._disk.note(Call(CREATE, file))
            self._disk.files[file] = bytearray()
        return DiskFile(self._disk, file)

    def xDelete(self, name: str, sync_folder: bool) -> None:  # noqa: N802
        self._disk.note(Call(DELETE, name, int(sync_folder)))
        self._disk.files.pop(name, None)

    def xAccess(self, name: str, _flags: int) -> bool:  # noqa: N802
        return name in self._disk.files

    def xFullPathname(self, name: str) -> str:  # noqa: N802
        return name


def left_after_cut(base: dict[str, bytes], calls: list[Call], rng: random.Random) -> dict[str, bytes]:
    """Return the files after these calls and a power cut; what was not synced is there, not there, or torn."""
    last_sync = {call.file: at for at, call in enumerate(calls) if call.kind == SYNC}
    files = {name: bytearray(content) for name, content in base.items()}
    temper = rng.choice((0.0, 0.15, 0.5, 0.85, 1.0))  # how much of what is not safe survives
    for at, call in enumerate(calls):
        safe = at < last_sync.get(call.file, -1)
        kept = safe or rng.random() < temper
        if call.kind == DELETE:
            if call.place or kept:
                files.pop(call.file, None)
        elif call.kind == CREATE:
            files.setdefault(call.file, bytearray())
        elif call.kind == TRUNCATE and kept:
            del files.setdefault(call.file, bytearray())[call.place :]
        elif call.kind == WRITE:
            content = files.setdefault(call.file, bytearray())
            if kept:
                _write(content, call.place, call.content)
            elif temper and rng.random() < 0.5:
                _tear(content, call, rng)
    return {name: bytes(content) for name, content in files.items()}


def _tear(content: bytearray, call: Call, rng: random.Random) -> None:
    """Write some sectors of a write only."""
    for start in range(0, len(call.content), SECTOR):
        if rng.random() < 0.5:
            _write(content, call.place + start, call.content[start : start + SECTOR])


def _write(content: bytearray, place: int, data: bytes) -> None:
    if len(content) < place:
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data
