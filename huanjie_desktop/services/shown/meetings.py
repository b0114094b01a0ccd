"""What the page shows of a congress, read in the worker in one go."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Officer, Participant, ParticipantGroup, Session
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.domain.roster import Roster
from huanjie_desktop.domain.schedule.workdays import DAY
from huanjie_desktop.services.meetings.reading import CountyReading
from huanjie_desktop.services.package_register import list_exports
from huanjie_desktop.services.people import rosters
from huanjie_desktop.services.printing import printing
from huanjie_desktop.services.shown.papers import ShownPaper, paper_of_document
from huanjie_desktop.services.workspace import Workspace

COUNTY = "county"
_TOWNSHIP = re.compile(r"[^镇乡街县区\W\d]{1,6}?(?:镇|民族乡|乡|街道)")
_NO_NAME = re.compile(r"^(?:各|全|本|城乡|乡)")
TABLES = (  # of which a change is a change of what is shown
    "congress",
    "participant_group",
    "participant",
    "officer",
    "session",
    "agenda_item",
    "person",
    "own_entry",
    "roster",
    "setting",
    "package_export",
)


@dataclass(frozen=True)
class Listed:
    """A congress in the list."""

    congress: Congress
    title: str
    members: str  # how many are counted, in the kind's words: 代表80名

    @property
    def words(self) -> str:
        """Return its two lines in the list: the title, the day and the members."""
        day = self.congress.start
        when = f"{day.year}年{day.month}月{day.day}日" if day else "日期未定"
        return f"{self.title}\n{when}　{self.members}"


@dataclass(frozen=True)
class Shown:
    """Everything of one congress that the tabs show."""

    congress: Congress
    kind: CongressKindSpec
    title: str
    short_title: str
    sessions: tuple[Session, ...]
    items: dict[str, tuple[AgendaItem, ...]]
    groups: tuple[ParticipantGroup, ...]
    participants: tuple[Participant, ...]
    counted: tuple[Participant, ...]
    officers: tuple[Officer, ...]
    people: dict[str, Person]
    keys: dict[str, NameKeys]
    papers: tuple[ShownPaper, ...]
    findings: tuple[Finding, ...]
    rosters: tuple[tuple[Roster, int], ...]
    reported: int = 0  # how often it was reported

    @property
    def at_stake(self) -> str:
        """Return what goes with the congress when it is deleted, and what stands against it."""
        words = f"{self.counts}一并删除，人员仍在名册中，可以撤销。"
        return f"已上报过 {self.reported} 次，上报登记保留。{words}" if self.reported else words

    @property
    def counts(self) -> str:
        """Return how many there are of what, in the kind's words."""
        words = self.kind.words
        return (
            f"{words.member} {len(self.counted)} {words.measure}，{words.group} {len(self.groups)} 个，"
            f"会次 {len(self.sessions)} 个，{words.congress}机构 {len(self.officers)} 人次"
        )


