"""Two spellings are equal by a rule that both sides look the same by, whichever side is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.compare_rules import rules_in_use
from huanjie_desktop.catalog.shipped import load_catalog
from huanjie_desktop.domain.comparing import (
    EVERY_WAY,
    ONE_BY_ONE,
    REWRITES,
    WAYS,
    CompareRule,
    Said,
    differing_places,
    equal_by,
)
from huanjie_desktop.domain.dates import PartialDate

RULES = rules_in_use(load_catalog(), "青禾县")
BIRTH = PartialDate(1985, 7)


def of(field: str) -> list[CompareRule]:
    return [rule for rule in RULES if field in rule.fields and rule.way != ONE_BY_ONE]


def way_of(field: str, ours: Said, theirs: Said) -> str | None:
    """Return the way of the rule by which both are equal."""
    found = equal_by(ours, theirs, of(field))
    return found and next(rule.way for rule in RULES if rule.id == found)


@pytest.mark.parametrize(
    ("field", "ours", "theirs", "way"),
    [
        ("birth", Said("1985.07", BIRTH), Said("198507", BIRTH), "date"),
        ("birth", Said("1985.07", BIRTH), Said("1985-07-12", PartialDate(1985, 7, 12)), "month"),
        ("education", Said("大学", "大学"), Said("本科", "大学"), "read"),
        ("ethnic_group", Said("汉族", "汉族"), Said("汉", "汉族"), "read"),
        ("current_post", Said("党委副书记、镇长"), Said("党委副书记，镇长"), "plain"),
        ("current_post", Said("党委书记", unit="柳河镇"), Said("柳河镇党委书记", unit="柳河镇"), "unit"),
        ("unit", Said("县委组织部"), Said("中共青禾县委员会组织部"), "terms"),
        ("unit", Said("县委组织部"), Said("中国共产党青禾县委员会组织部"), "terms"),
        ("current_post", Said("副部长", unit="青禾县委组织部"), Said("中共青禾县委员会组织部副部长"), None),
        (
            "current_post",
            Said("副部长", unit="青禾县委组织部"),
            Said("中共青禾县委员会 组织部副部长", unit="青禾县委组织部"),
            "unit",
        ),
        ("rank", Said("乡科级正职"), Said("正科"), "words"),
        ("awards", Said(""), Said("无"), "words"),
        ("expertise", Said("城建、农业"), Said("农业、城建"), "items"),
        (
            "resume",
            Said("2004.09--2008.07  云川大学学习\n2008.08--         某镇干部"),
            Said("2004.09—2008.07 云川大学学习\r\n2008.08--至今 某镇干部"),
            "resume",
        ),
    ],
)
def test_equal_spellings_are_known(field: str, ours: Said, theirs: Said, way: str | None) -> None:
    assert (way_of(field, ours, theirs), way_of(field, theirs, ours)) == (way, way)


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("birth", Said("1985.07", BIRTH), Said("1985.08", PartialDate(1985, 8))),
        ("birth", Said("1985", PartialDate(1985)), Said("1986", PartialDate(1986))),
        ("birth", Said("1985", PartialDate(1985)), Said("1985.07", BIRTH)),
        ("birth", Said("", None), Said("看不清", None)),
        ("education", Said("大学", "大学"), Said("大专", "大专")),
        ("current_post", Said("党委书记", unit="柳河镇"), Said("党委副书记", unit="柳河镇")),
        ("name", Said("林木", "林木"), Said("林沐", "林沐")),
        ("rank", Said("乡科级正职"), Said("乡科级副职")),
        ("resume", Said("2004.09--2008.07  学习"), Said("2004.09--2009.07  学习")),
    ],
)
def test_what_differs_is_told(field: str, ours: Said, theirs: Said) -> None:
    assert equal_by(ours, theirs, of(field)) is None


def test_the_same_to_the_letter_needs_no_rule() -> None:
    assert equal_by(Said("林木"), Said("林木"), ()) == ""


def test_without_its_rule_a_spelling_is_a_difference() -> None:
    others = [rule for rule in of("education") if rule.way != "read"]
    assert equal_by(Said("大学", "大学"), Said("本科", "大学"), others) is None


def test_places_are_told_of_texts_of_one_length() -> None:
    assert differing_places("990101199311060035", "990101199312060135") == (11, 15)
    assert differing_places("1", "12") == ()


def test_every_way_is_one_of_the_two_kinds() -> None:
    assert set(EVERY_WAY) == {*REWRITES, *WAYS, ONE_BY_ONE}
    assert not REWRITES.keys() & WAYS.keys()


TEXTS = st.text("青禾县委员会中共人民政府办公室书记，、。 .()（）0198５７\n-", max_size=12)
DATES = st.none() | st.builds(PartialDate, st.integers(1960, 1963), st.none() | st.integers(1, 2))
SAIDS = st.builds(Said, TEXTS, DATES | TEXTS, st.sampled_from(["", "青禾县委", "柳河镇", "县"]))
ALL = [rule for rule in RULES if rule.way != ONE_BY_ONE]


@given(SAIDS, SAIDS, st.permutations(ALL))
def test_whichever_side_is_which(ours: Said, theirs: Said, rules: list[CompareRule]) -> None:
    assert equal_by(ours, theirs, rules) == equal_by(theirs, ours, rules)


@given(SAIDS, st.permutations(ALL))
def test_everything_equals_itself(said: Said, rules: list[CompareRule]) -> None:
    assert equal_by(said, said, rules) == ""
