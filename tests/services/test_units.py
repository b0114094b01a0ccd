"""The tree of units is written, moved, indented, imported and taken back, each in one step; posts are counted."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.people import people, unit_import, units
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in

ROWS = [
    {"name": "县委部门"},
    {"name": "　县委组织部", "short_name": "组织部", "kind": "党委部门", "quota": "正职1、副职2"},
    {"name": "　县委宣传部"},
    {"name": "乡镇"},
    {"name": "  柳河镇", "quota": "党委书记1、副镇长1（50岁）"},
]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        units.write_units(workspace, (), ROWS)
        yield workspace


def tree(workspace: Workspace) -> list[str]:
    return [row.name for row in units.list_rows(workspace)]


def id_of(workspace: Workspace, name: str) -> str:
    return next(row.id for row in units.list_rows(workspace) if row.unit.name == name)


def test_new_units_stand_at_the_level_of_their_blanks(workspace: Workspace) -> None:
    assert tree(workspace) == ["县委部门", "　县委组织部", "　县委宣传部", "乡镇", "　柳河镇"]
    history.undo(workspace)
    assert tree(workspace) == []
    history.redo(workspace)
    assert units.list_rows(workspace)[4].quota == "党委书记1、副镇长1（50岁）"


def test_texts_are_written_in_one_step_and_what_is_wrong_refuses_all(workspace: Workspace) -> None:
    willow, hall = id_of(workspace, "柳河镇"), id_of(workspace, "县委宣传部")
    units.write_units(workspace, [(willow, "quota", "镇长1"), (hall, "short_name", " 宣传部 ")])
    rows = {row.unit.name: row for row in units.list_rows(workspace)}
    assert (rows["柳河镇"].quota, rows["县委宣传部"].unit.short_name) == ("镇长1", "宣传部")
    history.undo(workspace)
    assert units.list_rows(workspace)[4].quota == "党委书记1、副镇长1（50岁）"
    for change, words in (
        ((willow, "quota", "镇长"), "看不出职务和人数"),
        ((willow, "name", " "), "没有填写单位名称"),
        ((willow, "name", "县委组织部"), "“县委组织部”有两个"),
        (("gone", "name", "甲"), "已被删除"),
    ):
        with pytest.raises(UserError, match=words):
            units.write_units(workspace, [(hall, "kind", "党委部门"), change])
    with pytest.raises(UserError, match="上级单位“县府”不在单位表里"):
        units.write_units(workspace, (), [{"name": "县财政局", "parent": "县府"}])
    assert units.list_rows(workspace)[2].unit.kind == ""


def test_one_above_may_be_named(workspace: Workspace) -> None:
    units.write_units(
        workspace, (), [{"name": "县委政法委", "parent": "县委部门"}, {"name": "干部科", "parent": "组织部"}]
    )
    assert tree(workspace)[:5] == ["县委部门", "　县委组织部", "　　干部科", "　县委宣传部", "　县委政法委"]


@pytest.mark.parametrize(
    ("names", "step", "wanted"),
    [
        (["乡镇"], -1, ["乡镇", "　柳河镇", "县委部门", "　县委组织部", "　县委宣传部"]),
        (["县委部门"], 1, ["乡镇", "　柳河镇", "县委部门", "　县委组织部", "　县委宣传部"]),
        (["县委宣传部"], -1, ["县委部门", "　县委宣传部", "　县委组织部", "乡镇", "　柳河镇"]),
        (["县委宣传部"], 1, ["县委部门", "　县委组织部", "　县委宣传部", "乡镇", "　柳河镇"]),
        (["柳河镇"], -1, ["县委部门", "　县委组织部", "　县委宣传部", "乡镇", "　柳河镇"]),
        (["县委部门", "县委组织部"], 1, ["乡镇", "　柳河镇", "县委部门", "　县委组织部", "　县委宣传部"]),
    ],
)
def test_units_move_among_those_of_their_level(
    workspace: Workspace, names: Sequence[str], step: int, wanted: list[str]
) -> None:
    units.shift_units(workspace, [id_of(workspace, name) for name in names], step)
    assert tree(workspace) == wanted


def test_units_are_put_deeper_and_higher_with_what_is_below(workspace: Workspace) -> None:
    units.indent_units(workspace, [id_of(workspace, "乡镇")], 1)
    assert tree(workspace) == ["县委部门", "　县委组织部", "　县委宣传部", "　乡镇", "　　柳河镇"]
    units.indent_units(workspace, [id_of(workspace, "柳河镇")], 1)
    assert tree(workspace)[4] == "　　柳河镇"
    units.indent_units(workspace, [id_of(workspace, "乡镇")], -1)
    assert tree(workspace)[3:] == ["乡镇", "　柳河镇"]


def test_removing_takes_what_is_below_and_undo_brings_it_back(workspace: Workspace) -> None:
    units.remove_units(workspace, [id_of(workspace, "县委部门")])
    assert tree(workspace) == ["乡镇", "　柳河镇"]
    history.undo(workspace)
    assert units.list_rows(workspace)[1].quota == "正职1、副职2"
    with pytest.raises(UserError, match="没有选中"):
        units.remove_units(workspace, ["gone"])


def test_posts_are_counted_with_those_held_beside_others_apart(workspace: Workspace) -> None:
    posts = ("部长", "副部长", "副部长", "副部长", "科员")
    added = [
        {"name": name, "unit": "县委组织部", "current_post": post}
        for name, post in zip("甲乙丙丁戊", posts, strict=True)
    ]
    also = {"name": "己", "unit": "柳河镇", "current_post": "柳河镇党委书记兼组织部副部长"}
    people.edit_cells(workspace, (), [*added, also])
    rows = {row.unit.name: row.staffing for row in units.list_rows(workspace)}
    assert rows["县委组织部"] == "现有4，超1，兼任1"
    assert rows["柳河镇"] == "现有1，缺1"
    assert rows["乡镇"] == ""


def test_what_people_have_for_units_is_added(workspace: Workspace) -> None:
    people.edit_cells(
        workspace,
        (),
        [
            {"name": name, "unit": unit}
            for name, unit in zip("甲乙丙丁", ("县水利局", "组织部", "县水利局", "县审计局"), strict=True)
        ],
    )
    assert units.missing_units(workspace) == ["县水利局", "县审计局"]
    assert units.add_missing_units(workspace)[0] == 2
    assert tree(workspace)[-2:] == ["县水利局", "县审计局"]
    with pytest.raises(UserError, match="都已列入"):
        units.add_missing_units(workspace)


def sheet(path: Path, rows: Sequence[Sequence[object]]) -> Path:
    book = Workbook(str(path))
    page = book.add_worksheet()
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    book.close()
    return path


def test_units_come_from_a_spreadsheet_with_what_is_left_out(workspace: Workspace, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["青禾县单位表"],
        ["序号", "单位名称", "单位性质", "主管单位", "领导职数"],
        [1, "县财政局", "政府部门", "", "正职1、副职3"],
        [2, "县国库支付中心", "事业单位", "县财政局", ""],
        [3, "组织部", "", "", ""],
        [4, "县审计局", "", "县府", ""],
        [5, "", "政府部门", "", ""],
        [6, "县统计局", "", "", "三个"],
        ["", "", "", "", ""],
    ]
    found = unit_import.read_units(workspace, sheet(tmp_path / "单位.xlsx", rows))
    assert [each["name"] for each in found.fresh] == ["县财政局", "县国库支付中心"]
    assert found.known == ("组织部",)
    assert found.left_out == (
        "第 6 行“县审计局”：上级单位“县府”不在单位表里，也不在它前面的行里。",
        "第 7 行：没有填写单位名称。",
        "第 8 行“县统计局”：“职数”没有填入：“三个”看不出职务和人数，请写成“副镇长3”或“副镇长3（50岁）”的样子。",
    )
    unit_import.import_units(workspace, found)
    assert tree(workspace)[-2:] == ["县财政局", "　县国库支付中心"]
    again = unit_import.read_units(workspace, tmp_path / "单位.xlsx")
    with pytest.raises(UserError, match="没有新的单位"):
        unit_import.import_units(workspace, again)
    with pytest.raises(UserError, match="没有找到“单位”这一栏"):
        unit_import.read_units(workspace, sheet(tmp_path / "别的.xlsx", [["姓名"], ["林木"]]))