@dataclass(frozen=True)
class Offered:
    """What a new congress is offered: places to hold it, the kinds, the office's own among them, and rosters that have people."""

    county: str
    kinds: tuple[CongressKindSpec, ...]
    congresses: tuple[Congress, ...] = ()
    rosters: tuple[Roster, ...] = ()
    used: Mapping[str, tuple[Congress, str]] = field(
        default_factory=dict
    )  # by roster id: whose people it has, its title
    today: date = date.max

    def day_for(self, kind: CongressKindSpec) -> date | None:
        """Return the opening day offered: behind the last of the kind that is still to come, one a day; else none.

        Of others nobody knows it: the day of a congress is what all is counted back from.
        """
        if kind.level == COUNTY:
            return None
        last = max((each.start for each in self.congresses if each.kind == kind.id and each.start), default=None)
        return last + DAY if last is not None and last >= self.today else None

    def roster_words(self, roster: Roster) -> str:
        """Return a roster's name, and where its people took part already."""
        return f"{roster.name}（{self.used[roster.id][1]}已用）" if roster.id in self.used else roster.name

    def _is_of_before(self, roster: Roster, kind: CongressKindSpec, unit: str) -> bool:
        congress = self.used[roster.id][0] if roster.id in self.used else None
        return congress is not None and (congress.kind, congress.unit) == (kind.id, unit)

    def units_for(self, kind: CongressKindSpec) -> list[str]:
        """Return who may hold a congress of a kind: the county, or the townships that congresses and rosters name.

        Those come first that have held none of the kind.
        """
        if kind.level == COUNTY:
            return [self.county]
        levels = {each.id: each.level for each in self.kinds}
        held = [each.unit for each in self.congresses if levels.get(each.kind, COUNTY) != COUNTY]
        named = (township_in(each.name.removeprefix(self.county)) for each in self.rosters)
        units = dict.fromkeys([*held, *(unit for unit in named if unit)])
        done = {each.unit for each in self.congresses if each.kind == kind.id}
        return sorted(units, key=lambda unit: unit in done)

    def unit_for(self, kind: CongressKindSpec) -> str:
        """Return who is offered to hold a congress of a kind, "" where no township is known."""
        return next(iter(self.units_for(kind)), "")

    def roster_for(self, kind: CongressKindSpec, unit: str) -> str:
        """Return the id of the roster that names a township and fits a kind, "" for none and for the county.

        Where several kinds are held at its level, its name has to have a word of this one's own; one whose people took part
        in a congress of the kind there is of that one.
        """
        if kind.level == COUNTY or not unit:
            return ""
        wanted = {id_ for each in kind.capacities if each.counted for id_ in each.roster_kinds}
        others = {sign for each in self.kinds if each.level == kind.level and each.id != kind.id for sign in each.title}
        own = set(kind.title) - others if others else set()
        fitting = (
            each
            for each in self.rosters
            if each.kind in wanted
            and unit in each.name
            and not self._is_of_before(each, kind, unit)
            and (not own or own & set(each.name.replace(unit, "")))
        )
        return next((each.id for each in fitting), "")

    def numbers_for(self, kind: CongressKindSpec, unit: str) -> dict[str, int | None]:
        """Return a new congress's numbers: those after the unit's last one of the kind, else what the kind offers."""
        last = max(
            ((each.term, each.sitting) for each in self.congresses if (each.kind, each.unit) == (kind.id, unit)),
            default=None,
        )
        offered: dict[str, int | None] = {number.field: number.offered or None for number in kind.numbers}
        if last is not None:
            term, sitting = last
            offered |= {"term": term, "sitting": sitting + 1} if "sitting" in offered else {"term": term + 1}
        return offered


def township_in(words: str) -> str:
    """Return the township that words begin with, "" for none: 柳河镇 of 柳河镇党代表名册, none of 乡镇干部名册."""
    found = _TOWNSHIP.match(words)
    return found[0] if found and not _NO_NAME.search(found[0]) else ""


def read_list(workspace: Workspace) -> tuple[Offered, list[Listed]]:
    """Return what a new congress is offered, and the congresses."""
    county = CountyReading(workspace)
    held = tuple(each.congress for each in county.congresses)
    having = tuple(roster for roster, count in rosters.list_rosters(workspace) if count)
    used = {
        roster.id: (each.congress, each.short_title)
        for each in county.congresses
        for roster, _ in county.rosters.values()
        if each.came_from(roster)
    }
    kinds, today = tuple(workspace.catalog.congress_kinds.values()), workspace.clock.today()
    return Offered(workspace.county, kinds, held, having, used, today), [
        Listed(each.congress, each.short_title, f"{words.member}{len(each.counted)}{words.measure}")
        for each in county.congresses
        for words in (each.kind.words,)
    ]


def read_congress(workspace: Workspace, congress_id: str) -> Shown:
    """Return one congress in full; UserError when it is gone."""
    reading = CountyReading(workspace).congress(congress_id)
    return Shown(
        reading.congress,
        reading.kind,
        reading.title,
        reading.short_title,
        tuple(reading.sessions),
        {session.id: tuple(items) for session, items in reading.agenda},
        tuple(reading.groups),
        tuple(reading.participants),
        tuple(reading.counted),
        tuple(reading.officers),
        reading.people,
        reading.keys,
        tuple(
            paper_of_document(state.spec, congress_id, reading.short_title, state)
            for state in printing.paper_states(reading)
        ),
        reading.findings,
        tuple(rosters.list_rosters(workspace)),
        sum(each.scope_id == congress_id for each in list_exports(workspace)),
    )
