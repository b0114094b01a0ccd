"""Gathers what the papers of an assessment are composed of: its sheets, its slip, its results."""

from collections.abc import Mapping

from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.assessment.appraisals import ready_appraisal
from huanjie_desktop.services.assessment.campaigns import find_campaign, form_for, list_campaigns, setup_of
from huanjie_desktop.services.workspace import Workspace

KINDS, RESULT = "kinds", "result"  # params of a paper: the kinds of form it is for, and whether it needs a result


def campaign_names(workspace: Workspace, spec: DocumentSpec) -> dict[str, str]:
    """Return the campaigns that a paper can be printed of, by id."""
    return {each.id: each.title for each in list_campaigns(workspace) if _fits(workspace, spec, each)}


def category_names(workspace: Workspace, spec: DocumentSpec) -> dict[str, str]:
    """Return the categories that a paper can be printed of, by id: 柳河镇干部民主测评表 A票."""
    return {
        category.id: f"{campaign.title} {category.code}票"
        for campaign in list_campaigns(workspace)
        if _fits(workspace, spec, campaign)
        for category in setup_of(workspace, campaign.id).categories
    }


def campaign_material(workspace: Workspace, spec: DocumentSpec, name_or_id: str) -> CampaignMaterial:
    """Return what a paper of a campaign is made of; UserError where it has no such paper, or no result yet."""
    campaign = find_campaign(workspace, name_or_id)
    setup = setup_of(workspace, campaign.id)
    form = form_for(setup)
    if not _fits(workspace, spec, campaign):
        raise UserError(f"“{campaign.title}”用的是《{form.title}》，没有“{spec.title}”。", "请选另一种材料。")
    result = ready_appraisal(workspace, campaign.id) if spec.params.get(RESULT) else None
    return CampaignMaterial(workspace.county, setup, form, result=result)


def category_material(workspace: Workspace, spec: DocumentSpec, name_or_id: str) -> CampaignMaterial:
    """Return what a category's sheet is made of; UserError names the categories that there are."""
    names: Mapping[str, str] = category_names(workspace, spec)
    for campaign in list_campaigns(workspace):
        setup = setup_of(workspace, campaign.id)
        for category in setup.categories:
            if name_or_id in (category.id, names.get(category.id)):
                return CampaignMaterial(workspace.county, setup, form_for(setup), category)
    known = "、".join(names.values()) or "（还没有测评）"
    raise UserError(f"没有名为“{name_or_id}”的票类。", f"现有票类：{known}。")


def _fits(workspace: Workspace, spec: DocumentSpec, campaign: Campaign) -> bool:
    kinds = spec.params.get(KINDS)
    return kinds is None or form_for(setup_of(workspace, campaign.id)).kind in kinds
