"""The second entry: differences, settlements and the balance of sheets."""

from dataclasses import replace

import pytest

from huanjie_desktop.domain.assessment import (
    AppraisedSubject,
    Campaign,
    Category,
    Post,
    Settlement,
    Setup,
)
from huanjie_desktop.domain.entries import EntryVersion
from huanjie_desktop.domain.rounds import (
    Place,
    differences,
    imbalances,
    joined,
    numbers_at,
    parted,
    settled_counts,
    with_settlements,
)
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts

SETUP = Setup(
    Campaign("c", "测评", "柳河镇", "v", issued=10),
    EntryVersion("v", "f", 1, "表", "{}"),
    (Category("A", "c", "A", issued=4), Category("B", "c", "B", issued=6)),
    (Post("p", "c", "镇长"),),
    (AppraisedSubject("s1", "c", "张三", 0), AppraisedSubject("s2", "c", "李四", 1, "p")),
)
FIRST = Counts(
    {"A": Box(4, 1, 0), "B": Box(5, 0, 0)},
    {("A", "s1", 0, 0): 2, ("A", "s1", 0, 1): 1, ("B", "s2", 1, 0): 5},
    {("B", "p", "王五"): 1},
)
SECOND = Counts(
    {"A": Box(4, 1, 0), "B": Box(5, 1, 0)},
    {("A", "s1", 0, 0): 1, ("A", "s1", 0, 1): 1, ("A", "s1", 0, UNREADABLE): 1, ("B", "s2", 1, 0): 5},
    {},
)


def found() -> list:  # type: ignore[type-arg]
    return differences(FIRST, SECOND, SETUP, items=2, grades=2)


def test_equal_rounds_have_no_differences() -> None:
    assert differences(FIRST, FIRST, SETUP, 2, 2) == []


def test_differences_are_listed_by_subject_and_item() -> None:
    assert [(each.place.kind, each.place.category_id, each.first, each.second) for each in found()] == [
        ("marks", "A", (2, 1, 0), (1, 1, 1)),
        ("box", "B", (5, 0, 0), (5, 1, 0)),
        ("name", "B", (1,), (0,)),
    ]


def settle(at: int, counts: str) -> Settlement:
    each = found()[at]
    return Settlement("x", "c", each.place.key(), counts, joined(each.first), joined(each.second), "重新清点")


def test_what_was_settled_holds_in_the_result() -> None:
    settled = with_settlements(found(), [settle(0, "1,1,1"), settle(1, "5,1,0"), settle(2, "0")])
    counts = settled_counts(FIRST, settled, 2)
    assert numbers_at(counts, Place("marks", "A", "s1", 0), 2) == (1, 1, 1)
    assert counts.boxes["B"] == Box(5, 1, 0)
    assert counts.write_ins["B", "p", "王五"] == 0
    assert counts.marks["B", "s2", 1, 0] == 5


def test_a_settlement_of_other_numbers_does_not_hold() -> None:
    stale = replace(settle(0, "1,1,1"), second="9,9,9")
    assert with_settlements(found(), [stale])[0].settlement is None


def test_numbers_are_kept_as_text() -> None:
    assert parted(joined((3, 0, 12))) == (3, 0, 12)


def test_what_agrees_has_no_imbalance() -> None:
    assert imbalances(FIRST, SETUP, 2) == []


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Counts({"A": Box(4), "B": Box(7)}), ["收回11张，多于发出的10张", "B票收回7张，多于发出的6张"]),
        (Counts({"A": Box(2, 3)}), ["A票无效3张，多于收回的2张"]),
        (Counts({"A": Box(2, 0, 3)}), ["A票空白3张，多于收回的2张"]),
        (
            Counts({"A": Box(2, 1)}, {("A", "s1", 0, 0): 1, ("A", "s1", 0, 1): 1}),
            ["A票对“张三”的评价共2张，多于有效的1张"],
        ),
        (Counts({"A": Box(1)}, {}, {("A", "p", "王五"): 2}), ["A票在“镇长”另推荐“王五”2张，多于有效的1张"]),
    ],
)
def test_each_imbalance_is_said_in_a_sentence(counts: Counts, words: list[str]) -> None:
    assert imbalances(counts, SETUP, 2) == words
