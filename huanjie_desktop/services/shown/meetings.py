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
class RosterOffer:
    """A roster that people of a new congress may be taken from, with what speaks for it and against; `fits` says that nothing does
    against, `grade` is higher for the likelier."""

    roster: Roster
    why: str
    fits: bool
    grade: int


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
    roster_kinds: Mapping[str, str] = field(default_factory=dict)  # titles by id

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

    def rosters_for(self, kind: CongressKindSpec, unit: str) -> list[RosterOffer]:
        """Return all rosters, the likeliest for a congress of a kind first, each with why it is, or is not."""
        offers = [self._offer_of(roster, kind, unit) for roster in self.rosters]
        return sorted(offers, key=lambda offer: (not offer.fits, -offer.grade))

    def roster_for(self, kind: CongressKindSpec, unit: str) -> str:
        """Return the id of the roster that is taken for a congress of a kind: the likeliest, if it is of its place, of a kind of
        roster that it counts, and of no other congress; "" for none."""
        return next((each.roster.id for each in self.rosters_for(kind, unit)[:1] if each.fits), "")

    def _offer_of(self, roster: Roster, kind: CongressKindSpec, unit: str) -> RosterOffer:
        """Look at what a roster is (its kind), where it comes from (whose people it has), and what its name says (place, signs)."""
        why, name = [], roster.name.replace(unit, "") if unit else roster.name
        wanted = [each.title for each in kind.capacities if each.counted and roster.kind in each.roster_kinds]
        others = [each.title for each in kind.capacities if not each.counted and roster.kind in each.roster_kinds]
        title = self.roster_kinds.get(roster.kind, "")
        why.append(f"{title}，{'里面是' + wanted[0] if wanted else '里面不是' + kind.words.member}" if title else "")
        here = self._is_at(roster, kind, unit)
        why.append(f"{unit}的" if here else "")
        signs, another = self._signs(name, kind, roster.kind)
        why += [f"名称里有“{signs}”"] if signs else [f"名称像{another}的"] if another else []
        before = self._is_of_before(roster, kind, unit)
        used = self.used[roster.id][1] if roster.id in self.used else ""
        why.append(f"{used}已用" if used else "")
        fits = bool(wanted) and here and not another and not before
        grade = 8 * bool(wanted) + 4 * here + 2 * bool(signs) + bool(others) - 4 * bool(another) - 4 * before
        return RosterOffer(roster, "，".join(filter(None, why)), fits, grade)

    def _is_at(self, roster: Roster, kind: CongressKindSpec, unit: str) -> bool:
        """Tell whether a roster's name is that of the place; a township's is not the county's."""
        if not unit or unit not in roster.name:
            return False
        return kind.level != COUNTY or not township_in(roster.name.removeprefix(unit))

    def _signs(self, name: str, kind: CongressKindSpec, roster_kind: str) -> tuple[str, str]:
        """Return the longest sign of a kind that a name bears, and the title of another kind of the level of which it bears more:
        a longer sign, or letters of the other's title alone. What no other kind would take needs no sign."""

        def longest(each: CongressKindSpec) -> str:
            return max((sign for sign in each.signs if sign in name), key=len, default="")

        rivals = [
            each
            for each in self.kinds
            if each.level == kind.level and each.id != kind.id and roster_kind in _counted(each)
        ]
        own = longest(kind)
        nearest = max(rivals, key=lambda each: len(longest(each)), default=None)
        if nearest is not None and len(longest(nearest)) > len(own):
            return "", nearest.title
        letters = set(kind.title)
        for each in rivals:
            theirs = set(each.title)
            if set(name) & (theirs - letters) and not set(name) & (letters - theirs):
                return "", each.title
        return own, ""

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


def _counted(kind: CongressKindSpec) -> set[str]:
    """Return the kinds of roster of those who count in a congress."""
    return {id_ for each in kind.capacities if each.counted for id_ in each.roster_kinds}


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
    titles = {each.id: each.title for each in workspace.catalog.roster_kinds.values()}
    kinds, today = tuple(workspace.catalog.congress_kinds.values()), workspace.clock.today()
    return Offered(workspace.county, kinds, held, having, used, today, titles), [
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
