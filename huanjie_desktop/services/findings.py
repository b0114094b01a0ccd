"""The findings about everything, kept beside each open workspace: after a change only what it touches is looked at again.

The store says what was touched since (`ChangeLog`). Of people those are checked again whose rows changed, with those whom
they share something with. Of the register as a whole, and of a congress, a check runs again when a table was touched that it
looked into the last time; what
it looks into is written down while it runs, so that nothing has to be declared that could be wrong.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, cast
from weakref import WeakKeyDictionary

from huanjie_desktop.domain.congress_checks import CONGRESS_CHECKS, Meeting
from huanjie_desktop.domain.outcome import Finding, gravest_first
from huanjie_desktop.domain.people_findings import PeopleFindings
from huanjie_desktop.domain.ports import NoProgress, Progress
from huanjie_desktop.domain.register_checks import REGISTER_CHECKS, Register
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.services.catalogue.entries import find_in_catalogue
from huanjie_desktop.services.checking import find_in_campaigns
from huanjie_desktop.services.meetings.reading import CongressReading, CountyReading
from huanjie_desktop.services.people.accepting import mark_accepted
from huanjie_desktop.services.people.register import RegisterKept, RegisterReading
from huanjie_desktop.services.planning.reading import read_round
from huanjie_desktop.services.printing.due_papers import find_due_papers
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, people
from huanjie_desktop.store.change_log import ChangeLog, Touched
from huanjie_desktop.store.database import Store

CONGRESS, CATALOGUE = "congress", "own_entry"
MEETING_TABLES: Mapping[str, str] = {  # from which table each part of a meeting is
    "congress": CONGRESS,
    "title": CONGRESS,
    "words": CONGRESS,
    "counted": "participant",
    "officers": "officer",
    "sessions": "session",
    "items": "agenda_item",
    "names": "person",
    "groups": "participant_group",
}
REGISTER_TABLES: Mapping[str, frozenset[str]] = {  # from which tables each part of the register is
    "base": frozenset(),  # another date of ages begins all anew
    "people": frozenset({"person"}),
    "photos": frozenset({"photo"}),
    "with_forms": frozenset({"roster", "roster_entry"}),
    "tree": frozenset({"unit"}),
    "quotas": frozenset({"unit_post"}),
    "posts": frozenset({"person", "unit"}),
    "holders": frozenset({"person", "unit"}),
    "forms": frozenset(
        {"person", "relative", "form_source", "unit", "setting"}
    ),  # the catalogue's rules begin all anew
    "again": frozenset(),  # what it goes by was looked into to ask
    "faceless": frozenset(),
}
CAMPAIGN_TABLES = (
    "campaign", "campaign_category", "campaign_post", "campaign_subject", "count_round", "sheet", "count_box", "count_mark",
    "count_write_in", "settlement", "poll", "count_result", "result_print",
)  # fmt: skip


@dataclass
class _Run:
    """What a check of a congress found the last time, and the tables that it looked into."""

    findings: tuple[Finding, ...]
    tables: frozenset[str]


@dataclass
class _Kept:
    """What was found in a workspace, by the rules and the date that held, up to a change of its log."""

    log: ChangeLog
    rules: RuleBook
    base_date: date
    number: int = 0
    people: PeopleFindings | None = None
    order: tuple[str, ...] = ()
    about_people: list[Finding] = field(default_factory=list)
    register: dict[str, _Run] = field(default_factory=dict)
    known: RegisterKept = field(default_factory=RegisterKept)
    congresses: dict[str, dict[str, _Run]] = field(default_factory=dict)
    about_campaigns: list[Finding] = field(default_factory=list)
    about_catalogue: list[Finding] = field(default_factory=list)
    about_plan: list[Finding] = field(default_factory=list)
    plan_tables: frozenset[str] = frozenset()
    plan_day: date | None = None
    plan_people: frozenset[str] = frozenset()  # whom its findings name
    every: list[Finding] | None = None


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def is_empty(workspace: Workspace) -> bool:
    """Tell whether nothing was put into the workspace yet that could be right or wrong."""
    return not people.count_people(workspace.store) and not congresses.list_congresses(workspace.store)


def find_all(workspace: Workspace, progress: Progress | None = None, most: int | None = None) -> list[Finding] | None:
    """Return what is found about the catalogue, people, congresses and campaigns; None where there are more people than `most`."""
    progress = progress or NoProgress()
    count = people.count_people(workspace.store)
    if most is not None and count > most:
        _KEPT.pop(workspace.store, None)
        return None
    kept, touched = _taken_up(workspace)
    if touched is not None and not touched and kept.every is not None and kept.plan_day == workspace.clock.today():
        return list(kept.every)
    progress.step(0, None, "人员")
    if touched is None or CATALOGUE in touched:
        kept.about_catalogue = list(find_in_catalogue(workspace))
    _look_at_people(workspace, kept, touched)
    _look_at_register(workspace, kept, touched)
    progress.step(0, None, "会议")
    _look_at_congresses(workspace, kept, touched)
    _look_at_plan(workspace, kept, touched)
    progress.step(0, None, "测评")
    if touched is None or not touched.keys().isdisjoint(CAMPAIGN_TABLES):
        kept.about_campaigns = find_in_campaigns(workspace)
    kept.number = workspace.store.log.number
    _KEPT[workspace.store] = kept
    about_congresses = [
        finding
        for runs in kept.congresses.values()
        for finding in gravest_first(finding for run in runs.values() for finding in run.findings)
    ]
    in_register = gravest_first(finding for run in kept.register.values() for finding in run.findings)
    found = [*kept.about_catalogue, *kept.about_people, *in_register, *about_congresses, *kept.about_plan]
    found += kept.about_campaigns
    kept.every = mark_accepted(workspace, found)
    return list(kept.every)


def _taken_up(workspace: Workspace) -> tuple[_Kept, Touched | None]:
    """Return what is kept, and what was touched since; None where all is to be looked at."""
    store, rules, base_date = workspace.store, workspace.rules, workspace.base_date
    kept = _KEPT.get(store)
    if kept is not None and kept.log is store.log and kept.rules is rules and kept.base_date == base_date:
        return kept, store.log.since(kept.number)
    return _Kept(store.log, rules, base_date), None


def _look_at_people(workspace: Workspace, kept: _Kept, touched: Touched | None) -> None:
    store = workspace.store
    ids = touched.get("person", frozenset()) if touched is not None else None
    if kept.people is None or ids is None:
        kept.people = PeopleFindings(kept.rules, kept.base_date)
        every = people.list_people(store)
        kept.people.change(every, ())
        kept.order = tuple(person.id for person in every)
    elif ids:
        changed = people.people_by_ids(store, list(ids))
        kept.people.change(changed.values(), ids - changed.keys())
        kept.order = tuple(people.list_ids(store))
    else:
        return
    kept.about_people = gravest_first(kept.people.findings(kept.order))


def _look_at_register(workspace: Workspace, kept: _Kept, touched: Touched | None) -> None:
    kept.known.touch(touched or {})
    reading = RegisterReading(workspace, kept.known)
    runs = {}
    for rule in kept.rules.rules_of("register"):
        last = kept.register.get(rule.id) if touched is not None else None
        if last is None or touched is None or not last.tables.isdisjoint(touched):
            watched = _WatchedRegister(reading)
            found = tuple(REGISTER_CHECKS[rule.check](cast("Register", watched), rule))
            last = _Run(found, frozenset(watched.tables))
        runs[rule.id] = last
    kept.register = runs


def _look_at_congresses(workspace: Workspace, kept: _Kept, touched: Touched | None) -> None:
    everything = touched is None or CATALOGUE in touched
    of_table: dict[str, frozenset[str] | None] = {}
    for table, ids in touched.items() if touched is not None and not everything else ():
        if table in MEETING_TABLES.values():
            of_table[table] = _congresses_of(workspace, table, ids)
    if not everything and not of_table:
        return
    before = {} if everything else kept.congresses
    now = {}
    for reading in CountyReading(workspace).congresses:
        id_ = reading.congress.id
        tables = {table for table, ids in of_table.items() if ids is None or id_ in ids}
        last = before.get(id_, {})
        now[id_] = last if last and not tables else _looked_at(reading, last, tables)
    kept.congresses = now


def _congresses_of(workspace: Workspace, table: str, ids: frozenset[str] | None) -> frozenset[str] | None:
    """Return of which congresses these rows of a table are, None for all: rows that are gone can be of any."""
    if ids is None or table == CONGRESS or table not in congresses.PARTS:
        return ids if table == CONGRESS else None
    found = congresses.congresses_of_parts(workspace.store, table, ids)
    return frozenset(found.values()) if found.keys() == ids else None


def _look_at_plan(workspace: Workspace, kept: _Kept, touched: Touched | None) -> None:
    today = workspace.clock.today()
    if touched is not None and kept.plan_day == today:
        ids = touched.get("person", frozenset())
        others = ids is not None and kept.plan_people.isdisjoint(ids)  # of people it says no more than these names
        looked = {*kept.plan_tables, CATALOGUE} - ({"person"} if others else set())
        if touched.keys().isdisjoint(looked):
            return
    reading = read_round(workspace)
    papers = find_due_papers(workspace, reading)
    kept.about_plan = gravest_first((*reading.findings, *papers.findings))
    kept.plan_tables, kept.plan_day = reading.tables | papers.tables, today
    kept.plan_people = reading.named


def _looked_at(reading: CongressReading, before: Mapping[str, _Run], tables: Iterable[str]) -> dict[str, _Run]:
    if (strange := reading.strange) is not None:
        return {strange.code: _Run((strange,), frozenset({CONGRESS}))}
    runs = {}
    for rule in reading.workspace.rules.rules_of("congress", reading.congress.kind):
        last = before.get(rule.id)
        if last is None or not last.tables.isdisjoint(tables):
            watched = _Watched(reading)
            found = tuple(CONGRESS_CHECKS[rule.check](cast("Meeting", watched), rule))
            last = _Run(found, frozenset(watched.tables))
        runs[rule.id] = last
    return runs


class _WatchedRegister:
    """The register that writes down from which tables a check takes what it looks at."""

    def __init__(self, reading: RegisterReading) -> None:
        self._reading = reading
        self.tables: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        self.tables |= REGISTER_TABLES[name]
        return getattr(self._reading, name)


class _Watched:
    """A congress's meeting that writes down from which tables a check takes what it looks at."""

    def __init__(self, reading: CongressReading) -> None:
        self._reading = reading
        self.tables = {CONGRESS}

    def __getattr__(self, name: str) -> Any:
        method = getattr(Meeting, name, None)
        if callable(method):  # what it looks into is written down as well
            return partial(method, self)
        self.tables.add(MEETING_TABLES[name])
        return getattr(self._reading.meeting, name)
