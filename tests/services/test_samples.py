"""Sample sheets: what they offer comes in as it was filled in, and the example is nobody."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from huanjie_desktop.__main__ import main
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import importing, people, rosters
from huanjie_desktop.services.people.importing import ImportRequest, Outcome
from huanjie_desktop.services.people.samples import write_sample
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in

KINDS = list(load_catalog().roster_kinds)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_is_left_out_by_name_and_nothing_is_found(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "样表.xlsx"
    write_sample(workspace.catalog, kind, path)
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert (preview.read, preview.findings, preview.not_taken.columns, preview.not_taken.sheets) == (0, [], (), ())
    assert [left.why for left in preview.not_taken.rows][-1] == "示例行"
    assert importing.commit_import(workspace, preview).change_set.seq == 0
    assert (people.count_people(workspace), rosters.list_rosters(workspace)) == (0, [])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_filled_in_like_the_example_comes_in_whole(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "样表.xlsx"
    write_sample(workspace.catalog, kind, path)
    book = openpyxl.load_workbook(path)
    (sheet,) = book.worksheets
    fields = workspace.catalog.roster_kinds[kind].sample
    for at, field in enumerate(fields, 1):
        text = workspace.catalog.columns[field].example.removeprefix("示例：")
        sheet.cell(5, at, text)
    book.save(path)
    preview = importing.prepare_import(workspace, ImportRequest(path))
    assert [row.outcome for row in preview.rows if row.number > 3] == [Outcome.LEFT_OUT, Outcome.ADD]
    assert preview.findings == []
    filled = {field for field in fields if workspace.catalog.columns[field].example}
    assert filled - {"group_name"} <= preview.rows[-1].values.keys()
    importing.commit_import(workspace, preview)
    assert [person.name for person in people.list_people(workspace)] == ["林木"]


def test_an_id_number_typed_into_a_sample_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "样表.xlsx"
    write_sample(load_catalog(), KINDS[0], path)
    (sheet,) = openpyxl.load_workbook(path).worksheets
    assert {each.number_format for each in sheet.column_dimensions.values()} == {"@"}


def test_the_command_names_the_kinds_and_writes_the_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "样表.xlsx"
    assert main(["sample", "代表名册", "-o", str(path)]) == 0
    assert path.read_bytes().startswith(b"PK")
    capsys.readouterr()
    assert main(["sample", "花名册", "-o", str(path)]) == 2
    assert "没有“花名册”这种名册。可以生成：cadre-roster（干部名册）" in capsys.readouterr().err.replace(" ", "")
    with pytest.raises(UserError, match="样表只能存为 xlsx"):
        write_sample(load_catalog(), KINDS[0], tmp_path / "样表.xls")
