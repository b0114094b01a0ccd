"""One reading of the campaigns: what belongs to them and what was counted, each part read once for all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.tally import Counts, Sheet
from huanjie_desktop.services.assessment.appraisals import Appraisal, appraise
from huanjie_desktop.services.assessment.counting import SHEETS, Tallying, count, tallying_from
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns, sheets
from huanjie_desktop.store.campaigns import WholeCampaign

Part = TypeVar("Part", Category, Post, AppraisedSubject)


class AssessmentReading:
    """测评全貌: every campaign with its setup and its rounds; it holds for as long as nothing is written."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self._appraisals: dict[str, Appraisal] = {}
        self._counts: dict[str, dict[int, Counts]] = {}

    @cached_property
    def campaigns(self) -> tuple[Campaign, ...]:
        """Return all campaigns in order."""
        return tuple(each.campaign for each in self._whole.values())

    @cached_property
    def tallyings(self) -> Mapping[str, Tallying]:
        """Return the campaigns as they are counted, by id; UserError where a form has gone."""
        store = self.workspace.store
        categories = _by_campaign(campaigns.list_categories(store))
        pairs = campaigns.list_posts_and_subjects(store)
        posts = _by_campaign(dict.fromkeys(post for post, _ in pairs if post is not None))
        subjects = _by_campaign(subject for _, subject in pairs if subject is not None)
        return {
            id_: tallying_from(
                each.campaign, each.version, categories[id_], posts[id_], subjects[id_], each.poll, each.rounds
            )
            for id_, each in self._whole.items()
        }

    def tallying(self, campaign_id: str) -> Tallying:
        """Return one campaign as it is counted; UserError when it is gone."""
        found = self.tallyings.get(campaign_id)
        if found is None:
            raise UserError("这次测评已不存在。", "请刷新后重选。")
        return found

    def appraisals(self, campaign_ids: Iterable[str]) -> list[Appraisal]:
        """Return the results of these campaigns, or what is missing for one."""
        wanted = list(campaign_ids)
        new = [self.tallying(id_) for id_ in wanted if id_ not in self._appraisals]
        by_round = self._sheets(new)
        for tallying in new:
            id_ = tallying.setup.campaign.id
            counts = {number: self._counted(tallying, number, by_round) for number in tallying.rounds}
            self._counts[id_] = counts
            self._appraisals[id_] = appraise(tallying, counts, self._whole[id_].settlements)
        return [self._appraisals[id_] for id_ in wanted]

    def appraisal(self, campaign_id: str) -> Appraisal:
        """Return the result of one campaign."""
        return self.appraisals([campaign_id])[0]

    def counts(self, campaign_id: str) -> Mapping[int, Counts]:
        """Return what each round of a campaign has counted."""
        self.appraisal(campaign_id)
        return self._counts[campaign_id]

    @cached_property
    def _whole(self) -> Mapping[str, WholeCampaign]:
        return {each.campaign.id: each for each in campaigns.list_whole(self.workspace.store)}

    def _sheets(self, tallyings: Iterable[Tallying]) -> Mapping[str, list[Sheet]]:
        rounds = [each for tallying in tallyings for each in tallying.rounds.values() if each.method == SHEETS]
        return sheets.sheets_by_round(self.workspace.store, [each.id for each in rounds]) if rounds else {}

    def _counted(self, tallying: Tallying, number: int, by_round: Mapping[str, list[Sheet]]) -> Counts:
        round_ = tallying.rounds[number]
        if round_.method == SHEETS:
            return count(tallying, by_round[round_.id])
        return sheets.read_totals(self.workspace.store, round_.id)


def _by_campaign(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.campaign_id].append(part)
    return found
