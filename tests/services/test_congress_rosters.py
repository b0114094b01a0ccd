from pathlib import Path

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.services.meetings import congress_rosters, congresses
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.safekeeping import history
from tests.services.workspaces import workspace_in


def test_rosters_belong_by_the_place_in_their_names_or_by_choice(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        kind = "delegate-roster"
        for name in ("柳河镇党代表名册", "县党代会代表名册", "石桥镇代表"):
            rosters.create_roster(workspace, name, kind)
        rosters.create_roster(workspace, "柳河镇干部", "cadre-roster")
        made = {}
        for congress_kind, unit in (
            ("township-party", "柳河镇"),
            ("township-party", "石桥镇"),
            ("county-party", "青禾县"),
        ):
            made[unit], _ = congresses.create_congress(workspace, congresses.CongressDraft(congress_kind, unit, 12))

        def names(unit: str) -> list[str]:
            found = read_congress(workspace, made[unit].id).rosters({kind})
            return [roster.name for roster in found]

        assert [names(unit) for unit in made] == [["柳河镇党代表名册"], ["石桥镇代表"], ["县党代会代表名册"]]
        other = find_roster(workspace, "石桥镇代表")
        congress_rosters.choose_rosters(workspace, made["柳河镇"].id, {kind: [other.id]})
        assert names("柳河镇") == ["石桥镇代表"]
        assert names("石桥镇") == ["石桥镇代表"]
        history.undo(workspace)
        assert names("柳河镇") == ["柳河镇党代表名册"]


def test_a_place_without_a_roster_of_its_own_does_not_take_the_countys(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        rosters.create_roster(workspace, "县党代会代表名册", "delegate-roster")
        congress, _ = congresses.create_congress(workspace, congresses.CongressDraft("township-party", "白杨乡", 12))
        assert read_congress(workspace, congress.id).rosters({"delegate-roster"}) == []
