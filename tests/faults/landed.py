"""The workspaces that older programs left, as the faults use them."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from huanjie_desktop.store import migrations
from huanjie_desktop.store.driver import Database, connect
from tests.builders import FixedClock
from tests.old_workspaces import FOLDER, PASSWORD

_FIRST_PEOPLE = 3  # of the first schema there is no list beside the file


@dataclass(frozen=True)
class Landed:
    """A kept workspace: its file, schema and password, and how many people are in it."""

    file: Path
    version: int
    people: int
    password: str


def landed() -> list[Landed]:
    """Return the kept workspaces of every landed schema."""
    return [_landed(file) for file in sorted(FOLDER.glob("*.huanjie"))]


def _landed(file: Path) -> Landed:
    beside = file.with_suffix(".json")
    people = len(json.loads(beside.read_text(encoding="utf-8"))["people"]) if beside.exists() else _FIRST_PEOPLE
    return Landed(file, int(file.stem.split("_")[1]), people, PASSWORD if "password" in file.stem else "")


@lru_cache
def schema_at(version: int) -> frozenset[tuple[str, str]]:
    """Return the tables, indexes and triggers that a file of this version has."""
    db = connect(":memory:", None)
    for name, function in migrations.FUNCTIONS.items():
        db.conn.create_function(name, 1, function)
    clock = FixedClock()
    for file in migrations.migration_files()[:version]:
        for statement, parameters in migrations.steps(file, clock.now(), ""):
            db.conn.execute(statement, parameters)
    found = schema_of(db)
    db.conn.close()
    return found


def schema_of(db: Database) -> frozenset[tuple[str, str]]:
    """Return the tables, indexes and triggers of a file with how they were made."""
    rows = db.conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return frozenset((str(name), str(sql)) for name, sql in rows)
