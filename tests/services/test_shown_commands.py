"""Commands are found by a part of their words and by their initials, what begins so first."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.services.people import people
from huanjie_desktop.services.shown.commands import find_people, rank, syllables_of
from huanjie_desktop.services.workspace import Workspace, create_workspace
from tests.builders import FixedClock


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = create_workspace(tmp_path / "青禾县2026年换届.huanjie", "青禾县", clock=FixedClock())
    yield made
    made.close()


def test_words_have_their_initials_in_every_reading() -> None:
    assert {"zhong", "chong"} <= set(syllables_of("重做")[0])
    assert syllables_of("导入 Excel2")[:3] == (("dao",), ("ru",), ("e",))


@pytest.mark.parametrize(
    ("typed", "place"),
    [("打印", 0), ("打 印名", 0), ("名册", 1), ("dy", 2), ("DYM", 2), ("ymc", 3), ("xx", None), ("会", None)],
)
def test_the_better_what_is_typed_fits_the_earlier_it_stands(typed: str, place: int | None) -> None:
    assert rank("打印名册", typed) == place


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("dyhycl", 2),
        ("dyhc", 4),  # characters left out
        ("hcdy", 5),  # the halves the other way round
        ("dayinhuiyi", 2),
        ("dyhuiyi", 2),
        ("huiyi", 3),
        ("会议 打印", 1),
        ("hy dy", 3),
        ("打印材料", 4),
        ("材料打印", 5),
        ("dl", None),  # two letters alone do not lie apart
        ("dyhx", None),
        ("会议 名册", None),
    ],
)
def test_words_are_found_in_any_order_in_full_or_in_part(typed: str, place: int | None) -> None:
    assert rank("打印会议材料", typed) == place


def test_people_are_found_by_their_names_and_pinyin(workspace: Workspace) -> None:
    people.edit_cells(
        workspace,
        [],
        [
            {"name": "单立", "unit": "石桥镇", "current_post": "镇长"},
            {"name": "单立明"},
            {"name": "丁单"},
            {"name": "林木"},
        ],
    )

    def names(typed: str) -> list[str]:
        return [each.name for each in find_people(workspace, typed)]

    assert names("单立") == ["单立", "单立明"]
    assert names("单") == ["单立", "单立明", "丁单"]
    assert names("sl") == ["单立", "单立明"]
    assert names("shan li") == ["单立", "单立明"]
    assert names("s") == []
    assert names("王") == []
    found = find_people(workspace, "单立")[0]
    assert (found.about, found.subject.kind) == ("石桥镇镇长", "person_form")
