from pathlib import Path

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.meetings import congress_rosters, congresses, participants
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.packages import read_rosters
from tests.builders import fill
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


def test_rosters_belong_where_their_people_went_whatever_they_are_called(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        kind = "delegate-roster"
        town, county = (
            congresses.create_congress(workspace, congresses.CongressDraft(each, unit, 12))[0]
            for each, unit in (("township-party", "柳河镇"), ("county-party", "青禾县"))
        )
        taken, _ = rosters.create_roster(workspace, "代表名单（定稿）", kind)
        spare, _ = rosters.create_roster(workspace, "代表名单（备份）", kind)
        ids = fill(workspace.store, "林木", "林海", "林青", "林山", "林河")
        rosters.add_to_roster(workspace, taken.id, ids[:3])
        rosters.add_to_roster(workspace, spare.id, ids[1:4])
        participants.take_participants(workspace, town.id, taken.id)

        def names(congress_id: str) -> list[str]:
            return [roster.name for roster in read_congress(workspace, congress_id).rosters({kind})]

        assert names(town.id) == ["代表名单（定稿）", "代表名单（备份）"]  # two of three of the other take part as well
        rosters.remove_from_roster(workspace, spare.id, ids[1:2])
        assert names(town.id) == ["代表名单（定稿）", "代表名单（备份）"]  # one of two
        assert names(county.id) == []  # what is the township's is not the county's
        rosters.add_to_roster(workspace, spare.id, ids[4:])
        assert names(town.id) == ["代表名单（定稿）"]
        assert names(county.id) == ["代表名单（备份）"]


def test_assessments_belong_where_those_asked_about_are_candidates_or_by_choice(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        county, _ = congresses.create_congress(workspace, congresses.CongressDraft("county-party", "青禾县", 12))
        town, _ = congresses.create_congress(workspace, congresses.CongressDraft("township-party", "柳河镇", 12))
        kind = next(each.id for each in workspace.catalog.roster_kinds.values() if each.of_candidates)
        roster, _ = rosters.create_roster(workspace, "柳河镇人选", kind)
        ids = fill(workspace.store, "林木", "林海")
        rosters.add_to_roster(workspace, roster.id, ids)
        form = next(each.form for each in forms.list_forms(workspace) if each.form.kind == "persons")
        asked = campaigns.people_of_roster(workspace, roster.id)
        draft = campaigns.CampaignDraft(form.id, "党委班子", "七月测评", subjects=tuple(asked))
        made, _ = campaigns.create_campaign(workspace, draft)
        body = next(each.form for each in forms.list_forms(workspace) if each.form.kind == "body")
        other, _ = campaigns.create_campaign(workspace, campaigns.CampaignDraft(body.id, "县直机关", "八月测评"))

        def titles(congress_id: str) -> list[str]:
            return [each.title for each in read_congress(workspace, congress_id).campaigns]

        assert (titles(town.id), titles(county.id)) == (["七月测评"], ["八月测评"])
        scope = next(each for each in list_scopes(workspace) if each.congress.id == town.id)
        assert [each.chosen for each in read_rosters(workspace, scope, [CAMPAIGNS])] == [True, False]
        congress_rosters.choose_rosters(workspace, town.id, {CAMPAIGNS: [other.id]})
        assert titles(town.id) == ["八月测评"]
        assert made.title not in titles(town.id)
        rosters.delete_roster(workspace, roster.id)
        choices = read_rosters(workspace, scope, [CAMPAIGNS])
        assert [(each.name, each.chosen) for each in choices] == [("八月测评", True), ("七月测评", False)]
