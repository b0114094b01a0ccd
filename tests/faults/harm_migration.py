"""Migrations of landed workspaces, killed or cut off in the middle: the file is of one schema, whole, with everything in it."""

import os
import random
import shutil
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from huanjie_desktop.store import ledger, migrations
from huanjie_desktop.store.backup import verify_copy
from huanjie_desktop.store.driver import connect as connect_product
from huanjie_desktop.store.opening import open_store
from huanjie_desktop.store.people import count_people
from huanjie_desktop.store.soundness import find_faults
from huanjie_desktop.store.unlocking import unlock
from tests.builders import FixedClock
from tests.faults.disk import Call, Disk, left_after_cut
from tests.faults.harm_power import NAME, connect, set_pragmas
from tests.faults.landed import Landed, landed, schema_at, schema_of
from tests.faults.registry import Tally, fault
from tests.faults.victims import kill_after, spawn


def _open(path: Path, old: Landed, say: int) -> None:
    os.write(say, b"1")
    open_store(path, FixedClock(), old.password or None).close()
    os.write(say, b"2")


def _seconds(old: Landed, folder: Path) -> float:
    """Return how long it takes to open a copy of a kept workspace."""
    folder.mkdir()
    path = shutil.copyfile(old.file, folder / "青禾县.huanjie")
    start = time.perf_counter()
    open_store(path, FixedClock(), old.password or None).close()
    took = time.perf_counter() - start
    shutil.rmtree(folder)
    return took


def _key(path: Path, old: Landed) -> str | None:
    """Return the key behind a kept workspace's password: from the tenth schema on it is another."""
    return unlock(path, old.password)[0] if old.password else None


def _look(path: Path, old: Landed, tally: Tally, note: str) -> None:
    """See that the file is wholly of one schema, then open it and see that everything is in it."""
    db = connect_product(str(path), _key(path, old))
    version, found = migrations.version_of(db), schema_of(db)
    db.conn.close()
    if not old.version <= version <= migrations.head_version() or found != schema_at(version):
        tally.wrong("half migrated", f"{note}: version {version}")
    tally.seen["as before" if version == old.version else "migrated"] += 1
    store = open_store(path, FixedClock(), old.password or None)
    faults = find_faults(store.db, encrypted=bool(old.password))
    if count_people(store) != old.people or migrations.version_of(store.db) != migrations.head_version() or faults:
        tally.wrong("lost", f"{note}: {[each.text for each in faults]}")
    store.close()


def _look_for_backup(path: Path, old: Landed, tally: Tally, note: str) -> None:
    """See that there is a sound backup of what was there, as soon as anything was changed."""
    db = connect_product(str(path), _key(path, old))
    changed = migrations.version_of(db) != old.version
    db.conn.close()
    named = [each for each in ledger.list_backups(path) if each.reason == "升级前"]
    if changed and not named:
        tally.wrong("without backup", note)
    for each in named:
        verify_copy(ledger.backup_folder(path) / each.file, _key(path, old))


@fault("migration-kill", full=500, short=14, posix=True)
def kill_migrations(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that opens an old workspace at a random moment of its migration."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "half migrated": 0, "without backup": 0})  # type: ignore[arg-type]
    kept = landed()
    times = {old: _seconds(old, folder / "timed") for old in kept}
    for number in range(count):
        old = kept[number % len(kept)]
        path = folder / f"{number}" / "青禾县.huanjie"
        path.parent.mkdir()
        shutil.copyfile(old.file, path)
        victim = spawn(lambda say, path=path, old=old: _open(path, old, say))  # type: ignore[misc]
        said = kill_after(victim, rng.uniform(0, 1.2 * times[old]))
        tally.tried += 1
        tally.seen["killed in the middle"] += said.said != b"12"
        note = f"{number} {old.file.stem}"
        try:
            _look_for_backup(path, old, tally, note)
            _look(path, old, tally, note)
        except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
            tally.wrong("lost", f"{note}: {error!r}")
        shutil.rmtree(path.parent)
    return tally


@fault("migration-power", full=2000, short=48)
def cut_migrations(count: int, seed: int, folder: Path) -> Tally:
    """Cut the power at a random call of a migration."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "half migrated": 0})  # type: ignore[arg-type]
    kept = [each for each in landed() if not each.password]  # the disk that cuts holds plain files
    for old in kept:
        calls = _calls_of(old)
        for number in range(max(1, count // len(kept))):
            files = left_after_cut({NAME: old.file.read_bytes()}, calls[: rng.randrange(len(calls) + 1)], rng)
            path = folder / f"{old.file.stem}-{number}" / "青禾县.huanjie"
            path.parent.mkdir()
            path.write_bytes(files[NAME])
            if f"{NAME}-journal" in files:
                path.with_name(f"{path.name}-journal").write_bytes(files[f"{NAME}-journal"])
            tally.tried += 1
            note = f"{old.file.stem} {number}"
            try:
                _look(path, old, tally, note)
            except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
                tally.wrong("half migrated", f"{note}: {error!r}")
            shutil.rmtree(path.parent)
    return tally


def _calls_of(old: Landed) -> list[Call]:
    """Return what the disk hears while `migrate` brings a file to the head."""
    disk = Disk({NAME: bytearray(old.file.read_bytes())})
    connection = connect(disk)
    for name, function in migrations.FUNCTIONS.items():
        connection.create_scalar_function(name, cast("Any", function), 1)
    set_pragmas(connection)
    for file in migrations.migration_files()[old.version :]:
        connection.execute("BEGIN IMMEDIATE")
        for statement, parameters in migrations.steps(file, FixedClock().now(), ""):
            connection.execute(statement, parameters).fetchall()
        migrations.follow_up(cast("Any", SimpleNamespace(conn=connection)), file)
        connection.execute("COMMIT")
    connection.close()
    return disk.calls
