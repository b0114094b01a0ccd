"""Disk errors under the engine that is shipped: single system calls of a real process fail, by strace, where it is there."""

import random
import shutil
import subprocess
import sys
from pathlib import Path

from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.faults.workload import change, content_of, make_base

ROOT = Path(__file__).parents[2]
CHANGES = 12
CALLS = ("pwrite64", "fdatasync,fsync", "ftruncate")


def _contents(base: Path, folder: Path, seed: int) -> list[str]:
    """Return the content before, and after each change."""
    path = folder / "known" / base.name
    path.parent.mkdir()
    shutil.copyfile(base, path)
    store = open_store(path, FixedClock(), None, "测试员")
    rng = random.Random(seed)
    contents = [content_of(store.db)]
    for number in range(CHANGES):
        change(store, rng, number)
        contents.append(content_of(store.db))
    store.close()
    return contents


@fault("io-engine", full=300, short=3, posix=True)
def break_engine(count: int, seed: int, folder: Path) -> Tally:
    """Let system call 1, 2, 3 ... of a kind fail, once or from then on, with EIO or ENOSPC."""
    tally = Tally(bad={"lost": 0, "damaged": 0, "no plain message": 0})  # type: ignore[arg-type]
    strace = shutil.which("strace")
    if strace is None:
        tally.tried = 1
        tally.notes.append("strace is not here: nothing was tried")
        return tally
    rng = random.Random(seed)
    base = make_base(folder)
    contents = _contents(base, folder, seed)
    for number in range(count):
        path = folder / f"{number}" / base.name
        path.parent.mkdir()
        shutil.copyfile(base, path)
        kind, code = CALLS[number % 3], ("EIO", "ENOSPC")[number // 3 % 2]
        at = number // 6 + 1 if count > 30 else rng.randrange(1, 40)
        when = f"{at}{'+' if number // 6 % 2 else ''}"
        program = (sys.executable, "-B", "-m", "tests.faults.engine", str(path), str(seed), str(CHANGES))
        harm = ("-e", f"trace={kind}", "-e", f"inject={kind}:error={code}:when={when}")
        said = subprocess.run(
            [strace, "-qq", "-f", "--seccomp-bpf", "-o", "/dev/null", *harm, *program],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        note = f"{kind} {when} {code}"
        tally.tried += 1
        tally.seen["failed"] += said.returncode != 0
        if said.returncode not in (0, 3) or not said.stdout:
            tally.wrong("no plain message", f"{note}: {said.stderr.splitlines()[-1:]}")
            continue
        done = int(said.stdout.split("\t")[0])
        tally.seen["changes done before"] += done
        _look(path, contents, done, tally, note)
        shutil.rmtree(path.parent)
    return tally


def _look(path: Path, contents: list[str], done: int, tally: Tally, note: str) -> None:
    try:
        store = open_store(path, FixedClock())
    except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
        tally.wrong("damaged", f"{note}: {error!r}")
        return
    found = content_of(store.db)
    if found not in contents:
        tally.wrong("damaged", note)
    elif found not in contents[done : done + 2]:
        tally.wrong("lost", f"{note}, after {done} changes: {contents.index(found)} found")
    store.close()
