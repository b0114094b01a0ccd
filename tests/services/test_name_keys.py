"""Pinyin with surname readings, initials, and sorting lists."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.catalog.shipped import load_name_tables
from huanjie_desktop.services.people.name_keys import NameKeyMaker, make_name_keys, sort_names

TABLES = load_name_tables()


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("林木", "lin mu", "lm"),
        ("单雄信", "shan xiong xin", "sxx"),
        ("仇英", "qiu ying", "qy"),
        ("解缙", "xie jin", "xj"),
        ("查良", "zha liang", "zl"),
        ("曾小单", "zeng xiao dan", "zxd"),
        ("尉迟恭", "yu chi gong", "ycg"),
        ("万俟雪", "mo qi xue", "mqx"),
        ("欧阳少东", "ou yang shao dong", "oysd"),
        ("吕布", "lv bu", "lb"),
        ("阿依古丽·买买提", "a yi gu li mai mai ti", "ayglmmt"),
        ("李Mary", "li mary", "lm"),
        ("", "", ""),
    ],
)
def test_pinyin(name: str, pinyin: str, initials: str) -> None:
    keys = make_name_keys(name, TABLES)
    assert (keys.pinyin, keys.initials) == (pinyin, initials)
    assert NameKeyMaker(TABLES).keys(name) == keys


@given(st.text(st.sampled_from("林木单仇解欧阳尉迟万俟吕査䶮䶮𠮷〇王·a 﨑")))
def test_the_keys_of_many_names_are_those_of_each(name: str) -> None:
    assert NameKeyMaker(TABLES).keys(name) == make_name_keys(name, TABLES)


def test_uncertain_characters_are_reported() -> None:
    assert make_name_keys("刘䶮", TABLES).uncertain == "䶮"
    assert make_name_keys("刘洋", TABLES).uncertain == ""


def test_sort_in_both_modes() -> None:
    names = ["田富", "文天", "田大利", "王五", "丁一"]
    assert sort_names(names, "surname", TABLES) == ["丁一", "王五", "文天", "田富", "田大利"]
    assert sort_names(names, "name", TABLES) == ["丁一", "王五", "文天", "田大利", "田富"]


def test_pinyin_tables_are_not_loaded_before_a_name_is_written() -> None:
    code = (
        "import sys, huanjie_desktop.services.people.name_keys as n\n"
        "from huanjie_desktop.catalog.shipped import load_name_tables\n"
        "n.sort_names(['李'], 'name', load_name_tables()); print('pypinyin' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "False"
