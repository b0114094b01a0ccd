"""Stroke order in both modes, compound surnames, names with a dot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_name_tables
from huanjie_desktop.domain.names import (
    StrokeOverride,
    StrokeTable,
    display_name,
    split_surname,
    stroke_key,
    stroke_keys,
    uncertain_characters,
)

TABLES = load_name_tables()
TABLE = TABLES.strokes
COMPOUNDS = TABLES.compound_surnames
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)


def surname_key(name: str) -> str:
    return stroke_key(name, TABLE, "surname", COMPOUNDS)


def name_key(name: str) -> str:
    return stroke_key(name, TABLE, "name", COMPOUNDS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("丁", "王"),
        ("王", "文"),  # both 4: 横 before 点
        ("林", "欧"),  # both 8: 竖 before 撇 in the second stroke
        ("十", "丁"),  # same strokes: 主笔形 before 附笔形
        ("李一鸣", "李大鸣"),
        ("欧阳少东", "洪少东"),
        ("张", "张三"),
        ("吉", "𠮷"),
        ("洪", "𬭎"),
        ("A", "一"),
    ],
)
def test_order_holds_in_both_modes(first: str, second: str) -> None:
    assert surname_key(first) < surname_key(second)
    assert name_key(first) < name_key(second)


def test_a_single_given_name_comes_first_within_its_surname_in_surname_mode_only() -> None:
    assert surname_key("田富") < surname_key("田大利")
    assert name_key("田富") > name_key("田大利")


def test_a_single_given_name_stays_behind_smaller_surnames() -> None:
    assert surname_key("丁一一") < surname_key("王一")


def test_single_given_name_of_a_compound_surname() -> None:
    assert surname_key("欧阳震") < surname_key("欧阳一一")
    assert name_key("欧阳震") > name_key("欧阳一一")


def test_two_characters_are_never_a_compound_surname_alone() -> None:
    assert split_surname("欧阳", COMPOUNDS) == ("欧", "阳")
    assert split_surname("欧阳修", COMPOUNDS) == ("欧阳", "修")
    assert split_surname("诸葛小明", COMPOUNDS) == ("诸葛", "小明")
    assert split_surname("李", COMPOUNDS) == ("李", "")


def test_the_dot_is_ignored_and_such_names_have_no_surname() -> None:
    assert split_surname("阿依古丽·买买提", COMPOUNDS) == ("", "阿依古丽·买买提")
    assert name_key("阿依·古丽") == name_key("阿依古丽")
    assert surname_key("阿·依") == name_key("阿依")


def test_padding_does_not_count() -> None:
    assert surname_key("张　三") == surname_key("张三")


@pytest.mark.parametrize(
    ("char", "strokes"),
    [("一", 1), ("丁", 2), ("达", 6), ("林", 8), ("鸣", 8), ("𠮷", 6), ("𬭎", 12), ("䶮", 9), ("𠀀", 2)],
)
def test_stroke_counts(char: str, strokes: int) -> None:
    assert TABLE.strokes(char) == strokes


def test_what_is_not_a_character_of_any_table_has_no_strokes_and_sorts_last() -> None:
    assert TABLE.strokes("A") is None
    assert TABLE.strokes("\U0003ffff") is None
    assert TABLE.rank("\U0003ffff") > TABLE.rank("\U0002a6a5")


def test_uncertain_characters_are_named_once() -> None:
    assert uncertain_characters("张䶮䶮", TABLE) == "䶮"
    assert uncertain_characters("阿依·A　李𠮷", TABLE) == ""


def test_an_override_moves_a_character_and_makes_it_sure() -> None:
    table = TABLE.with_overrides({"䶮": StrokeOverride(9, after="洪"), "\U0002a6d6": StrokeOverride(2)})
    assert table.known("䶮")
    assert table.rank("洪") < table.rank("䶮") < table.rank("洛")
    assert table.strokes("䶮") == 9
    assert table.strokes("\U0002a6d6") == 2
    # the character it follows keeps its own order with anything behind it
    assert stroke_key("洪齾", table, "name") < stroke_key("䶮一", table, "name")


@given(st.lists(HAN, min_size=1, max_size=4), st.lists(HAN, min_size=1, max_size=4))
def test_name_mode_compares_character_by_character(left: list[str], right: list[str]) -> None:
    keys = [[TABLE.rank(char) for char in name] for name in (left, right)]
    joined = [name_key("".join(name)) for name in (left, right)]
    assert (keys[0] < keys[1]) == (joined[0] < joined[1])


@given(st.text(HAN, min_size=1, max_size=4), st.text(HAN, min_size=1, max_size=4))
def test_keys_compare_alike_as_bytes(left: str, right: str) -> None:
    assert (surname_key(left) < surname_key(right)) == (surname_key(left).encode() < surname_key(right).encode())


@given(st.characters(), st.characters())
def test_no_rank_begins_another(left: str, right: str) -> None:
    one, other = TABLE.rank(left), TABLE.rank(right)
    assert one == other or not other.startswith(one)


def test_surnames_stay_together_in_surname_mode() -> None:
    names = ["王五", "张三", "王小明", "张大山", "王一"]
    assert [name[0] for name in sorted(names, key=surname_key)] == ["王", "王", "王", "张", "张"]


def test_display_spaces_two_characters_only() -> None:
    assert display_name("张三") == "张　三"
    assert display_name("𠮷三") == "𠮷　三"
    assert display_name("张小三") == "张小三"
    assert display_name("阿·依") == "阿·依"
    assert display_name("Li") == "Li"


def test_a_small_table_made_by_hand() -> None:
    table = StrokeTable.from_order([(1, "一"), (2, "二丁")], placed="丁")
    assert [table.rank(char) for char in "一二丁"] == sorted(table.rank(char) for char in "丁二一")
    assert not table.known("丁")


def test_rare_characters_stand_at_the_end_of_their_own_count_and_the_offices_before_them() -> None:
    two = [char for char in TABLE.ranks if TABLE.strokes(char) == 2]
    rare = "\U00020000"  # 2 strokes, in no table of standard characters
    assert max(map(TABLE.rank, two)) < TABLE.rank(rare) < TABLE.rank("三")
    table = TABLE.with_overrides({"\U0002a6d6": StrokeOverride(2)})
    assert max(map(table.rank, two)) < table.rank("\U0002a6d6") < table.rank(rare)


@given(st.text(st.sampled_from("林木欧阳少东单于·•𠀀〇A a　\t張"), max_size=6))
def test_both_keys_made_together_are_those_made_singly(name: str) -> None:
    table = StrokeTable.from_order([(8, "林欧"), (4, "木"), (5, "东")], placed="东")
    both = stroke_keys(name, table, {"欧阳", "单于"})
    assert both == (stroke_key(name, table, "surname", {"欧阳", "单于"}), stroke_key(name, table, "name"))
