"""Importing 50,000 rows of 20 columns: the checked preview against reading alone, the commit against executemany."""

import time
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import python_calamine

from benchmarks.counties import figures, person_of, write_spreadsheet
from benchmarks.timing import seconds_of
from huanjie_desktop.catalog.shipped import load_name_tables
from huanjie_desktop.domain.dates import PartialDate
from huanjie_desktop.services.people.importing import ImportRequest, commit_import, prepare_import
from huanjie_desktop.services.people.name_keys import make_name_keys
from huanjie_desktop.services.workspace import create_workspace
from huanjie_desktop.store.driver import connect

ROWS = 50_000


def measure_import(folder: Path) -> dict[str, Any]:
    """Measure both steps."""
    file = write_spreadsheet(folder / "五万行.xlsx", ROWS)
    read = seconds_of(lambda: python_calamine.load_workbook(str(file)).get_sheet_by_index(0).to_python())
    workspace = create_workspace(folder / "导入.huanjie", "青禾县")
    started = time.perf_counter()
    preview = prepare_import(workspace, ImportRequest(file))
    previewed = time.perf_counter() - started
    kind = next(iter(workspace.catalog.roster_kinds))
    started = time.perf_counter()
    result = commit_import(workspace, preview, "五万人名册", kind)
    committed = time.perf_counter() - started
    workspace.close()
    plain = write_plainly(folder / "直写.db")
    return {
        "rows": result.added,
        "preview_s": round(previewed, 2),
        "calamine_s": round(read, 2),
        "preview_ratio": round(previewed / read, 2),
        "preview_bar": 3,
        "commit_s": round(committed, 2),
        "executemany_s": round(plain, 2),
        "commit_ratio": round(committed / plain, 2),
        "commit_bar": 2.5,
    }


def write_plainly(path: Path) -> float:
    """Return the seconds that executemany takes for the same people and roster entries, without a journal."""
    people, entries = [], []
    for at, figure in enumerate(figures(ROWS)):
        person = person_of(figure, f"p{at:06}")
        people.append(
            (
                *(plain(getattr(person, each.name)) for each in fields(person)),
                *astuple(make_name_keys(person.name, load_name_tables())),
            )
        )
        entries.append((f"e{at:06}", "r", person.id, at))
    db = connect(str(path), None)
    db.conn.execute("PRAGMA synchronous = EXTRA")
    for table, rows in (("person", people), ("entry", entries)):
        db.conn.execute(
            f"CREATE TABLE {table} (id TEXT PRIMARY KEY, {', '.join(f'c{at}' for at in range(1, len(rows[0])))})"
        )
    started = time.perf_counter()
    db.conn.execute("BEGIN")
    for table, rows in (("person", people), ("entry", entries)):
        db.conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    db.conn.execute("COMMIT")
    taken = time.perf_counter() - started
    db.conn.close()
    return taken


def plain(value: Any) -> Any:
    """Return a field's value as SQLite takes it."""
    return value.iso() if isinstance(value, PartialDate) else "" if value is None else value
