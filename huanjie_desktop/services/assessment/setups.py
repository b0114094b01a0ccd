"""What belongs to a campaign, read: the campaign itself, its setup, its form, whether anything was counted in it."""

from collections.abc import Sequence

from huanjie_desktop.catalog.forms import FormSpec
from huanjie_desktop.domain.assessment import AppraisedSubject, Campaign, Category, Post, Setup, setup_in_order
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.assessment.forms import form_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import campaigns, own_entries, sheets

# a campaign with its form's version, categories, posts and subjects, as they were read
Parts = tuple[Campaign, EntryVersion | None, Sequence[Category], Sequence[Post], Sequence[AppraisedSubject]]


def get_campaign(workspace: Workspace, campaign_id: str) -> Campaign:
    """Return a campaign; UserError when it is gone."""
    campaign = campaigns.find_campaign(workspace.store, campaign_id)
    if campaign is None:
        raise UserError("这次测评已不存在。", "请刷新后重选。")
    return campaign


def setup_of(workspace: Workspace, campaign_id: str) -> Setup:
    """Return a campaign with its form's version, categories, posts and subjects; names stand post by post."""
    return setup_from(*parts_of(workspace, campaign_id))


def parts_of(workspace: Workspace, campaign_id: str) -> Parts:
    """Read a campaign with what belongs to it; the version is None where the form has gone."""
    store = workspace.store
    campaign = get_campaign(workspace, campaign_id)
    return (
        campaign,
        own_entries.find_version(store, campaign.form_version_id),
        campaigns.list_categories(store, campaign.id),
        campaigns.list_posts(store, campaign.id),
        campaigns.list_subjects(store, campaign.id),
    )


def setup_from(
    campaign: Campaign,
    version: EntryVersion | None,
    categories: Sequence[Category],
    posts: Sequence[Post],
    subjects: Sequence[AppraisedSubject],
) -> Setup:
    """Return a campaign's setup from what was read of it, its names post by post; UserError where the form has gone."""
    if version is None:
        raise UserError(f"“{campaign.title}”的表样找不到了。", "请从备份恢复。")
    return setup_in_order(campaign, version, categories, posts, subjects)


def form_for(setup: Setup) -> FormSpec:
    """Return the form that a campaign uses."""
    return form_of(setup.version)


def has_counts(workspace: Workspace, campaign_id: str) -> bool:
    """Tell whether sheets came in."""
    return sheets.has_counts(workspace.store, campaign_id)
