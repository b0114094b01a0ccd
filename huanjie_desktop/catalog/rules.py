"""The rule book, read from resources/catalog/rules/*.toml and checked against the functions it names."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from huanjie_desktop.catalog.loader import Catalog, CatalogError, read_toml
from huanjie_desktop.catalog.plan_steps import step_problems
from huanjie_desktop.domain.congress_checks import CONGRESS_CHECKS, CONGRESS_PARAMS
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.package_checks import PACKAGE_CHECKS, PACKAGE_PARAMS
from huanjie_desktop.domain.people_checks import PEOPLE_CHECKS, PEOPLE_PARAMS
from huanjie_desktop.domain.register_checks import REGISTER_CHECKS, REGISTER_PARAMS
from huanjie_desktop.domain.rules import Ground, Rule, RuleBook, Surplus, Threshold
from huanjie_desktop.domain.schedule.plan_checks import PLAN_CHECKS, PLAN_PARAMS
from huanjie_desktop.domain.schedule.whole_round import ROUND_CHECKS, ROUND_PARAMS

PARAM_TITLES = {
    "days": "最多天数",
    "days_before": "会期前几天",
    "low": "最小年龄",
    "high": "最大年龄",
    "years": "满几岁",
    "hours": "最少几小时",
    "minutes": "最长几分钟",
    "most": "同一天最多几个会",
}  # of numbers that an office may set
TAGS = ("V", "V2", "P", "M", "C")
_CHECKS = {
    "people": frozenset(PEOPLE_CHECKS),
    "congress": frozenset(CONGRESS_CHECKS),
    "package": frozenset(PACKAGE_CHECKS),
    "plan": frozenset(PLAN_CHECKS),
    "round": frozenset(ROUND_CHECKS),
    "register": frozenset(REGISTER_CHECKS),
}
_PARAMS = {
    "people": PEOPLE_PARAMS,
    "congress": CONGRESS_PARAMS,
    "package": PACKAGE_PARAMS,
    "plan": PLAN_PARAMS,
    "round": ROUND_PARAMS,
    "register": REGISTER_PARAMS,
}


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of the entries; see the classes of the same names in domain/rules."""

    id: str
    title: str
    basis: str = ""
    tag: str = "C"
    kinds: tuple[str, ...] = ()


class RuleSpec(_Entry, frozen=True):
    """规则: `of` people, register, congress, package, plan or round, `check` a function of the checks."""

    of: str
    check: str
    severity: Severity
    params: dict[str, Any] = msgspec.field(default_factory=dict)


class ThresholdSpec(_Entry, frozen=True):
    """法定人数."""

    words: str
    numerator: int
    denominator: int
    strict: bool = False


class SurplusSpec(_Entry, frozen=True):
    """差额."""

    percent: int = 0
    extra: int = 0
    one_in: int = 0
    most_percent: int = 0
    most_extra: int = 0


class GroundSpec(_Entry, frozen=True):
    """依据 of steps: an article; `params` has the number of days, working_days or months that it sets."""

    params: dict[str, int] = msgspec.field(default_factory=dict)


class RuleFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: any number of each."""

    rules: tuple[RuleSpec, ...] = ()
    thresholds: tuple[ThresholdSpec, ...] = ()
    surpluses: tuple[SurplusSpec, ...] = ()
    grounds: tuple[GroundSpec, ...] = ()


def read_rule_book(paths: Iterable[Path]) -> RuleBook:
    """Return the rules of these files; an unknown check, tag or a repeated id is a CatalogError."""
    rules: list[Rule] = []
    thresholds: list[Threshold] = []
    surpluses: list[Surplus] = []
    grounds: list[Ground] = []
    seen: set[str] = set()
    for path in paths:
        found = read_toml(path, RuleFile)
        for entry in (*found.rules, *found.thresholds, *found.surpluses, *found.grounds):
            if entry.id in seen:
                raise CatalogError(f"rules/{path.name}: id {entry.id} stands twice")
            if entry.tag not in TAGS:
                raise CatalogError(f"rules/{path.name}: {entry.id} has the unknown tag {entry.tag}")
            seen.add(entry.id)
        for spec in found.rules:
            _check_rule(path, spec)
        rules += [Rule(**msgspec.structs.asdict(spec)) for spec in found.rules]
        thresholds += [Threshold(**msgspec.structs.asdict(spec)) for spec in found.thresholds]
        surpluses += [Surplus(**msgspec.structs.asdict(spec)) for spec in found.surpluses]
        grounds += [Ground(**msgspec.structs.asdict(spec)) for spec in found.grounds]
    return RuleBook(tuple(rules), tuple(thresholds), tuple(surpluses), tuple(grounds))


def check_rules(book: RuleBook, catalog: Catalog) -> list[str]:
    """Return where rules name congress kinds or offices that the catalogue does not have, a sentence each."""
    wrong = []
    entries: list[Rule | Threshold | Surplus] = [*book.rules, *book.thresholds, *book.surpluses]
    for entry in entries:
        for kind in entry.kinds:
            if kind not in catalog.congress_kinds:
                wrong.append(f"rules: {entry.id!r} is for the unknown congress kind {kind!r}")
    surpluses = {entry.id for entry in book.surpluses}
    for each in catalog.congress_kinds.values():
        for one in each.elections:
            if one.surplus and one.surplus not in surpluses:
                wrong.append(f"congress_kinds: {each.id!r}: {one.id!r} names the unknown surplus {one.surplus!r}")
    for rule in book.rules:
        office = rule.params.get("office")
        for kind in rule.kinds:
            found = catalog.congress_kinds.get(kind)
            if office and found and office not in {one.id for one in found.offices}:
                wrong.append(f"rules: {rule.id!r} looks at the office {office!r}, which {kind!r} does not have")
        roster_kind = rule.params.get("roster_kind")
        if roster_kind and roster_kind not in catalog.roster_kinds:
            wrong.append(f"rules: {rule.id!r} looks at the unknown roster kind {roster_kind!r}")
    for each in catalog.congress_kinds.values():
        wrong += [f"{catalog.files.get(each.id, each.id)}: {text}" for text in step_problems(each, catalog, book)]
    return wrong


def _check_rule(path: Path, spec: RuleSpec) -> None:
    if spec.check not in _CHECKS.get(spec.of, frozenset()):
        raise CatalogError(f"rules/{path.name}: {spec.id} names the unknown check {spec.of}.{spec.check}")
    missing = _PARAMS[spec.of].get(spec.check, frozenset()) - spec.params.keys()
    if missing:
        raise CatalogError(f"rules/{path.name}: {spec.id} lacks the params {', '.join(sorted(missing))}")
