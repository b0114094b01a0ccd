"""What plans are made with besides the kinds' steps: what the anchors are, the years' holidays, the provinces' differences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from huanjie_desktop.catalog.loader import Catalog, CatalogError, read_entries, read_toml
from huanjie_desktop.catalog.plan_steps import ANCHORS, MOST, grounds_by_id, replaced, step_problems, steps_of_kind
from huanjie_desktop.catalog.specs import CongressKindSpec, Entry, InsteadSpec, LimitSpec, StepSpec
from huanjie_desktop.domain.rules import RuleBook
from huanjie_desktop.domain.schedule.offsets import Sides, sides_of
from huanjie_desktop.domain.schedule.workdays import DAY, Calendar, Holiday, gaps_of, make_calendar

LONGEST_HOLIDAY = 16
FARTHEST_WORK = 31  # days between a holiday and a weekend that is worked for it
FIRST_YEAR = "1949"


class AnchorSpec(Entry, frozen=True):
    """基准日: what a day that steps are counted from is called, and how its own congress says so (会前, 会后, 会议当天)."""

    id: Literal["T", "C", "E", "Mt", "Mc", "Z"]
    title: str
    own: tuple[str, str, str] | None = None

    def sides(self, *, own: bool) -> Sides:
        """Return the words around it, as the congress itself or as others say them."""
        return Sides(*self.own) if own and self.own else sides_of(self.title)


class HolidaySpec(Entry, frozen=True):
    """放假: the days off from `first` to `last`, and the days off that are worked for them."""

    name: str
    first: date
    last: date
    work: tuple[date, ...] = ()


class YearSpec(Entry, frozen=True):
    """节假日表 of a year; `id` is the year."""

    id: str
    title: str
    source: str = ""
    holidays: tuple[HolidaySpec, ...] = ()


class StepChange(Entry, frozen=True):
    """How a province or an office has a step of a kind otherwise; what is not said stays, `dropped` leaves it out."""

    kind: str
    id: str
    title: str | msgspec.UnsetType = msgspec.UNSET
    who: str | msgspec.UnsetType = msgspec.UNSET
    offset: int | msgspec.UnsetType | None = msgspec.UNSET
    until: int | msgspec.UnsetType | None = msgspec.UNSET
    unit: Literal["day", "working_day", "month"] | msgspec.UnsetType = msgspec.UNSET
    instead: InsteadSpec | msgspec.UnsetType | None = msgspec.UNSET
    limits: tuple[LimitSpec, ...] | msgspec.UnsetType = msgspec.UNSET
    hard: bool | msgspec.UnsetType = msgspec.UNSET
    basis: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    after: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    papers: str | msgspec.UnsetType = msgspec.UNSET
    dropped: bool = False

    def values(self) -> dict[str, Any]:
        """Return what it says of a step."""
        beside = {"kind", "id", "dropped"}
        return {name: getattr(self, name) for name in self.__struct_fields__ if name not in beside}


class AddedStep(Entry, frozen=True):
    """A step that a kind has only here."""

    kind: str
    step: StepSpec


class PresetSpec(Entry, frozen=True):
    """预设: how a province or an office plans otherwise: numbers of rules by the rule's id, steps by kind and id."""

    id: str
    title: str
    source: str = ""
    rules: dict[str, dict[str, int]] = msgspec.field(default_factory=dict)
    steps: tuple[StepChange, ...] = ()
    added: tuple[AddedStep, ...] = ()
    position: int = 0


@dataclass(frozen=True)
class PlanTables:
    """工期的表: anchors by id in their order, years by id, presets by id."""

    anchors: Mapping[str, AnchorSpec]
    years: Mapping[str, YearSpec]
    presets: Mapping[str, PresetSpec]


def read_plan_tables(folder: Path) -> PlanTables:
    """Read anchors.toml, holidays/ and presets/ of a catalogue folder; CatalogError names the file and the key."""
    anchors = read_entries(folder / "anchors.toml", "anchors", AnchorSpec)
    years = [read_year(file) for file in sorted((folder / "holidays").glob("*.toml"))]
    presets = [read_toml(file, PresetSpec) for file in sorted((folder / "presets").glob("*.toml"))]
    presets.sort(key=lambda preset: (preset.position, preset.id))
    return PlanTables(
        {spec.id: spec for spec in anchors}, {spec.id: spec for spec in years}, {spec.id: spec for spec in presets}
    )


def read_year(file: Path) -> YearSpec:
    """Read the file of one year; what does not hold together is a CatalogError."""
    year = read_toml(file, YearSpec)
    for problem in year_problems(year):
        raise CatalogError(f"holidays/{file.name}: {problem}")
    return year


def calendar_of(years: Mapping[str, YearSpec]) -> Calendar:
    """Return the calendar of these years."""
    return make_calendar({int(year.id): _holidays(year) for year in years.values()})


def _holidays(year: YearSpec) -> list[Holiday]:
    return [Holiday(each.name, each.first, each.last, each.work) for each in year.holidays]


