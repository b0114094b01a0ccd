"""What stands beside a table is named and offered: the unit in the lines between people, and the one above the head."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.services.people import importing
from huanjie_desktop.services.people.import_preview import ImportPreview
from huanjie_desktop.services.people.import_request import ImportRequest
from huanjie_desktop.services.workspace import Workspace
from tests.exchange.books import write_book
from tests.services.workspaces import workspace_in

HEAD = ["姓名", "性别", "职务"]
ZHAO, QIAN = ["赵甲", "男", "主任"], ["钱乙", "女", "副主任"]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


def prepare(workspace: Workspace, rows: list[list[str]], **mapping: str) -> ImportPreview:
    path = write_book(workspace.path.parent / "表.xlsx", rows)
    return importing.prepare_import(workspace, ImportRequest(path, mapping=mapping))


def columns(preview: ImportPreview) -> dict[str, str]:
    return {guess.head: guess.why for guess in preview.not_taken.columns}


@pytest.mark.parametrize(
    "line",
    [
        ["填报单位：柳河镇"],
        ["填报单位（盖章）：柳河镇"],
        ["填报单位：", "柳河镇"],
        ["单位：柳河镇", "2026年7月1日"],
        ["填报单位：柳河镇　　　　　2026年7月1日"],
        ["单位名称: 柳河镇  联系人：张三"],
    ],
)
def test_the_unit_above_the_head_is_named_and_offered(workspace: Workspace, line: list[str]) -> None:
    rows = [["青禾县干部名册"], line, HEAD, ZHAO, QIAN]
    preview = prepare(workspace, rows)
    ((head, why),) = columns(preview).items()
    assert (head in line[0], why) == (True, "在表头上面，可指定为单位")
    assert [(left.row, left.why) for left in preview.not_taken.rows] == [(2, "表头以上的内容")]
    assert preview.read == 2
    taken = prepare(workspace, rows, **{head: "unit"})
    assert [row.values["unit"] for row in taken.rows if row.values] == ["柳河镇", "柳河镇"]
    assert columns(taken) == {}


@pytest.mark.parametrize("line", [["单位：人"], ["单位：万元"], ["填报日期：2026年7月"], ["青禾县干部名册"]])
def test_what_is_no_unit_is_not_offered(workspace: Workspace, line: list[str]) -> None:
    assert columns(prepare(workspace, [line, HEAD, ZHAO, QIAN])) == {}


def test_a_list_with_units_has_no_need_of_it(workspace: Workspace) -> None:
    rows = [["填报单位：组织部"], [*HEAD, "单位"], [*ZHAO, "柳河镇"], [*QIAN, "青山乡"]]
    preview = prepare(workspace, rows)
    assert columns(preview) == {}
    assert [left.words for left in preview.not_taken.rows] == ["填报单位：组织部"]


def test_a_line_over_people_is_their_group_and_offered_as_their_unit(workspace: Workspace) -> None:
    rows = [HEAD, ["一、县委办"], ZHAO, QIAN, ["二、政府办"], ["孙丙", "男", "主任"]]
    preview = prepare(workspace, rows)
    assert columns(preview) == {"分组行": "已作分组，可再指定为单位"}
    assert [row.group for row in preview.rows] == ["县委办", "县委办", "政府办"]
    assert all("unit" not in row.values for row in preview.rows)
    taken = prepare(workspace, rows, 分组行="unit")
    assert [(row.group, row.values["unit"]) for row in taken.rows] == [
        ("县委办", "县委办"), ("县委办", "县委办"), ("政府办", "政府办"),
    ]  # fmt: skip


@pytest.mark.parametrize("line", ["第一代表团", "三组", "第3小组"])
def test_a_delegation_is_nobodys_unit(workspace: Workspace, line: str) -> None:
    preview = prepare(workspace, [HEAD, [line], ZHAO, QIAN])
    assert (columns(preview), [row.group for row in preview.rows]) == ({}, [line] * 2)


def test_posts_that_name_the_unit_need_no_offer(workspace: Workspace) -> None:
    preview = prepare(workspace, [HEAD, ["县委办"], ["赵甲", "男", "县委办主任"], ["钱乙", "女", "县委办副主任"]])
    assert (columns(preview), [row.values["unit"] for row in preview.rows]) == ({}, ["县委办"] * 2)


def test_lines_beside_a_units_are_offered_with_it(workspace: Workspace) -> None:
    rows = [HEAD, ["一、党委"], ZHAO, ["二、政府"], QIAN]
    taken = prepare(workspace, rows, 分组行="unit")
    assert [row.values["unit"] for row in taken.rows] == ["党委", "政府"]
