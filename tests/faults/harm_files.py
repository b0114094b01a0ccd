"""Backing up, restoring and exporting, killed at a random moment: a named file is whole, the workspace is old or new."""

import os
import random
import shutil
from pathlib import Path

from huanjie_desktop.services.safe_write import safe_write
from huanjie_desktop.store import ledger
from huanjie_desktop.store.durable import digest_of
from huanjie_desktop.store.opening import open_store
from tests.builders import FixedClock
from tests.faults.registry import Tally, fault
from tests.faults.victims import kill_after, spawn
from tests.faults.workload import change, make_base, state_of

ROUNDS = 60
EXPORT_BYTES = 300_000


def _back_up(path: Path, say: int) -> None:
    """Change and back up, again and again."""
    store = open_store(path, FixedClock())
    rng = random.Random(1)
    for number in range(ROUNDS):
        before = store.history(limit=1)[0].seq
        change(store, rng, number)
        if store.history(limit=1)[0].seq > before:  # a counted sheet leaves nothing in the journal
            os.write(say, b"c")
        store.back_up("手动")
        os.write(say, b"b")


def _restore(path: Path, say: int) -> None:
    """Restore the two backups by turns."""
    store = open_store(path, FixedClock())
    copies = [ledger.backup_folder(path) / each.file for each in ledger.list_backups(path)]
    for number in range(ROUNDS):
        store.restore(copies[number % 2])
        os.write(say, b"r")


def _export(path: Path, say: int) -> None:
    """Write one file, each time with other content."""
    for number in range(250):
        safe_write(path, lambda stream, number=number: stream.write(bytes([number]) * EXPORT_BYTES))  # type: ignore[misc]
        os.write(say, bytes([number]))


def _check_backups(path: Path, tally: Tally, note: str) -> None:
    """Every file that has a backup's name must be recorded and be what was recorded."""
    for each in ledger.list_backups(path):
        file = ledger.backup_folder(path) / each.file
        if not each.recorded or digest_of(file) != each.digest:
            tally.wrong("bad named file", f"{note}: {each.file}")
        tally.seen["named backups"] += 1
    tally.seen["leftovers"] += len(list(path.parent.rglob("*.part")))


@fault("backup-kill", full=500, short=8, posix=True)
def kill_backups(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that changes a workspace and backs it up."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "bad named file": 0, "leftovers not swept": 0})  # type: ignore[arg-type]
    base = make_base(folder)
    for number in range(count):
        path = folder / f"{number}" / base.name
        path.parent.mkdir()
        shutil.copyfile(base, path)
        said = kill_after(spawn(lambda say, path=path: _back_up(path, say)), rng.uniform(0, 0.25))  # type: ignore[misc]
        tally.tried += 1
        store = open_store(path, FixedClock())
        seqs = store.history(limit=1)[0].seq
        if seqs < 1 + said.said.count(b"c"):
            tally.wrong("lost", f"{number}: {seqs} of {said.said!r}")
        if len(ledger.list_backups(path)) < min(said.said.count(b"b"), 5):
            tally.wrong("lost", f"{number}: backups")
        _check_backups(path, tally, f"{number}")
        store.back_up("手动")
        if list(path.parent.rglob("*.part*")):
            tally.wrong("leftovers not swept", f"{number}")
        store.close()
        shutil.rmtree(path.parent)
    return tally


@fault("restore-kill", full=500, short=8, posix=True)
def kill_restores(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that restores a workspace from its backups."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "bad named file": 0, "leftovers not swept": 0})  # type: ignore[arg-type]
    (folder / "base").mkdir()
    base = make_base(folder / "base")
    store = open_store(base, FixedClock())
    contents = {state_of(store.db)}
    store.back_up("手动")
    change(store, random.Random(4), 1)
    store.back_up("手动")
    contents.add(state_of(store.db))
    store.close()
    for number in range(count):
        path = folder / f"{number}" / base.name
        shutil.copytree(base.parent, path.parent)
        kill_after(spawn(lambda say, path=path: _restore(path, say)), rng.uniform(0, 0.2))  # type: ignore[misc]
        tally.tried += 1
        try:
            store = open_store(path, FixedClock())
        except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
            tally.wrong("lost", f"{number}: {error!r}")
            continue
        if state_of(store.db) not in contents:
            tally.wrong("lost", f"{number}: neither the old nor the new")
        if list(path.parent.glob(".*.part")):
            tally.wrong("leftovers not swept", f"{number}")
        _check_backups(path, tally, f"{number}")
        store.close()
        shutil.rmtree(path.parent)
    return tally


@fault("export-kill", full=500, short=10, posix=True)
def kill_exports(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that writes a file for the user."""
    rng = random.Random(seed)
    tally = Tally(bad={"half written": 0, "lost": 0, "leftovers not swept": 0})  # type: ignore[arg-type]
    for number in range(count):
        path = folder / f"{number}" / "干部名册.xlsx"
        path.parent.mkdir()
        path.write_bytes(b"\xff" * EXPORT_BYTES)
        said = kill_after(spawn(lambda say, path=path: _export(path, say)), rng.uniform(0, 0.03))  # type: ignore[misc]
        tally.tried += 1
        content = path.read_bytes()
        if len(content) != EXPORT_BYTES or len(set(content)) != 1:
            tally.wrong("half written", f"{number}: {len(content)} bytes")
        elif said.said and content[0] not in (said.last, said.last + 1):
            tally.wrong("lost", f"{number}: {content[0]} after {said.last}")
        tally.seen["leftovers"] += len(list(path.parent.glob(".*.part")))
        safe_write(path, lambda stream: stream.write(b"x"))
        if list(path.parent.iterdir()) != [path]:
            tally.wrong("leftovers not swept", f"{number}")
        shutil.rmtree(path.parent)
    return tally
