"""The plan of the whole round as the workspace has it: each congress's steps from its own day and from those of the others.

A congress's opening day is its anchor; there is no other place for it. It is read anew once something that it rests on was
written, or another day has come.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from weakref import WeakKeyDictionary

from huanjie_desktop.catalog.own import OwnCatalogue
from huanjie_desktop.catalog.plan_making import planned_kinds, steps_of_anchor, steps_with_preset, surroundings
from huanjie_desktop.catalog.plan_steps import anchors_of, steps_of_kind
from huanjie_desktop.catalog.plan_tables import PresetSpec, rules_with_preset
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.domain.meeting import Congress
from huanjie_desktop.domain.outcome import Finding
from huanjie_desktop.domain.posts import PART_OF_OFFICE
from huanjie_desktop.domain.rules import Rule
from huanjie_desktop.domain.schedule.kept import KeptStep, PlanChoice, with_kept
from huanjie_desktop.domain.schedule.offsets import Sides
from huanjie_desktop.domain.schedule.plan import Plan
from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import Course, PlannedStep, Step
from huanjie_desktop.domain.schedule.whole_round import Meeting, PlacedBefore, Round, RoundPlan, plan_round
from huanjie_desktop.domain.schedule.workdays import DAY
from huanjie_desktop.services.meetings.congresses import short_title_of
from huanjie_desktop.services.workspace import Workspace
from huanjie_desktop.store import congresses, people, plans, sessions
from huanjie_desktop.store.database import Store

PRESET = "plan_preset"  # the setting that says by which preset the round is planned
TABLES = ("congress", "plan_step", "plan_choice", "setting", "own_entry", "officer", "participant", "person", "session")
_NAMES_APART = re.compile(r"[、，,；;\s]+")
_NAME = re.compile(r"[\u3400-\u9fff·]{2,12}")
_OF_PEOPLE = frozenset(("participant", "person", "officer", "session"))  # where no two congresses are held at once
_SAID_ELSEWHERE = frozenset({"anchors_ahead"})  # a congress that has been held is nothing to be told of


@dataclass(frozen=True)
class PlannedCongress:
    """A congress of the plan; `kind` is the id of that whose steps it has, `preset` that by which it is planned, "" for none."""

    congress: Congress
    title: str
    kind_title: str
    anchor: str
    kind: str
    preset: str = ""
    helper: str = ""

    @property
    def id(self) -> str:
        """Return the congress's id."""
        return self.congress.id


@dataclass(frozen=True)
class PlanState:
    """What a plan is made of: the congresses, what is kept of their steps, what is chosen for each and for all (`preset`)."""

    congresses: tuple[Congress, ...]
    kept: tuple[KeptStep, ...] = ()
    choices: tuple[PlanChoice, ...] = ()
    preset: str = ""


