"""The sheet being keyed in: marks, the cursor, lines for other names, void sheets, and sheets taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.keying import KeyedSheet, WriteInSlot
from huanjie_desktop.domain.tally import NOTHING, UNCLEAR, Sheet, SheetShape

SHAPE = SheetShape(("s1", "s2"), (3, 3))
SLOTS = (WriteInSlot("p1", "镇长"), WriteInSlot("p1", "镇长"), WriteInSlot("p2", "副镇长"))


def begun(slots: tuple[WriteInSlot, ...] = (), across: int = 2) -> tuple[KeyedSheet, list[int]]:
    told: list[int] = []
    keyed = KeyedSheet(lambda: told.append(keyed.at))
    keyed.begin(SHAPE, across, slots, ["a", "b"])
    return keyed, told


def test_marks_go_on_and_wrong_ones_are_refused() -> None:
    keyed, told = begun()
    assert [keyed.mark(mark) for mark in ("1", "4", "z", UNCLEAR)] == [True, False, False, True]
    assert (keyed.at, told) == (2, [1, 2])
    assert keyed.sheet() == Sheet("a", f"1{UNCLEAR}{NOTHING}{NOTHING}")
    assert (keyed.missing, keyed.untouched, keyed.complete) == (2, False, False)
    keyed.repeat()
    assert keyed.sheet().marks == f"1{UNCLEAR}{UNCLEAR}{UNCLEAR}"
    assert keyed.complete
    assert not keyed.mark("1")


def test_the_cursor_goes_back_on_and_to_a_cell() -> None:
    keyed, _told = begun()
    assert not keyed.back()
    keyed.forward()
    assert keyed.cursor() == (0, 1)
    assert keyed.place() == ("s1", 1)
    keyed.go_to(1, 1)
    assert (keyed.at, keyed.place()) == (3, ("s2", 1))
    keyed.forward()
    keyed.forward()
    assert (keyed.at, keyed.cursor()) == (4, None)
    assert keyed.place() == ("s2", 1)
    assert keyed.back()
    assert keyed.cursor() == (1, 1)


def test_lines_for_other_names_stand_behind_the_marks() -> None:
    keyed, _told = begun(SLOTS, across=1)
    assert keyed.cells == 7
    keyed.write_in("张三")  # the cursor is at a mark
    assert keyed.untouched
    keyed.mark("1")
    keyed.repeat()
    assert keyed.slot() == SLOTS[0]
    assert keyed.cursor() == (4, 0)
    keyed.write_in(" 张三 ")
    keyed.write_in("")
    assert keyed.slot() == SLOTS[2]
    keyed.write_in("李四")
    assert keyed.complete
    assert keyed.sheet().write_ins == (("p1", "张三"), ("p2", "李四"))
    assert [keyed.at_cell(row, 0) for row in range(7)] == ["1", "1", "1", "1", "张三", "", "李四"]
    assert keyed.at_cell(5, 1) is None
    keyed.go_to(6, 0)
    assert keyed.slot() == SLOTS[2]


def test_a_void_sheet_says_nothing_and_takes_no_marks() -> None:
    keyed, _told = begun(SLOTS)
    keyed.mark("1")
    keyed.toggle_void()
    assert not keyed.mark("2")
    keyed.repeat()
    assert keyed.sheet() == Sheet("a", NOTHING * 4, void=True)
    assert not keyed.untouched
    keyed.toggle_void()
    assert keyed.sheet().marks == f"1{NOTHING * 3}"


def test_the_category_stays_from_sheet_to_sheet_and_goes_round() -> None:
    keyed, told = begun()
    keyed.next_category()
    keyed.mark("1")
    keyed.clear()
    assert (keyed.category_id(), keyed.at, keyed.untouched) == ("b", 0, True)
    keyed.next_category()
    assert keyed.category_id() == "a"
    keyed.choose_category(1)
    assert keyed.category_id() == "b"
    assert len(told) == 5
    keyed.begin(SHAPE, 2, (), [])
    assert keyed.category_id() is None
    keyed.next_category()
    assert keyed.category == 0
    keyed.repeat()  # the last mark was another campaign's
    assert keyed.untouched


@pytest.mark.parametrize("category", ["a", "b", None])
def test_a_sheet_taken_back_is_the_sheet_that_was_counted(category: str | None) -> None:
    keyed, _told = begun(SLOTS)
    names = (("p1", "丁一"), ("p1", "张三"), ("p2", "李四"))
    keyed.choose_category(1)
    keyed.load(Sheet(category, f"12{NOTHING}{UNCLEAR}", write_ins=names))
    assert keyed.sheet() == Sheet(category or "b", f"12{NOTHING}{UNCLEAR}", write_ins=names)
    assert keyed.at == 0


KEYS = st.lists(st.sampled_from(["1", "2", "3", "0", ".", "-", "/", "*", "+", ">", "n"]), max_size=40)


@given(KEYS)
def test_whatever_is_pressed_the_sheet_is_whole(keys: list[str]) -> None:
    keyed, _told = begun(SLOTS)
    acts = {
        "-": keyed.back,
        "/": keyed.repeat,
        "*": keyed.toggle_void,
        "+": keyed.next_category,
        ">": keyed.forward,
        "n": lambda: keyed.write_in("王五"),
    }
    for key in keys:
        if key in acts:
            acts[key]()
        else:
            keyed.mark({"0": NOTHING, ".": UNCLEAR}.get(key, key))
    sheet = keyed.sheet()
    assert len(sheet.marks) == SHAPE.cells
    assert 0 <= keyed.at <= keyed.cells
    assert (keyed.cursor() is None) == keyed.complete
    if sheet.void:
        assert not sheet.marks.strip(NOTHING)
        assert sheet.write_ins == ()


def test_each_item_takes_the_marks_of_its_own_scale() -> None:
    keyed = KeyedSheet()
    keyed.begin(SheetShape(("s1", "s2"), (2, 4)), 2, (), ["a"])
    assert [keyed.mark(mark) for mark in ("3", "2", "4")] == [False, True, True]
    keyed.repeat()
    assert keyed.sheet().marks == "2404"
