"""Counting sheets: each rule has its vectors, and the fast count agrees with a plain one."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.tally import (
    UNREADABLE,
    Box,
    CountingRules,
    Counts,
    PostShape,
    Sheet,
    SheetShape,
    count_sheets,
    digest_of_sheets,
    judge,
    share,
    share_words,
)

SHAPE = SheetShape(("s1", "s2"), (4, 4, 4))
POSTS = SheetShape(("a", "b", "c", "d"), (1,), (PostShape("p", 2, 0, 3), PostShape("q", 1, 3, 4)))


def test_marks_are_counted_by_category_subject_item_and_grade() -> None:
    counts = count_sheets([Sheet("A", "123012"), Sheet("A", "1x3000"), Sheet("B", "400000", number=3)], SHAPE)
    assert counts.boxes == {"A": Box(2, 0, 0), "B": Box(3, 0, 0)}
    assert counts.marks == {
        ("A", "s1", 0, 0): 2,
        ("A", "s1", 1, 1): 1,
        ("A", "s1", 1, UNREADABLE): 1,
        ("A", "s1", 2, 2): 2,
        ("A", "s2", 1, 0): 1,
        ("A", "s2", 2, 1): 1,
        ("B", "s1", 0, 3): 3,
    }


def test_a_void_sheet_gives_no_marks() -> None:
    counts = count_sheets([Sheet("A", "111111", void=True)], SHAPE)
    assert (counts.boxes["A"].collected, counts.boxes["A"].void, counts.boxes["A"].valid) == (1, 1, 0)
    assert counts.marks == {}


@pytest.mark.parametrize(("blank_is_void", "valid"), [(True, 0), (False, 2)])
def test_a_blank_sheet_counts_by_the_forms_rule(blank_is_void: bool, valid: int) -> None:
    box = count_sheets([Sheet(None, SHAPE.empty, number=2)], SHAPE, CountingRules(blank_is_void)).boxes[""]
    assert (box.collected, box.blank, box.valid) == (2, 2, valid)


def test_a_sheet_with_an_unreadable_mark_only_is_not_blank() -> None:
    box = count_sheets([Sheet("A", "x00000")], SHAPE).boxes["A"]
    assert (box.blank, box.valid) == (0, 1)


@pytest.mark.parametrize(
    ("marks", "names", "counted", "kept"),
    [
        ("1100", (), "1100", ()),
        ("1110", (), "xxx0", ()),
        ("1101", (), "1101", ()),
        ("1100", (("p", "张三"),), "xxx0", ()),
        ("1000", (("p", "张三"),), "1000", (("p", "张三"),)),
        ("1001", (("q", "李四"),), "100x", ()),
        ("1x10", (), "1x10", ()),
    ],
)
def test_more_names_than_seats_make_that_post_void(
    marks: str, names: tuple[tuple[str, str], ...], counted: str, kept: tuple[tuple[str, str], ...]
) -> None:
    judged = judge(Sheet("A", marks, write_ins=names), POSTS)
    assert (judged.marks, judged.write_ins) == (counted, kept)


def test_written_in_names_are_counted() -> None:
    sheets = [Sheet("A", "0000", write_ins=(("p", "张三"),), number=2), Sheet("B", "1000", write_ins=(("p", "张三"),))]
    counts = count_sheets(sheets, POSTS, CountingRules(blank_void=False))
    assert counts.write_ins == {("A", "p", "张三"): 2, ("B", "p", "张三"): 1}
    assert counts.boxes["A"].blank == 0


SHEETS = st.lists(
    st.builds(
        Sheet,
        st.sampled_from(["A", "B", None]),
        st.text("01234x", min_size=6, max_size=6),
        st.booleans(),
        number=st.integers(1, 4),
    ),
    max_size=30,
)


@given(SHEETS, st.booleans())
def test_the_fast_count_agrees_with_a_plain_one(sheets: list[Sheet], blank_is_void: bool) -> None:
    counts = count_sheets(sheets, SHAPE, CountingRules(blank_is_void))
    plain: Counter[tuple[str, str, int, int]] = Counter()
    for sheet in sheets:
        if sheet.void or (blank_is_void and sheet.marks == "000000"):
            continue
        for at, mark in enumerate(sheet.marks):
            if mark != "0":
                grade = UNREADABLE if mark == "x" else int(mark) - 1
                plain[sheet.category_id or "", SHAPE.subjects[at // 3], at % 3, grade] += sheet.number
    assert counts.marks == plain
    assert sum(box.collected for box in counts.boxes.values()) == sum(sheet.number for sheet in sheets)


@given(SHEETS)
def test_the_order_of_sheets_does_not_matter(sheets: list[Sheet]) -> None:
    one, other = count_sheets(sheets, SHAPE), count_sheets(sheets[::-1], SHAPE)
    assert (dict(one.boxes), dict(one.marks)) == (dict(other.boxes), dict(other.marks))


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_shares_are_rounded_to_one_decimal_halves_up(count: int, base: int) -> None:
    value = share(count, base)
    exact = Fraction(count * 100, base)
    assert value is not None
    assert abs(Fraction(round(value * 10), 10) - exact) <= Fraction(1, 20)
    if (exact * 20).denominator == 1 and int(exact * 20) % 2:  # a half of the last decimal goes up
        assert Fraction(round(value * 10), 10) > exact


def test_a_share_of_nothing_is_no_number() -> None:
    assert share(0, 0) is None
    assert (share_words(0, 0), share_words(7, 8), share_words(1, 3)) == ("—", "87.5%", "33.3%")


def test_a_files_digest_is_of_what_its_sheets_say_in_any_order() -> None:
    sheets = [Sheet("A", "1000"), Sheet("A", "1000"), Sheet("B", "0x00", write_ins=(("p", "张三"),))]
    digest = digest_of_sheets(sheets)
    assert digest_of_sheets([sheets[2], Sheet("A", "1000", number=2)]) == digest
    for other in (sheets[1:], [*sheets, sheets[0]], [*sheets[:2], Sheet("B", "0x00", void=True)]):
        assert digest_of_sheets(other) != digest


@pytest.mark.parametrize(
    ("rules", "sheet", "void"),
    [
        (CountingRules(overfull_void=True), Sheet("A", "1110"), True),
        (CountingRules(), Sheet("A", "1110"), False),
        (CountingRules(unclear_void=(True,)), Sheet("A", "100x"), True),
        (CountingRules(unclear_void=(False,)), Sheet("A", "100x"), False),
        (CountingRules(blank_void=True), Sheet("A", "0000"), True),
        (CountingRules(blank_void=False), Sheet("A", "0000"), False),
    ],
)
def test_each_rule_makes_a_whole_sheet_void(rules: CountingRules, sheet: Sheet, void: bool) -> None:
    assert judge(sheet, POSTS, rules).void is void
    assert count_sheets([sheet], POSTS, rules).boxes["A"].void == void


def test_an_item_has_its_own_scale_and_its_own_rule_of_marks() -> None:
    shape = SheetShape(("s",), (2, 4))
    rules = CountingRules(unclear_void=(False, True))
    counts = count_sheets([Sheet("A", "24"), Sheet("A", "x1"), Sheet("A", "1x")], shape, rules)
    assert counts.boxes["A"] == Box(3, 1, 0)
    assert counts.marks == {
        ("A", "s", 0, 1): 1,
        ("A", "s", 1, 3): 1,
        ("A", "s", 0, UNREADABLE): 1,
        ("A", "s", 1, 0): 1,
    }


def test_sheets_in_piles_are_counted_pile_by_pile() -> None:
    sheets = [Sheet("A", "1000", pile="1"), Sheet("B", "0100", pile="2", number=2), Sheet("A", "1000", pile="2")]
    counts = count_sheets(sheets, POSTS)
    assert counts.marks == {("A", "a", 0, 0): 2, ("B", "b", 0, 0): 2}
    assert counts.piles["2"].boxes == {"A": Box(1), "B": Box(2)}
    assert counts.piles["1"].marks == {("A", "a", 0, 0): 1}


def test_counts_of_nothing_are_empty() -> None:
    assert count_sheets([], SHAPE) == Counts({}, {}, {})
