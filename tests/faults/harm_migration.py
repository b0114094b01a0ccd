"""Migrations of landed workspaces, killed or cut off in the middle: the file is the old one or the new one."""

import os
import random
import shutil
from pathlib import Path

from huanjie_desktop.store import ledger, migrations
from huanjie_desktop.store.backup import verify_copy
from huanjie_desktop.store.database import open_store
from huanjie_desktop.store.driver import connect as connect_product
from huanjie_desktop.store.people import count_people
from tests.builders import FixedClock
from tests.faults.disk import Disk, left_after_cut
from tests.faults.harm_power import NAME, connect, set_pragmas
from tests.faults.registry import Tally, fault
from tests.faults.victims import kill_after, spawn

LANDED = sorted((Path(__file__).parents[1] / "data" / "workspaces").glob("schema_1.huanjie"))
PEOPLE = 3  # in each of them


def _open(path: Path, say: int) -> None:
    os.write(say, b"1")
    open_store(path, FixedClock()).close()
    os.write(say, b"2")


def _look(path: Path, old: int, tally: Tally, note: str) -> None:
    """See what version the file has, with the backup that must be there, and open it."""
    db = connect_product(str(path), None)
    version = migrations.version_of(db)
    columns = {str(row[0]) for row in db.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.conn.close()
    if version not in (old, migrations.head_version()):
        tally.wrong("half migrated", f"{note}: version {version}")
    tally.seen["migrated" if version == migrations.head_version() else "as before"] += 1
    if version == old and "campaign" in columns:
        tally.wrong("half migrated", f"{note}: tables of the next version")
    named = [each for each in ledger.list_backups(path) if each.reason == "升级前"]
    if version != old and not named:
        tally.wrong("without backup", note)
    for each in named:
        verify_copy(ledger.backup_folder(path) / each.file, None)
    store = open_store(path, FixedClock())
    if count_people(store) != PEOPLE or migrations.version_of(store.db) != migrations.head_version():
        tally.wrong("lost", note)
    store.close()


@fault("migration-kill", full=500, short=10, posix=True)
def kill_migrations(count: int, seed: int, folder: Path) -> Tally:
    """Kill a process that opens an old workspace at a random moment of its migration."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "half migrated": 0, "without backup": 0})  # type: ignore[arg-type]
    for number in range(count):
        landed = LANDED[number % len(LANDED)]
        path = folder / f"{number}" / "青禾县.huanjie"
        path.parent.mkdir()
        shutil.copyfile(landed, path)
        victim = spawn(lambda say, path=path: _open(path, say))  # type: ignore[misc]
        said = kill_after(victim, rng.uniform(0, 0.03))
        tally.tried += 1
        tally.seen["killed in the middle"] += said.said != b"12"
        try:
            _look(path, int(landed.stem.split("_")[-1]), tally, f"{number}")
        except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
            tally.wrong("lost", f"{number}: {error!r}")
        shutil.rmtree(path.parent)
    return tally


@fault("migration-power", full=2000, short=40)
def cut_migrations(count: int, seed: int, folder: Path) -> Tally:
    """Cut the power at a random call of a migration."""
    rng = random.Random(seed)
    tally = Tally(bad={"lost": 0, "half migrated": 0})  # type: ignore[arg-type]
    for landed in LANDED:
        old = int(landed.stem.split("_")[-1])
        disk = Disk({NAME: bytearray(landed.read_bytes())})
        connection = connect(disk)
        set_pragmas(connection)
        for file in migrations.migration_files():
            if int(file.name[:4]) > old:
                for statement in _as_migrated(file):
                    connection.execute(statement).fetchall()
        connection.close()
        for number in range(count // len(LANDED) or 1):
            files = left_after_cut({NAME: landed.read_bytes()}, disk.calls[: rng.randrange(len(disk.calls) + 1)], rng)
            path = folder / f"{old}-{number}" / "青禾县.huanjie"
            path.parent.mkdir()
            path.write_bytes(files[NAME])
            if f"{NAME}-journal" in files:
                path.with_name(f"{path.name}-journal").write_bytes(files[f"{NAME}-journal"])
            tally.tried += 1
            db = connect_product(str(path), None)
            version = migrations.version_of(db)
            db.conn.close()
            tally.seen["as before" if version == old else "migrated"] += 1
            try:
                store = open_store(path, FixedClock())
                if (
                    count_people(store) != PEOPLE
                    or store.db.conn.execute("PRAGMA integrity_check").fetchone()[0] != "ok"
                ):
                    tally.wrong("lost", f"{number}")
                store.close()
            except Exception as error:  # noqa: BLE001 - whatever keeps it from opening is what is counted
                tally.wrong("half migrated", f"{number}: version {version}, {error!r}")
            shutil.rmtree(path.parent)
    return tally


def _as_migrated(file: Path) -> list[str]:
    """Return what `migrate` runs for one migration."""
    version = int(file.name[:4])
    marks = [f"PRAGMA user_version = {version}", f"PRAGMA application_id = {migrations.APPLICATION_ID}"]
    return ["BEGIN IMMEDIATE", *migrations.statements(file.read_text(encoding="utf-8")), *marks, "COMMIT"]
