"""Simulated power cuts under the SQL of the real store, with its own pragmas; and a control that must lose."""

import random
from dataclasses import dataclass
from pathlib import Path

import apsw

from huanjie_desktop.domain.errors import HuanjieError
from huanjie_desktop.store import admission
from huanjie_desktop.store.driver import DatabaseError
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock
from tests.faults.disk import DONE, Call, Disk, DiskVFS, left_after_cut
from tests.faults.registry import Tally, fault
from tests.faults.workload import change, content_of, make_base

CHANGES = 40
CUTS_A_RUN = 400
NAME = "w"


@dataclass(frozen=True)
class Recording:
    """The calls of a run on a disk, the file before it, and the content after each change."""

    base: bytes
    calls: list[Call]
    contents: list[str]


def trace(base: Path, seed: int) -> tuple[list[list[str]], list[str]]:
    """Change a store; return the SQL of each change, and the content before and after each."""
    store = open_store(base, FixedClock(), None, "测试员")
    rng = random.Random(seed)
    contents, scripts = [content_of(store.db)], []
    for number in range(CHANGES):
        said: list[str] = []
        store.db.conn.set_trace_callback(said.append)
        change(store, rng, number)
        store.db.conn.set_trace_callback(None)
        scripts.append(_once(said))
        contents.append(content_of(store.db))
    store.close()
    return scripts, contents


def _once(said: list[str]) -> list[str]:
    """Return the statements without what triggers ran, and once where SQLite told one again for its trigger."""
    own = [each for each in said if not each.startswith("--")]
    return [each for at, each in enumerate(own) if not at or each != own[at - 1]]


def record_run(folder: Path, seed: int, synchronous: str = "") -> Recording:
    """Run the store's SQL on a remembering disk, with the store's pragmas, or with a weaker `synchronous`."""
    base = make_base(folder)
    content = base.read_bytes()
    scripts, contents = trace(base, seed)
    disk = Disk({NAME: bytearray(content)})
    connection = connect(disk)
    set_pragmas(connection, synchronous)
    for script in scripts:
        for statement in script:
            connection.execute(statement).fetchall()
        disk.note(Call(DONE))
    connection.close()
    if open_after({NAME: bytes(disk.files[NAME])}, folder) != contents[-1]:
        raise AssertionError("the run on the disk came to another end than the store's own")
    return Recording(content, disk.calls, contents)


def connect(disk: Disk) -> apsw.Connection:
    """Open the file on a disk."""
    name = f"disk-{id(disk)}"
    disk.vfs = DiskVFS(name, disk)
    return apsw.Connection(NAME, vfs=name)


def set_pragmas(connection: apsw.Connection, synchronous: str = "") -> None:
    """Set what the store sets."""
    for pragma in admission.PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    if synchronous:
        connection.execute(f"PRAGMA synchronous = {synchronous}").fetchall()


def open_after(files: dict[str, bytes], folder: Path) -> str:
    """Open what a cut left with the product's own store; return its content, or "" where it is damaged."""
    path = folder / "青禾县.huanjie"
    journal = path.with_name(f"{path.name}-journal")
    path.write_bytes(files.get(NAME, b""))
    journal.unlink(missing_ok=True)
    if f"{NAME}-journal" in files:
        journal.write_bytes(files[f"{NAME}-journal"])
    try:
        store = open_store(path, FixedClock())
    except HuanjieError:
        return ""
    try:
        sound = store.db.conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return content_of(store.db) if sound else ""
    except DatabaseError:  # a torn text that the check does not look into
        return ""
    finally:
        store.close()


def cut(recording: Recording, rng: random.Random, folder: Path) -> tuple[str, int]:
    """Cut the power once; return "", "lost" or "damaged", and how many changes were done by then."""
    at = rng.randrange(len(recording.calls) + 1)
    calls = recording.calls[:at]
    done = sum(call.kind == DONE for call in calls)
    found = open_after(left_after_cut({NAME: recording.base}, calls, rng), folder)
    if found in recording.contents[done : done + 2]:
        return "", done
    return ("lost" if found in recording.contents else "damaged"), done


@fault("power", full=10_000, short=120)
def cut_the_power(count: int, seed: int, folder: Path) -> Tally:
    """Cut the power at a random call of a run of changes, many times."""
    tally = Tally(bad={"lost": 0, "damaged": 0})  # type: ignore[arg-type]
    rng = random.Random(seed)
    runs = range(0, count, CUTS_A_RUN)
    for run in runs:
        (folder / f"{run}").mkdir()
        recording = record_run(folder / f"{run}", seed + run)
        for _ in range(min(CUTS_A_RUN, count - run)):
            came, done = cut(recording, rng, folder)
            tally.tried += 1
            tally.seen["changes done before the cuts"] += done
            if came:
                tally.wrong(came, f"run {run}, after {done} changes")
    (folder / "control").mkdir()
    control = record_run(folder / "control", seed, "OFF")
    results = [cut(control, rng, folder)[0] for _ in range(max(20, min(count // 10, 500)))]
    tally.control["tried with synchronous=OFF"] = len(results)
    tally.control["lost or damaged with synchronous=OFF"] = sum(bool(each) for each in results)
    return tally
