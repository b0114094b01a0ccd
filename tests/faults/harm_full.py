"""A disk that is full at a random moment, then freed: a plain sentence each time, nothing lost, and work goes on."""

import json
import os
import random
import resource
import shutil
import signal
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

from huanjie_desktop.domain.errors import HuanjieError, WorldError
from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.store import ledger
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.durable import digest_of
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.faults.victims import spawn
from tests.faults.workload import change, content_of, make_base

CHANGES = 60
TMPFS_KB = 12_000
BALLAST = "压舱"


def _work(store: Store, number: int, rng: random.Random) -> None:
    """Change, and now and then back up or export."""
    change(store, rng, number)
    if number % 5 == 1:
        store.back_up("手动")
    if number % 5 == 3:
        safe_write(store.path.with_name("名册.xlsx"), lambda stream: stream.write(b"x" * rng.randrange(200_000)))


def _fill_up(path: Path, say: int, seed: int, fill: Callable[[], None], free: Callable[[], None]) -> None:
    """Work until the disk is full, see that nothing changed by the failing step, free it, and work on."""
    rng = random.Random(seed)
    said: dict[str, object] = {"refused": 0, "texts": [], "torn": 0, "other": []}
    store = open_store(path, FixedClock())
    for number in range(CHANGES):
        if number == 6:
            fill()
        if number == CHANGES - 15:
            free()
        before = content_of(store.db)
        try:
            _work(store, number, rng)
        except WorldError as error:
            said["refused"] = int(str(said["refused"])) + 1
            said["texts"] = sorted({*said["texts"], error.text})  # type: ignore[misc]
            if content_of(store.db) != before and "没有写入" in error.text:
                said["torn"] = int(str(said["torn"])) + 1
            if number >= CHANGES - 15:
                said["other"] = [*said["other"], f"after freeing: {error.text}"]  # type: ignore[misc]
        except Exception as error:  # noqa: BLE001 - what is not told in a sentence is what is counted
            said["other"] = [*said["other"], repr(error)]  # type: ignore[misc]
    said["content"] = content_of(store.db)
    store.close()
    os.write(say, json.dumps(said).encode())


def _limit(size: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _limit_at(path: Path, leave: int) -> None:
    _limit(path.stat().st_size + leave)


def _lift() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _heap_up(folder: Path, leave: int) -> None:
    """Fill a small disk up to some bytes."""
    room = os.statvfs(folder)
    size = max(room.f_bavail * room.f_frsize - leave, 0)
    (folder / BALLAST).write_bytes(bytes(size))


def _look(path: Path, answer: bytes, tally: Tally, note: str) -> None:
    if not answer:
        tally.wrong("lost", f"{note}: it did not come to its end")
        return
    said = json.loads(answer)
    tally.seen["refused steps"] += said["refused"]
    tally.seen["runs with a refused step"] += bool(said["refused"])
    for text in said["texts"]:
        if "磁盘" not in text:
            tally.wrong("no plain message", f"{note}: {text}")
    for text in said["other"]:
        tally.wrong("no plain message", f"{note}: {text}")
    if said["torn"]:
        tally.wrong("lost", f"{note}: a refused change was there")
    for each in ledger.list_backups(path):
        if not each.recorded or digest_of(ledger.backup_folder(path) / each.file) != each.digest:
            tally.wrong("damaged", f"{note}: {each.file}")
    try:
        store = open_store(path, FixedClock())
    except HuanjieError as error:
        tally.wrong("damaged", f"{note}: {error.text}")
        return
    if content_of(store.db) != said["content"]:
        tally.wrong("lost", note)
    store.close()


def _hear(pipe: int, process: int) -> bytes:
    said = b""
    while part := os.read(pipe, 65536):
        said += part
    os.close(pipe)
    os.waitpid(process, 0)
    return said


@fault("disk-full", full=100, short=6, posix=True)
def fill_disks(count: int, seed: int, folder: Path) -> Tally:
    """Fill the disk while a process works, by a limit of the files' size, and where it may by a small disk of its own."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "damaged": 0, "no plain message": 0})  # type: ignore[arg-type]
    (folder / "base").mkdir()
    base = make_base(folder / "base")
    for number in range(count):
        place = folder / f"{number}"
        place.mkdir()
        small = number % 2 == 1 and count > 20 and _mount(place)
        path = place / base.name
        shutil.copyfile(base, path)
        trial, leave = rng.randrange(1 << 30), rng.randrange(90_000)
        fill: Callable[[], None] = partial(_limit_at, path, leave)
        free: Callable[[], None] = _lift
        if small:
            fill, free = partial(_heap_up, place, leave), (place / BALLAST).unlink
        victim = spawn(lambda say, p=path, t=trial, fi=fill, fr=free: _fill_up(p, say, t, fi, fr))  # type: ignore[misc]
        _look(path, _hear(victim.pipe, victim.process), tally, f"{number}, seed {trial}")
        tally.tried += 1
        tally.seen["on a small disk"] += small
        if small:
            subprocess.run(["umount", str(place)], check=False)
        shutil.rmtree(place, ignore_errors=True)
    return tally


def _mount(place: Path) -> bool:
    """Mount a small disk, where this is root on a system that lets it."""
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={TMPFS_KB}k", "tmpfs", str(place)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
