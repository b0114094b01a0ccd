"""What the page 名册 shows: rosters under their kinds, rows with what is searched in them, one person."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.shown.rosters import (
    check_cell,
    person_fields,
    read_part,
    read_portrait,
    read_rosters,
    read_some,
    table_columns,
)
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import rosters as roster_store
from tests.services.workspaces import workspace_in

NAMES = ("林木", "王芳", "单立")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        people.edit_cells(opened, (), [{"name": name, "birth": "1985-07-12"} for name in NAMES])
        yield opened


def make(workspace: Workspace, name: str, kind_at: int, count: int) -> Roster:
    kinds = list(workspace.catalog.roster_kinds)
    roster, _ = rosters.create_roster(workspace, name, kinds[kind_at])
    rosters.add_to_roster(workspace, roster.id, [each.id for each in people.list_people(workspace)[:count]])
    return roster


def test_all_people_come_first_then_rosters_in_the_order_of_their_kinds(workspace: Workspace) -> None:
    later, first, same = make(workspace, "乙", 1, 2), make(workspace, "甲", 0, 1), make(workspace, "丙", 1, 0)
    titles = [kind.title for kind in workspace.catalog.roster_kinds.values()]
    assert [(group.title, group.rosters) for group in read_rosters(workspace)] == [
        ("", [(None, 3)]),
        (titles[0], [(first, 1)]),
        (titles[1], [(later, 2), (same, 0)]),
    ]


def test_rosters_of_a_kind_that_the_catalogue_lost_stand_last_under_its_id(workspace: Workspace) -> None:
    with workspace.store.unit_of_work("试") as work:
        roster_store.add_roster(work, Roster("r", "旧册", "gone-kind", 0))
    make(workspace, "甲", 0, 1)
    assert [group.title for group in read_rosters(workspace)][-1] == "gone-kind"


def test_rows_come_in_parts_until_the_end(workspace: Workspace) -> None:
    first = read_part(workspace, None, 0, 2)
    assert [row.person.name for row in first.rows] == ["林木", "王芳"]
    assert (first.start, first.end, first.total) == (0, 2, 3)
    rest = read_part(workspace, None, first.end, 5)
    assert (rest.start, rest.end, rest.total) == (2, 3, 3)
    assert read_part(workspace, None, 3, 5).end == 3
    assert "linmu" in first.haystacks[0]
    assert "1985.07" in first.haystacks[0]
    whole = read_part(workspace, None, 0, None)
    assert (len(whole.rows), whole.total, whole.base) == (3, 3, workspace.base_date)


def test_the_group_of_a_roster_is_found_like_every_other_column(workspace: Workspace) -> None:
    roster = make(workspace, "甲", 0, 2)
    entry = roster_store.list_entries(workspace.store, roster.id)[0]
    with workspace.store.unit_of_work("分组") as work:
        roster_store.change_entries(work, {entry.id: {"group_name": "柳河镇代表团"}})
    assert "柳河镇代表团" in read_part(workspace, roster.id, 0, None).haystacks[0]
    assert "柳河镇代表团" in read_some(workspace, roster.id, [entry.person_id]).haystacks[0]
    assert "柳河镇代表团" not in read_part(workspace, None, 0, None).haystacks[0]


def test_only_those_are_read_again_that_are_still_there(workspace: Workspace) -> None:
    roster = make(workspace, "甲", 0, 1)
    ids = [each.id for each in people.list_people(workspace)]
    assert [row.person.id for row in read_some(workspace, roster.id, ids).rows] == ids[:1]
    assert len(read_some(workspace, None, [*ids, "gone"]).rows) == 3


def test_a_portrait_has_every_field_as_cells_take_it_back(workspace: Workspace) -> None:
    person = people.list_people(workspace)[0]
    assert read_portrait(workspace, person.id).roster_words == "不在任何名册"
    make(workspace, "甲", 0, 1)
    make(workspace, "乙", 1, 1)
    portrait = read_portrait(workspace, person.id)
    assert (portrait.texts["name"], portrait.texts["birth"]) == ("林木", "1985-07-12")
    assert portrait.roster_words == "甲、乙"
    people.delete_people(workspace, [person.id])
    with pytest.raises(UserError):
        read_portrait(workspace, person.id)


def test_a_group_is_a_column_of_rosters_alone_and_long_texts_of_none() -> None:
    catalog = load_catalog()
    of_all, of_roster = ([spec.field for spec in table_columns(catalog, of_roster=one)] for one in (False, True))
    assert set(of_roster) - set(of_all) == {"group_name"}
    assert "resume" not in of_roster


def test_a_field_says_what_a_cell_of_its_column_would() -> None:
    catalog = load_catalog()
    fields = {spec.name: spec for spec in person_fields(catalog)}
    assert (fields["resume"].kind, fields["birth"].kind) == ("long", "text")
    check = fields["birth"].check
    assert check is not None
    assert check("1985.13") == check_cell(catalog, "birth", "1985.13") != ""
    assert check("1985.12") == ""
    assert "由程序计算" in check_cell(catalog, "age", "41")
