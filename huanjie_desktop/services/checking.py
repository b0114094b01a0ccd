"""Use cases that look for what is wrong: over people, over a congress, over the campaigns. They change nothing."""

from huanjie_desktop.domain.outcome import Finding, Severity, Subject, gravest_first
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people


def find_in_people(workspace: Workspace, roster_id: str | None = None) -> list[Finding]:
    """Return what is found about everybody, or about a roster's people; the gravest first."""
    persons = people.list_people(workspace.store, roster_id)
    return gravest_first(check_people(persons, workspace.rules, workspace.base_date))


def find_in_congress(workspace: Workspace, congress_id: str) -> list[Finding]:
    """Return what is found about a congress, the gravest first; UserError if it is gone."""
    return list(read_congress(workspace, congress_id).findings)


def find_in_campaigns(workspace: Workspace) -> list[Finding]:
    """Return what does not agree in the campaigns: the numbers of sheets, and differences that wait to be settled."""
    findings = []
    reading = AssessmentReading(workspace)
    for appraisal in reading.appraisals(each.id for each in reading.campaigns):
        campaign = appraisal.tallying.setup.campaign
        categories = appraisal.tallying.setup.categories
        title, issued = campaign.title, campaign.issued
        told = []
        for words, number in (
            ("应到", sum(each.entitled for each in categories)),
            ("印制", sum(each.printed for each in categories)),
        ):
            if number and issued > number:
                told.append(("sheets-issued", f"“{title}”发出{issued}张，多于{words}的{number}，请核对。"))
        waiting = sum(each.settlement is None for each in appraisal.differences)
        if waiting:
            told.append(("rounds-differ", f"“{title}”两遍录入还有{waiting}处差异没有处理。"))
        findings += [
            Finding(Severity.WARNING, code, text, Subject("campaign", campaign.id, title)) for code, text in told
        ]
    return findings
