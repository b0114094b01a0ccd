"""Thresholds and surplus in whole numbers; the mark of a basis that nobody has checked."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.outcome import Severity, Subject
from huanjie_desktop.domain.rules import Rule, RuleBook, Surplus, Threshold

HALF = Threshold("h", "半数", "超过半数", 1, 2, strict=True)
FOUR_FIFTHS = Threshold("f", "五分之四", "不少于五分之四", 4, 5, strict=False)
TWO_THIRDS = Threshold("t", "三分之二", "超过三分之二", 2, 3, strict=True)


@pytest.mark.parametrize(
    ("threshold", "base", "least"),
    [
        (HALF, 100, 51),
        (HALF, 101, 51),
        (FOUR_FIFTHS, 100, 80),
        (FOUR_FIFTHS, 101, 81),
        (TWO_THIRDS, 33, 23),
        (HALF, 0, 1),
    ],
)
def test_least(threshold: Threshold, base: int, least: int) -> None:
    assert threshold.least(base) == least


@given(st.sampled_from([HALF, FOUR_FIFTHS, TWO_THIRDS]), st.integers(0, 3000), st.integers(0, 3000))
def test_met_agrees_with_exact_fractions_and_with_least(threshold: Threshold, count: int, base: int) -> None:
    exact = Fraction(threshold.numerator, threshold.denominator) * base
    assert threshold.met(count, base) == (count > exact if threshold.strict else count >= exact)
    assert threshold.met(count, base) == (count >= threshold.least(base))


@pytest.mark.parametrize(("seats", "candidates"), [(5, 6), (7, 9), (9, 11), (11, 14), (0, 0)])
def test_surplus_rounds_up(seats: int, candidates: int) -> None:
    assert Surplus("s", "差额", percent=20).least(seats) == candidates


def test_surplus_by_persons() -> None:
    assert Surplus("s", "差额", extra=1).least(11) == 12


@pytest.mark.parametrize(
    ("surplus", "seats", "least", "most"),
    [
        (Surplus("s", "副职", extra=1, most_extra=3), 4, 5, 7),
        (Surplus("s", "委员", percent=10, most_percent=20), 19, 21, 22),
        (
            Surplus("s", "委员", percent=10, most_percent=20),
            3,
            4,
            4,
        ),  # a fifth of three is nobody: the least is allowed
        *(
            (Surplus("s", "代表", one_in=3, most_percent=100), *numbers)
            for numbers in ((1, 2, 2), (2, 3, 4), (3, 4, 6))
        ),
        (Surplus("s", "代表", percent=20), 7, 9, None),
    ],
)
def test_surplus_has_an_upper_bound_where_the_law_has_one(
    surplus: Surplus, seats: int, least: int, most: int | None
) -> None:
    assert (surplus.least(seats), surplus.most(seats)) == (least, most)


def rule(tag: str, basis: str = "《条例》第1条", kinds: tuple[str, ...] = ()) -> Rule:
    return Rule("r", "规则", "congress", "check", Severity.HINT, basis, tag, kinds)


def test_a_basis_from_memory_bears_its_mark() -> None:
    assert rule("M").finding("如此。").basis == "《条例》第1条（待核）"
    assert rule("V2").finding("如此。").basis == "《条例》第1条"
    assert rule("M", basis="").finding("如此。").basis == ""


def test_a_finding_carries_rule_and_subject() -> None:
    subject = Subject("person", "p")
    finding = rule("V").finding("如此。", subject)
    assert (finding.code, finding.severity, finding.subject) == ("r", Severity.HINT, subject)


def test_rules_are_chosen_by_kind() -> None:
    book = RuleBook((rule("V"), rule("V", kinds=("a",)), rule("V", kinds=("b",))))
    assert [one.kinds for one in book.rules_of("congress", "a")] == [(), ("a",)]
    assert book.rules_of("people") == []
