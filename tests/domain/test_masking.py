from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie_desktop.domain.masking import (
    find_full_numbers,
    mask_id_number,
    mask_person,
    mask_phone,
    mask_text,
    mask_texts,
)
from huanjie_desktop.domain.people import Person

NUMBER = "99010119900101002X"


def test_the_middle_of_a_number_is_hidden() -> None:
    assert mask_id_number(NUMBER) == "990101************"
    assert mask_phone("13900001234") == "139****1234"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("13900001234；13900005678", "139****1234；139****5678"),
        ("0990-1234567", "0990-12***67"),
        ("8001", "8001"),
        ("", ""),
    ],
)
def test_several_numbers_and_landlines(text: str, shown: str) -> None:
    assert mask_phone(text) == shown


def test_too_short_to_be_a_number_is_hidden_whole() -> None:
    assert mask_id_number("123456") == "******"
    assert mask_id_number("") == ""


def test_numbers_inside_texts_are_masked_and_others_are_not() -> None:
    text = f"原号{NUMBER}，旧号990101900101002，电话13900001234，2026年7月26日，文号〔2026〕12号，共123456789012345678901元"
    shown = mask_text(text)
    assert find_full_numbers(text) == [NUMBER, "990101900101002", "13900001234"]
    assert find_full_numbers(shown) == []
    assert "2026年7月26日，文号〔2026〕12号，共123456789012345678901元" in shown


def test_a_person_is_masked_also_in_remarks() -> None:
    person = Person(
        "p1", "林木", id_number=NUMBER, phone="13900001234", remark=f"曾用{NUMBER}", resume="电话13900001234"
    )
    masked = mask_person(person)
    assert (masked.id, masked.name) == ("p1", "林木")
    assert (masked.id_number, masked.phone) == ("990101************", "139****1234")
    assert masked.remark == "曾用990101************"
    assert masked.resume == "电话139****1234"


@dataclass(frozen=True)
class Inner:
    text: str
    number: int = 3


@dataclass(frozen=True)
class Outer:
    inner: tuple[Inner, ...]
    names: tuple[tuple[str, str], ...]
    other: Inner | None = None


def test_texts_anywhere_in_a_dataclass_are_masked_and_the_rest_is_the_same_object() -> None:
    clean = Inner("没有号码")
    outer = Outer((Inner("13900001234"), clean), (("林木", NUMBER),))
    masked = mask_texts(outer)
    assert masked == Outer((Inner("139****1234"), clean), (("林木", "990101************"),))
    assert masked.inner[1] is clean


@given(st.text(alphabet="0123456789Xx张;；- ", max_size=60))
def test_no_full_number_is_left_in_any_text(text: str) -> None:
    assert find_full_numbers(mask_text(text)) == []
    assert mask_text(mask_text(text)) == mask_text(text)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("990101 19750301 001X", "990101************"),
        ("990101-19750301-001x", "990101************"),
        ("９９０１０１１９７５０３０１００１Ｘ", "990101************"),
        ("ID99010119750301001X。", "ID990101************。"),
        ("139-0000-0001", "139****0001"),
        ("+86 139 0000 0001", "139****0001"),
        ("8613900000001", "139****0001"),
        ("a13900000001", "a139****0001"),
        ("0990-1234567", "0990-1234567"),
        ("2026年3月26日，代表80名", "2026年3月26日，代表80名"),
    ],
)
def test_numbers_are_masked_as_people_write_them(text: str, masked: str) -> None:
    assert mask_text(text) == masked
    assert bool(find_full_numbers(text)) is (text != masked)


def test_a_number_broken_at_the_end_of_a_line_is_found() -> None:
    assert find_full_numbers("990101197503\n01001X") == ["99010119750301001X"]
    assert find_full_numbers("123456 789012\n345678") == []
