"""自定义栏: columns of one roster's own are imported, typed into, renamed, removed, exported and come back; undo knows them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.people import importing, own_columns, people, rosters
from huanjie_desktop.services.people.importing import OWN, ImportRequest, Outcome
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown import rosters as shown
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import write_book
from tests.services.test_roster_data import data_sheet
from tests.services.workspaces import workspace_in

ROWS = [["姓名", "性别", "住宿房号"], ["林木", "男", "301"], ["王芳", "女", ""], ["张三", "男", "302"]]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def bring(workspace: Workspace, rows: list[list[str]] = ROWS, **how: object) -> importing.ImportResult:
    path = write_book(workspace.path.parent / "表.xlsx", rows)
    request = ImportRequest(path, mapping={"住宿房号": OWN}, roster_name="名册")
    return importing.commit_import(workspace, importing.prepare_import(workspace, request), back_up=False)


def own_of(workspace: Workspace, roster_id: str) -> dict[str, tuple[tuple[str, str], ...]]:
    return {row.person.name: row.entry.own for row in people.list_rows(workspace, roster_id) if row.entry}


def test_a_column_that_no_field_fits_is_kept_as_the_rosters_own(workspace: Workspace) -> None:
    roster = bring(workspace).roster_id
    assert [column.title for column in own_columns.list_columns(workspace, roster)] == ["住宿房号"]
    assert own_of(workspace, roster) == {"林木": (("住宿房号", "301"),), "王芳": (), "张三": (("住宿房号", "302"),)}
    assert importing.remembered_heads(workspace) == {}
    history.undo(workspace)
    assert rosters.list_rosters(workspace) == []
    history.redo(workspace)
    assert own_of(workspace, roster)["张三"] == (("住宿房号", "302"),)


def test_a_newer_file_is_read_by_the_rosters_own_heads_and_says_what_changes(workspace: Workspace) -> None:
    roster = bring(workspace).roster_id
    path = write_book(workspace.path.parent / "新.xlsx", [ROWS[0], ["林木", "男", "305"], *ROWS[2:]])
    preview = importing.prepare_import(workspace, ImportRequest(path, roster_id=roster))
    assert [row.outcome for row in preview.rows] == [Outcome.CHANGE, Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert preview.rows[0].changes == {"own:住宿房号": ("301", "305")}
    assert preview.not_taken.columns == ()
    importing.commit_import(workspace, preview)
    assert own_of(workspace, roster)["林木"] == (("住宿房号", "305"),)
    other = importing.prepare_import(workspace, ImportRequest(path, roster_name="另一份"))
    assert [guess.head for guess in other.not_taken.columns] == ["住宿房号"]


def test_own_columns_are_shown_searched_typed_into_and_pasted_as_new_rows(workspace: Workspace) -> None:
    roster = bring(workspace).roster_id
    part = shown.read_part(workspace, roster, 0, None)
    assert [spec.title for spec in part.own] == ["住宿房号"]
    assert "301" in part.haystacks[0]
    assert shown.check_cell(workspace.catalog, "own:住宿房号", " 306 ") == ""
    wang = part.rows[1].person.id
    people.edit_cells(
        workspace, [CellEdit(wang, "own:住宿房号", "303")], [{"name": "李四", "own:住宿房号": "304"}], roster
    )
    assert own_of(workspace, roster)["王芳"] == (("住宿房号", "303"),)
    assert own_of(workspace, roster)["李四"] == (("住宿房号", "304"),)
    people.edit_cells(workspace, [CellEdit(wang, "own:住宿房号", "")], (), roster)
    assert workspace.store.undo_label == "修改住宿房号"
    assert own_of(workspace, roster)["王芳"] == ()
    with pytest.raises(UserError, match="自定义栏只在名册里填写"):
        people.edit_cells(workspace, [CellEdit(wang, "own:住宿房号", "303")])


def test_own_columns_are_added_renamed_and_removed_each_as_one_undo_step(workspace: Workspace) -> None:
    roster = bring(workspace).roster_id
    own_columns.add_column(workspace, roster, "用餐")
    own_columns.rename_column(workspace, roster, "住宿房号", "房号")
    assert [column.title for column in own_columns.list_columns(workspace, roster)] == ["房号", "用餐"]
    assert own_of(workspace, roster)["林木"] == (("房号", "301"),)
    own_columns.remove_column(workspace, roster, "房号")
    assert own_of(workspace, roster)["林木"] == ()
    assert [column.title for column in own_columns.list_columns(workspace, roster)] == ["用餐"]
    history.undo(workspace)
    assert own_of(workspace, roster)["林木"] == (("房号", "301"),)
    for title in ("用餐", "姓名", " "):
        with pytest.raises(UserError):
            own_columns.add_column(workspace, roster, title)
    with pytest.raises(UserError, match="没有“住宿房号”这一栏"):
        own_columns.remove_column(workspace, roster, "住宿房号")
    rosters.delete_roster(workspace, roster)
    assert own_columns.list_columns(workspace, roster) == []


def test_own_columns_stand_in_the_data_sheet_and_come_back_unchanged(workspace: Workspace, tmp_path: Path) -> None:
    roster = bring(workspace).roster_id
    path = data_sheet(workspace, roster, tmp_path)
    preview = importing.prepare_import(workspace, ImportRequest(path, roster_id=roster))
    assert preview.count(Outcome.UNCHANGED) == 3
    assert [row.values.get("own:住宿房号", "") for row in preview.rows if row.outcome is Outcome.UNCHANGED] == [
        "301",
        "",
        "302",
    ]
    assert importing.commit_import(workspace, preview).change_set.seq == 0
