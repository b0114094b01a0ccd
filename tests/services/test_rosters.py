"""Rosters: their order, and who is on them."""

from pathlib import Path

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
