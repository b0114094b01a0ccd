"""The rule files are whole, and a fault in one is named."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from huanjie_desktop.catalog.loader import CatalogError
from huanjie_desktop.catalog.rules import check_rules, read_rule_book
from huanjie_desktop.catalog.shipped import load_catalog, load_rule_book
from huanjie_desktop.domain.meeting import Session
from huanjie_desktop.domain.people import Person
from huanjie_desktop.domain.rules import RuleBook

BOOK = load_rule_book()
RULE = '[[rules]]\nid = "r"\ntitle = "规则"\nof = "people"\ncheck = "same_name"\nseverity = "hint"\n'


def test_fields_that_rules_name_exist() -> None:
    owners = {"people": {one.name for one in fields(Person)}, "congress": {one.name for one in fields(Session)}}
    named = [(rule.of, name) for rule in BOOK.rules for name in rule.params.get("fields", {})]
    named += [(rule.of, rule.params[key]) for rule in BOOK.rules for key in ("earlier", "later") if key in rule.params]
    assert named
    assert [name for of, name in named if name not in owners[of]] == []


def test_what_cites_a_text_says_how_it_is_known() -> None:
    assert [rule.id for rule in BOOK.rules if "《" in rule.basis and rule.tag == "C"] == []


def test_both_kinds_of_party_congress_have_attendance_and_surplus() -> None:
    for kind in ("county-party", "township-party"):
        assert [one.id for one in BOOK.thresholds if kind in one.kinds and one.id.endswith("_attendance")]
        assert [one.percent for one in BOOK.surpluses if kind in one.kinds and one.id.endswith("_delegates")] == [20]


def test_attendance_of_the_two_kinds_differs() -> None:
    least = {one.id: one.least(100) for one in BOOK.thresholds}
    assert least["county_party_attendance"] == 51
    assert least["county_party_plenary_attendance"] == 67
    assert least["township_party_attendance"] == 80


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (RULE + RULE, "id r stands twice"),
        (RULE.replace("same_name", "gone"), "unknown check people.gone"),
        (RULE + 'tag = "Z"\n', "unknown tag Z"),
        (RULE + "colour = 1\n", "colour"),
        (RULE.replace('"hint"', '"grave"'), "severity"),
        (RULE.replace("same_name", "age_range"), "lacks the params high, low"),
        ("[[rules]\n", "broken.toml"),
    ],
)
def test_a_fault_is_named_with_its_file(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as caught:
        read_rule_book([path])
    assert "broken.toml" in str(caught.value)
    assert words in str(caught.value)


def test_rules_fit_the_congress_kinds() -> None:
    assert check_rules(BOOK, load_catalog()) == []


def test_an_unknown_kind_or_office_is_named() -> None:
    share = next(rule for rule in BOOK.rules if rule.check == "office_share")
    wrong = (replace(share, kinds=("gone",)), replace(share, params={**share.params, "office": "nobody"}))
    book = RuleBook(wrong, surpluses=BOOK.surpluses, grounds=BOOK.grounds)
    assert check_rules(book, load_catalog()) == [
        f"rules: {share.id!r} is for the unknown congress kind 'gone'",
        f"rules: {share.id!r} looks at the office 'nobody', which {share.kinds[0]!r} does not have",
    ]


def test_an_unknown_surplus_of_an_election_is_named() -> None:
    book = replace(BOOK, surpluses=tuple(one for one in BOOK.surpluses if one.id != "county_party_delegates"))
    assert check_rules(book, load_catalog()) == [
        "congress_kinds: 'county-party': 'higher-delegates' names the unknown surplus 'county_party_delegates'"
    ]
