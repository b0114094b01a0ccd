"""名册电子表 comes in again as it went out: into the same roster with nothing changed, into another workspace whole."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from huanjie_desktop.domain.people import Person
from huanjie_desktop.services.demo.county import make_demo
from huanjie_desktop.services.people import importing, people, rosters
from huanjie_desktop.services.people.importing import ImportRequest, Outcome
from huanjie_desktop.services.printing.printing import print_document
from huanjie_desktop.services.workspace import Workspace, open_workspace
from huanjie_desktop.store import rosters as roster_store
from tests.services.test_columns_agree import GROUPS, roster_of
from tests.services.workspaces import workspace_in

LONG = {  # not in the sheet
    *("resume", "awards", "appraisals", "health", "speciality", "expertise", "origin", "retires", "age_limit"),
    *("fulltime_degree_school", "inservice_degree_school"),
}


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Workspace]:
    made = make_demo(tmp_path / "示例", 60, 7)
    workspace = open_workspace(made.workspace)
    try:
        yield workspace
    finally:
        workspace.close()


def data_sheet(workspace: Workspace, roster: str, folder: Path) -> Path:
    spec = next(each for each in workspace.catalog.documents.values() if each.compose == "roster_data")
    path = folder / "名册电子表.xlsx"
    print_document(workspace, spec.id, path, roster)
    return path


def stored(workspace: Workspace, roster: str) -> tuple[Any, ...]:
    return people.list_people(workspace), roster_store.list_entries(workspace.store, roster)


def carried(person: Person) -> dict[str, Any]:
    return {each.name: getattr(person, each.name) for each in fields(Person) if each.name not in {"id", *LONG}}


def test_the_people_of_the_demo_come_back_unchanged(demo: Workspace, tmp_path: Path) -> None:
    for roster, size in rosters.list_rosters(demo):
        path = data_sheet(demo, roster.id, tmp_path)
        before = stored(demo, roster.id)
        preview = importing.prepare_import(demo, ImportRequest(path, roster_id=roster.id))
        assert [row.why for row in preview.stopped] == []
        assert (preview.count(Outcome.UNCHANGED), preview.read, preview.moved) == (size, size, 0), roster.name
        assert preview.findings == []
        assert importing.commit_import(demo, preview).change_set.seq == 0
        assert stored(demo, roster.id) == before


def test_another_workspace_gets_everything_that_the_sheet_has(demo: Workspace, tmp_path: Path) -> None:
    roster, _ = next(each for each in rosters.list_rosters(demo) if each[0].kind == "delegate-roster")
    path = data_sheet(demo, roster.id, tmp_path)
    with workspace_in(tmp_path) as other:
        result = importing.commit_import(other, importing.prepare_import(other, ImportRequest(path)), "名册")
        there, here = people.list_rows(other, result.roster_id), people.list_rows(demo, roster.id)
        assert [carried(row.person) for row in there] == [carried(row.person) for row in here]
        assert [row.entry.group_name for row in there if row.entry] == [
            row.entry.group_name for row in here if row.entry
        ]


def test_odd_values_come_back_unchanged(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster = roster_of(workspace, GROUPS)
        path = data_sheet(workspace, roster.id, tmp_path)
        (sheet,) = openpyxl.load_workbook(path).worksheets
        names = [str(row[3].value) for row in sheet.iter_rows(min_row=4)]
        assert names == ["林木", "欧阳少东", "阿依古丽·买买提", "张三", "王𬭎"]
        before = stored(workspace, roster.id)
        preview = importing.prepare_import(workspace, ImportRequest(path, roster_id=roster.id))
        assert [(row.texts["name"], row.changes) for row in preview.rows if row.outcome is Outcome.CHANGE] == []
        assert preview.count(Outcome.UNCHANGED) == 5
        assert importing.commit_import(workspace, preview).change_set.seq == 0
        assert stored(workspace, roster.id) == before


def test_the_same_roster_gives_the_same_bytes(demo: Workspace, tmp_path: Path) -> None:
    roster, _ = rosters.list_rosters(demo)[0]
    first, second = (hashlib.sha256(data_sheet(demo, roster.id, tmp_path).read_bytes()).hexdigest() for _ in range(2))
    assert first == second
