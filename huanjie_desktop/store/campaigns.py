"""Campaigns in the store, with their categories, posts and subjects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from huanjie_desktop.domain.assessment import (
    AppraisedSubject,
    Campaign,
    Category,
    CountRound,
    PollRow,
    Post,
    Settlement,
)
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap, select_joined
from huanjie_desktop.store.unit_of_work import UnitOfWork

_CAMPAIGN = RowMap(Campaign, "campaign")
_CATEGORY = RowMap(Category, "campaign_category")
_POST = RowMap(Post, "campaign_post")
_SUBJECT = RowMap(AppraisedSubject, "campaign_subject")
_VERSION = RowMap(EntryVersion, "own_entry")
_ROUND = RowMap(CountRound, "count_round")
_SETTLEMENT = RowMap(Settlement, "settlement")
_POLL = RowMap(PollRow, "poll")


@dataclass(frozen=True)
class WholeCampaign:
    """A campaign with its form's version (None where that has gone), its snapshot, its rounds, and what was settled."""

    campaign: Campaign
    version: EntryVersion | None
    poll: PollRow | None = None
    rounds: dict[int, CountRound] = field(default_factory=dict)
    settlements: list[Settlement] = field(default_factory=list)


def list_campaigns(store: Store) -> list[Campaign]:
    """Return all campaigns in order."""
    return _CAMPAIGN.select(store.db, "ORDER BY position, rowid")


def list_whole(store: Store) -> list[WholeCampaign]:
    """Return all campaigns in order, each with its form's version, its snapshot, its rounds and what was settled between them."""
    rest = """
        FROM campaign LEFT JOIN own_entry ON own_entry.id = campaign.form_version_id
        LEFT JOIN poll ON poll.campaign_id = campaign.id
        LEFT JOIN count_round ON count_round.campaign_id = campaign.id
        LEFT JOIN settlement ON settlement.campaign_id = campaign.id AND count_round.number = 2
        ORDER BY campaign.position, campaign.rowid, count_round.number, settlement.rowid
    """
    found: dict[str, WholeCampaign] = {}
    for campaign, version, poll, round_, settlement in select_joined(
        store.db, (_CAMPAIGN, _VERSION, _POLL, _ROUND, _SETTLEMENT), rest
    ):
        whole = found.setdefault(campaign.id, WholeCampaign(campaign, version, poll))
        if round_ is not None:
            whole.rounds[round_.number] = round_
        if settlement is not None:
            whole.settlements.append(settlement)
    return list(found.values())


def find_campaign(store: Store, campaign_id: str) -> Campaign | None:
    """Return one campaign, or None."""
    return _CAMPAIGN.find(store.db, campaign_id)


def add_campaign(work: UnitOfWork, campaign: Campaign) -> None:
    """Add a campaign."""
    work.insert("campaign", [_CAMPAIGN.row(campaign)])


def change_campaign(work: UnitOfWork, campaign_id: str, **changes: Any) -> None:
    """Change fields of a campaign."""
    work.update("campaign", campaign_id, _CAMPAIGN.encode(changes))


def remove_campaign(work: UnitOfWork, store: Store, campaign_id: str) -> None:
    """Remove a campaign with its categories, posts and subjects; its rounds must be gone already."""
    work.delete("campaign_subject", [each.id for each in list_subjects(store, campaign_id)])
    work.delete("campaign_post", [each.id for each in list_posts(store, campaign_id)])
    work.delete("campaign_category", [each.id for each in list_categories(store, campaign_id)])
    work.delete("campaign", [campaign_id])


def list_categories(store: Store, campaign_id: str | None = None) -> list[Category]:
    """Return a campaign's categories in order, or everyone's."""
    return _CATEGORY.select(store.db, *_scope(campaign_id))


def add_categories(work: UnitOfWork, categories: Iterable[Category]) -> None:
    """Add categories."""
    work.insert("campaign_category", [_CATEGORY.row(each) for each in categories])


def change_categories(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of categories, by id."""
    work.update_many("campaign_category", {id_: _CATEGORY.encode(values) for id_, values in changes.items()})


def remove_categories(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove categories."""
    work.delete("campaign_category", ids)


def list_posts(store: Store, campaign_id: str) -> list[Post]:
    """Return a campaign's posts in order."""
    return _POST.select(store.db, *_scope(campaign_id))


def list_posts_and_subjects(store: Store) -> list[tuple[Post | None, AppraisedSubject | None]]:
    """Return every campaign's posts in order, each with its subjects in order, and the subjects without a post."""
    rest = """
        FROM campaign_post FULL JOIN campaign_subject ON campaign_subject.post_id = campaign_post.id
        ORDER BY campaign_post.position, campaign_post.rowid, campaign_subject.position, campaign_subject.rowid
    """
    return select_joined(store.db, (_POST, _SUBJECT), rest)


def add_posts(work: UnitOfWork, posts: Iterable[Post]) -> None:
    """Add posts."""
    work.insert("campaign_post", [_POST.row(each) for each in posts])


def change_posts(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of posts, by id."""
    work.update_many("campaign_post", {id_: _POST.encode(values) for id_, values in changes.items()})


def remove_posts(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove posts; their names must be gone already."""
    work.delete("campaign_post", ids)


def list_subjects(store: Store, campaign_id: str) -> list[AppraisedSubject]:
    """Return a campaign's subjects in order."""
    return _SUBJECT.select(store.db, *_scope(campaign_id))


def subjects_of_person(store: Store, person_id: str) -> list[AppraisedSubject]:
    """Return where a person is appraised or listed."""
    return _SUBJECT.select(store.db, "WHERE person_id = ? ORDER BY rowid", (person_id,))


def add_subjects(work: UnitOfWork, subjects: Iterable[AppraisedSubject]) -> None:
    """Add subjects."""
    work.insert("campaign_subject", [_SUBJECT.row(each) for each in subjects])


def change_subjects(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of subjects, by id."""
    work.update_many("campaign_subject", {id_: _SUBJECT.encode(values) for id_, values in changes.items()})


def remove_subjects(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove subjects."""
    work.delete("campaign_subject", ids)


def _scope(campaign_id: str | None) -> tuple[str, tuple[str, ...]]:
    which, parameters = ("", ()) if campaign_id is None else ("WHERE campaign_id = ? ", (campaign_id,))
    return f"{which}ORDER BY position, rowid", parameters
