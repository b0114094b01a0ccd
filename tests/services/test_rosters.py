"""Rosters: their order, and who is on them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.people import CellEdit
from huanjie_desktop.domain.roster import moved_beside
from huanjie_desktop.services.people import people, rosters
from tests.services.workspaces import workspace_in


def test_people_not_named_come_after_those_that_are_as_they_were(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster, _ = rosters.create_roster(workspace, "干部", next(iter(workspace.catalog.roster_kinds)))
        other, _ = rosters.create_roster(workspace, "别的", roster.kind)
        people.edit_cells(workspace, [], [{"name": name} for name in ("甲", "乙", "丙", "丁")], roster.id)
        ids = {person.name: person.id for person in people.list_people(workspace, roster.id)}
        rosters.add_to_roster(workspace, other.id, [ids["甲"], ids["乙"]])
        rosters.order_roster(workspace, roster.id, [ids["丁"], ids["乙"]])

        def names(roster_id: str) -> str:
            return "".join(person.name for person in people.list_people(workspace, roster_id))

        assert names(roster.id) == "丁乙甲丙"
        assert names(other.id) == "甲乙"
        rosters.add_to_roster(workspace, other.id, [ids["甲"], ids["丙"], ids["丙"]])
        assert names(other.id) == "甲乙丙"
        assert workspace.store.undo_label == "加入名册1人"
        rosters.remove_from_roster(workspace, other.id, [ids["乙"]])
        assert names(other.id) == "甲丙"
        assert names(roster.id) == "丁乙甲丙"
        assert [(each.name, count) for each, count in rosters.list_rosters(workspace)] == [("干部", 4), ("别的", 2)]
        workspace.undo()
        assert names(other.id) == "甲乙丙"


@given(
    st.integers(2, 9).flatmap(
        lambda n: st.tuples(st.just(n), st.sets(st.integers(0, n - 1), min_size=1, max_size=n - 1))
    )
)
def test_moved_ones_stand_together_beside_the_other_and_the_rest_as_it_was(case: tuple[int, set[int]]) -> None:
    count, chosen = case
    ids = [str(at) for at in range(count)]
    moved = {str(at) for at in chosen}
    rest = [each for each in ids if each not in moved]
    for anchor in rest:
        for after in (False, True):
            order = moved_beside(ids, moved, anchor, after=after)
            assert sorted(order) == ids
            assert [each for each in order if each not in moved] == rest
            block = sorted(moved)
            start = order.index(block[0])
            assert order[start : start + len(block)] == block
            assert order[start - 1 if after else start + len(block)] == anchor


def test_people_are_moved_beside_another_and_who_is_gone_moves_nobody(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        roster, _ = rosters.create_roster(workspace, "干部", next(iter(workspace.catalog.roster_kinds)))
        people.edit_cells(workspace, [], [{"name": name} for name in ("甲", "乙", "丙", "丁")], roster.id)
        ids = {person.name: person.id for person in people.list_people(workspace, roster.id)}

        def names() -> str:
            return "".join(person.name for person in people.list_people(workspace, roster.id))

        rosters.move_in_roster(workspace, roster.id, [ids["丁"], ids["乙"]], ids["甲"], after=False)
        assert names() == "乙丁甲丙"
        assert workspace.store.undo_label == "移动2人"
        rosters.move_in_roster(workspace, roster.id, [ids["乙"]], ids["丙"], after=True)
        assert names() == "丁甲丙乙"
        assert workspace.store.undo_label == "移动“乙”"
        for moved, anchor in ((["nobody"], ids["甲"]), ([ids["甲"]], "nobody"), ([ids["甲"]], ids["甲"])):
            with pytest.raises(UserError, match="没有移动"):
                rosters.move_in_roster(workspace, roster.id, moved, anchor, after=True)
        workspace.undo()
        assert names() == "乙丁甲丙"


def test_a_group_is_the_rosters_own_and_comes_with_new_people(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        kind = next(iter(workspace.catalog.roster_kinds))
        roster, other = (rosters.create_roster(workspace, name, kind)[0] for name in ("一", "二"))
        people.edit_cells(workspace, [], [{"name": "甲", "group_name": "东组（共3人）"}, {"name": "乙"}], roster.id)
        first, second = (person.id for person in people.list_people(workspace, roster.id))
        rosters.add_to_roster(workspace, other.id, [first])
        people.edit_cells(
            workspace, [CellEdit(second, "group_name", " 西组 "), CellEdit(second, "sex", "女")], roster_id=roster.id
        )

        def groups(roster_id: str) -> list[str]:
            rows = people.list_rows(workspace, roster_id)
            return [row.entry.group_name for row in rows if row.entry is not None]

        assert groups(roster.id) == ["东组", "西组"]
        assert groups(other.id) == [""]
        assert people.get_person(workspace, second).sex == "女"
        workspace.undo()
        assert groups(roster.id) == ["东组", ""]
        with pytest.raises(UserError, match="只在名册里填写"):
            people.edit_cells(workspace, [CellEdit(second, "group_name", "东组")])
