"""What a package would hold, and what is missing or contradicts itself, before anything is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from huanjie_desktop.catalog.specs import PackageEntrySpec
from huanjie_desktop.documents.compose.needs import NO_SESSIONS
from huanjie_desktop.domain.columns import kept_text
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.outcome import Finding, Severity, Subject, gravest_first
from huanjie_desktop.domain.package_checks import Dossier, check_package
from huanjie_desktop.domain.packages import PackagedPerson, PackagePaper
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.people_checks import check_people
from huanjie_desktop.exchange.packages.file_names import safe_name
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS
from huanjie_desktop.services.meetings.reading import CongressReading, CountyReading
from huanjie_desktop.services.packages.scopes import Scope, scope_of
from huanjie_desktop.services.packages.sources import SOURCES, Gathering, PlannedPaper
from huanjie_desktop.services.workspace import Workspace

MISSING = "package-missing"
_LONGEST_FOLDER = 60


class EntryState(StrEnum):
    """How far an entry is."""

    READY = "ready"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True)
class PlannedEntry:
    """条目: one numbered folder with the papers printed into it and the files attached to it.

    `earlier` are the rosters or assessments that it would carry if somebody said that they are not of an earlier congress.
    """

    spec: PackageEntrySpec
    papers: tuple[PlannedPaper, ...]
    attached: tuple[PackagePaper, ...]
    earlier: tuple[str, ...] = ()

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
            return ("还没有这份材料", *(f"“{name}”是以前的，请确认" for name in self.earlier))
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


def prepare_package(workspace: Workspace, congress_id: str) -> PackagePlan:
    """Return what reporting a congress would hold; nothing is written. UserError where it cannot be reported."""
    return plan_package(CountyReading(workspace).congress(congress_id))


def plan_package(reading: CongressReading) -> PackagePlan:
    """Return the same of a congress that is being read."""
    scope = scope_of(reading)
    if scope is None:
        raise UserError(f"“{reading.short_title}”没有上报包。", "请选另一次会议。")
    gathering = Gathering(reading)
    entries = tuple(
        PlannedEntry(
            spec,
            tuple(SOURCES[spec.source](gathering, spec)),
            tuple(paper for paper in reading.papers if paper.entry == spec.title),
            tuple(_earlier(reading, spec)),
        )
        for spec in scope.spec.entries
    )
    groups = _groups(reading)
    ordered = tuple(reading.records[id_].person for id_ in groups if id_ in reading.records)
    counts = Counter(name for lists in groups.values() for name in lists)
    findings = [
        *_missing(scope, entries),
        *_contradictions(reading, entries, ordered),
        *check_people(ordered, reading.workspace.rules, reading.base_date),
        *reading.findings,
    ]
    found = tuple(gravest_first(dict.fromkeys(findings)))
    return PackagePlan(scope, entries, ordered, tuple(counts.items()), groups, reading.base_date, found)


def packaged_people(plan: PackagePlan, persons: Sequence[Person]) -> list[PackagedPerson]:
    """Return the plan's people, or their masked doubles, as the package's data carry them."""
    found = []
    for person in persons:
        fields = {name: getattr(person, name) for name in plan.scope.spec.fields}
        texts = {name: kept_text(value) for name, value in fields.items() if value}
        found.append(PackagedPerson(person.id, texts, plan.groups[person.id]))
    return found


def _groups(reading: CongressReading) -> dict[str, dict[str, str]]:
    """Return by person the group on each list: on the rosters, in the congress by capacity, in the offices.

    They are those on the rosters that are handed over and those who count in the congress: a package's papers name them, and its
    data hold nobody else. Who only attends, or only has an office, is not reported.
    """
    found: dict[str, dict[str, str]] = {}
    for roster in reading.carried:
        for entry in reading.entries(roster):
            found.setdefault(entry.person_id, {})[roster.name] = entry.group_name
    groups = {each.id: each.name for each in reading.groups}
    capacities = {each.id: each.title for each in reading.kind.capacities}
    counted = {each.person_id for each in reading.counted}
    for each in reading.participants:
        title = reading.kind.words.congress + capacities.get(each.capacity, each.capacity)
        group = "，".join(filter(None, (groups.get(each.group_id or "", ""), each.role)))
        if each.person_id in found or each.person_id in counted:
            found.setdefault(each.person_id, {})[title] = group
    titles = {office.id: office.title for office in reading.kind.offices}
    for officer in reading.officers:
        if officer.person_id in found:
            found[officer.person_id][titles.get(officer.office, officer.office)] = ""
    return found


def _earlier(reading: CongressReading, spec: PackageEntrySpec) -> list[str]:
    if spec.source == CAMPAIGNS:
        return [each.title for each in reading.earlier_campaigns]
    return [each.name for each in reading.earlier(spec.roster_kinds)]


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
    reading: CongressReading, entries: Sequence[PlannedEntry], persons: Sequence[Person]
) -> list[Finding]:
    congress = reading.congress
    agenda = [entry for entry in entries if any(NO_SESSIONS in paper.lacks for paper in entry.papers)]
    dossier = Dossier(
        congress,
        reading.short_title,
        persons,
        reading.counted,
        reading.sessions,
        reading.items,
        [(each, [entry.person_id for entry in reading.entries(each)]) for each in reading.carried],
        dated=bool(congress.base_date or congress.start or reading.workspace.has_base_date),
        agenda_attached=bool(agenda) and all(entry.attached for entry in agenda),
        names={person.id: person.name for person in persons},
        member=reading.kind.words.congress + reading.kind.words.member,
    )
    return check_package(dossier, reading.workspace.rules)