@dataclass(frozen=True)
class RoundReading:
    """全县工期: the plan with its findings, the congresses by id in the order of their days, those without a day, what it was made of."""

    plan: RoundPlan
    congresses: Mapping[str, PlannedCongress]
    dateless: tuple[Congress, ...]
    around: Surroundings
    state: PlanState
    today: date
    tables: frozenset[str] = field(default_factory=frozenset)  # that the findings rest on
    named: frozenset[str] = field(default_factory=frozenset)  # people whom findings name

    def plan_of(self, congress_id: str) -> Plan:
        """Return the plan of a congress; UserError where there is none."""
        found = self.plan.by_course.get(congress_id)
        if found is None:
            raise UserError("这次会议还没有定日期，或者没有倒排步骤，排不了。", "请先填写会议日期。")
        return found

    def step_of(self, congress_id: str, step_id: str) -> PlannedStep:
        """Return a step as it is planned; UserError where there is none."""
        found = self.plan_of(congress_id).by_id.get(step_id)
        if found is None:
            raise UserError("这一步已经没有了。", "请刷新后再试。")
        return found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return what is wrong with the plan."""
        return self.plan.findings


@dataclass
class _Kept:
    state: object
    today: date
    own: OwnCatalogue
    reading: RoundReading
    placed: PlacedBefore


_KEPT: WeakKeyDictionary[Store, _Kept] = WeakKeyDictionary()


def read_round(workspace: Workspace) -> RoundReading:
    """Return the plan of the round as it is now."""
    state, today, own = workspace.store.state_of(*TABLES), workspace.clock.today(), workspace.own
    kept = _KEPT.get(workspace.store)
    if kept is None or (kept.state, kept.today) != (state, today) or kept.own is not own:
        placed = kept.placed if kept is not None and kept.own is own else PlacedBefore()
        kept = _Kept(state, today, own, plan_state(workspace, read_state(workspace), placed), placed)
        _KEPT[workspace.store] = kept
    return kept.reading


def read_state(workspace: Workspace) -> PlanState:
    """Return what the plan is made of now."""
    store = workspace.store
    return PlanState(
        tuple(congresses.list_congresses(store)),
        tuple(plans.list_steps(store)),
        tuple(plans.list_choices(store)),
        workspace.setting(PRESET),
    )


def plan_state(workspace: Workspace, state: PlanState, before: PlacedBefore | None = None) -> RoundReading:
    """Return the plan of a state, which need not be that of the file; `before` are plans that may stand as they were placed.

    Raises UserError for days beyond the calendar.
    """
    today = workspace.clock.today()
    choices = {each.congress_id: each for each in state.choices}
    known = [found for each in state.congresses if (found := _planned(workspace, each, choices.get(each.id), state))]
    dated = sorted((each for each in known if each.congress.start), key=_by_day)
    around = workspace.own.once(("surroundings", today), lambda: surroundings(workspace.own.plans, today))
    kept: dict[str, list[KeptStep]] = {}
    for each in state.kept:
        kept.setdefault(each.congress_id, []).append(each)
    courses = tuple(_course(workspace, each, dated, kept.get(each.id, ()), today) for each in dated)
    overlapping = _overlapping(dated)
    clashing, named = _who_clash(workspace, overlapping)
    leading, leaders = _who_leads(workspace, overlapping)
    whole = Round(courses, tuple(_meeting(each, clashing, leading) for each in dated))
    try:
        planned = plan_round(whole, _rules(workspace, state), around, before)
    except OverflowError as error:
        raise UserError("这些日期倒排以后超出了日历。", "请核对会议日期。") from error
    tables = frozenset(TABLES) - (frozenset() if overlapping else _OF_PEOPLE)
    dateless = tuple(each.congress for each in known if each.congress.start is None)
    return RoundReading(
        planned, {each.id: each for each in dated}, dateless, around, state, today, tables, named | leaders
    )


def preset_of(workspace: Workspace, preset_id: str) -> PresetSpec | None:
    """Return a preset, None for none and for one that is gone."""
    return workspace.own.plans.presets.get(preset_id)


def _by_day(planned: PlannedCongress) -> tuple[date, int]:
    assert planned.congress.start is not None
    return planned.congress.start, planned.congress.position


def _planned(
    workspace: Workspace, congress: Congress, choice: PlanChoice | None, state: PlanState
) -> PlannedCongress | None:
    """Return a congress with the kind whose steps it has; None where this program knows no steps for it."""
    kind = workspace.catalog.congress_kinds.get(congress.kind)
    found = kind_with_steps(workspace, kind) if kind is not None else None
    if kind is None or found is None:
        return None
    chosen = choice or PlanChoice("", congress.id)
    preset = chosen.preset or state.preset
    title = short_title_of(workspace, congress)
    return PlannedCongress(congress, title, kind.title, anchor_of(kind), found.id, preset, chosen.helper)


def anchor_of(kind: CongressKindSpec) -> str:
    """Return what the opening day of a kind is called, T; "" for nothing."""
    return kind.anchor or (anchors_of(kind.steps)[0] if kind.steps else "")


def kind_with_steps(workspace: Workspace, kind: CongressKindSpec) -> CongressKindSpec | None:
    """Return the kind whose steps lead to a congress: itself, or the one that has those of its anchor (乡镇人代会)."""
    kinds, anchor = workspace.catalog.congress_kinds, anchor_of(kind)
    if any(spec.anchor == anchor for spec in steps_of_kind(kind, kinds)):
        return kind
    return next((each for each in planned_kinds(kinds) if any(spec.anchor == anchor for spec in each.steps)), None)


def steps_of(workspace: Workspace, planned: PlannedCongress) -> tuple[Step, ...]:
    """Return the steps that lead to a congress, by its preset."""

    def make() -> tuple[Step, ...]:
        kinds = workspace.catalog.congress_kinds
        steps = steps_with_preset(kinds[planned.kind], kinds, workspace.rules, preset_of(workspace, planned.preset))
        return steps_of_anchor(steps, planned.anchor)

    return workspace.own.once(("plan steps", planned.kind, planned.anchor, planned.preset), make)


def _rules(workspace: Workspace, state: PlanState) -> Sequence[Rule]:
    book = rules_with_preset(workspace.rules, preset_of(workspace, state.preset))
    return [rule for rule in book.rules if rule.check not in _SAID_ELSEWHERE]


def _course(
    workspace: Workspace,
    planned: PlannedCongress,
    every: Sequence[PlannedCongress],
    kept: Iterable[KeptStep],
    today: date,
) -> Course:
    kept = tuple(kept)
    congress, steps = planned.congress, steps_of(workspace, planned)
    over = congress.end or congress.start
    watched = bool(kept) or over is None or over >= today
    sides: dict[str, Sides] = {
        each.id: each.sides(own=each.id == planned.anchor) for each in workspace.own.plans.anchors.values()
    }
    course = Course(congress.id, planned.title, steps, _anchors(planned, every, steps), watched=watched, sides=sides)
    return with_kept(course, kept)


def _anchors(planned: PlannedCongress, every: Sequence[PlannedCongress], steps: Iterable[Step]) -> dict[str, date]:
    """Return the days that a congress's steps may count from.

    Its own; of the others of one anchor the one of its place, else the earliest, or the latest where steps end with all of them.
    """
    held = {name for step in steps for name in step.held}
    days: dict[str, list[date]] = {}
    for each in every:
        if each.congress.start is not None:
            days.setdefault(each.anchor, []).append(each.congress.start)
    found = {name: max(of_name) if name in held else min(of_name) for name, of_name in days.items()}
    for each in every:
        if each.congress.unit == planned.congress.unit and each.congress.start is not None:
            found[each.anchor] = each.congress.start
    if planned.congress.start is not None:
        found[planned.anchor] = planned.congress.start
    return found


def _meeting(
    planned: PlannedCongress,
    clashing: Mapping[str, frozenset[str]],
    leading: Mapping[str, frozenset[tuple[str, date]]],
) -> Meeting:
    congress = planned.congress
    assert congress.start is not None
    return Meeting(
        congress.id,
        planned.title,
        planned.anchor,
        congress.start,
        congress.end or congress.start,
        congress.venue,
        chairs=leading.get(congress.id, frozenset()),
        people=clashing.get(congress.id, frozenset()),
        helper=planned.helper,
    )


def _overlapping(every: Sequence[PlannedCongress]) -> list[PlannedCongress]:
    """Return the congresses that are held at the same time as another."""
    found: dict[str, PlannedCongress] = {}
    for one, other in combinations(every, 2):
        if _last(one.congress) >= _first(other.congress) and _last(other.congress) >= _first(one.congress):
            found |= {one.id: one, other.id: other}
    return sorted(found.values(), key=lambda each: each.id)


def _who_leads(
    workspace: Workspace, overlapping: Sequence[PlannedCongress]
) -> tuple[dict[str, frozenset[tuple[str, date]]], frozenset[str]]:
    """Return who leads each congress, with the days, and the ids of those in an office that leads it.

    Others are those who chair a sitting by name; what is somebody's part (主席团、县委负责同志) names nobody.
    """
    store, kinds = workspace.store, workspace.catalog.congress_kinds
    officers: dict[str, set[str]] = {}
    for each in overlapping:
        leading = {office.id for office in kinds[each.congress.kind].offices if office.leads}
        held = congresses.list_officers(store, each.id) if leading else ()
        officers[each.id] = {one.person_id for one in held if one.office in leading}
    ids = frozenset[str]().union(*officers.values())
    names = people.names_by_ids(store, sorted(ids)) if ids else {}
    found = {}
    for each in overlapping:
        days = (_last(each.congress) - _first(each.congress)).days + 1
        leads = {(names[id_], _first(each.congress) + DAY * at) for id_ in officers[each.id] for at in range(days)}
        leads |= {
            (word, session.day)
            for session in sessions.list_sessions(store, each.id)
            if session.day is not None
            for word in _NAMES_APART.split(session.chair)
            if _NAME.fullmatch(word) and not PART_OF_OFFICE.search(word)
        }
        found[each.id] = frozenset(leads)
    return found, ids


def _who_clash(
    workspace: Workspace, overlapping: Sequence[PlannedCongress]
) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    """Return the names of those who take part in a congress and in another at the same time, by congress, and their ids."""
    taking = {each.id: congresses.ids_of_participants(workspace.store, each.id) for each in overlapping}
    twice = {person for one, other in combinations(taking.values(), 2) for person in one & other}
    records = people.people_by_ids(workspace.store, sorted(twice)) if twice else {}
    names = {id_: person.name for id_, person in records.items()}
    alike = {name for name in names.values() if list(names.values()).count(name) > 1}
    called = {id_: f"{name}（{records[id_].unit}）" if name in alike else name for id_, name in names.items()}
    by_congress = {id_: frozenset(called[each] for each in ids if each in called) for id_, ids in taking.items()}
    return by_congress, frozenset(twice)


def _first(congress: Congress) -> date:
    return congress.start or date.max


def _last(congress: Congress) -> date:
    return congress.end or _first(congress)


def with_starts(congress: Congress, starts: Mapping[str, date]) -> Congress:
    """Return a congress that opens on another day, as long as before."""
    start = starts.get(congress.id)
    if start is None:
        return congress
    days = (congress.end - congress.start) if congress.end and congress.start else None
    return replace(congress, start=start, end=start + days if days is not None else congress.end)
