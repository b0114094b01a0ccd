"""The office places a character; everybody who has it sorts anew; undo takes it back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.names import StrokeOverride
from huanjie_desktop.services.people.stroke_overrides import (
    list_overrides,
    office_tables,
    place_character,
    restore_character,
)
from huanjie_desktop.services.workspace import Workspace, create_workspace
from huanjie_desktop.store.people import list_keys, list_people
from tests.builders import FixedClock, fill


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
    assert office_tables(workspace).strokes.known("䶮")
    assert list_overrides(workspace) == {"䶮": StrokeOverride(9, "洪")}

    workspace.store.undo()
    assert names(workspace) == before
    assert list_overrides(workspace) == {}
    assert not office_tables(workspace).strokes.known("䶮")


def test_restoring_puts_it_back(workspace: Workspace) -> None:
    fill(workspace.store, "王洪", "王䶮")
    place_character(workspace, "䶮", 20)
    assert names(workspace) == ["王洪", "王䶮"]
    restore_character(workspace, "䶮")
    assert names(workspace) == ["王䶮", "王洪"]
    assert list_keys(workspace.store)["p1"].uncertain == "䶮"


@pytest.mark.parametrize(
    ("char", "strokes", "after", "text"),
    [
        ("AB", 9, "", "“AB”不是一个汉字。"),
        ("䶮", 0, "", "笔画数“0”不对。"),
        ("䶮", 9, "一", "“一”不是9画。"),
    ],
)
def test_places_that_cannot_be(workspace: Workspace, char: str, strokes: int, after: str, text: str) -> None:
    with pytest.raises(UserError) as caught:
        place_character(workspace, char, strokes, after)
    assert caught.value.text == text
    assert list_overrides(workspace) == {}
