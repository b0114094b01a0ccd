"""What the page shows of forms and campaigns, read in the worker in one go."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.tally import Counts
from huanjie_desktop.services.assessment import forms, tallying
from huanjie_desktop.services.assessment.appraisals import Appraisal
from huanjie_desktop.services.assessment.forms import FormEntry
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.assessment.tallying import Tallying
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing import sheet_printing
from huanjie_desktop.services.printing.print_subjects import CATEGORY
from huanjie_desktop.services.shown.papers import ShownPaper, paper_of_document, paper_of_sheets
from huanjie_desktop.services.workspace import Workspace


@dataclass(frozen=True)
class Listed:
    """A campaign in the list, and where it stands."""

    campaign: Campaign
    state: str


@dataclass(frozen=True)
class Lists:
    """Both lists of the page, with what the dialogs offer."""

    county: str
    campaigns: tuple[Listed, ...]
    forms: tuple[FormEntry, ...]
    rosters: tuple[tuple[str, str], ...]  # (id, name) of those that have people


@dataclass(frozen=True)
class Shown:
    """Everything of one campaign that the tabs show."""

    appraisal: Appraisal
    counts: Mapping[int, Counts]
    newer_form: bool
    papers: tuple[ShownPaper, ...]
    rosters: tuple[tuple[str, str], ...]

    @property
    def tallying(self) -> Tallying:
        """Return the campaign as it is counted."""
        return self.appraisal.tallying

    @property
    def campaign(self) -> Campaign:
        """Return the campaign."""
        return self.tallying.setup.campaign

    @property
    def counted(self) -> bool:
        """Tell whether anything was keyed in, so that the sheet stays as it is."""
        return any(counts.boxes or counts.marks for counts in self.counts.values())


def read_lists(workspace: Workspace) -> Lists:
    """Return the campaigns with their states, and the forms."""
    reading = AssessmentReading(workspace)
    listed = [Listed(each, _state(reading, each)) for each in reading.campaigns]
    return Lists(workspace.county, tuple(listed), tuple(forms.list_forms(workspace)), tuple(_rosters(workspace)))


def read_campaign(workspace: Workspace, campaign_id: str) -> Shown:
    """Return one campaign in full; UserError when it is gone."""
    reading = AssessmentReading(workspace)
    appraisal = reading.appraisal(campaign_id)
    told = appraisal.tallying
    newest = next((each for each in forms.list_forms(workspace) if each.form.id == told.form.id), None)
    newer = newest is not None and newest.form != told.form
    papers = tuple(_papers(workspace, appraisal))
    return Shown(appraisal, reading.counts(campaign_id), newer, papers, tuple(_rosters(workspace)))


def _papers(workspace: Workspace, appraisal: Appraisal) -> Iterator[ShownPaper]:
    """Give each category's sheet, the run of all that are to be printed, and the papers of the campaign."""
    setup = appraisal.tallying.setup
    campaign = setup.campaign
    copies = {each.code: each.printed for each in setup.categories} or {"": campaign.issued}
    for spec in (each for each in workspace.catalog.documents.values() if each.of == CATEGORY):
        for each in setup.categories:
            yield paper_of_document(spec, each.id, campaign.title, category=each.code)
        if sum(copies.values()):
            yield paper_of_sheets(spec, campaign.id, campaign.title, copies)
    for state in sheet_printing.papers_of(workspace, appraisal):
        yield paper_of_document(state.spec, campaign.id, campaign.title, state)


def read_counts(workspace: Workspace, campaign_id: str, number: int) -> Counts:
    """Return what a round has counted so far."""
    return tallying.counts_of(workspace, tallying.tallying_of(workspace, campaign_id), number)


def _rosters(workspace: Workspace) -> list[tuple[str, str]]:
    return [(roster.id, roster.name) for roster, count in rosters.list_rosters(workspace) if count]


def _state(reading: AssessmentReading, campaign: Campaign) -> str:
    """Return how far a campaign is, in a few words."""
    told = reading.tallying(campaign.id)
    if not told.rounds:
        return "待录入"
    if not told.rounds[1].finished:
        return "录入中"
    if 2 in told.rounds and not told.rounds[2].finished:
        return "第二遍录入中"
    problems = reading.appraisal(campaign.id).problems if 2 in told.rounds else ()
    return "有差异待处理" if problems else "已有结果"
