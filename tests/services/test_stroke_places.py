"""The office places a character; everybody who has it sorts anew; undo takes it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.catalog.own_kinds import StrokePlace
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.services.catalogue.stroke_places import (
    list_places,
    place_character,
    restore_character,
)
from huanjie_desktop.services.people import people
from huanjie_desktop.services.people.importing import ImportRequest, commit_import, prepare_import
from huanjie_desktop.services.people.name_keys import make_name_keys, sort_names
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store.people import list_keys, list_people
from tests.builders import FixedClock, fill
from tests.exchange.books import write_book


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = create_workspace(tmp_path / "青禾县.huanjie", "青禾县", clock=FixedClock())
    yield opened
    opened.close()


def names(workspace: Workspace) -> list[str]:
    return [person.name for person in list_people(workspace.store, order="surname")]


def test_a_placed_character_moves_and_is_sure(workspace: Workspace) -> None:
    fill(workspace.store, "王洪", "王䶮", "王一")
    before = names(workspace)
    assert before == ["王一", "王䶮", "王洪"]
    change = place_character(workspace, "䶮", 9, after="洪")
    assert change.touched["person"] == {"p1"}
    assert names(workspace) == ["王一", "王洪", "王䶮"]
    assert list_keys(workspace.store)["p1"].uncertain == ""
    assert workspace.names.strokes.known("䶮")
    assert list_places(workspace) == {"䶮": StrokePlace(id="䶮", strokes=9, after="洪")}

    workspace.store.undo()
    assert names(workspace) == before
    assert list_places(workspace) == {}
    assert not workspace.names.strokes.known("䶮")


def test_restoring_puts_it_back(workspace: Workspace) -> None:
    fill(workspace.store, "王洪", "王䶮")
    place_character(workspace, "䶮", 20)
    assert names(workspace) == ["王洪", "王䶮"]
    restore_character(workspace, "䶮")
    assert names(workspace) == ["王䶮", "王洪"]
    assert list_keys(workspace.store)["p1"].uncertain == "䶮"


def test_the_place_holds_wherever_a_name_is_written(workspace: Workspace, tmp_path: Path) -> None:
    place_character(workspace, "䶮", 9, after="洪")
    people.edit_cells(workspace, (), [{"name": "王䶮"}, {"name": "王一"}])
    (_added, other) = list_people(workspace.store)
    people.edit_cells(workspace, [CellEdit(other.id, "name", "李䶮")])
    write_book(tmp_path / "名册.xlsx", [["姓名"], ["张䶮"], ["张洪"]])
    commit_import(workspace, prepare_import(workspace, ImportRequest(tmp_path / "名册.xlsx")))
    kept = {person.name: list_keys(workspace.store)[person.id] for person in list_people(workspace.store)}
    assert names(workspace) == ["王䶮", "李䶮", "张洪", "张䶮"]
    for name in ("王䶮", "李䶮", "张䶮"):
        assert kept[name] == make_name_keys(name, workspace.names)
        assert kept[name].uncertain == ""
    assert sort_names(["王䶮", "王洪"], "name", workspace.names) == ["王洪", "王䶮"]


def test_undo_of_a_place_is_followed_by_names_written_after_it(workspace: Workspace) -> None:
    place_character(workspace, "䶮", 9, after="洪")
    assert workspace.names.strokes.known("䶮")
    workspace.undo()
    people.edit_cells(workspace, (), [{"name": "王䶮"}])
    (added,) = list_people(workspace.store)
    assert list_keys(workspace.store)[added.id].uncertain == "䶮"


@pytest.mark.parametrize(
    ("char", "strokes", "after", "text"),
    [
        ("AB", 9, "", "姓氏笔画没有保存：“AB”不是一个汉字。"),
        ("䶮", 0, "", "姓氏笔画没有保存：笔画数“0”不对，应是1到84。"),
        ("䶮", 9, "一", "姓氏笔画没有保存：“一”不是9画，“䶮”只能排在同笔画数的字后面。"),
    ],
)
def test_places_that_cannot_be(workspace: Workspace, char: str, strokes: int, after: str, text: str) -> None:
    with pytest.raises(UserError) as caught:
        place_character(workspace, char, strokes, after)
    assert caught.value.text == text
    assert list_places(workspace) == {}
