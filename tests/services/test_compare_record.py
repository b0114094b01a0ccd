"""A rule of equal spellings goes to a record and back, and what cannot be is told."""

from typing import Any

import msgspec
import pytest

from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.catalog.specs import CompareRuleSpec
from huanjie_desktop.domain.errors import UserError
from huanjie_desktop.services.catalogue.compare_record import BLANK, record_of, rule_from

CATALOG = load_catalog()
RULES = list(CATALOG.compare_rules.values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.way)
def test_an_unchanged_record_is_the_rule(rule: CompareRuleSpec) -> None:
    assert rule_from(rule, record_of(rule, CATALOG), CATALOG) == rule


def test_a_blank_word_has_its_sign() -> None:
    rule = next(rule for rule in RULES if any("" in group for group in rule.words))
    assert BLANK in record_of(rule, CATALOG)["words"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"columns": "没有的栏"}, "没有“没有的栏”这一栏"),
        ({"columns": ""}, "没有写明用于哪些栏目"),
        ({"words": "正科"}, "至少要有两个"),
        ({"words": ""}, "没有写明哪些词相同"),
        ({"words": "正科＝正科级\n副科＝正科"}, "“正科”写了两次"),
        ({"title": " "}, "没有填写名称"),
    ],
)
def test_what_cannot_be_is_told(change: dict[str, Any], words: str) -> None:
    rule = next(rule for rule in RULES if rule.way == "words" and "rank" in rule.fields)
    with pytest.raises(UserError, match=words):
        rule_from(rule, {**record_of(rule, CATALOG), **change}, CATALOG)


def test_other_columns_take_the_place_of_kinds() -> None:
    rule = next(rule for rule in RULES if rule.way == "date")
    changed = rule_from(rule, {**record_of(rule, CATALOG), "columns": "出生年月\n入党时间"}, CATALOG)
    assert (changed.kinds, changed.fields) == ((), ("birth", "party_joined"))
    assert msgspec.structs.replace(changed, kinds=rule.kinds, fields=rule.fields) == rule
