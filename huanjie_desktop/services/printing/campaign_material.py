"""Gathers what the papers of an assessment are composed of: its sheets, its slip, its results."""

from huanjie_desktop.catalog.forms import FormSpec
from huanjie_desktop.catalog.specs import DocumentSpec
from huanjie_desktop.documents.compose import needs_result
from huanjie_desktop.documents.material import CampaignMaterial
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.assessment.appraisals import ready_appraisal
from huanjie_desktop.services.assessment.counting import tallying_of
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.safekeeping.history import journal_words
from huanjie_desktop.services.workspace import Workspace

KINDS = "kinds"  # a param of a paper: the kinds of form it is for


def campaign_names(workspace: Workspace, spec: DocumentSpec) -> dict[str, str]:
    """Return the campaigns that a paper can be printed of, by id."""
    tallyings = AssessmentReading(workspace).tallyings
    return {id_: each.setup.campaign.title for id_, each in tallyings.items() if has_paper(each.form, spec)}


def category_names(workspace: Workspace, spec: DocumentSpec) -> dict[str, str]:
    """Return the categories that a paper can be printed of, by id: 柳河镇干部民主测评表 A票."""
    return {
        category.id: f"{each.setup.campaign.title} {category.code}票"
        for each in AssessmentReading(workspace).tallyings.values()
        if has_paper(each.form, spec)
        for category in each.setup.categories
    }


def campaign_material(workspace: Workspace, spec: DocumentSpec, of: str) -> CampaignMaterial:
    """Return what a paper of a campaign is made of; UserError where it has no such paper, or no result yet."""
    tallying = tallying_of(workspace, of)
    setup, form, campaign = tallying.setup, tallying.form, tallying.setup.campaign
    if not has_paper(form, spec):
        raise UserError(f"“{campaign.title}”用的是《{form.title}》，没有“{spec.title}”。", "请选另一种材料。")
    result = ready_appraisal(workspace, campaign.id) if needs_result(spec) else None
    return CampaignMaterial(
        workspace.county, setup, form, result=result, piles=tallying.piles, journal=journal_words(workspace)
    )


def category_material(workspace: Workspace, spec: DocumentSpec, of: str) -> CampaignMaterial:
    """Return what a category's sheet is made of; UserError when it is gone."""
    for each in AssessmentReading(workspace).tallyings.values():
        for category in each.setup.categories:
            if category.id == of:
                return CampaignMaterial(workspace.county, each.setup, each.form, category)
    raise UserError("这种票类已不存在。", "请刷新后重选。")


def has_paper(form: FormSpec, spec: DocumentSpec) -> bool:
    """Tell whether a campaign of this form has a paper."""
    return form.kind in spec.params.get(KINDS, (form.kind,))
