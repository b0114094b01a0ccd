"""What is said before people are removed."""

from pathlib import Path

from huanjie_desktop.services.meetings import congresses, participants
from huanjie_desktop.services.people import people, rosters
from huanjie_desktop.services.shown.removal import read_removal
from tests.services.workspaces import workspace_in


def test_what_holds_people_is_named_and_what_goes_with_them(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        kinds = list(workspace.catalog.roster_kinds)
        one, _ = rosters.create_roster(workspace, "干部", kinds[0])
        two, _ = rosters.create_roster(workspace, "代表", kinds[1])
        people.edit_cells(workspace, [], [{"name": name} for name in ("甲一", "乙二", "丙三")], one.id)
        first, second, third = (person.id for person in people.list_people(workspace))
        rosters.add_to_roster(workspace, two.id, [first])
        assert read_removal(workspace, [third]).words == "删除“丙三”？"
        asked = read_removal(workspace, [first, second])
        assert (asked.words, asked.held) == ("删除选中的 2 人？", False)
        assert asked.advice.startswith("会同时从名册《干部》2人、《代表》1人中删除；")
        kind = next(iter(workspace.catalog.congress_kinds))
        congress, _ = congresses.create_congress(workspace, congresses.CongressDraft(kind, "青禾县", 12))
        participants.take_participants(workspace, congress.id, two.id)
        held = read_removal(workspace, [first, second])
        assert held.held
        assert held.words == "选中的 2 人不能删除，其中 1 人在会议或测评中。"
        assert held.advice.startswith(f"“甲一”：会议“{congresses.short_title_of(workspace, congress)}”\n")
        assert read_removal(workspace, [first]).words == "“甲一”不能删除。"
        rosters.remove_from_roster(workspace, one.id, [third])
        assert read_removal(workspace, [third]).advice.startswith("不在任何名册中；")
