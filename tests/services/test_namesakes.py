"""Two people of one name are told apart wherever somebody looks at their counts: at entry, comparing, and in the result."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.tally import Counts, Sheet
from huanjie_desktop.services.assessment import campaigns
from huanjie_desktop.services.assessment.appraisals import appraisal_of, place_words
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, SubjectDraft
from huanjie_desktop.services.assessment.counting import check_sheet, tallying_of
from huanjie_desktop.services.shown import counts as shown_counts
from huanjie_desktop.services.shown.sheets import sheet_lines
from huanjie_desktop.services.workspace import Workspace
from tests.services.campaign_builders import count, small_form
from tests.services.workspaces import workspace_in

MAYOR, TEACHER = "张　伟（柳河镇镇长）", "张　伟（石桥镇中学教师）"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with workspace_in(tmp_path) as opened:
        yield opened


@pytest.fixture
def campaign(workspace: Workspace) -> Campaign:
    """A campaign of two people called alike and one who is not, two items, two grades."""
    people = (("张伟", "柳河镇镇长"), ("李四", "柳河镇镇长"), ("张 伟", "石桥镇中学教师、县政协委员"))
    subjects = tuple(SubjectDraft(*each) for each in people)
    categories = (CategoryDraft("A", "", 9),)
    draft = CampaignDraft(small_form(workspace), "柳河镇", categories=categories, subjects=subjects)
    return campaigns.create_campaign(workspace, draft)[0]


def test_at_entry(workspace: Workspace, campaign: Campaign) -> None:
    told = tallying_of(workspace, campaign.id)
    category, (first, _other, last) = told.setup.categories[0].id, told.setup.subjects
    assert sheet_lines(told) == [f"1　{MAYOR}", "2　李　四", f"3　{TEACHER}"]
    assert [row.name for row in shown_counts.totals_rows(told, Counts(), category)][::2] == [MAYOR, "李四", TEACHER]
    for subject, name in ((first, MAYOR), (last, TEACHER)):
        assert shown_counts.running_marks(told, Counts(), subject.id, 0)[0].startswith(f"{name}　")
    with pytest.raises(UserError, match="石桥镇中学教师"):
        check_sheet(told, Sheet(category, "111195"))


def test_comparing_and_in_the_result(workspace: Workspace, campaign: Campaign) -> None:
    count(workspace, campaign, *[("A", "112211")] * 6)
    count(workspace, campaign, *[("A", "212211")] * 5, ("A", "112221"), number=2)
    appraisal = appraisal_of(workspace, campaign.id)
    words = [place_words(appraisal.tallying, each.place) for each in appraisal.differences]
    assert any(MAYOR in each for each in words)
    assert any(TEACHER in each for each in words)
    lines = shown_counts.result_lines(appraisal, None)
    assert [line.words for line in lines if line.row is None] == [MAYOR, "李　四", TEACHER]
    assert [line.row is None for line in lines] == [True, False, False] * 3
    assert [name for name, *_rest in shown_counts.chart_lines(appraisal, None, 0)] == [MAYOR, "李　四", TEACHER]
    assert shown_counts.line_head(appraisal) == "测评项目"
