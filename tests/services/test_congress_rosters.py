from collections.abc import Sequence
from datetime import date
from pathlib import Path

from huanjie_desktop.cli.finding import find_roster
from huanjie_desktop.domain.ports import NoProgress
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.meetings import congress_rosters, congresses, participants
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.packages.scopes import list_scopes
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.shown.packages import MISSING, OPTIONAL, EntryRow, read_page, read_rosters
from huanjie_desktop.services.workspace import Workspace
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


def test_of_two_congresses_at_a_place_a_roster_belongs_to_the_one_that_its_name_speaks_of(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        kind = next(each.id for each in workspace.catalog.roster_kinds.values() if each.of_candidates)
        for name in ("柳河镇党代会候选人", "柳河镇人代会候选人", "柳河镇候选人"):
            rosters.create_roster(workspace, name, kind)
        made = [
            congresses.create_congress(workspace, congresses.CongressDraft(each, "柳河镇", 12, sitting=sitting))[0]
            for each, sitting in (("township-party", 0), ("township-people", 1))
        ]

        def names(congress_id: str) -> list[str]:
            return [roster.name for roster in read_congress(workspace, congress_id).rosters({kind})]

        assert names(made[0].id) == ["柳河镇党代会候选人", "柳河镇候选人"]
        assert names(made[1].id) == ["柳河镇人代会候选人", "柳河镇候选人"]
        congresses.delete_congress(workspace, made[1].id)
        assert names(made[0].id) == ["柳河镇党代会候选人", "柳河镇人代会候选人", "柳河镇候选人"]


def test_the_longer_sign_of_a_kind_counts(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        for name in ("县人大代表选举当选代表名册", "县人大代表名册"):
            rosters.create_roster(workspace, name, "deputy-roster")
        found = {}
        for each, sitting in (("deputy-election", 0), ("county-people", 1)):
            draft = congresses.CongressDraft(each, "青禾县", 18, sitting=sitting)
            congress, _ = congresses.create_congress(workspace, draft)
            found[each] = congress.id
        names = {
            each: [roster.name for roster in read_congress(workspace, id_).rosters({"deputy-roster"})]
            for each, id_ in found.items()
        }
        assert names["county-people"] == ["县人大代表名册"]
        assert names["deputy-election"] == ["县人大代表选举当选代表名册"]


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


def test_rosters_of_an_earlier_congress_at_the_place_are_asked_about(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        kind = "delegate-roster"
        taken, _ = rosters.create_roster(workspace, "柳河镇党代表名册", kind)
        spare, _ = rosters.create_roster(workspace, "柳河镇代表备选", kind)
        ids = fill(workspace.store, "林木", "林海", "林青")
        rosters.add_to_roster(workspace, taken.id, ids[:2])
        rosters.add_to_roster(workspace, spare.id, ids[2:])
        old, new = (_congress(workspace, term) for term in (12, 13))
        participants.take_participants(workspace, old, taken.id)

        def found(congress_id: str) -> tuple[list[str], list[str]]:
            reading = read_congress(workspace, congress_id)
            return [each.name for each in reading.rosters({kind})], [each.name for each in reading.earlier({kind})]

        assert found(old) == ([taken.name, spare.name], [])
        assert found(new) == ([], [taken.name, spare.name])
        row = next(each for each in _entries(workspace, new) if each.roster_kinds == (kind,))
        assert row.state in (MISSING, OPTIONAL)
        assert "“柳河镇党代表名册”是以前的，请确认" in row.missing
        scope = next(each for each in list_scopes(workspace) if each.congress.id == new)
        names = [each.name for each in read_rosters(workspace, scope, [kind])]
        assert names == ["柳河镇党代表名册（以前的，请确认）", "柳河镇代表备选（以前的，请确认）"]
        congress_rosters.choose_rosters(workspace, new, {kind: [spare.id]})
        assert found(new) == ([spare.name], [])
        history.undo(workspace)
        participants.take_participants(workspace, new, spare.id)
        assert found(new) == ([spare.name], [taken.name])
        assert found(old) == ([taken.name], [])  # whose people went to the later one is not of the earlier


def test_assessments_belong_to_the_congress_that_was_held_after_them(tmp_path: Path) -> None:
    with workspace_in(tmp_path) as workspace:
        old, new = (_congress(workspace, term) for term in (12, 13))
        congresses.edit_congress(workspace, old, start=date(2021, 7, 10))
        congresses.edit_congress(workspace, new, start=date(2026, 7, 16))
        form = next(each.form for each in forms.list_forms(workspace) if each.form.kind == "body")
        for day, title in ((date(2021, 6, 1), "上次测评"), (date(2026, 6, 1), "这次测评"), (None, "未定测评")):
            draft = campaigns.CampaignDraft(form.id, "柳河镇", title, day)
            campaigns.create_campaign(workspace, draft)

        def found(congress_id: str) -> tuple[list[str], list[str]]:
            reading = read_congress(workspace, congress_id)
            return [each.title for each in reading.campaigns], [each.title for each in reading.earlier_campaigns]

        assert found(new) == (["这次测评"], ["上次测评", "未定测评"])
        assert found(old)[0] == ["上次测评", "未定测评"]


def _congress(workspace: Workspace, term: int) -> str:
    draft = congresses.CongressDraft("township-party", "柳河镇", term)
    return congresses.create_congress(workspace, draft)[0].id


def _entries(workspace: Workspace, congress_id: str) -> Sequence[EntryRow]:
    return read_page(workspace, congress_id, NoProgress()).entries
