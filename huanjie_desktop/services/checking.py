"""Use cases that look for what is wrong: over people, over a congress, over the campaigns. They change nothing."""

from collections.abc import Iterator, Sequence

from huanjie_desktop.domain.assessment import CountResult, ResultPrint
from huanjie_desktop.domain.outcome import Finding, Severity, Subject, gravest_first
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.domain.poll import short_digest
from huanjie_desktop.domain.register_checks import check_register
from huanjie_desktop.services.assessment.appraisals import Appraisal
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.meetings.reading import read_congress
from huanjie_desktop.services.people.accepting import mark_accepted
from huanjie_desktop.services.people.register import RegisterReading
from huanjie_desktop.services.planning.reading import read_round
from huanjie_desktop.services.printing.due_papers import find_due_papers
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import people, polls


def find_in_people(workspace: Workspace, roster_id: str | None = None) -> list[Finding]:
    """Return what is found about everybody, or about a roster's people; the gravest first, accepted ones marked."""
    persons = people.list_people(workspace.store, roster_id)
    return mark_accepted(workspace, gravest_first(check_people(persons, workspace.rules, workspace.base_date)))


def find_in_register(workspace: Workspace) -> list[Finding]:
    """Return what is found about the register as a whole, accepted ones marked."""
    return mark_accepted(workspace, gravest_first(check_register(RegisterReading(workspace), workspace.rules)))


def find_in_plan(workspace: Workspace) -> list[Finding]:
    """Return what is found about the plan of the round, the gravest first."""
    reading = read_round(workspace)
    return gravest_first((*reading.findings, *find_due_papers(workspace, reading).findings))


def find_in_congress(workspace: Workspace, congress_id: str) -> list[Finding]:
    """Return what is found about a congress, the gravest first; UserError if it is gone."""
    return list(read_congress(workspace, congress_id).findings)


def _results_that_differ(
    appraisal: Appraisal, kept: CountResult | None, printed: Sequence[ResultPrint]
) -> Iterator[tuple[str, str]]:
    """Give what no longer equals the data: the result as it was kept, and each paper as it was printed last."""
    title = appraisal.setup.campaign.title
    now = short_digest(appraisal.digest) if appraisal.ready else "没有结果"
    standing = all(each.standing for each in appraisal.tallying.rounds.values())
    if kept is not None and appraisal.ready and standing and kept.digest != appraisal.digest:
        yield (
            "result-changed",
            f"“{title}”的结果与{kept.at:%Y.%m.%d}记下的不同（{short_digest(kept.digest)}，现为{now}），请查明。",
        )
    rounds = appraisal.tallying.rounds
    comparing = 2 in rounds and rounds[1].finished and not rounds[2].finished  # the second entry is under way
    for each in () if comparing else printed:
        if not appraisal.ready or each.digest != appraisal.digest:
            yield (
                "print-outdated",
                f"“{title}”的《{each.document}》{each.at:%Y.%m.%d}印出后结果已变"
                f"（印出的校验{short_digest(each.digest)}，现为{now}），请收回重印。",
            )


def find_in_campaigns(workspace: Workspace) -> list[Finding]:
    """Return what does not agree in the campaigns: numbers of sheets, differences to be settled, results that changed since."""
    findings = []
    reading = AssessmentReading(workspace)
    kept = {each.campaign_id: each for each in polls.list_results(workspace.store)}
    printed = {(each.campaign_id, each.document): each for each in polls.list_prints(workspace.store)}
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
        last = [each for each in printed.values() if each.campaign_id == campaign.id]
        told += list(_results_that_differ(appraisal, kept.get(campaign.id), last))
        findings += [
            Finding(Severity.WARNING, code, text, Subject("campaign", campaign.id, title)) for code, text in told
        ]
    return findings
