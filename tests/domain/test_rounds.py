"""The second entry: differences, settlements and the balance of sheets."""

from dataclasses import replace
from random import Random

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
from huanjie_desktop.domain.tally import UNREADABLE, Box, Counts, Sheet, SheetShape, count_sheets

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


# piles

PERSONS, ITEMS, BUNDLE = 6, 5, 10
WIDE = SheetShape(tuple(f"s{at}" for at in range(PERSONS)), (4,) * ITEMS)
OF_MANY = Setup(
    SETUP.campaign,
    SETUP.version,
    (Category("A", "c", "A"), Category("B", "c", "B")),
    (),
    tuple(AppraisedSubject(id_, "c", id_, at) for at, id_ in enumerate(WIDE.subjects)),
)


def bundled(sheets: list[tuple[str, str]]) -> Counts:
    """Count sheets (category, marks) that lie ten to a bundle."""
    return count_sheets(
        [Sheet(category, marks, pile=f"{at // BUNDLE}") for at, (category, marks) in enumerate(sheets)], WIDE
    )


def with_mark(sheet: tuple[str, str], at: int, mark: str) -> tuple[str, str]:
    return sheet[0], sheet[1][:at] + mark + sheet[1][at + 1 :]


def double_error(sheets: list[tuple[str, str]], chance: Random) -> list[tuple[str, str]]:
    """Return the sheets with two mistakes in one place of the form that cancel each other in its sums."""
    keyed = list(sheets)
    while True:
        at, (one, other) = chance.randrange(WIDE.cells), chance.sample(range(len(sheets)), 2)
        mine, theirs = sheets[one][1][at], sheets[other][1][at]
        if sheets[one][0] == sheets[other][0] and mine != theirs:
            keyed[one], keyed[other] = with_mark(sheets[one], at, theirs), with_mark(sheets[other], at, mine)
            if sorted(keyed) != sorted(sheets):
                return keyed


def test_of_a_thousand_double_errors_none_is_missed() -> None:
    chance = Random(9)
    sheets = [(chance.choice("AB"), "".join(chance.choices("1234", (6, 3, 1, 1), k=WIDE.cells))) for _ in range(60)]
    right = bundled(sheets)
    plain = Counts(right.boxes, right.marks)
    missed = in_sums = 0
    for _ in range(1000):
        wrong = bundled(double_error(sheets, chance))
        in_sums += not differences(plain, Counts(wrong.boxes, wrong.marks), OF_MANY, ITEMS, 4)
        missed += not differences(right, wrong, OF_MANY, ITEMS, 4)
    assert (in_sums, missed) == (1000, 0)  # the sums of all sheets see none of them


def test_a_double_error_inside_one_bundle_is_told_by_its_sheets() -> None:
    sheets = [("A", "1" * WIDE.cells), ("A", "2" * WIDE.cells)]
    swapped = [("A", "2" + "1" * (WIDE.cells - 1)), ("A", "1" + "2" * (WIDE.cells - 1))]
    (found,) = differences(bundled(sheets), bundled(swapped), OF_MANY, ITEMS, 4)
    assert (found.place, found.first[0], found.second[0]) == (Place("sheets", "", pile="0"), 2, 2)
    settled = Settlement(
        "x", "c", found.place.key(), joined(found.first), joined(found.first), joined(found.second), "核对"
    )
    (told,) = with_settlements([found], [settled])
    assert told.settlement == settled
    right = bundled(sheets)
    assert settled_counts(right, [told], 4).marks == right.marks
    other = [("A", "3" + "1" * (WIDE.cells - 1)), ("A", "1" + "2" * (WIDE.cells - 1))]
    (changed,) = with_settlements(differences(right, bundled(other), OF_MANY, ITEMS, 4)[:1], [settled])
    assert changed.settlement is None


def test_what_was_settled_in_a_bundle_changes_the_whole_by_as_much() -> None:
    sheets = [("A", "1" * WIDE.cells)] * 20
    wrong = [*sheets[:12], ("A", "2" + "1" * (WIDE.cells - 1)), *sheets[13:]]
    first, second = bundled(wrong), bundled(sheets)
    (found,) = differences(first, second, OF_MANY, ITEMS, 4)
    assert (found.place.pile, found.first, found.second) == ("1", (9, 1, 0, 0, 0), (10, 0, 0, 0, 0))
    settled = Settlement(
        "x", "c", found.place.key(), joined(found.second), joined(found.first), joined(found.second), "核对"
    )
    counts = settled_counts(first, with_settlements([found], [settled]), 4)
    assert numbers_at(counts, Place("marks", "A", "s0", 0), 4) == (20, 0, 0, 0, 0)


def test_a_bundle_that_one_entry_lacks_is_a_difference() -> None:
    sheets = [("A", "1" * WIDE.cells)] * 20
    found = differences(bundled(sheets), bundled(sheets[:10]), OF_MANY, ITEMS, 4)
    assert {each.place.pile for each in found} == {"1"}
