"""kill -9 at a random moment of a write, then open: what was acknowledged is there, whole, and the file is sound."""

import os
import random
import shutil
import signal
from pathlib import Path

from huanjie_desktop.store.database import Store
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.people import add_people, change_people, list_people
from tests.builders import FixedClock, new_store, record
from tests.faults.registry import Tally, fault
from tests.faults.victims import kill_after, spawn

WRITES = 250  # more than fit into the longest wait
KEY = "口令2026"  # every fourth file is a protected one, with the record of its slots behind its pages


def _write(path: Path, key: str | None, seed: int, say: int) -> None:
    """Write unit after unit, each of several rows of two tables, acknowledge each after its commit; a protected file is closed between."""
    store = open_store(path, FixedClock(), key, "测试员")
    rng = random.Random(seed)
    for number in range(1, WRITES + 1):
        with store.unit_of_work(f"第{number}批") as work:
            add_people(work, [record(f"n{number}-{at}", "林木", resume="长" * rng.randrange(2000)) for at in range(3)])
            change_people(work, {"p0": {"phone": str(number)}})
        os.write(say, bytes([number]))
        if number % 7 == 0:
            store.undo()
            store.redo()
            if key:
                store.close()
                store = open_store(path, FixedClock(), key, "测试员")


def _count_whole(store: Store, tally: Tally, acknowledged: int, note: str) -> None:
    people = {each.id: each for each in list_people(store)}
    batches = {int(id_[1:].split("-")[0]) for id_ in people if id_.startswith("n")}
    torn = [number for number in batches if sum(id_.startswith(f"n{number}-") for id_ in people) != 3]
    highest = max(batches, default=0)
    if torn or batches != set(range(1, highest + 1)) or people["p0"].phone not in ("", str(highest)):
        tally.wrong("torn", f"{note}: {sorted(batches)} {people['p0'].phone}")
    undoing = highest + 1 == acknowledged and acknowledged % 7 == 0  # killed between undo and redo of the last one
    if highest < acknowledged and not undoing:
        tally.wrong("lost", f"{note}: {acknowledged} acknowledged, {highest} found")
    tally.seen["acknowledged"] += acknowledged
    tally.seen["committed unanswered"] += max(0, highest - acknowledged)
    if store.db.conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
        tally.wrong("damaged", note)


def _base(folder: Path, key: str | None) -> Path:
    folder.mkdir()
    base = new_store(folder, key=key)
    with base.unit_of_work("添加") as work:
        add_people(work, [record("p0", "林木")])
    base.close()
    return base.path


@fault("kill", full=500, short=12, posix=True)
def kill_writers(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that writes to the store at a random moment."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "torn": 0, "damaged": 0})  # type: ignore[arg-type]
    bases = {key: _base(folder / f"base-{bool(key)}", key) for key in (None, KEY)}
    for number in range(count):
        key = KEY if number % 4 == 3 else None
        path = folder / f"{number}" / bases[key].name
        path.parent.mkdir()
        shutil.copyfile(bases[key], path)
        trial = rng.randrange(1 << 30)
        victim = spawn(lambda say, path=path, key=key, trial=trial: _write(path, key, trial, say))  # type: ignore[misc]
        said = kill_after(victim, rng.uniform(0.001, 1.2 if key else 0.12), signal.SIGKILL)
        tally.tried += 1
        tally.seen["killed while writing"] += not said.ended
        tally.seen["protected"] += key is not None
        hot = path.with_name(path.name + "-journal")
        tally.seen["hot journals"] += hot.exists() and hot.stat().st_size > 0
        try:
            store = open_store(path, FixedClock(), key, "测试员")
        except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
            tally.wrong("damaged", f"{trial}: {error!r}")
            continue
        _count_whole(store, tally, said.last, f"seed {trial}")
        store.close()
        shutil.rmtree(path.parent)
    return tally
