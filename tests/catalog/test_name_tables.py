"""The shipped name tables are whole and agree with each other."""

import pytest

from huanjie_desktop.catalog.shipped import load_catalog, load_name_tables
from huanjie_desktop.domain.names import is_han

TABLES = load_name_tables()


def test_every_common_character_has_a_rank_of_its_own() -> None:
    ranks = TABLES.strokes.ranks
    assert sum(0x4E00 <= ord(char) <= 0x9FA5 for char in ranks) > 20_890
    assert len(set(ranks.values())) == len(ranks)


@pytest.mark.parametrize(
    "chars", ["一乙二十丁厂七卜八人入儿匕几九刁了刀力乃又", "夕久么勺凡丸及", "有存而页匠夸夺灰达列死成夹"]
)
def test_order_agrees_with_the_standard_list(chars: str) -> None:
    assert sorted(chars, key=TABLES.strokes.rank) == sorted(chars, key=chars.index)


def test_rare_characters_are_not_in_the_ordered_table() -> None:
    rare = {char for _, chars in TABLES.strokes.rare for char in chars}
    assert len(rare) > 70_000
    assert not rare & TABLES.strokes.ranks.keys()


def test_fifty_six_ethnic_groups() -> None:
    groups = load_catalog().ethnic_groups[:56]
    assert len(set(groups)) == 56
    assert all(group.endswith("族") for group in groups)
    assert not any(group.endswith("族") for group in load_catalog().ethnic_groups[56:])


def test_readings_have_a_syllable_for_each_character() -> None:
    for surname, reading in TABLES.surname_readings.items():
        assert all(map(is_han, surname))
        assert len(reading.split()) == len(surname), surname


def test_compound_surnames_have_two_characters() -> None:
    assert all(len(surname) == 2 for surname in TABLES.compound_surnames)
