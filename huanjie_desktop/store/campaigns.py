"""Campaigns in the store, with their categories, posts and subjects."""

from collections.abc import Iterable, Mapping
from typing import Any

from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post
from huanjie_desktop.store.database import Store
from huanjie_desktop.store.rows import RowMap
from huanjie_desktop.store.unit_of_work import UnitOfWork

_CAMPAIGN = RowMap(Campaign, "campaign")
_CATEGORY = RowMap(Category, "campaign_category")
_POST = RowMap(Post, "campaign_post")
_SUBJECT = RowMap(AppraisedSubject, "campaign_subject")
_OF_CAMPAIGN = "WHERE campaign_id = ? ORDER BY position, rowid"


def list_campaigns(store: Store) -> list[Campaign]:
    """Return all campaigns in order."""
    return _CAMPAIGN.select(store.db, "ORDER BY position, rowid")


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


def list_categories(store: Store, campaign_id: str) -> list[Category]:
    """Return a campaign's categories in order."""
    return _CATEGORY.select(store.db, _OF_CAMPAIGN, (campaign_id,))


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
    return _POST.select(store.db, _OF_CAMPAIGN, (campaign_id,))


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
    return _SUBJECT.select(store.db, _OF_CAMPAIGN, (campaign_id,))


def add_subjects(work: UnitOfWork, subjects: Iterable[AppraisedSubject]) -> None:
    """Add subjects."""
    work.insert("campaign_subject", [_SUBJECT.row(each) for each in subjects])


def change_subjects(work: UnitOfWork, changes: Mapping[str, Mapping[str, Any]]) -> None:
    """Change fields of subjects, by id."""
    work.update_many("campaign_subject", {id_: _SUBJECT.encode(values) for id_, values in changes.items()})


def remove_subjects(work: UnitOfWork, ids: Iterable[str]) -> None:
    """Remove subjects."""
    work.delete("campaign_subject", ids)
