"""The kinds of entries that an office may add to the catalogue or change in it; a further kind is one more line."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import msgspec

from huanjie_desktop.catalog.compare_rules import compare_rule_problems, compare_rules_over
from huanjie_desktop.catalog.forms import FormSpec, form_problems
from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.name_tables import NameTables
from huanjie_desktop.catalog.plan_steps import step_problems
from huanjie_desktop.catalog.plan_tables import PlanTables, PresetSpec, YearSpec, preset_problems, year_problems
from huanjie_desktop.catalog.specs import (
    CompareRuleSpec,
    CongressKindSpec,
    DocumentSpec,
    Entry,
    PackageSpec,
    PostOrderSpec,
)
from huanjie_desktop.catalog.tables import Tables
from huanjie_desktop.domain.names import MOST_STROKES, StrokeOverride, is_han
from huanjie_desktop.domain.outcome import Severity
from huanjie_desktop.domain.rules import Rule, RuleBook

S = TypeVar("S", DocumentSpec, PackageSpec)
Over = Callable[[Any, Sequence[Any]], Any]
MAY_CHANGE = ("P", "C")  # rules of practice or of the office's own; what a statute says is not the office's to change


class RuleChange(Entry, frozen=True):
    """规则的改动: how grave it is here, and its numbers; the rule keeps all else."""

    id: str
    severity: Severity
    params: dict[str, Any] = msgspec.field(default_factory=dict)


class StrokePlace(Entry, frozen=True):
    """字的位置: `id` is the character, `after` the one it comes behind, "" for the last of its count."""

    id: str
    strokes: int
    after: str = ""


@dataclass(frozen=True)
class EntryKind:
    """条目种类: `title` names it for users, `shape` is how it is read, `problems` says what is wrong with one.

    `shipped` gives the program's own by id; `over` lays the office's over a part of the tables (catalog, rules, names, plans).
    `copies`: the office may have further ones; `changes`: it may have its own in the place of a shipped one.
    """

    id: str
    title: str
    shape: type[Any]
    problems: Callable[[Any, Tables], Iterable[str]]
    shipped: Callable[[Tables], Mapping[str, Any]]
    over: Mapping[str, Over]
    copies: bool = False
    changes: bool = True


def _forms_over(catalog: Catalog, forms: Sequence[FormSpec]) -> Catalog:
    own = {form.id: form for form in forms if form.id not in catalog.forms}
    return replace(catalog, forms={**catalog.forms, **own})


def _kinds_over(catalog: Catalog, kinds: Sequence[CongressKindSpec]) -> Catalog:
    return replace(
        catalog,
        congress_kinds={**catalog.congress_kinds, **{kind.id: kind for kind in kinds}},
        documents=_for_likes(catalog.documents, kinds),
        packages=_for_likes(catalog.packages, kinds),
    )


def _for_likes(specs: Mapping[str, S], kinds: Sequence[CongressKindSpec]) -> dict[str, S]:
    return {id_: msgspec.structs.replace(spec, kinds=_with_likes(spec.kinds, kinds)) for id_, spec in specs.items()}


def _with_likes(ids: tuple[str, ...], kinds: Sequence[CongressKindSpec]) -> tuple[str, ...]:
    return ids + tuple(kind.id for kind in kinds if kind.like in ids and kind.id not in ids)


def _rules_for_likes(book: RuleBook, kinds: Sequence[CongressKindSpec]) -> RuleBook:
    return replace(
        book,
        rules=tuple(replace(rule, kinds=_with_likes(rule.kinds, kinds)) for rule in book.rules),
        thresholds=tuple(replace(each, kinds=_with_likes(each.kinds, kinds)) for each in book.thresholds),
        surpluses=tuple(replace(each, kinds=_with_likes(each.kinds, kinds)) for each in book.surpluses),
    )


def _changeable_rules(tables: Tables) -> Mapping[str, RuleChange]:
    found = [rule for rule in tables.rules.rules if rule.tag in MAY_CHANGE]
    return {rule.id: RuleChange(id=rule.id, severity=rule.severity, params=dict(rule.params)) for rule in found}


def _rule_problems(change: RuleChange, tables: Tables) -> Iterable[str]:
    rule = next((each for each in tables.rules.rules if each.id == change.id), None)
    if rule is None:
        yield f"没有规则“{change.id}”"
    elif rule.tag not in MAY_CHANGE:
        yield f"“{rule.title}”的依据是{rule.basis}，不能改"
    else:
        for name, value in change.params.items():
            if name not in rule.params:
                yield f"“{rule.title}”没有“{name}”这一项"
            elif type(value) is not type(rule.params[name]):
                yield f"“{rule.title}”的“{name}”填的不对"


def _rules_over(book: RuleBook, changes: Sequence[RuleChange]) -> RuleBook:
    by_id = {change.id: change for change in changes}

    def changed(rule: Rule) -> Rule:
        change = by_id.get(rule.id)
        return (
            rule if change is None else replace(rule, severity=change.severity, params={**rule.params, **change.params})
        )

    return replace(book, rules=tuple(map(changed, book.rules)))


def _congress_kind_problems(kind: CongressKindSpec, tables: Tables) -> Iterable[str]:
    # only where the office has kinds of its own
    from huanjie_desktop.catalog.check import congress_kind_problems
    from huanjie_desktop.catalog.kind_bounds import bounds_problems, reference_problems

    beyond = list(bounds_problems(kind))
    return beyond or (  # the others go through all that a kind holds
        *congress_kind_problems(kind, tables.catalog),
        *reference_problems(kind, tables.rules),
        *step_problems(kind, tables.catalog, tables.rules),
        *tables.paper_problems(kind),
    )


def _place_problems(place: StrokePlace, tables: Tables) -> Iterable[str]:
    if len(place.id) != 1 or not is_han(place.id):
        yield f"“{place.id}”不是一个汉字"
    elif not 1 <= place.strokes <= MOST_STROKES:
        yield f"笔画数“{place.strokes}”不对，应是1到{MOST_STROKES}"
    elif place.after == place.id:
        yield f"“{place.id}”不能排在自己后面"
    elif place.after and tables.names.strokes.strokes(place.after) != place.strokes:
        yield f"“{place.after}”不是{place.strokes}画，“{place.id}”只能排在同笔画数的字后面"


def _places_over(names: NameTables, places: Sequence[StrokePlace]) -> NameTables:
    return names.with_places({place.id: StrokeOverride(place.strokes, place.after) for place in places})


def _years_over(plans: PlanTables, years: Sequence[YearSpec]) -> PlanTables:
    return replace(plans, years={**plans.years, **{year.id: year for year in years}})


def _presets_over(plans: PlanTables, presets: Sequence[PresetSpec]) -> PlanTables:
    return replace(plans, presets={**plans.presets, **{preset.id: preset for preset in presets}})


def _order_problems(order: PostOrderSpec, _tables: Tables) -> Iterable[str]:
    blank = [post for post in order.posts if not post.strip()]
    twice = sorted({post for post in order.posts if order.posts.count(post) > 1})
    if blank or not order.posts:
        yield "职务次序里有空行" if blank else "职务次序是空的"
    for post in twice:
        yield f"“{post}”写了两次"


def _orders_over(catalog: Catalog, orders: Sequence[PostOrderSpec]) -> Catalog:
    return replace(catalog, post_orders={**catalog.post_orders, **{order.id: order for order in orders}})


FORM = EntryKind(
    "form",
    "表样",
    FormSpec,
    lambda form, _tables: form_problems(form),
    lambda tables: tables.catalog.forms,
    {"catalog": _forms_over},
    copies=True,
    changes=False,  # a campaign keeps the shipped form that it uses under the form's own id
)
CONGRESS_KIND = EntryKind(
    "congress_kind",
    "会议种类",
    CongressKindSpec,
    _congress_kind_problems,
    lambda tables: tables.catalog.congress_kinds,
    {"catalog": _kinds_over, "rules": _rules_for_likes},
    copies=True,
)
RULE = EntryKind("rule", "规则", RuleChange, _rule_problems, _changeable_rules, {"rules": _rules_over})
STROKE_PLACE = EntryKind(
    "stroke_place", "姓氏笔画", StrokePlace, _place_problems, lambda _tables: {}, {"names": _places_over}
)
HOLIDAYS = EntryKind(
    "holidays",
    "节假日表",
    YearSpec,
    lambda year, _tables: year_problems(year),
    lambda tables: tables.plans.years,
    {"plans": _years_over},
)
PLAN_PRESET = EntryKind(
    "plan_preset",
    "倒排预设",
    PresetSpec,
    lambda preset, tables: preset_problems(preset, tables.catalog, tables.rules),
    lambda tables: tables.plans.presets,
    {"plans": _presets_over},
    copies=True,
)
COMPARE_RULE = EntryKind(
    "compare_rule",
    "核对规则",
    CompareRuleSpec,
    lambda rule, tables: compare_rule_problems(rule, tables.catalog),
    lambda tables: tables.catalog.compare_rules,
    {"catalog": compare_rules_over},
    copies=True,
)
POST_ORDER = EntryKind(
    "post_order",
    "职务次序",
    PostOrderSpec,
    _order_problems,
    lambda tables: tables.catalog.post_orders,
    {"catalog": _orders_over},
)
CATALOG_KINDS = (FORM, CONGRESS_KIND, RULE, STROKE_PLACE, HOLIDAYS, PLAN_PRESET, COMPARE_RULE, POST_ORDER)
