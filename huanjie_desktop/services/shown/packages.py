"""What the page 上报 shows, read in the worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.services.meetings.reading import CountyReading, read_congress
from huanjie_desktop.services.packages.planning import PlannedEntry, plan_package
from huanjie_desktop.services.packages.scopes import Scope, scopes_of
from huanjie_desktop.services.workspace import Workspace

READY, PARTLY, MISSING, OPTIONAL = "ready", "partly", "missing", "optional"


@dataclass(frozen=True)
class EntryRow:
    """An entry of a package as shown; `attached` are (id, name, size), `roster_kinds` those that may be chosen."""

    number: int
    title: str
    state: str
    papers: tuple[str, ...]
    attached: tuple[tuple[str, str, int], ...]
    missing: tuple[str, ...]
    roster_kinds: tuple[str, ...] = ()

    @property
    def contents(self) -> str:
        """Return what lies in it, and what does not."""
        parts = [*self.papers, *(f"附件：{name}" for _, name, _ in self.attached)]
        parts += [f"缺：{text}" for text in self.missing]
        return "；".join(parts)


@dataclass(frozen=True)
class Shown:
    """The scopes, the register, and the plan of the scope chosen; `superior` is offered as the recipient."""

    scopes: Sequence[Scope]
    exports: Sequence[PackageExport]
    scope: Scope | None = None
    entries: Sequence[EntryRow] = ()
    findings: Sequence[Finding] = ()
    people: int = 0
    base_date: str = ""
    superior: str = ""


@dataclass(frozen=True)
class RosterChoice:
    """A roster that an entry may carry, and whether it does."""

    id: str
    name: str
    kind: str
    chosen: bool


def read_page(workspace: Workspace, congress_id: str, progress: Progress) -> Shown:
    """Read the page with a congress chosen, the first where it is gone or "" is asked for."""
    progress.step(0, None, "检查上报内容")
    county = CountyReading(workspace)
    scopes = scopes_of(county)
    if not scopes:
        return Shown(scopes, county.exports)
    scope = next((each for each in scopes if each.congress.id == congress_id), scopes[-1])
    reading = county.congress(scope.congress.id)
    plan = plan_package(reading)
    return Shown(
        scopes,
        county.exports,
        scope,
        [_row(entry) for entry in plan.entries],
        plan.findings,
        len(plan.people),
        f"{plan.base_date:%Y.%m.%d}",
        reading.superior,
    )


def read_rosters(workspace: Workspace, scope: Scope, kinds: Sequence[str]) -> list[RosterChoice]:
    """Return the rosters of these kinds, those first that the package carries."""
    reading = read_congress(workspace, scope.congress.id)
    carried = {each.id for each in reading.rosters(kinds)}
    every = [roster for roster, _ in reading.county.rosters.values() if roster.kind in kinds]
    found = [RosterChoice(each.id, each.name, each.kind, each.id in carried) for each in every]
    return sorted(found, key=lambda choice: not choice.chosen)


def _row(entry: PlannedEntry) -> EntryRow:
    state = str(entry.state)
    if state == MISSING and not entry.spec.required:
        state = OPTIONAL
    return EntryRow(
        entry.spec.number,
        entry.spec.title,
        state,
        tuple(paper.title for paper in entry.papers if paper.ready),
        tuple((paper.id, paper.name, paper.size) for paper in entry.attached),
        entry.missing,
        entry.spec.roster_kinds,
    )
