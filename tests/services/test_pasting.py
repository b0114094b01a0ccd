"""Pasting into the table of people: read as an import reads it; what is not taken is named by row and person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.people import CellEdit, Person
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.people.pasting import MOST_NAMED, PasteResult, paste_cells, take_apart
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        roster, _change = rosters.create_roster(opened, "全县干部名册", next(iter(opened.catalog.roster_kinds)))
        known = [
            {"name": "林木", "unit": "石桥镇", "current_post": "镇长"},
            {"name": "王芳", "unit": "县委", "current_post": "副书记"},
            {"name": "单立", "unit": "县委组织部", "current_post": "科员"},
        ]
        people.edit_cells(opened, (), known, roster.id)
        yield opened


def paste(
    workspace: Workspace, cells: dict[tuple[str, str], str], added: tuple[dict[str, str], ...] = ()
) -> PasteResult:
    found = {person.name: person.id for person in people.list_people(workspace)}
    edits = [CellEdit(found[name], field, text) for (name, field), text in cells.items()]
    roster = rosters.list_rosters(workspace)[0][0]
    rows = {id_: at for at, id_ in enumerate(found.values(), 1)}
    return paste_cells(workspace, edits, added, roster.id, rows, len(found) + 1)


def person(workspace: Workspace, name: str) -> Person:
    return next(each for each in people.list_people(workspace) if each.name == name)


def test_what_can_be_read_comes_in_and_the_rest_is_named(workspace: Workspace) -> None:
    cells = {("林木", "birth"): "1985.07", ("王芳", "birth"): "1985.13", ("王芳", "sex"): "女"}
    added = ({"name": "赵六", "birth": "80.1", "sex": "男"}, {"sex": "男", "unit": "县直"}, {"name": "钱七"})
    result = paste(workspace, cells, added)
    assert (result.taken, result.added) == (2, 2)
    assert result.left[0].startswith("第 2 行“王芳”：“出生年月”没有填入：")
    assert result.left[1].startswith("第 4 行“赵六”：“出生年月”没有填入：")
    assert result.left[2] == "第 5 行没有姓名，没有新增：男　县直"
    assert result.words[0] == "填入了 2 格，新增 2 行；3 处没有填入。"
    assert result.words[1].count("\n") == 2
    roster = rosters.list_rosters(workspace)[0][0]
    names = [each.name for each in people.list_people(workspace, roster.id)]
    assert names == ["林木", "王芳", "单立", "赵六", "钱七"]  # new ones at the end
    assert (person(workspace, "王芳").sex, person(workspace, "王芳").birth) == ("女", None)
    history.undo(workspace)
    assert len(people.list_people(workspace)) == 3
    assert person(workspace, "林木").birth is None


@pytest.mark.parametrize(
    ("text", "unit", "post"),
    [
        ("石桥镇党委书记", "石桥镇", "党委书记"),
        ("县委组织部副部长", "县委组织部", "副部长"),  # the longest unit
        ("县委副书记、组织部部长", "县委", "副书记、组织部部长"),
        ("白杨乡乡长", "石桥镇", "白杨乡乡长"),  # no unit of the workspace: the post
    ],
)
def test_unit_and_post_are_taken_apart_where_the_unit_is_known(
    workspace: Workspace, text: str, unit: str, post: str
) -> None:
    assert paste(workspace, {("林木", "unit_post"): text}, ({"name": "赵六", "unit_post": text},)).left == []
    changed, new = person(workspace, "林木"), person(workspace, "赵六")
    assert (changed.unit, changed.current_post) == (unit, post)
    assert (new.unit, new.current_post) == ("" if "白杨" in text else unit, post)


def test_a_cell_of_its_own_goes_before_what_another_says(workspace: Workspace) -> None:
    paste(workspace, {("林木", "unit_post"): "县委组织部部长", ("林木", "current_post"): "副部长"})
    assert (person(workspace, "林木").unit, person(workspace, "林木").current_post) == ("县委组织部", "副部长")
    before = person(workspace, "王芳")
    unchanged = paste(workspace, {("王芳", "unit_post"): "县委副书记"})  # what stands there already
    assert (unchanged.taken, unchanged.change_set.seq) == (0, 0)
    assert person(workspace, "王芳") == before
    assert take_apart("县委组织部", ["县委组织部", "县委"]) == {"unit": "县委组织部", "current_post": ""}


def test_of_many_that_were_not_taken_the_first_are_named(workspace: Workspace) -> None:
    result = paste(workspace, {}, tuple({"name": f"赵{at}", "birth": "1985.13"} for at in "甲乙丙丁戊己庚辛壬癸"))
    assert len(result.left) == 10
    assert result.words[1].count("行“") == MOST_NAMED
    assert result.words[1].endswith("另有 2 处。")
    assert paste(workspace, {("林木", "sex"): "男"}).words == ("", "")
