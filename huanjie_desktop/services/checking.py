"""Use cases that look for what is wrong: over people, over a congress, over the campaigns. They change nothing."""

from collections.abc import Sequence

from huanjie_desktop.domain.congress_checks import Meeting, check_congress
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import congress_title
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.services.assessment.appraisals import appraisal_of
from huanjie_desktop.services.assessment.campaigns import list_campaigns
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, people, sessions

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def find_in_people(workspace: Workspace, roster_id: str | None = None) -> list[Finding]:
    """Return what is found about everybody, or about a roster's people; the gravest first."""
    persons = people.list_people(workspace.store, roster_id)
    return _sorted(check_people(persons, workspace.rules, workspace.base_date))


def find_in_congress(workspace: Workspace, congress_id: str) -> list[Finding]:
    """Return what is found about a congress, the gravest first; UserError if it is gone."""
    store = workspace.store
    congress = congresses.find_congress(store, congress_id)
    if congress is None:
        raise UserError("这次大会已不存在。", "请刷新后重选。")
    kind = workspace.catalog.congress_kinds.get(congress.kind)
    title = congress_title(kind.short_pattern, congress.unit, congress.ordinal) if kind else congress.unit
    officers = congresses.list_officers(store, congress_id)
    persons = people.people_by_ids(store, [officer.person_id for officer in officers])
    meeting = Meeting(
        congress,
        title,
        congresses.list_delegates(store, congress_id),
        officers,
        sessions.list_sessions(store, congress_id),
        sessions.items_of_congress(store, congress_id),
        {person.id: person.name for person in persons.values()},
    )
    return _sorted(check_congress(meeting, workspace.rules))


def find_in_campaigns(workspace: Workspace) -> list[Finding]:
    """Return what does not agree in the campaigns: the numbers of sheets, and differences that wait to be settled."""
    findings = []
    for campaign in list_campaigns(workspace):
        appraisal = appraisal_of(workspace, campaign.id)
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


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: _GRAVEST_FIRST.index(finding.severity))