def year_problems(year: YearSpec) -> Iterator[str]:
    """Return what is wrong with a year's table, a Chinese phrase each; what it merely lacks is a finding of the plans."""
    if not (year.id.isdecimal() and len(year.id) == len(FIRST_YEAR) and year.id >= FIRST_YEAR):
        yield f"“{year.id}”不是年份"
        return
    seen: dict[date, str] = {}
    for each in year.holidays:
        wrong = list(_holiday_problems(each, int(year.id)))
        yield from wrong
        if not wrong:
            for day in _days_off(each):
                if day in seen:
                    yield f"{day:%Y-%m-%d}在“{seen[day]}”和“{each.name}”里都有"
                seen[day] = each.name


def _holiday_problems(holiday: HolidaySpec, year: int) -> Iterator[str]:
    name = f"“{holiday.name}”"
    if not holiday.name.strip():
        yield "放假没有写名称"
    if holiday.last < holiday.first:
        yield f"{name}的最后一天早于第一天"
    elif (holiday.last - holiday.first).days >= LONGEST_HOLIDAY:
        yield f"{name}放假超过{LONGEST_HOLIDAY}天"
    for day in holiday.work:
        if day.weekday() < 5:
            yield f"{name}的调休上班日{day:%Y-%m-%d}不是周六、周日"
        elif holiday.first <= day <= holiday.last:
            yield f"{name}的{day:%Y-%m-%d}又放假又上班"
    if not holiday.first.year <= year <= holiday.last.year:
        yield f"{name}（{holiday.first:%Y-%m-%d}起）不在{year}年"
    for day in holiday.work:
        if min(abs(day - holiday.first), abs(day - holiday.last)) > DAY * FARTHEST_WORK:
            yield f"{name}的调休上班日{day:%Y-%m-%d}离放假太远"


def _days_off(holiday: HolidaySpec) -> list[date]:
    return [holiday.first + DAY * at for at in range((holiday.last - holiday.first).days + 1)]


def year_gaps(year: YearSpec) -> list[str]:
    """Return which statutory holidays a year's table lacks."""
    return gaps_of(int(year.id), _holidays(year))


def with_preset(
    kind: CongressKindSpec, kinds: Mapping[str, CongressKindSpec], preset: PresetSpec | None
) -> tuple[StepSpec, ...]:
    """Return a kind's steps as a preset has them; those of the kind that it is like are meant too."""
    steps = steps_of_kind(kind, kinds)
    if preset is None:
        return steps
    meant = {kind.id, kind.like}
    changes = {change.id: change for change in preset.steps if change.kind in meant}
    found = [
        replaced(step, changes[step.id].values()) if step.id in changes else step
        for step in steps
        if not (step.id in changes and changes[step.id].dropped)
    ]
    found += [added.step for added in preset.added if added.kind in meant]
    return tuple(_without_missing(found))


def _without_missing(steps: list[StepSpec]) -> Iterator[StepSpec]:
    """What is left out is no longer before anything."""
    ids = {step.id for step in steps}
    for step in steps:
        kept = tuple(id_ for id_ in step.after if id_ in ids)
        yield step if kept == step.after else msgspec.structs.replace(step, after=kept)


def rules_with_preset(book: RuleBook, preset: PresetSpec | None) -> RuleBook:
    """Return the rule book with the numbers of the grounds as a preset has them."""
    if preset is None or not preset.rules:
        return book
    changed = (
        replace(ground, params=preset.rules[ground.id]) if ground.id in preset.rules else ground
        for ground in book.grounds
    )
    return replace(book, grounds=tuple(changed))


def preset_problems(preset: PresetSpec, catalog: Catalog, rules: RuleBook) -> Iterator[str]:
    """Return what is wrong with a preset, a Chinese phrase each."""
    grounds, kinds = grounds_by_id(rules), catalog.congress_kinds
    if not preset.title.strip():
        yield "没有填写名称"
    for rule, params in preset.rules.items():
        if rule not in grounds:
            yield f"没有规则“{rule}”"
        elif set(params) - {"days", "working_days", "months"} or len(params) != 1:
            yield f"规则“{rule}”的天数写得不对"
        elif any(abs(number) > max(MOST.values()) for number in params.values()):
            yield f"规则“{rule}”的天数超出范围，应在{max(MOST.values())}天以内"
    meant = {change.kind for change in preset.steps} | {added.kind for added in preset.added}
    yield from (f"没有会议种类“{id_}”" for id_ in sorted(meant - set(kinds)))
    for change in preset.steps:
        kind = kinds.get(change.kind)
        if kind is not None and change.id not in {step.id for step in steps_of_kind(kind, kinds)}:
            yield f"“{kind.title}”没有步骤“{change.id}”"
    for id_ in sorted(meant & set(kinds)):
        kind = msgspec.structs.replace(kinds[id_], steps=with_preset(kinds[id_], kinds, preset))
        yield from step_problems(kind, catalog, rules_with_preset(rules, preset))


def check_plan_tables(found: PlanTables, catalog: Catalog, rules: RuleBook) -> list[str]:
    """Return what is wrong with the shipped tables, a sentence each."""
    wrong = [f"anchors.toml: {name!r} is missing" for name in ANCHORS if name not in found.anchors]
    wrong += [
        f"holidays/{year.id}: lacks {', '.join(gaps)}" for year in found.years.values() if (gaps := year_gaps(year))
    ]
    for preset in found.presets.values():
        wrong += [f"presets/{preset.id}: {problem}" for problem in preset_problems(preset, catalog, rules)]
    return wrong
