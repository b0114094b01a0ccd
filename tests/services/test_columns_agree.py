"""Every column says the same on the screen, on paper, in the spreadsheet and in what a package carries."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import msgspec
import openpyxl
import pytest

from huanjie_desktop.documents.blocks import Document, Table
from huanjie_desktop.documents.compose import compose
from huanjie_desktop.documents.xlsx import write_xlsx
from huanjie_desktop.domain.columns import carried_text
from huanjie_desktop.domain.people import PersonRow
from huanjie_desktop.domain.people_rows import people_kind
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.meetings.congresses import CongressDraft, create_congress
from huanjie_desktop.services.packages.planning import PackagePlan, packaged_people
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.printing.material import roster_material
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import rosters as roster_store
from tests.documents.campaigns import spec_of
from tests.services.workspaces import workspace_in

ODD = (
    {"name": "林木", "party_joined": "民盟"},
    {
        "name": "欧阳少东",
        "party_joined": "200305；民盟",
        "birth": "1978-05-12",
        "unit": "柳河镇",
        "current_post": "镇长",
    },
    {"name": "阿依古丽·买买提", "party_joined": "预备党员", "unit": "县委办公室", "current_post": "县委办公室主任"},
    {"name": "张三", "party_joined": "2001.08", "birth": "1985", "resume": "一\n二", "awards": "无 嘉奖"},
    {"name": "王𬭎", "political_status": "群众", "unit": "柳河镇", "phone": "13812345678"},
)
GROUPS = ("柳河镇代表团", "柳河镇代表团", "县直代表团", "", "县直代表团")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def roster_of(workspace: Workspace, groups: tuple[str, ...]) -> Roster:
    """Return a roster of the odd people, in these groups."""
    roster, _ = rosters.create_roster(workspace, "名册", next(iter(workspace.catalog.roster_kinds)))
    people.edit_cells(workspace, (), list(ODD), roster.id)
    with workspace.store.unit_of_work("分组") as work:
        entries = roster_store.list_entries(workspace.store, roster.id)
        named = zip(entries, groups, strict=True)
        roster_store.change_entries(work, {entry.id: {"group_name": group} for entry, group in named})
    return roster


def printed(workspace: Workspace, roster: Roster) -> tuple[list[str], Document]:
    """Return all columns' fields and the roster as a paper that has them all."""
    spec = spec_of("roster_table")
    fields = list(workspace.catalog.columns)
    spec = msgspec.structs.replace(spec, params={**spec.params, "columns": fields})
    return fields, compose(spec, roster_material(workspace, roster))


def on_screen(workspace: Workspace, rows: list[PersonRow], fields: list[str]) -> dict[str, list[str]]:
    full = {row.person.id: people.get_person(workspace, row.person.id) for row in rows}
    rows = [PersonRow(full[row.person.id], row.keys, row.entry) for row in rows]
    return {
        row.person.name: [
            str(at + 1) if field == "serial" else people_kind(workspace.base_date).text(row, field) for field in fields
        ]
        for at, row in enumerate(rows)
    }


@pytest.mark.parametrize("groups", [GROUPS, ("",) * 5])
def test_screen_paper_and_spreadsheet_say_the_same(workspace: Workspace, groups: tuple[str, ...]) -> None:
    roster = roster_of(workspace, groups)
    fields, document = printed(workspace, roster)
    screen = on_screen(workspace, people.list_rows(workspace, roster.id), fields)
    table = document.blocks[0]
    assert isinstance(table, Table)
    paper = {str(row.cells[1]): list(row.cells) for row in table.rows if row.kind == "row"}
    assert paper == screen
    stream = BytesIO()
    write_xlsx([document], stream)
    sheet = openpyxl.load_workbook(BytesIO(stream.getvalue())).worksheets[0]
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    for texts in screen.values():  # a spreadsheet has no space within a name, as paper has
        assert texts in cells
    assert screen["林木"][fields.index("party_joined")] == "民盟"
    assert screen["欧阳少东"][fields.index("party_joined")] == "2003.05；民盟"
    assert screen["林木"][fields.index("group_name")] == groups[0]


def test_a_packages_data_carry_the_same(workspace: Workspace) -> None:
    roster = roster_of(workspace, GROUPS)
    create_congress(workspace, CongressDraft(next(iter(workspace.catalog.packages.values())).kinds[0], "柳河镇", 11))
    scope = list_scopes(workspace)[0]
    rows = people.list_rows(workspace, roster.id)
    persons = tuple(people.get_person(workspace, row.person.id) for row in rows)
    plan = PackagePlan(scope, (), persons, (), {each.id: {} for each in persons}, workspace.base_date, ())
    screen = on_screen(workspace, rows, list(scope.spec.fields))
    assert "party_joined" in scope.spec.fields
    for carried in packaged_people(plan, persons):
        shown = [carried_text(field, carried.fields) for field in scope.spec.fields]
        assert shown == screen[carried.fields["name"]]
    birth = {each.fields["name"]: each.fields.get("birth") for each in packaged_people(plan, persons)}
    assert birth["欧阳少东"] == "1978-05-12"
