"""核对规则: what spellings count as equal where a roster is compared with a file, as entries that an office may set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from huanjie_desktop.catalog.loader import Catalog
from huanjie_desktop.catalog.specs import CompareRuleSpec
from huanjie_desktop.domain.comparing import EVERY_WAY, NEED_WORDS, TERMS, CompareRule
from huanjie_desktop.domain.people_rows import GROUP

COUNTY, LEVEL = "{county}", "{level}"  # in a word: the county's name, and its last character (县, 市, 区)


def compare_rule_problems(spec: CompareRuleSpec, catalog: Catalog) -> Iterable[str]:
    """Return what is wrong with a rule, a short Chinese phrase each."""
    if not spec.title.strip():
        yield "没有填写名称"
    if spec.way not in EVERY_WAY:
        yield f"没有“{spec.way}”这种核对办法"
    known = {column.field for column in catalog.columns.values()} | {GROUP}
    yield from (f"没有“{field}”这一栏" for field in spec.fields if field not in known)
    kinds = {column.kind for column in catalog.columns.values()}
    yield from (f"没有“{kind}”这一类栏目" for kind in spec.kinds if kind not in kinds)
    if not spec.fields and not spec.kinds:
        yield "没有写明用于哪些栏目"
    if spec.way in NEED_WORDS and not spec.words:
        yield "没有写明哪些词相同"
    if any(len(set(group)) < 2 for group in spec.words):
        yield "每组至少要有两个不同的词"
    words = [word for group in spec.words for word in group]
    twice = next((word for word in words if words.count(word) > 1), None)
    if twice is not None:
        yield f"“{twice}”写了两次"


def rules_in_use(catalog: Catalog, county: str, units: Iterable[Sequence[str]] = ()) -> list[CompareRule]:
    """Return the rules that the office uses, in their order, each with all fields that it holds for.

    `units` are the names of each of the county's bodies, the short one first; terms are equal by them, too.
    """
    names = [tuple(dict.fromkeys(name for name in each if name)) for each in units]
    known = [each for each in names if len(each) > 1]
    return [_rule(spec, catalog, county, known) for spec in catalog.compare_rules.values() if spec.used]


def compare_rules_over(catalog: Catalog, own: Sequence[CompareRuleSpec]) -> Catalog:
    """Return the catalogue with the office's rules over the shipped ones."""
    merged: Mapping[str, CompareRuleSpec] = {**catalog.compare_rules, **{spec.id: spec for spec in own}}
    return replace(catalog, compare_rules=dict(sorted(merged.items(), key=lambda pair: pair[1].position)))


def _rule(spec: CompareRuleSpec, catalog: Catalog, county: str, units: Sequence[tuple[str, ...]]) -> CompareRule:
    fields = {column.field for column in catalog.columns.values() if column.kind in spec.kinds}
    words = tuple(
        tuple(word.replace(COUNTY, county).replace(LEVEL, county[-1:]) for word in group) for group in spec.words
    )
    words += tuple(units) if spec.way == TERMS else ()
    return CompareRule(spec.id, spec.title, spec.way, frozenset(fields | set(spec.fields)), words)
