"""Sheets counted in piles: where the next one belongs, what a pile holds, and differences found pile by pile."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.poll import BOX, BUNDLE, PilePlan
from huanjie_desktop.domain.tally import Counts, Sheet
from huanjie_desktop.services.assessment import appraisals, campaign_parts, campaigns, tallying
from huanjie_desktop.services.assessment.appraisals import appraisal_of
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, SubjectDraft
from huanjie_desktop.services.assessment.counting import Tallying, counts_of, tallying_of
from huanjie_desktop.services.assessment.settling import settle
from huanjie_desktop.services.shown.keying import Stand, first_stand, full_words, next_stand, piles_of, stand_words
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import small_form
from tests.services.workspaces import workspace_in


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    draft = CampaignDraft(
        small_form(workspace),
        "柳河镇",
        categories=(CategoryDraft("A", "领导", 3, issued=3), CategoryDraft("B", "干部", 5, issued=5)),
        subjects=(SubjectDraft("张三"), SubjectDraft("李四")),
    )
    return campaigns.create_campaign(workspace, draft)[0]


BUNDLES = PilePlan(BUNDLE, 2, tellers=("甲", "乙"))


def now(workspace: Workspace, campaign: Campaign, number: int = 1) -> tuple[Tallying, Counts]:
    told = tallying_of(workspace, campaign.id)
    return told, counts_of(workspace, told, number)


def key_in(workspace: Workspace, campaign: Campaign, number: int, *marks: str) -> list[str]:
    """Key sheets in where the program leads; return the words of where each went."""
    told, counts = now(workspace, campaign, number)
    at, went = first_stand(told, counts), []
    for each in marks:
        category = told.setup.categories[at.category].id
        tallying.add_sheet(workspace, campaign.id, number, Sheet(category, each, pile=at.pile))
        went.append(at.pile)
        told, counts = now(workspace, campaign, number)
        at = next_stand(told, counts, at)
    return went


def test_keying_in_begins_at_the_first_category_and_moves_on_when_one_is_full(
    workspace: Workspace, campaign: Campaign
) -> None:
    tallying.begin_round(workspace, campaign.id, plan=BUNDLES)
    assert key_in(workspace, campaign, 1, *["1122"] * 8) == [
        *("A票1", "A票1", "A票2"),
        *("B票1", "B票1", "B票2", "B票2", "B票3"),
    ]
    told, counts = now(workspace, campaign)
    assert {pile: sum(box.collected for box in each.boxes.values()) for pile, each in counts.piles.items()} == {
        "A票1": 2,
        "A票2": 1,
        "B票1": 2,
        "B票2": 2,
        "B票3": 1,
    }
    assert full_words(told, counts, Stand(0, "A票2")) == "A票发出3张，已全部录入，请核对这张票的票类。"
    assert next_stand(told, counts, Stand(1, "B票3")) == Stand(1, "B票3")  # everything is in


def test_without_piles_the_categories_alone_move_on(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id)
    assert key_in(workspace, campaign, 1, *["1122"] * 4) == [""] * 4
    told, counts = now(workspace, campaign)
    assert [counts.boxes[each.id].collected for each in told.setup.categories] == [3, 1]
    assert stand_words(told, counts, Stand(1)) == "B票　干部"


def test_what_is_said_where_a_pile_is_full(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, plan=BUNDLES)
    key_in(workspace, campaign, 1, "1122", "1122")
    told, counts = now(workspace, campaign)
    assert full_words(told, counts, Stand(0, "A票1")) == "A票第1把已录满2张，请核对这张票是哪一把的。"
    assert full_words(told, counts, Stand(0, "A票2")) == ""
    assert stand_words(told, counts, Stand(0, "A票1")) == "A票　领导　第1把 2/2"
    category = told.setup.categories[0].id
    with pytest.raises(UserError, match="A票第1把每把2张，已录入2张，不能再录1张"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(category, "1122", pile="A票1"))
    with pytest.raises(UserError, match="没有选是哪一把"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(category, "1122"))
    with pytest.raises(UserError, match="“B票第1把”里不应有别的票类"):
        tallying.add_sheet(workspace, campaign.id, 1, Sheet(category, "1122", pile="B票1"))


def test_boxes_take_sheets_of_every_category(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, plan=PilePlan(BOX, names=("一号箱", "二号箱")))
    told, counts = now(workspace, campaign)
    assert [[pile.title for pile in piles_of(told, at)] for at in (0, 1)] == [["一号箱", "二号箱"]] * 2
    first, other = (each.id for each in told.setup.categories)
    tallying.add_sheets(
        workspace, campaign.id, 1, [Sheet(first, "1122", pile="1"), Sheet(other, "2211", pile="1", number=2)]
    )
    told, counts = now(workspace, campaign)
    assert stand_words(told, counts, Stand(1, "1")) == "B票　干部　一号箱 3"


def test_a_sheet_is_taken_back_from_its_own_pile_alone(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, plan=BUNDLES)
    category = now(workspace, campaign)[0].setup.categories[0].id
    tallying.add_sheet(workspace, campaign.id, 1, Sheet(category, "1122", pile="A票1"))
    with pytest.raises(UserError, match="没有录入过这样的票"):
        tallying.take_back_sheet(workspace, campaign.id, 1, Sheet(category, "1122", pile="A票2"))
    assert now(workspace, campaign)[1].boxes[category].collected == 1
    tallying.take_back_sheet(workspace, campaign.id, 1, Sheet(category, "1122", pile="A票1"))
    assert now(workspace, campaign)[1].boxes == {}


def test_the_two_entries_are_compared_pile_by_pile(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, plan=BUNDLES)
    key_in(workspace, campaign, 1, "1122", "1122", "2222", "1111", "1111", "1212", "2121", "2222")
    tallying.finish_round(workspace, campaign.id, 1)
    tallying.begin_round(workspace, campaign.id, 2)
    # two mistakes that cancel in the sum of A, in two bundles; two that cancel in one bundle of B
    key_in(workspace, campaign, 2, "2122", "1122", "1222", "1111", "1111", "2212", "1121", "2222")
    tallying.finish_round(workspace, campaign.id, 2)
    appraisal = appraisal_of(workspace, campaign.id)
    told = appraisal.tallying
    words = [appraisals.place_words(told, each.place) for each in appraisal.differences]
    assert words == ["A票第1把　张三　德", "A票第2把　张三　德", "B票第2把　合计相同，票不相同"]
    numbers = [appraisals.numbers_words(told, each.place, each.first) for each in appraisal.differences]
    assert numbers == ["优秀2", "称职1", "2张不同"]
    settle(workspace, campaign.id, {each.place: each.first for each in appraisal.differences}, "核对原票", "监票人")
    assert appraisal_of(workspace, campaign.id).ready


def test_categories_of_sheets_in_piles_stay(workspace: Workspace, campaign: Campaign) -> None:
    tallying.begin_round(workspace, campaign.id, plan=BUNDLES)
    with pytest.raises(UserError, match="票已分把，不能再改票类"):
        campaign_parts.add_category(workspace, campaign.id, CategoryDraft("C"))
    draft = CampaignDraft(small_form(workspace), "清水镇", subjects=(SubjectDraft("王五"),))
    other, _ = campaigns.create_campaign(workspace, draft)
    with pytest.raises(UserError, match="不能这样分把：每把由两人计票"):
        tallying.begin_round(workspace, other.id, plan=replace(BUNDLES, tellers=("甲",)))
