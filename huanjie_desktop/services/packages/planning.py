"""What a package would hold, and what is missing or contradicts itself, before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huanjie_desktop.catalog.specs import PackageEntrySpec
from huanjie_desktop.domain.columns import kept_text
from huanjie_desktop.domain.outcome import Finding, Severity, Subject
from huanjie_desktop.domain.package_checks import Dossier, check_package
from huanjie_desktop.domain.packages import PackagedPerson, PackagePaper
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.exchange.packages.file_names import safe_name
from huanjie_desktop.services import checking
from huanjie_desktop.services.meetings.congress_rosters import rosters_of_congress
from huanjie_desktop.services.packages.scopes import Scope, find_scope
from huanjie_desktop.services.packages.sources import SOURCES, Gathering, PlannedPaper
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, packages, people, rosters, sessions

MISSING = "package-missing"
_LONGEST_FOLDER = 60
_GRAVEST_FIRST = (Severity.ERROR, Severity.WARNING, Severity.HINT)


class EntryState(StrEnum):
    """How far an entry is."""

    READY = "ready"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True)
class PlannedEntry:
    """条目: one numbered folder with the papers printed into it and the files attached to it."""

    spec: PackageEntrySpec
    papers: tuple[PlannedPaper, ...]
    attached: tuple[PackagePaper, ...]

    @property
    def folder(self) -> str:
        """Return the folder's name, 03_代表名册."""
        return safe_name(f"{self.spec.number:02d}_{self.spec.title}", _LONGEST_FOLDER)

    @property
    def state(self) -> EntryState:
        """Return how far the entry is: a file attached makes up for what the program cannot print."""
        if self.attached or (self.papers and all(paper.ready for paper in self.papers)):
            return EntryState.READY
        return EntryState.PARTLY if any(paper.ready for paper in self.papers) else EntryState.MISSING

    @property
    def missing(self) -> tuple[str, ...]:
        """Return what is missing, a phrase each; nothing where a file is attached."""
        if self.attached:
            return ()
        if not self.papers:
            return ("还没有这份材料",)
        return tuple(f"{paper.title}：{lack}" for paper in self.papers for lack in paper.lacks)


@dataclass(frozen=True)
class PackagePlan:
    """上报方案: the scope, its entries, its people with the lists they are on, and the findings, the gravest first."""

    scope: Scope
    entries: tuple[PlannedEntry, ...]
    people: tuple[Person, ...]
    lists: tuple[tuple[str, int], ...]
    groups: dict[str, dict[str, str]]
    base_date: date
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> list[Finding]:
        """Return the contradictions that stop it."""
        return [finding for finding in self.findings if finding.severity == Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """Return what one may go on in spite of."""
        return [finding for finding in self.findings if finding.severity == Severity.WARNING]


def prepare_package(workspace: Workspace, scope: str) -> PackagePlan:
    """Return what reporting a congress (by id or title) would hold; nothing is written."""
    found = find_scope(workspace, scope)
    gathering = Gathering(workspace, found.congress)
    attached = packages.list_papers(workspace.store, found.congress.id)
    entries = tuple(
        PlannedEntry(
            spec,
            tuple(SOURCES[spec.source](gathering, spec)),
            tuple(paper for paper in attached if paper.entry == spec.title),
        )
        for spec in found.spec.entries
    )
    carried = _rosters(workspace, found)
    groups = _groups(workspace, found, gathering, carried)
    persons = people.people_by_ids(workspace.store, list(groups))
    ordered = tuple(persons[id_] for id_ in groups if id_ in persons)
    counts = {name: 0 for lists in groups.values() for name in lists}
    for lists in groups.values():
        for name in lists:
            counts[name] += 1
    findings = [
        *_missing(found, entries),
        *_contradictions(workspace, found, entries, ordered, carried),
        *check_people(ordered, workspace.rules, gathering.base_date),
        *checking.find_in_congress(workspace, found.congress.id),
    ]
    findings = sorted(dict.fromkeys(findings), key=lambda finding: _GRAVEST_FIRST.index(finding.severity))
    return PackagePlan(found, entries, ordered, tuple(counts.items()), groups, gathering.base_date, tuple(findings))


def packaged_people(plan: PackagePlan, persons: Sequence[Person]) -> list[PackagedPerson]:
    """Return the plan's people, or their masked doubles, as the package's data carry them."""
    found = []
    for person in persons:
        fields = {name: getattr(person, name) for name in plan.scope.spec.fields}
        texts = {name: kept_text(value) for name, value in fields.items() if value}
        found.append(PackagedPerson(person.id, texts, plan.groups[person.id]))
    return found


def _rosters(workspace: Workspace, scope: Scope) -> list[tuple[Roster, list[str]]]:
    """Return the rosters that the package carries, with the ids of their people."""
    kinds = dict.fromkeys(kind for entry in scope.spec.entries for kind in entry.roster_kinds)
    found = rosters_of_congress(workspace, scope.congress, kinds)
    return [(each, [entry.person_id for entry in rosters.list_entries(workspace.store, each.id)]) for each in found]


def _groups(
    workspace: Workspace, scope: Scope, gathering: Gathering, carried: Sequence[tuple[Roster, list[str]]]
) -> dict[str, dict[str, str]]:
    """Return by person the group on each list: on the rosters, among the delegates, in the offices."""
    found: dict[str, dict[str, str]] = {}
    for roster, _ in carried:
        for entry in rosters.list_entries(workspace.store, roster.id):
            found.setdefault(entry.person_id, {})[roster.name] = entry.group_name
    store, congress = workspace.store, scope.congress
    delegations = {each.id: each.name for each in congresses.list_delegations(store, congress.id)}
    for delegate in congresses.list_delegates(store, congress.id):
        group = delegations.get(delegate.delegation_id, "") + (f"，{delegate.role}" if delegate.role else "")
        found.setdefault(delegate.person_id, {})["大会代表"] = group
    for officer in congresses.list_officers(store, congress.id):
        title = gathering.material.offices.get(officer.office, officer.office)
        found.setdefault(officer.person_id, {})[title] = ""
    return found


def _missing(scope: Scope, entries: Sequence[PlannedEntry]) -> list[Finding]:
    findings = []
    for entry in entries:
        severity = Severity.WARNING if entry.spec.required else Severity.HINT
        subject = Subject("package_entry", scope.congress.id, entry.spec.title)
        if entry.missing:
            text = f"{entry.folder}：{'；'.join(entry.missing)}。"
            findings.append(Finding(severity, MISSING, text, subject))
    return findings


def _contradictions(
    workspace: Workspace,
    scope: Scope,
    entries: Sequence[PlannedEntry],
    persons: Sequence[Person],
    carried: Sequence[tuple[Roster, list[str]]],
) -> list[Finding]:
    store, congress = workspace.store, scope.congress
    agenda = [entry for entry in entries if any("没有会次" in paper.lacks for paper in entry.papers)]
    dossier = Dossier(
        congress,
        scope.short_title,
        persons,
        congresses.list_delegates(store, congress.id),
        sessions.list_sessions(store, congress.id),
        sessions.items_of_congress(store, congress.id),
        carried,
        dated=bool(congress.base_date or congress.start or workspace.has_base_date),
        agenda_attached=bool(agenda) and all(entry.attached for entry in agenda),
        names={person.id: person.name for person in persons},
    )
    return check_package(dossier, workspace.rules)
