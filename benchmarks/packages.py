"""A package of 1,200 people written and verified, against copying the same bytes with fsync."""

import os
import shutil
import time
from pathlib import Path
from typing import Any

from benchmarks.timing import seconds_of
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.exchange.packages.disk import RealDisk
from huanjie_desktop.exchange.packages.verifying import verify_folder
from huanjie_desktop.exchange.packages.writing import write_package
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.meetings import congress_rosters
from huanjie_desktop.services.packages.contents import Composed, Details, compose_package
from huanjie_desktop.services.packages.planning import prepare_package
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.shown.packages import read_page
from huanjie_desktop.services.workspace import Workspace, open_workspace

PEOPLE, BAR, TIMES, MOST_STATEMENTS = 1_200, 2, 7, 15


def measure_package(folder: Path) -> dict[str, Any]:
    """Measure writing with reading back, and then verifying as the receiver does; composing is told beside it."""
    workspace = open_workspace(make_demo(folder / "示例", PEOPLE).workspace)
    started = time.perf_counter()
    composed = _composed(workspace)
    composing = time.perf_counter() - started
    workspace.close()
    source, target = folder / "源", folder / "U盘"
    target.mkdir()
    write_package(RealDisk(), folder, source.name, composed.files, NoProgress())
    verify_folder(source)
    copying = seconds_of(lambda: _copy(source, target), TIMES)
    writing = seconds_of(lambda: _write(composed, target, verify=False), TIMES)
    both = seconds_of(lambda: _write(composed, target, verify=True), TIMES)
    return {
        "people": composed.manifest.counts.people,
        "files": len(composed.files),
        "mb": round(sum(map(len, composed.files.values())) / 1e6, 2),
        "composed_s": round(composing, 2),
        "copied_with_fsync_ms": round(copying * 1000, 1),
        "written_and_read_back_ms": round(writing * 1000, 1),
        "written_and_verified_ms": round(both * 1000, 1),
        "ratio": round(both / copying, 2),
        "bar": BAR,
    }


def measure_package_page(folder: Path) -> dict[str, Any]:
    """Measure reading the page 上报 of the demo county: its statements and its time."""
    workspace = open_workspace(make_demo(folder / "示例", PEOPLE).workspace)
    said: list[str] = []
    workspace.store.db.conn.set_trace_callback(said.append)
    shown = read_page(workspace, "", NoProgress())
    workspace.store.db.conn.set_trace_callback(None)
    taken = seconds_of(lambda: read_page(workspace, "", NoProgress()), TIMES)
    workspace.close()
    return {
        "congresses": len(shown.scopes),
        "statements": len(said),
        "bar": MOST_STATEMENTS,
        "read_ms": round(taken * 1000, 1),
    }


def _composed(workspace: Workspace) -> Composed:
    """Return the county congress's package, with a roster of everybody as that of its candidates."""
    scope = list_scopes(workspace)[-1]
    kind = next(kind.id for kind in workspace.catalog.roster_kinds.values() if kind.of_candidates)
    everybody = max(rosters.list_rosters(workspace), key=lambda found: found[1])[0]
    roster, _ = rosters.create_roster(workspace, f"{everybody.name}（全部）", kind)
    rosters.add_to_roster(workspace, roster.id, [person.id for person in people.list_people(workspace, everybody.id)])
    congress_rosters.choose_rosters(workspace, scope.congress.id, {kind: [roster.id]})
    return compose_package(workspace, prepare_package(workspace, scope.congress.id), Details(), NoProgress())


def _write(composed: Composed, target: Path, verify: bool) -> None:
    folder = write_package(RealDisk(), target, composed.folder, composed.files, NoProgress())
    if verify and not verify_folder(folder).ok:
        raise AssertionError("the package is not whole")
    shutil.rmtree(folder)


def _copy(source: Path, target: Path) -> None:
    """Copy a folder's files, each down to the medium; the baseline removes its copy too."""
    for path in sorted(source.rglob("*")):
        to = target / "copy" / path.relative_to(source)
        if path.is_dir():
            continue
        to.parent.mkdir(parents=True, exist_ok=True)
        with path.open("rb") as reading, to.open("wb") as writing:
            shutil.copyfileobj(reading, writing)
            writing.flush()
            os.fsync(writing.fileno())
    shutil.rmtree(target / "copy")
