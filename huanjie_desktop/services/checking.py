"""Use cases that look for what is wrong: over people, over a congress. They change nothing."""

from collections.abc import Sequence

from huanjie_desktop.catalog.rules import load_rule_book
from huanjie_desktop.domain.congress_checks import Meeting, check_congress
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import congress_title
from huanjie_desktop.domain.outcome import Finding, Severity
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, people, sessions

_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.HINT)


def find_in_people(workspace: Workspace, roster_id: str | None = None) -> list[Finding]:
    """Return what is found about everybody, or about a roster's people; the gravest first."""
    persons = people.list_people(workspace.store, roster_id)
    return _sorted(check_people(persons, load_rule_book(), workspace.base_date))


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
    return _sorted(check_congress(meeting, load_rule_book()))


def _sorted(findings: Sequence[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: _GRAVEST_FIRST.index(finding.severity))
