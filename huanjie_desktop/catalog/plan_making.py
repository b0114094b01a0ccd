"""From the catalogue to what the engine plans: a kind's course with its anchors, the rules that look at it, days off."""

from collections.abc import Mapping
from datetime import date

from huanjie_desktop.catalog.plan_steps import grounds_by_id, make_steps
from huanjie_desktop.catalog.plan_tables import PlanTables, PresetSpec, calendar_of, rules_with_preset, with_preset
from huanjie_desktop.catalog.specs import CongressKindSpec
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.domain.schedule.plan_checks import Surroundings
from huanjie_desktop.domain.schedule.steps import Course, Step


def planned_kinds(kinds: Mapping[str, CongressKindSpec]) -> list[CongressKindSpec]:
    """Return the kinds of congress that have steps, in their order."""
    return [kind for kind in kinds.values() if kind.steps]


def steps_with_preset(
    kind: CongressKindSpec, kinds: Mapping[str, CongressKindSpec], rules: RuleBook, preset: PresetSpec | None = None
) -> tuple[Step, ...]:
    """Return a kind's steps as the engine takes them, with a preset's differences."""
    grounds = grounds_by_id(rules_with_preset(rules, preset))
    return make_steps(with_preset(kind, kinds, preset), grounds)


def steps_of_anchor(steps: tuple[Step, ...], name: str) -> tuple[Step, ...]:
    """Return the steps that count from an anchor, those that hang on them with it.

    A county's election and each township's congress are planned by themselves: the kind has the steps of both.
    """
    found: list[Step] = []
    for step in steps:
        count = step.first_count
        if count.anchor == name or (count.of and count.of in {each.id for each in found}):
            found.append(step)
    return tuple(found)


def course_of_kind(kind: CongressKindSpec, steps: tuple[Step, ...], anchors: Mapping[str, date]) -> Course:
    """Return what is planned where nothing but the kind and its anchors is known."""
    return Course(kind.id, kind.title, steps, anchors)


def surroundings(tables: PlanTables, today: date | None = None) -> Surroundings:
    """Return what plans are looked at with: these tables' days off, what anchors are called."""
    titles: dict[str, str] = {anchor.id: anchor.title for anchor in tables.anchors.values()}
    return Surroundings(calendar_of(tables.years), today, titles)
