"""Results: only when everything agrees, from counts alone, with what was settled between two rounds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.tally import Box, Sheet
from huanjie_desktop.services.assessment import appraisals, tallying
from huanjie_desktop.services.assessment.appraisals import appraisal_as_json, appraisal_of, ready_appraisal
from huanjie_desktop.services.assessment.counting import TOTALS, tallying_of
from huanjie_desktop.services.assessment.settling import settle
from huanjie_desktop.services.assessment.tallying import Totals
from huanjie_desktop.services.safekeeping import history
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import campaign_of, count, small_campaign
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    return small_campaign(workspace)


FIRST = (("A", "1121"), ("A", "1x00"), ("B", "2211"), ("B", "0000"), ("B", "void"))


def test_a_result_has_counts_shares_and_their_base(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, *FIRST)
    plain = appraisal_as_json(ready_appraisal(workspace, campaign.id))
    assert [plain[key] for key in ("issued", "collected", "valid", "void", "blank")] == [8, 5, 3, 2, 1]
    assert [each["name"] for each in plain["subjects"]] == ["张三", "李四"]
    virtue, ability = plain["subjects"][0]["items"]
    assert virtue["item"] == "德"
    assert virtue["counts"] == {"优秀": 2, "称职": 1}
    assert virtue["shares"] == {"优秀": 66.7, "称职": 33.3}
    assert virtue["by_category"] == {"A、B": {key: virtue[key] for key in virtue["by_category"]["A、B"]}}
    assert (ability["unreadable"], ability["unmarked"]) == (1, 0)
    assert plain["subjects"][1]["items"][0]["unmarked"] == 1
    assert plain["categories"][1] == {
        "code": "B",
        "title": "",
        "entitled": 5,
        "issued": 5,
        "collected": 3,
        "valid": 1,
        "void": 2,
        "blank": 1,
    }


def test_a_share_of_nothing_is_none(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "void"))
    item = appraisal_as_json(ready_appraisal(workspace, campaign.id))["subjects"][0]["items"][0]
    assert item["shares"] == {"优秀": None, "称职": None}
    assert item["base"] == 0


def test_there_is_no_result_before_everything_is_keyed_in(workspace: Workspace, campaign: Campaign) -> None:
    with pytest.raises(UserError, match="还没有结果：还没有录入"):
        ready_appraisal(workspace, campaign.id)
    tallying.begin_round(workspace, campaign.id)
    assert appraisal_of(workspace, campaign.id).problems == ("第一遍还没有录完",)
    tallying.finish_round(workspace, campaign.id, 1)
    assert ready_appraisal(workspace, campaign.id).box() == Box()


def test_a_second_entry_that_stops_halfway_stands_in_the_way(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, *FIRST)
    tallying.begin_round(workspace, campaign.id, 2)
    assert appraisal_of(workspace, campaign.id).problems == ("第二遍还没有录完",)
    tallying.clear_round(workspace, campaign.id, 2, "第二遍不做了")
    assert appraisal_of(workspace, campaign.id).ready


def test_differences_are_settled_with_a_reason(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, *FIRST)
    count(workspace, campaign, ("A", "1121"), ("A", "1200"), ("B", "2211"), ("B", "0000"), ("B", "void"), number=2)
    appraisal = appraisal_of(workspace, campaign.id)
    assert appraisal.problems == ("两遍还有1处差异没有处理",)
    difference = appraisal.differences[0]
    words = appraisals.place_words(appraisal.tallying, difference.place)
    assert words == "A票　张三　能"
    assert appraisals.numbers_words(appraisal.tallying, difference.place, difference.first) == "优秀1　无法辨认1"
    with pytest.raises(UserError, match="没有写明处理的依据"):
        settle(workspace, campaign.id, {difference.place: difference.second}, " ")
    with pytest.raises(UserError, match="每个等次一个"):
        settle(workspace, campaign.id, {difference.place: (1,)}, "重新清点")
    settle(workspace, campaign.id, {difference.place: difference.second}, "重新清点", "总监票人")
    result = ready_appraisal(workspace, campaign.id)
    assert result.numbers(result.tallying.setup.subjects[0], 1, result.tallying.setup.categories[0]) == (1, 1, 0)
    told = workspace.store.history(1)[0].reason
    assert told.startswith("重新清点；结果校验 ")
    assert "A票　张三　能：优秀1　无法辨认1→优秀1　称职1" in told
    with pytest.raises(UserError, match="关系到“柳河镇干部民主测评表”已录完的票，不能再撤销"):
        history.undo(workspace)


def test_a_settlement_of_a_place_that_agrees_is_refused(workspace: Workspace, campaign: Campaign) -> None:
    from huanjie_desktop.domain.rounds import Place

    count(workspace, campaign, *FIRST)
    with pytest.raises(UserError, match="这一处两遍已没有差异"):
        settle(workspace, campaign.id, {Place("box", "x"): (1, 0, 0)}, "重新清点")


def test_totals_that_do_not_agree_give_no_result(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, method=TOTALS)
    setup = tallying_of(workspace, campaign.id).setup
    mine, subject = setup.categories[0].id, setup.subjects[0].id
    tallying.set_totals(workspace, campaign.id, 1, Totals({mine: Box(3, 1)}, {(mine, subject, 0, 0): 3}))
    tallying.finish_round(workspace, campaign.id, 1)
    with pytest.raises(UserError, match="A票对“张三”的评价共3张，多于有效的2张"):
        ready_appraisal(workspace, campaign.id)


def test_totals_and_sheets_can_check_each_other(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, ("A", "1121"), ("B", "1100"))
    tallying.begin_round(workspace, campaign.id, 2, TOTALS)
    setup = tallying_of(workspace, campaign.id).setup
    a, b = (each.id for each in setup.categories)
    one, other = (each.id for each in setup.subjects)
    marks = {(a, one, 0, 0): 1, (a, one, 1, 0): 1, (a, other, 0, 1): 1, (a, other, 1, 0): 1}
    marks |= {(b, one, 0, 0): 1, (b, one, 1, 0): 1}
    tallying.set_totals(workspace, campaign.id, 2, Totals({a: Box(1), b: Box(1)}, marks))
    tallying.finish_round(workspace, campaign.id, 2)
    assert ready_appraisal(workspace, campaign.id).differences == ()


def test_a_recommendation_counts_names_and_those_written_in(workspace: Workspace) -> None:
    campaign = campaign_of(workspace, "posts")
    tallying.begin_round(workspace, campaign.id)
    setup = tallying_of(workspace, campaign.id).setup
    a, b = (each.id for each in setup.categories)
    deputy = setup.posts[1].id
    tallying.add_sheets(
        workspace,
        campaign.id,
        1,
        [
            Sheet(a, "100110"),
            Sheet(a, "110110"),  # two names for one seat: that post does not count
            Sheet(b, "000100", write_ins=((deputy, "孙八"),)),
            Sheet(b, "000000"),
        ],
    )
    tallying.finish_round(workspace, campaign.id, 1)
    plain = appraisal_as_json(ready_appraisal(workspace, campaign.id))
    assert (plain["valid"], plain["void"], plain["blank"]) == (4, 0, 1)
    votes = [(each["post"], each["name"], each["items"][0]["counts"]["推荐"]) for each in plain["subjects"]]
    assert votes == [
        ("镇长", "张三", 1),
        ("镇长", "李四", 0),
        ("镇长", "王小五", 0),
        ("副镇长", "张三", 3),
        ("副镇长", "李四", 2),
        ("副镇长", "王小五", 0),
    ]
    assert plain["subjects"][0]["items"][0]["unreadable"] == 1
    assert plain["written_in"] == [
        {"post": "副镇长", "name": "孙八", "count": 1, "share": 25.0, "by_category": {"A、B": 1}}
    ]


def test_what_does_not_agree_is_found(workspace: Workspace, campaign: Campaign) -> None:
    from huanjie_desktop.services.assessment import campaigns
    from huanjie_desktop.services.checking import find_in_campaigns

    assert find_in_campaigns(workspace) == []
    count(workspace, campaign, *FIRST)
    count(workspace, campaign, ("A", "1121"), ("A", "1200"), ("B", "2211"), ("B", "0000"), ("B", "void"), number=2)
    campaigns.edit_campaign(workspace, campaign.id, issued=9, reason="补发一张", second="监票人")
    assert [finding.text for finding in find_in_campaigns(workspace)] == [
        "“柳河镇干部民主测评表”发出9张，多于应到的8，请核对。",
        "“柳河镇干部民主测评表”两遍录入还有1处差异没有处理。",
    ]
