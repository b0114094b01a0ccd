"""What the page 上报 shows, read in the worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.packages import PackageExport
from huanjie_desktop.domain.ports import Progress
from huanjie_desktop.exchange.packages.drives import Drive
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.packages.planning import PlannedEntry, plan_package
from huanjie_desktop.services.packages.scopes import Scope, scopes_of
from huanjie_desktop.services.workspace import Workspace

READY, PARTLY, MISSING, OPTIONAL = "ready", "partly", "missing", "optional"
_EARLIER, _NOBODYS = "（以前的，请确认）", "（还没有归到哪次会议）"
STATE_WORDS = {READY: "齐", PARTLY: "部分缺", MISSING: "缺", OPTIONAL: "可不报"}


@dataclass(frozen=True)
class EntryRow:
    """An entry of a package as shown; `attached` are (id, name, size), `roster_kinds` those that may be chosen, or CAMPAIGNS."""

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
    """A roster, or an assessment, that an entry may carry, and whether it does; `name` says where nobody has it yet."""

    id: str
    name: str
    kind: str
    chosen: bool


def read_page(workspace: Workspace, congress_id: str, progress: Progress) -> Shown:
    """Read the page with a congress chosen; where it is gone or "" is asked for, the one that is likely to be reported next."""
    progress.step(0, None, "检查上报内容")
    county = CountyReading(workspace)
    scopes = scopes_of(county)
    if not scopes:
        return Shown(scopes, county.exports)
    chosen = next((each for each in scopes if each.congress.id == congress_id), None)
    scope = chosen or _likely(scopes, workspace.clock.today())
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


def _likely(scopes: Sequence[Scope], today: date) -> Scope:
    """Return the congress that opens next and was not reported yet; without one the last in order."""
    ahead = [each for each in scopes if not each.last and each.congress.start and each.congress.start >= today]
    return min(ahead, key=lambda each: each.congress.start or today, default=scopes[-1])


def scope_words(scope: Scope) -> str:
    """Return the two lines of what can be reported."""
    return f"{scope.short_title}\n" + (f"已导出第{scope.last.version}版" if scope.last else "还没有导出过")


def export_words(export: PackageExport) -> str:
    """Return the lines of an export in the register, each short enough for a narrow list but for whom it is for."""
    when = export.at[:16].replace("T", " ").replace("-", ".")
    masked = "已脱敏" if export.masked else "未脱敏"
    return f"{export.title}\n第{export.version}版　{masked}\n{when}\n{export.recipient or '没有写接收单位'}"


def export_tip(export: PackageExport) -> str:
    """Return where an export went, how large it is and its checksum."""
    size = f"{export.files}个文件，{export.people}人，{export.bytes / 1024 / 1024:.1f}MB"
    return f"{export.target}\n{export.folder}\n{size}\n清单校验值 {export.digest}"


def attached_words(name: str, size: int) -> str:
    """Return an attached file's name with its size."""
    return f"{name}（{f'{size / 1024 / 1024:.1f}MB' if size >= 1024 * 1024 else f'{max(1, size // 1024)}KB'}）"


def drive_words(drive: Drive) -> str:
    """Return a stick's name, the room left on it, and whether it can be written."""
    free = f"{drive.free / 1024**3:.1f}GB" if drive.free >= 1024**3 else f"{drive.free / 1024**2:.0f}MB"
    return f"{drive.label}　剩余{free}" + ("" if drive.writable else "（写保护）")


def read_rosters(workspace: Workspace, scope: Scope, kinds: Sequence[str]) -> list[RosterChoice]:
    """Return the rosters of these kinds, or the assessments; those first that it carries, then those that nobody has."""
    county = CountyReading(workspace)
    reading = county.congress(scope.congress.id)
    before = {each.id for each in (reading.earlier_campaigns if CAMPAIGNS in kinds else reading.earlier(kinds))}
    if CAMPAIGNS in kinds:
        every = [(each.id, each.title, CAMPAIGNS) for each in county.assessment.campaigns]
        had = {each.congress.id: {one.id for one in each.campaigns} for each in county.congresses}
    else:
        every = [(each.id, each.name, each.kind) for each, _ in county.rosters.values() if each.kind in kinds]
        had = {each.congress.id: {one.id for one in each.rosters(kinds)} for each in county.congresses}
    taken = set().union(*had.values())
    found = [
        RosterChoice(
            id_,
            name + (_EARLIER if id_ in before else "" if id_ in taken else _NOBODYS),
            kind,
            id_ in had[scope.congress.id],
        )
        for id_, name, kind in every
    ]
    return sorted(found, key=lambda choice: (not choice.chosen, choice.id in taken))


def chosen_by_kind(choices: Sequence[RosterChoice], ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the rosters chosen by kind; of a kind without any the names decide again."""
    kinds = dict.fromkeys(choice.kind for choice in choices)
    return {kind: [each.id for each in choices if each.kind == kind and each.id in ids] for kind in kinds}


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
        entry.spec.roster_kinds or ((CAMPAIGNS,) if entry.spec.source == CAMPAIGNS else ()),
    )
