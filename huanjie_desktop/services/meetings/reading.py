"""One reading of the congresses: what checks, papers, packages and pages take, each part read once and only if asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import cached_property
from typing import TypeVar

from huanjie_desktop.catalog.specs import CongressKindSpec, PackageSpec
from huanjie_desktop.domain.assessment import Campaign
from huanjie_desktop.domain.congress_checks import Meeting, check_congress
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import AgendaItem, Congress, Officer, Participant, ParticipantGroup, Session
from huanjie_desktop.domain.outcome import Finding, Severity, Subject, gravest_first
from huanjie_desktop.domain.packages import PackageExport, PackagePaper
from huanjie_desktop.domain.people import NameKeys, Person
from huanjie_desktop.domain.roster import Roster, RosterEntry
from huanjie_desktop.services.assessment.reading import AssessmentReading
from huanjie_desktop.services.meetings.congress_rosters import CAMPAIGNS, chosen_rosters
from huanjie_desktop.services.meetings.congresses import host_of, kind_of, short_title_of, superior_of, title_of
from huanjie_desktop.services.meetings.participants import counted_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, packages, people, rosters, sessions
from huanjie_desktop.store.people import PersonRecord

T = TypeVar("T")


class CountyReading:
    """全县一览: what congresses are read beside of; it holds for as long as nothing is written."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.assessment = AssessmentReading(workspace)

    @cached_property
    def congresses(self) -> tuple["CongressReading", ...]:
        """Return all congresses in order."""
        return tuple(CongressReading(self, each) for each in congresses.list_congresses(self.workspace.store))

    def congress(self, congress_id: str) -> "CongressReading":
        """Return one congress; UserError when it is gone."""
        found = next((each for each in self.congresses if each.congress.id == congress_id), None)
        if found is None:
            raise UserError("这次大会已不存在。", "请刷新后重选。")
        return found

    @cached_property
    def exports(self) -> tuple[PackageExport, ...]:
        """Return the register of packages, newest first."""
        return tuple(packages.list_exports(self.workspace.store))

    @cached_property
    def rosters(self) -> Mapping[str, tuple[Roster, Sequence[RosterEntry]]]:
        """Return the rosters that papers or packages of a congress may carry, with their entries, by id in order."""
        catalog = self.workspace.catalog
        kinds = {kind.id for kind in catalog.roster_kinds.values() if kind.of_candidates}
        kinds |= {id_ for spec in catalog.packages.values() for entry in spec.entries for id_ in entry.roster_kinds}
        found = rosters.list_with_entries(self.workspace.store, sorted(kinds))
        return {roster.id: (roster, entries) for roster, entries in found}


