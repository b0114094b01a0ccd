"""Makes campaigns for tests: a body, cadres, a recommendation."""

import msgspec

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.tally import Sheet
from huanjie_desktop.services.assessment import campaigns, forms
from huanjie_desktop.services.assessment.campaigns import CampaignDraft, CategoryDraft, PostDraft, SubjectDraft
from huanjie_desktop.services.assessment.counting import tallying_of
from huanjie_desktop.services.assessment.tallying import add_sheets, begin_round, finish_round
from huanjie_desktop.services.workspace import Workspace

NAMES = ("张三", "李四", "王小五")


def form_id(workspace: Workspace, kind: str) -> str:
    """Return the program's form of a kind."""
    return next(form.id for form in workspace.catalog.forms.values() if form.kind == kind)


def campaign_of(
    workspace: Workspace, kind: str = "persons", issued: int | None = None, names: tuple[str, ...] = NAMES
) -> Campaign:
    """Make a campaign with 3 A sheets and 5 B sheets."""
    people = tuple(SubjectDraft(name, "柳河镇干部") for name in names)
    draft = CampaignDraft(
        form_id(workspace, kind),
        "柳河镇",
        issued=issued,
        categories=(CategoryDraft("A", "县级领导", 3), CategoryDraft("B", "其他人员", 5)),
        subjects=people if kind == "persons" else (),
        posts=(PostDraft("镇长", 1, people), PostDraft("副镇长", 2, people)) if kind == "posts" else (),
    )
    return campaigns.create_campaign(workspace, draft)[0]


def small_form(workspace: Workspace, grades: int = 2) -> str:
    """Copy the cadres' form and leave it two items; return its id."""
    known = next((each.form.id for each in forms.list_forms(workspace) if each.form.title == "小测评表"), "")
    if known:
        return known
    entry, _ = forms.copy_form(workspace, form_id(workspace, "persons"), "小测评表")
    form = msgspec.structs.replace(entry.form, items=entry.form.items[:2], grades=entry.form.grades[:grades])
    forms.change_form(workspace, entry.form.id, form)
    return entry.form.id


def small_campaign(workspace: Workspace) -> Campaign:
    """Make a campaign of two people, two items, two grades: sheets have four marks."""
    draft = CampaignDraft(
        small_form(workspace),
        "柳河镇",
        categories=(CategoryDraft("A", "", 3), CategoryDraft("B", "", 5)),
        subjects=(SubjectDraft("张三"), SubjectDraft("李四")),
    )
    return campaigns.create_campaign(workspace, draft)[0]


def count(workspace: Workspace, campaign: Campaign, *sheets: tuple[str, str], number: int = 1) -> None:
    """Count sheets given as (category mark, marks) in a round and finish it; marks "void" is a void sheet."""
    tallying = tallying_of(workspace, campaign.id)
    begin_round(workspace, campaign.id, number)
    codes = {each.code: each.id for each in tallying.setup.categories}
    made = [
        Sheet(codes[code], tallying.shape.empty, void=True) if marks == "void" else Sheet(codes[code], marks)
        for code, marks in sheets
    ]
    add_sheets(workspace, campaign.id, number, made)
    finish_round(workspace, campaign.id, number)