class CongressReading:
    """一次大会: its parts in their order, and what belongs to it by the office's choice or by name."""

    def __init__(self, county: CountyReading, congress: Congress) -> None:
        self.county = county
        self.workspace = county.workspace
        self.congress = congress

    @cached_property
    def kind(self) -> CongressKindSpec:
        """Return the congress's kind; UserError when this program does not know it."""
        return kind_of(self.workspace, self.congress)

    @property
    def strange(self) -> Finding | None:
        """Return what is to be said where this program does not know its kind: then nothing of it can be checked."""
        if self.congress.kind in self.workspace.catalog.congress_kinds:
            return None
        subject = Subject("congress", self.congress.id, self.congress.unit, "kind")
        text = f"{self.congress.unit}的会议是本机的程序不认识的种类“{self.congress.kind}”，没有检查。"
        return Finding(Severity.WARNING, "kind-unknown", text, subject)

    @property
    def title(self) -> str:
        """Return 中国共产党青禾县第十二次代表大会."""
        return title_of(self.workspace, self.congress)

    @property
    def short_title(self) -> str:
        """Return 青禾县第十二次党代会."""
        return short_title_of(self.workspace, self.congress)

    @property
    def host(self) -> str:
        """Return who holds it."""
        return host_of(self.workspace, self.congress)

    @property
    def superior(self) -> str:
        """Return whom it is reported to, "" where nobody has said."""
        return superior_of(self.workspace, self.congress)

    @property
    def base_date(self) -> date:
        """Return the date of ages: its own, else its opening day, else the workspace's."""
        return self.congress.base_date or self.congress.start or self.workspace.base_date

    @cached_property
    def groups(self) -> Sequence[ParticipantGroup]:
        """Return the groups."""
        return congresses.list_groups(self.workspace.store, self.congress.id)

    @cached_property
    def participants(self) -> Sequence[Participant]:
        """Return everybody who takes part."""
        return congresses.list_participants(self.workspace.store, self.congress.id)

    @cached_property
    def counted(self) -> Sequence[Participant]:
        """Return those who are due to attend and to vote."""
        return counted_of(self.kind, self.participants)

    @cached_property
    def officers(self) -> Sequence[Officer]:
        """Return the holders of offices."""
        return congresses.list_officers(self.workspace.store, self.congress.id)

    @cached_property
    def agenda(self) -> Sequence[tuple[Session, Sequence[AgendaItem]]]:
        """Return the sessions, each with its items."""
        return sessions.list_with_items(self.workspace.store, self.congress.id)

    @property
    def sessions(self) -> Sequence[Session]:
        """Return the sessions."""
        return [session for session, _ in self.agenda]

    @property
    def items(self) -> Sequence[AgendaItem]:
        """Return the agenda items, session by session."""
        return [item for _, items in self.agenda for item in items]

    @cached_property
    def papers(self) -> Sequence[PackagePaper]:
        """Return the files attached to its package."""
        return packages.list_papers(self.workspace.store, self.congress.id)

    def rosters(self, kinds: Collection[str]) -> list[Roster]:
        """Return the congress's rosters of these kinds.

        Without a choice they are those that its people came from (at least half of a roster take part), and those that
        name its place (柳河镇党代表名册); where there is none of either, the county's are those that name no other congress's
        place and that no other congress's people came from (县党代会代表名册). Where congresses of the kind were held there
        before, what may be of those is none of this one's until it is chosen (`earlier`).
        """
        return [roster for own, _ in self._rosters(kinds) for roster in own]

    def earlier(self, kinds: Collection[str]) -> list[Roster]:
        """Return the rosters of its place that may be an earlier congress's, which somebody has to say."""
        return [roster for _, before in self._rosters(kinds) for roster in before]

    def _rosters(self, kinds: Collection[str]) -> Iterator[tuple[list[Roster], list[Roster]]]:
        every = [roster for roster, _ in self.county.rosters.values() if roster.kind in kinds]
        for kind in dict.fromkeys(roster.kind for roster in every):
            of_kind = [roster for roster in every if roster.kind == kind]
            chosen = chosen_rosters(self.workspace, self.congress.id, kind)
            if chosen:
                yield [roster for roster in of_kind if roster.id in chosen], []
            else:
                found = self._of_place([(roster.name, roster) for roster in of_kind], CongressReading.came_from)
                yield self._parted(found, CongressReading.came_from)

    def came_from(self, roster: Roster) -> bool:
        """Tell whether at least half of a roster's people take part, of a roster that papers or packages carry."""
        return _mostly_among({entry.person_id for entry in self.entries(roster)}, self._taking_part)

    def entries(self, roster: Roster) -> Sequence[RosterEntry]:
        """Return the entries of one of its rosters."""
        return self.county.rosters[roster.id][1]

    @property
    def candidates(self) -> list[Roster]:
        """Return its rosters of candidates."""
        kinds = {kind.id for kind in self.workspace.catalog.roster_kinds.values() if kind.of_candidates}
        return self.rosters(kinds)

    @property
    def package(self) -> PackageSpec | None:
        """Return the package that is reported of a congress of its kind, None for none."""
        every = self.workspace.catalog.packages.values()
        return next((each for each in every if self.congress.kind in each.kinds), None)

    @property
    def carried(self) -> list[Roster]:
        """Return the rosters that its package carries."""
        entries = self.package.entries if self.package else ()
        return self.rosters(dict.fromkeys(kind for entry in entries for kind in entry.roster_kinds))

    @property
    def campaigns(self) -> list[Campaign]:
        """Return the assessments held at its place or of its candidates, by the same rule as its rosters."""
        return self._campaigns[0]

    @property
    def earlier_campaigns(self) -> list[Campaign]:
        """Return the assessments of its place that may be an earlier congress's, which somebody has to say."""
        return self._campaigns[1]

    @property
    def _campaigns(self) -> tuple[list[Campaign], list[Campaign]]:
        every = self.county.assessment.campaigns
        chosen = chosen_rosters(self.workspace, self.congress.id, CAMPAIGNS)
        if any(each.id in chosen for each in every):
            return [each for each in every if each.id in chosen], []
        found = self._of_place(
            [(f"{each.unit} {each.title}", each) for each in every], CongressReading._asks_of_candidates
        )
        return self._parted(found, CongressReading._asks_of_candidates, lambda each: each.day)

    def _asks_of_candidates(self, campaign: Campaign) -> bool:
        """Tell whether at least half of those whom an assessment asks about are candidates here."""
        subjects = self.county.assessment.tallying(campaign.id).setup.subjects
        return _mostly_among({each.person_id for each in subjects if each.person_id}, self._standing)

    @cached_property
    def _taking_part(self) -> Set[str]:
        return {each.person_id for each in self.participants}

    @cached_property
    def _standing(self) -> Set[str]:
        """Return the people on its rosters of candidates."""
        return {entry.person_id for roster in self.candidates for entry in self.entries(roster)}

    @cached_property
    def records(self) -> Mapping[str, PersonRecord]:
        """Return everybody who belongs to it or stands on one of its rosters, by id."""
        ids = [entry.person_id for roster in (*self.candidates, *self.carried) for entry in self.entries(roster)]
        ids += [each.person_id for each in self.participants]
        ids += [each.person_id for each in self.officers]
        return people.whole_by_ids(self.workspace.store, ids)

    @property
    def people(self) -> dict[str, Person]:
        """Return the same people by id."""
        return {id_: each.person for id_, each in self.records.items()}

    @property
    def keys(self) -> dict[str, NameKeys]:
        """Return the keys of their names by id."""
        return {id_: each.keys for id_, each in self.records.items()}

    @cached_property
    def meeting(self) -> Meeting:
        """Return what the checks of a congress look at."""
        return Meeting(
            self.congress,
            self.short_title,
            self.kind.words,
            self.counted,
            self.officers,
            self.sessions,
            self.items,
            self._names,
            self.groups,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is found about it, the gravest first."""
        if self.strange is not None:
            return (self.strange,)
        return tuple(gravest_first(check_congress(self.meeting, self.workspace.rules)))

    @property
    def _names(self) -> Mapping[str, str]:
        """Return the names of those who hold offices, at least."""
        if "records" in vars(self):  # everybody was read already
            return {id_: each.person.name for id_, each in self.records.items()}
        return people.names_by_ids(self.workspace.store, [each.person_id for each in self.officers])

    def _of_place(self, every: Sequence[tuple[str, T]], is_its_own: Callable[["CongressReading", T], bool]) -> list[T]:
        """Return the things whose words name the congress's place, and those that name no other's and are its own by what
        they hold; for the county, where there are none, those that name no other's place and are no other's own. What is named
        as of another kind that is held at the same place is left out.
        """
        unit = self.congress.unit
        every = [(words, thing) for words, thing in every if not self._is_of_another_kind(words)]
        others = [each for each in self.county.congresses if each.congress.unit != unit]
        own: list[T] = []
        free: list[T] = []  # of those that name no other's place
        for words, thing in every:
            elsewhere = any(other.congress.unit in words for other in others)
            if not elsewhere:
                free.append(thing)
            if unit in words or (not elsewhere and is_its_own(self, thing)):
                own.append(thing)
        if own or unit != self.workspace.county:
            return own
        return [thing for thing in free if not any(is_its_own(other, thing) for other in others)]

    def _parted(
        self,
        found: Sequence[T],
        is_its_own: Callable[["CongressReading", T], bool],
        day_of: Callable[[T], date | None] = lambda _thing: None,
    ) -> tuple[list[T], list[T]]:
        """Return what of the things of its place is its own, and what may be another's of the kind that is held there."""
        if not self._rivals:
            return list(found), []
        own = [
            each for each in found if is_its_own(self, each) or not self._is_of_another(each, is_its_own, day_of(each))
        ]
        return own, [
            each for each in found if each not in own and not any(is_its_own(one, each) for one in self._later)
        ]

    def _is_of_another(self, thing: T, is_its_own: Callable[["CongressReading", T], bool], day: date | None) -> bool:
        """Tell whether a thing that nothing shows to be its own may be another's: by whom it holds, by its day, else where
        there was another before."""
        if any(is_its_own(each, thing) for each in self._rivals):
            return True
        start, before = self.congress.start, [each for each in self._rivals if each not in self._later]
        held = [each.congress.start for each in before if each.congress.start is not None]
        if day is not None and start is not None and day > start and self._later:
            return True
        return day <= max(held) if day is not None and held else bool(before)

    @cached_property
    def _rivals(self) -> Sequence["CongressReading"]:
        """Return the other congresses of its kind at its place."""
        kind, unit = self.congress.kind, self.congress.unit
        others = (each for each in self.county.congresses if each.congress.id != self.congress.id)
        return [each for each in others if (each.congress.kind, each.congress.unit) == (kind, unit)]

    @property
    def _later(self) -> Sequence["CongressReading"]:
        """Return those of them that were held after it, by their numbers."""
        number = (self.congress.term, self.congress.sitting)
        return [each for each in self._rivals if (each.congress.term, each.congress.sitting) > number]

    def _is_of_another_kind(self, words: str) -> bool:
        """Tell whether words bear a longer sign of another kind that is held at the place than of its own."""
        kinds = self.workspace.catalog.congress_kinds
        beside = {each.congress.kind for each in self.county.congresses if each.congress.unit == self.congress.unit}
        lengths = {
            id_: max((len(sign) for sign in kinds[id_].signs if sign in words), default=0)
            for id_ in beside
            if id_ in kinds
        }
        return max(lengths.values(), default=0) > lengths.get(self.congress.kind, 0)


def _mostly_among(some: Set[str], others: Set[str]) -> bool:
    """Tell whether at least half of some people are among others; nobody is not."""
    return bool(some) and 2 * len(some & others) >= len(some)


def read_congress(workspace: Workspace, congress_id: str) -> CongressReading:
    """Return the reading of one congress; UserError when it is gone."""
    return CountyReading(workspace).congress(congress_id)
